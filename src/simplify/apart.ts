// apart: partial fractions. Over the rationals, by the factors of the denominator; everything else, other variables
// too, may stand above the bar.
import { UsageError } from "../expr/errors.ts";
import { toNumber } from "../expr/evaluate.ts";
import { variables } from "../expr/measure.ts";
import { type ConstValue, checkFormula, type Expr, type ExprLike, toExpr } from "../expr/node.ts";
import { format } from "../expr/print/format.ts";
import { Var } from "../expr/var.ts";
import { build } from "./build.ts";
import { type Condition, Conditions } from "./condition.ts";
import { divValues, isInteger, negateValue, signOf } from "./exact.ts";
import { Product, power as powerForm, Sum } from "./form.ts";
import { compareFactors, sortInPlace } from "./order.ts";
import { factoredOf, quotientOf } from "./polynomial/quotient.ts";
import { keyOf, type Reader } from "./polynomial/read.ts";
import {
  addTerm,
  type Generator,
  type Monomial,
  NOTHING,
  Overrun,
  type Polynomial,
  product,
  single,
  sum,
} from "./polynomial/ring.ts";
import { signOfPolynomial } from "./polynomial/sign.ts";
import { formOf, powersOf } from "./polynomial/write.ts";
import { quotientFormOf, shorterProduct } from "./quotientForm.ts";
import { checkRewriting, type RewriteOptions, type Rewritten, rewritten } from "./rewriting.ts";

const checkApart = checkRewriting("apart");

/**
 * A quotient as a polynomial plus partial fractions in `by`, a name or a formula such as exp(x); it may be left out
 * where the formula has one variable. Denominators are taken apart over the rationals. Where a denominator holds
 * other variables mixed with that one its parts may lose points, 1/(a*x) - 1/(a*(x + a)) those where a = 0: so that is
 * done only for different linear factors, and where `assume` says that nothing is lost.
 * @throws {UsageError} without `by` where there are several variables, and for options that there are not.
 * @example apart(parse("1/(x^2 - 1)"))  // 1/(2*(x - 1)) - 1/(2*(x + 1))
 */
export const apart = (expr: ExprLike, by?: string | Expr, options: RewriteOptions = {}): Expr =>
  takenApart(expr, by, options).expr;

/** Partial fractions, or what must be assumed first so that they lose no point. */
export interface TakenApart extends Rewritten {
  readonly needs: readonly Condition[];
}

/** The same with the conditions under which both are equal, and what would have to be assumed to go further. */
export function takenApart(expr: ExprLike, by?: string | Expr, options: RewriteOptions = {}): TakenApart {
  checkApart(options);
  const formula = toExpr(expr);
  checkFormula(formula);
  const part = partOf(formula, by);
  const needs = new Conditions();
  const result = rewritten(
    formula,
    options,
    {
      what: "partial fractions",
      instead: "raise budget.nodes",
      reading: { keepsArguments: true },
      givesUp: true,
    },
    (reader, tidy) => {
      const value = reader.read(tidy);
      if (part === undefined) return tidy;
      const at = reader.read(part);
      const generator = at.size === 1 ? single(at)[0].powers[0]?.generator : undefined;
      if (generator === undefined) throw wrongPart(part);
      return partialFractions(reader, value, generator, { assume: options.assume, needs }) ?? tidy;
    },
  );
  return { ...result, needs: needs.settled() };
}

function partOf(formula: Expr, by: string | Expr | undefined): Expr | undefined {
  if (by !== undefined) return typeof by === "string" ? Var(by) : toExpr(by);
  const names = variables(formula);
  if (names.length <= 1) return names.length === 0 ? undefined : Var(names[0]);
  throw new UsageError(
    "bad-by",
    `the formula has ${names.length} variables, ${names.join(", ")}: apart needs to know by which`,
  );
}

const wrongPart = (part: Expr): UsageError =>
  new UsageError(
    "bad-by",
    `can't take apart by '${format(part)}', expected a name or a function of one, such as x`,
  );

/** Coefficients from the constant on; the last is not 0. */
type Dense = readonly ConstValue[];

interface Pole {
  readonly factor: Dense;
  readonly times: number;
}

interface Knowing {
  readonly assume: RewriteOptions["assume"];
  /** What is not known and would have to be. */
  readonly needs: Conditions;
}

