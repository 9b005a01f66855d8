import { expect, test } from "vitest";
import { isZero, rounded } from "../../src/calculus/rounding.ts";
import { parse } from "../../src/expr/parse/parse.ts";

const at = { x: 0.1 };

test("what is exact has no bound, what is rounded a few units of the last place", () => {
  expect(rounded(parse("x"), at)).toEqual({ value: 0.1, bound: 0, overflows: false });
  expect(rounded(parse("sin(x)"), at).bound).toBeLessThan(1e-16);
  expect(rounded(parse("sin(x)"), at).bound).toBeGreaterThan(0);
});

// 1 - cos(1e-5) is 4.999999999958334e-11 (its Taylor series); the double is off by 4e-18.
test("cancellation is seen: 1 - cos(x) near 0 keeps the error of 1", () => {
  const { value, bound } = rounded(parse("1 - cos(x)"), { x: 1e-5 });
  expect(Math.abs(value - 4.999999999958334e-11)).toBeLessThan(bound);
  expect(bound).toBeGreaterThan(1e-17);
  expect(bound).toBeLessThan(1e-14);
});

test("a comparison of what is exact is exact", () => {
  expect(rounded(parse("if(x > 1, 1, 2)"), at)).toEqual({
    value: 2,
    bound: expect.any(Number),
    overflows: false,
  });
  expect(rounded(parse("if(x > 1, 1, 2)"), at).bound).toBeLessThan(1e-14);
});

test("a jump within the bound of its argument makes the value unsure, a domain's edge hopeless", () => {
  expect(rounded(parse("floor(sqrt(x)^2)"), { x: 2 }).bound).toBeGreaterThanOrEqual(1);
  expect(rounded(parse("sqrt(x/3 - x/3)"), { x: 2 }).bound).toBe(Number.POSITIVE_INFINITY);
});

test("overflow is told from a pole's nan", () => {
  expect(rounded(parse("exp(x)/exp(x)"), { x: 1000 }).overflows).toBe(true);
  expect(rounded(parse("ln(x)"), { x: -1 }).overflows).toBe(false);
});

test("isZero tells 0, not 0, and what its digits can't tell", () => {
  expect(
    ["1/2 - 2/4", "sin(1)", "sqrt(2)*sqrt(3) - sqrt(6)", "x"].map((text) => isZero(parse(text))),
  ).toEqual([true, false, undefined, undefined]);
});
