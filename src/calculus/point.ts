// A formula at one point of one variable: the point as a formula, and what is known of value and slope there.
import { alpha } from "../backprop/alpha.ts";
import * as backprop from "../backprop/gradient.ts";
import { exceptionsAt } from "../backprop/notes.ts";
import { DomainError, UsageError } from "../expr/errors.ts";
import { evaluate } from "../expr/evaluate.ts";
import { variables } from "../expr/measure.ts";
import { type Expr, type ExprLike, hasNonFinite, hasVariables, sizeOf, toExpr } from "../expr/node.ts";
import { formatText } from "../expr/print/text.ts";
import { substitute } from "../expr/substitute.ts";
import { appliesUserFunctions } from "../expr/userFunction.ts";
import { tidy } from "../simplify/tidy.ts";
import { type CalculusOptions, methodOf } from "./options.ts";
import { isBlurred, rounded } from "./rounding.ts";

/** The point of a variable, tidied. @throws {UsageError} where it depends on the variable, or is not finite. */
export function pointOf(of: string, name: string, at: ExprLike): Expr {
  const point = tidy(toExpr(at));
  if (variables(point).includes(name)) {
    throw new UsageError(
      "bad-point",
      `the point of ${of} in '${name}' depends on '${name}', expected a number or a formula without it`,
    );
  }
  if (hasNonFinite(point)) {
    throw new UsageError("bad-point", `the point of ${of} is ${formatText(point)}, expected a finite one`);
  }
  return point;
}

export interface Slope {
  readonly point: Expr;
  /** f(a) and f'(a). */
  readonly height: Expr;
  /** "steep": it is infinite. */
  readonly slope: Expr | "steep";
}

/**
 * Value and slope of `expr` at the point.
 * @throws {DomainError} where the formula has no value, or no derivative, there.
 */
export function slopeOf(of: string, expr: Expr, name: string, at: ExprLike, options: CalculusOptions): Slope {
  const { budget, onVisits } = options;
  const point = pointOf(of, name, at);
  const derivative = backprop.derivative(expr, name, methodOf(options), {
    budget,
    onVisits,
    notes: false,
  }).expr;
  const there = { [name]: point };
  const [height, slope] = [expr, derivative].map((one) => tidy(substitute(one, there), { budget }));
  const place = `${name} = ${formatText(point)}`;
  const isKnown =
    !hasVariables(point) &&
    variables(expr).every((other) => other === name) &&
    !appliesUserFunctions(point) &&
    !appliesUserFunctions(expr);
  if (!isKnown) return { point, height, slope };
  const x = { [name]: evaluate(point, {}) };
  const isPole = isBlurred(height.kind === "const" ? { value: 0, bound: 0 } : rounded(height, {}));
  if (!Number.isFinite(evaluate(expr, x)) || hasNonFinite(height) || isPole) {
    throw new DomainError(
      "no-value",
      `${brief(expr)} has no finite value at ${place}, expected a point where it has one`,
    );
  }
  const exceptions = exceptionsAt(expr, x, [name]);
  if (
    exceptions.some(({ kind }) => kind === "kink") &&
    [expr, derivative].some((f) => jumps(f, name, x[name]))
  ) {
    throw new DomainError(
      "no-derivative",
      `${brief(expr)} has no derivative at ${place}, expected a point where it is smooth`,
    );
  }
  const numeric = alpha.gradAt(expr, x).read(name);
  if (Math.abs(numeric) === Number.POSITIVE_INFINITY) return { point, height, slope: "steep" };
  if (Number.isNaN(numeric) || Number.isNaN(evaluate(slope, {}))) {
    throw new DomainError(
      "no-derivative",
      `${brief(expr)} has no derivative at ${place}, expected a point where it has one`,
    );
  }
  return { point, height, slope };
}

/** Whether a formula jumps at x: what it differs by to both sides doesn't shrink with the distance. */
function jumps(f: Expr, name: string, x: number): boolean {
  const scale = Math.max(1, Math.abs(x));
  const jump = (h: number): number =>
    Math.abs(evaluate(f, { [name]: x + h }) - evaluate(f, { [name]: x - h }));
  const [wide, narrow] = [jump(scale * 2 ** -16), jump(scale * 2 ** -22)];
  return !(narrow <= wide / 8);
}

const brief = (expr: Expr): string => (sizeOf(expr) <= 32 ? formatText(expr) : "the formula");
