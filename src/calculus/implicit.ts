// Derivatives of a function that an equation defines: where F(x, y) = 0, dy/dx = -F_x/F_y, and each
// further derivative is the total one of the last, d/dx + dy/dx·d/dy.

import * as backprop from "../backprop/gradient.ts";
import { overBudget } from "../expr/budget.ts";
import { DomainError, UsageError } from "../expr/errors.ts";
import { type Expr, type ExprLike, isExpr, sizeOf, toExpr } from "../expr/node.ts";
import { described, integer } from "../expr/options.ts";
import type { Equation } from "../expr/parse/parse.ts";
import { Add, Div, Mul, Neg, Sub } from "../expr/primitives/operators.ts";
import { grouped } from "../expr/print/grouped.ts";
import { formatText } from "../expr/print/text.ts";
import { type Condition, Conditions } from "../simplify/condition.ts";
import { partsOf } from "../simplify/implied.ts";
import { tidyAll } from "../simplify/tidy.ts";
import { type CalculusOptions, methodOf, optionsOf } from "./options.ts";

export interface ImplicitOptions extends CalculusOptions {
  /** How often to differentiate; default 1. */
  readonly order?: number | undefined;
}

export interface ImplicitDerivative {
  readonly expr: Expr;
  /** Where the equation defines y, and where the tidied formula equals its derivative. */
  readonly conditions: readonly Condition[];
}

/** A derivative is refused once the one before has grown to more nodes than this, unless told otherwise. */
const GROWTH = 500_000;

const check = optionsOf("implicitDiff", { order: integer(1, 100) });

/**
 * The derivative of y by x where y is given by an equation between them; a bare formula means that it is 0.
 * @throws {DomainError} where the equation doesn't depend on y; {UsageError} where y and x are one variable.
 * @example implicitDiff(parseEquation("x^2 + y^2 = 1"), "y", "x")  // -x/y
 */
export const implicitDiff = (
  equation: Equation | ExprLike,
  y: string | Expr,
  x: string | Expr,
  options: ImplicitOptions = {},
): Expr => implicitDerivative(equation, y, x, options).expr;

/** The same with what it rests on: { expr, conditions }. */
export function implicitDerivative(
  equation: Equation | ExprLike,
  y: string | Expr,
  x: string | Expr,
  options: ImplicitOptions = {},
): ImplicitDerivative {
  check(options);
  const [dependent, independent] = [backprop.wrtName(y), backprop.wrtName(x)];
  if (dependent === independent) {
    throw new UsageError(
      "bad-wrt",
      `'${dependent}' is to be differentiated by itself, expected two different variables`,
    );
  }
  const { strict, assume, simplify, budget, onVisits, order = 1 } = options;
  const conditions = new Conditions();
  const finish = (expr: Expr): Expr => {
    if (simplify === "none") return expr;
    const tidied = tidyAll([expr], { level: simplify, strict, assume, budget });
    for (const condition of tidied.conditions) conditions.add(condition);
    return tidied.exprs[0];
  };
  const method = methodOf(options);
  const byBoth = (expr: Expr): readonly [Expr, Expr] => {
    const { partials } = backprop.gradient(expr, method, {
      wrt: [independent, dependent],
      simplify,
      strict,
      assume,
      budget,
      onVisits,
      notes: false,
    });
    const [byX, byY] = partials.values();
    return [byX, byY];
  };
  const equal0 = differenceOf(equation);
  const [byX, byY] = byBoth(equal0);
  const [slopeOfY] = tidyAll([byY], { strict: true, budget }).exprs;
  if (slopeOfY.kind === "const" && slopeOfY.value === 0) {
    throw new DomainError(
      "no-implicit-function",
      `${shown(equal0)} = 0 does not determine '${dependent}': its derivative by '${dependent}' is 0, expected an equation that depends on it`,
    );
  }
  if (slopeOfY.kind !== "const") {
    for (const part of partsOf({ expr: slopeOfY, holds: "nonzero" })) conditions.add(part);
  }
  const first = finish(Neg(Div(byX, byY)));
  let result = first;
  for (let n = 2; n <= order; n++) {
    const limit = budget?.nodes ?? GROWTH;
    if (sizeOf(result) > limit) {
      throw overBudget(
        `the derivative of order ${n}`,
        `a formula of more than ${grouped(sizeOf(result))} nodes`,
        limit,
        "ask for a lower order, or raise budget.nodes",
      );
    }
    const [direct, through] = byBoth(result);
    result = finish(Add(direct, Mul(through, first)));
  }
  return { expr: result, conditions: conditions.list };
}

const shown = (expr: Expr): string => (sizeOf(expr) <= 64 ? formatText(expr) : "the equation's difference");

/** The formula that an equation says is 0. */
function differenceOf(equation: Equation | ExprLike): Expr {
  if (typeof equation !== "object" || isExpr(equation)) return toExpr(equation);
  if (equation === null || !isExpr(equation.left) || !isExpr(equation.right)) {
    throw new UsageError(
      "bad-equation",
      `the equation is ${described(equation)}, expected a formula or { left, right }; parseEquation(text) reads one`,
    );
  }
  const { left, right } = equation;
  return right.kind === "const" && right.value === 0 ? left : Sub(left, right);
}
