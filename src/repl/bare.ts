// Lines that are no command and no definition, so formulas: what was probably meant by some that are none.

import { BudgetError, UsageError } from "../expr/errors.ts";
import { equalsSign, TEXT_LENGTH_LIMIT } from "../expr/parse/parse.ts";
import { Source } from "../expr/parse/source.ts";
import { grouped } from "../expr/print/grouped.ts";
import { suggestion } from "../expr/suggest.ts";
import { methods } from "../methods.ts";
import { formats } from "./commands/clauses.ts";
import { commandWords, synonyms } from "./commands/words.ts";
import type { Line } from "./line.ts";
import { symbols } from "./terminal/symbols.ts";

/** @throws {BudgetError} for a line that is too long to look at. */
export function checkLength(text: string): void {
  if (text.length <= TEXT_LENGTH_LIMIT) return;
  throw new BudgetError(
    "text-too-long",
    `line of ${grouped(text.length)} characters is over the limit of ${grouped(TEXT_LENGTH_LIMIT)}`,
  );
}

/** @throws {UsageError} for a misspelt command, a clause without a command, an equation. */
export function checkBare(text: string, line: Line, isKnown: (name: string) => boolean): void {
  const source = new Source(text);
  if (line.kind === "command" && !isKnown(line.word) && !line.isCall) checkWord(text, line);
  checkClause(text, isKnown);
  const sign = equalsSign(source);
  if (sign !== undefined && text.slice(0, sign).trim() !== "") {
    throw new UsageError(
      "bad-definition",
      `'${source.excerpt(0, sign)}' can't be given a value, expected a name or a function: x = 2, f(x, y) = x^2*y; a comparison is written ==, and implicit and check take equations`,
      { span: source.span(text.search(/\S/u), sign) },
    );
  }
}

/** Clauses as they stand behind a formula without a command, with a command that takes them. */
const CLAUSES: readonly { readonly pattern: RegExp; readonly command: string }[] = [
  { pattern: /\S\s+(wrt)(?:\s|$)/u, command: "diff" },
  {
    pattern: new RegExp(`\\S\\s+(using)\\s+(?:${[...methods.keys()].join("|")})(?:\\s|$)`, "u"),
    command: "diff",
  },
  { pattern: new RegExp(`\\S\\s+(to)\\s+(?:${formats.join("|")})\\s*$`, "u"), command: "format" },
  { pattern: /\S\s+(at)\s+[\p{L}_][\p{L}\p{Nd}_]*\s*=(?!=)/u, command: "eval" },
];

/** @throws {UsageError} where a clause stands behind a formula that has no command before it */
function checkClause(text: string, isKnown: (name: string) => boolean): void {
  for (const { pattern, command } of CLAUSES) {
    const word = pattern.exec(text)?.[1];
    if (word === undefined || isKnown(word)) continue;
    const instead = `${command} ${new Source(text).excerpt(0, text.length)}`;
    throw new UsageError(
      "no-command",
      `'${word}' without a command before the formula, expected one such as ${instead}`,
      { suggestion: instead },
    );
  }
}

/** @throws {UsageError} for a word that is nearly a command's, or another word for one, with something behind it */
function checkWord(text: string, line: Extract<Line, { kind: "command" }>): void {
  if (!isFollowed(text, line)) return;
  const { word } = line;
  const near = synonyms.get(word) ?? suggestion(word, commandWords);
  if (near === undefined) return;
  const start = text.search(/\S/u);
  throw new UsageError(
    "unknown-command",
    `unknown command '${word}' (did you mean '${near}'?): for a product write ${word}*...`,
    { span: new Source(text).span(start, start + word.length), suggestion: near },
  );
}

/** Whether a formula stands behind the word, a blank between them. */
const isFollowed = (text: string, { about, clauses, word }: Extract<Line, { kind: "command" }>): boolean =>
  (about.start < about.end || clauses.length > 0) && /^\s/u.test(text.trimStart().slice(word.length));

/** The fewest letters of a word that was probably meant as a command. */
const WORD_LENGTH = 4;

/** What to say where a line begins with a word, as a command does, that is read as a variable. */
export function firstWordNote(
  text: string,
  line: Line,
  isVariable: (name: string) => boolean,
): readonly string[] {
  if (line.kind !== "command" || !isFollowed(text, line)) return [];
  const { word } = line;
  if (word.length < WORD_LENGTH || !/^\p{L}+$/u.test(word) || symbols.has(`\\${word}`) || isVariable(word))
    return [];
  return [`warning: ${word} is read as a variable, times what follows: no command is called so`];
}
