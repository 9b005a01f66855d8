import { describe, expect, test } from "vitest";
import { evaluate } from "../../src/expr/evaluate.ts";
import { variables } from "../../src/expr/measure.ts";
import { format } from "../../src/expr/print/format.ts";
import { huber } from "../../src/nn/losses.ts";
import { inputVariables, lossFormula, targetVariables } from "../../src/nn/lossFormula.ts";
import { MLP } from "../../src/nn/modules/mlp.ts";
import { compile } from "../../src/program/compile.ts";
import { expectNear } from "../near.ts";

const model = MLP(2, [2, 1], { seed: 3 });

describe("lossFormula({ model, loss, penalty })", () => {
  test("is a formula of x1, x2, ..., y and the parameters, the penalty added once", () => {
    expect(format(lossFormula({ model: MLP(1, [1]), loss: "squared", penalty: { l2: 0.5 } }))).toBe(
      "(w1_1_1*x1 + b1_1 - y)^2 + 1/2*(w1_1_1^2 + b1_1^2)",
    );
    const loss = lossFormula({ model, loss: "hinge", penalty: { l1: 1, l2: 2 } });
    expect(variables(loss)).toEqual([...model.parameters.names, "x1", "x2", "y"].sort());
  });

  test("is what a formula's evaluation gives, compiled with its gradient in the parameters' order", () => {
    const loss = lossFormula({ model, loss: "logistic", penalty: { l2: 1e-4 } });
    const { names, values, gradients } = model.parameters;
    const inputs = ["x1", "x2", "y", ...names];
    const kernel = compile(loss, { inputs, gradient: names });
    const at = Float64Array.of(0.3, -0.4, -1, ...values);
    const value = kernel.valueAndGradient(at, gradients);
    const bindings = model.parameters.bindings({ x1: 0.3, x2: -0.4, y: -1 });
    expectNear(value, evaluate(loss, bindings), 1e-15); // + - * softplus: bit for bit, or a rounding
    const moved = (by: number): number =>
      evaluate(loss, new Map(bindings).set("w1_1_2", model.parameters.get("w1_1_2") + by));
    expectNear(model.parameters.gradient("w1_1_2"), (moved(1e-6) - moved(-1e-6)) / 2e-6, 1e-9); // rounding over the step
  });

  test("has targets y1, y2, ... of several outputs, but one class", () => {
    const two = MLP(1, [2]);
    expect(inputVariables(model).map((x) => format(x))).toEqual(["x1", "x2"]);
    expect(targetVariables(two, "squared").map((y) => format(y))).toEqual(["y1", "y2"]);
    expect(targetVariables(two, "softmax").map((y) => format(y))).toEqual(["y"]);
    expect(variables(lossFormula({ model: two, loss: "softmax" }))).toContain("y");
  });

  test("takes a function of scores and targets", () => {
    const loss = lossFormula({
      model: MLP(1, [1]),
      loss: (scores, targets) => huber(scores, targets, { delta: 2 }),
    });
    expect(evaluate(loss, { w1_1_1: 1, b1_1: 0, x1: 5, y: 0 })).toBe(8);
  });

  test("names what is wrong", () => {
    expect(() => lossFormula({ model, loss: "hing" })).toThrow("unknown loss 'hing' (did you mean 'hinge'?)");
    expect(() => lossFormula({ model, loss: "softmax" })).toThrow(
      "loss 'softmax' of a model with 1 output, expected one output for each of two classes or more",
    );
    expect(() => lossFormula({ model, loss: "hinge", penalty: { l2: -1 } })).toThrow(
      "the strength of a penalty is -1",
    );
    // @ts-expect-error an option that there is not
    expect(() => lossFormula({ model, loss: "hinge", penalty: { l3: 1 } })).toThrow(
      "unknown option 'l3' of penalty",
    );
    // @ts-expect-error no model
    expect(() => lossFormula({ loss: "hinge" })).toThrow("lossFormula without a model, expected one");
    // @ts-expect-error a text where a model is due
    expect(() => lossFormula({ model: "mlp", loss: "hinge" })).toThrow(
      "model is 'mlp', expected a model such as MLP(2, [4, 1])",
    );
    // @ts-expect-error a function that gives a text
    expect(() => lossFormula({ model, loss: () => "0" })).toThrow("the loss gave '0', expected a formula");
    // @ts-expect-error nothing
    expect(() => lossFormula()).toThrow("the options of lossFormula are null, expected an object");
  });
});
