// The words and signs of text, from the table: which row an infix sign stands for, which constant a
// name, which rows a call may mean. Other spellings of signs that people paste stand here once.

import type { Expr } from "../node.ts";
import type { Primitive } from "../primitive.ts";
import { Inf, Nan } from "../primitives/constants.ts";
import { functionNames, functions, primitives } from "../primitives/table.ts";

const otherSigns: ReadonlyMap<string, string> = new Map([
  ["−", "-"],
  ["·", "*"],
  ["×", "*"],
  ["⋅", "*"],
  ["∙", "*"],
  ["∗", "*"],
  ["÷", "/"],
  ["∕", "/"],
  ["⁄", "/"],
  ["**", "^"],
  ["≤", "<="],
  ["≥", ">="],
  ["≠", "!="],
]);

const rowsBySign: ReadonlyMap<string, Primitive> = new Map(
  [...primitives.values()].flatMap((row) =>
    row.notation.kind === "infix" ? [[row.notation.symbol, row] as const] : [],
  ),
);

/** The row that an infix sign stands for. */
export function rowOfSign(sign: string): Primitive {
  const row = rowsBySign.get(otherSigns.get(sign) ?? sign);
  if (row === undefined) throw new Error(`invariant: the table has a row for '${sign}'`);
  return row;
}

/** A row that the language itself needs; the table's law tests hold it there. */
export function rowNamed(name: string): Primitive {
  const row = primitives.get(name);
  if (row === undefined) throw new Error(`invariant: the table has no row '${name}'`);
  return row;
}

/** The constants by every name and sign: pi, π, e, tau, τ, inf, ∞, nan. */
export const constants: ReadonlyMap<string, Expr> = new Map<string, Expr>([
  ...[...primitives.values()].flatMap((row): [string, Expr][] =>
    row.notation.kind === "constant" ? [row.name, ...row.spellings].map((name) => [name, row()]) : [],
  ),
  ["inf", Inf],
  ["∞", Inf],
  ["nan", Nan],
]);

/** Names that are called but are no rows: the language expands them while reading. */
export const specialForms: ReadonlySet<string> = new Set(["if", "piecewise", "sum", "prod"]);

/** The rows that a call of this name may mean, one for each number of arguments; undefined for no function. */
export function callable(name: string): readonly Primitive[] | undefined {
  const rows = functions.get(name);
  if (rows !== undefined) return rows;
  const row = name === "mod" ? primitives.get(name) : undefined;
  return row === undefined ? undefined : [row];
}

/** Every name that text can call. */
export const callableNames: readonly string[] = [...functionNames, ...specialForms, "mod"];

/** What other languages call our functions. Not accepted: an error names ours. */
export const foreignNames: ReadonlyMap<string, string> = new Map([
  ["tg", "tan"],
  ["sen", "sin"],
  ["ctg", "cot"],
  ["cotg", "cot"],
  ["ctan", "cot"],
  ["cosec", "csc"],
  ["arctg", "atan"],
  ["arcsen", "asin"],
  ["sh", "sinh"],
  ["ch", "cosh"],
  ["th", "tanh"],
  ["tgh", "tanh"],
  ["lg", "log10"],
  ["lb", "log2"],
  ["ld", "log2"],
  ["loge", "ln"],
  ["fabs", "abs"],
  ["ceiling", "ceil"],
  ["int", "trunc"],
  ["fix", "trunc"],
  ["signum", "sign"],
  ["heaviside", "step"],
  ["sqr", "square"],
  ["root", "nthroot"],
  ["power", "pow"],
  ["fmod", "mod"],
  ["rem", "mod"],
  ["fact", "factorial"],
  ["logistic", "sigmoid"],
  ["expit", "sigmoid"],
  ["silu", "swish"],
  ["lngamma", "lgamma"],
  ["loggamma", "lgamma"],
  ["gammaln", "lgamma"],
  ["psi", "digamma"],
]);
