// Lines that are no command and no definition, so formulas: what was probably meant by some that are none.

import { BudgetError, UsageError } from "../expr/errors.ts";
import { equalsSign, TEXT_LENGTH_LIMIT } from "../expr/parse/parse.ts";
import { Source } from "../expr/parse/source.ts";
import { grouped } from "../expr/print/grouped.ts";
import { suggestion } from "../expr/suggest.ts";
import { memoryCommands } from "./commands/memory.ts";
import { definitionsByName } from "./commands/table.ts";
import type { Line } from "./line.ts";

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
  const sign = equalsSign(source);
  if (sign !== undefined && text.slice(0, sign).trim() !== "") {
    throw new UsageError(
      "bad-definition",
      `'${source.excerpt(0, sign)}' can't be given a value, expected a name or a function: x = 2, f(x, y) = x^2*y`,
      { span: source.span(text.search(/\S/u), sign) },
    );
  }
  if (line.kind === "command" && !isKnown(line.word) && !line.isCall) checkWord(text, line);
  if (WRT.test(text) && !isKnown("wrt")) {
    const command = `diff ${source.excerpt(0, text.length)}`;
    throw new UsageError(
      "no-command",
      `'wrt' without a command before the formula, expected one such as ${command}`,
      { suggestion: command },
    );
  }
}

const WRT = /\S\s+wrt(?:\s|$)/u;

/** @throws {UsageError} for a word that is nearly a command's, with something behind it */
function checkWord(text: string, { word, about, clauses }: Extract<Line, { kind: "command" }>): void {
  if (about.start === about.end && clauses.length === 0) return;
  const names = [...definitionsByName.keys(), ...memoryCommands.keys()];
  const near = names.includes(word) ? undefined : suggestion(word, names);
  const start = text.search(/\S/u);
  if (near === undefined || !/^\s/u.test(text.slice(start + word.length))) return;
  throw new UsageError(
    "unknown-command",
    `unknown command '${word}' (did you mean '${near}'?): for a product write ${word}*...`,
    { span: new Source(text).span(start, start + word.length), suggestion: near },
  );
}

/** What to say where the word of a command stands alone and is taken for a variable. */
export function loneWordNote(line: Line, isKnown: (name: string) => boolean): readonly string[] {
  if (
    line.kind !== "command" ||
    isKnown(line.word) ||
    line.about.start < line.about.end ||
    line.clauses.length > 0
  )
    return [];
  const example = definitionsByName.get(line.word)?.examples[0] ?? memoryCommands.get(line.word)?.examples[0];
  return example === undefined
    ? []
    : [`note: ${line.word} alone is read as a variable; the command is used so: ${example}`];
}
