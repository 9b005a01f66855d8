// The reverse trace of a formula: values from the variables on, then adjoints from the result back, each step handing
// adjoint·partial to each of its arguments, where contributions add up. Griewank & Walther, table 1.3.
import { partialFormula } from "../../backprop/partials.ts";
import type { Bindings } from "../../expr/bindings.ts";
import { type Apply, type Expr, variable } from "../../expr/node.ts";
import { If } from "../../expr/primitives/logic.ts";
import { Mul } from "../../expr/primitives/operators.ts";
import { ruled, type Step, stepsOf } from "./steps.ts";
import { sweepBack } from "./sweepBack.ts";

/** What a step hands to one of its arguments. */
export interface Contribution {
  /** The argument's adjoint, by name: vx. */
  readonly to: string;
  /** Of the names of values and adjoints: y*vt2. */
  readonly formula: Expr;
  readonly value: number;
  /** The argument's adjoint once this has been added. */
  readonly sum: number;
}

export interface ReverseRow {
  readonly name: string;
  /** Of the names above it; undefined of a variable. */
  readonly formula: Expr | undefined;
  readonly value: number;
  /** vx, vt1, ... */
  readonly adjointName: string;
  /** The derivative of the whole formula by this step, all contributions added up. */
  readonly adjoint: number;
  /** What it hands on, in the order of its arguments. */
  readonly contributions: readonly Contribution[];
}

export interface ReverseTrace {
  readonly kind: "reverse";
  readonly expr: Expr;
  /** In the order of values; adjoints are worked out from the last row to the first. */
  readonly rows: readonly ReverseRow[];
  readonly value: number;
  /** The derivatives by all variables: the adjoints of their rows. */
  readonly gradient: ReadonlyMap<string, number>;
}

/**
 * The steps of a formula at a point, with what the sweep backwards hands from each to its arguments.
 * @throws {NameError} for a variable without a value; {BudgetError} for a formula of more than 20,000 nodes.
 * @example reverseTrace(parse("ln(x) + x*y - sin(y)"), { x: 2, y: 5 }).gradient.get("x")  // 5.5
 */
export function reverseTrace(expr: Expr, at: Bindings): ReverseTrace {
  const { order, values, steps, stepOf, prefix } = stepsOf(expr, at);
  const v = prefix("v");
  const contributions = new Map<Expr, Contribution[]>();
  const adjoints = sweepBack(order, values, ({ node, i, value, sum }) => {
    const step = stepOf(node);
    const to = stepOf(node.args[i]);
    if (step?.formula === undefined || to === undefined) return;
    const one = { to: v + to.name, formula: contribution(step, step.formula, i, v), value, sum };
    const before = contributions.get(node);
    if (before === undefined) contributions.set(node, [one]);
    else before.push(one);
  });
  const rows = steps.map(
    ({ node, name, formula, value }): ReverseRow => ({
      name,
      formula,
      value,
      adjointName: v + name,
      adjoint: adjoints.get(node) ?? 0,
      contributions: contributions.get(node) ?? [],
    }),
  );
  const value = values[values.length - 1]; // the root comes last
  const gradient = new Map(
    rows.flatMap(({ formula, name, adjoint }) => (formula === undefined ? [[name, adjoint] as const] : [])),
  );
  return { kind: "reverse", expr, rows, value, gradient };
}

/** What a step hands to argument i, as a formula of names. Of a conditional only the branch that was chosen is handed the adjoint, as it is. */
function contribution(step: Step, formula: Apply, i: number, v: string): Expr {
  const adjoint = variable(v + step.name);
  if (formula.op === If) return adjoint;
  const partial = partialFormula(formula, i);
  return partial === undefined ? adjoint : ruled(step, Mul(partial, adjoint));
}
