// Saved state as JSON text: what it is and of which version, then its own members. Only own members are read, whatever
// their names; text that is not what was saved is refused with what is wrong with it.
import { ParseError } from "../expr/errors.ts";
import { described } from "../expr/options.ts";
import { readNumber } from "./exactNumbers.ts";

/** The members of a JSON object, by name. */
export type Members = ReadonlyMap<string, unknown>;

/** The text of what is saved: what it is, the version of its form, its members. */
export const savedText = (format: string, version: number, members: object): string =>
  `${JSON.stringify({ format, version, ...members })}\n`;

/**
 * The members of a saved text.
 * @throws {ParseError} for text that is no JSON (cut off, perhaps), that is something else, or of another version.
 */
export function readSaved(text: string, format: string, version: number): Members {
  const what = format.replace(/^gradtree /u, "");
  if (typeof text !== "string") {
    throw new ParseError("not-saved", `the saved ${what} is ${described(text)}, expected a text`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const isCut = text.trim() === "" || !text.trimEnd().endsWith("}");
    throw new ParseError(
      isCut ? "cut-off" : "not-json",
      isCut
        ? `the text of the saved ${what} ends too early: it is empty or cut off; save it again`
        : `the text of the saved ${what} is no JSON, expected what saving gave`,
    );
  }
  const members = membersOf(`the saved ${what}`, value);
  if (members.get("format") !== format) {
    throw new ParseError(
      "not-saved",
      `the format of the text is ${described(members.get("format"))}, expected '${format}': it is no saved ${what}`,
    );
  }
  if (members.get("version") !== version) {
    throw new ParseError(
      "other-version",
      `the saved ${what} has version ${described(members.get("version"))}, expected ${version}: it was saved by another version of gradtree`,
    );
  }
  return members;
}

/** @throws {ParseError} for what is no JSON object. */
export function membersOf(what: string, value: unknown): Members {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new ParseError("not-saved", `${what} is ${described(value)}, expected an object`);
  }
  return new Map(Object.entries(value));
}

/** @throws {ParseError} for what is no list. */
export function listOf(what: string, value: unknown): readonly unknown[] {
  if (!Array.isArray(value))
    throw new ParseError("not-saved", `${what} is ${described(value)}, expected a list`);
  return value;
}

/** @throws {ParseError} for what is no integer from `from` on. */
export function integerOf(what: string, value: unknown, from = 0): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < from) {
    throw new ParseError("not-saved", `${what} is ${described(value)}, expected an integer from ${from}`);
  }
  return value;
}

/** As many doubles as expected. @throws {ParseError} for another number of them, or what is none. */
export function doublesOf(what: string, value: unknown, length: number): Float64Array {
  const list = listOf(what, value);
  if (list.length !== length) {
    throw new ParseError(
      "wrong-length",
      `${what} has ${list.length} numbers, expected ${length}: it was saved from something of another shape`,
    );
  }
  return Float64Array.from(list, (one, i) => readNumber(`${what}[${i}]`, one));
}
