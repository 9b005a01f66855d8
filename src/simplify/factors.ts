// A product while it is being gathered: a coefficient, and powers whose bases may still be alike. A
// product used once is gathered into in place, so that a chain of any length costs linear time; for
// the same reason turning it upside down is one flag.
import { equal } from "../expr/equal.ts";
import {
  apply,
  type ConstValue,
  constant,
  constValue,
  type Expr,
  hashOf,
  hasNonFinite,
  mayBeUndefined,
} from "../expr/node.ts";
import { Pow } from "../expr/primitives/powers.ts";
import { rational } from "../expr/rational.ts";
import { type Allowance, rely } from "./allowance.ts";
import { addValues, isExact, isInteger, mulValues, negateValue, powValue, signOf } from "./exact.ts";
import {
  constantForm,
  type Exponent,
  isFormula,
  isFractional,
  isNegative,
  Power,
  Product,
  power,
  zero,
} from "./form.ts";
import { compareFactors, sortInPlace } from "./order.ts";

/** Arithmetic of exponents that are formulas. */
export interface ExponentArithmetic {
  readonly allowance: Allowance;
  addExponents(a: Exponent, b: Exponent): Exponent;
  scaleExponent(exponent: Exponent, by: ConstValue): Exponent;
}

/** From this many factors on, like bases are found by hash. */
const MANY = 12;

export class Factors {
  #coefficient: ConstValue = 1;
  readonly #powers: Power[] = [];
  /** Whether this stands for the reciprocal of what it holds. */
  #inverted = false;

  get size(): number {
    return this.#powers.length;
  }

  /** Multiplies by value^exponent (an integer); as a power of its own where that has no exact value. */
  constant(value: ConstValue, exponent: ConstValue): void {
    const stored = this.#inverted ? negateValue(exponent) : exponent;
    if (isExact(value)) {
      const power = powValue(value, stored);
      const product = power === undefined ? undefined : mulValues(this.#coefficient, power);
      if (product !== undefined) {
        this.#coefficient = product;
        return;
      }
    }
    this.#powers.push(power(constant(value), stored));
  }

  /** Multiplies by a power. */
  power(factor: Power, arithmetic: ExponentArithmetic): void {
    // What is stored upside down keeps the marks of what it stands for.
    const { base, exponent, been } = factor;
    this.#powers.push(
      this.#inverted ? new Power(base, arithmetic.scaleExponent(exponent, -1), been) : factor,
    );
  }

  negate(): void {
    this.#coefficient = negateValue(this.#coefficient);
  }

