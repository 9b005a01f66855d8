// A line of a batch: a formula as it is, a JSON string that holds one, or a JSON object that says what
// is asked: {"formula": "x*y", "wrt": "x", "at": {"x": 1}, "command": "diff", "id": 7}. Its keys are the
// options of the command line.
import { ParseError, UsageError } from "../expr/errors.ts";
import { described } from "../expr/options.ts";
import { suggestion } from "../expr/suggest.ts";
import { variableName } from "../expr/var.ts";
import { type ClauseName, clauses, oneOf } from "./commands/clauses.ts";
import type { Definition } from "./commands/definition.ts";
import { definitionsByName } from "./commands/table.ts";
import type { Json } from "./json.ts";
import { shownNumber } from "./number.ts";
import { type Syntax, syntaxes } from "./understand.ts";

/** What a line asks for. */
export interface Asked {
  readonly definition: Definition;
  readonly text: string;
  readonly syntax: Syntax;
  readonly clauses: ReadonlyMap<ClauseName, string>;
}

/** Clauses by their options on the command line, without the dashes; every answer is JSON. */
const clausesByOption: ReadonlyMap<string, ClauseName> = new Map(
  [...clauses.values()]
    .filter(({ name }) => name !== "to")
    .map(({ name, flags }) => [flags.replace(/^--([a-z-]+).*$/u, "$1"), name]),
);

const KEYS: readonly string[] = ["formula", "command", "syntax", "id", ...clausesByOption.keys()];

/**
 * What a line asks for; what it does not say is as in `defaults`.
 * @param identified is given the line's id as soon as it is known, so that an error can bear it too.
 * @throws {ParseError} for what is no JSON, {UsageError} for a key or a value that is none.
 */
export function readAsked(
  line: string,
  defaults: Omit<Asked, "text">,
  identified: (id: Json) => void,
): Asked {
  const text = line.trim();
  // MathJSON may begin like JSON: there only an object with a formula asks for something else.
  const isMathJson = defaults.syntax === "mathjson";
  if (!text.startsWith("{") && (isMathJson || !text.startsWith('"'))) return { ...defaults, text: line };
  const value = fromJson(text);
  if (typeof value === "string" && !isMathJson) return { ...defaults, text: value };
  const given = new Map<string, unknown>(Object.entries(Object(value)));
  if (isMathJson && !given.has("formula")) return { ...defaults, text: line };
  const id = given.get("id");
  if (id !== undefined) identified(identity(id));
  return askedFrom(given, defaults);
}

function askedFrom(given: ReadonlyMap<string, unknown>, defaults: Omit<Asked, "text">): Asked {
  for (const key of given.keys()) if (!KEYS.includes(key)) throw unknownKey(key);
  const name = given.get("command");
  const definition = name === undefined ? defaults.definition : commandNamed(textOf("command", name));
  const asked = new Map([...defaults.clauses].filter(([clause]) => definition.clauses.includes(clause)));
  for (const [option, clause] of clausesByOption) {
    const value = given.get(option);
    if (value !== undefined && value !== null) asked.set(clause, clauseText(option, value));
  }
  const syntax = given.get("syntax");
  return {
    definition,
    text: formulaText(given.get("formula")),
    syntax: syntax === undefined ? defaults.syntax : oneOf("syntax", syntaxes, textOf("syntax", syntax)),
    clauses: asked,
  };
}

function commandNamed(name: string): Definition {
  oneOf("command", [...definitionsByName.keys()], name);
  const definition = definitionsByName.get(name);
  if (definition === undefined) throw new Error("invariant: oneOf found it");
  return definition;
}

/** A formula, or a list of them for a command that takes one. */
function formulaText(value: unknown): string {
  if (value === undefined) throw new UsageError("no-formula", 'line without a "formula", expected one');
  return Array.isArray(value)
    ? `[${value.map((item) => textOf("formula", item)).join(", ")}]`
    : textOf("formula", value);
}

/** The text that the option would have on the command line: lists by commas, values by name as x=1. */
function clauseText(option: string, value: unknown): string {
  if (Array.isArray(value)) return value.map((item) => textOf(option, item)).join(", ");
  if (typeof value !== "object" || value === null) return textOf(option, value);
  return Object.entries(value)
    .map(([name, number]) => `${variableName(name)}=${textOf(`${option} of ${name}`, number)}`)
    .join(", ");
}

function textOf(what: string, value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "number") return numberText(value);
  throw new UsageError("bad-value", `"${what}" is ${described(value)}, expected a text or a number`);
}

/** All digits of a number, as the language writes it. */
const numberText = (value: number): string => (Number.isFinite(value) ? String(value) : shownNumber(value));

/** What is echoed; an integer that JSON.parse would change is refused. */
function identity(value: unknown): Json {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number" && (Number.isSafeInteger(value) || !Number.isInteger(value))) return value;
  throw new UsageError(
    "bad-id",
    `"id" is ${typeof value === "number" ? "an integer beyond 2^53" : described(value)}, expected a text or a number: write it in quotes`,
  );
}

function unknownKey(key: string): UsageError {
  const near = suggestion(key, KEYS);
  const hint = near === undefined ? "" : ` (did you mean '${near}'?)`;
  return new UsageError("unknown-key", `unknown key ${described(key)}${hint}: expected ${KEYS.join(", ")}`, {
    suggestion: near,
  });
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new ParseError("bad-json", `line that is no JSON: ${error.message}`);
    throw error;
  }
}
