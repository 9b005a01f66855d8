// Finite differences: the approximation that everything started from. Whole evaluations at shifted
// points, two for each variable (Richardson: four), and an error that no step makes vanish: too
// large a step cuts off the series, too small a one cancels.
// Step sizes: Press et al., Numerical Recipes, 3rd ed., ch. 5.7.
import { type Bindings, bindingsMap, valueBound } from "../expr/bindings.ts";
import { evaluate } from "../expr/evaluate.ts";
import type { Expr } from "../expr/node.ts";
import type { Differentiator } from "./differentiator.ts";

/** The distance from 1 to the next double, found as of old: halve until adding it to 1 changes nothing. */
export const epsilon: number = (() => {
  let eps = 1;
  while (1 + eps / 2 > 1) eps /= 2;
  return eps;
})();

export type FiniteScheme = "forward" | "central" | "richardson";

const STEPS: Record<FiniteScheme, number> = {
  forward: Math.sqrt(epsilon),
  central: Math.cbrt(epsilon),
  richardson: epsilon ** (1 / 5),
};

/**
 * d f / d x at `x` for a function of one number. The steps are sqrt(eps)·max(1, |x|) forward and
 * cbrt(eps)·max(1, |x|) central; Richardson combines central differences at h and h/2, h = eps^(1/5)·max(1, |x|).
 */
export function difference(f: (x: number) => number, x: number, scheme: FiniteScheme = "central"): number {
  const h = STEPS[scheme] * Math.max(1, Math.abs(x));
  if (scheme === "forward") return (f(x + h) - f(x)) / (x + h - x);
  const central = (step: number): number => (f(x + step) - f(x - step)) / (x + step - (x - step));
  return scheme === "central" ? central(h) : (4 * central(h / 2) - central(h)) / 3;
}

/**
 * d expr / d name at a point, from whole evaluations on either side.
 * @throws {NameError} for a variable of the formula without a value.
 */
export function finiteDifference(
  expr: Expr,
  at: Bindings,
  name: string,
  scheme: FiniteScheme = "central",
): number {
  const given = bindingsMap(at);
  if (!given.has(name)) {
    evaluate(expr, at); // says so where the name occurs and has no value
    return 0;
  }
  const bindings = new Map<string, number>();
  for (const key of given.keys()) bindings.set(key, valueBound(key, given));
  return difference((x) => evaluate(expr, new Map(bindings).set(name, x)), valueBound(name, given), scheme);
}

/** Central differences, as a differentiator of numbers only. */
export const finite: Differentiator = {
  name: "finite",
  gradientAt: (expr, at, wrt, options) =>
    wrt.map((name) => (options.upstream ?? 1) * finiteDifference(expr, at, name)),
};
