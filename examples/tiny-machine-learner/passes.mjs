// The other price of differences: for each weight of a network the whole forward pass twice. Counted.
import assert from "node:assert/strict";
import { difference, evaluate, gradientAt, measure } from "gradtree";
import { lossFormula, MLP } from "gradtree/nn";
import { heading, near, table } from "../show.mjs";

heading("two forward passes for each weight");

table(
  ["network", "weights", "passes", "nodes worked out", "by Alpha, and back", "largest error"],
  [
    [2, 1],
    [4, 1],
    [8, 8, 1],
  ].map((layers) => {
    const model = MLP(2, layers, { activation: "tanh", seed: 1 });
    const { names, values } = model.parameters;
    const loss = lossFormula({ model, loss: "squared" });
    const at = model.parameters.bindings({ x1: 0.5, x2: -1, y: 1 });

    let passes = 0;
    const lossWith = (name) => (value) => {
      passes++;
      return evaluate(loss, new Map(at).set(name, value));
    };
    const differences = names.map((name, i) => difference(lossWith(name), values[i]));
    assert.equal(passes, 2 * names.length);

    // Alpha: every value once (a forward pass), then one sweep back, no node twice, for all weights together.
    const { nodes } = measure(loss);
    let visits = 0;
    const exact = gradientAt(loss, at, { wrt: names, onVisits: (n) => (visits = n) });
    assert.ok(visits <= nodes);
    const worst = Math.max(
      ...names.map((name, i) => Math.abs(near(differences[i], exact.get(name), 1e-8) - exact.get(name))),
    );
    return [layers.join("-"), names.length, passes, passes * nodes, nodes + visits, worst.toExponential(1)];
  }),
);
