// From a text to the formula it means, with what its answers need to know: the warnings, and
// whether the text used decimals, in which case its answers do too.
import type { Expr } from "../expr/node.ts";
import { type ParseOptions, readFrom } from "../expr/parse/parse.ts";
import type { Warning } from "../expr/parse/warning.ts";
import { usesDecimals } from "./number.ts";

/** What formulas are written in. */
export const syntaxes = ["text", "sexpr", "mathjson", "latex"] as const;
export type Syntax = (typeof syntaxes)[number];

export interface Understood {
  readonly expr: Expr;
  readonly warnings: readonly Warning[];
  readonly numbers: "fraction" | "decimal";
}

export interface Understanding extends ParseOptions {
  /** Where in a line the formula begins; default 0. */
  readonly start?: number;
}

/** @throws {GradtreeError} with a span in `text` where it is no formula. */
export function understand(text: string, options: Understanding = {}): Understood {
  const { start = 0, ...known } = options;
  const { expr, warnings } = readFrom(text, start, known);
  return { expr, warnings, numbers: usesDecimals(text.slice(start)) ? "decimal" : "fraction" };
}
