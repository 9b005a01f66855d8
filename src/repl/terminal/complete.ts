// What Tab offers: the names that can stand where the cursor is, and signs by their LaTeX names,
// `\alpha`. Pure; what is known comes in as lists, so that a new function or command is offered as
// soon as the table has it.
import type { Names } from "../names.ts";
import { symbols } from "./symbols.ts";

export interface Completion {
  /** Where the word begins that is completed. */
  readonly from: number;
  /** What can stand instead of it, sorted; functions with their bracket. */
  readonly candidates: readonly string[];
}

const NAME = /[\p{L}_][\p{L}\p{M}\p{Nd}_₀-₉']*/gu;
/** What may stand between a command and the word that is completed. */
const COMMAND = /^\s*(?:> ?)?(\p{L}+)\s/u;

/**
 * What can stand at the cursor.
 * @param files the files whose path begins so; for load and save.
 * @example complete("diff x*y wr", 11, names)  // { from: 9, candidates: ["wrt"] }
 */
export function complete(
  text: string,
  cursor: number,
  names: Names,
  files: (path: string) => readonly string[] = () => [],
): Completion {
  const before = text.slice(text.lastIndexOf("\n", cursor - 1) + 1, cursor);
  const start = cursor - before.length;
  const none = { from: cursor, candidates: [] };
  if (before.includes("#")) return none;
  const sign = /\\\p{L}*$/u.exec(before)?.[0];
  if (sign !== undefined) return { from: cursor - sign.length, candidates: signs(sign) };
  const command = COMMAND.exec(before)?.[1] ?? "";
  if (command === "load" || command === "save") {
    const path = before.slice(before.indexOf(command) + command.length).trimStart();
    return { from: cursor - path.length, candidates: files(path) };
  }
  const word = lastName(before);
  const from = cursor - word.length;
  const place = placeOf(before.slice(0, from - start), command, names);
  return {
    from,
    candidates: [...new Set(offered(place, command, text, from, names))].filter(begins(word)).sort(),
  };
}

const begins =
  (word: string) =>
  (candidate: string): boolean =>
    candidate.startsWith(word) && candidate !== word;

/** One sign where the name is whole, otherwise the names that begin so. */
function signs(name: string): readonly string[] {
  const whole = symbols.get(name);
  if (whole !== undefined) return [whole];
  const near = [...symbols.keys()].filter(begins(name));
  return near.length === 1 ? near.map((only) => symbols.get(only) ?? only) : near.sort();
}

/** The name that a text ends with: `x` of `2x`, nothing of `x + `. */
function lastName(text: string): string {
  const last = [...text.matchAll(NAME)].at(-1);
  return last !== undefined && last.index + last[0].length === text.length ? last[0] : "";
}

type Place =
  | "start"
  | "formula"
  | "clause"
  | "variable"
  | "method"
  | "format"
  | "topic"
  | "option"
  | "effort"
  | "subgradient"
  | "assumable"
  | "family";

/** What is due behind `before`, which ends where the word begins. */
function placeOf(before: string, command: string, names: Names): Place {
  if (/^\s*(?:> ?)?$/u.test(before)) return "start";
  if (command === "help") return "topic";
  const taken = names.commands.get(command);
  if (taken === undefined) return "formula";
  const rest = before.slice(before.indexOf(command) + command.length);
  if (command === "blowup") return "family";
  if (command === "assume" && /[\p{L}\p{M}\p{N}_]\s+$/u.test(rest)) return "assumable";
  if (command === "del" || command === "declare" || command === "assume") return "variable";
  const clause = [...rest.matchAll(NAME)].filter(([word]) => taken.includes(word)).at(-1);
  if (clause === undefined)
    return /\S\s+$/u.test(rest) && !/[-+*/^(,<>=|]\s*$/u.test(rest) ? "clause" : "formula";
  const value = rest.slice(clause.index + clause[0].length);
  const ended = /[\p{L}\p{M}\p{N}_)\]]\s+$/u.test(value);
  switch (clause[0]) {
    case "using":
      return ended ? "option" : "method";
    case "to":
      return ended ? "option" : "format";
    case "wrt":
      return ended ? "option" : "variable";
    case "simplify":
      return ended ? "option" : "effort";
    case "kinks":
      return ended ? "option" : "subgradient";
    case "order":
      return "option";
    default:
      return ended ? "clause" : /=[^,]*$/u.test(value) ? "formula" : "variable";
  }
}

function* offered(
  place: Place,
  command: string,
  text: string,
  from: number,
  names: Names,
): Generator<string> {
  const formula = function* (): Generator<string> {
    yield* variables(text, from, names);
    yield* names.constants;
    for (const name of names.functions) yield `${name}(`;
  };
  switch (place) {
    case "start":
      yield* names.commands.keys();
      yield* formula();
      break;
    case "clause":
      yield* names.commands.get(command) ?? [];
      yield* formula();
      break;
    case "formula":
      yield* formula();
      break;
    case "option":
      yield* names.commands.get(command) ?? [];
      break;
    case "variable":
      yield* variables(text, from, names, 1);
      break;
    case "effort":
      yield* names.efforts;
      break;
    case "subgradient":
      yield* ["midpoint", "nan"];
      break;
    case "assumable":
      yield* names.assumable;
      break;
    case "family":
      yield* names.families;
      break;
    case "method":
      yield* names.methods;
      break;
    case "format":
      yield* names.formats;
      break;
    case "topic":
      yield* names.topics;
  }
}

/** Variables that the session knows, and names of so many letters that the entry itself uses elsewhere. */
function* variables(text: string, from: number, names: Names, letters = 2): Generator<string> {
  yield* names.variables;
  const words = new Set([
    ...names.commands.keys(),
    ...[...names.commands.values()].flat(),
    ...names.functions,
    ...names.constants,
    ...names.methods,
    ...names.formats,
  ]);
  for (const { 0: name, index } of text.matchAll(NAME)) {
    if (index !== from && name.length >= letters && !words.has(name)) yield name;
  }
}

/** What all of them begin with. */
export function commonStart(candidates: readonly string[]): string {
  const [first = "", ...others] = candidates;
  let length = first.length;
  for (const other of others) while (!other.startsWith(first.slice(0, length))) length--;
  return first.slice(0, length);
}
