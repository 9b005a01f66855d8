// Roots of even powers: sqrt(x^2) is |x|, (4*x^4)^(1/2) is 2*x^2. Only where every power below the root
// is even: sqrt(x^2*y) is 0 at x = 0 for any y, which |x|*sqrt(y) is not.
import { apply, type ConstValue, type Expr } from "../expr/node.ts";
import { Abs } from "../expr/primitives/rounding.ts";
import { type Allowance, isKnown } from "./allowance.ts";
import { isInteger, mulValues, signOf } from "./exact.ts";
import type { ExponentArithmetic, Factors } from "./factors.ts";
import { isFormula, type Power, type Product, power } from "./form.ts";

const isEven = (v: ConstValue): boolean => typeof v === "number" && v % 2 === 0;

const isEvenPower = ({ exponent, been }: Power): boolean =>
  !isFormula(exponent) && isEven(exponent) && been === 0;

/** Whether product^exponent, for a fraction, is a product of powers of absolute values. */
export const hasEvenRoot = ({ coefficient, powers }: Product, exponent: ConstValue): boolean =>
  !isInteger(exponent) && signOf(coefficient) > 0 && powers.length > 0 && powers.every(isEvenPower);

/** Multiplies by the powers of product^exponent where it has an even root; its coefficient is the caller's. */
export function multiplyEvenRoot(
  factors: Factors,
  { powers }: Product,
  exponent: ConstValue,
  arithmetic: ExponentArithmetic,
): void {
  for (const { base, exponent: even } of powers) {
    const product = isFormula(even) ? undefined : mulValues(even, exponent);
    if (product === undefined) throw new Error("invariant: an even power has a small exponent");
    factors.power(power(isEven(product) ? base : magnitude(base, arithmetic.allowance), product), arithmetic);
  }
}

/** |base|, which is base itself for what is never negative. */
function magnitude(base: Expr, allowance: Allowance): Expr {
  const isNever = base.kind === "apply" && base.op.range !== undefined && base.op.range[0] >= 0;
  return isNever || isKnown(allowance, { expr: base, holds: "nonnegative" }) ? base : apply(Abs, [base]);
}
