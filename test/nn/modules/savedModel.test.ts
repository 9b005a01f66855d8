import { describe, expect, test } from "vitest";
import { GradtreeError, ParseError } from "../../../src/expr/errors.ts";
import { Sigmoid } from "../../../src/expr/primitives/activations.ts";
import { Mul } from "../../../src/expr/primitives/operators.ts";
import { format } from "../../../src/expr/print/format.ts";
import { Var } from "../../../src/expr/var.ts";
import { MLP } from "../../../src/nn/modules/mlp.ts";
import { loadModel, saveModel } from "../../../src/nn/modules/savedModel.ts";

const outputs = (model: MLP): string[] => model.forward([Var("x"), Var("y")]).map((out) => format(out));

describe("saveModel and loadModel", () => {
  test("give the same network back, every double exactly", () => {
    const model = MLP(2, [3, 2], { activation: ["tanh", "sigmoid"], seed: 9 });
    model.parameters.values.set([0.1 + 0.2, 5e-324, -0, Number.NaN, Number.NEGATIVE_INFINITY, 1 / 3]);
    const loaded = loadModel(saveModel(model));
    expect(String(loaded)).toBe(String(model));
    expect(loaded.parameters.names).toEqual(model.parameters.names);
    for (const [i, value] of model.parameters.values.entries())
      expect(Object.is(loaded.parameters.values[i], value)).toBe(true);
    expect(outputs(loaded)).toEqual(outputs(model));
    expect(saveModel(loaded)).toBe(saveModel(model));
  });

  test("keep the formula of an activation of the user's", () => {
    const model = MLP(2, [2, 1], { activation: (s) => Mul(s, Sigmoid(s)) });
    const text = saveModel(model);
    expect(text).toContain('"activation":"formula","formula":"(* x (sigmoid x))"');
    expect(outputs(loadModel(text))).toEqual(outputs(model));
  });

  const text = saveModel(MLP(1, [1], { seed: 1 }));
  const changed = (change: (saved: Record<string, unknown>) => void): string => {
    const saved = JSON.parse(text);
    change(saved);
    return JSON.stringify(saved);
  };

  test.each([
    ["", "cut-off", "the text of the saved model ends too early: it is empty or cut off; save it again"],
    [
      text.slice(0, 40),
      "cut-off",
      "the text of the saved model ends too early: it is empty or cut off; save it again",
    ],
    ["{x}", "not-json", "the text of the saved model is no JSON, expected what saving gave"],
    ["[]{}", "not-json", "the text of the saved model is no JSON, expected what saving gave"],
    [
      "{}",
      "not-saved",
      "the format of the text is undefined, expected 'gradtree model': it is no saved model",
    ],
    [
      changed((saved) => {
        saved.version = 2;
      }),
      "other-version",
      "the saved model has version 2, expected 1: it was saved by another version of gradtree",
    ],
    [
      changed((saved) => {
        saved.inputs = 2;
      }),
      "wrong-parameters",
      "the saved model has no parameter 'w1_1_2', expected the 3 of its layers",
    ],
    [
      changed((saved) => {
        saved.inputs = 0;
      }),
      "not-saved",
      "inputs of the saved model is 0, expected an integer from 1",
    ],
    [
      changed((saved) => {
        saved.layers = [];
      }),
      "not-saved",
      "the saved model has no layers, expected at least one",
    ],
    [
      changed((saved) => {
        saved.layers = 3;
      }),
      "not-saved",
      "layers of the saved model is 3, expected a list",
    ],
    [
      changed((saved) => {
        saved.layers = [1];
      }),
      "not-saved",
      "layer 1 of the saved model is 1, expected an object",
    ],
    [
      changed((saved) => {
        saved.layers = [{ neurons: 1, activation: "rleu" }];
      }),
      "unknown-activation",
      'layer 1 of the saved model has an activation that is unknown: "rleu"',
    ],
    [
      changed((saved) => {
        saved.layers = [{ neurons: 1, activation: "formula" }];
      }),
      "not-saved",
      "the activation of layer 1 of the saved model has no formula",
    ],
    [
      changed((saved) => {
        saved.parameters = { w1_1_1: 1 };
      }),
      "wrong-parameters",
      "the saved model has no parameter 'b1_1', expected the 2 of its layers",
    ],
    [
      changed((saved) => {
        saved.parameters = { w1_1_1: 1, b1_1: "x" };
      }),
      "bad-number",
      "parameter 'b1_1' of the saved model is 'x', expected a number",
    ],
    [
      changed((saved) => {
        saved.parameters = { w1_1_1: 1, b1_1: 0, w9_9_9: 1 };
      }),
      "wrong-parameters",
      "the saved model has a parameter 'w9_9_9', expected only the 2 of its layers",
    ],
  ])("refuse %s with %s", (bad, code, message) => {
    let error: unknown;
    try {
      loadModel(bad);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(GradtreeError);
    expect(error).toMatchObject({ code, message });
  });

  test("refuse hostile text without reaching a prototype or hanging", () => {
    expect(() => loadModel('{"__proto__": {"format": "gradtree model", "version": 1}}')).toThrow(ParseError);
    expect(() => loadModel("[".repeat(200_000))).toThrow(ParseError);
    expect(() =>
      loadModel(
        changed((saved) => {
          saved.inputs = 1e6;
          saved.layers = [{ neurons: 1e6, activation: "relu" }];
        }),
      ),
    ).toThrow("over the limit of 5,000,000");
    // @ts-expect-error a number where a text is due
    expect(() => loadModel(3)).toThrow("the saved model is 3, expected a text");
  });
});
