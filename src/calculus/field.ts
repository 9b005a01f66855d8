// Derivatives of fields: divergence and curl of a vector field, the Laplacian of a scalar one, in
// Cartesian coordinates.
import * as backprop from "../backprop/gradient.ts";
import { ShapeError } from "../expr/errors.ts";
import { constant, type Expr, type ExprLike, toExpr } from "../expr/node.ts";
import { Add, Sub } from "../expr/primitives/operators.ts";
import { type CalculusOptions, finished, methodOf, optionsOf } from "./options.ts";
import { allVariables, checkLength, formulas, variablesOf } from "./vector.ts";

const checkDivergence = optionsOf("divergence");
const checkCurl = optionsOf("curl");
const checkLaplacian = optionsOf("laplacian");

/**
 * The divergence of a field: the sum of d field[i] / d wrt[i].
 * @throws {ShapeError} where field and wrt differ in length.
 * @example divergence([parse("x*y"), parse("y^2")], ["x", "y"])  // 3*y
 */
export function divergence(
  field: readonly ExprLike[],
  wrt: readonly (string | Expr)[],
  options: CalculusOptions = {},
): Expr {
  checkDivergence(options);
  const [parts, names] = sameLength(field, wrt);
  return finished([sum(parts.map((part, i) => partial(part, [names[i]], options)))], options)[0];
}

/**
 * The curl of a field: of three components a list of three, of two the one component d field[1] / d x -
 * d field[0] / d y that is not 0.
 * @throws {ShapeError} where there are not two or three components and as many variables.
 * @example curl([parse("-y"), parse("x"), parse("0")], ["x", "y", "z"])  // [0, 0, 2]
 * @example curl([parse("-y"), parse("x")], ["x", "y"])  // 2
 */
export function curl(
  field: readonly [ExprLike, ExprLike],
  wrt: readonly (string | Expr)[],
  options?: CalculusOptions,
): Expr;
export function curl(
  field: readonly [ExprLike, ExprLike, ExprLike],
  wrt: readonly (string | Expr)[],
  options?: CalculusOptions,
): Expr[];
export function curl(
  field: readonly ExprLike[],
  wrt: readonly (string | Expr)[],
  options?: CalculusOptions,
): Expr | Expr[];
export function curl(
  field: readonly ExprLike[],
  wrt: readonly (string | Expr)[],
  options: CalculusOptions = {},
): Expr | Expr[] {
  checkCurl(options);
  const [parts, names] = sameLength(field, wrt);
  if (parts.length !== 2 && parts.length !== 3) {
    throw new ShapeError(
      "wrong-length",
      `the field of a curl has ${parts.length} ${parts.length === 1 ? "component" : "components"}, expected 2 or 3`,
    );
  }
  const turn = (i: number, j: number): Expr =>
    Sub(partial(parts[j], [names[i]], options), partial(parts[i], [names[j]], options));
  if (parts.length === 2) return finished([turn(0, 1)], options)[0];
  return [...finished([turn(1, 2), turn(2, 0), turn(0, 1)], options)];
}

/**
 * The Laplacian: the sum of the second derivatives of `expr` by each of `wrt` (default: its variables).
 * @throws {UsageError} for what is no list of variables.
 * @example laplacian(parse("x^2*y + y^3"), ["x", "y"])  // 8*y
 */
export function laplacian(
  expr: ExprLike,
  wrt?: readonly (string | Expr)[],
  options: CalculusOptions = {},
): Expr {
  checkLaplacian(options);
  const formula = toExpr(expr);
  const names = wrt === undefined ? allVariables([formula]) : variablesOf(wrt);
  return finished([sum(names.map((name) => partial(formula, [name, name], options)))], options)[0];
}

function sameLength(
  field: readonly ExprLike[],
  wrt: readonly (string | Expr)[],
): readonly [readonly Expr[], readonly string[]] {
  const parts = formulas("the field", field);
  const names = variablesOf(wrt);
  checkLength("the field", parts.length, names.length, "variables");
  return [parts, names];
}

function partial(expr: Expr, wrt: readonly string[], options: CalculusOptions): Expr {
  const { simplify, strict, assume, budget, onVisits } = options;
  return backprop.derivative(expr, wrt, methodOf(options), {
    simplify,
    strict,
    assume,
    budget,
    onVisits,
    notes: false,
  }).expr;
}

const sum = (terms: readonly Expr[]): Expr =>
  terms.length === 0 ? constant(0) : terms.reduce((a, b) => Add(a, b));
