// Named results in the syntax asked for. One result stands alone, so that it can be piped; of
// several each has its label, in whatever way the syntax has room for one.
import { Const, type Expr } from "../expr/node.ts";
import type { Equation } from "../expr/parse/parse.ts";
import { Eq } from "../expr/primitives/logic.ts";
import { format } from "../expr/print/format.ts";
import { formatLet } from "../expr/print/let.ts";
import { mathElement, withoutElement } from "../expr/print/mathml.ts";
import { shownNumber } from "./number.ts";

/** What --format takes beside json. */
export const syntaxes = ["text", "latex", "mathml", "sexpr", "mathjson", "dot", "tree", "let"] as const;
export type ShownSyntax = (typeof syntaxes)[number];

export interface Showing {
  readonly syntax: ShownSyntax;
  readonly numbers: "fraction" | "decimal";
}

/** What a result is called: d/dx in text, in LaTeX and in MathML. */
export interface Label {
  readonly label: string;
  readonly latexLabel: string;
  readonly mathmlLabel: string;
}

/** Of a result that stands alone. */
export const unlabelled: Label = { label: "", latexLabel: "", mathmlLabel: "" };

/** A result with its label. */
export interface Labelled extends Label {
  readonly expr: Expr;
}

/** @param results at least one. */
export function showAll(results: readonly Labelled[], { syntax, numbers }: Showing): string {
  const show = (expr: Expr): string => format(expr, { syntax, numbers }).trimEnd();
  if (results.length === 1) return show(results[0].expr);
  if (syntax === "let") {
    // One listing: the results share their subformulas.
    return formatLet(
      results.map(({ label, expr }) => [label, expr]),
      numbers,
    ).trimEnd();
  }
  const lines = results.map(({ label, latexLabel, mathmlLabel, expr }) => {
    const shown = show(expr);
    switch (syntax) {
      case "mathjson":
        return shown; // for machines, without room for a label: a formula a line
      case "sexpr":
        return `${shown} ; ${label}`;
      case "mathml":
        return mathElement(`<mrow>${mathmlLabel}<mo>=</mo>${withoutElement(shown)}</mrow>`);
      case "dot":
        return `// ${label}\n${shown}`;
      case "tree":
        return `${label}\n${shown}`;
      case "latex":
        return `${latexLabel} = ${shown}`;
      default:
        return `${label} = ${shown}`;
    }
  });
  return lines.join("\n");
}

/** left = right; as a picture or for a program the comparison that reads back as the equation. */
export function showEquation({ left, right }: Equation, { syntax, numbers }: Showing): string {
  switch (syntax) {
    case "text":
      return `${format(left)} = ${format(right, { numbers })}`;
    case "sexpr":
      return `(= ${format(left, syntax)} ${format(right, { syntax, numbers })})`;
    case "let":
      return formatLet([[format(left), right]], numbers).trimEnd();
    default:
      return format(Eq(left, right), { syntax, numbers }).trimEnd();
  }
}

/** A number with its label. */
export interface LabelledNumber extends Label {
  readonly value: number;
}

/**
 * Numbers in the syntax asked for: for people with 14 digits, for machines with all.
 * @param results at least one.
 */
export function showNumbers(results: readonly LabelledNumber[], syntax: ShownSyntax): string {
  if (syntax === "text") {
    const [{ value }] = results;
    if (results.length === 1) return shownNumber(value);
    return results.map(({ label, value }) => `${label} = ${shownNumber(value)}`).join("\n");
  }
  const isForMachines = syntax === "sexpr" || syntax === "mathjson";
  const exprs = results.map((result) => ({
    ...result,
    expr: Const(isForMachines || !Number.isFinite(result.value) ? result.value : shownNumber(result.value)),
  }));
  return showAll(exprs, { syntax, numbers: "decimal" });
}
