// The four optimizers, each training the same small net from the same weights, and their loss curves.
import assert from "node:assert/strict";
import { curveText, trainingPicture } from "gradtree/insight";
import { adam, gradientDescent, MLP, momentum, rmsprop, trainer, xor } from "gradtree/nn";
import { fixed, heading, picture, table } from "../show.mjs";

heading("four optimizers, one small net");

const data = xor(64, { seed: 3 });
const STEPS = 400;

const optimizers = [
  ["gradient descent", (parameters) => gradientDescent(parameters, { rate: 2 })],
  ["momentum", (parameters) => momentum(parameters, { rate: 0.3 })],
  ["RMSProp", (parameters) => rmsprop(parameters, { rate: 0.05 })],
  ["Adam", (parameters) => adam(parameters, { rate: 0.05 })],
];

const results = optimizers.map(([name, make]) => {
  const model = MLP(2, [8, 1], { activation: "tanh", seed: 5 });
  const training = trainer({ model, loss: "logistic", data, optimizer: make(model.parameters) });
  const curve = { steps: [], losses: [] };
  for (const { step, loss } of training.run({ steps: STEPS })) {
    curve.steps.push(step);
    curve.losses.push(loss);
  }
  return { name, curve, ...training.evaluate() };
});

for (const { name, curve, loss } of results) {
  console.log(`\n${name}`);
  console.log(curveText(curve));
  await picture(`${name.replace(" ", "-").toLowerCase()}.svg`, () =>
    trainingPicture({ title: name, subtitle: `loss ${fixed(loss)} after ${STEPS} steps`, curve }),
  );
}

console.log();
const after = (losses, step) => fixed(losses[step - 1]);
table(
  ["loss before step", "1", "50", "150", "400", "predicted right"],
  results.map(({ name, curve: { losses }, accuracy }) => [
    name,
    ...[1, 50, 150, STEPS].map((step) => after(losses, step)),
    `${fixed(100 * accuracy, 1)} %`,
  ]),
);

const [plain, ...others] = results;
for (const { curve, accuracy } of results) {
  assert.equal(curve.losses[0], plain.curve.losses[0]); // the same weights to begin with
  assert.ok(curve.losses.at(-1) < 0.15);
  assert.ok(accuracy >= 0.95);
}
// Those that remember earlier gradients are ahead on the way.
for (const { curve } of others) assert.ok(curve.losses[149] < plain.curve.losses[149]);
