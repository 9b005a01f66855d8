// What rewriting may rest on: conditions that it notes, or, in strict mode, nothing.
import type { Condition, Conditions } from "./condition.ts";

/** What rewriting may rest on. */
export interface Allowance {
  /** Nothing: no merge that needs a condition. */
  readonly strict: boolean;
  /** Where the conditions of merges are noted. */
  readonly conditions: Conditions;
  /** How often something was to be relied on. */
  asked: number;
}

/** Notes the condition, or says that it may not be relied on. */
export function rely(allowance: Allowance, condition: Condition): boolean {
  allowance.asked++;
  if (allowance.strict) return false;
  allowance.conditions.add(condition);
  return true;
}
