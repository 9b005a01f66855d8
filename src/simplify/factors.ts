// A product while it is being gathered: a coefficient, and powers whose bases may still be alike. A
// product used once is gathered into in place, so that a chain of any length costs linear time; for
// the same reason turning it upside down is one flag.
import { equal } from "../expr/equal.ts";
import { type ConstValue, constant, type Expr, hashOf, hasNonFinite, mayBeUndefined } from "../expr/node.ts";
import { type Allowance, rely } from "./allowance.ts";
import { addValues, isExact, isInteger, mulValues, negateValue, powValue, signOf } from "./exact.ts";
import { constantForm, type Exponent, isFormula, Product, zero } from "./form.ts";
import { compareFactors } from "./order.ts";

/** Arithmetic of exponents that are formulas. */
export interface ExponentArithmetic {
  readonly add: (a: Exponent, b: Exponent) => Exponent | undefined;
  readonly scale: (exponent: Exponent, by: ConstValue) => Exponent;
}

// What a base's exponent has been on the way: if it is no longer so at the end, a condition is due.
const NEGATIVE = 1;
const FRACTIONAL = 2;

const isNegative = (e: Exponent): boolean => !isFormula(e) && signOf(e) < 0;
const isFractional = (e: Exponent): boolean => !isFormula(e) && !isInteger(e);

/** What is to be remembered of an exponent that may not be the last. */
export const markOf = (e: Exponent): number =>
  e === 1 || isFormula(e) ? 0 : (signOf(e) < 0 ? NEGATIVE : 0) | (isInteger(e) ? 0 : FRACTIONAL);

export class Factors {
  coefficient: ConstValue = 1;
  readonly bases: Expr[] = [];
  readonly exponents: Exponent[] = [];
  readonly #marks: number[] = [];
  /** Whether this stands for the reciprocal of what it holds. */
  #inverted = false;

  get size(): number {
    return this.bases.length;
  }

