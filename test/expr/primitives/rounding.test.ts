// Conventions of rounding, signs and remainders, at halves, zeros and infinities.
import { expect, test } from "vitest";
import { Step } from "../../../src/expr/primitives/extremes.ts";
import { Copysign, Frac, Mod, Round } from "../../../src/expr/primitives/rounding.ts";

const INF = Number.POSITIVE_INFINITY;

test("round takes halves away from zero, and nothing else", () => {
  expect([0.5, 1.5, 2.5, -0.5, -2.5].map((x) => Round.value(x))).toEqual([1, 2, 3, -1, -3]);
  expect([0.49999999999999994, -0.49999999999999994].map((x) => Round.value(x) + 0)).toEqual([0, 0]);
  expect(Round.value(2 ** 52 + 1)).toBe(2 ** 52 + 1);
  expect(Round.value(-INF)).toBe(-INF);
});

test("mod has the sign of its second argument", () => {
  expect([Mod.value(-1, 3), Mod.value(1, -3), Mod.value(-7, -3), Mod.value(7, 3)]).toEqual([2, -2, -1, 1]);
});

test("mod(x, 0) and mod(inf, y) are nan", () => {
  expect([Mod.value(5, 0), Mod.value(5, -0), Mod.value(INF, 3)]).toEqual([
    Number.NaN,
    Number.NaN,
    Number.NaN,
  ]);
});

test("mod(x, inf) is x - y*floor(x/y): x for x >= 0, inf for x < 0", () => {
  expect([Mod.value(5, INF), Mod.value(-5, INF)]).toEqual([5, INF]);
});

test("mod keeps the digits that x - y*floor(x/y) loses", () => {
  expect(Mod.value(1e22, 7)).toBe(Number(10n ** 22n % 7n));
});

test("frac(x) is x - floor(x)", () => {
  expect([Frac.value(2.25), Frac.value(-2.25)]).toEqual([0.25, 0.75]);
});

test("copysign looks at the sign of a zero, and propagates nan", () => {
  expect([Copysign.value(2, -0), Copysign.value(-2, 0), Copysign.value(-2, -1)]).toEqual([-2, 2, -2]);
  expect([Copysign.value(2, Number.NaN), Copysign.value(Number.NaN, 2)]).toEqual([Number.NaN, Number.NaN]);
});

test("step(0) is 1, step(nan) is nan", () => {
  expect([Step.value(0), Step.value(-0), Step.value(-1e-300), Step.value(Number.NaN)]).toEqual([
    1,
    1,
    0,
    Number.NaN,
  ]);
});
