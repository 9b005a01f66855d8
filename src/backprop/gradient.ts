// Derivatives as people ask for them: one, mixed, of any order, or the whole gradient, by any
// differentiator, tidied or as the rules give them.
import type { Bindings } from "../expr/bindings.ts";
import { type Budget, overBudget } from "../expr/budget.ts";
import { UsageError } from "../expr/errors.ts";
import { variables } from "../expr/measure.ts";
import { checkFormula, constant, type Expr, type ExprLike, sizeOf } from "../expr/node.ts";
import { variableName } from "../expr/var.ts";
import { postorder } from "../expr/walk.ts";
import { type Condition, Conditions } from "../simplify/condition.ts";
import { isSmall, tidyAll } from "../simplify/tidy.ts";
import type { Counting, Differentiator } from "./differentiator.ts";
import { edgeNotes } from "./notes.ts";
import type { Subgradient } from "./partials.ts";

/** A variable, by name or as a node; a list makes one mixed derivative. */
export type Wrt = string | Expr | readonly (string | Expr)[];

export interface DerivativeOptions {
  /** How often each entry of `wrt` is repeated; default 1. */
  readonly order?: number | undefined;
  /** "none": as the rules give it; "tidy" (default): tidied. */
  readonly simplify?: "none" | "tidy" | undefined;
  /** Allow no rewrite that holds only under a condition. */
  readonly strict?: boolean | undefined;
  /** Whether to look for notes; default true. */
  readonly notes?: boolean | undefined;
  readonly budget?: Budget | undefined;
  readonly onVisits?: ((visits: number) => void) | undefined;
}

export interface Derivative {
  readonly expr: Expr;
  /** Where the tidied formula equals the derivative: x ≠ 0 after x/x became 1. */
  readonly conditions: readonly Condition[];
  /** The conventions used at isolated points, a sentence each. */
  readonly notes: readonly string[];
}

export interface GradientOptions extends Omit<DerivativeOptions, "order"> {
  /** The variables, in the order of the result; default all of the formula's, sorted. */
  readonly wrt?: readonly (string | Expr)[] | undefined;
  readonly upstream?: ExprLike | undefined;
}

export interface GradientAtOptions {
  readonly wrt?: readonly (string | Expr)[] | undefined;
  readonly upstream?: number | undefined;
  readonly subgradient?: Subgradient | undefined;
  readonly budget?: Budget | undefined;
  readonly onVisits?: ((visits: number) => void) | undefined;
}

/** No formula that was read from text has more nodes; of larger ones a derivative asked for alone is worked out alone. */
const TEXT_SIZE = 2 ** 18;

/** A derivative of higher order is refused once it has grown to more distinct nodes than this, unless told otherwise. */
const GROWTH = 500_000;

function checkGrowth(expr: Expr, budget: Budget | undefined): void {
  if (sizeOf(expr) > GROWTH) {
    const limit = budget?.nodes ?? GROWTH;
    const { length } = postorder([expr]);
    if (length > limit) {
      throw overBudget(
        "a derivative of this order",
        `a formula of more than ${length.toLocaleString("en")} nodes`,
        limit,
        "ask for a lower order, or raise budget.nodes",
      );
    }
  }
}

/** The canonical name of a variable given as text or as a node. */
export function wrtName(x: string | Expr): string {
  if (typeof x === "string") return variableName(x);
  if (typeof x === "object" && x !== null && x.kind === "var") return x.name;
  throw new UsageError(
    "bad-wrt",
    `wrt holds ${typeof x === "object" ? "a formula" : typeof x}, expected a variable or its name`,
  );
}

function checkSimplify(simplify: string | undefined): void {
  if (simplify === undefined || simplify === "none" || simplify === "tidy") return;
  throw new UsageError("bad-simplify", `simplify is '${simplify}', expected none or tidy`);
}

function names(wrt: Wrt): string[] {
  const list = typeof wrt === "string" || !Array.isArray(wrt) ? [wrt] : wrt;
  return list.map((x: string | Expr) => wrtName(x));
}

/**
 * The derivative of `expr`, with what it rests on.
 * `wrt` is a variable, or a list for a mixed derivative: ["x", "x", "y"]; `order` repeats each entry.
 * @throws {UsageError} for an order that is no integer from 0 to 1,000, or a method that has no formulas.
 */
