// Beta: what one would write first. For one variable, from the root down, through every path:
// d op(a, b)/dx = partial_a·da/dx + partial_b·db/dx. It remembers nothing: it repeats its work for
// every variable and for every use of a node, on purpose. It is the baseline to be measured, and
// refuses by budget, announcing beforehand how many visits it would make.

import type { Bindings } from "../expr/bindings.ts";
import { checkCancelled, overBudget } from "../expr/budget.ts";
import { constant, type Expr, toExpr } from "../expr/node.ts";
import { checkOptions } from "../expr/options.ts";
import { grouped } from "../expr/print/grouped.ts";
import { fold, numbered } from "../expr/walk.ts";
import {
  type Counting,
  type Differentiator,
  formulaRules,
  type NumberOptions,
  numberRules,
} from "./differentiator.ts";
import { wrtName } from "./gradient.ts";
import { times } from "./guard.ts";
import { formulaTangents, isFollowed, numberTangents, type Tangents } from "./tangent.ts";

/** The visits that Beta makes without being told otherwise. */
export const DEFAULT_VISITS = 1_000_000;

/**
 * The visits that Beta makes for one variable: every path from the root counts. Exact up to 2^53;
 * Infinity where a double can't hold it.
 */
export const betaVisits = (expr: Expr): number =>
  fold<number>(expr, {
    constant: () => 1,
    variable: () => 1,
    apply: (node, args) => args.reduce((sum, visits, i) => (isFollowed(node, i) ? sum + visits : sum), 1),
  });

function announce(expr: Expr, variables: number, options: Counting): void {
  const limit = options.budget?.nodes ?? DEFAULT_VISITS;
  const visits = betaVisits(expr) * variables;
  if (visits <= limit) return;
  const shown = Number.isSafeInteger(visits)
    ? grouped(visits)
    : Number.isFinite(visits)
      ? `about ${visits.toExponential(2)}`
      : "more than 1e308";
  throw overBudget(
    "differentiating by method beta",
    `${shown} visits`,
    limit,
    "raise budget.nodes, or use method alpha",
  );
}

interface Frame<T> {
  readonly node: Expr;
  /** The next argument to descend into. */
  next: number;
  readonly tangents: (T | undefined)[];
}

/** The unmemoised fold, on an explicit stack. */
function descend<T>(root: Expr, x: string, tangents: Tangents<T>, options: Counting): T | undefined {
  let visits = 1;
  const stack: Frame<T>[] = [{ node: root, next: 0, tangents: [] }];
  for (;;) {
    const frame = stack[stack.length - 1];
    const { node } = frame;
    if (node.kind === "apply" && frame.next < node.args.length) {
      const i = frame.next++;
      if (tangents.follows(node, i)) {
        visits++;
        if (visits % 65536 === 0) checkCancelled(options.budget);
        stack.push({ node: node.args[i], next: 0, tangents: [] });
      } else frame.tangents.push(undefined);
      continue;
    }
    const tangent =
      node.kind === "apply"
        ? tangents.push(node, frame.tangents)
        : node.kind === "var" && node.name === x
          ? tangents.one
          : undefined;
    stack.pop();
    const parent = stack[stack.length - 1];
    if (parent === undefined) {
      options.onVisits?.(visits);
      return tangent;
    }
    parent.tangents.push(tangent);
  }
}

/**
 * d expr / d x as a formula, just as the rules give it.
 * @throws {BudgetError} where it would take more visits than `budget.nodes` (a million).
 * @example beta.grad(parse("x*y + sin(y)"), "y")  // x + cos(y)
 */
function grad(expr: Expr, x: string | Expr, options: Counting = {}): Expr {
  checkOptions("beta.grad", options, formulaRules);
  const name = wrtName(x);
  announce(expr, 1, options);
  return descend(expr, name, formulaTangents, options) ?? constant(0);
}

/**
 * d expr / d x at a point.
 * @throws {BudgetError} where it would take more visits than `budget.nodes` (a million).
 */
function gradAt(expr: Expr, x: string | Expr, at: Bindings, options: NumberOptions = {}): number {
  checkOptions("beta.gradAt", options, numberRules);
  const name = wrtName(x);
  announce(expr, 1, options);
  const tangents = numberTangents(numbered([expr]), at, options.subgradient ?? "midpoint");
  return descend(expr, name, tangents, options) ?? 0;
}

/** The naive differentiator. */
export const beta = {
  name: "beta",
  grad,
  gradAt,
  gradient: (expr, wrt, options) => {
    announce(expr, wrt.length, options);
    const total = totalled(options);
    const results = wrt.map((x) =>
      times(toExpr(options.upstream ?? 1), descend(expr, x, formulaTangents, total.options) ?? constant(0)),
    );
    total.done();
    return results;
  },
  gradientAt: (expr, at, wrt, options) => {
    announce(expr, wrt.length, options);
    const tangents = numberTangents(numbered([expr]), at, options.subgradient ?? "midpoint");
    const total = totalled(options);
    const results = wrt.map((x) => {
      const tangent = descend(expr, x, tangents, total.options);
      return tangent === undefined ? 0 : (options.upstream ?? 1) * tangent;
    });
    total.done();
    return results;
  },
} satisfies Differentiator & Record<string, unknown>;

/** Options that add up the visits of several walks and report them once. */
export function totalled(options: Counting): { options: Counting; done: () => void } {
  let visits = 0;
  return {
    options: {
      budget: options.budget,
      onVisits: (more) => {
        visits += more;
      },
    },
    done: () => options.onVisits?.(visits),
  };
}
