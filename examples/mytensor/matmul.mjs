// Matrix products with operands of one axis: on the left it is a row, on the right a column, and the axis that it lent is
// taken away again from the result. Gradients: g·bᵀ and aᵀ·g, in the operands' own shapes.
import assert from "node:assert/strict";
import { evaluate } from "gradtree";
import { array, gradients, matmulGradients, normal, variables } from "gradtree/nn";
import { heading, near, shapeText, table } from "../show.mjs";

heading("matrix products");

table(
  ["a", "b", "a @ b", "gradient of a", "of b"],
  [
    [[3], [3], []], // a scalar
    [[3], [3, 2], [2]],
    [[4, 3], [3], [4]],
    [
      [4, 3],
      [3, 2],
      [4, 2],
    ],
    [
      [5, 4, 3],
      [3, 2],
      [5, 4, 2],
    ], // a stack of five
    [[5, 4, 3], [3], [5, 4]],
  ].map(([shapeOfA, shapeOfB, expected]) => {
    const a = normal(shapeOfA, { seed: 1 });
    const b = normal(shapeOfB, { seed: 2 });
    const product = a.matmul(b);
    assert.deepEqual(product.shape, expected);
    const g = normal(expected, { seed: 3 });
    const of = matmulGradients(a, b, g);
    assert.deepEqual(of.a.shape, shapeOfA);
    assert.deepEqual(of.b.shape, shapeOfB);

    // The same by the rules of + and * alone: the entries of a and b as variables, the product a formula.
    const [va, vb] = [variables("a", shapeOfA), variables("b", shapeOfB)];
    const at = new Map();
    for (const [i, { name }] of va.entries.entries()) at.set(name, a.entries[i]);
    for (const [i, { name }] of vb.entries.entries()) at.set(name, b.entries[i]);
    const [ga, gb] = gradients(va.matmul(vb), [va, vb], g);
    for (const [i, entry] of ga.entries.entries()) near(evaluate(entry, at), of.a.entries[i], 1e-13);
    for (const [i, entry] of gb.entries.entries()) near(evaluate(entry, at), of.b.entries[i], 1e-13);
    return [shapeOfA, shapeOfB, expected, of.a.shape, of.b.shape].map(shapeText);
  }),
);

// By hand: of a scalar product the gradient of each is the other.
const { a, b } = matmulGradients(array([1, 2, 3]), array([4, 5, 6]), array(1));
assert.deepEqual(
  [a.nested(), b.nested()],
  [
    [4, 5, 6],
    [1, 2, 3],
  ],
);
assert.equal(array([1, 2, 3]).matmul([4, 5, 6]).get(), 32);
console.log("[1, 2, 3] @ [4, 5, 6] = 32, gradients", `${a}`, "and", `${b}`);
