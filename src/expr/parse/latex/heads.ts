// Functions as LaTeX writes them, from the rows' templates: what stands before the brackets (\sin,
// \operatorname{erf}, \Gamma, \log_{2}), before an order (\psi^{(n)}) or a base (\log_{b}).
import type { Primitive } from "../../primitive.ts";
import { primitives } from "../../primitives/table.ts";
import { latexTemplate } from "../../print/latexTemplate.ts";
import { callable, rowNamed } from "../vocabulary.ts";

const rows = [...primitives.values()].filter(({ notation }) => notation.kind === "call");

/** Rows by what their templates begin with, where the rest is as `rest` says. */
function byHead(rest: RegExp): ReadonlyMap<string, Primitive> {
  const heads = new Map<string, Primitive>();
  for (const row of rows) {
    const template = latexTemplate(row);
    const match = rest.exec(template);
    if (match !== null) heads.set(template.slice(0, match.index), row);
  }
  return heads;
}

const byBrackets = byHead(/\\left\(#1(?:, #\d)*\\right\)$/u);
/** The families whose order stands as \psi^{(n)}(x). */
const byOrder = byHead(/\^\{\(#1\)\}\\left\(#2\\right\)$/u);
const byBase = byHead(/_\{#2\}\\left\(#1\\right\)$/u);

/** Other heads that are usual. */
const otherHeads: ReadonlyMap<string, string> = new Map([["\\lg", "log10"]]);

/**
 * The rows that a function of this head may mean, one for each number of arguments; undefined for no function.
 * @param head without blanks: "\sin", "\operatorname{erf}", "\mathrm{B}".
 */
export function rowsOfHead(head: string): readonly Primitive[] | undefined {
  const row = byBrackets.get(head);
  if (row !== undefined) return [row];
  const other = otherHeads.get(head);
  if (other !== undefined) return [rowNamed(other)];
  const word =
    /^\\(?:(?:operatorname\*?|mathrm|mathit|mathsf|text|textrm|textit|mbox)\{(\w+)\}|(\w+))$/u.exec(head);
  return word === null ? undefined : callable(word[1] ?? word[2]);
}

/** The row of \log_{2}, or else the row of \log_{b} whose second argument is the base. */
export const rowOfBase = (head: string, base: string): Primitive | undefined =>
  byBrackets.get(`${head}_{${base}}`) ?? byBase.get(head);

/** The family whose first argument is the order in \psi^{(n)}(x). */
export const familyOfHead = (head: string): Primitive | undefined => byOrder.get(head);

/** The inverse of a function, \sin^{-1}. */
export const inverseOf = ({ name }: Primitive): Primitive | undefined => callable(`a${name}`)?.[0];
