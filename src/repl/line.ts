// What a line of the prompt is, by grammar/command.ohm: a definition, a command with clauses, or a formula
// by itself. Parts are places in the line, so that errors in them point into it.
import { canonicalName } from "../expr/names.ts";
import { type Child, childAt, childrenAt, cstOf } from "../expr/parse/cst.ts";
import type { Place } from "../expr/parse/form.ts";
import { commandGrammar } from "./command.generated.js";
import { trimmed } from "./split.ts";

/** What stands before the = of a definition. */
export interface Target extends Place {
  readonly name: string;
  /** Of a function: the names between its brackets. */
  readonly parameters: readonly string[] | undefined;
  /** Of a function's derivative: how often by each parameter. */
  readonly orders: readonly number[] | undefined;
}

export interface ClauseText extends Place {
  readonly word: string;
}

export type Line =
  | { readonly kind: "definition"; readonly target: Target; readonly value: Place }
  | {
      readonly kind: "command";
      readonly word: string;
      /** Whether it is written as a call: simplify(x + x). */
      readonly isCall: boolean;
      readonly about: Place;
      readonly clauses: readonly ClauseText[];
    }
  | { readonly kind: "bare"; readonly formula: Place };

/** What a line is, names aside: the word of a "command" may be no command's. */
export function readLine(text: string): Line {
  const root = matched(text, "line");
  const entry = childAt(root.node, root.start, 1);
  const { node, start } = entry;
  switch (node.ctorName) {
    case "letting":
      return definition(text, childAt(node, start, 2));
    case "definition":
      return definition(text, entry);
    case "filing": {
      const path = childAt(node, start, 2);
      const word = textOf(text, childAt(node, start, 0));
      return { kind: "command", word, isCall: false, about: place(text, path), clauses: [] };
    }
    case "command": {
      const about = childAt(node, start, 2);
      const word = childAt(node, start, 0);
      return {
        kind: "command",
        word: canonicalName(textOf(text, word)),
        isCall: text.charAt(start + word.node.matchLength) === "(",
        about: place(text, about),
        clauses: childrenAt(node, start, 3).map((clause) => clauseText(text, clause)),
      };
    }
    default:
      return { kind: "bare", formula: place(text, entry) };
  }
}

/** The functions of `declare f(x), g(u, v)`; undefined where a text is no such list. */
export function readFunctions(text: string): readonly Target[] | undefined {
  const match = commandGrammar.match(text, "functions");
  if (match.failed()) return undefined;
  const node = cstOf(match);
  return [childAt(node, 0, 1), ...childrenAt(node, 0, 4)].map((child) => target(text, child));
}

function matched(text: string, rule: string): Child {
  const match = commandGrammar.match(text, rule);
  if (match.failed()) throw new Error(`invariant: every line is a ${rule}`);
  return { node: cstOf(match), start: 0 };
}

function definition(text: string, { node, start }: Child): Line {
  return {
    kind: "definition",
    target: target(text, childAt(node, start, 0)),
    value: place(text, childAt(node, start, 3)),
  };
}

function target(text: string, child: Child): Target {
  const { node, start } = child;
  if (node.ctorName !== "function") {
    return { ...place(text, child), name: nameOf(text, child), parameters: undefined, orders: undefined };
  }
  const parameters = [childAt(node, start, 4), ...childrenAt(node, start, 7)].map((name) =>
    nameOf(text, name),
  );
  const [derivative] = childrenAt(node, start, 1);
  return {
    ...place(text, child),
    name: nameOf(text, childAt(node, start, 0)),
    parameters,
    orders: derivative === undefined ? undefined : orders(textOf(text, derivative)),
  };
}

/** '' is once and once again; '[1,0] is once by the first of two. */
function orders(derivative: string): readonly number[] {
  const listed = derivative.match(/\d+/gu);
  return listed === null ? [derivative.match(/['′’]/gu)?.length ?? 0] : listed.map(Number);
}

function clauseText(text: string, clause: Child): ClauseText {
  const { start, end } = place(text, clause);
  const words = text.slice(start, end);
  // with steps: what follows is the clause, and says all.
  const flag = /^with\s+(\p{L}+)/u.exec(words);
  if (flag !== null) return { word: flag[1], ...trimmed(text, start + "with".length, end) };
  const word = /^\p{L}+/u.exec(words)?.[0] ?? "";
  return { word, ...trimmed(text, start + word.length, end) };
}

const nameOf = (text: string, name: Child): string =>
  canonicalName(textOf(text, name).replace(/[\s#].*$/su, ""));

const textOf = (text: string, { node, start }: Child): string => text.slice(start, start + node.matchLength);

/** The place of what matched, without blanks around it. */
const place = (text: string, { node, start }: Child): Place => trimmed(text, start, start + node.matchLength);
