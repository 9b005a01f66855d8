// A line of a batch: a formula as it is, a JSON string that holds one, or a JSON object that says what
// is asked: {"formula": "x*y", "wrt": "x", "at": {"x": 1}, "command": "diff", "id": 7}. Its keys are the
// options of the command line.
import { ParseError, UsageError } from "../expr/errors.ts";
import { described } from "../expr/options.ts";
import type { Place } from "../expr/parse/form.ts";
import { InterchangeSource } from "../expr/parse/interchange.ts";
import { JsonTokens } from "../expr/parse/json.ts";
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
  /** Where the formulas stand in a list of them. */
  readonly items?: readonly Place[];
  readonly syntax: Syntax;
  readonly clauses: ReadonlyMap<ClauseName, string>;
}

/** Many derivatives are tidied rather than searched for what is shorter, unless that is asked for. */
function tidied(asked: Asked): Asked {
  const { clauses: taken } = asked.definition;
  if (!taken.includes("using") || !taken.includes("simplify") || asked.clauses.has("simplify")) return asked;
  return { ...asked, clauses: new Map([...asked.clauses, ["simplify", "tidy"]]) };
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
export const readAsked = (
  line: string,
  defaults: Omit<Asked, "text">,
  identified: (id: Json) => void,
): Asked => tidied(askedIn(line, defaults, identified));

function askedIn(line: string, defaults: Omit<Asked, "text">, identified: (id: Json) => void): Asked {
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
  return askedFrom(given, defaults, text);
}

/** @param line the JSON text of what is given. */
function askedFrom(given: ReadonlyMap<string, unknown>, defaults: Omit<Asked, "text">, line: string): Asked {
  for (const key of given.keys()) if (!KEYS.includes(key)) throw unknownKey(key);
  const name = given.get("command");
  const definition = name === undefined ? defaults.definition : commandNamed(textOf("command", name));
  const asked = new Map([...defaults.clauses].filter(([clause]) => definition.clauses.includes(clause)));
  for (const [option, clause] of clausesByOption) {
    const value = given.get(option);
    const isFlag = !clauses.get(clause)?.flags.includes(" ");
    if (isFlag && typeof value === "boolean") {
      if (value) asked.set(clause, clause);
      else asked.delete(clause);
    } else if (value !== undefined && value !== null) asked.set(clause, clauseText(option, value));
  }
  const written = given.get("syntax");
  const syntax =
    written === undefined ? defaults.syntax : oneOf("syntax", syntaxes, textOf("syntax", written));
  const formula = given.get("formula");
  const isJson = syntax === "mathjson" && !(typeof formula === "string" && JSON_VALUE.test(formula));
  const text = isJson && formula !== undefined ? { text: memberText(line, "formula") } : formulaText(formula);
  return { definition, ...text, syntax, clauses: asked };
}

function commandNamed(name: string): Definition {
  oneOf("command", [...definitionsByName.keys()], name);
  const definition = definitionsByName.get(name);
  if (definition === undefined) throw new Error("invariant: oneOf found it");
  return definition;
}

/** A formula, or a list of them for a command that takes one. */
function formulaText(value: unknown): Pick<Asked, "text" | "items"> {
  if (value === undefined) throw new UsageError("no-formula", 'line without a "formula", expected one');
  if (!Array.isArray(value)) return { text: textOf("formula", value) };
  const items: Place[] = [];
  let text = "[";
  for (const item of value) {
    if (items.length > 0) text += ", ";
    const start = text.length;
    text += textOf("formula", item);
    items.push({ start, end: text.length });
  }
  return { text: `${text}]`, items };
}

/** What a text of JSON begins with: another text is a symbol's name. */
const JSON_VALUE = /^\s*["[{\d-]/u;

/** What stands under a key, as it is written: JSON.parse would round its numbers. */
function memberText(json: string, key: string): string {
  const tokens = new JsonTokens(new InterchangeSource(json, "line"));
  let depth = 0;
  let text = "";
  let name: string | undefined;
  let start = 0;
  for (
    let token = tokens.next(), before = token;
    token.kind !== "end";
    before = token, token = tokens.next()
  ) {
    if (depth === 1 && token.kind === ":") [name, start] = [before.text, token.end];
    if (depth === 1 && (token.kind === "," || token.kind === "}") && name === key)
      text = json.slice(start, token.start);
    if (token.kind === "[" || token.kind === "{") depth++;
    else if (token.kind === "]" || token.kind === "}") depth--;
  }
  return text;
}

/** The text that the option would have on the command line: lists by commas, values by name as x=1. */
function clauseText(option: string, value: unknown): string {
  if (Array.isArray(value)) return value.map((item) => textOf(option, item)).join(", ");
  if (typeof value !== "object" || value === null) return textOf(option, value);
  return Object.entries(value)
    .map(([name, number]) => `${variableName(name)}=${textOf(name, number, ` in "${option}"`)}`)
    .join(", ");
}

function textOf(what: string, value: unknown, where = ""): string {
  if (typeof value === "string") return value;
  if (typeof value === "number") return numberText(value);
  throw new UsageError("bad-value", `"${what}"${where} is ${described(value)}, expected a text or a number`);
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
