// What rewriting may rest on: conditions that it notes, or, in strict mode, nothing.
import type { Condition, Conditions } from "./condition.ts";

/** What rewriting may rest on. */
export interface Allowance {
  /** Nothing: no merge that needs a condition. */
  readonly strict: boolean;
  /** Where the conditions of merges are noted. */
  readonly conditions: Conditions;
  /** What is known of the variables: whether a condition follows from it. */
  readonly assume?: ((condition: Condition) => boolean) | undefined;
  /** How often something was to be relied on. */
  asked: number;
}

/** Notes the condition, or says that it may not be relied on; what is assumed need not be noted. */
export function rely(allowance: Allowance, condition: Condition): boolean {
  allowance.asked++;
  if (allowance.assume?.(condition) === true) return true;
  if (allowance.strict) return false;
  allowance.conditions.add(condition);
  return true;
}

/** Whether a condition follows from what is assumed; what rests on that is as little remembered as other conditions. */
export function isKnown(allowance: Allowance, condition: Condition): boolean {
  if (allowance.assume?.(condition) !== true) return false;
  allowance.asked++;
  return true;
}
