// Formulas as tagged templates: text with holes, which are formulas.
import { GradtreeError, UsageError } from "../expr/errors.ts";
import type { Expr } from "../expr/node.ts";
import { parse } from "../expr/parse/parse.ts";
import { substitute } from "../expr/substitute.ts";
import { exprOf, type FluentLike } from "./fluent.ts";

/**
 * A formula from text with holes. What stands in a hole is one operand, as if in brackets, whatever it is: formulas,
 * numbers (exact) and what `fluent` builds.
 * @throws as `parse`, and {UsageError} where it is not used as a tag; errors show the holes as ${1}, ${2} ..., and
 * count their places so.
 * @example formula`x*y + sin(${g})`
 */
export function formula(texts: TemplateStringsArray, ...holes: readonly FluentLike[]): Expr {
  if (!Array.isArray(texts) || texts.length !== holes.length + 1) {
    throw new UsageError(
      "no-template",
      "formula is a tag: write formula`x + 1`; a text is read by parse(text)",
    );
  }
  if (!texts.every((text) => typeof text === "string")) {
    throw new UsageError(
      "no-template",
      "the template has an escape that is none: write \\\\ for a backslash",
    );
  }
  const letter = letterFor(texts.join(" "));
  // (_1) is as long as ${1}, so that places in the one are those in the other.
  const text = texts.map((part, i) => (i === 0 ? part : `(${letter}${i})${part}`)).join("");
  const formulas = new Map(holes.map((hole, i) => [letter + (i + 1), exprOf(hole)]));
  return substitute(parsed(text, letter), formulas);
}

/** A letter that the text has not, so that no name of it is a hole's. */
function letterFor(text: string): string {
  const used = new Set(text);
  if (!used.has("_")) return "_";
  for (let code = 0x4e00; code <= 0x9fff; code++) {
    const letter = String.fromCharCode(code);
    if (!used.has(letter)) return letter;
  }
  throw new UsageError("no-template", "the template uses every letter that could stand for its holes");
}

/** The text read; errors name the holes as the template has them. */
function parsed(text: string, letter: string): Expr {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof GradtreeError)) throw error;
    const hole = new RegExp(`\\(${letter}(\\d+)\\)|(?<![\\p{L}\\p{N}_])${letter}(\\d+)`, "gu");
    const shown = (text: string): string => text.replace(hole, (_, one, other) => `\${${one ?? other}}`);
    const { message, suggestion } = error;
    throw Object.assign(error, { message: shown(message), suggestion: suggestion && shown(suggestion) });
  }
}
