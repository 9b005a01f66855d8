// factor: a formula as a product of powers that cannot be taken apart further over the rationals, as far as that is
// found within bounds.
import { type Apply, type ConstValue, constant, type Expr, type ExprLike, sizeOf } from "../expr/node.ts";
import { Div, Mul, Neg } from "../expr/primitives/operators.ts";
import { Pow } from "../expr/primitives/powers.ts";
import { build } from "./build.ts";
import { isExact, isInteger, negateValue, powValue, signOf } from "./exact.ts";
import { type Power, Product, power } from "./form.ts";
import { compareFactors, sortInPlace } from "./order.ts";
import { factoredOf, type Part, quotientOf } from "./polynomial/quotient.ts";
import { keyOf, type Reader } from "./polynomial/read.ts";
import {
  addTo,
  constantIn,
  DividesByZero,
  type Monomial,
  NOTHING,
  Overrun,
  type Polynomial,
  product,
  type Generator as RingGenerator,
  single,
  sum,
} from "./polynomial/ring.ts";
import { formOf, write } from "./polynomial/write.ts";
import { checkRewriting, hasBar, type RewriteOptions, type Rewritten, rewritten } from "./rewriting.ts";

const checkFactor = checkRewriting("factor");

/**
 * A formula as a product of powers over the rationals: common factors, squares and higher powers, differences of
 * powers, and every factor of a polynomial in one variable up to degree 128; of several variables as far as that
 * is found. What is divided stays below the bar, in factors. Where nothing is found the formula is as it was.
 * @throws {UsageError} for options that there are not.
 * @example factor(parse("x^4 - y^4"))  // (x + y)*(x^2 + y^2)*(x - y)
 */
export const factor = (expr: ExprLike, options: RewriteOptions = {}): Expr => factored(expr, options).expr;

/** The same with the conditions under which both are equal. */
export function factored(expr: ExprLike, options: RewriteOptions = {}): Rewritten {
  checkFactor(options);
  return rewritten(
    expr,
    options,
    { what: "factoring", instead: "raise budget.nodes", reading: { keepsArguments: true }, givesUp: true },
    factoredFormula,
  );
}

/** A factor with an integer exponent; `isBelow`: somewhere it stands below a bar, and may not be 0. */
interface FirstFactor {
  readonly factor: Expr;
  readonly exponent: ConstValue;
  readonly isBelow: boolean;
}

/** What a formula is a product of at first sight. */
function* factorsOf(root: Expr): Generator<FirstFactor> {
  const stack: FirstFactor[] = [{ factor: root, exponent: 1, isBelow: false }];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const { factor: node, exponent, isBelow } = top;
    const inner = node.kind === "apply" ? powerOf(node) : undefined;
    if (node.kind !== "apply") yield top;
    else if (node.op === Mul) stack.push({ ...top, factor: node.args[1] }, { ...top, factor: node.args[0] });
    else if (node.op === Div) {
      stack.push({ factor: node.args[1], exponent: negateValue(exponent), isBelow: true });
      stack.push({ ...top, factor: node.args[0] });
    } else if (node.op === Neg)
      stack.push({ ...top, factor: constant(-1) }, { ...top, factor: node.args[0] });
    else if (inner === undefined) yield top;
    else
      stack.push({
        factor: node.args[0],
        exponent: product(exponent, inner),
        isBelow: isBelow || signOf(inner) < 0,
      });
  }
}

function powerOf({ op, args }: Apply): ConstValue | undefined {
  const value = op === Pow && args[1].kind === "const" ? args[1].value : undefined;
  return value !== undefined && isExact(value) && isInteger(value) && value !== 0 ? value : undefined;
}

function factoredFormula(reader: Reader, formula: Expr): Expr {
  const factors = new Factors(reader);
  for (const { factor, exponent, isBelow } of factorsOf(formula)) {
    const value = lowered(reader, reader.read(factor));
    if (isBelow && value.size === 0) throw new DividesByZero();
    if (isBelow) reader.require(value, "nonzero");
    if (value.size <= 1) factors.times(reader.power(value, exponent));
    else factors.quotient(value, exponent);
  }
  const product = factors.written();
  // What stays one sum needs not be opened: (x + 1)^9 + y.
  return factors.isOneSum && sizeOf(formula) < sizeOf(product) && !hasBar(formula) ? formula : product;
}

/**
 * n*x^(n - 1) + x^n by x^(n - 1) alone: x^n is x·x^(n - 1) wherever that has a value, and the sum has none elsewhere.
 */
