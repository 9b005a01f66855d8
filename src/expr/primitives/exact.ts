// Exact values of constant arguments, for the rows' `exact`: a constant formula as a rational, and a
// rational as a constant formula. Infinities and nan have no exact value, and nothing over 4,096 bits is made.
import { constant, constValue, type Expr } from "../node.ts";
import { type Rational, rational, rationalBits } from "../rational.ts";

/** The largest numerator or denominator that an exact value may have. */
const MAX_BITS = 4096;

/** The rational that a constant formula is, or undefined for anything else, ±inf and nan among them. */
export function exactValue(x: Expr): Rational | undefined {
  if (x.kind !== "const") return undefined;
  if (typeof x.value === "object") return x.value;
  return Number.isSafeInteger(x.value) ? rational(BigInt(x.value)) : undefined;
}

/** The integer that a constant formula is, or undefined for anything else. */
export function exactInteger(x: Expr): bigint | undefined {
  const value = exactValue(x);
  return value?.denominator === 1n ? value.numerator : undefined;
}

/** A rational as a constant formula, or undefined over 4,096 bits. */
export const exactConst = (r: Rational): Expr | undefined =>
  rationalBits(r) <= MAX_BITS ? constant(constValue(r)) : undefined;

/** `exact` of a row of one argument that takes rationals to rationals. */
export function exactly(f: (x: Rational) => Rational | undefined): (x: Expr) => Expr | undefined {
  return (x) => {
    const value = exactValue(x);
    const result = value === undefined ? undefined : f(value);
    return result === undefined ? undefined : exactConst(result);
  };
}

/** `exact` of a row with known values at single integers: [argument, value] pairs. */
export function exactAt(...pairs: readonly (readonly [number, number])[]): (x: Expr) => Expr | undefined {
  const values = new Map(pairs);
  return (x) => {
    if (x.kind !== "const" || typeof x.value !== "number") return undefined;
    const value = values.get(x.value); // a Map finds -0 at 0
    return value === undefined ? undefined : constant(value);
  };
}

/** The greatest integer that is not above x. */
export function floorRational(x: Rational): bigint {
  const quotient = x.numerator / x.denominator; // towards 0
  return x.numerator < 0n && quotient * x.denominator !== x.numerator ? quotient - 1n : quotient;
}
