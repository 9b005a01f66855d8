// Numbers in a text are exact: 0.1 is 1/10. A literal whose magnitude is beyond 10^±1200 is held as
// a product with a power of ten, so that it evaluates as JavaScript's Number does.
import { Const, constant, constValue, type Expr } from "../node.ts";
import { Mul, Neg } from "../primitives/operators.ts";
import { Pow } from "../primitives/powers.ts";
import { readDecimal } from "../rational.ts";

export function literal(text: string): Expr {
  const decimal = readDecimal(text);
  if (decimal === undefined) throw new Error("invariant: the grammar reads decimal literals only");
  if ("value" in decimal) return constant(constValue(decimal.value));
  const { mantissa, exponent } = decimal;
  const power = Pow(10, exponent < 0n ? Neg(Const(-exponent)) : Const(exponent));
  const scaled = constValue(mantissa);
  return scaled === 1 ? power : Mul(constant(scaled), power);
}
