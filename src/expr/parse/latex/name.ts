// Names as LaTeX writes them: a letter, a Greek letter's command, upright words, each with a subscript or
// without; what expr/print/latexName.ts writes is read back. \theta is θ, or theta where that is a
// variable of the scope.
import { canonicalName } from "../../names.ts";
import { greekLetters } from "../../print/latexName.ts";

const letters: ReadonlyMap<string, string> = new Map(
  [...greekLetters].map(([letter, command]) => [command, letter] as const),
);

const UPRIGHT = /\\(?:mathrm|mathit|mathsf|mathnormal|textrm|textit|text|mbox)\s*\{([^{}]*)\}/gu;
/** Stands for a blank between words, so that what holds one is no name. */
const NO_LETTER = "?";
const GREEK = /\\[A-Za-z]+/gu;

/** The name that a text matched by the grammar's `name` stands for: its letters, or with Greek ones spelled out. */
export function nameIn(written: string, variables: ReadonlySet<string>): string {
  const letter = plainName(written, (command) => letters.get(command) ?? command);
  if (variables.size === 0 || variables.has(letter)) return letter;
  const spelled = plainName(written, (command) => command.slice(1));
  return variables.has(spelled) ? spelled : letter;
}

/** x_{\mathrm{max}} as x_max, x_{i,j} as x_i_j. */
function plainName(written: string, greek: (command: string) => string): string {
  const plain = written
    .replace(UPRIGHT, (_, words: string) => words.trim().replace(/[\s~]+/gu, NO_LETTER))
    .replaceAll("\\_", "_")
    .replace(GREEK, greek)
    .replace(/[\s{}~]|\\[,;:!> ]/gu, "")
    .replaceAll(",", "_");
  return canonicalName(plain);
}
