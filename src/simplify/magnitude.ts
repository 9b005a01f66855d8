// Powers of absolute values: |u|^2 is u^2, and sign(u)*|u|^n is u^n for an odd n, so that the derivative of
// ln|x| is 1/x. At u = 0 both sides are 0, or one is nan and the other infinite: atan tells those apart.
import { equal } from "../expr/equal.ts";
import type { Expr } from "../expr/node.ts";
import type { Primitive } from "../expr/primitive.ts";
import { Abs, Sign } from "../expr/primitives/rounding.ts";
import { isKnown, rely } from "./allowance.ts";
import type { Engine } from "./engine.ts";
import { Factors } from "./factors.ts";
import { type Form, isFormula, type Power, Product, power } from "./form.ts";

/** A product without absolute values where powers of what is inside do: all where that is known not to be negative. */
export function withoutMagnitudes(engine: Engine, product: Product): Form {
  for (const factor of product.powers) {
    const n = oddOrEven(factor);
    if (n === undefined || factor.base.kind !== "apply") continue;
    const [inside] = factor.base.args;
    const isPlain = n % 2 === 0 || isKnown(engine.allowance, { expr: inside, holds: "nonnegative" });
    const sign = isPlain ? factor : product.powers.find((other) => isSignOf(other, inside));
    if (sign === undefined) continue;
    if (!isPlain && n < 0 && !rely(engine.allowance, { expr: inside, holds: "nonzero" })) continue;
    const factors = new Factors();
    const others = product.powers.filter((other) => other !== factor && other !== sign);
    engine.multiply(factors, new Product(product.coefficient, others));
    factors.power(power(inside, n), engine);
    return engine.closeProduct(factors);
  }
  return product;
}

/** The integer that |u| is raised to. */
function oddOrEven({ base, exponent, been }: Power): number | undefined {
  const isMagnitude = base.kind === "apply" && base.op === Abs && !isFormula(exponent) && been <= 1;
  return isMagnitude && typeof exponent === "number" && Number.isInteger(exponent) ? exponent : undefined;
}

const isSignOf = ({ base, exponent }: Power, inside: Expr): boolean =>
  base.kind === "apply" && base.op === Sign && exponent === 1 && equal(base.args[0], inside);

/** |u| where u is known not to be negative: u. */
export const knownMagnitude = (engine: Engine, op: Primitive, [inside]: readonly Expr[]): Expr | undefined =>
  op === Abs && isKnown(engine.allowance, { expr: inside, holds: "nonnegative" }) ? inside : undefined;
