// A formula as text, in any of the syntaxes: the one door to the printers.
import { UsageError } from "../errors.ts";
import type { Expr } from "../node.ts";
import { checkOptions, rules, text, unknownName } from "../options.ts";
import { formatDot } from "./dot.ts";
import { formatLatex } from "./latex.ts";
import { formatLetOne } from "./let.ts";
import { formatMathJson } from "./mathjson.ts";
import { formatMathml } from "./mathml.ts";
import type { Numbers } from "./numeral.ts";
import { formatSexpr } from "./sexpr.ts";
import { formatText } from "./text.ts";
import { formatTree } from "./tree.ts";

const printers = {
  text: formatText,
  latex: formatLatex,
  mathml: formatMathml,
  sexpr: formatSexpr,
  mathjson: formatMathJson,
  dot: formatDot,
  tree: formatTree,
  let: formatLetOne,
} as const;

export type Syntax = keyof typeof printers;

/** The names of the syntaxes that `format` writes. */
export const syntaxes: readonly string[] = Object.keys(printers);

export interface FormatOptions {
  /** Default: "text", the language that `parse` reads. */
  readonly syntax?: Syntax | undefined;
  /** Constants that are no integers: as p/q (the default), or as decimals where those end. */
  readonly numbers?: Numbers | undefined;
}

const formatRules = rules({ syntax: text, numbers: text });

/**
 * The formula as text.
 * @throws {BudgetError} where shared subformulas written out would exceed 10 MB; "let" prints any formula, and
 * "dot" does.
 * @throws {UsageError} for a syntax that there is not.
 * @example format(Add(Mul(x, y), Sin(y)))  // "x*y + sin(y)"
 */
export function format(expr: Expr, options: Syntax | FormatOptions = "text"): string {
  if (typeof options !== "string") checkOptions("format", options, formatRules);
  const { syntax = "text", numbers = "fraction" } =
    typeof options === "string" ? { syntax: options } : options;
  if (!Object.hasOwn(printers, syntax)) {
    throw unknownName("syntax", String(syntax), syntaxes);
  }
  if (numbers !== "fraction" && numbers !== "decimal") {
    throw new UsageError("bad-numbers", `numbers is '${numbers}', expected fraction or decimal`);
  }
  return printers[syntax](expr, numbers);
}
