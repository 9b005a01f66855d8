// The total derivative: how a formula changes with x when other variables depend on x too, through each
// other or directly. df/dx + the sum of df/dt · dt/dx over the variables t that depend on it, every dt/dx
// being total itself and worked out once.
import * as backprop from "../backprop/gradient.ts";
import { UsageError } from "../expr/errors.ts";
import { variables } from "../expr/measure.ts";
import { type Expr, type ExprLike, toExpr } from "../expr/node.ts";
import { byName, checkValue } from "../expr/options.ts";
import { Add, Mul } from "../expr/primitives/operators.ts";
import { type Replacements, substitute } from "../expr/substitute.ts";
import { variableName } from "../expr/var.ts";
import { type CalculusOptions, finished, methodOf, optionsOf } from "./options.ts";

const check = optionsOf("totalDerivative");
const named = byName("formulas");

/**
 * The total derivative of `expr` by x, where `dependencies` gives variables as formulas of others. In the result
 * these formulas stand for them.
 * @throws {UsageError} where variables depend on each other in a circle, or x is given as depending.
 * @example totalDerivative(parse("x*t"), "x", { t: parse("x^2") })  // 3*x^2
 */
export function totalDerivative(
  expr: ExprLike,
  x: string | Expr,
  dependencies: Replacements,
  options: CalculusOptions = {},
): Expr {
  check(options);
  checkValue("dependencies", dependencies, named);
  const by = backprop.wrtName(x);
  const formulas = new Map<string, Expr>();
  for (const [name, formula] of dependencies instanceof Map ? dependencies : Object.entries(dependencies))
    formulas.set(variableName(name), toExpr(formula));
  if (formulas.has(by)) {
    throw new UsageError(
      "bad-dependency",
      `'${by}' is given as depending on others, expected it to be free: it is what is differentiated by`,
    );
  }
  const totals = new Map<string, Expr>();
  const total = (formula: Expr): Expr => {
    const through = variables(formula).filter((name) => totals.has(name));
    const { simplify, strict, assume, budget, onVisits } = options;
    const { partials } = backprop.gradient(formula, methodOf(options), {
      wrt: [by, ...through],
      simplify,
      strict,
      assume,
      budget,
      onVisits,
      notes: false,
    });
    const [direct, ...others] = partials.values();
    const sum = through.reduce<Expr>(
      (sum, name, i) => (isNothing(others[i]) ? sum : Add(sum, Mul(others[i], totals.get(name) ?? 0))),
      direct,
    );
    return finished([sum], options)[0];
  };
  const inserted = new Map<string, Expr>();
  for (const name of dependencyOrder(formulas)) {
    const formula = formulas.get(name) ?? toExpr(0);
    totals.set(name, total(formula));
    inserted.set(name, substitute(formula, inserted));
  }
  return finished([substitute(total(toExpr(expr)), inserted)], options)[0];
}

const isNothing = (expr: Expr): boolean => expr.kind === "const" && expr.value === 0;

/** The names, each after those that its formula names. @throws {UsageError} where that is not possible. */
export function dependencyOrder(formulas: ReadonlyMap<string, Expr>): readonly string[] {
  const needs = new Map(
    [...formulas].map(([name, formula]) => [name, variables(formula).filter((other) => formulas.has(other))]),
  );
  const done = new Set<string>();
  const path: string[] = []; // each is needed by the one before
  for (const root of formulas.keys()) {
    if (done.has(root)) continue;
    path.push(root);
    while (path.length > 0) {
      const name = path[path.length - 1];
      const next = needs.get(name)?.find((other) => !done.has(other));
      if (next === undefined) {
        done.add(name);
        path.pop();
        continue;
      }
      const at = path.indexOf(next);
      if (at >= 0) {
        const circle = [...path.slice(at), next].map((one) => `'${one}'`).join(" → ");
        throw new UsageError(
          "circular-dependency",
          `${circle}: each depends on the next, expected no circle`,
        );
      }
      path.push(next);
    }
  }
  return [...done];
}
