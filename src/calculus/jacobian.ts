// All first partial derivatives of several formulas, and all second ones of one.
import * as backprop from "../backprop/gradient.ts";
import { constant, type Expr, type ExprLike, toExpr } from "../expr/node.ts";
import { share } from "../expr/share.ts";
import { type CalculusOptions, methodOf, optionsOf } from "./options.ts";
import { allVariables, formulas, variablesOf } from "./vector.ts";

const checkJacobian = optionsOf("jacobian");
const checkHessian = optionsOf("hessian");

/**
 * The Jacobian: in row i the partial derivatives of `exprs[i]`, in the order of `wrt` (default: all their
 * variables, sorted). One sweep for each row by method alpha; equal subformulas of all entries are one node.
 * @throws {UsageError} for what is no list of formulas or of variables.
 * @example jacobian([parse("x*y"), parse("x + y")], ["x", "y"])  // [[y, x], [1, 1]]
 */
export function jacobian(
  exprs: readonly ExprLike[],
  wrt?: readonly (string | Expr)[],
  options: CalculusOptions = {},
): Expr[][] {
  checkJacobian(options);
  const rows = formulas("the list that jacobian takes", exprs);
  const names = wrt === undefined ? allVariables(rows) : variablesOf(wrt);
  const entries = rows.flatMap((row) => [...gradientOf(row, names, options).values()]);
  return inRows(share(entries), rows.length, names.length);
}

/**
 * The Hessian: the second partial derivatives of `expr`, in the order of `wrt` (default: its variables, sorted).
 * Each is worked out once: the entry [j][i] is the same node as [i][j].
 * @throws {UsageError} for what is no list of variables.
 * @example hessian(parse("x^2*y"), ["x", "y"])  // [[2*y, 2*x], [2*x, 0]]
 */
export function hessian(
  expr: ExprLike,
  wrt?: readonly (string | Expr)[],
  options: CalculusOptions = {},
): Expr[][] {
  checkHessian(options);
  const formula = toExpr(expr);
  const names = wrt === undefined ? allVariables([formula]) : variablesOf(wrt);
  // Sorted, as `diff` takes mixed derivatives, so that both read the same.
  const sorted = [...names].sort();
  const first = gradientOf(formula, sorted, options);
  const upper = sorted.flatMap((name, i) => [
    ...gradientOf(first.get(name) ?? constant(0), sorted.slice(i), options).values(),
  ]);
  const shared = share(upper);
  const n = names.length;
  const start = sorted.map((_, i) => i * n - (i * (i - 1)) / 2); // where row i of the triangle begins
  const places = names.map((name) => sorted.indexOf(name));
  return places.map((p) => places.map((q) => shared[start[Math.min(p, q)] + Math.abs(q - p)]));
}

const gradientOf = (
  expr: Expr,
  wrt: readonly string[],
  { simplify, strict, assume, budget, onVisits, ...how }: CalculusOptions,
): Map<string, Expr> =>
  backprop.gradient(expr, methodOf(how), { wrt, simplify, strict, assume, budget, onVisits, notes: false })
    .partials;

const inRows = (entries: readonly Expr[], rows: number, columns: number): Expr[][] =>
  Array.from({ length: rows }, (_, i) => entries.slice(i * columns, (i + 1) * columns));
