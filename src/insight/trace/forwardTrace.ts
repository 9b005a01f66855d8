// The forward trace of a formula: beside every value, worked out from the variables on, the tangent by one variable,
// worked out at the same time. Griewank & Walther, Evaluating Derivatives, 2nd ed., table 1.2.
import { wrtName } from "../../backprop/gradient.ts";
import { formulaTangents, numberTangents } from "../../backprop/tangent.ts";
import type { Bindings } from "../../expr/bindings.ts";
import { type Apply, constant, type Expr, variable } from "../../expr/node.ts";
import { ruled, type Step, type Steps, stepsOf } from "./steps.ts";

export interface ForwardRow {
  /** A variable's name, or t1, t2, ... */
  readonly name: string;
  /** Of the names above it: t2 = x*y; undefined of a variable. */
  readonly formula: Expr | undefined;
  readonly value: number;
  /** dx, dt1, ... */
  readonly tangentName: string;
  /** Of the names above it: dt2 = y*dx + x*dy; undefined of a variable, whose tangent is 1 or 0. */
  readonly tangentFormula: Expr | undefined;
  readonly tangent: number;
}

export interface ForwardTrace {
  readonly kind: "forward";
  readonly expr: Expr;
  /** What it is differentiated by. */
  readonly wrt: string;
  readonly rows: readonly ForwardRow[];
  readonly value: number;
  readonly derivative: number;
}

/**
 * The steps of a formula at a point, each with its derivative by `wrt`; the derivative of the formula comes last.
 * @throws {NameError} for a variable without a value; {BudgetError} for a formula of more than 20,000 nodes.
 * @example forwardTrace(parse("ln(x) + x*y - sin(y)"), { x: 2, y: 5 }, "x").derivative  // 5.5
 */
export function forwardTrace(expr: Expr, at: Bindings, wrt: string | Expr): ForwardTrace {
  const x = wrtName(wrt);
  const steps = stepsOf(expr, at);
  const d = steps.prefix("d");
  const tangents = tangentsOf(steps, at, x);
  const rows = steps.steps.map(
    (step): ForwardRow => ({
      name: step.name,
      formula: step.formula,
      value: step.value,
      tangentName: d + step.name,
      tangentFormula: step.formula === undefined ? undefined : tangentFormula(step, step.formula, d),
      tangent: tangents.get(step.node) ?? 0,
    }),
  );
  const { nodes } = steps.order;
  const value = steps.values[nodes.length - 1]; // the root comes last
  const derivative = tangents.get(nodes[nodes.length - 1]) ?? 0;
  return { kind: "forward", expr, wrt: x, rows, value, derivative };
}

/** The tangent of each node that depends on x. */
function tangentsOf({ order }: Steps, at: Bindings, x: string): ReadonlyMap<Expr, number> {
  const rules = numberTangents(order, at, "midpoint");
  const found = new Map<Expr, number>();
  for (const node of order.nodes) {
    const tangent =
      node.kind === "apply"
        ? rules.push(
            node,
            node.args.map((arg, i) => (rules.follows(node, i) ? found.get(arg) : undefined)),
          )
        : node.kind === "var" && node.name === x
          ? rules.one
          : undefined;
    if (tangent !== undefined) found.set(node, tangent);
  }
  return found;
}

function tangentFormula(step: Step, formula: Apply, d: string): Expr {
  const tangents = formula.args.map((arg) => (arg.kind === "var" ? variable(d + arg.name) : undefined));
  return ruled(step, formulaTangents.push(formula, tangents) ?? constant(0));
}
