// Functions that read an array of inputs and write arrays of results, as in C and JavaScript.
import type { Body } from "./dialect.ts";

/** The arrays that a function takes: a list of formulas gets its values in one too. */
export const parametersOf = ({ isScalar, hasGradient }: Body): readonly string[] =>
  isScalar
    ? ["inputs", ...(hasGradient ? ["gradient"] : [])]
    : ["inputs", "values", ...(hasGradient ? ["jacobian"] : [])];

/** The lines of a function's body, with `declare` before what is declared. */
export function linesOf(
  body: Body,
  declare: (name: string, text: string, isCondition: boolean) => string,
): readonly string[] {
  const { inputs, isRead, statements, values, derivatives, isScalar } = body;
  const into = (array: string, texts: Body["values"]): string[] =>
    texts.map(({ text }, k) => `${array}[${k}] = ${text};`);
  return [
    ...inputs.flatMap((name, i) => (isRead[i] ? [declare(name, `inputs[${i}]`, false)] : [])),
    ...statements.map(({ name, text, isCondition }) => declare(name, text, isCondition)),
    ...(isScalar ? [] : into("values", values)),
    ...into(isScalar ? "gradient" : "jacobian", derivatives),
    ...(isScalar ? [`return ${values[0].text};`] : []),
  ];
}

export const indented = (lines: readonly string[], by = "  "): string[] =>
  lines.map((line) => `${by}${line}`);

/** Longer lists stand on lines of their own. */
const LONG_LIST = 90;

/** open a, b, c close: on one line where it is short, else an entry a line. */
export function listed(open: string, entries: readonly string[], close: string, indent: string): string {
  const line = `${open}${entries.join(", ")}${close}`;
  if (line.length <= LONG_LIST) return line;
  return [`${open}`, ...entries.map((entry) => `${indent}    ${entry},`), `${indent}${close}`].join("\n");
}
