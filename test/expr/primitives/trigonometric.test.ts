// sinc and its derivatives at 0, at high orders and large arguments; inverse functions near 1.
import { expect, test } from "vitest";
import { Acsc, Asec, Dsinc, Sinc } from "../../../src/expr/primitives/trigonometric.ts";

test("dsinc(n, 0) is (-1)^(n/2)/(n + 1) for an even n, 0 for an odd one", () => {
  for (let n = 0; n <= 60; n++) {
    const expected = n % 2 === 1 ? 0 : (n % 4 === 0 ? 1 : -1) / (n + 1);
    expect(Dsinc.value(n, 0) + 0).toBeCloseTo(expected, 16);
  }
});

test("dsinc(0, x) is sinc(x)", () => {
  for (const x of [0, 1e-9, 0.5, -3, 1e6]) expect(Dsinc.value(0, x)).toBe(Sinc.value(x));
});

test("x*dsinc(n, x) + n*dsinc(n-1, x) is the n-th derivative of sine, on both sides of |x| = n", () => {
  for (const n of [1, 2, 3, 4, 17, 100, 1001]) {
    for (const x of [0.1, 2, n - 0.5, n + 0.5, n + 1.5, n + 20, -n - 3]) {
      const sine = [Math.sin(x), Math.cos(x), -Math.sin(x), -Math.cos(x)][n % 4];
      expect(x * Dsinc.value(n, x) + n * Dsinc.value(n - 1, x)).toBeCloseTo(sine, 12);
    }
  }
});

test("dsinc takes orders 0, 1, 2, ... alone", () => {
  expect([Dsinc.value(-1, 1), Dsinc.value(0.5, 1), Dsinc.value(1e9, 1)]).toEqual([
    Number.NaN,
    Number.NaN,
    Number.NaN,
  ]);
});

test("asec and acsc keep their digits beside 1", () => {
  const x = 1 + 2 ** -40;
  const small = Math.sqrt(2 ** -39 + 2 ** -80); // sqrt(x^2 - 1)
  expect(Asec.value(x) / Math.atan(small)).toBeCloseTo(1, 14);
  expect(Asec.value(-x) + Asec.value(x)).toBeCloseTo(Math.PI, 15);
  expect(Acsc.value(x) + Asec.value(x)).toBeCloseTo(Math.PI / 2, 15);
});
