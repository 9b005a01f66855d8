// The conditions under which a rewritten formula equals the original: x ≠ 0 after x/x became 1.
import { equal } from "../expr/equal.ts";
import type { Expr } from "../expr/node.ts";
import { formatText } from "../expr/print/text.ts";

/** `expr` is nonzero, or not negative, or has a value at all. */
export interface Condition {
  readonly expr: Expr;
  readonly holds: "nonzero" | "nonnegative" | "defined";
}

export const sameCondition = (a: Condition, b: Condition): boolean =>
  a.holds === b.holds && equal(a.expr, b.expr);

/** Adds a condition to a list that does not hold it yet. */
export function addCondition(conditions: Condition[], condition: Condition): void {
  if (!conditions.some((known) => sameCondition(known, condition))) conditions.push(condition);
}

/** A condition as people read it: "x ≠ 0", "x ≥ 0", "ln(x) is defined". */
export function formatCondition({ expr, holds }: Condition): string {
  const text = formatText(expr);
  return holds === "nonzero" ? `${text} ≠ 0` : holds === "nonnegative" ? `${text} ≥ 0` : `${text} is defined`;
}
