// Derivatives as people ask for them: one, mixed, of any order, or the whole gradient, by any
// differentiator, tidied or as the rules give them.

import type { Bindings } from "../expr/bindings.ts";
import { type Budget, overBudget } from "../expr/budget.ts";
import { UsageError } from "../expr/errors.ts";
import { variables } from "../expr/measure.ts";
import { checkFormula, constant, drafted, type Expr, type ExprLike, isExpr, sizeOf } from "../expr/node.ts";
import { described } from "../expr/options.ts";
import { grouped } from "../expr/print/grouped.ts";
import { share } from "../expr/share.ts";
import { variableName } from "../expr/var.ts";
import { postorder } from "../expr/walk.ts";
import { type Condition, Conditions } from "../simplify/condition.ts";
import { isSmall, type TidyLevel, type TidyOptions, tidied } from "../simplify/tidy.ts";
import type { Differentiator, SweepOptions } from "./differentiator.ts";
import { edgeNotes } from "./notes.ts";
import type { Subgradient } from "./partials.ts";

/** A variable, by name or as a node; a list makes one mixed derivative. */
export type Wrt = string | Expr | readonly (string | Expr)[];

/** What is done with a derivative once the rules have given it. */
export type Simplify = "none" | TidyLevel;

export interface DerivativeOptions {
  /** How often each entry of `wrt` is repeated; default 1. */
  readonly order?: number | undefined;
  /**
   * "none": as the rules give it; "tidy" (default): tidied; "search": tidied, and rewritten where that is shorter. A
   * derivative of higher order that is not to be as the rules give it is always searched.
   */
  readonly simplify?: Simplify | undefined;
  /** Allow no rewrite that holds only under a condition. */
  readonly strict?: boolean | undefined;
  /** What is known of the variables: whether a condition follows from it. Then it is used, and not said. */
  readonly assume?: ((condition: Condition) => boolean) | undefined;
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
const GROWTH = 100_000;

function checkGrowth(expr: Expr, budget: Budget | undefined): void {
  if (sizeOf(expr) > GROWTH) {
    const limit = budget?.nodes ?? GROWTH;
    const { length } = postorder([expr]);
    if (length > limit) {
      throw overBudget(
        "a derivative of this order",
        `a formula of more than ${grouped(length)} nodes`,
        limit,
        "ask for a lower order, or raise budget.nodes",
      );
    }
  }
}

/** The canonical name of a variable given as text or as a node; `what` is the list that it is in. */
export function nameIn(what: string, x: string | Expr): string {
  if (typeof x === "string") return variableName(x);
  if (isExpr(x) && x.kind === "var") return x.name;
  throw new UsageError(
    `bad-${what}`,
    `${what} holds ${isExpr(x) ? "a formula" : described(x)}, expected a variable or its name`,
  );
}

/** The canonical name of a variable that is differentiated by. */
export const wrtName = (x: string | Expr): string => nameIn("wrt", x);

function checkSimplify(simplify: string | undefined): void {
  if (simplify === undefined || simplify === "none" || simplify === "tidy" || simplify === "search") return;
  throw new UsageError("bad-simplify", `simplify is '${simplify}', expected none, tidy or search`);
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
  const conditions = new Conditions();
  const notes = options.notes === false ? undefined : new Set<string>();
  const result = derive(expr, wrt, differentiator, options, conditions, notes);
  return { expr: result, conditions: conditions.settled(), notes: [...(notes ?? [])] };
}

/** The derivative alone; conditions and notes go where they are given a place. */
export function derive(
  expr: Expr,
  wrt: Wrt,
  differentiator: Differentiator,
  options: DerivativeOptions,
  conditions?: Conditions,
  notes?: Set<string>,
): Expr {
  checkFormula(expr);
  checkSimplify(options.simplify);
  const steps = stepsOf(wrt, options.order ?? 1);
  return drafted(() => [inSteps(expr, steps, differentiator, options, conditions, notes)])[0];
}

function inSteps(
  expr: Expr,
  steps: readonly string[],
  differentiator: Differentiator,
  options: DerivativeOptions,
  conditions: Conditions | undefined,
  notes: Set<string> | undefined,
): Expr {
  if (steps.length === 0 && options.simplify !== "none")
    return tidied([expr], tidying(options), conditions)[0];
  if (steps.length === 1) return step(expr, steps[0], differentiator, options, conditions, notes);
  // Derivatives of derivatives grow fast where they are not as short as can be found.
  const searching = options.simplify === "none" ? options : ({ ...options, simplify: "search" } as const);
  let result = expr;
  for (const name of steps) {
    checkGrowth(result, options.budget);
    result = step(result, name, differentiator, searching, conditions, notes);
    // What of it is shared depends on what was worked out before; from now on equal parts are.
    if (options.simplify !== "none" && sizeOf(result) <= TEXT_SIZE) [result] = share([result]);
  }
  return result;
}

/** The variables to differentiate by, one after the other. */
function stepsOf(wrt: Wrt, order: number): readonly string[] {
  if (!Number.isInteger(order) || order < 0 || order > 1000) {
    throw new UsageError("bad-order", `order is ${order}, expected an integer from 0 to 1000`);
  }
  if (order === 1 && typeof wrt === "string") return [variableName(wrt)];
  // Mixed partial derivatives commute: taken in one order, they read the same whatever order was asked for.
  const asked = names(wrt);
  if (asked.length > 1) asked.sort();
  return order === 1 ? asked : asked.flatMap((name) => Array.from({ length: order }, () => name));
}

/** One differentiation by one variable. */
function step(
  expr: Expr,
  name: string,
  differentiator: Differentiator,
  options: DerivativeOptions,
  conditions: Conditions | undefined,
  notes: Set<string> | undefined,
): Expr {
  if (notes !== undefined) for (const note of edgeNotes(expr, [name])) notes.add(note);
  if (options.simplify === "none") return formulas(differentiator, expr, [name], options)[0];
  const small = isSmall(expr);
  if (small || sizeOf(expr) > TEXT_SIZE) {
    const raw = formulas(differentiator, expr, [name], options);
    return tidied(raw, tidying(options, small ? "tree" : "shared"), conditions)[0];
  }
  // A large formula's partial derivatives are tidied together, so that one asked for alone is the gradient's.
  const all = variables(expr);
  const at = all.indexOf(name);
  if (at < 0) return constant(0);
  return tidied(formulas(differentiator, expr, all, options), tidying(options, "shared"), conditions)[at];
}

const tidying = (
  { simplify, strict, assume, budget }: DerivativeOptions,
  regime?: "tree" | "shared",
): TidyOptions => ({ level: simplify === "search" ? "search" : "tidy", strict, assume, regime, budget });

function formulas(
  differentiator: Differentiator,
  expr: Expr,
  wrt: readonly string[],
  options: SweepOptions,
): readonly Expr[] {
  if (differentiator.gradient === undefined) {
    throw new UsageError(
      "no-formula",
      `method '${differentiator.name}' gives numbers only, expected one that gives formulas: alpha, beta or forward`,
    );
  }
  return differentiator.gradient(expr, wrt, options);
}

/** All partial derivatives, in the order of `wrt` (default: the formula's variables, sorted), and what they rest on. */
export function gradient(
  expr: Expr,
  differentiator: Differentiator,
  options: GradientOptions = {},
): { partials: Map<string, Expr>; conditions: readonly Condition[]; notes: readonly string[] } {
  const wrt = options.wrt === undefined ? variables(expr) : [...new Set(options.wrt.map(wrtName))];
  checkSimplify(options.simplify);
  const conditions = new Conditions();
  const partials = drafted(() => {
    const raw = formulas(differentiator, expr, wrt, options);
    if (options.simplify === "none") return raw;
    return tidied(raw, tidying(options, isSmall(expr) ? "tree" : "shared"), conditions);
  });
  return {
    partials: new Map(wrt.map((name, i) => [name, partials[i]])),
    conditions: conditions.settled(),
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
