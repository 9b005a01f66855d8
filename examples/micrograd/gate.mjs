// The gate: q = x + y, f = q*z, forward once for the values and backward once for the gradients.
import assert from "node:assert/strict";
import { parse } from "gradtree";
import { formatTrace, reverseTrace, valueGraph } from "gradtree/insight";
import { drawn, heading, picture } from "../show.mjs";

heading("the gate: q = x + y, f = q*z");

const f = parse("(x + y)*z");
const at = { x: -2, y: 5, z: -4 };
const trace = reverseTrace(f, at);
console.log(formatTrace(trace));

const numbersOf = new Map(trace.rows.map((row) => [row.name, [row.value, row.adjoint]]));
const shown = ["x", "y", "t1", "z", "t2"].map((name) => {
  const [value, gradient] = numbersOf.get(name);
  const label = { t1: "q", t2: "f" }[name] ?? name;
  return `${label}: value ${value}, gradient ${gradient}`;
});
console.log(`\n${shown.join("\n")}`);
// Forward: q = 3, f = -12. Backward: f 1, q gets z = -4 and hands it to x and y alike; z gets q = 3.
assert.deepEqual(shown, [
  "x: value -2, gradient -4",
  "y: value 5, gradient -4",
  "q: value 3, gradient -4",
  "z: value -4, gradient 3",
  "f: value -12, gradient 1",
]);

const dot = valueGraph(f, at);
console.log(`\n${dot}`);
await picture("gate.svg", () => drawn(dot));
