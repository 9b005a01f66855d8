// A formula as an S-expression: (+ (* x y) (sin y)). Exact: constants are atoms (1/3, -2, -0, inf),
// so that -2 and the negation (- 2) stay apart, and the reader gives back the same tree.
import { measure } from "../measure.ts";
import type { Expr } from "../node.ts";
import { type Fold, fold } from "../walk.ts";
import { type Layout, leaf, Pieces, TEXT_LIMIT, write } from "./layout.ts";
import { magnitudeText, type Numbers, numeral } from "./numeral.ts";

export function formatSexpr(root: Expr, numbers: Numbers = "fraction"): string {
  const layout = fold(root, sexprLayouts(numbers));
  return write(layout, interchangeLimit(root, layout.width));
}

/** Characters for each distinct node that an interchange text may take beyond TEXT_LIMIT. */
const NODE_WIDTH = 64;

/**
 * How long a text for programs may be: TEXT_LIMIT, unless the formula itself is large. What is refused is
 * the unfolding of shared parts, not a chain of a million nodes.
 */
export const interchangeLimit = (root: Expr, width: number): number =>
  width <= TEXT_LIMIT ? TEXT_LIMIT : Math.max(TEXT_LIMIT, NODE_WIDTH * measure(root).nodes);

const sexprLayouts = (numbers: Numbers): Fold<Layout> => ({
  constant: ({ value }) => {
    const n = numeral(value, numbers);
    return leaf(`${n.negative ? "-" : ""}${magnitudeText(n)}`);
  },
  variable: ({ name }) => leaf(name),
  apply: ({ op }, args) => {
    if (op.notation.kind === "constant") return leaf(op.sexpr);
    const pieces = new Pieces().text(`(${op.sexpr}`);
    for (const arg of args) pieces.text(" ").place(arg);
    return pieces.text(")").done();
  },
});