  /** Turns the product upside down, where its coefficient is not 0. */
  invert(): boolean {
    if (signOf(this.#coefficient) === 0) return false;
    this.#inverted = !this.#inverted;
    return true;
  }

  /** Multiplies by (another product)^exponent for an integer exponent. */
  product(other: Factors, exponent: ConstValue, arithmetic: ExponentArithmetic): void {
    const by = other.#inverted ? negateValue(exponent) : exponent;
    if (other.#coefficient !== 1) this.constant(other.#coefficient, by);
    for (const factor of other.#powers) {
      const raised = by === 1 ? factor : raise(factor, by, arithmetic);
      const { base } = raised; // a power may have stayed whole: ((-2)^x)^2
      if (base.kind === "const" && !isFormula(raised.exponent) && isInteger(raised.exponent)) {
        this.constant(base.value, raised.exponent);
      } else this.power(raised, arithmetic);
    }
  }

  /** Whether the power of this by an integer could have a value where this has none. */
  isDelicate(by: ConstValue): boolean {
    const stored = this.#inverted ? negateValue(by) : by;
    return this.#powers.some((factor) => factor.isDelicate(stored));
  }

  /** The product with like bases merged, in order. */
  close(allowance: Allowance, arithmetic: ExponentArithmetic): Product {
    if (this.#inverted) {
      const upright = new Factors();
      upright.product(this, 1, arithmetic);
      return upright.close(allowance, arithmetic);
    }
    const powers = this.#powers;
    if (powers.length > 1) this.#merge(allowance, arithmetic);
    for (let i = 0; i < powers.length; i++) {
      if (powers[i].been === 0 && powers[i].base.kind !== "const" && powers[i].exponent !== 0) continue;
      this.#settle(allowance);
      break;
    }
    if (powers.some(({ base }) => isZero(base))) this.#coefficient = numeratorOf(this.#coefficient); // 1/10/0 is 1/0
    const coefficient = this.#coefficient;
    if (coefficient === 0 && powers.length > 0 && vanishes(powers, allowance)) return zero;
    if (powers.length === 0) return constantForm(coefficient);
    sortInPlace(powers, compareFactors);
    return new Product(coefficient, powers);
  }

  /** Merges the powers of each base that occurs more than once. */
  #merge(allowance: Allowance, arithmetic: ExponentArithmetic): void {
    const powers = this.#powers;
    const byHash = powers.length > MANY ? new Map<number, number[]>() : undefined;
    let kept = 0;
    for (let i = 0; i < powers.length; i++) {
      const factor = powers[i];
      const hash = hashOf(factor.base);
      const alike = byHash?.get(hash);
      const like =
        byHash === undefined
          ? findLike(powers, kept, factor.base, hash)
          : findAmong(powers, alike, factor.base);
      if (like >= 0) {
        const merged = mergePowers(powers[like], factor, allowance, arithmetic);
        if (merged !== undefined) {
          powers[like] = merged;
          continue;
        }
      }
      if (alike !== undefined) alike.push(kept);
      else byHash?.set(hash, [kept]);
      powers[kept++] = factor;
    }
    while (powers.length > kept) powers.pop(); // setting the length is a call into the runtime
  }

  /** Notes the conditions that are due, and drops what has become 1 or a number. */
  #settle(allowance: Allowance): void {
    const powers = this.#powers;
    let kept = 0;
    for (let i = 0; i < powers.length; i++) {
      const factor = powers[i];
      const { base, exponent } = factor;
      if (factor.been !== 0 && !isPositive(base)) {
        if (factor.gainsZero) rely(allowance, { expr: base, holds: "nonzero" });
        if (factor.gainsNegatives) rely(allowance, { expr: base, holds: "nonnegative" });
      }
      if (exponent === 0 && !isInert(base)) continue;
      if (base.kind === "const" && !isInert(base) && !isFormula(exponent) && isInteger(exponent)) {
        // 2^(1/2)·2^(1/2) has become 2^1
        const value = powValue(base.value, exponent);
        const product = value === undefined ? undefined : mulValues(this.#coefficient, value);
        if (product !== undefined) {
          this.#coefficient = product;
          continue;
        }
      }
      powers[kept++] = factor.gainsZero || factor.gainsNegatives ? power(base, exponent) : factor;
    }
    while (powers.length > kept) powers.pop(); // setting the length is a call into the runtime
  }
}

/** factor^by for an integer; (x^y)^2 is x^(2*y) only where x^y has a value. */
export function raise(factor: Power, by: ConstValue, arithmetic: ExponentArithmetic): Power {
  const { base, exponent, been } = factor;
  if (isFormula(exponent) && by !== 1 && by !== -1 && !isPositive(base)) {
    const whole = apply(Pow, [base, exponent]);
    if (!rely(arithmetic.allowance, { expr: whole, holds: "defined" })) return power(whole, by);
  }
  return power(base, arithmetic.scaleExponent(exponent, by), been);
}

const numeratorOf = (value: ConstValue): ConstValue =>
  typeof value === "object" ? constValue(rational(value.numerator)) : value;

const isZero = (base: Expr): boolean => base.kind === "const" && base.value === 0;

/** Literals that are no factor like others: inf and nan, and the zero of x/0. */
export const isInert = (base: Expr): boolean => isZero(base) || hasNonFiniteValue(base);

const hasNonFiniteValue = (base: Expr): boolean => base.kind === "const" && !isExact(base.value);

function findLike(powers: readonly Power[], length: number, base: Expr, hash: number): number {
  for (let j = 0; j < length; j++) {
    const other = powers[j].base;
    if ((other === base || (hashOf(other) === hash && equal(other, base))) && !hasNonFiniteValue(base))
      return j;
  }
  return -1;
}

const findAmong = (powers: readonly Power[], places: readonly number[] | undefined, base: Expr): number =>
  hasNonFiniteValue(base) ? -1 : (places?.find((j) => equal(powers[j].base, base)) ?? -1);

/** Positive numbers, and the constants: powers of them always have a value. */
const isPositive = (base: Expr): boolean =>
  base.kind === "const"
    ? isExact(base.value) && signOf(base.value) > 0
    : base.kind === "apply" && base.args.length === 0;

/** The product of two powers of one base, or undefined where they must stay apart. */
function mergePowers(
  a: Power,
  b: Power,
  allowance: Allowance,
  arithmetic: ExponentArithmetic,
): Power | undefined {
  if (isZero(a.base)) return isNegative(a.exponent) && isNegative(b.exponent) ? power(a.base, -1) : undefined; // 1/0/0 is 1/0
  const formula = isFormula(a.exponent) || isFormula(b.exponent);
  const sum = formula ? arithmetic.addExponents(a.exponent, b.exponent) : addNumbers(a.exponent, b.exponent);
  if (sum === undefined) return undefined;
  const formulas = isFormula(a.exponent) && isFormula(b.exponent) && !isPositive(a.base);
  if (formulas && ![a, b].every((factor) => reliesOnFormula(factor, allowance))) return undefined;
  // x·x^y is nan where x is 0 and y is -1, x^(y + 1) is 1 there.
  if (formula && allowance.strict && !isPositive(a.base) && !(a.base.kind === "const" && !isZero(a.base)))
    return undefined;
  const merged = power(a.base, sum, a.been | b.been);
  const gains = allowance.strict && !isPositive(a.base) && (merged.gainsZero || merged.gainsNegatives);
  return gains ? undefined : merged;
}

/** x^y·x^(1 - y) is x where both powers have a value. */
const reliesOnFormula = ({ base, exponent }: Power, allowance: Allowance): boolean =>
  isFormula(exponent) && rely(allowance, { expr: apply(Pow, [base, exponent]), holds: "defined" });

const addNumbers = (a: Exponent, b: Exponent): ConstValue | undefined =>
  isFormula(a) || isFormula(b) ? undefined : addValues(a, b);

/** Whether 0·powers may be 0: where every power has a value; never with a literal inf or nan, or a quotient by 0. */
const vanishes = (powers: readonly Power[], allowance: Allowance): boolean =>
  !powers.some(({ base }) => isInert(base) || hasNonFinite(base)) && relyOnValues(powers, allowance);

/** Relies on every power having a value: 1/x where x ≠ 0, sqrt(x) where x ≥ 0, ln(x) where it is defined. */
export function relyOnValues(powers: readonly Power[], allowance: Allowance): boolean {
  for (const { base, exponent } of powers) {
    if ((isFormula(exponent) || mayBeUndefined(base)) && !rely(allowance, { expr: base, holds: "defined" })) {
      return false;
    }
    if (isNegative(exponent) && !rely(allowance, { expr: base, holds: "nonzero" })) return false;
    if (isFractional(exponent) && !rely(allowance, { expr: base, holds: "nonnegative" })) return false;
  }
  return true;
}
