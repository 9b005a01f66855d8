// Formulas as tagged templates: text with holes, which are formulas.
import { UsageError } from "../expr/errors.ts";
import type { Expr } from "../expr/node.ts";
import { parse } from "../expr/parse/parse.ts";
import { substitute } from "../expr/substitute.ts";
import { exprOf, type FluentLike } from "./fluent.ts";

/**
 * A formula from text with holes. What stands in a hole is one operand, as if in brackets, whatever it is: formulas,
 * numbers (exact) and what `fluent` builds.
 * @throws {ParseError} for text that is no formula, its place counted with each hole as the name that stands for it in
 * the error's text.
 * @example formula`x*y + sin(${g})`
 */
export function formula(texts: TemplateStringsArray, ...holes: readonly FluentLike[]): Expr {
  if (!Array.isArray(texts)) {
    throw new UsageError(
      "no-template",
      "formula is a tag: write formula`x + 1`; a text is read by parse(text)",
    );
  }
  const whole = texts.join(" ");
  let stem = "hole";
  while (whole.includes(stem)) stem += "_"; // no name of the text can be a hole's
  const nameOf = (i: number): string => `${stem}${i + 1}`;
  const text = texts.map((part, i) => (i === 0 ? part : `(${nameOf(i - 1)})${part}`)).join("");
  const read = parse(text);
  return substitute(read, new Map(holes.map((hole, i) => [nameOf(i), exprOf(hole)])));
}
