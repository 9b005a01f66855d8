// Where a minus stands in a product with sums among its factors.
import type { ConstValue } from "../expr/node.ts";
import type { Engine } from "./engine.ts";
import { negateValue, signOf } from "./exact.ts";
import { Factors } from "./factors.ts";
import { isFormula, Product, power, Sum } from "./form.ts";
import { scaleForm } from "./scale.ts";

/** -(x - y)/z as (y - x)/z, (-x - y)/z as -(x + y)/z: a minus is taken into a sum that has one, or out of one that has no plus. */
export function withSignIn(engine: Engine, product: Product): Factors | undefined {
  const isNegative = signOf(product.coefficient) < 0;
  for (const factor of product.powers) {
    if (isFormula(factor.exponent) || !isOdd(factor.exponent)) continue;
    const sum = engine.knownForm(factor.base);
    if (!(sum instanceof Sum)) continue;
    let minuses = 0;
    for (const { coefficient } of sum.terms) if (signOf(coefficient) < 0) minuses++;
    if (isNegative ? minuses === 0 : minuses < sum.terms.length) continue;
    const factors = new Factors();
    const rest = product.powers.filter((other) => other !== factor);
    engine.multiply(factors, new Product(negateValue(product.coefficient), rest));
    factors.power(power(engine.whole(scaleForm(sum, -1)), factor.exponent), engine);
    return factors;
  }
  return undefined;
}

const isOdd = (n: ConstValue): boolean =>
  typeof n === "number" ? n % 2 === 1 || n % 2 === -1 : n.denominator === 1n && n.numerator % 2n !== 0n;
