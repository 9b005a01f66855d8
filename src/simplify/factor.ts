// factor: a formula as a product of powers that cannot be taken apart further over the rationals, as far as that is
// found within bounds.
import { type Apply, type ConstValue, constant, type Expr, type ExprLike } from "../expr/node.ts";
import { Div, Mul, Neg } from "../expr/primitives/operators.ts";
import { Pow } from "../expr/primitives/powers.ts";
import { build } from "./build.ts";
import { isExact, isInteger, negateValue, powValue, signOf } from "./exact.ts";
import { type Power, Product, power } from "./form.ts";
import { compareFactors, sortInPlace } from "./order.ts";
import { factoredOf, type Part, quotientOf } from "./polynomial/quotient.ts";
import { keyOf, type Reader } from "./polynomial/read.ts";
import { NOTHING, Overrun, type Polynomial, product, single, sum } from "./polynomial/ring.ts";
import { formOf, write } from "./polynomial/write.ts";
import { checkRewriting, type RewriteOptions, type Rewritten, rewritten } from "./rewriting.ts";

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

/** What a formula is a product of at first sight: factors with integer exponents. */
function* factorsOf(root: Expr): Generator<{ factor: Expr; exponent: ConstValue }> {
  const stack: [Expr, ConstValue][] = [[root, 1]];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const [node, exponent] = top;
    const inner = node.kind === "apply" ? powerOf(node) : undefined;
    if (node.kind === "apply" && node.op === Mul)
      stack.push([node.args[1], exponent], [node.args[0], exponent]);
    else if (node.kind === "apply" && node.op === Div)
      stack.push([node.args[1], negateValue(exponent)], [node.args[0], exponent]);
    else if (node.kind === "apply" && node.op === Neg)
      stack.push([constant(-1), exponent], [node.args[0], exponent]);
    else if (node.kind === "apply" && inner !== undefined)
      stack.push([node.args[0], product(exponent, inner)]);
    else yield { factor: node, exponent };
  }
}

function powerOf({ op, args }: Apply): ConstValue | undefined {
  const value = op === Pow && args[1].kind === "const" ? args[1].value : undefined;
  return value !== undefined && isExact(value) && isInteger(value) && value !== 0 ? value : undefined;
}

function factoredFormula(reader: Reader, formula: Expr): Expr {
  const factors = new Factors(reader);
  for (const { factor, exponent } of factorsOf(formula)) {
    const value = reader.read(factor);
    if (value.size === 0) {
      reader.power(value, exponent);
      return constant(0);
    }
    if (value.size === 1) factors.times(reader.power(value, exponent));
    else {
      if (!isPositive(exponent)) reader.require(value, "nonzero");
      factors.quotient(value, exponent);
    }
  }
  return factors.written();
}

const isPositive = (exponent: ConstValue): boolean =>
  typeof exponent === "number" ? exponent > 0 : exponent.numerator > 0n;

const isOddDifference = ({ of, exponent }: Part): boolean =>
  exponent === 1 && [...of.values()].some((k) => signOf(k) < 0);

/** Factors while they are gathered: one monomial, and powers of sums. */
export class Factors {
  readonly #reader: Reader;
  #front: Polynomial;
  readonly #sums = new Map<string, Part>();

  constructor(reader: Reader) {
    this.#reader = reader;
    this.#front = reader.ring.constant(1);
  }

  /** Multiplies by a single term. */
  times(term: Polynomial): void {
    this.#front = this.#reader.ring.multiply(this.#front, term);
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
      this.#front = NOTHING;
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

  /** The product as a formula. */
  written(): Expr {
    return build(this.form());
  }

  form(): Product {
    const front = formOf(this.#front);
    if (!(front instanceof Product)) throw new Error("invariant: single terms alone are multiplied by");
    if (front.coefficient === 0) return front;
    const powers: Power[] = [...front.powers];
    let { coefficient } = front;
    // A minus in front goes into a difference: (y - x)/z, not -(x - y)/z.
    const { ring } = this.#reader;
    const sums = [...this.#sums.values()];
    const odd = signOf(coefficient) < 0 ? sums.find(isOddDifference) : undefined;
    if (odd !== undefined) coefficient = negateValue(coefficient);
    for (const part of sums)
      powers.push(power(write(part === odd ? ring.scaled(part.of, -1) : part.of), part.exponent));
    sortInPlace(powers, compareFactors);
    return new Product(coefficient, powers);
  }
}
