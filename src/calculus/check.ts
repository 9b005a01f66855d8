// Checks of derivatives. A claimed formula is proved equal to the derivative where tidy takes their difference to
// 0; else both are compared by value at points of the formula's domain, with a bound of the rounding error
// beside each value, so that neither stiffness nor cancellation is taken for a mistake. A method is checked
// against differences of values, which know no rule.
import * as backprop from "../backprop/gradient.ts";
import { exceptionsAt } from "../backprop/notes.ts";
import { type Budget, checkCancelled } from "../expr/budget.ts";
import { NameError } from "../expr/errors.ts";
import { evaluate } from "../expr/evaluate.ts";
import { type Expr, type ExprLike, toExpr } from "../expr/node.ts";
import { anything, integer } from "../expr/options.ts";
import { centersOf, pointsFor } from "../expr/points.ts";
import { Sub } from "../expr/primitives/operators.ts";
import { postorder } from "../expr/walk.ts";
import type { Condition } from "../simplify/condition.ts";
import { tidyAll } from "../simplify/tidy.ts";
import { differenceAt } from "./difference.ts";
import { type CalculusOptions, methodOf, optionsOf } from "./options.ts";
import { rounded } from "./rounding.ts";
import { allVariables, variablesOf } from "./vector.ts";

export interface CheckOptions extends CalculusOptions {
  /** At how many points to compare at least; default 20. */
  readonly points?: number | undefined;
  /** Which points; default 1. */
  readonly seed?: number | undefined;
}

/** Nothing was settled: why. */
export interface Undecided {
  readonly agrees: "unknown";
  readonly why: string;
}

export type DerivativeCheck =
  | {
      readonly agrees: true;
      /** Whether the two are one formula after tidying; then no points were needed. */
      readonly proved: boolean;
      /** At how many points they agree. */
      readonly points: number;
      /** Where the proof holds. */
      readonly conditions: readonly Condition[];
    }
  | {
      readonly agrees: false;
      readonly at: ReadonlyMap<string, number>;
      readonly claimed: number;
      readonly derivative: number;
    }
  | Undecided;

export type GradientCheck =
  | { readonly agrees: true; readonly points: number }
  | {
      readonly agrees: false;
      readonly by: string;
      readonly at: ReadonlyMap<string, number>;
      readonly derivative: number;
      /** What differences of values give. */
      readonly difference: number;
    }
  | Undecided;

const own = { points: integer(1, 10_000), seed: integer(0, 2 ** 32 - 1) };
const checkOfDerivative = optionsOf("checkDerivative", own);
const checkOfGradient = optionsOf("checkGradient", { ...own, wrt: anything });

/** Two values that rounding leaves apart by no more than this, relative to the larger, are taken for equal. */
const TOLERANCE = 1e-9;
/** A comparison counts where rounding is known to leave this much of the values. */
const INFORMATIVE = 1e-6;
/** Below this, factors on the way may have underflowed. */
const TINY = 1e-150;
/** What turns or jumps within this part of the argument, no difference sees. */
const UNSEEN = 1e-11;
/** Differences of values are trusted to this, relative to the derivative. */
const ROUGH = 1e-5;
/** How many points are tried for each that is to be compared, and how many nodes may be evaluated in all. */
const TRIES = 200;
const EVALUATIONS = 20_000_000;
/** How often at least the surroundings of every number in the formulas are visited, to both sides; how many points. */
const ROUNDS = 2;
const LEAST = 100;

/**
 * Whether `claimed` is the derivative of `formula` by x: proved, agreed at points, refuted at one, or unknown.
 * Points are of the formula's domain, kinks left out.
 * @throws {UsageError} for options that there are not.
 * @example checkDerivative(parse("2*x*cos(x^2)"), parse("sin(x^2)"), "x").agrees  // true
 * @example checkDerivative(parse("1"), parse("abs(x)"), "x").agrees  // false, at an x < 0
 */
export function checkDerivative(
  claimed: ExprLike,
  formula: ExprLike,
  x: string | Expr,
  options: CheckOptions = {},
): DerivativeCheck {
  checkOfDerivative(options);
  const { points = 20, seed = 1, budget } = options;
  const [claim, f] = [toExpr(claimed), toExpr(formula)];
  const name = backprop.wrtName(x);
  const derivative = backprop.derivative(f, name, methodOf(options), { budget, notes: false }).expr;
  const difference = tidyAll([Sub(claim, derivative)], { budget });
  const [left] = difference.exprs;
  const proved = left.kind === "const" && left.value === 0;
  const { conditions } = difference;
  if (proved && conditions.length === 0) return { agrees: true, proved, points: 0, conditions };
  const names = [...new Set([name, ...allVariables([claim, f])])];
  const checked = compared<DerivativeCheck>(
    { names, formulas: [claim, f, derivative], points, seed, budget },
    (count) => ({ agrees: true, proved, points: count, conditions: proved ? conditions : [] }),
    (at) => {
      if (!isSmoothAt(f, at, [name])) return "unusable";
      const actual = rounded(derivative, at);
      const given = rounded(claim, at);
      if (!Number.isFinite(actual.value)) return "unusable";
      const refuted = { agrees: false, at, claimed: given.value, derivative: actual.value } as const;
      if (!Number.isFinite(given.value)) return given.overflows ? "unusable" : refuted;
      const scale = Math.max(Math.abs(actual.value), Math.abs(given.value));
      const noise = actual.bound + given.bound;
      const gap = Math.abs(actual.value - given.value);
      if (gap > TOLERANCE * scale + 10 * noise) return refuted;
      return gap <= TOLERANCE * scale + noise && noise <= INFORMATIVE * scale ? "agrees" : "blurred";
    },
  );
  // What holds under a condition alone is no proof against a point that breaks it, but better than nothing.
  return proved && checked.agrees === "unknown" ? { agrees: true, proved, points: 0, conditions } : checked;
}

