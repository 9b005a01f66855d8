// A formula as MathJSON, with compute-engine's names: ["Add", ["Multiply", "x", "y"], ["Sin", "y"]].
// Exact: a rational constant is ["Rational", p, q] where a quotient is ["Divide", a, b], and what a
// JSON number can't hold travels as {"num": "..."}. Both the text and the plain value are built
// without recursion.
import type { MathJson } from "../mathJson.ts";
import type { ConstValue, Expr } from "../node.ts";
import { exportedRows } from "../primitives/table.ts";
import { rational } from "../rational.ts";
import { type Fold, fold } from "../walk.ts";
import { checkWidth, type Layout, leaf, Pieces, write } from "./layout.ts";
import { magnitudeText, type Numbers, numeral } from "./numeral.ts";
import { interchangeLimit } from "./sexpr.ts";

/** Symbols that stand for numbers; those of the rows without arguments come from the table. */
export const numberSymbols: ReadonlyMap<string, ConstValue> = new Map<string, ConstValue>([
  ["NaN", Number.NaN],
  ["PositiveInfinity", Number.POSITIVE_INFINITY],
  ["NegativeInfinity", Number.NEGATIVE_INFINITY],
  ["Half", rational(1n, 2n)],
]);

/** MathJSON symbols that a reader takes for constants. A variable of such a name carries a comment. */
const constantSymbols: ReadonlySet<string> = new Set([
  ...numberSymbols.keys(),
  ...exportedRows.filter(([, row]) => row.notation.kind === "constant").map(([, row]) => row.mathjson),
]);

/** The comment by which a variable named like a constant (`Pi`) is told from it. */
export const VARIABLE_COMMENT = "variable";

export function formatMathJson(root: Expr, numbers: Numbers = "fraction"): string {
  const layout = fold(root, mathJsonLayouts(numbers));
  return write(layout, interchangeLimit(root, layout.width));
}

/**
 * The formula as a plain JSON value; shared subformulas are shared arrays. As deep as the formula: where
 * JSON.stringify runs out of stack, format(expr, "mathjson") does not.
 * @throws {BudgetError} where its text would exceed the limit of format(expr, "mathjson").
 */
export function toMathJson(root: Expr): MathJson {
  const { width } = fold(root, mathJsonLayouts("fraction"));
  checkWidth(width, interchangeLimit(root, width));
  return fold<MathJson>(root, {
    constant: ({ value }) => constantJson(value),
    variable: ({ name }) => variableJson(name),
    apply: ({ op }, args) => (op.notation.kind === "constant" ? op.mathjson : [op.mathjson, ...args]),
  });
}

const mathJsonLayouts = (numbers: Numbers): Fold<Layout> => ({
  constant: ({ value }) => leaf(constantText(value, numbers)),
  variable: ({ name }) => leaf(JSON.stringify(variableJson(name))),
  apply: ({ op }, args) => {
    if (op.notation.kind === "constant") return leaf(JSON.stringify(op.mathjson));
    const pieces = new Pieces().text(`[${JSON.stringify(op.mathjson)}`);
    for (const arg of args) pieces.text(",").place(arg);
    return pieces.text("]").done();
  },
});

const variableJson = (name: string): MathJson =>
  constantSymbols.has(name) ? { sym: name, comment: VARIABLE_COMMENT } : name;

function constantJson(value: ConstValue): MathJson {
  if (typeof value === "number") {
    if (Object.is(value, -0)) return { num: "-0" };
    if (Number.isFinite(value)) return value;
    return { num: Number.isNaN(value) ? "NaN" : value > 0 ? "+Infinity" : "-Infinity" };
  }
  if (value.denominator === 1n) return integerJson(value.numerator);
  return ["Rational", integerJson(value.numerator), integerJson(value.denominator)];
}

function integerJson(n: bigint): MathJson {
  const number = Number(n);
  return Number.isSafeInteger(number) ? number : { num: String(n) };
}

function constantText(value: ConstValue, numbers: Numbers): string {
  const n = numeral(value, numbers);
  if (typeof value === "number" || n.form !== "decimal") return JSON.stringify(constantJson(value));
  const text = `${n.negative ? "-" : ""}${magnitudeText(n)}`;
  // Digits that other readers would round stand in a text of their own.
  return String(Number(text)) === text.replace(/e(?=\d)/, "e+") ? text : JSON.stringify({ num: text });
}