function lowered(reader: Reader, value: Polynomial): Polynomial {
  const { ring } = reader;
  const lowest = new Map<string, { generator: RingGenerator; number: number }>();
  const members = new Map<RingGenerator, { key: string; base: Expr; number: number }>();
  for (const { powers } of value.keys()) {
    for (const { generator } of powers) {
      const { symbolic } = generator;
      const number = symbolic?.exponent.get(ring.unit) ?? 0;
      if (symbolic === undefined || typeof number !== "number" || members.has(generator)) continue;
      const rest = ring.add(symbolic.exponent, ring.constant(number), -1);
      const key = `${keyOf(reader.read(symbolic.base))} ${keyOf(rest)}`;
      const before = lowest.get(key);
      if (before === undefined || number < before.number) lowest.set(key, { generator, number });
      members.set(generator, { key, base: symbolic.base, number });
    }
  }
  if (members.size === lowest.size) return value;
  for (const [generator, { key, number }] of members)
    if (number !== lowest.get(key)?.number) reader.unrequire(ring.power(generator), "defined");
  const total = new Map<Monomial, ConstValue>();
  for (const [{ powers }, coefficient] of value) {
    const factors = powers.flatMap(({ generator, exponent }) => {
      const member = members.get(generator);
      const least = member && lowest.get(member.key);
      if (member === undefined || least === undefined || least.number === member.number)
        return [ring.power(generator, exponent)];
      const more = product(exponent, member.number - least.number);
      return [ring.power(least.generator, exponent), reader.power(reader.read(member.base), more)];
    });
    addTo(total, ring.product(factors), coefficient);
  }
  return total;
}

const isOddDifference = ({ of, exponent }: Part): boolean =>
  exponent === 1 && [...of.values()].some((k) => signOf(k) < 0);

/** Factors while they are gathered: one monomial, and powers of sums. */
export class Factors {
  readonly #reader: Reader;
  /** Single terms, multiplied at the end all at once. */
  readonly #terms: Polynomial[] = [];
  readonly #sums = new Map<string, Part>();

  constructor(reader: Reader) {
    this.#reader = reader;
  }

  /** Multiplies by a single term. */
  times(term: Polynomial): void {
    this.#terms.push(term);
  }

  /** Multiplies by the factors of (a polynomial)^exponent. */
  quotient(value: Polynomial, exponent: ConstValue): void {
    const { numerator, denominator } = quotientOf(this.#reader, value);
    this.polynomial(numerator, exponent);
    for (const { of, exponent: below } of denominator)
      this.polynomial(of, product(negateValue(below), exponent));
  }

  polynomial(value: Polynomial, exponent: ConstValue): void {
    const reader = this.#reader;
    if (value.size === 0) {
      this.times(NOTHING);
      return;
    }
    if (!isInteger(exponent)) {
      this.#add({ of: value, exponent });
      return;
    }
    const { coefficient, parts } = factoredOf(reader, value);
    const k = powValue(coefficient, exponent);
    if (k === undefined) throw new Overrun("a number of too many bits");
    this.times(reader.ring.constant(k));
    for (const { of, exponent: times } of parts) this.#add({ of, exponent: product(times, exponent) });
  }

  #add({ of, exponent }: Part): void {
    const { ring } = this.#reader;
    const unit = of.size === 1 ? single(of) : undefined;
    if (unit !== undefined && unit[1] === 1) {
      this.times(ring.reduced(new Map([[ring.raised(unit[0], exponent), 1 as ConstValue]])));
      return;
    }
    const key = keyOf(of);
    const before = this.#sums.get(key);
    const total = before === undefined ? exponent : sum(before.exponent, exponent);
    if (total === 0) this.#sums.delete(key);
    else this.#sums.set(key, { of, exponent: total });
  }

  #front(): Polynomial {
    return this.#reader.ring.product(this.#terms);
  }

  /** Whether it is a sum alone, to the power 1, but for a sign. */
  get isOneSum(): boolean {
    const [part, ...others] = this.#sums.values();
    const front = constantIn(this.#front());
    return part?.exponent === 1 && others.length === 0 && (front === 1 || front === -1);
  }

  /** The product as a formula. */
  written(): Expr {
    return build(this.form());
  }

  form(): Product {
    const front = formOf(this.#front());
    if (!(front instanceof Product)) throw new Error("invariant: single terms alone are multiplied by");
    if (front.coefficient === 0) return front;
    const powers: Power[] = [...front.powers];
    let { coefficient } = front;
    // A minus in front goes into a difference: (y - x)/z, not -(x - y)/z.
    const { ring } = this.#reader;
    const sums = [...this.#sums.values()].map((part) => ({
      part,
      factor: power(write(part.of), part.exponent),
    }));
    sums.sort((p, q) => compareFactors(p.factor, q.factor));
    const odd = signOf(coefficient) < 0 ? sums.find(({ part }) => isOddDifference(part)) : undefined;
    if (odd !== undefined) coefficient = negateValue(coefficient);
    for (const each of sums) {
      powers.push(each === odd ? power(write(ring.scaled(odd.part.of, -1)), odd.part.exponent) : each.factor);
    }
    sortInPlace(powers, compareFactors);
    return new Product(coefficient, powers);
  }
}