  /** Multiplies by value^exponent (an integer); as a base of its own where that has no exact value. */
  constant(value: ConstValue, exponent: ConstValue): void {
    if (isExact(value)) {
      const power = powValue(value, this.#inverted ? negateValue(exponent) : exponent);
      const product = power === undefined ? undefined : mulValues(this.coefficient, power);
      if (product !== undefined) {
        this.coefficient = product;
        return;
      }
    }
    this.bases.push(constant(value));
    this.exponents.push(this.#inverted ? negateValue(exponent) : exponent);
    this.#marks.push(markOf(exponent));
  }

  /** Multiplies by base^exponent. */
  power(base: Expr, exponent: Exponent, arithmetic: ExponentArithmetic, mark = 0): void {
    this.bases.push(base);
    this.exponents.push(this.#inverted ? arithmetic.scale(exponent, -1) : exponent);
    this.#marks.push(markOf(exponent) | mark);
  }

  negate(): void {
    this.coefficient = negateValue(this.coefficient);
  }

  /** Turns the product upside down, where its coefficient is not 0. */
  invert(): boolean {
    if (!isExact(this.coefficient) || signOf(this.coefficient) === 0) return false;
    this.#inverted = !this.#inverted;
    return true;
  }

  /** Multiplies by (another product)^exponent for an integer exponent. */
  product(other: Factors, exponent: ConstValue, arithmetic: ExponentArithmetic): void {
    const by = other.#inverted ? negateValue(exponent) : exponent;
    if (other.coefficient !== 1) this.constant(other.coefficient, by);
    for (let i = 0; i < other.bases.length; i++) {
      const base = other.bases[i];
      const power = by === 1 ? other.exponents[i] : arithmetic.scale(other.exponents[i], by);
      if (base.kind === "const" && !isFormula(power) && isInteger(power)) this.constant(base.value, power);
      else this.power(base, power, arithmetic, other.#marks[i]);
    }
  }

  /** Whether a power of this (by an integer) or its reciprocal could give a value where it had none. */
  get isDelicate(): boolean {
    return this.#marks.some((mark) => mark !== 0);
  }

  /** The product with like bases merged, in order. */
  close(allowance: Allowance, arithmetic: ExponentArithmetic): Product {
    if (this.#inverted) {
      const upright = new Factors();
      upright.product(this, 1, arithmetic);
      return upright.close(allowance, arithmetic);
    }
    if (this.bases.length > 1) this.#merge(allowance, arithmetic);
    this.#settle(allowance);
    const { coefficient, bases, exponents } = this;
    if (isExact(coefficient) && signOf(coefficient) === 0 && bases.length > 0 && this.#vanishes(allowance))
      return zero;
    if (bases.length === 0) return constantForm(coefficient);
    return bases.length === 1
      ? new Product(coefficient, bases, exponents)
      : sorted(coefficient, bases, exponents);
  }

  /** Merges the powers of each base that occurs more than once. */
  #merge(allowance: Allowance, arithmetic: ExponentArithmetic): void {
    const { bases, exponents } = this;
    const marks = this.#marks;
    const byHash = bases.length > MANY ? new Map<number, number[]>() : undefined;
    let kept = 0;
    for (let i = 0; i < bases.length; i++) {
      const base = bases[i];
      const hash = hashOf(base);
      let same = -1;
      if (byHash === undefined) {
        for (let j = 0; j < kept && same < 0; j++) if (isSameBase(bases[j], base, hash)) same = j;
      } else same = byHash.get(hash)?.find((j) => isSameBase(bases[j], base, hash)) ?? -1;
      if (same >= 0) {
        const sum = this.#mergedExponent(same, i, allowance, arithmetic);
        if (sum !== undefined) {
          exponents[same] = sum;
          marks[same] |= marks[i];
          continue;
        }
      }
      bases[kept] = base;
      exponents[kept] = exponents[i];
      marks[kept] = marks[i];
      const alike = byHash?.get(hash);
      if (alike !== undefined) alike.push(kept);
      else byHash?.set(hash, [kept]);
      kept++;
    }
    this.#truncate(kept);
  }

  #truncate(length: number): void {
    this.bases.length = length;
    this.exponents.length = length;
    this.#marks.length = length;
  }

  #mergedExponent(
    i: number,
    j: number,
    allowance: Allowance,
    arithmetic: ExponentArithmetic,
  ): Exponent | undefined {
    const [a, b] = [this.exponents[i], this.exponents[j]];
    const sum = isFormula(a) || isFormula(b) ? arithmetic.add(a, b) : addValues(a, b);
    if (sum === undefined || !allowance.strict || isPositive(this.bases[i])) return sum;
    const mark = this.#marks[i] | this.#marks[j];
    const gains =
      ((mark & NEGATIVE) !== 0 && !isNegative(sum)) || ((mark & FRACTIONAL) !== 0 && !isFractional(sum));
    return gains ? undefined : sum;
  }

  /** Notes the conditions that are due, and drops what has become 1 or a number. */
  #settle(allowance: Allowance): void {
    const { bases, exponents } = this;
    const marks = this.#marks;
    let kept = 0;
    for (let i = 0; i < bases.length; i++) {
      const base = bases[i];
      const exponent = exponents[i];
      const mark = marks[i];
      if (mark !== 0 && !isPositive(base)) {
        if ((mark & NEGATIVE) !== 0 && !isNegative(exponent))
          rely(allowance, { expr: base, holds: "nonzero" });
        if ((mark & FRACTIONAL) !== 0 && !isFractional(exponent) && !isFormula(exponent)) {
          rely(allowance, { expr: base, holds: "nonnegative" });
        }
      }
      if (exponent === 0 && !isInert(base)) continue;
      if (base.kind === "const" && !isInert(base) && !isFormula(exponent) && isInteger(exponent)) {
        // 2^(1/2)·2^(1/2) has become 2^1
        const power = powValue(base.value, exponent);
        const product = power === undefined ? undefined : mulValues(this.coefficient, power);
        if (product !== undefined) {
          this.coefficient = product;
          continue;
        }
      }
      bases[kept] = base;
      exponents[kept] = exponent;
      kept++;
    }
    this.#truncate(kept);
  }

  /** Whether 0·factors may be 0: where every factor has a value; never with a literal inf or nan, or a quotient by 0. */
  #vanishes(allowance: Allowance): boolean {
    const { bases, exponents } = this;
    if (bases.some((base) => isInert(base) || hasNonFinite(base))) return false;
    const partial = bases.filter(
      (base, i) =>
        mayBeUndefined(base) ||
        isFormula(exponents[i]) ||
        isNegative(exponents[i]) ||
        isFractional(exponents[i]),
    );
    if (allowance.strict && partial.length > 0) return false;
    for (const base of partial) rely(allowance, { expr: base, holds: "defined" });
    return true;
  }
}

/** From this many factors on, like bases are found by hash. */
const MANY = 12;

/** Literals that nothing merges with: inf and nan, and the zero of x/0. */
export const isInert = (base: Expr): boolean =>
  base.kind === "const" && (hasNonFinite(base) || (isExact(base.value) && signOf(base.value) === 0));

const isSameBase = (a: Expr, b: Expr, hashOfB: number): boolean =>
  (a === b || (hashOf(a) === hashOfB && equal(a, b))) && !isInert(a);

/** Positive numbers, and the constants: powers of them always have a value. */
const isPositive = (base: Expr): boolean =>
  base.kind === "const"
    ? isExact(base.value) && signOf(base.value) > 0
    : base.kind === "apply" && base.args.length === 0;

function sorted(coefficient: ConstValue, bases: readonly Expr[], exponents: readonly Exponent[]): Product {
  let inOrder = true;
  for (let i = 1; i < bases.length && inOrder; i++) {
    inOrder = compareFactors(bases[i - 1], exponents[i - 1], bases[i], exponents[i]) <= 0;
  }
  if (inOrder) return new Product(coefficient, bases, exponents);
  if (bases.length === 2) return new Product(coefficient, [bases[1], bases[0]], [exponents[1], exponents[0]]);
  const order = bases
    .map((_, i) => i)
    .sort((i, j) => compareFactors(bases[i], exponents[i], bases[j], exponents[j]));
  return new Product(
    coefficient,
    order.map((i) => bases[i]),
    order.map((i) => exponents[i]),
  );
}
