// Training that can't go on stops with the step, the parameter and the likely reason, and the parameters stay whole.
import { describe, expect, test } from "vitest";
import type { Expr } from "../../../src/expr/node.ts";
import { Sigmoid } from "../../../src/expr/primitives/activations.ts";
import { Ln } from "../../../src/expr/primitives/exponential.ts";
import { Mul, Neg, Sub } from "../../../src/expr/primitives/operators.ts";
import { Sqrt } from "../../../src/expr/primitives/powers.ts";
import { Dataset, DivergedError, type LossOptions, MLP, simple, trainer } from "../../../src/nn/index.ts";

/** The error that training ends with, and the parameters then and before the last step that went well. */
function failed(training: ReturnType<typeof trainer>) {
  const { values } = training.model.parameters;
  const history: Float64Array[] = [];
  for (let k = 0; k < 1000; k++) {
    history.push(values.slice());
    try {
      training.step();
    } catch (error) {
      if (!(error instanceof DivergedError)) throw error;
      return { error, history, values };
    }
  }
  throw new Error("it did not fail");
}

describe("a loss that is not finite", () => {
  test("by a learning rate that is too large names step, parameter and rate", () => {
    const model = MLP(2, [4, 1], { seed: 1 });
    const training = trainer({ model, loss: "squared", data: simple(10, { seed: 1 }), rate: 1e6 });
    const { error, history, values } = failed(training);
    expect(error.code).toBe("diverged");
    expect(error.step).toBe(history.length);
    expect(model.parameters.names).toContain(error.parameter);
    expect(error.message).toMatch(
      /^step \d+: the loss is inf, first in row \d+; parameters grew from at most 0\.\d+ to \S+ \('\w+'\): the learning rate is probably too large, try a tenth of it\. /u,
    );
    // As they were before the last step that was done: whole, and finite.
    expect(values).toEqual(history[history.length - 2]);
    expect(values.every(Number.isFinite)).toBe(true);
    expect(training.steps).toBe(history.length - 1);
  });

  test("by a logit that overflows says which losses take logits", () => {
    const naive = ([score]: readonly Expr[], [target]: readonly Expr[]): Expr =>
      Neg(Ln(Sigmoid(Mul(target, score))));
    const data = new Dataset([Float64Array.of(1, 900)], Float64Array.of(1, -1));
    const model = MLP(1, [1]);
    model.parameters.values.set([1, 0]);
    const { error, values } = failed(trainer({ model, loss: naive, data, rate: 0.1 }));
    expect(error.message).toMatch(
      /^step 1: the loss is inf, first in row 2; scores reach 900, where exp overflows: use a loss that takes logits/u,
    );
    expect([...values]).toEqual([1, 0]);
  });

  test("by features that are too large says to scale them", () => {
    const data = new Dataset([Float64Array.of(1, 1e200)], Float64Array.of(1, -1));
    const { error } = failed(trainer({ model: MLP(1, [1], { seed: 1 }), loss: "squared", data }));
    expect(error.message).toContain("'x1' reaches 1e+200: scale the features to about 1");
  });

  test("by an activation that has no value there says so", () => {
    const model = MLP(1, [1, 1], { activation: "ln" });
    model.parameters.values.set([-1, 0, 1, 0]);
    const data = new Dataset([Float64Array.of(1, 2)], Float64Array.of(1, -1));
    const { error } = failed(trainer({ model, loss: "hinge", data }));
    expect(error.message).toMatch(
      /^step 1: the loss is nan, first in row 1; scores are nan: an activation has no value/u,
    );
  });

  test("in a mini-batch names the row of the data", () => {
    const x = Float64Array.from({ length: 9 }, (_, i) => (i === 5 ? 1e300 : 1));
    const data = new Dataset([x], new Float64Array(9).fill(1));
    const { error } = failed(trainer({ model: MLP(1, [1]), loss: "squared", data, batch: 2, rate: 0.1 }));
    expect(error.message).toContain("first in row 6;");
  });
});

test("a gradient that is not finite names the parameter: a root at 0", () => {
  const root = ([score]: readonly Expr[], [target]: readonly Expr[]): Expr => Sqrt(Sub(score, target));
  const data = new Dataset([Float64Array.of(0)], Float64Array.of(0));
  const model = MLP(1, [1]);
  model.parameters.values.set([0, 0]);
  const { error, values } = failed(trainer({ model, loss: root, data }));
  expect(error.message).toMatch(
    /^step 1: the loss's derivative by '(w1_1_1|b1_1)' is (nan|inf); the loss has no derivative there/u,
  );
  expect([...values]).toEqual([0, 0]);
});

test("a step that makes a parameter infinite is taken back", () => {
  const data = new Dataset([Float64Array.of(1)], Float64Array.of(1));
  const model = MLP(1, [1], { seed: 1 });
  const { error, history, values } = failed(
    trainer({ model, loss: "squared", data, rate: () => Number.MAX_VALUE }),
  );
  expect(error.message).toMatch(/^step 1: parameter '\w+' became -?inf; /u);
  expect(values).toEqual(history[0]);
});

test("an optimizer that evaluates is stopped in the same way, and keeps its start", () => {
  const data = new Dataset([Float64Array.of(1e200)], Float64Array.of(1));
  const loss: LossOptions["loss"] = "squared";
  const model = MLP(1, [1], { seed: 1 });
  const { history, values } = failed(trainer({ model, loss, data, optimizer: "lbfgs" }));
  expect(values).toEqual(history[0]);
});
