// Derivatives times vectors, without the matrix between: the Jacobian times a direction by one sweep of
// tangents, a covector times the Jacobian by one sweep of adjoints, the Hessian times a vector as the
// gradient of (gradient · vector). The entries of the vectors may be formulas, of the same variables
// too; they are never differentiated.
// Griewank & Walther, Evaluating Derivatives, 2nd ed., ch. 3 and 5.
import { alpha } from "../backprop/alpha.ts";
import { formulaTangents } from "../backprop/tangent.ts";
import { checkCancelled, checkNodes } from "../expr/budget.ts";
import { apply, constant, type Expr, type ExprLike, toExpr, variable } from "../expr/node.ts";
import { foldAll, numbered } from "../expr/walk.ts";
import { finished, type ResultOptions, resultOptionsOf } from "./options.ts";
import { checkLength, dot, formulas, variablesOf } from "./vector.ts";

const checkJvp = resultOptionsOf("jvp");
const checkVjp = resultOptionsOf("vjp");
const checkHvp = resultOptionsOf("hvp");

/**
 * The Jacobian of `exprs` by `wrt` times a direction: how each formula changes along it.
 * @throws {ShapeError} where direction and wrt differ in length.
 * @example jvp([parse("x*y"), parse("x + y")], ["x", "y"], [1, 2])  // [2*x + y, 3]
 */
export function jvp(
  exprs: readonly ExprLike[],
  wrt: readonly (string | Expr)[],
  direction: readonly ExprLike[],
  options: ResultOptions = {},
): Expr[] {
  checkJvp(options);
  const roots = formulas("the list that jvp takes", exprs);
  const names = variablesOf(wrt);
  const entries = formulas("the direction", direction);
  checkLength("the direction", entries.length, names.length, "variables");
  const seeds = new Map(names.map((name, i) => [name, entries[i]]));
  const order = numbered(roots);
  checkNodes("a product with the Jacobian", order.nodes.length, options.budget);
  const found: (Expr | undefined)[] = [];
  for (const node of order.nodes) {
    if ((found.length & 4095) === 0) checkCancelled(options.budget);
    if (node.kind === "apply") {
      const { args } = node;
      const below = args.map((arg, i) =>
        formulaTangents.follows(node, i) ? found[order.find(arg)] : undefined,
      );
      found.push(formulaTangents.push(node, below));
    } else found.push(node.kind === "var" ? seeds.get(node.name) : undefined);
  }
  options.onVisits?.(order.nodes.length);
  const tangents = roots.map((root) => found[order.find(root)] ?? constant(0));
  return [...finished(tangents, options)];
}

/**
 * A covector times the Jacobian of `exprs` by `wrt`: the gradient of the formulas weighted by it.
 * @throws {ShapeError} where covector and exprs differ in length.
 * @example vjp([parse("x*y"), parse("x + y")], ["x", "y"], [1, 2])  // [y + 2, x + 2]
 */
export function vjp(
  exprs: readonly ExprLike[],
  wrt: readonly (string | Expr)[],
  covector: readonly ExprLike[],
  options: ResultOptions = {},
): Expr[] {
  checkVjp(options);
  const roots = formulas("the list that vjp takes", exprs);
  const names = variablesOf(wrt);
  const weights = formulas("the covector", covector);
  checkLength("the covector", weights.length, roots.length, "formulas");
  return weightedGradient(roots, weights, names, options);
}

/**
 * The Hessian of `expr` by `wrt` times a vector.
 * @throws {ShapeError} where vector and wrt differ in length.
 * @example hvp(parse("x^2*y"), ["x", "y"], [1, 0])  // [2*y, 2*x]
 */
export function hvp(
  expr: ExprLike,
  wrt: readonly (string | Expr)[],
  vector: readonly ExprLike[],
  options: ResultOptions = {},
): Expr[] {
  checkHvp(options);
  const formula = toExpr(expr);
  const names = variablesOf(wrt);
  const weights = formulas("the vector", vector);
  checkLength("the vector", weights.length, names.length, "variables");
  const gradient = finished(alpha.gradient(formula, names, walkOf(options)), options);
  return weightedGradient(gradient, weights, names, options);
}

const walkOf = ({ budget, onVisits }: ResultOptions): Pick<ResultOptions, "budget" | "onVisits"> => ({
  budget,
  onVisits,
});

/** The gradient of the sum of weights[i]·exprs[i] with the weights held fixed. */
function weightedGradient(
  exprs: readonly Expr[],
  weights: readonly Expr[],
  names: readonly string[],
  options: ResultOptions,
): Expr[] {
  // Names that no formula has stand for the weights while it is differentiated.
  const held = weights.map((_, i) => variable(` ${i}`));
  const gradient = alpha.gradient(dot(held, exprs), names, walkOf(options));
  const byName = new Map(held.map(({ name }, i) => [name, weights[i]]));
  const replaced = foldAll<Expr>(gradient, {
    constant: (node) => node,
    variable: (node) => byName.get(node.name) ?? node,
    apply: (node, args) => (args.every((arg, i) => arg === node.args[i]) ? node : apply(node.op, [...args])),
  });
  return [
    ...finished(
      gradient.map((partial) => replaced.get(partial) ?? partial),
      options,
    ),
  ];
}
