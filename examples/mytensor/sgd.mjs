// Stochastic gradient descent on a linear model, 32 rows of 10 features, 1 output. The loss knows nothing of the optimizer,
// and the optimizer nothing of rows: so where is the choice of rows? In the batch. It picks them before the forward pass;
// the loss is of these rows alone, and so is the gradient.
import assert from "node:assert/strict";
import { compile } from "gradtree";
import {
  Batches,
  Dataset,
  gradientDescent,
  inputVariables,
  lossFormula,
  MLP,
  normal,
  targetVariables,
  zeros,
} from "gradtree/nn";
import { fixed, heading, near } from "../show.mjs";
import { Tape } from "./tape.mjs";

heading("mini-batches: a linear model of 32 x 10 rows");

const ROWS = 32;
const FEATURES = 10;
const [SIZE, RATE, EPOCHS] = [8, 0.05, 40];

const inputs = normal([ROWS, FEATURES], { seed: 1 });
const weights = normal([FEATURES, 1], { seed: 2 });
const targets = inputs.matmul(weights).add(0.5); // to be found again: the weights, and a bias of 1/2
const data = new Dataset(
  Array.from({ length: FEATURES }, (_, c) => Float64Array.from({ length: ROWS }, (_, i) => inputs.get(i, c))),
  Float64Array.from(targets.entries),
);

const tape = new Tape();
const w = tape.tensor(normal([FEATURES, 1], { seed: 3, deviation: 0.1 }));
const b = tape.tensor([0]);
const start = [...w.data.entries, 0];

/** The loss of some rows, forward and backward: gradients of w and b. */
function differentiate(rows) {
  const picked = data.pick(rows);
  const x = tape.tensor(Array.from({ length: picked.size }, (_, i) => [...picked.row(i)]));
  const y = tape.tensor(Array.from(picked.targets, (target) => [target]));
  tape.clear();
  for (const one of [w, b]) one.grad = zeros(one.shape); // zero_grad
  const error = tape.sub(tape.add(tape.matmul(x, w), b), y); // the bias is broadcast along the batch
  const loss = tape.mean(tape.mul(error, error));
  tape.backward(loss);
  return { loss: loss.data.get(), gradient: [...w.grad.entries, ...b.grad.entries] };
}

// The gradient of a batch is the mean of its own rows' gradients, and of no others.
const batch = [3, 1, 4, 15];
const rowGradients = batch.map((row) => differentiate([row]).gradient);
for (const [k, partial] of differentiate(batch).gradient.entries()) {
  near(partial, rowGradients.reduce((sum, gradient) => sum + gradient[k], 0) / batch.length, 1e-13);
}

// Every epoch goes through all rows once, in an order of its own.
const batches = new Batches(ROWS, { size: SIZE, seed: 4 });
const seen = new Set();
let loss;
for (let step = 0; step < (EPOCHS * ROWS) / SIZE; step++) {
  const rows = batches.next();
  if (step < ROWS / SIZE) for (const row of rows) seen.add(row);
  const found = differentiate(rows);
  loss = found.loss;
  w.data.addInPlace(w.grad.mul(-RATE));
  b.data.addInPlace(b.grad.mul(-RATE));
  if (step % 40 === 0) console.log(`epoch ${batches.epoch}: loss of the batch ${fixed(loss, 6)}`);
}
assert.equal(seen.size, ROWS);
console.log(`after ${EPOCHS} epochs: ${fixed(loss, 6)}, bias ${fixed(b.data.entries[0])}`);
assert.ok(loss < 1e-4);
for (const [k, weight] of w.data.entries.entries()) near(weight, weights.entries[k], 0.02);
near(b.data.entries[0], 0.5, 0.02);

// The same steps as gradtree trains: the loss of one row is a formula, compiled once, and run over the rows of each batch.
const model = MLP(FEATURES, [1]);
const { names, values, gradients } = model.parameters;
values.set(start);
const inputNames = [...inputVariables(model), ...targetVariables(model, "squared")].map(String);
const kernel = compile(lossFormula({ model, loss: "squared" }), {
  inputs: [...inputNames, ...names],
  gradient: names,
});
const run = kernel.rows(SIZE, { parameters: names });
const optimizer = gradientDescent(model.parameters, { rate: RATE });
const sameBatches = new Batches(ROWS, { size: SIZE, seed: 4 });
for (let step = 0; step < (EPOCHS * ROWS) / SIZE; step++) {
  const picked = data.pick(sameBatches.next());
  for (const [c, column] of [...picked.columns, picked.targets].entries()) {
    run.column(inputNames[c]).set(column);
  }
  run.parameters.set(values);
  run.sum(gradients); // over whatever was there
  for (let k = 0; k < gradients.length; k++) gradients[k] /= SIZE;
  optimizer.step();
}
const byTape = [...w.data.entries, ...b.data.entries];
for (const [k, value] of values.entries()) near(value, byTape[k], 1e-12);
console.log("the compiled formula takes the same steps: parameters within 1e-12");
