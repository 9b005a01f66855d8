// The demo: a network of 337 weights learns to tell two moons apart in 100 steps.
import assert from "node:assert/strict";
import { boundaryText, curveText, regionOf, TEXT_GRID, trainingPicture } from "gradtree/insight";
import { gradientDescent, MLP, moons, trainer } from "gradtree/nn";
import { fixed, heading, picture } from "../show.mjs";

heading("the moons");

const data = moons(100, { noise: 0.1, seed: 1337 });
const model = MLP(2, [16, 16, 1], { seed: 1337 });
console.log(`${model}`.replace(/(ReLUNeuron\(\d+\), )+ReLUNeuron/gu, "16 times ReLUNeuron"));
console.log("number of parameters", model.parameters.size);
assert.equal(model.parameters.size, 337);

// Max-margin loss and L2 with 1e-4; the learning rate goes from 1 to 0.1.
const training = trainer({
  model,
  data,
  loss: "hinge",
  penalty: { l2: 1e-4 },
  optimizer: gradientDescent(model.parameters, { rate: (k) => 1 - (0.9 * k) / 100 }),
});
const curve = { steps: [], losses: [] };
for (const { step, loss } of training.run({ steps: 100 })) {
  curve.steps.push(step);
  curve.losses.push(loss);
  if (step % 20 === 0) {
    const { accuracy } = training.evaluate();
    console.log(`step ${step}: loss before it ${fixed(loss)}, accuracy ${fixed(100 * accuracy, 1)} %`);
  }
}
const { loss, accuracy } = training.evaluate();
assert.equal(training.steps, 100);
assert.equal(accuracy, 1);
assert.ok(loss < 0.05);

const asked = { kind: "signs", classes: ["-1", "1"] };
console.log(curveText(curve));
console.log(boundaryText(regionOf(model, data, { ...asked, ...TEXT_GRID })));
await picture("moons.svg", () => {
  const region = regionOf(model, data, { ...asked, across: 80, up: 80 });
  const subtitle = `loss ${fixed(loss)}, accuracy ${fixed(100 * accuracy, 1)} %`;
  return trainingPicture({ title: "moons: 100 steps", subtitle, curve, region });
});
