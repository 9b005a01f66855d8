// What the types promise: parameters need no annotation, gradients have the shape of the arguments.
import { expect, test } from "vitest";
import { fluent, grad, hessian, trace, valueAndGrad } from "../../src/trace/index.ts";

test("of one number the gradient is a number, of several an array of one each", () => {
  const one: number = grad((x) => x * x)(3);
  const [a, b]: [number, number] = grad((x, y) => x * y)(2, 3);
  const [value, [dx, dy]]: [number, [number, number]] = valueAndGrad((x, y) => x * y)(2, 3);
  const second: number = hessian((x) => x ** 3)(2);
  const rows: number[][] = hessian((x, y) => x * y)(2, 3);
  expect([one, a, b, value, dx, dy, second, rows]).toEqual([
    6,
    3,
    2,
    6,
    3,
    2,
    12,
    [
      [0, 1],
      [1, 0],
    ],
  ]);
});

test("of arrays the gradient has arrays", () => {
  const f = grad((w: readonly number[], x: number) => w[0] * x, { names: { w: 1 } });
  const [w, x]: [number[], number] = f([2], 3);
  const only: number[] = grad((w: readonly number[]) => w[0], { names: { w: 1 } })([2]);
  expect([w, x, only]).toEqual([[3], 2, [1]]);
});

test("a parameter with a default is none of the function made", () => {
  const slope: number = grad((x, k = 2) => x * k)(1);
  expect(slope).toBe(2);
});

test("what does not fit is an error of types", () => {
  // @ts-expect-error a text is no number
  expect(() => grad((x) => x * x)("3")).toThrow();
  // @ts-expect-error an argument is missing
  expect(() => grad((x, y) => x * y)(1)).toThrow();
  // @ts-expect-error the gradient of two is no number
  const wrong: number = grad((x, y) => x * y)(1, 2);
  // @ts-expect-error a function that gives no number has no gradient
  expect(() => grad((x: number) => `${x}`)).toThrow();
  // @ts-expect-error no such option
  expect(() => trace((x) => x, { name: {} })).toThrow();
  // @ts-expect-error sin takes nothing more
  expect(() => fluent("x").sin(1)).toThrow();
  // @ts-expect-error mul takes a formula
  expect(() => fluent("x").mul()).toThrow();
  // @ts-expect-error no such row
  expect(fluent("x").sine).toBeUndefined();
  expect(wrong).toEqual([2, 1]);
});
