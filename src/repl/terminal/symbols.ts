// Signs that keyboards lack, by the names that LaTeX gives them: \alpha and Tab is α.
import { greekLetters } from "../../expr/print/latexName.ts";

/** The sign of each name: `\alpha` is α. */
export const symbols: ReadonlyMap<string, string> = new Map([
  ...[...greekLetters].map(([letter, name]): [string, string] => [name, letter]),
  ["\\infty", "∞"],
  ["\\sqrt", "√"],
  ["\\times", "×"],
  ["\\cdot", "·"],
  ["\\div", "÷"],
  ["\\le", "≤"],
  ["\\ge", "≥"],
  ["\\ne", "≠"],
]);
