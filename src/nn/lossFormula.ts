// The loss of a model on one example, as one formula of the inputs x1, x2, ..., the target y and the parameters: what
// is compiled once and run over the rows of a data set.

import { ShapeError, UsageError } from "../expr/errors.ts";
import { type Expr, isExpr, toExpr, variable } from "../expr/node.ts";
import { checkOptions, described, number, type Rule, rules } from "../expr/options.ts";
import { Add } from "../expr/primitives/operators.ts";
import { type Loss, l1, l2, lossNamed } from "./losses.ts";
import { Module } from "./modules/module.ts";

export interface Penalty {
  readonly l1?: number | undefined;
  readonly l2?: number | undefined;
}

export interface LossOptions {
  readonly model: Module;
  /** By name, or a function of the scores and the targets: `(scores, targets) => huber(scores, targets, { delta: 2 })`. */
  readonly loss: string | ((scores: readonly Expr[], targets: readonly Expr[]) => Expr);
  /** What all parameters add: the strengths of `l1` and `l2`. Default none. */
  readonly penalty?: Penalty | undefined;
}

const lossRules = rules({
  model: { takes: (value) => value instanceof Module, expected: "a model such as MLP(2, [4, 1])" },
  loss: {
    takes: (value) => typeof value === "string" || typeof value === "function",
    expected: "the name of a loss, or a function of scores and targets",
  },
  penalty: {
    takes: (value) => typeof value === "object" && value !== null,
    expected: "an object such as { l2: 1e-4 }",
    within: rules({ l1: number, l2: number }),
  } satisfies Rule,
});

/**
 * The variables x1, x2, ... that stand for a model's inputs.
 * @example inputVariables(MLP(2, [1]))  // [x1, x2]
 */
export const inputVariables = (model: Module): Expr[] => numberedVariables("x", model.nin);

/**
 * The variables that stand for what its outputs should be: y of one output, and of a loss that takes a class; y1, y2,
 * ... of several.
 * @example targetVariables(MLP(2, [3]), "squared")  // [y1, y2, y3]
 */
export function targetVariables(model: Module, loss: LossOptions["loss"]): Expr[] {
  const isClass = typeof loss === "string" && lossNamed(loss).targets === "class";
  return isClass || model.nout === 1 ? [variable("y")] : numberedVariables("y", model.nout);
}

const numberedVariables = (letter: string, count: number): Expr[] =>
  Array.from({ length: count }, (_, i) => variable(`${letter}${i + 1}`));

/**
 * The loss of one example as a formula of `inputVariables(model)`, `targetVariables(model, loss)` and the model's
 * parameters, the penalty included. So the mean over examples has the mean loss and the penalty once.
 * @throws {UsageError} for an unknown loss (the nearest is offered) or option; {ShapeError} for a loss of classes of
 * a model with one output.
 * @example
 *   const model = MLP(1, [1]);
 *   lossFormula({ model, loss: "squared", penalty: { l2: 0.5 } })  // (w1_1_1*x1 + b1_1 - y)^2 + 1/2*(w1_1_1^2 + b1_1^2)
 */
export function lossFormula(options: LossOptions): Expr {
  checkOptions("lossFormula", options ?? null, lossRules);
  const { model, loss, penalty = {} } = options;
  for (const [name, value] of [
    ["model", model],
    ["loss", loss],
  ]) {
    if (value === undefined)
      throw new UsageError(`bad-${name}`, `lossFormula without a ${name}, expected one`);
  }
  const scores = model.forward(inputVariables(model));
  const targets = targetVariables(model, loss);
  let sum =
    typeof loss === "function" ? given(loss(scores, targets)) : named(lossNamed(loss), scores, targets);
  if (penalty.l1 !== undefined) sum = Add(sum, l1(model.parameters.variables, penalty.l1));
  if (penalty.l2 !== undefined) sum = Add(sum, l2(model.parameters.variables, penalty.l2));
  return sum;
}

function named(loss: Loss, scores: readonly Expr[], targets: readonly Expr[]): Expr {
  if (loss.targets === "class" && scores.length < 2) {
    throw new ShapeError(
      "wrong-length",
      `loss '${loss.name}' of a model with 1 output, expected one output for each of two classes or more`,
    );
  }
  return loss.formula(scores, targets);
}

function given(value: unknown): Expr {
  if (isExpr(value) || typeof value === "number") return toExpr(value);
  throw new UsageError("not-a-formula", `the loss gave ${described(value)}, expected a formula`);
}
