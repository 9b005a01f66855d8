// Training in seven steps, each in the open: nothing here but formulas, numbers and a loop.
import assert from "node:assert/strict";
import { evaluate, gradientAt } from "gradtree";
import { inputVariables, MLP, squared } from "gradtree/nn";
import { fixed, heading } from "../show.mjs";

heading("seven steps of training");

const inputs = [
  [2, 3, -1],
  [3, -1, 0.5],
  [0.5, 1, 1],
  [1, 1, -1],
];
const targets = [1, -1, -1, 1];
const RATE = 0.05;

// 2. The model: three inputs, two layers of four neurons, one output.
const model = MLP(3, [4, 4, 1], { activation: "tanh", seed: 1 });
const { parameters } = model;
console.log(`${model}`.slice(0, 60), "...");

// 3. The loss of one example, as a formula of the inputs x1, x2, x3 and the parameters, for each target.
const [score] = model.forward(inputVariables(model));
const lossOf = (target) => squared(score, target);

const losses = [];
// 1. The loop. (7. And on to the next.)
for (let step = 1; step <= 40; step++) {
  // 5. Gradients to zero: they add up in the parameters' store.
  model.zeroGrad();
  let loss = 0;
  for (const [i, [x1, x2, x3]] of inputs.entries()) {
    const formula = lossOf(targets[i]);
    const at = parameters.bindings({ x1, x2, x3 });
    // 4. Forward.
    loss += evaluate(formula, at);
    // 5. Backward: what arrives at the parameters is added.
    parameters.accumulate(gradientAt(formula, at));
  }
  // 6. Against the gradient.
  for (let k = 0; k < parameters.size; k++) parameters.values[k] -= RATE * parameters.gradients[k];
  losses.push(loss);
  if (step === 1 || step % 10 === 0) console.log(`step ${step}: loss ${loss.toPrecision(3)}`);
}

const scores = inputs.map(([x1, x2, x3]) => evaluate(score, parameters.bindings({ x1, x2, x3 })));
console.log("scores", scores.map((s) => fixed(s, 3)).join(" "), "for", targets.join(" "));
assert.ok(losses.at(-1) < 0.05 && losses.at(-1) < losses[0] / 50);
for (const [i, s] of scores.entries()) assert.ok(Math.abs(s - targets[i]) < 0.15);
