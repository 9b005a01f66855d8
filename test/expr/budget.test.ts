import { expect, test } from "vitest";
import { checkCancelled, overBudget } from "../../src/expr/budget.ts";
import { BudgetError, CancelledError } from "../../src/expr/errors.ts";

test("checkCancelled({ cancelled: () => true }) throws a CancelledError", () => {
  expect(() => checkCancelled({ cancelled: () => true })).toThrow(CancelledError);
});

test("checkCancelled without a budget, without a question, or with the answer false does nothing", () => {
  expect(() => checkCancelled(undefined)).not.toThrow();
  expect(() => checkCancelled({ nodes: 1 })).not.toThrow();
  expect(() => checkCancelled({ cancelled: () => false })).not.toThrow();
});

test("overBudget says what, how much, the limit, and what to do", () => {
  const error = overBudget("printing", "2,000 nodes", 1000, "use let");
  expect(error).toBeInstanceOf(BudgetError);
  expect(error.code).toBe("over-budget");
  expect(error.message).toBe("printing would take 2,000 nodes, over the budget of 1,000; use let");
});
