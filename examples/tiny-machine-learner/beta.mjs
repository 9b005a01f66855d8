// A formula with structure: constants, variables, and functions of formulas. Beta: each asks its arguments for their
// derivative by one variable.
import assert from "node:assert/strict";
import { Abs, Add, beta, Const, evaluate, Mul, Square, Sub, Var } from "gradtree";
import { heading, table } from "../show.mjs";

heading("Beta: z = Add(Add(x, Const(2)), y)");

const x = Var("x");
const y = Var("y");
const z = Add(Add(x, Const(2)), y);
console.log(`z = ${z}`);

// A tree holds no values: the same tree has another value as soon as x is given another.
const at = { x: 1, y: 2 };
console.log("value", evaluate(z, at));
assert.equal(evaluate(z, at), 5);
assert.equal(beta.gradAt(z, x, at), 1);
assert.equal(beta.gradAt(z, y, at), 1);
at.x = 2;
console.log("value, x set to 2:", evaluate(z, at));
assert.equal(evaluate(z, at), 6);

// The rest of that library: subtraction, multiplication, square and absolute value.
console.log("\nby x and by y at x = -3, y = 2");
const point = { x: -3, y: 2 };
const row = (f, value, byX, byY) => {
  const found = [evaluate(f, point), beta.gradAt(f, x, point), beta.gradAt(f, y, point)];
  assert.deepEqual(found, [value, byX, byY]);
  return [f, ...found];
};
table(
  ["f", "value", "by x", "by y"],
  [
    row(Sub(x, y), -5, 1, -1),
    row(Mul(x, y), -6, 2, -3),
    row(Square(x), 9, -6, 0),
    row(Abs(x), 3, -1, 0),
    row(Square(Sub(Mul(x, y), 1)), 49, -28, 42),
    row(Abs(Mul(x, y)), 6, -2, 3),
  ],
);
assert.equal(beta.gradAt(Abs(x), x, { x: 0 }), 0); // at the kink 0, between the slopes -1 and 1

// Beta gives formulas too.
console.log(`\nd/dx square(x*y - 1) = ${beta.grad(Square(Sub(Mul(x, y), 1)), "x")}, as the rules give it`);
