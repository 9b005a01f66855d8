// The value of a formula without variables: exactly, where exact arithmetic knows it, and as a decimal.
import type { Budget } from "../expr/budget.ts";
import { evaluate, toNumber } from "../expr/evaluate.ts";
import { Const, type ConstValue, type Expr, hasVariables, sizeOf } from "../expr/node.ts";
import { If } from "../expr/primitives/logic.ts";
import { Mul, Neg } from "../expr/primitives/operators.ts";
import { Sqrt } from "../expr/primitives/powers.ts";
import { format } from "../expr/print/format.ts";
import { substitute } from "../expr/substitute.ts";
import { isExact } from "../simplify/exact.ts";
import { tidy } from "../simplify/tidy.ts";
import { shownNumber } from "./number.ts";
import { overflows } from "./overflow.ts";

/** Values of names: as numbers, and the same as formulas without variables, exactly. */
export interface Point {
  readonly numbers: ReadonlyMap<string, number>;
  readonly exact: ReadonlyMap<string, Expr>;
}

export interface Value {
  readonly number: number;
  /** The value in simplest exact form; left out where that is no simpler than the formula. */
  readonly exact: Expr | undefined;
  /** Whether it is the answer to a question, x > 2: 1 for yes. */
  readonly isTruth: boolean;
  /** Whether the number is infinite though the value is none, but too large for a double. */
  readonly isTooLarge: boolean;
}

/** Of larger formulas only the number is worked out. */
const EXACT_SIZE = 1000;
/** The most characters of an exact value that is no integer. */
const EXACT_LENGTH = 60;

/** @throws {NameError} for a variable without a value. */
export function valueAt(expr: Expr, { numbers, exact }: Point, budget?: Budget): Value {
  const isTruth = isQuestion(expr);
  const number = evaluate(expr, numbers, { budget });
  const isTooLarge = Math.abs(number) === Number.POSITIVE_INFINITY && overflows(expr, numbers);
  const inexact = { number, exact: undefined, isTruth, isTooLarge };
  if (sizeOf(expr) > EXACT_SIZE) return inexact;
  const constant = hasVariables(expr) ? substitute(expr, exact) : expr;
  if (hasVariables(constant) || sizeOf(constant) > EXACT_SIZE) return inexact;
  const tidied = simplest(constant, number, budget);
  const isSimpler = tidied.kind === "const" || sizeOf(tidied) < sizeOf(constant) || constant !== expr;
  const isNumber = tidied.kind === "const" && isExact(tidied.value);
  return {
    ...inexact,
    isTooLarge: isTooLarge || (isNumber && !Number.isFinite(toNumber(tidied.value))),
    number: tidied.kind === "const" ? toNumber(tidied.value) : number,
    exact: isSimpler ? tidied : undefined,
  };
}

/** A formula without variables, tidied; 4 for sqrt(2)*sqrt(8), whose square is 16. */
function simplest(constant: Expr, number: number, budget: Budget | undefined): Expr {
  // No rewrite under a condition: what has no value must not get one.
  const options = { strict: true, budget };
  const tidied = tidy(constant, options);
  if (tidied.kind === "const" || !Number.isFinite(number) || number === 0) return tidied;
  const square = tidy(Mul(tidied, tidied), options);
  const root = square.kind === "const" ? tidy(Sqrt(square), options) : square;
  if (root.kind !== "const") return tidied;
  return number < 0 ? tidy(Neg(root), options) : root;
}

/** Comparisons, and, or, not: what binds looser than a sum and is no conditional. */
const isQuestion = (expr: Expr): boolean =>
  expr.kind === "apply" &&
  expr.op !== If &&
  "precedence" in expr.op.notation &&
  expr.op.notation.precedence <= 5;

/** The value alone, as a decimal; an integer in full. */
export function valueText({ number, exact }: Value): string {
  const whole = exact?.kind === "const" ? integerText(exact.value) : undefined;
  return whole ?? shownNumber(number);
}

/** Whether that is all of it, however large. */
export const isWrittenOut = ({ exact }: Value): boolean =>
  exact?.kind === "const" && integerText(exact.value) !== undefined;

/** Whether the value is known exactly and the number is another one, as it is written: 1/3, 2^53 + 1, 1e309. */
export const isRounded = ({ number, exact }: Value): boolean =>
  exact?.kind === "const" &&
  !(Number.isFinite(number) ? isExactly(String(number), exact.value) : exact.value === number);

/** What follows a formula of this text: " = 1/8 = 0.125", " ≈ 1.4142135623731", " is true"; nothing for 0.5. */
export function valueBehind(
  echo: string,
  { number, exact, isTruth, isTooLarge }: Value,
  numbers: "fraction" | "decimal",
): string {
  if (isTruth && !Number.isNaN(number)) return ` is ${number === 0 ? "false" : "true"}`;
  const decimal = shownNumber(number);
  if (!Number.isFinite(number) && !isTooLarge) return echo === decimal ? "" : ` = ${decimal}`;
  const shown: string[] = [];
  const add = (sign: string, text: string): void => {
    if (text !== echo && text !== shown.at(-1)?.slice(3)) shown.push(` ${sign} ${text}`);
  };
  if (exact?.kind === "const") {
    const whole = integerText(exact.value);
    if (whole !== undefined && !isTooLarge) add("=", whole);
    else {
      const text = format(exact, { numbers });
      if (text.length <= EXACT_LENGTH) add("=", text);
      add(!isTooLarge && isExactly(decimal, exact.value) ? "=" : "≈", decimal);
    }
  } else {
    const text = exact === undefined ? undefined : format(exact, { numbers });
    if (text !== undefined && text.length <= EXACT_LENGTH) add("=", text);
    add("≈", decimal);
  }
  return shown.join("");
}

const integerText = (value: ConstValue): string | undefined =>
  typeof value === "number"
    ? Number.isInteger(value)
      ? shownNumber(value)
      : undefined
    : value.denominator === 1n
      ? String(value.numerator)
      : undefined;

function isExactly(decimal: string, value: ConstValue): boolean {
  const shown = Const(decimal).value;
  if (typeof shown === "number" || typeof value === "number") return shown === value;
  return shown.numerator === value.numerator && shown.denominator === value.denominator;
}