function partialFractions(
  reader: Reader,
  value: Polynomial,
  x: Generator,
  knowing: Knowing,
): Expr | undefined {
  const { ring } = reader;
  const { numerator, denominator } = quotientOf(reader, value);
  const poles = new Map<string, Pole>();
  const factors = new Map<string, { readonly factor: Polynomial; readonly times: number }>();
  let outside: Polynomial = ring.constant(1);
  for (const { of, exponent } of denominator) {
    if (!depends(of, x)) {
      outside = ring.multiply(outside, reader.power(of, negateValue(exponent)));
      continue;
    }
    if (!isInteger(exponent)) return undefined;
    const { coefficient, parts } = factoredOf(reader, of);
    outside = ring.scaled(outside, inverse(power(coefficient, toNumber(exponent))));
    for (const { of: factor, exponent: times } of parts) {
      const whole = times * toNumber(exponent);
      if (!depends(factor, x)) {
        outside = ring.multiply(outside, reader.power(factor, -whole));
        continue;
      }
      // One factor may stand in several denominators: x + 1 in x^2 - 1 and in (x + 1)^2.
      const key = keyOf(factor);
      factors.set(key, { factor, times: (factors.get(key)?.times ?? 0) + whole });
    }
  }
  if (factors.size === 0) return undefined;
  for (const [key, { factor, times }] of factors) {
    const coefficients = denseIn(factor, x);
    if (coefficients === undefined)
      return linearFractions(reader, numerator, [...factors.values()], { x, outside, ...knowing });
    poles.set(key, { factor: coefficients, times });
  }
  const list = [...poles.values()];
  const parts = list.map(({ factor, times }) => powerOf(factor, times));
  const below = parts.reduce(multiply);
  // The other factors' inverse modulo each part.
  const others = parts.map((_, i) => parts.filter((_, j) => j !== i).reduce(multiply, [1]));
  const inverses = parts.map((part, i) => inverseModulo(others[i], part));
  const whole = new Map<Monomial, ConstValue>();
  const fractions = new Map<string, { pole: Pole; power: number; above: Map<Monomial, ConstValue> }>();
  for (const [rest, coefficients] of byOthers(ring, numerator, x)) {
    if (coefficients === undefined) return undefined;
    const divided = divide(coefficients, below);
    addDense(ring, whole, divided.quotient, x, rest);
    parts.forEach((part, i) => {
      let left = divide(multiply(divided.rest, inverses[i]), part).rest;
      const pole = list[i];
      // In powers of the factor: a_1/f + a_2/f^2 + ...
      for (let k = pole.times; k >= 1 && left.length > 0; k--) {
        const { quotient, rest: above } = divide(left, pole.factor);
        if (above.length > 0) {
          const key = `${i} ${k}`;
          const group = fractions.get(key) ?? { pole, power: k, above: new Map<Monomial, ConstValue>() };
          fractions.set(key, group);
          addDense(ring, group.above, above, x, rest);
        }
        left = quotient;
      }
    });
  }
  const terms: Product[] = [];
  const front = formOf(ring.multiply(whole, outside));
  if (front instanceof Sum) terms.push(...front.terms);
  else if (front.coefficient !== 0) terms.push(front);
  for (const { pole, power: k, above } of fractions.values()) {
    if (above.size === 0) continue;
    const factor = polynomialOf(ring, pole.factor, x);
    const numerator = shorterProduct(reader, ring.multiply(above, outside));
    const powers = [...numerator.powers, ...powersOf(factor, -k)];
    sortInPlace(powers, compareFactors);
    terms.push(new Product(numerator.coefficient, powers));
  }
  if (terms.length === 0) return undefined;
  return build(terms.length === 1 ? terms[0] : new Sum(terms));
}

interface Linear extends Knowing {
  readonly x: Generator;
  /** What all fractions are multiplied by. */
  readonly outside: Polynomial;
}

/**
 * Numerator over different linear factors a_i·x + b_i, other variables among a_i and b_i, as the sum of its residues:
 * with R_ij = a_i·b_j - a_j·b_i the i-th is the numerator at -b_i/a_i, times a_i to the power that makes it whole, over
 * the product of the R_ij. None of these may be 0.
 */
