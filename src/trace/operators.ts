// JavaScript's operators on numbers, as formulas: arithmetic and comparisons.
import type { Expr } from "../expr/node.ts";
import { Eq, Ge, Gt, Le, Lt, Ne } from "../expr/primitives/logic.ts";
import { Add, Div, Mul, Sub } from "../expr/primitives/operators.ts";
import { Pow } from "../expr/primitives/powers.ts";
import { remainder } from "./math.ts";
import { applied, boolean, condition, type Quantity } from "./value.ts";

type Operator<R> = readonly [form: (x: Expr, y: Expr) => Expr, value: (x: number, y: number) => R];

const arithmetic: ReadonlyMap<string, Operator<number>> = new Map<string, Operator<number>>([
  ["+", [Add, (x, y) => x + y]],
  ["-", [Sub, (x, y) => x - y]],
  ["*", [Mul, (x, y) => x * y]],
  ["/", [Div, (x, y) => x / y]],
  ["%", [remainder, (x, y) => x % y]],
  ["**", [Pow, (x, y) => x ** y]],
]);

const comparisons: ReadonlyMap<string, Operator<boolean>> = new Map<string, Operator<boolean>>([
  ["<", [Lt, (x, y) => x < y]],
  ["<=", [Le, (x, y) => x <= y]],
  [">", [Gt, (x, y) => x > y]],
  [">=", [Ge, (x, y) => x >= y]],
  ["==", [Eq, (x, y) => x === y]],
  ["===", [Eq, (x, y) => x === y]],
  ["!=", [Ne, (x, y) => x !== y]],
  ["!==", [Ne, (x, y) => x !== y]],
]);

/** Whether an operator asks if two things are equal: +1 that they are, -1 that they are not. */
export const equality = (operator: string): number =>
  /^===?$/u.test(operator) ? 1 : /^!==?$/u.test(operator) ? -1 : 0;

/** Whether true and 1 are two things to an operator. */
export const isStrict = (operator: string): boolean => operator === "===" || operator === "!==";

export const isArithmetic = (operator: string): boolean => arithmetic.has(operator);

/** What an operator gives for two numbers; undefined of an operator that no formula is. */
export function operation(operator: string, x: Quantity, y: Quantity): Quantity | undefined {
  const computes = arithmetic.get(operator);
  if (computes !== undefined) return applied([x, y], ...computes);
  const compares = comparisons.get(operator);
  if (compares === undefined) return undefined;
  // true === 1 is false in JavaScript, whatever they are.
  if (isStrict(operator) && (x.isBoolean === true) !== (y.isBoolean === true)) {
    return boolean(operator === "!==");
  }
  const [form, value] = compares;
  if (x.known === undefined || y.known === undefined) return condition(form(x.expr, y.expr));
  return boolean(value(x.known, y.known));
}
