// The functions that grad and hessian make: what they take and give.
import { expect, test } from "vitest";
import { grad, hessian, valueAndGrad } from "../../src/trace/index.ts";

test("the functions made take the arguments of the function", () => {
  const f = grad((w: readonly number[], x: number) => w[0] * w[1] * x, { names: { w: 2 } });
  expect(f([2, 3], 4)).toEqual([[12, 8], 6]);
  expect(f(Float64Array.of(2, 3) as never, 4)).toEqual([[12, 8], 6]);
  const wrong = f as (...args: unknown[]) => unknown;
  expect(() => wrong([1, 2])).toThrow("1 given, expected 2 arguments");
  expect(() => wrong([1, 2, 3], 4)).toThrow("argument 1 has 3 entries, expected 2");
  expect(() => wrong([1, "2"], 4)).toThrow("argument 1[1] is '2', expected a number");
  expect(() => wrong(1, 4)).toThrow("argument 1 is 1, expected an array of 2");
  expect(() => wrong([1, 2], null)).toThrow("argument 2 is null, expected a number");
});

test("what was given once stays as it was given", () => {
  const f = valueAndGrad((w: readonly number[]) => w[0] * w[1], { names: { w: 2 } });
  const [first, second] = [f([2, 3]), f([4, 5])];
  expect([first, second]).toEqual([
    [6, [3, 2]],
    [20, [5, 4]],
  ]);
});

test("at kinks and edges the conventions of formulas hold", () => {
  expect(grad((x) => Math.abs(x))(0)).toBe(0);
  expect(grad((x, y) => Math.hypot(x, y))(0, 0)).toEqual([0, 0]);
  expect(grad((x, y) => Math.max(x, y))(2, 2)).toEqual([0.5, 0.5]);
  expect(grad((x) => (x > 0 ? Math.log(x) : 0))(-1)).toBe(0);
});

test("a function of nothing has no partials", () => {
  expect(valueAndGrad(() => 2 * 3)()).toEqual([6, []]);
  expect(hessian(() => 2)()).toEqual([]);
});

test.each([
  [
    "x*x*y",
    hessian((x: number, y: number) => x * x * y),
    [3, 5],
    [
      [10, 6],
      [6, 0],
    ],
  ],
  ["x**3", hessian((x: number) => x ** 3), [2], 12],
  [
    "an array's",
    hessian((w: readonly number[]) => w[0] * w[1] ** 2, { names: { w: 2 } }),
    [[3, 5]],
    [
      [0, 10],
      [10, 6],
    ],
  ],
] as [string, (...args: unknown[]) => unknown, unknown[], unknown][])(
  "hessian of %s",
  (_, second, at, expected) => {
    expect(second(...at)).toEqual(expected);
  },
);