function linearFractions(
  reader: Reader,
  numerator: Polynomial,
  factors: readonly { readonly factor: Polynomial; readonly times: number }[],
  { x, outside, assume, needs }: Linear,
): Expr | undefined {
  const { ring } = reader;
  const top = factors.length - 1;
  const above = coefficientsOf(ring, numerator, x, top);
  const lines = factors.map(({ factor, times }) =>
    times === 1 ? coefficientsOf(ring, factor, x, 1) : undefined,
  );
  if (above === undefined) return undefined;
  const known: (readonly Polynomial[])[] = [];
  for (const line of lines) {
    if (line === undefined) return undefined;
    known.push(line);
  }
  const gapsOf = known.map(([b, a], i) =>
    known.filter((_, j) => j !== i).map(([d, c]) => ring.add(ring.multiply(a, d), ring.multiply(c, b), -1)),
  );
  for (const gap of gapsOf.flat()) for (const need of missing(reader, gap, assume)) needs.add(need);
  if (needs.list.length > 0) return undefined;
  const terms: Product[] = [];
  for (const [i, [b, a]] of known.entries()) {
    const minus = ring.scaled(b, -1);
    const value = above
      .map((k, n) => ring.product([k, ring.raise(minus, n), ring.raise(a, top - n)]))
      .reduce((total, term) => ring.add(total, term), NOTHING);
    // Written with x in front: 1/(x - a), not -1/(a - x).
    const isTurned = a.size === 1 && signOf(single(a)[1]) < 0;
    const factor = ring.scaled(factors[i].factor, isTurned ? -1 : 1);
    const residue = [
      ring.scaled(value, isTurned ? -1 : 1),
      outside,
      ...gapsOf[i].map((gap) => reader.power(gap, -1)),
    ];
    const front = quotientFormOf(reader, ring.product(residue));
    const { coefficient, powers } =
      front instanceof Sum ? new Product(1, [powerForm(build(front), 1)]) : front;
    const all = [...powers, ...powersOf(factor, -1)];
    sortInPlace(all, compareFactors);
    if (coefficient !== 0) terms.push(new Product(coefficient, all));
  }
  if (terms.length === 0) return undefined;
  return build(terms.length === 1 ? terms[0] : new Sum(terms));
}

/** What of a polynomial that must not be 0 is not known to be so. */
function missing(reader: Reader, of: Polynomial, assume: Knowing["assume"]): Condition[] {
  return factoredOf(reader, of).parts.flatMap(({ of: part }): Condition[] => {
    if (signOfPolynomial(part) === "positive") return [];
    const condition: Condition = { expr: build(formOf(part)), holds: "nonzero" };
    return assume?.(condition) === true ? [] : [condition];
  });
}

/** The coefficients of x^0 to x^top; undefined where it is no polynomial in x of that degree. */
function coefficientsOf(
  ring: Reader["ring"],
  a: Polynomial,
  x: Generator,
  top: number,
): readonly Polynomial[] | undefined {
  const list = Array.from({ length: top + 1 }, () => new Map<Monomial, ConstValue>());
  for (const [{ powers }, coefficient] of a) {
    const degree = degreeOf(powers, x);
    if (degree === undefined || degree > top) return undefined;
    addTerm(list[degree], ring.monomial(powers.filter(({ generator }) => generator !== x)), coefficient);
  }
  return list;
}

const depends = (a: Polynomial, x: Generator): boolean =>
  [...a.keys()].some(({ powers }) => powers.some(({ generator }) => generator === x));

/** A polynomial in x alone, with whole exponents, as its coefficients. */
function denseIn(a: Polynomial, x: Generator): Dense | undefined {
  const list: ConstValue[] = [];
  for (const [{ powers }, coefficient] of a) {
    const degree = degreeOf(powers, x);
    if (degree === undefined || powers.some(({ generator }) => generator !== x)) return undefined;
    while (list.length <= degree) list.push(0);
    list[degree] = coefficient;
  }
  return list;
}

/** The exponent of x among powers; undefined where it is no small whole number. */
function degreeOf(powers: Monomial["powers"], x: Generator): number | undefined {
  const exponent = powers.find(({ generator }) => generator === x)?.exponent ?? 0;
  if (typeof exponent !== "number" || exponent < 0 || exponent > DEGREE) return undefined;
  return exponent;
}

