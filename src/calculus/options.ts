// What the functions of this floor may be told, and the checks of what they are given. A method is any of those
// that give formulas.
import { alpha } from "../backprop/alpha.ts";
import { beta } from "../backprop/beta.ts";
import type { Differentiator } from "../backprop/differentiator.ts";
import { forward } from "../backprop/forward.ts";
import type { Simplify } from "../backprop/gradient.ts";
import type { Budget } from "../expr/budget.ts";
import type { Expr } from "../expr/node.ts";
import { budget, callback, checkOptions, flag, oneOf, type Rule, rules } from "../expr/options.ts";
import type { Condition } from "../simplify/condition.ts";
import { tidyAll } from "../simplify/tidy.ts";

const methods: ReadonlyMap<string, Differentiator> = new Map<string, Differentiator>(
  [alpha, beta, forward].map((method) => [method.name, method]),
);

/** How results are rewritten, and how much work may be done. */
export interface ResultOptions {
  /** "none": as the rules give it; "tidy" (default): tidied; "search": tidied, and rewritten where that is shorter. */
  readonly simplify?: Simplify | undefined;
  /** Allow no rewrite that holds only under a condition. */
  readonly strict?: boolean | undefined;
  /** What is known of the variables: whether a condition follows from it. Then it is used, and not said. */
  readonly assume?: ((condition: Condition) => boolean) | undefined;
  readonly budget?: Budget | undefined;
  /** Told the number of visits when a walk is over. */
  readonly onVisits?: ((visits: number) => void) | undefined;
}

export interface CalculusOptions extends ResultOptions {
  /** How to differentiate; default "alpha". */
  readonly method?: "alpha" | "beta" | "forward" | undefined;
}

const resultRules = {
  simplify: oneOf("none", "tidy", "search"),
  strict: flag,
  assume: callback,
  budget,
  onVisits: callback,
};
const calculusRules = { method: oneOf(...methods.keys()), ...resultRules };

/** The check of a function's options: those of every function here, and its own. */
export const optionsOf = (
  of: string,
  own: Readonly<Record<string, Rule>> = {},
): ((options: unknown) => void) => {
  const known = rules({ ...calculusRules, ...own });
  return (options) => checkOptions(of, options, known);
};

/** The same for a function that has its own way to differentiate. */
export const resultOptionsOf = (of: string): ((options: unknown) => void) => {
  const known = rules(resultRules);
  return (options) => checkOptions(of, options, known);
};

/** The method asked for; its name has been checked. */
export const methodOf = ({ method = "alpha" }: CalculusOptions): Differentiator =>
  methods.get(method) ?? alpha;

/** Results as they were asked for. */
export function finished(exprs: readonly Expr[], options: ResultOptions): readonly Expr[] {
  const { simplify: level, strict, assume, budget } = options;
  return level === "none" ? exprs : tidyAll(exprs, { level, strict, assume, budget }).exprs;
}
