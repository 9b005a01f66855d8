// tidy: the always-on layer that results pass through. Constants are folded exactly, 0 and 1 go, like
// terms and like powers are collected, signs and quotients stand where a textbook has them, the
// order is one. Linear in shared nodes; a small formula is opened wherever it can be, so that it
// reads the same however it was shared.
import type { Budget } from "../expr/budget.ts";
import { checkFormula, drafted, type Expr, sizeOf } from "../expr/node.ts";
import { budget, callback, checkOptions, flag, oneOf, rules } from "../expr/options.ts";
import { share } from "../expr/share.ts";
import { postorder } from "../expr/walk.ts";
import { type Condition, Conditions } from "./condition.ts";
import { Gatherer } from "./gatherer.ts";
import { unsaid } from "./implied.ts";

/** Formulas of up to this many nodes, unfolded, and `SMALL_VARIABLES` variables are tidied as trees, without regard to sharing. */
const SMALL = 512;
/** With more variables the derivatives by all of them share too much for that. */
const SMALL_VARIABLES = 12;

/** "tidy": one form, quickly. "search": the same, and other forms are tried where one may be shorter. */
export type TidyLevel = "tidy" | "search";

export interface TidyOptions {
  /** Default: "tidy". */
  readonly level?: TidyLevel | undefined;
  /** Make no rewrite that holds only under a condition. */
  readonly strict?: boolean | undefined;
  /** What is known of the variables: whether a condition follows from it. Then it is used, and not said. */
  readonly assume?: ((condition: Condition) => boolean) | undefined;
  /** "tree": open every sum and product. "shared": only those used once. Default: by size, each formula for itself. */
  readonly regime?: "tree" | "shared" | undefined;
  /** Polled for `cancelled`. */
  readonly budget?: Budget | undefined;
}

export interface Tidied {
  readonly exprs: readonly Expr[];
  readonly conditions: readonly Condition[];
}

/** Whether a formula's derivatives are tidied as trees. */
export function isSmall(expr: Expr): boolean {
  if (sizeOf(expr) > SMALL) return false;
  if (sizeOf(expr) < 2 * SMALL_VARIABLES) return true; // a tree has at most half its nodes and one more as leaves
  const names = new Set<string>();
  for (const node of postorder([expr])) if (node.kind === "var") names.add(node.name);
  return names.size <= SMALL_VARIABLES;
}

const tidyRules = rules({
  level: oneOf("tidy", "search"),
  strict: flag,
  assume: callback,
  regime: oneOf("tree", "shared"),
  budget,
});

/** A formula tidied. @example format(tidy(parse("x + 0*y + x")))  // "2*x" */
export function tidy(expr: Expr, options: TidyOptions = {}): Expr {
  checkOptions("tidy", options, tidyRules);
  return tidyAll([expr], options).exprs[0];
}

/** Several formulas tidied together: what they share stays shared. */
export function tidyAll(exprs: readonly Expr[], options: TidyOptions = {}): Tidied {
  const conditions = new Conditions();
  return { exprs: tidied(exprs, options, conditions), conditions: conditions.settled() };
}

/** The same; what it rests on is noted only where there is a place for it. */
export function tidied(
  exprs: readonly Expr[],
  options: TidyOptions,
  conditions: Conditions | undefined,
): readonly Expr[] {
  for (const expr of exprs) checkFormula(expr);
  const regime = options.regime ?? (exprs.every((expr) => sizeOf(expr) <= SMALL) ? "tree" : "shared");
  return drafted(() =>
    regime === "tree"
      ? asTrees(exprs, options, conditions)
      : together(exprs, options, conditions ?? new Conditions()),
  );
}

function together(exprs: readonly Expr[], options: TidyOptions, conditions: Conditions): readonly Expr[] {
  const gatherer = gathererOf(exprs, "shared", options, conditions);
  return exprs.map((expr) => gatherer.result(expr));
}

/** As trees each is tidied by itself, so that what is said of one is about that one. */
function asTrees(
  exprs: readonly Expr[],
  options: TidyOptions,
  conditions: Conditions | undefined,
): readonly Expr[] {
  const results: Expr[] = [];
  for (const expr of exprs) {
    const relied = new Conditions();
    const gatherer = gathererOf([expr], "tree", options, relied);
    const result = gatherer.result(expr);
    if (conditions !== undefined)
      for (const condition of unsaid(result, relied.list)) conditions.add(condition);
    results.push(result);
  }
  return results.length > 1 ? share(results) : results;
}

const gathererOf = (
  exprs: readonly Expr[],
  regime: "tree" | "shared",
  { level, strict, assume, budget }: TidyOptions,
  conditions: Conditions,
): Gatherer =>
  new Gatherer(
    exprs,
    { regime, search: level === "search" },
    { strict: strict === true, assume, conditions, asked: 0 },
    budget,
  );
