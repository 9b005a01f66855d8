// collect: a formula as a polynomial in some of its parts, each power with everything that it is multiplied by.

import { equal } from "../expr/equal.ts";
import { UsageError } from "../expr/errors.ts";
import { toNumber } from "../expr/evaluate.ts";
import { type ConstValue, checkFormula, type Expr, type ExprLike, toExpr } from "../expr/node.ts";
import { format } from "../expr/print/format.ts";
import { Var } from "../expr/var.ts";
import { build } from "./build.ts";
import { type Form, Product, Sum } from "./form.ts";
import { compareFactors, sortInPlace } from "./order.ts";
import type { Reader } from "./polynomial/read.ts";
import {
  addTerm,
  type Generator,
  type Monomial,
  NOTHING,
  type Polynomial,
  single,
} from "./polynomial/ring.ts";
import { formOf } from "./polynomial/write.ts";
import { shorterProduct } from "./quotientForm.ts";
import { checkRewriting, type RewriteOptions, type Rewritten, rewritten } from "./rewriting.ts";

const checkCollect = checkRewriting("collect");

/**
 * A formula with its products over sums opened, and the terms of each power of `by` brought together. `by` is one
 * name or formula, or a list of them: "x", ["x", "y"], sin(x).
 * @throws {UsageError} for a `by` that is a number or a sum; {Unfinished} (a BudgetError) for too many terms.
 * @example collect(parse("a*x^2 + b*x^2 + a*x + 1"), "x")  // x^2*(a + b) + a*x + 1
 */
export const collect = (
  expr: ExprLike,
  by: string | Expr | readonly (string | Expr)[],
  options: RewriteOptions = {},
): Expr => collected(expr, by, options).expr;

/** The same with the conditions under which both are equal. */
export function collected(
  expr: ExprLike,
  by: string | Expr | readonly (string | Expr)[],
  options: RewriteOptions = {},
): Rewritten {
  checkCollect(options);
  const parts = (Array.isArray(by) ? by : [by]).map(partOf);
  if (parts.length === 0) throw new UsageError("bad-by", "by is an empty list, expected a name or a formula");
  return rewritten(expr, options, { what: "collecting", instead: "raise budget.nodes" }, (reader, tidy) => {
    const generators = new Set(parts.map((part) => generatorOf(reader, part)));
    return build(byPowers(reader, reader.read(tidy), generators));
  });
}

function partOf(by: unknown): Expr {
  if (typeof by === "string") return Var(by);
  const part = toExpr(by as ExprLike);
  checkFormula(part);
  return part;
}

/** What a part is in the ring. @throws {UsageError} where that is no single generator */
function generatorOf(reader: Reader, part: Expr): Generator {
  const value = reader.read(part);
  const term = value.size === 1 ? single(value) : undefined;
  const [power, ...others] = term?.[0].powers ?? [];
  if (
    term === undefined ||
    term[1] !== 1 ||
    power === undefined ||
    others.length > 0 ||
    power.exponent !== 1
  ) {
    throw new UsageError(
      "bad-by",
      `can't collect by '${format(part)}', expected a name or a function of one, such as x or sin(x)`,
    );
  }
  return power.generator;
}

function byPowers(reader: Reader, value: Polynomial, generators: ReadonlySet<Generator>): Form {
  const { ring } = reader;
  const groups = new Map<Monomial, Map<Monomial, ConstValue>>();
  // x^n counts as a power of x.
  const bases = [...generators].map(({ base }) => base);
  const isPower = (generator: Generator): boolean => {
    const base = generator.symbolic?.base ?? generator.exponential?.base;
    return generators.has(generator) || (base !== undefined && bases.some((each) => equal(each, base)));
  };
  for (const [{ powers }, coefficient] of value) {
    const outside = ring.monomial(powers.filter(({ generator }) => isPower(generator)));
    const inside = ring.monomial(powers.filter(({ generator }) => !isPower(generator)));
    const group = groups.get(outside) ?? new Map<Monomial, ConstValue>();
    groups.set(outside, group);
    addTerm(group, inside, coefficient);
  }
  const rank = new Map([...generators].map((generator, i) => [generator, i]));
  const byRank = [...groups].sort(([a], [b]) => comparePowers(a, b, rank));
  const terms: Product[] = [];
  for (const [outside, group] of byRank) {
    if (group.size === 0) continue;
    if (outside === ring.unit || group.size === 1) {
      const form = formOf(ring.multiply(new Map([[outside, 1 as ConstValue]]), group));
      terms.push(...(form instanceof Sum ? form.terms : [form]));
      continue;
    }
    const front = formOf(new Map([[outside, 1 as ConstValue]]));
    const coefficient = shorterProduct(reader, group);
    if (!(front instanceof Product)) throw new Error("invariant: one term is a product");
    const powers = [...front.powers, ...coefficient.powers];
    sortInPlace(powers, compareFactors);
    terms.push(new Product(coefficient.coefficient, powers));
  }
  if (terms.length === 0) return formOf(NOTHING);
  return terms.length === 1 ? terms[0] : new Sum(terms);
}

/** The higher power of the generator named first comes first. */
function comparePowers(a: Monomial, b: Monomial, rank: ReadonlyMap<Generator, number>): number {
  const exponents = ({ powers }: Monomial): number[] => {
    const list = new Array<number>(rank.size).fill(0);
    for (const { generator, exponent } of powers) {
      const at = rank.get(generator);
      if (at !== undefined) list[at] = toNumber(exponent);
    }
    return list;
  };
  const [left, right] = [exponents(a), exponents(b)];
  const at = left.findIndex((exponent, i) => exponent !== right[i]);
  // What is multiplied by none of them comes last, behind x^n.
  return at < 0 ? Math.sign(b.powers.length) - Math.sign(a.powers.length) : right[at] - left[at];
}
