// The tape walked backwards, and what is kept when gradients are off.
import assert from "node:assert/strict";
import { gradientAt, parse } from "gradtree";
import { heading, table } from "../show.mjs";
import { Tape } from "./tape.mjs";

heading("a tape, walked backwards");

const tape = new Tape();
const x = tape.tensor(3);
const y = tape.tensor(4);
const sum = tape.add(x, y); // 7
const product = tape.mul(sum, x); // 21
const result = tape.sub(product, y); // 17
const names = new Map([
  [x, "x"],
  [y, "y"],
  [sum, "sum"],
  [product, "product"],
  [result, "result"],
]);

tape.backward(result);
table(
  ["walked", "operation", "value", "gradient"],
  [...tape.entries]
    .reverse()
    .map(({ name, operands, result }, i) => [
      i + 1,
      `${names.get(result)} = ${name}(${operands.map((one) => names.get(one)).join(", ")})`,
      result.data,
      result.grad,
    ]),
);
console.log(`x.grad = ${x.grad}, y.grad = ${y.grad}`);
assert.deepEqual(
  tape.entries.map(({ name }) => name),
  ["add", "mul", "sub"],
); // the order of execution

// The same as a formula: (x + y)*x - y. A formula's walk is the tape that its structure implies.
const exact = gradientAt(parse("(x + y)*x - y"), { x: 3, y: 4 });
assert.deepEqual([x.grad.get(), y.grad.get()], [exact.get("x"), exact.get("y")]);
assert.deepEqual([x.grad.get(), y.grad.get()], [2 * 3 + 4, 3 - 1]);

// Gradients off: the same values, no gradients, no entries, so nothing holds the intermediate results once they have been used.
tape.clear();
const value = tape.withoutGradients(() => tape.sub(tape.mul(tape.add(x, y), x), y));
console.log(`without gradients: value ${value.data}, entries kept ${tape.entries.length}`);
assert.equal(value.data.get(), 17);
assert.equal(tape.entries.length, 0);
assert.equal(value.grad, undefined);
assert.equal(tape.isOn, true); // on again

// On: three entries hold their operands until the tape is cleared.
tape.sub(tape.mul(tape.add(x, y), x), y);
const held = new Set(tape.entries.flatMap(({ operands, result }) => [...operands, result]));
console.log(`with gradients: entries kept ${tape.entries.length}, tensors held ${held.size}`);
assert.equal(tape.entries.length, 3);
assert.equal(held.size, 5);
