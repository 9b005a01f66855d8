// Every function against central differences: chain_rule by each input, at points of the function's domain.
import assert from "node:assert/strict";
import { difference, primitives } from "gradtree";
import { heading } from "../show.mjs";
import { functions, Scalar } from "./scalar.mjs";

heading("every function against central differences");

// Each row of the table has samples of its domain. Differences are good to some 9 digits where a function neither bends
// sharply nor is huge: kinks and extreme arguments are left out, and so is a point where differences of two orders are
// not of one mind.
const TOLERANCE = 1e-6;
const isModerate = (x) => x === 0 || (Math.abs(x) >= 0.01 && Math.abs(x) <= 50);
const isNear = (a, b, tolerance) => Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(a), Math.abs(b));

let checks = 0;
let worst = 0;
const fewest = { name: "", points: Number.POSITIVE_INFINITY };
for (const [name, fn] of functions) {
  const row = primitives.get(name);
  let points = 0;
  for (const sample of row.samples) {
    if (row.kinkAt?.(...sample) || !sample.every(isModerate)) continue;
    const inputs = sample.map((value) => new Scalar(value));
    const result = fn.apply(...inputs);
    if (!Number.isFinite(result.data)) continue;
    const derivatives = result.chainRule(1).map(([, d]) => d);
    let wasChecked = false;
    for (const [i, x] of sample.entries()) {
      const curve = (value) => row.value(...sample.map((other, k) => (k === i ? value : other)));
      const [central, finer] = [difference(curve, x), difference(curve, x, "richardson")];
      if (!isNear(central, finer, TOLERANCE / 10)) continue;
      assert.ok(
        isNear(derivatives[i], finer, TOLERANCE),
        `${name} by input ${i + 1} at ${sample}: ${derivatives[i]}, differences ${finer}`,
      );
      worst = Math.max(worst, Math.abs(derivatives[i] - finer) / Math.max(1, Math.abs(finer)));
      checks++;
      wasChecked = true;
    }
    if (wasChecked) points++;
  }
  assert.ok(points >= 3, `${name} was checked at ${points} points`);
  if (points < fewest.points) Object.assign(fewest, { name, points });
}
console.log(`${functions.size} functions, ${checks} derivatives, worst error ${worst.toExponential(1)}`);
console.log(`fewest points: ${fewest.points}, of ${fewest.name}`);
assert.ok(functions.size > 60);