export function derivative(
  expr: Expr,
  wrt: Wrt,
  differentiator: Differentiator,
  options: DerivativeOptions = {},
): Derivative {
  checkFormula(expr);
  checkSimplify(options.simplify);
  const order = options.order ?? 1;
  if (!Number.isInteger(order) || order < 0 || order > 1000) {
    throw new UsageError("bad-order", `order is ${order}, expected an integer from 0 to 1000`);
  }
  // Mixed partial derivatives commute: taken in one order, they read the same whatever order was asked for.
  const asked = names(wrt);
  if (asked.length > 1) asked.sort();
  const steps = order === 1 ? asked : asked.flatMap((name) => Array.from({ length: order }, () => name));
  const conditions = new Conditions();
  const tidied = (exprs: readonly Expr[], regime?: "tree" | "shared"): readonly Expr[] => {
    const result = tidyAll(exprs, { strict: options.strict, regime, budget: options.budget });
    for (const condition of result.conditions) conditions.add(condition);
    return result.exprs;
  };
  let result = steps.length === 0 && options.simplify !== "none" ? tidied([expr])[0] : expr;
  const notes: string[] = [];
  for (const name of steps) {
    if (steps.length > 1) checkGrowth(result, options.budget);
    if (options.notes !== false) notes.push(...edgeNotes(result, [name]));
    if (options.simplify === "none") [result] = formulas(differentiator, result, [name], options);
    else if (isSmall(result)) [result] = tidied(formulas(differentiator, result, [name], options), "tree");
    else if (sizeOf(result) > TEXT_SIZE)
      [result] = tidied(formulas(differentiator, result, [name], options), "shared");
    else {
      // A large formula's partial derivatives are tidied together, so that one asked for alone is the gradient's.
      const all = variables(result);
      const at = all.indexOf(name);
      result = at < 0 ? constant(0) : tidied(formulas(differentiator, result, all, options), "shared")[at];
    }
  }
  return { expr: result, conditions: conditions.list, notes: [...new Set(notes)] };
}

function formulas(
  differentiator: Differentiator,
  expr: Expr,
  wrt: readonly string[],
  options: Counting & { readonly upstream?: ExprLike | undefined },
): readonly Expr[] {
  if (differentiator.gradient === undefined) {
    throw new UsageError(
      "no-formula",
      `method '${differentiator.name}' gives numbers only, expected one that gives formulas: alpha, beta or forward`,
    );
  }
  const { budget, onVisits, upstream } = options;
  return differentiator.gradient(expr, wrt, { budget, onVisits, upstream });
}

/** All partial derivatives, in the order of `wrt` (default: the formula's variables, sorted), and what they rest on. */
export function gradient(
  expr: Expr,
  differentiator: Differentiator,
  options: GradientOptions = {},
): { partials: Map<string, Expr>; conditions: readonly Condition[]; notes: readonly string[] } {
  const wrt = options.wrt === undefined ? variables(expr) : [...new Set(options.wrt.map(wrtName))];
  checkSimplify(options.simplify);
  const raw = formulas(differentiator, expr, wrt, options);
  const tidied =
    options.simplify === "none"
      ? { exprs: raw, conditions: [] }
      : tidyAll(raw, {
          strict: options.strict,
          budget: options.budget,
          regime: isSmall(expr) ? "tree" : "shared",
        });
  return {
    partials: new Map(wrt.map((name, i) => [name, tidied.exprs[i]])),
    conditions: tidied.conditions,
    notes: options.notes === false ? [] : edgeNotes(expr, wrt),
  };
}

/** All partial derivatives at a point, in the order of `wrt` (default: the formula's variables, sorted). */
export function gradientAt(
  expr: Expr,
  at: Bindings,
  differentiator: Differentiator,
  options: GradientAtOptions = {},
): Map<string, number> {
  const wrt = options.wrt === undefined ? variables(expr) : [...new Set(options.wrt.map(wrtName))];
  const partials = differentiator.gradientAt(expr, at, wrt, { ...options, wrt });
  return new Map(wrt.map((name, i) => [name, partials[i]]));
}
