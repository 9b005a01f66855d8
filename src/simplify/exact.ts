// Exact arithmetic on the values of constants, bounded: a result of more than 4,096 bits is
// undefined, and the caller keeps the operation as written. Safe integers stay plain numbers.
import { type ConstValue, constValue } from "../expr/node.ts";
import {
  addRational,
  compareRational,
  divRational,
  fraction,
  isSmall,
  isSmallInteger,
  isWithin,
  mulRational,
  negateRational,
  powRational,
  type Rational,
  rational,
} from "../expr/rational.ts";

/** The bits of numerator and denominator up to which results are kept exactly. */
export const MAX_BITS = 4096;

/** Whether exact arithmetic knows the value: not inf, nan. */
export const isExact = (v: ConstValue): boolean => typeof v === "object" || Number.isFinite(v);

/** A finite value as a rational. */
export const toRational = (v: ConstValue): Rational => (typeof v === "object" ? v : rational(BigInt(v)));

const bounded = (r: Rational): ConstValue | undefined => (isWithin(r, MAX_BITS) ? constValue(r) : undefined);

// Small values are worked out in doubles, as numerators over denominators.
const isSmallValue = (v: ConstValue): boolean => (typeof v === "number" ? isSmallInteger(v) : isSmall(v));
const numeratorOf = (v: ConstValue): number => (typeof v === "number" ? v : Number(v.numerator));
const denominatorOf = (v: ConstValue): number => (typeof v === "number" ? 1 : Number(v.denominator));

export function addValues(a: ConstValue, b: ConstValue): ConstValue | undefined {
  if (typeof a === "number" && typeof b === "number") {
    const sum = a + b;
    if (Number.isSafeInteger(sum)) return sum === 0 ? 0 : sum;
  } else if (isSmallValue(a) && isSmallValue(b)) {
    const p = denominatorOf(a);
    const q = denominatorOf(b);
    return fraction(numeratorOf(a) * q + numeratorOf(b) * p, p * q);
  }
  return bounded(addRational(toRational(a), toRational(b)));
}

export function mulValues(a: ConstValue, b: ConstValue): ConstValue | undefined {
  if (typeof a === "number" && typeof b === "number") {
    const product = a * b;
    if (Number.isSafeInteger(product)) return product === 0 ? 0 : product;
  } else if (isSmallValue(a) && isSmallValue(b)) {
    return fraction(numeratorOf(a) * numeratorOf(b), denominatorOf(a) * denominatorOf(b));
  }
  return bounded(mulRational(toRational(a), toRational(b)));
}

/** a / b for b ≠ 0. */
export function divValues(a: ConstValue, b: ConstValue): ConstValue | undefined {
  if (isSmallValue(a) && isSmallValue(b)) {
    const below = denominatorOf(a) * numeratorOf(b);
    const above = numeratorOf(a) * denominatorOf(b);
    return below < 0 ? fraction(-above, -below) : fraction(above, below);
  }
  return bounded(divRational(toRational(a), toRational(b)));
}

/** Powers of integers up to this are exact as doubles: ** is off by less than a unit in the last place, here a half. */
const EXACT_POWER = 2 ** 52;

/** a^n for an integer n; undefined for 0^-1 too. */
export function powValue(a: ConstValue, n: ConstValue): ConstValue | undefined {
  if (n === 1) return a;
  if (a === 1) return 1;
  if (typeof n === "object" && n.denominator !== 1n) return undefined;
  if (typeof a === "number" && typeof n === "number" && n > 0) {
    const power = a ** n;
    if (Number.isInteger(power) && Math.abs(power) < EXACT_POWER) return power === 0 ? 0 : power;
  }
  if (n === -1 && a !== 0) return divValues(1, a);
  const power = powRational(toRational(a), typeof n === "number" ? BigInt(n) : n.numerator, MAX_BITS);
  return power === undefined ? undefined : bounded(power);
}

export const isInteger = (v: ConstValue): boolean =>
  typeof v === "number" ? Number.isSafeInteger(v) : v.denominator === 1n;

/** -1, 0 or 1 by the sign of a finite value. */
export const signOf = (v: ConstValue): number =>
  typeof v === "number" ? (v > 0 ? 1 : v < 0 ? -1 : 0) : v.numerator > 0n ? 1 : v.numerator < 0n ? -1 : 0;

export function negateValue(v: ConstValue): ConstValue {
  return typeof v === "number" ? 0 - v : negateRational(v);
}

export function compareValues(a: ConstValue, b: ConstValue): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (a === b) return 0;
  return compareRational(toRational(a), toRational(b));
}
