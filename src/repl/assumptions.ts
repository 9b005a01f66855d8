// What a session assumes of its variables: the assumptions of the simplifier, and values held against them.
import { UsageError } from "../expr/errors.ts";
import type { Assumptions } from "../simplify/facts/assumptions.ts";
import { shownNumber } from "./number.ts";

export {
  type Assumption,
  type Assumptions,
  assumable,
  assume,
  assumptionsIn,
  assumptionTexts,
  follows,
  phraseAssumption,
  readPhrase,
} from "../simplify/facts/assumptions.ts";

/** @throws {UsageError} where a value is none that the variable may have. */
export function checkValueAssumed(assumptions: Assumptions, name: string, value: number): void {
  const facts = assumptions.get(name);
  if (facts === undefined) return;
  const { lower, lowerOpen, upper, upperOpen, without, integer, texts } = facts;
  const isInside = value > lower || (value === lower && !lowerOpen);
  if (isInside && (value < upper || (value === upper && !upperOpen)) && !without.has(value)) {
    if (!integer || Number.isInteger(value)) return;
  }
  throw new UsageError(
    "contradiction",
    `${name} = ${shownNumber(value)} contradicts ${texts.map((text) => `'${text}'`).join(" and ")}, assumed before: del ${name} forgets that`,
  );
}
