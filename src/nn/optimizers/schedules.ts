// Schedules: the learning rate at each step, counted from 0.
import { UsageError } from "../../expr/errors.ts";
import { checkOptions, described, integer, type Rule, rules } from "../../expr/options.ts";

/** The rate at a step: a number for all of them, or a function of the number of steps done. */
export type Rate = number | ((step: number) => number);

const finite: Rule = { takes: Number.isFinite, expected: "a finite number" };
const decayRules = rules({ from: finite, to: finite, steps: integer(1, Number.MAX_SAFE_INTEGER) });

export interface DecayOptions {
  /** The rate at step 0. */
  readonly from: number;
  /** The rate at step `steps` and after it. */
  readonly to: number;
  readonly steps: number;
}

/** The same rate at every step. @example constantRate(0.1)(7)  // 0.1 */
export const constantRate =
  (rate: number): ((step: number) => number) =>
  () =>
    rate;

/**
 * A line from one rate to another: from - (from - to)·step/steps.
 * @throws {UsageError} for numbers that are not finite, or no steps.
 * @example linearDecay({ from: 1, to: 0.1, steps: 100 })(50)  // 0.55: 1 - 0.9*50/100
 */
export function linearDecay(options: DecayOptions): (step: number) => number {
  const { from, to, steps } = checked("linearDecay", options);
  return (step) => (step >= steps ? to : from - ((from - to) * step) / steps);
}

/**
 * Half a cosine from one rate to another: to + (from - to)·(1 + cos(pi·step/steps))/2. Loshchilov & Hutter, SGDR, 2017,
 * equation 5, without restarts.
 * @example cosineDecay({ from: 1, to: 0, steps: 100 })(50)  // 0.5
 */
export function cosineDecay(options: DecayOptions): (step: number) => number {
  const { from, to, steps } = checked("cosineDecay", options);
  return (step) => (step >= steps ? to : to + ((from - to) * (1 + Math.cos((Math.PI * step) / steps))) / 2);
}

function checked(of: string, options: DecayOptions): DecayOptions {
  checkOptions(of, options ?? null, decayRules);
  for (const name of ["from", "to", "steps"] as const) {
    if (options[name] === undefined)
      throw new UsageError(`bad-${name}`, `${of} without ${name}, expected a number`);
  }
  return options;
}

/** A rate as options take it. */
export const rateRule: Rule = {
  takes: (value) =>
    typeof value === "function" ||
    (typeof value === "number" && value >= 0 && value < Number.POSITIVE_INFINITY),
  expected: "a number from 0, or a schedule: a function of the step",
};

/** The rate at a step. @throws {UsageError} where a schedule gives no number from 0. */
export function rateAt(rate: Rate, step: number): number {
  const found: unknown = typeof rate === "function" ? rate(step) : rate;
  if (typeof found === "number" && found >= 0 && found < Number.POSITIVE_INFINITY) return found;
  throw new UsageError(
    "bad-rate",
    `the rate at step ${step} is ${described(found)}, expected a number from 0`,
  );
}
