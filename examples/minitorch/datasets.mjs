// Six sets of points, each told apart by a line first, then by a network. The loss is -log sigmoid.
import assert from "node:assert/strict";
import { boundaryText, regionOf, TEXT_GRID, trainingPicture } from "gradtree/insight";
import { adam, datasets, MLP, trainer } from "gradtree/nn";
import { fixed, heading, picture, table } from "../show.mjs";

heading("six data sets: a line, then a network");

const SIZE = 100;
/** The layers of each network. */
const networks = {
  simple: [4, 1],
  diag: [4, 1],
  split: [8, 1],
  xor: [8, 1],
  circle: [8, 1],
  spiral: [16, 16, 1],
};

/** Trains with Adam until all points are told apart, or for so many steps. */
function train(data, layers, { rate, steps }) {
  const model = MLP(2, layers, { activation: "tanh", init: "xavier", seed: 1 });
  const optimizer = adam(model.parameters, { rate });
  const training = trainer({ model, data, loss: "logistic", optimizer });
  const curve = { steps: [], losses: [] };
  for (const { step, loss } of training.run({ steps, accuracy: 1, every: 10 })) {
    curve.steps.push(step);
    curve.losses.push(loss);
  }
  return { model, curve, steps: training.steps, ...training.evaluate() };
}

const percent = (share) => `${fixed(100 * share, 1)} %`;
const results = Object.entries(networks).map(([name, layers]) => {
  const data = datasets.get(name)(SIZE, { seed: 1 });
  const line = train(data, [1], { rate: 0.5, steps: 200 });
  const network = train(data, layers, { rate: 0.05, steps: 800 });
  return { name, data, layers, line, network };
});

for (const { name, data, network } of results) {
  const { model, curve, loss, accuracy } = network;
  const asked = { kind: "signs", classes: ["first", "second"] };
  console.log(`\n${name}`);
  console.log(boundaryText(regionOf(model, data, { ...asked, ...TEXT_GRID })));
  await picture(`${name}.svg`, () => {
    const region = regionOf(model, data, { ...asked, across: 80, up: 80 });
    const subtitle = `loss ${fixed(loss)}, accuracy ${percent(accuracy)}`;
    return trainingPicture({ title: name, subtitle, curve, region });
  });
}

console.log();
table(
  ["data", "a line", "network", "layers", "steps", "loss"],
  results.map(({ name, line, network, layers }) => [
    name,
    percent(line.accuracy),
    percent(network.accuracy),
    layers.join("-"),
    network.steps,
    fixed(network.loss),
  ]),
);

const byName = new Map(results.map((result) => [result.name, result]));
for (const { name, network } of results) assert.ok(network.accuracy >= 0.95, `${name}: ${network.accuracy}`);
// One line is enough for the first two, and for no other.
for (const name of ["simple", "diag"]) assert.ok(byName.get(name).line.accuracy >= 0.95);
for (const name of ["split", "xor", "circle", "spiral"]) assert.ok(byName.get(name).line.accuracy < 0.9);
