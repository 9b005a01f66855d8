// Broadcasting: from the last axis on, lengths are equal or one of them is 1. And what becomes of it on the way back.
import assert from "node:assert/strict";
import { array, gradients, ones, unbroadcast, variables, zeros } from "gradtree/nn";
import { heading, shapeText, table } from "../show.mjs";

heading("broadcasting");

const shapeOf = (a, b) => shapeText(zeros(a).add(zeros(b)).shape);
table(
  ["a", "b", "a + b"],
  [
    [[32, 10], [10], "(32, 10)"],
    [[32, 1], [1, 10], "(32, 10)"],
    [[5, 1, 3], [4, 1], "(5, 4, 3)"],
    [[2, 3], [], "(2, 3)"],
  ].map(([a, b, expected]) => {
    assert.equal(shapeOf(a, b), expected);
    return [shapeText(a), shapeText(b), expected];
  }),
);
// From the last axis, since entries next to each other in memory differ in that one.
const refusal = (work) => {
  try {
    work();
  } catch (error) {
    console.log(`refused: ${error.message}`);
    return error.message;
  }
  return assert.fail("nothing was refused");
};
assert.match(
  refusal(() => shapeOf([32, 10], [32])),
  /along axis -1/u,
);

// Case 1: the bias of a layer, one number for each feature, is broadcast along the rows of the batch.
console.log("\ncase 1: a bias along the batch");
const outputs = array([
  [1, 2, 3],
  [4, 5, 6],
]);
const bias = array([10, 20, 30]);
console.log(`${outputs} + ${bias} = ${outputs.add(bias)}`);
assert.deepEqual(outputs.add(bias).nested(), [
  [11, 22, 33],
  [14, 25, 36],
]);
// In place only the right side may be broadcast: a += b must not change the shape of a, whoever else holds it.
assert.deepEqual(array(outputs.nested()).addInPlace(bias).nested(), outputs.add(bias).nested());
assert.match(
  refusal(() => array(bias.nested()).addInPlace(outputs)),
  /in place/u,
);

// Case 2: on the way back the gradient has the shape of the sum. The bias was used once for each row, so its gradient is
// the sum over the axis that it was broadcast along.
console.log("\ncase 2: the gradient of what was broadcast");
const b = variables("b", [3]);
const upstream = array([
  [1, 2, 3],
  [10, 20, 30],
]);
const [symbolic] = gradients(outputs.add(b), [b], upstream);
const summed = unbroadcast(upstream, [3]);
console.log(`gradient of the sum ${upstream}, of the bias ${summed}`);
assert.deepEqual(summed.nested(), [11, 22, 33]);
assert.equal(String(symbolic), String(summed));
// A product: the other operand times the gradient, then summed.
const [ofFactor] = gradients(outputs.mul(b), [b]);
assert.equal(String(ofFactor), "[5, 7, 9]");
assert.deepEqual(unbroadcast(ones([2, 3]).mul(outputs), [3]).nested(), [5, 7, 9]);
