import { describe, expect, test } from "vitest";
import { BudgetError, ShapeError, UsageError } from "../../../src/expr/errors.ts";
import type { Expr } from "../../../src/expr/node.ts";
import { Sin } from "../../../src/expr/primitives/trigonometric.ts";
import { Var } from "../../../src/expr/var.ts";
import { array, type NdArray, ones, zeros } from "../../../src/nn/arrays/ndarray.ts";
import { variables } from "../../../src/nn/arrays/variables.ts";

const x = Var("x");
const y = Var("y");
const a = array([
  [1, 2, 3],
  [4, 5, 6],
]);
const text = (of: NdArray<number> | NdArray<Expr>): string => String(of);

describe("array(nested)", () => {
  test("has the shape of its lists; one entry is a scalar", () => {
    expect(a.shape).toEqual([2, 3]);
    expect([a.size, a.kind]).toEqual([6, "numbers"]);
    expect(array(5).shape).toEqual([]);
    expect(array([]).shape).toEqual([0]);
    expect(array([[], []]).shape).toEqual([2, 0]);
    expect(array([[[1]], [[2]]]).shape).toEqual([2, 1, 1]);
  });

  test("holds formulas where any entry is one, and formulas() makes those of numbers", () => {
    expect([array([1, x]).kind, array([1, 2]).formulas().kind]).toEqual(["formulas", "formulas"]);
    expect(text(array([1, x]))).toBe("[1, x]");
  });

  test("nested() gives the lists back", () => {
    for (const nested of [5, [], [1, 2], [[1], [2]], [[[1, 2]], [[3, 4]]], [[], []]])
      expect(array(nested).nested()).toEqual(nested);
  });

  test.each([
    [
      [[1, 2], [3]],
      "[1] is a list of 1, expected a list of 2 as the first there is: all lists of one level have one length",
    ],
    [
      [[1, 2], 3],
      "[1] is 3, expected a list of 2 as the first there is: all lists of one level have one length",
    ],
    [
      [1, [2]],
      "[1] is a list of 1, expected an entry as the first there is: all lists of one level have one length",
    ],
    [
      [
        [[1], [2]],
        [[3], [4, 5]],
      ],
      "[1][1] is a list of 2, expected a list of 1 as the first there is: all lists of one level have one length",
    ],
    [
      [[], [1]],
      "[1] is a list of 1, expected a list of 0 as the first there is: all lists of one level have one length",
    ],
  ])("of ragged lists %j names the place", (nested, message) => {
    expect(() => array(nested)).toThrow(new ShapeError("ragged-array", message));
  });

  test("of what is no number or formula says what it is and where", () => {
    const lists: unknown = [
      [1, 2],
      [3, "x"],
    ];
    // @ts-expect-error a text where an entry is due
    expect(() => array(lists)).toThrow(
      new UsageError("not-an-entry", "[1][1] is 'x', expected a number or a formula"),
    );
  });

  test("of lists nested without end, or with more entries than there can be, is refused at once", () => {
    const endless: unknown[] = [];
    endless.push(endless);
    // @ts-expect-error a list that holds itself
    expect(() => array(endless)).toThrow("an array of 33 axes or more, expected at most 32");
    let many: unknown = 1;
    for (let i = 0; i < 20; i++) many = Array.from({ length: 10 }, () => many);
    // @ts-expect-error lists that no type describes
    expect(() => array(many)).toThrow(BudgetError);
    expect(() => zeros([1e5, 1e5])).toThrow(
      new BudgetError(
        "array-too-large",
        "an array of shape (100000, 100000) has 10,000,000,000 entries, over the limit of 10,000,000; make smaller ones",
      ),
    );
    expect(() => zeros([2, -1])).toThrow("shape holds -1, expected an integer from 0");
    // @ts-expect-error a number where a shape is due
    expect(() => ones(2)).toThrow("shape is 2, expected a list of lengths, [2, 3]");
  });

  test("a long array's text is cut, an empty one's says its shape", () => {
    expect(text(zeros([2000]))).toMatch(/^\[0, (0, )*…$/u);
    expect(text(zeros([0, 2]))).toBe("[] of shape (0, 2)");
  });
});

describe("broadcasting", () => {
  test("goes from the last axis: equal, or 1", () => {
    expect(text(a.add([10, 20, 30]))).toBe("[[11, 22, 33], [14, 25, 36]]");
    expect(text(a.add([[10], [20]]))).toBe("[[11, 12, 13], [24, 25, 26]]");
    expect(text(a.mul(2))).toBe("[[2, 4, 6], [8, 10, 12]]");
    expect(
      array([[1], [2]])
        .add([[10, 20]])
        .nested(),
    ).toEqual([
      [11, 21],
      [12, 22],
    ]);
    expect(ones([8, 1, 6, 1]).mul(ones([7, 1, 5])).shape).toEqual([8, 7, 6, 5]);
    expect(zeros([3, 0]).add([1]).shape).toEqual([3, 0]);
  });

  test("names both shapes and the axis where it can't", () => {
    expect(() => a.add([1, 2])).toThrow(
      new ShapeError(
        "no-broadcast",
        "shapes (2, 3) and (2,) have 3 and 2 entries along axis -1 (from the last), expected equal numbers, or 1",
      ),
    );
    expect(() => ones([3, 1, 2]).mul(ones([4, 5, 2]))).toThrow(
      "shapes (3, 1, 2) and (4, 5, 2) have 3 and 4 entries along axis -3",
    );
  });

  test("in place adds b broadcast, never a", () => {
    const sum = zeros([2, 3]);
    expect(sum.addInPlace([1, 2, 3])).toBe(sum);
    expect(sum.nested()).toEqual([
      [1, 2, 3],
      [1, 2, 3],
    ]);
    const row = array([1, 2, 3]);
    expect(() => row.addInPlace(a)).toThrow(
      new ShapeError(
        "no-broadcast",
        "shape (3,) would become (2, 3) by adding (2, 3) in place, expected what is added alone to be broadcast",
      ),
    );
    expect(row.nested()).toEqual([1, 2, 3]);
    expect(text(variables("v", [2]).addInPlace([x, y]))).toBe("[v_1 + x, v_2 + y]");
    const numbers = array([1, 2]);
    // @ts-expect-error formulas into numbers
    expect(() => numbers.addInPlace([x, y])).toThrow(
      "formulas added in place to numbers: call formulas() first",
    );
  });

  test("in place with itself reads before it writes", () => {
    const twice = array([1, 2]);
    expect(twice.addInPlace(twice).nested()).toEqual([2, 4]);
  });
});

describe("entry by entry", () => {
  test("numbers with numbers are numbers, with formulas formulas", () => {
    expect(array([6, 8]).sub([1, 2]).div([5, 2]).pow(2).neg().nested()).toEqual([-1, -9]);
    expect(text(array([2, 3]).mul([x, y]))).toBe("[2*x, 3*y]");
    expect(
      text(
        array([x, y])
          .sub(1)
          .div(array([2, 4]))
          .pow(2)
          .neg(),
      ),
    ).toBe("[-((x - 1)/2)^2, -((y - 1)/4)^2]");
  });

  test("powers of numbers are those of formulas", () => {
    expect(
      array([1, 0, -8])
        .pow([Number.POSITIVE_INFINITY, 0, 1 / 3])
        .nested(),
    ).toEqual([Number.NaN, 1, Number.NaN]);
  });

  test("map takes a function of numbers or a constructor", () => {
    expect(array([1, 4]).map(Math.sqrt).nested()).toEqual([1, 2]);
    expect(text(array([[x], [y]]).map(Sin))).toBe("[[sin(x)], [sin(y)]]");
    expect(text(array([1, 2]).map((n) => (n === 1 ? x : n)))).toBe("[x, 2]");
    // @ts-expect-error a function that gives a text
    expect(() => array([1]).map(String)).toThrow("[0] is '1', expected a number or a formula");
  });
});

describe("matmul", () => {
  const b = array([
    [1, 0],
    [0, 1],
    [1, 1],
  ]);

  test("of one axis and one is a scalar", () => {
    const scalar = array([1, 2, 3]).matmul([4, 5, 6]);
    expect([scalar.shape, scalar.nested()]).toEqual([[], 32]);
    expect(text(array([x, y]).matmul([2, 3]))).toBe("x*2 + y*3");
  });

  test("of one axis and two, two and one, two and two", () => {
    expect(array([1, 2, 3]).matmul(b).nested()).toEqual([4, 5]);
    expect(a.matmul([1, 10, 100]).nested()).toEqual([321, 654]);
    expect(a.matmul(b).nested()).toEqual([
      [4, 5],
      [10, 11],
    ]);
    expect(text(variables("w", [2, 2]).matmul([x, y]))).toBe("[w_1_1*x + w_1_2*y, w_2_1*x + w_2_2*y]");
  });

  test("of stacks, whose leading axes broadcast", () => {
    const stack = array([
      [
        [1, 0],
        [0, 1],
      ],
      [
        [2, 0],
        [0, 2],
      ],
    ]);
    expect(
      stack
        .matmul([
          [1, 2],
          [3, 4],
        ])
        .nested(),
    ).toEqual([
      [
        [1, 2],
        [3, 4],
      ],
      [
        [2, 4],
        [6, 8],
      ],
    ]);
    expect(stack.matmul([1, 2]).nested()).toEqual([
      [1, 2],
      [2, 4],
    ]);
    expect(array([1, 2]).matmul(stack).nested()).toEqual([
      [1, 2],
      [2, 4],
    ]);
    expect(ones([5, 1, 2, 3]).matmul(ones([4, 3, 6])).shape).toEqual([5, 4, 2, 6]);
    expect(() => ones([2, 2, 3]).matmul(ones([3, 3, 2]))).toThrow(
      "matmul of shapes (2, 2, 3) and (3, 3, 2): the leading axes (2,) and (3,) have 2 and 3 entries along axis -1",
    );
  });

  test("of nothing is 0", () => {
    expect(
      zeros([2, 0])
        .matmul(zeros([0, 2]))
        .nested(),
    ).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });

  test("names both shapes and the axes where they don't fit", () => {
    expect(() => a.matmul(a)).toThrow(
      new ShapeError(
        "no-matmul",
        "matmul of shapes (2, 3) and (2, 3): axis -1 of the first has 3 entries, axis -2 of the second 2, expected equal numbers",
      ),
    );
    expect(() => a.matmul([1, 2])).toThrow(
      "matmul of shapes (2, 3) and (2,): axis -1 of the first has 3 entries, axis -1 of the second 2",
    );
    expect(() => a.matmul(2)).toThrow(
      "matmul of shapes (2, 3) and (): a scalar is no matrix; mul multiplies by it",
    );
  });

  test("too large for the time there is, is refused", () => {
    expect(() =>
      ones([1000, 100])
        .formulas()
        .matmul(ones([100, 1000])),
    ).toThrow("a matmul with 100,000,000 products, over the limit of 2,000,000; multiply smaller parts");
  });
});

describe("reducing and rearranging", () => {
  test("sum and mean go over all axes or some, and keep them where asked", () => {
    expect([a.sum().nested(), a.mean().nested()]).toEqual([21, 3.5]);
    expect(a.sum({ axes: 0 }).nested()).toEqual([5, 7, 9]);
    expect(a.sum({ axes: -1, keepdims: true }).nested()).toEqual([[6], [15]]);
    expect(a.mean({ axes: [0, 1], keepdims: true }).nested()).toEqual([[3.5]]);
    expect(a.sum({ axes: [] }).nested()).toEqual(a.nested());
    expect(text(variables("v", [2, 2]).mean({ axes: 0 }))).toBe("[(v_1_1 + v_2_1)/2, (v_1_2 + v_2_2)/2]");
    expect(zeros([0]).sum().nested()).toBe(0);
    expect(() => zeros([0, 2]).mean({ axes: 0 })).toThrow("the mean of no entries, of shape (0, 2)");
    expect(() => a.sum({ axes: 2 })).toThrow("axis 2 of shape (2, 3): expected one from -2 to 1");
    expect(() => a.sum({ axes: [0, -2] })).toThrow("axis 0 is named twice, expected once");
    // @ts-expect-error an option that there is not
    expect(() => a.sum({ axis: 0 })).toThrow("unknown option 'axis' of sum (did you mean 'axes'?)");
  });

  test("transpose reverses the axes, or puts them in an order", () => {
    expect(a.transpose().nested()).toEqual([
      [1, 4],
      [2, 5],
      [3, 6],
    ]);
    const cube = array([
      [
        [1, 2],
        [3, 4],
      ],
      [
        [5, 6],
        [7, 8],
      ],
    ]);
    expect(cube.transpose([1, 0, 2]).nested()).toEqual([
      [
        [1, 2],
        [5, 6],
      ],
      [
        [3, 4],
        [7, 8],
      ],
    ]);
    expect(cube.transpose([-1, 0, 1]).get(1, 0, 1)).toBe(cube.get(0, 1, 1));
    expect(() => cube.transpose([0, 1])).toThrow(
      "2 axes of an array of shape (2, 2, 2), expected all 3 in their new order",
    );
  });

  test("reshape keeps the order; one length may be -1", () => {
    expect(a.reshape([3, 2]).nested()).toEqual([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
    expect(a.reshape([-1]).shape).toEqual([6]);
    expect(a.reshape([2, -1, 1]).shape).toEqual([2, 3, 1]);
    expect(array(7).reshape([1, 1]).nested()).toEqual([[7]]);
    expect(zeros([0, 3]).reshape([3, 0]).shape).toEqual([3, 0]);
    for (const shape of [[4], [4, -1], [-1, -1], [0, -1], []])
      expect(() => a.reshape(shape)).toThrow(ShapeError);
    expect(() => a.reshape([4])).toThrow(
      "6 entries of shape (2, 3) have no shape (4,), expected one of as many entries",
    );
  });

  test("at selects by index and slice, as NumPy does", () => {
    expect(a.at(1).nested()).toEqual([4, 5, 6]);
    expect(a.at(-1, -1).nested()).toBe(6);
    expect(a.at({}, 0).nested()).toEqual([1, 4]);
    expect(a.at({}, { from: 1 }).nested()).toEqual([
      [2, 3],
      [5, 6],
    ]);
    expect(a.at(0, { step: 2 }).nested()).toEqual([1, 3]);
    expect(a.at({ step: -1 }, { step: -1 }).nested()).toEqual([
      [6, 5, 4],
      [3, 2, 1],
    ]);
    expect(a.at(0, { from: -2, to: -1 }).nested()).toEqual([2]);
    expect(a.at(0, { from: 2, to: 0, step: -1 }).nested()).toEqual([3, 2]);
    expect(a.at(0, { from: -100, to: 100 }).nested()).toEqual([1, 2, 3]);
    expect(a.at({ from: 2 }).shape).toEqual([0, 3]);
    expect(a.get(1, 0)).toBe(4);
  });

  test("an index that there is not is named", () => {
    expect(() => a.at(2)).toThrow(
      "index 2 along axis 0 of an array of shape (2, 3), expected an integer from -2 to 1",
    );
    expect(() => a.at(0, 0.5)).toThrow("index 0.5 along axis 1");
    expect(() => a.at(0, 0, 0)).toThrow("3 indices into an array of shape (2, 3), expected at most 2");
    expect(() => a.get(1)).toThrow("1 indices of an entry of shape (2, 3), expected 2 integers");
    expect(() => a.at({ step: 0 })).toThrow("step of a slice is 0, expected another integer");
    // @ts-expect-error an option that there is not
    expect(() => a.at({ start: 0 })).toThrow("unknown option 'start' of a slice");
    expect(() => zeros([0]).at(0)).toThrow("which has no entries");
  });

  test("parts are arrays of their own", () => {
    const whole = array([1, 2]);
    whole.at({}).addInPlace(10);
    whole.reshape([2]).addInPlace(10);
    expect(whole.nested()).toEqual([1, 2]);
  });

  test("broadcastTo repeats, never shrinks", () => {
    expect(array([1, 2]).broadcastTo([2, 2]).nested()).toEqual([
      [1, 2],
      [1, 2],
    ]);
    expect(() => a.broadcastTo([3])).toThrow("an array of shape (2, 3) is not broadcast to (3,)");
  });
});
