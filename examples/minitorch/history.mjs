// A scalar's history, and scalars without one.
import assert from "node:assert/strict";
import { heading, table } from "../show.mjs";
import { functions, noGrad, Scalar, topologicalOrder } from "./scalar.mjs";

heading("scalars with history");

const [add, mul] = ["add", "mul"].map((name) => functions.get(name));
const a = new Scalar(2);
const b = new Scalar(3);
const sum = add.apply(a, b);
const product = mul.apply(sum, a);
const names = new Map([
  [a, "a"],
  [b, "b"],
  [sum, "sum"],
  [product, "product"],
]);

table(
  ["scalar", "data", "last function", "saved", "inputs"],
  topologicalOrder(product).map((scalar) => {
    const { lastFn, ctx, inputs = [] } = scalar.history ?? {};
    const saved = ctx?.savedValues.join(", ") ?? "";
    return [
      names.get(scalar),
      scalar.data,
      lastFn?.name ?? "none: a leaf",
      saved,
      inputs.map((one) => names.get(one)),
    ];
  }),
);
assert.equal(sum.data, 5);
assert.equal(sum.history.lastFn, add);
assert.deepEqual(sum.history.ctx.savedValues, [2, 3]);
assert.deepEqual(sum.history.inputs, [a, b]);
assert.ok(a.isLeaf && !sum.isLeaf);

product.backward();
console.log("derivatives of (a + b)*a:", a.derivative, b.derivative);
assert.deepEqual([a.derivative, b.derivative], [2 * 2 + 3, 2]);

// Without gradients: the same data, nothing remembered.
const plain = noGrad(() => mul.apply(add.apply(a, b), a));
console.log("without gradients:", plain.data, plain.isLeaf ? "has no history" : "has a history");
assert.equal(plain.data, product.data);
assert.equal(plain.isLeaf, true);
assert.equal(add.apply(a, b).isLeaf, false); // and after it as before