/**
 * Whether the gradient of `formula` by a method agrees with differences of its values at points of its domain.
 * @throws {UsageError} for options that there are not.
 * @example checkGradient(parse("x^y + sin(y)"), { method: "forward" })  // { agrees: true, points: 45 }
 */
export function checkGradient(
  formula: ExprLike,
  options: CheckOptions & { readonly wrt?: readonly (string | Expr)[] | undefined } = {},
): GradientCheck {
  checkOfGradient(options);
  const { points = 20, seed = 1, wrt, budget } = options;
  const f = toExpr(formula);
  const names = allVariables([f]);
  const by = wrt === undefined ? names : variablesOf(wrt);
  const method = methodOf(options);
  return compared<GradientCheck>(
    { names: [...new Set([...by, ...names])], formulas: [f], points, seed, budget },
    (count) => ({ agrees: true, points: count }),
    (at) => {
      if (!isSmoothAt(f, at, by)) return "unusable";
      const partials = method.gradientAt(f, at, by, { budget });
      const { value: size, bound: noise } = rounded(f, at);
      let blurred = false;
      for (const [i, name] of by.entries()) {
        const derivative = partials[i];
        const { value, error } = differenceAt(
          (x) => evaluate(f, new Map(at).set(name, x)),
          at.get(name) ?? Number.NaN,
          noise,
        );
        const scale = Math.max(Math.abs(derivative), Math.abs(value));
        const gap = Math.abs(derivative - value);
        const place = Math.abs(at.get(name) ?? 0);
        if ((scale !== 0 && scale < TINY) || Math.abs(derivative) * UNSEEN * place > Math.abs(size)) {
          blurred = true;
          continue;
        }
        // A derivative of 0 is told by how little the values could have moved.
        const told = error <= ROUGH * Math.max(scale, Math.abs(size) / Math.max(1, place));
        if (error <= ROUGH * scale && !(gap <= 1000 * error + 10 * ROUGH * scale))
          return { agrees: false, by: name, at, derivative, difference: value };
        if (!(told && gap <= 10 * error + ROUGH * scale)) blurred = true;
      }
      return blurred ? "blurred" : "agrees";
    },
  );
}

/** Whether the formula has a value at the point, without infinities on the way, and meets no kink there. */
function isSmoothAt(f: Expr, at: ReadonlyMap<string, number>, wrt: readonly string[]): boolean {
  const { value, overflows } = rounded(f, at);
  return Number.isFinite(value) && !overflows && exceptionsAt(f, at, wrt).length === 0;
}

/** The point a little aside: what is so at one point alone, where x/x has no value, is no mistake. */
const aside = (at: ReadonlyMap<string, number>): ReadonlyMap<string, number> =>
  new Map([...at].map(([name, value]) => [name, value + ASIDE * Math.max(Math.abs(value), 1e-3)]));

const ASIDE = 1e-6 * Math.PI;

interface Sample {
  readonly names: readonly string[];
  readonly formulas: readonly Expr[];
  readonly points: number;
  readonly seed: number;
  readonly budget: Budget | undefined;
}

/** Compares at points until enough agree, one refutes, or too many have been tried. */
function compared<Result>(
  { names, formulas, points, seed, budget }: Sample,
  agreed: (points: number) => Result,
  compare: (at: ReadonlyMap<string, number>) => Result | "agrees" | "blurred" | "unusable",
): Result | Undecided {
  const most = Math.ceil(EVALUATIONS / postorder(formulas).length);
  const tries = Math.min(points * TRIES, most);
  const centers = centersOf(formulas);
  const least = Math.min(Math.max(LEAST, ROUNDS * 2 * centers.length), most);
  let [agreeing, blurred, tried] = [0, 0, 0];
  try {
    for (const at of pointsFor(names, centers, seed)) {
      if (agreeing >= points && tried >= least) return agreed(agreeing);
      if (tried++ === tries) break;
      checkCancelled(budget);
      const outcome = compare(at);
      if (outcome === "agrees") agreeing++;
      else if (outcome === "blurred") blurred++;
      else if (outcome !== "unusable" && typeof compare(aside(at)) === "object") return outcome;
    }
  } catch (error) {
    if (error instanceof NameError && error.code === "undefined-function")
      return { agrees: "unknown", why: `${error.message}; nothing to compare` };
    throw error;
  }
  const reason =
    blurred > 0
      ? `at ${blurred} others rounding leaves too few digits to tell`
      : "elsewhere the formula has no value, or none that a double holds";
  return {
    agrees: "unknown",
    why: `only ${agreeing} of ${tries} points tried could be compared, expected ${points}: ${reason}`,
  };
}
