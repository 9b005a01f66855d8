// From a text to the formula it means, with what its answers need to know: the warnings, and
// whether the text used decimals, in which case its answers do too.
import type { Expr } from "../expr/node.ts";
import { read } from "../expr/parse/parse.ts";
import type { Warning } from "../expr/parse/warning.ts";
import { usesDecimals } from "./number.ts";

export type Syntax = "text" | "sexpr" | "mathjson";

export interface Understood {
  readonly expr: Expr;
  readonly warnings: readonly Warning[];
  readonly numbers: "fraction" | "decimal";
}

/** @throws {GradtreeError} with a span in `text` where it is no formula. */
export function understand(
  text: string,
  options: {
    readonly variables?: Iterable<string>;
    readonly syntax?: Syntax;
    readonly hintNames?: boolean;
  } = {},
): Understood {
  const { expr, warnings } = read(text, options);
  return { expr, warnings, numbers: usesDecimals(text) ? "decimal" : "fraction" };
}
