// Bounded work. Long work counts what it does against a limit and asks now and then whether the
// caller has cancelled it: nothing hangs.

import { BudgetError, CancelledError } from "./errors.ts";
import { grouped } from "./print/grouped.ts";

export interface Budget {
  /** The most nodes that may be visited or made. */
  readonly nodes?: number;
  /** The most rewrites that a simplifier may try. */
  readonly rewrites?: number;
  /** Polled while working: true stops it with a CancelledError. */
  readonly cancelled?: () => boolean;
}

/** Throws a CancelledError where the caller has asked for it. */
export function checkCancelled(budget: Budget | undefined): void {
  if (budget?.cancelled?.() === true) throw new CancelledError("cancelled", "cancelled by the caller");
}

/** The error for work that would exceed its budget: what it is, the amount it would take, the limit, what to do. */
export const overBudget = (what: string, would: string, limit: number, instead: string): BudgetError =>
  new BudgetError(
    "over-budget",
    `${what} would take ${would}, over the budget of ${grouped(limit)}; ${instead}`,
  );

/** Refuses a walk over more nodes than the budget allows. */
export function checkNodes(what: string, nodes: number, budget: Budget | undefined): void {
  const limit = budget?.nodes;
  if (limit !== undefined && nodes > limit) {
    throw overBudget(what, `${grouped(nodes)} visits`, limit, "raise budget.nodes");
  }
}
