// Without its backslash a function is a product of letters, sin(x) is s*i*n*x: what LaTeX means, and hardly ever what
// was meant. Letters in a row that spell a function before a bracket are a warning.
import type { Scope } from "../scope.ts";
import type { Source } from "../source.ts";
import { callable } from "../vocabulary.ts";
import { misreadable, type Warning } from "../warning.ts";
import { tokenAt } from "./token.ts";

const LETTERS = /(?<![\\A-Za-z])[A-Za-z]{2,}(?=\s*(?:\\left\s*)?(?:[([{|]|\\\{))/gu;
const COMMENT = /(?<!\\)%[^\n\r]*/gu;

/** The warnings for a text that has been read. */
export function speltFunctions(source: Source, start: number, end: number, scope: Scope): readonly Warning[] {
  const text = source.slice(start, end).replace(COMMENT, (comment) => " ".repeat(comment.length));
  const warnings: Warning[] = [];
  for (const { 0: letters, index } of text.matchAll(LETTERS)) {
    const word = functionAtEnd(letters, scope);
    if (word === undefined) continue;
    const to = start + index + letters.length;
    const place = { start: to - word.length, end: to };
    const reading = [...word].join("*");
    warnings.push(misreadable(source, "spelt-function", place, reading, "the function", commandOf(word)));
  }
  return warnings;
}

/** The longest function's name that the letters end with: sin of xsin. */
function functionAtEnd(letters: string, scope: Scope): string | undefined {
  for (let at = Math.max(0, letters.length - LONGEST); at < letters.length - 1; at++) {
    const word = letters.slice(at);
    if (callable(word) !== undefined || scope.functions.has(word)) return word;
  }
  return undefined;
}

/** No function's name is longer. */
const LONGEST = 32;

/** \sin where LaTeX has it, \operatorname{erf} elsewhere. */
function commandOf(word: string): string {
  const command = `\\${word}`;
  return tokenAt(command, 0, command.length, false).kind === "function" ? command : `\\operatorname{${word}}`;
}
