// Activations: what a neuron does with its weighted sum. A unary function of the table by its name, "linear" for
// nothing, or a function of the user's from a formula to a formula.
import { UsageError } from "../../expr/errors.ts";
import { variables } from "../../expr/measure.ts";
import { type Expr, type ExprLike, isExpr, toExpr } from "../../expr/node.ts";
import { described, unknownName } from "../../expr/options.ts";
import { primitives } from "../../expr/primitives/table.ts";
import { Var } from "../../expr/var.ts";

/** An activation by name, or as a function: `(x) => Mul(x, Sigmoid(x))`. */
export type Activation = string | ((x: Expr) => ExprLike);

/** An activation looked up: how it is applied, printed and saved. */
export interface Activating {
  readonly apply: (x: Expr) => Expr;
  /** As it stands before Neuron: ReLU, Linear. */
  readonly title: string;
  /** The name in the table, or of a user's function its formula of the variable x. */
  readonly saved: string | Expr;
}

export const linear: Activating = { apply: (x) => x, title: "Linear", saved: "linear" };

const unary = [...primitives.values()].filter(({ arity }) => arity === 1);

/** The names that activations have: "linear", and every function of one argument in the table. */
export const activations: readonly string[] = ["linear", ...unary.map(({ name }) => name).sort()];

const X = Var("x");

/** @throws {UsageError} for an unknown name, or a function that gives no formula, or one with variables of its own. */
export function activationOf(activation: Activation): Activating {
  if (activation === "linear") return linear;
  if (typeof activation === "function") return usersActivation(activation);
  if (typeof activation !== "string") {
    throw new UsageError(
      "bad-activation",
      `activation is ${described(activation)}, expected a name such as relu, or a function of a formula`,
    );
  }
  const row = unary.find(({ name }) => name === activation);
  if (row === undefined) throw unknownName("activation", activation, activations);
  return { apply: (x) => row(x), title: row.mathjson, saved: row.name };
}

function usersActivation(activation: (x: Expr) => ExprLike): Activating {
  const apply = (x: Expr): Expr => {
    const found = activation(x);
    if (isExpr(found) || typeof found === "number" || typeof found === "bigint") return toExpr(found);
    throw new UsageError(
      "bad-activation",
      `the activation gave ${described(found)}, expected a formula of its argument`,
    );
  };
  const formula = apply(X);
  const other = variables(formula).find((name) => name !== X.name);
  if (other !== undefined) {
    throw new UsageError(
      "bad-activation",
      `the activation gave a formula of '${other}', expected one of its argument alone`,
    );
  }
  const { name } = activation;
  return {
    apply,
    title: name === "" ? "Function" : `${name[0].toUpperCase()}${name.slice(1)}`,
    saved: formula,
  };
}
