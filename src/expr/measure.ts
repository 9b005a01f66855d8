// How large a formula is: its distinct nodes, the tree that they unfold to, its depth, and the
// names in it. Each is linear in the distinct nodes, however heavy the sharing: a formula of 2,000
// nodes can unfold to 2^2000, so the unfolded size is a double (which may be Infinity) unless it is
// asked for exactly.

import { type Budget, checkCancelled, overBudget } from "./budget.ts";
import type { Expr } from "./node.ts";
import { budget as budgetRule, checkValue } from "./options.ts";
import { grouped } from "./print/grouped.ts";
import { fold, postorder } from "./walk.ts";

export interface Measure {
  /** Distinct nodes, by identity. */
  readonly nodes: number;
  /** Nodes of the unfolded tree; Infinity beyond 1.8e308, rounded beyond 2^53. */
  readonly unfolded: number;
  /** The longest way from the root to a leaf; a leaf has depth 0. */
  readonly depth: number;
}

/**
 * The size of a formula.
 * @example measure(parse("x*y + x"))  // { nodes: 4, unfolded: 5, depth: 2 } where both x are one node
 */
export function measure(expr: Expr): Measure {
  const LEAF = { unfolded: 1, depth: 0 };
  let nodes = 0;
  const leaf = () => {
    nodes++;
    return LEAF;
  };
  const { unfolded, depth } = fold<{ readonly unfolded: number; readonly depth: number }>(expr, {
    constant: leaf,
    variable: leaf,
    apply: (_node, args) => {
      nodes++;
      let size = 1;
      let below = -1;
      for (const arg of args) {
        size += arg.unfolded;
        if (arg.depth > below) below = arg.depth;
      }
      return { unfolded: size, depth: below + 1 };
    },
  });
  return { nodes, unfolded, depth };
}

/** What `unfoldedSize` may do where no budget is given: a second or two. */
const UNFOLDED_BUDGET = 10_000_000;
const WORD = 2n ** 64n;

/**
 * The exact number of nodes of the unfolded tree. A node whose own size takes many words of 64 bits counts
 * as that many against `budget.nodes` (10 million where none is given), since its sum takes as long.
 * @throws {BudgetError} beyond the budget.
 */
export function unfoldedSize(expr: Expr, budget?: Budget): bigint {
  if (budget !== undefined) checkValue("budget", budget, budgetRule);
  const limit = budget?.nodes ?? UNFOLDED_BUDGET;
  const sizes = new Map<Expr, bigint>();
  let work = 0;
  let visits = 0;
  let size = 1n;
  for (const node of postorder([expr])) {
    size = 1n;
    if (node.kind === "apply") for (const arg of node.args) size += sizes.get(arg) ?? 0n;
    sizes.set(node, size);
    work += size < WORD ? 1 : Math.ceil(size.toString(16).length / 16);
    if (work > limit) {
      throw overBudget(
        "the exact size of the unfolded tree",
        `more than ${grouped(limit)} steps`,
        limit,
        "measure(expr).unfolded is the size as a double",
      );
    }
    if ((visits++ & 0xfff) === 0) checkCancelled(budget);
  }
  return size;
}

/**
 * The names of the variables of a formula, each once, sorted by code point.
 * @example variables(parse("y + x_1*x"))  // ["x", "x_1", "y"]
 */
export function variables(expr: Expr): string[] {
  const names = new Set<string>();
  for (const node of postorder([expr])) if (node.kind === "var") names.add(node.name);
  return [...names].sort(byCodePoint);
}

/** The order of names everywhere: by code point, which is not that of UTF-16 beyond U+FFFF. */
export function byCodePoint(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const left = a.charCodeAt(i);
    const right = b.charCodeAt(i);
    if (left === right) continue;
    const leftIsHigh = left >= 0xd800 && left < 0xe000; // half of a pair: above all single units
    const rightIsHigh = right >= 0xd800 && right < 0xe000;
    return leftIsHigh === rightIsHigh ? left - right : leftIsHigh ? 1 : -1;
  }
  return a.length - b.length;
}