const DEGREE = 256;

/** A polynomial as coefficients of x, by what they are multiplied by; undefined coefficients: x to another power. */
function* byOthers(
  ring: Reader["ring"],
  a: Polynomial,
  x: Generator,
): globalThis.Generator<[Monomial, Dense | undefined]> {
  const groups = new Map<Monomial, ConstValue[]>();
  for (const [{ powers }, coefficient] of a) {
    const degree = degreeOf(powers, x);
    const rest = ring.monomial(powers.filter(({ generator }) => generator !== x));
    if (degree === undefined) {
      yield [rest, undefined];
      return;
    }
    const list = groups.get(rest) ?? [];
    groups.set(rest, list);
    while (list.length <= degree) list.push(0);
    list[degree] = sum(list[degree], coefficient);
  }
  for (const [rest, list] of groups) yield [rest, trimmed(list)];
}

function addDense(
  ring: Reader["ring"],
  total: Map<Monomial, ConstValue>,
  a: Dense,
  x: Generator,
  rest: Monomial,
): void {
  a.forEach((coefficient, n) => {
    if (coefficient === 0) return;
    const power = n === 0 ? ring.unit : ring.monomial([{ generator: x, exponent: n }]);
    addTerm(total, ring.merged([rest, power]), coefficient);
  });
}

function polynomialOf(ring: Reader["ring"], a: Dense, x: Generator): Polynomial {
  const total = new Map<Monomial, ConstValue>();
  addDense(ring, total, a, x, ring.unit);
  return total;
}

// Polynomials with rational coefficients

function trimmed(a: ConstValue[]): Dense {
  while (a.length > 0 && a[a.length - 1] === 0) a.pop();
  return a;
}

function inverse(a: ConstValue): ConstValue {
  const result = divValues(1, a);
  if (result === undefined) throw new Overrun("numbers of too many bits");
  return result;
}

function power(a: ConstValue, n: number): ConstValue {
  let result: ConstValue = 1;
  for (let i = 0; i < n; i++) result = product(result, a);
  return result;
}

function multiply(a: Dense, b: Dense): Dense {
  if (a.length === 0 || b.length === 0) return [];
  const total = new Array<ConstValue>(a.length + b.length - 1).fill(0);
  for (let i = 0; i < a.length; i++) {
    if (a[i] === 0) continue;
    for (let j = 0; j < b.length; j++) total[i + j] = sum(total[i + j], product(a[i], b[j]));
  }
  return trimmed(total);
}

function powerOf(a: Dense, n: number): Dense {
  let result: Dense = [1];
  for (let i = 0; i < n; i++) result = multiply(result, a);
  return result;
}

function divide(a: Dense, b: Dense): { quotient: Dense; rest: Dense } {
  const rest = [...a];
  const quotient = new Array<ConstValue>(Math.max(0, a.length - b.length + 1)).fill(0);
  const k = inverse(b[b.length - 1]);
  for (let shift = quotient.length - 1; shift >= 0; shift--) {
    const factor = product(rest[shift + b.length - 1], k);
    quotient[shift] = factor;
    if (factor === 0) continue;
    for (let i = 0; i < b.length; i++)
      rest[shift + i] = sum(rest[shift + i], product(negateValue(factor), b[i]));
  }
  return { quotient: trimmed(quotient), rest: trimmed(rest.slice(0, Math.min(rest.length, b.length - 1))) };
}

/** The inverse of a modulo b, which has no factor in common with it. */
function inverseModulo(a: Dense, b: Dense): Dense {
  let [r0, r1] = [b, divide(a, b).rest];
  let [s0, s1]: Dense[] = [[], [1]];
  while (r1.length > 1) {
    const { quotient, rest } = divide(r0, r1);
    const next = multiply(quotient, s1).map(negateValue);
    [r0, r1, s0, s1] = [r1, rest, s1, added(s0, next)];
  }
  if (r1.length === 0) throw new Error("invariant: factors without a common one");
  const k = inverse(r1[0]);
  return s1.map((c) => product(c, k));
}

const added = (a: Dense, b: Dense): Dense =>
  trimmed(Array.from({ length: Math.max(a.length, b.length) }, (_, i) => sum(a[i] ?? 0, b[i] ?? 0)));
