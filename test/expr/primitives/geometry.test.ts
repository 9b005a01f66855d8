// hypot and atan2 at the ends of the doubles and in all quadrants.
import { expect, test } from "vitest";
import { forward } from "../../../src/backprop/forward.ts";
import { Atan2, Hypot } from "../../../src/expr/primitives/geometry.ts";
import { Var } from "../../../src/expr/var.ts";

test("hypot neither overflows at 1e200 nor vanishes at 1e-200", () => {
  expect(Hypot.value(3e200, 4e200) / 5e200).toBeCloseTo(1, 15);
  expect(Hypot.value(3e-200, 4e-200) / 5e-200).toBeCloseTo(1, 15);
});

test("hypot with an infinity is inf, whatever the other argument", () => {
  expect(Hypot.value(Number.NEGATIVE_INFINITY, Number.NaN)).toBe(Number.POSITIVE_INFINITY);
});

test("hypot has the partials 0 at the origin by convention, nan where no convention is wanted", () => {
  const f = Hypot(Var("x"), Var("y"));
  const at = { x: 0, y: 0 };
  expect(forward.gradientAt(f, at, ["x", "y"], {})).toEqual([0, 0]);
  expect(forward.gradientAt(f, at, ["x", "y"], { subgradient: "nan" })).toEqual([Number.NaN, Number.NaN]);
});

test("atan2(y, x) is the angle of the point (x, y) in every quadrant", () => {
  const eighths = [
    [1, 1],
    [1, -1],
    [-1, -1],
    [-1, 1],
  ].map(([y, x]) => Atan2.value(y, x) / (Math.PI / 4));
  expect(eighths).toEqual([1, 3, -3, -1]);
});
