// Alpha: what has been worked out on the way from the result is handed on to the arguments, z.grad(1), and added up
// where it arrives. Sums live beside the tree, in an accumulator.
import assert from "node:assert/strict";
import { Accumulator, Add, alpha, Const, gradientAt, Mul, Square, Var } from "gradtree";
import { heading } from "../show.mjs";

heading("Alpha: z.grad(1), gradients accumulated");

const x = Var("x");
const y = Var("y");
const z = Add(Add(x, Const(2)), y);
const at = { x: 1, y: 2 };

const g = new Accumulator();
alpha.gradAt(z, at, 1, g); // z.grad(1): the result's own derivative is 1
console.log("after z.grad(1)      ", g.read("x"), g.read("y"));
assert.deepEqual([g.read("x"), g.read("y")], [1, 1]);

alpha.gradAt(z, at, 1, g); // nobody has cleared: they add up
console.log("after another        ", g.read("x"), g.read("y"));
assert.deepEqual([g.read("x"), g.read("y")], [2, 2]);

g.clear(); // zero_grad
alpha.gradAt(z, at, 1, g);
console.log("cleared, and once    ", g.read("x"), g.read("y"));
assert.deepEqual([g.read("x"), g.read("y")], [1, 1]);

// get_g: what is read is cleared. (Only then: two sweeps with no read between them add up.)
assert.equal(g.take("x"), 1);
assert.equal(g.take("x"), 0);
alpha.gradAt(z, at, 1, g);
alpha.gradAt(z, at, 1, g);
console.log("read once, two sweeps", g.read("x"), g.read("y"));
assert.deepEqual([g.take("x"), g.take("y")], [2, 3]);
assert.deepEqual([g.read("x"), g.read("y")], [0, 0]);

// Contributions add up within one sweep as well: x is used twice, df/dx = df/df1*df1/dx + df/df2*df2/dx.
const f = Add(Square(x), Mul(x, y));
const once = alpha.gradAt(f, { x: 3, y: 5 });
console.log(`${f} at x = 3, y = 5:`, once.read("x"), once.read("y"));
assert.equal(once.read("x"), 2 * 3 + 5);
assert.equal(once.read("y"), 3);

// Both give the same gradient: the method is a word.
for (const method of ["beta", "alpha"]) {
  assert.deepEqual([...gradientAt(f, { x: 3, y: 5 }, { method }).values()], [11, 3]);
}
