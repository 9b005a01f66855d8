// h = mul(add(x, y), add(x, z)) by hand: in which order, what each step hands on, where it adds up.
import assert from "node:assert/strict";
import { Add, alpha, Mul, Var } from "gradtree";
import { formatTrace, reverseTrace } from "gradtree/insight";
import { heading } from "../show.mjs";
import { functions, Scalar, topologicalOrder } from "./scalar.mjs";

heading("h = mul(add(x, y), add(x, z)) at x = 2, y = 3, z = 5");

const [add, mul] = ["add", "mul"].map((name) => functions.get(name));
const [x, y, z] = [new Scalar(2), new Scalar(3), new Scalar(5)];
const p = add.apply(x, y); // 5
const q = add.apply(x, z); // 7
const h = mul.apply(p, q); // 35
const names = new Map([
  [x, "x"],
  [y, "y"],
  [z, "z"],
  [p, "p"],
  [q, "q"],
  [h, "h"],
]);

// Topological order: everything before what was made of it. The way back is the same order from its end.
const order = topologicalOrder(h);
console.log("order:", order.map((scalar) => names.get(scalar)).join(" "));
for (const scalar of order) {
  for (const input of scalar.history?.inputs ?? []) assert.ok(order.indexOf(input) < order.indexOf(scalar));
}

// chain_rule by hand: dh/dp = q, dh/dq = p; p = x + y and q = x + z hand on what they get.
const shown = (scalar, d) => scalar.chainRule(d).map(([input, part]) => `${names.get(input)} gets ${part}`);
console.log("h, 1:", ...shown(h, 1));
console.log("p, 7:", ...shown(p, 7));
console.log("q, 5:", ...shown(q, 5));
assert.deepEqual(shown(h, 1), ["p gets 7", "q gets 5"]);
assert.deepEqual(shown(p, 7), ["x gets 7", "y gets 7"]);
assert.deepEqual(shown(q, 5), ["x gets 5", "z gets 5"]);

// accumulate_derivative: x gets something on two paths, dh/dx = 7 + 5.
h.backward();
console.log("derivatives:", x.derivative, y.derivative, z.derivative);
assert.deepEqual([x.derivative, y.derivative, z.derivative], [12, 7, 5]);

// The same by gradtree's formula, and as its table.
const formula = Mul(Add(Var("x"), Var("y")), Add(Var("x"), Var("z")));
const at = { x: 2, y: 3, z: 5 };
const sums = alpha.gradAt(formula, at);
assert.deepEqual(
  ["x", "y", "z"].map((name) => sums.read(name)),
  [12, 7, 5],
);
console.log(`\n${formatTrace(reverseTrace(formula, at))}`);

// Again without clearing: derivatives of leaves add up.
h.backward();
assert.equal(x.derivative, 24);
