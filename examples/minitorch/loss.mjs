// How good is a line? First naively, by how far points on the wrong side are from it, then by -log sigmoid.
import assert from "node:assert/strict";
import { diff, evaluate, Var } from "gradtree";
import { distance, logistic } from "gradtree/nn";
import { fixed, heading, near, table } from "../show.mjs";

heading("the distance to the line, and -log sigmoid");

// The score w1*x + w2*y + b is in proportion to the distance from the line, with a sign: the side. The target is a sign.
const [score, target] = [Var("s"), Var("t")];
const losses = { distance: distance(score, target), logistic: logistic(score, target) };
for (const [name, loss] of Object.entries(losses)) console.log(`${name}: ${loss}, by s: ${diff(loss, "s")}`);

const rows = [-4, -1, 0, 1, 4].map((s) => {
  const at = { s, t: 1 };
  return [s, ...Object.values(losses).flatMap((loss) => [evaluate(loss, at), evaluate(diff(loss, "s"), at)])];
});
table(
  ["score, target 1", "distance", "its slope", "-log sigmoid", "its slope"],
  rows.map(([s, ...numbers]) => [s, ...numbers.map((number) => fixed(number))]),
);
for (const [s, , , value, slope] of rows) {
  near(value, -Math.log(1 / (1 + Math.exp(-s))), 1e-14);
  near(slope, 1 / (1 + Math.exp(-s)) - 1, 1e-14);
}

// The distance is content with any point on the right side, however near to the line, and with no line at all: all
// weights 0 put every point on it, loss 0. -log sigmoid goes to 0 only as points get far away on their side.
assert.equal(evaluate(losses.distance, { s: 0, t: 1 }), 0);
assert.equal(evaluate(losses.distance, { s: 1e-9, t: 1 }), 0);
assert.equal(evaluate(losses.logistic, { s: 0, t: 1 }), Math.log(2));
// And far out, where 1/(1 + exp(1000)) would be 0 and its logarithm -inf, it is right still.
assert.equal(evaluate(losses.logistic, { s: -1000, t: 1 }), 1000);
