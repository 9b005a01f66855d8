// How to change the weights? Naively: at random, keeping what is better. With gradients: against them. Counted in
// evaluations of the loss, one line on points that a line tells apart.
import assert from "node:assert/strict";
import { gradientDescent, MLP, randomSearch, simple, trainer } from "gradtree/nn";
import { fixed, heading, table } from "../show.mjs";

heading("at random, or against the gradient");

const data = simple(50, { seed: 1 });
const GOAL = 0.2;

function stepsTo(goal, make) {
  const model = MLP(2, [1], { seed: 1 });
  const training = trainer({ model, data, loss: "logistic", optimizer: make(model.parameters) });
  const before = training.evaluate().loss;
  for (const _ of training.run({ steps: 5000, loss: goal }));
  const { loss, accuracy } = training.evaluate();
  assert.ok(loss <= goal);
  return { before, loss, accuracy, steps: training.steps };
}

const random = stepsTo(GOAL, (parameters) => randomSearch(parameters, { seed: 1 }));
const descent = stepsTo(GOAL, (parameters) => gradientDescent(parameters, { rate: 5 }));
table(
  ["way", "loss at first", "steps to 0.2", "loss", "predicted right"],
  [
    ["at random", random],
    ["against the gradient", descent],
  ].map(([way, { before, steps, loss, accuracy }]) => [
    way,
    fixed(before),
    steps,
    fixed(loss),
    `${fixed(100 * accuracy, 1)} %`,
  ]),
);
assert.ok(descent.steps < random.steps);
