import { expect, test } from "vitest";
import { Var } from "../../src/expr/var.ts";
import * as nn from "../../src/nn/index.ts";

test("gradtree/nn exports these names", () => {
  expect(
    Object.keys(nn)
      .sort((a, b) => a.localeCompare(b, "en"))
      .join(" "),
  ).toBe(
    [
      "absolute activations adam adamw array Batches checkTargets circle circles constantRate cosineDecay",
      "crossEntropy Dataset datasetNamed datasets diag distance DivergedError gradientDescent gradients he",
      "hinge huber inputVariables l1 l2 Layer lbfgs linearDecay loadModel logistic losses lossFormula lossNamed",
      "matmulGradients MLP Module momentum moons nesterov Neuron normal ones optimizerNamed optimizers",
      "Parameters predictions Random randomSearch readCsv rmsprop saveModel Scaling simple softmaxCrossEntropy spiral",
      "split squared targetVariables trainer trainTest unbroadcast uniform variables xavier xor zeros",
    ].join(" "),
  );
});

test("formulas show themselves", () => {
  expect(`${nn.hinge(Var("s"), Var("t"))}`).toBe("relu(1 - t*s)");
});
