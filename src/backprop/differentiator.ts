// The one interface of all differentiators: interchangeable everywhere, by name. Each works with a
// formula as upstream (the result is again a formula) and with a number (at a point).
import type { Bindings } from "../expr/bindings.ts";
import type { Budget } from "../expr/budget.ts";
import type { Expr, ExprLike } from "../expr/node.ts";
import { anything, budget, callback, list, number, oneOf, type Rules, rules } from "../expr/options.ts";
import type { Subgradient } from "./partials.ts";

export interface Counting {
  readonly budget?: Budget | undefined;
  /** Told the number of visits when the walk is over. */
  readonly onVisits?: ((visits: number) => void) | undefined;
}

export interface SweepOptions extends Counting {
  readonly upstream?: ExprLike | undefined;
}

export interface FormulaOptions extends SweepOptions {
  /** The only variables that matter; all where left out. */
  readonly wrt?: readonly string[] | undefined;
}

export interface NumberOptions extends Counting {
  readonly wrt?: readonly string[] | undefined;
  readonly upstream?: number | undefined;
  /** What to take at kinks and edges: the convention ("midpoint", the default) or nan. */
  readonly subgradient?: Subgradient | undefined;
}

/** What the options above may be. */
export const formulaRules: Rules = rules({
  wrt: list("names"),
  upstream: anything,
  budget,
  onVisits: callback,
});
export const numberRules: Rules = rules({
  wrt: list("names"),
  upstream: number,
  subgradient: oneOf("midpoint", "nan"),
  budget,
  onVisits: callback,
});

/** A way to differentiate. Results are in the order of `wrt`, 0 for a variable that does not occur. */
export interface Differentiator {
  readonly name: string;
  /** Partial derivatives as formulas, just as the rules give them; absent where the method knows only numbers. */
  readonly gradient?: (expr: Expr, wrt: readonly string[], options: SweepOptions) => readonly Expr[];
  /** Partial derivatives at a point. */
  readonly gradientAt: (
    expr: Expr,
    at: Bindings,
    wrt: readonly string[],
    options: NumberOptions,
  ) => readonly number[];
}
