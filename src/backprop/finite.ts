// Finite differences: the approximation that everything started from. Whole evaluations at shifted
// points, two for each variable (Richardson: four), and an error that no step makes vanish: too
// large a step cuts off the series, too small a one cancels. Only beside the edge of a domain are there more.
// Step sizes: Press et al., Numerical Recipes, 3rd ed., ch. 5.7.
import { type Bindings, bindingsMap, valueBound } from "../expr/bindings.ts";
import type { Budget } from "../expr/budget.ts";
import { evaluate } from "../expr/evaluate.ts";
import type { Expr } from "../expr/node.ts";
import { checkValue, oneOf } from "../expr/options.ts";
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

const schemes = oneOf(...Object.keys(STEPS));

/** A function of one number. */
type Curve = (x: number) => number;

const central = (f: Curve, x: number, step: number): number =>
  (f(x + step) - f(x - step)) / (x + step - (x - step));

/** By three points on one side of x, good to the square of the step as central differences are. */
function oneSided(f: Curve, x: number, step: number): number {
  const [near, far] = [x + step, x + step * 2];
  const [toNear, toFar] = [near - x, far - x];
  const [slope, secant] = [(f(near) - f(x)) / toNear, (f(far) - f(x)) / toFar];
  return slope + (slope - secant) * (toNear / (toFar - toNear));
}

/**
 * d f / d x at `x` for a function of one number. The steps are sqrt(eps)·max(1, |x|) forward and
 * cbrt(eps)·max(1, |x|) central; Richardson combines central differences at h and h/2, h = eps^(1/5)·max(1, |x|).
 * Where f has no value so far from x the steps are shortened, and at the edge of its domain they go to the inside;
 * a slope that grows without bound there is ±inf, and one that settles to nothing nan.
 * @throws {UsageError} for an unknown scheme.
 * @example difference(Math.log, 1e-9)  // 1e9, nearly
 */
export function difference(f: Curve, x: number, scheme: FiniteScheme = "central"): number {
  checkValue("scheme", scheme, schemes);
  const h = STEPS[scheme] * Math.max(1, Math.abs(x));
  const plain =
    scheme === "forward"
      ? (f(x + h) - f(x)) / (x + h - x)
      : scheme === "central"
        ? central(f, x, h)
        : (4 * central(f, x, h / 2) - central(f, x, h)) / 3;
  if (Number.isFinite(plain) || !Number.isFinite(f(x))) return plain;
  return withinDomain(f, x, h);
}

/** The same at a finite f(x) where a step of h to either side leaves the domain, or the range of doubles. */
function withinDomain(f: Curve, x: number, h: number): number {
  const least = Math.max(Math.abs(x) * epsilon * 4, Number.MIN_VALUE);
  const reaches = (step: number): boolean => Number.isFinite(f(x + step)) && Number.isFinite(f(x - step));
  // Beside 0 the edge is likely 0 itself: then only steps in proportion to x stay inside.
  for (const start of [h, Math.abs(x) / 2]) {
    for (let reach = start, tries = 0; reach > least && tries < 12; reach /= 16, tries++) {
      // Its square is what the difference is off by, beside an edge at that distance.
      if (reaches(reach)) return central(f, x, Math.max(reach / 4096, least));
    }
  }
  return atEdge(f, x);
}

/**
 * The slope from the one side on which f has values, by steps that get shorter: the first where they agree, their
 * limit (Aitken's) where they converge, ±inf where they go on growing, else nan.
 */
function atEdge(f: Curve, x: number): number {
  const h = STEPS.central * Math.max(1, Math.abs(x));
  const side = [h, -h].find((step) => Number.isFinite(f(x + step)) && Number.isFinite(f(x + 2 * step)));
  if (side === undefined) return Number.NaN;
  const [first, second, third] = [1, 64, 4096].map((shorter) => oneSided(f, x, side / shorter));
  const [before, after] = [second - first, third - second];
  const rounding = (64 * epsilon * Math.max(Math.abs(f(x)), Math.abs(f(x + side)))) / h;
  if (Math.abs(before) <= 64 * rounding && Math.abs(after) <= 4096 * rounding) return first;
  if (Math.abs(after) < Math.abs(before) / 2) return third - (after * after) / (after - before);
  return after * before > 0 ? Math.sign(after) * Number.POSITIVE_INFINITY : Number.NaN;
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
  budget?: Budget,
): number {
  const given = bindingsMap(at);
  if (!given.has(name)) {
    evaluate(expr, at, { budget }); // says so where the name occurs and has no value
    return 0;
  }
  const bindings = new Map<string, number>();
  for (const key of given.keys()) bindings.set(key, valueBound(key, given));
  return difference(
    (x) => evaluate(expr, new Map(bindings).set(name, x), { budget }),
    valueBound(name, given),
    scheme,
  );
}

/** Central differences, as a differentiator of numbers only. */
export const finite: Differentiator = {
  name: "finite",
  gradientAt: (expr, at, wrt, options) =>
    wrt.map((name) => (options.upstream ?? 1) * finiteDifference(expr, at, name, "central", options.budget)),
};
