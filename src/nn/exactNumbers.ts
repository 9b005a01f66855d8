// Doubles in JSON, exactly. JSON has no nan, no infinities and no -0: those are texts. Every other number is written
// with the fewest digits that give the same double back, as JavaScript does.
import { ParseError } from "../expr/errors.ts";
import { described } from "../expr/options.ts";

export type ExactNumber = number | string;

const SPECIAL: ReadonlyMap<string, number> = new Map([
  ["NaN", Number.NaN],
  ["Infinity", Number.POSITIVE_INFINITY],
  ["-Infinity", Number.NEGATIVE_INFINITY],
  ["-0", -0],
]);

export const exactNumber = (value: number): ExactNumber =>
  Object.is(value, -0) ? "-0" : Number.isFinite(value) ? value : String(value);

export const exactNumbers = (values: ArrayLike<number>): ExactNumber[] => Array.from(values, exactNumber);

/** The double that was written. @throws {ParseError} for anything else. */
export function readNumber(what: string, value: unknown): number {
  const found =
    typeof value === "number" ? value : typeof value === "string" ? SPECIAL.get(value) : undefined;
  if (found === undefined) {
    throw new ParseError("bad-number", `${what} is ${described(value)}, expected a number`);
  }
  return found;
}
