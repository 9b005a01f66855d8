// Named results in the syntax asked for. One result stands alone, so that it can be piped; of
// several each has its label, in whatever way the syntax has room for one.
import { Const, type Expr } from "../expr/node.ts";
import { format } from "../expr/print/format.ts";
import { formatLet } from "../expr/print/let.ts";
import { shownNumber } from "./number.ts";

/** What --format takes beside json. */
export const syntaxes = ["text", "latex", "mathml", "sexpr", "mathjson", "dot", "tree", "let"] as const;
export type ShownSyntax = (typeof syntaxes)[number];

export interface Showing {
  readonly syntax: ShownSyntax;
  readonly numbers: "fraction" | "decimal";
}

/** A result, with its label in text and in LaTeX. */
export interface Labelled {
  readonly label: string;
  readonly latexLabel: string;
  readonly expr: Expr;
}

/** @param results at least one. */
export function showAll(results: readonly Labelled[], { syntax, numbers }: Showing): string {
  const show = (expr: Expr): string => format(expr, { syntax, numbers }).trimEnd();
  if (results.length === 1) return show(results[0].expr);
  if (syntax === "let") {
    // One listing: the results share their subformulas.
    return formatLet(results.map(({ label, expr }) => [label, expr])).trimEnd();
  }
  const lines = results.map(({ label, latexLabel, expr }) => {
    const shown = show(expr);
    switch (syntax) {
      case "sexpr":
      case "mathjson":
      case "mathml":
        return shown; // for machines: a formula a line
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

/** A number with its label. */
export interface LabelledNumber {
  readonly label: string;
  readonly latexLabel: string;
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
