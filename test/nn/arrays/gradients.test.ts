import { describe, expect, test } from "vitest";
import { evaluate } from "../../../src/expr/evaluate.ts";
import type { Expr } from "../../../src/expr/node.ts";
import { parse } from "../../../src/expr/parse/parse.ts";
import { Exp } from "../../../src/expr/primitives/exponential.ts";
import { format } from "../../../src/expr/print/format.ts";
import { Var } from "../../../src/expr/var.ts";
import { gradients, matmulGradients, unbroadcast } from "../../../src/nn/arrays/gradients.ts";
import { array, ones } from "../../../src/nn/arrays/ndarray.ts";
import { normal } from "../../../src/nn/arrays/random.ts";
import { variables } from "../../../src/nn/arrays/variables.ts";
import { expectNear } from "../../near.ts";

/** The terms of a sum, sorted: shared sums are printed in the order in which they are met. */
const terms = (sum: Expr): string[] => format(sum).split(" + ").sort();

describe("gradients of broadcast operands", () => {
  const w = variables("w", [2]);
  const b = variables("b", [3, 1]);
  const g = variables("g", [3, 2]);

  test("sum over the axes that they were broadcast along", () => {
    const [dw, db] = gradients(w.add(b), [w, b], g);
    expect(dw.entries.map(terms)).toEqual([
      ["g_1_1", "g_2_1", "g_3_1"],
      ["g_1_2", "g_2_2", "g_3_2"],
    ]);
    expect(String(db)).toBe("[[g_1_1 + g_1_2], [g_2_1 + g_2_2], [g_3_1 + g_3_2]]");
  });

  test("of a product hold the other factor", () => {
    const [dw] = gradients(w.mul(b), [w], g);
    expect(dw.entries.map(terms)).toEqual([
      ["b_1_1*g_1_1", "b_2_1*g_2_1", "b_3_1*g_3_1"],
      ["b_1_1*g_1_2", "b_2_1*g_2_2", "b_3_1*g_3_2"],
    ]);
  });

  test("are unbroadcast's, in numbers", () => {
    const upstream = array([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
    const [dw, db] = gradients(w.add(b), [w, b], upstream);
    expect(String(dw)).toBe(String(unbroadcast(upstream, [2])));
    expect(String(db)).toBe(String(unbroadcast(upstream, [3, 1])));
    expect(unbroadcast(upstream, [2]).nested()).toEqual([9, 12]);
    expect(unbroadcast(upstream, [3, 1]).nested()).toEqual([[3], [7], [11]]);
    expect(unbroadcast(upstream, []).nested()).toBe(21);
    expect(unbroadcast(upstream, [3, 2]).nested()).toEqual(upstream.nested());
    expect(() => unbroadcast(upstream, [3])).toThrow(
      "a gradient of shape (3, 2) is not that of an operand of shape (3,)",
    );
  });
});

describe("gradients of a matrix product", () => {
  const a = variables("a", [2, 3]);
  const b = variables("b", [3, 2]);
  const g = variables("g", [2, 2]);

  test("are g·bᵀ and aᵀ·g, formula by formula", () => {
    const [da, db] = gradients(a.matmul(b), [a, b], g);
    expect(String(da.at(0, 0))).toBe("b_1_1*g_1_1 + b_1_2*g_1_2");
    expect(String(db.at(2, 1))).toBe("a_1_3*g_1_2 + a_2_3*g_2_2");
  });

  // Small integers: all sums are exact, so the formulas' values equal the matrix rule's.
  const cases: [string, number[], number[]][] = [
    ["(2, 3)·(3, 2)", [2, 3], [3, 2]],
    ["(3,)·(3,)", [3], [3]],
    ["(3,)·(3, 2)", [3], [3, 2]],
    ["(2, 3)·(3,)", [2, 3], [3]],
    ["(2, 2, 3)·(3, 2): the batch is summed over", [2, 2, 3], [3, 2]],
    ["(2, 1, 2, 3)·(3, 3, 2)", [2, 1, 2, 3], [3, 3, 2]],
  ];
  test.each(cases)("are matmulGradients' for %s", (_, shapeA, shapeB) => {
    const [left, right] = [variables("a", shapeA), variables("b", shapeB)];
    const counted = (i: number): number => ((i * 7) % 11) - 5;
    const numbersA = array(left.entries.map((_, i) => counted(i))).reshape(shapeA);
    const numbersB = array(right.entries.map((_, i) => counted(i + 3))).reshape(shapeB);
    const product = left.matmul(right);
    const upstream = array(product.entries.map((_, i) => counted(i + 5))).reshape(product.shape);
    const at = new Map<string, number>();
    for (const [i, v] of left.entries.entries()) at.set(format(v), numbersA.entries[i]);
    for (const [i, v] of right.entries.entries()) at.set(format(v), numbersB.entries[i]);
    const [da, db] = gradients(product, [left, right], upstream);
    const expected = matmulGradients(numbersA, numbersB, upstream);
    expect(da.shape).toEqual(shapeA);
    expect(da.map((entry) => evaluate(entry, at)).nested()).toEqual(expected.a.nested());
    expect(db.map((entry) => evaluate(entry, at)).nested()).toEqual(expected.b.nested());
  });

  test("by hand: [[1, 2]]·[[3], [4]] with upstream 10", () => {
    const { a, b } = matmulGradients(array([[1, 2]]), array([[3], [4]]), array([[10]]));
    expect([a.nested(), b.nested()]).toEqual([[[30, 40]], [[10], [20]]]);
    expect(() => matmulGradients(array([1, 2]), array([3, 4]), array([1]))).toThrow(
      "the gradient of a product of shape () has shape (1,), expected the product's",
    );
  });

  test("agree with differences", () => {
    const [m, n] = [normal([2, 3], { seed: 1 }), normal([3, 2], { seed: 2 })];
    const value = (left: typeof m): number => left.matmul(n).map(Math.sin).sum().get();
    const upstream = m.matmul(n).map(Math.cos);
    const { a } = matmulGradients(m, n, upstream);
    for (let i = 0; i < 6; i++) {
      const moved = (by: number): typeof m =>
        array(m.entries.map((entry, k) => (k === i ? entry + by : entry))).reshape([2, 3]);
      // 1e-9: the error of central differences at this step, about 1e-10.
      expectNear(a.entries[i], (value(moved(1e-5)) - value(moved(-1e-5))) / 2e-5, 1e-9);
    }
  });
});

describe("gradients(of, wrt, upstream)", () => {
  const w = variables("w", [2]);

  test("of one formula, with 1 upstream where none is given", () => {
    expect(String(gradients(parse("w_1*w_2^2"), [w])[0])).toBe("[w_2^2, 2*w_1*w_2]");
    expect(String(gradients(w.map(Exp), [w])[0])).toBe("[exp(w_1), exp(w_2)]");
    expect(String(gradients(w, [variables("v", [1])])[0])).toBe("[0]");
    expect(gradients(w, [])).toEqual([]);
  });

  test("does not differentiate what is upstream, also where it holds the variables", () => {
    expect(String(gradients(w.mul(w), [w], w)[0])).toBe("[2*w_1^2, 2*w_2^2]");
    expect(String(gradients(w.mul(Var("upstream_1")), [w], w)[0])).toBe("[upstream_1*w_1, upstream_1*w_2]");
  });

  test("what is no array of variables, and an upstream of another shape, are refused", () => {
    expect(() => gradients(w, [w.mul(2)])).toThrow("wrt holds 'w_1*2', expected variables");
    expect(() => gradients(w, [w, w])).toThrow("wrt holds 'w_1' twice, expected it once");
    // @ts-expect-error an array where a list of arrays is due
    expect(() => gradients(w, w)).toThrow("wrt is an object, expected a list of arrays of variables");
    // @ts-expect-error a name where an array is due
    expect(() => gradients(w, ["w"])).toThrow("wrt holds 'w', expected arrays of variables");
    expect(() => gradients(w, [w], ones([3]))).toThrow(
      "shapes (3,) and (2,) have 3 and 2 entries along axis -1",
    );
    expect(() => gradients(w, [w], ones([2, 2]))).toThrow(
      "an array of shape (2, 2) is not broadcast to (2,)",
    );
    // @ts-expect-error an option that there is not
    expect(() => gradients(w, [w], 1, { simple: true })).toThrow("unknown option 'simple' of gradients");
  });
});
