import { expect, test } from "vitest";
import { differenceAt, ridders } from "../../src/calculus/difference.ts";

test.each<[string, (x: number) => number, number, number]>([
  ["sin at 1", Math.sin, 1, Math.cos(1)],
  ["exp at 20", Math.exp, 20, Math.exp(20)],
  ["a stiff exp(100*x) at 1/2", (x) => Math.exp(100 * x), 0.5, 100 * Math.exp(50)],
  ["ln next to the edge of its domain", Math.log, 1e-4, 1e4],
])("the derivative of %s is found within its error estimate", (_, f, x, expected) => {
  const { value, error } = differenceAt(f, x, Math.abs(f(x)) * Number.EPSILON);
  expect(error).toBeLessThan(1e-7 * Math.abs(expected));
  expect(Math.abs(value - expected)).toBeLessThanOrEqual(100 * error + 1e-9 * Math.abs(expected));
});

test("a jump nearby makes the error as large as the doubt", () => {
  expect(differenceAt(Math.floor, 991.0168268521394).error).toBeGreaterThan(1);
});

test("where there are no values around there is no difference", () => {
  expect(ridders(Math.sqrt, -1, 0.1)).toEqual({ value: Number.NaN, error: Number.POSITIVE_INFINITY });
});
