// The tangent and the normal to the graph of a formula.
import { wrtName } from "../backprop/gradient.ts";
import { DomainError, UsageError } from "../expr/errors.ts";
import { variables } from "../expr/measure.ts";
import { type Expr, type ExprLike, toExpr, variable } from "../expr/node.ts";
import { text as textRule } from "../expr/options.ts";
import type { Equation } from "../expr/parse/parse.ts";
import { Add, Div, Mul, Neg, Sub } from "../expr/primitives/operators.ts";
import { formatText } from "../expr/print/text.ts";
import { variableName } from "../expr/var.ts";
import { tidy } from "../simplify/tidy.ts";
import { type CalculusOptions, optionsOf } from "./options.ts";
import { slopeOf } from "./point.ts";
import { isZero } from "./rounding.ts";

export interface LineOptions extends CalculusOptions {
  /** The name of the vertical coordinate in an equation; default "y". */
  readonly y?: string | undefined;
}

const checkTangent = optionsOf("tangentLine");
const checkNormal = optionsOf("normalLine", { y: textRule });

/**
 * The tangent to the graph of `expr` at x = at, as a formula of x: f(a) + f'(a)*(x - a), exactly.
 * @throws {DomainError} where the formula has no value or no derivative, or a vertical tangent, at the point.
 * @example tangentLine(parse("x^2"), "x", 3)  // 6*x - 9
 */
export function tangentLine(
  expr: ExprLike,
  x: string | Expr,
  at: ExprLike,
  options: CalculusOptions = {},
): Expr {
  checkTangent(options);
  const name = wrtName(x);
  const { point, height, slope } = slopeOf("the tangent", toExpr(expr), name, at, options);
  if (slope === "steep") {
    throw new DomainError(
      "vertical-tangent",
      `the tangent at ${name} = ${formatText(point)} is vertical, the line ${name} = ${formatText(point)}: it is no formula of ${name}`,
    );
  }
  return tidy(Add(Mul(slope, Sub(variable(name), point)), height));
}

/**
 * The normal to the graph of `expr` at x = at, perpendicular to the tangent there, as an equation: y = a formula of
 * x; y = f(a) where the tangent is vertical; x = a where the tangent is horizontal.
 * @throws {DomainError} where the formula has no value or no derivative at the point, or it can't be told whether
 * the derivative is 0; {UsageError} where the formula has a variable y itself.
 * @example normalLine(parse("x^2"), "x", 1)  // { left: y, right: 3/2 - 1/2*x }
 * @example normalLine(parse("x^2"), "x", 0)  // { left: x, right: 0 }
 */
export function normalLine(
  expr: ExprLike,
  x: string | Expr,
  at: ExprLike,
  options: LineOptions = {},
): Equation {
  checkNormal(options);
  const { y = "y", ...others } = options;
  const formula = toExpr(expr);
  const name = wrtName(x);
  const vertical = variableName(y);
  if (vertical === name || variables(formula).includes(vertical)) {
    throw new UsageError(
      "bad-y",
      `'${vertical}' is a variable of the formula already, expected options.y to name another for the equation`,
    );
  }
  const { point, height, slope } = slopeOf("the normal", formula, name, at, others);
  const left = variable(vertical);
  if (slope === "steep") return { left, right: height };
  const horizontal = isZero(slope);
  if (horizontal === true) return { left: variable(name), right: point };
  if (horizontal === undefined && variables(slope).length === 0) {
    throw new DomainError(
      "undecided-zero",
      `whether the derivative ${formatText(slope)} is 0 can't be told from its digits: the normal may be vertical`,
    );
  }
  return { left, right: tidy(Add(Neg(Div(Sub(variable(name), point), slope)), height)) };
}
