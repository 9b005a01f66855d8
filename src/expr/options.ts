// The options of public functions are plain objects, and a misspelt name in one would be silently
// ignored: each function says once which options it takes and what each may be, and checks what it is
// given. A check costs tens of nanoseconds, less than anything it is asked about.
import { UsageError } from "./errors.ts";
import { suggestion } from "./suggest.ts";

/** What an option may be. */
export interface Rule {
  readonly takes: (value: unknown) => boolean;
  /** The same in words: "true or false". */
  readonly expected: string;
  /** The names that it may be, to offer the nearest. */
  readonly names?: readonly string[];
  /** Where the value holds options itself: theirs. */
  readonly within?: Rules;
}

/** What a function takes, by the name of the option. */
export type Rules = ReadonlyMap<string, Rule>;

export const rules = (entries: Readonly<Record<string, Rule>>): Rules => new Map(Object.entries(entries));

/**
 * Checks the options given to the function `of`; an option that is undefined is left out.
 * @throws {UsageError} for an option that there is not, or that may not be what it is.
 */
export function checkOptions(of: string, options: unknown, known: Rules): void {
  if (options === undefined) return;
  if (!isRecord(options)) {
    throw new UsageError("bad-options", `the options of ${of} are ${described(options)}, expected an object`);
  }
  checkMembers(of, "", options, known);
}

/**
 * Checks one value, an option's or an argument's.
 * @throws {UsageError} for a value that may not be there, or an option of it.
 */
export function checkValue(name: string, value: unknown, rule: Rule): void {
  if (!rule.takes(value)) throw wrongValue(name, value, rule);
  if (rule.within !== undefined && isRecord(value)) checkMembers(name, `${name}.`, value, rule.within);
}

function checkMembers(
  of: string,
  path: string,
  options: Readonly<Record<string, unknown>>,
  known: Rules,
): void {
  for (const name in options) {
    const rule = known.get(name);
    if (rule === undefined) throw unknownOption(of, name, known);
    const value = options[name];
    if (value !== undefined) checkValue(path + name, value, rule);
  }
}

function unknownOption(of: string, name: string, known: Rules): UsageError {
  const near = suggestion(name, known.keys());
  const hint = near === undefined ? "" : ` (did you mean '${near}'?)`;
  return new UsageError(
    "unknown-option",
    `unknown option '${cut(name)}' of ${of}${hint}: expected ${[...known.keys()].join(", ")}`,
    { suggestion: near },
  );
}

function wrongValue(name: string, value: unknown, { expected, names = [] }: Rule): UsageError {
  const near = typeof value === "string" ? suggestion(value, names) : undefined;
  const hint = near === undefined ? "" : ` (did you mean '${near}'?)`;
  return new UsageError(
    `bad-${name.replace(".", "-")}`,
    `${name} is ${described(value)}${hint}, expected ${expected}`,
    {
      suggestion: near,
    },
  );
}

/** The error for a name that is none of a few: a syntax, a method; the nearest is offered. */
export function unknownName(what: string, name: string, known: readonly string[]): UsageError {
  const near = suggestion(name, known);
  const hint = near === undefined ? "" : ` (did you mean '${near}'?)`;
  return new UsageError(
    `unknown-${what}`,
    `unknown ${what} '${cut(name)}'${hint}: expected ${known.join(", ")}`,
    { suggestion: near },
  );
}

/** An object by names, neither a list nor a Map. */
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !(Symbol.iterator in value);

/** A value as messages show it: 'x', 1.5, null, a list. */
export function described(value: unknown): string {
  switch (typeof value) {
    case "string":
      return `'${cut(value)}'`;
    case "number":
    case "boolean":
    case "undefined":
      return String(value);
    case "object":
      if (value === null) return "null";
      if (Array.isArray(value)) return "a list";
      if (value instanceof Map) return "a Map";
      if (value instanceof Float32Array) return "a Float32Array";
      return "an object";
    default:
      return `a ${typeof value}`;
  }
}

const cut = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);

/** What is checked where it is used. */
export const anything: Rule = { takes: () => true, expected: "anything" };
export const flag: Rule = { takes: (value) => typeof value === "boolean", expected: "true or false" };
export const text: Rule = { takes: (value) => typeof value === "string", expected: "a text" };
export const number: Rule = { takes: (value) => typeof value === "number", expected: "a number" };
export const callback: Rule = { takes: (value) => typeof value === "function", expected: "a function" };
export const list = (of: string): Rule => ({ takes: Array.isArray, expected: `a list of ${of}` });

/** Anything that can be gone through but a text: a list, a Set, a Map's keys. */
export const iterable = (of: string): Rule => ({
  takes: (value) => typeof value === "object" && value !== null && Symbol.iterator in value,
  expected: `a list of ${of}`,
});

/** Values by name: an object or a Map. */
export const byName = (of: string): Rule => ({
  takes: (value) => isRecord(value) || value instanceof Map,
  expected: `an object or a Map of ${of} by name`,
});

export const integer = (from: number, to: number): Rule => ({
  takes: (value) => typeof value === "number" && Number.isInteger(value) && value >= from && value <= to,
  expected: `an integer from ${from} to ${to}`,
});

/** One of a few names. */
export const oneOf = (...names: readonly string[]): Rule => ({
  takes: (value) => typeof value === "string" && names.includes(value),
  expected: `${names.slice(0, -1).join(", ")} or ${names[names.length - 1]}`,
  names,
});

const amount: Rule = {
  takes: (value) => typeof value === "number" && value >= 0,
  expected: "a number from 0",
};

/** A bound for long work: see Budget. */
export const budget: Rule = {
  takes: isRecord,
  expected: "an object such as { nodes: 1e6 }",
  within: rules({ nodes: amount, rewrites: amount, cancelled: callback }),
};
