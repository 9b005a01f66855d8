// Taylor polynomials, with exact coefficients.
import { wrtName } from "../backprop/gradient.ts";
import type { Budget } from "../expr/budget.ts";
import { constant, type Expr, type ExprLike, toExpr, variable } from "../expr/node.ts";
import { budget as budgetRule, checkOptions, checkValue, integer, rules } from "../expr/options.ts";
import { Add, Div, Mul, Neg, Sub } from "../expr/primitives/operators.ts";
import { Pow } from "../expr/primitives/powers.ts";
import { isExact, signOf } from "../simplify/exact.ts";
import { tidy, tidyAll } from "../simplify/tidy.ts";
import { pointOf } from "./point.ts";
import { seriesOf } from "./series.ts";

export interface TaylorOptions {
  readonly budget?: Budget | undefined;
}

const known = rules({ budget: budgetRule });
const orders = integer(0, 100);

/**
 * The Taylor polynomial of `expr` in a variable about a point, up to the power `order`: by rising degree, in
 * powers of (x - about). The point is a number or a formula without the variable; coefficients are exact, and
 * a removable point is no obstacle: sin(x)/x about 0 begins with 1.
 * @throws {DomainError} where the formula, or a function in it, has no value or no derivative at the point.
 * @throws {UsageError} for an order that is no integer from 0 to 100, or a point that depends on the variable.
 * @example taylor(parse("sin(x)"), "x", 0, 5)  // x - 1/6*x^3 + 1/120*x^5
 * @example taylor(parse("ln(x)"), "x", 1, 2)  // x - 1 - 1/2*(x - 1)^2
 */
export function taylor(
  expr: ExprLike,
  x: string | Expr,
  about: ExprLike,
  order: number,
  options: TaylorOptions = {},
): Expr {
  checkOptions("taylor", options, known);
  checkValue("order", order, orders);
  const name = wrtName(x);
  const { budget } = options;
  const point = pointOf("a Taylor polynomial", name, about);
  const coefficients = tidyAll(seriesOf(toExpr(expr), name, point, order, budget), { budget }).exprs;
  return polynomial(coefficients, tidy(Sub(variable(name), point), { budget }));
}

/** Σ coefficients[k]·base^k by rising degree, as a series is read: the sum is not tidied any more. */
function polynomial(coefficients: readonly Expr[], base: Expr): Expr {
  let sum: Expr | undefined;
  coefficients.forEach((coefficient, k) => {
    if (isNumber(coefficient, 0)) return;
    const power = k === 0 ? undefined : k === 1 ? base : Pow(base, k);
    if (sum === undefined) sum = term(coefficient, power);
    else if (isNegative(coefficient)) sum = Sub(sum, term(tidy(Neg(coefficient)), power));
    else sum = Add(sum, term(coefficient, power));
  });
  return sum ?? constant(0);
}

function term(coefficient: Expr, power: Expr | undefined): Expr {
  if (power === undefined) return coefficient;
  return isNumber(coefficient, 1) ? power : isNumber(coefficient, -1) ? Neg(power) : Mul(coefficient, power);
}

const isNumber = (expr: Expr, value: number): boolean => expr.kind === "const" && expr.value === value;

/** Whether a tidied product begins with a minus: -x, -3*x, -x/y. */
function isNegative(expr: Expr): boolean {
  let front = expr;
  while (front.kind === "apply" && (front.op === Mul || front.op === Div)) front = front.args[0];
  return front.kind === "const"
    ? isExact(front.value) && signOf(front.value) < 0
    : front.kind === "apply" && front.op === Neg;
}
