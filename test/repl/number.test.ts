import { expect, test } from "vitest";
import { shownNumber, usesDecimals } from "../../src/repl/number.ts";

test("a decimal approximation shows 14 significant digits", () => {
  expect(shownNumber(1 / 3)).toBe("0.33333333333333");
  expect(shownNumber(0.1 + 0.2)).toBe("0.3");
});

test("a whole number is shown in full while doubles hold it exactly", () => {
  expect(shownNumber(9007199254740991)).toBe("9007199254740991");
});

test("exponents are written as the language reads them", () => {
  expect([1e21, 1.5e-20, -1e300].map(shownNumber)).toEqual(["1e21", "1.5e-20", "-1e300"]);
});

test("what is no number has its name, and -0 is 0", () => {
  expect([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0].map(shownNumber)).toEqual([
    "nan",
    "inf",
    "-inf",
    "0",
  ]);
});

test.each(["0.5*x", ".5", "5.", "1e3*x", "2E-3", "x + 1e+3"])("%s is written in decimals", (text) => {
  expect(usesDecimals(text)).toBe(true);
});

test.each(["x/2", "2e", "x_1e3", "x2", "3*x # 0.5 of it", "2e + 3"])("%s is not", (text) => {
  expect(usesDecimals(text)).toBe(false);
});
