// What follows from assumptions, and what can't hold together.
import { expect, test } from "vitest";
import { parse } from "../../src/expr/parse/parse.ts";
import {
  type Assumptions,
  assume,
  assumptionsIn,
  follows,
  phraseAssumption,
} from "../../src/repl/assumptions.ts";

const assumed = (...texts: string[]): Assumptions =>
  texts
    .flatMap((text) => {
      const [name, word] = text.split(" ");
      return word === "integer" ? [phraseAssumption(name, word)] : assumptionsIn(parse(text));
    })
    .reduce<Assumptions>(assume, new Map());

test.each([
  ["x", "nonzero", true],
  ["x*y", "nonzero", true],
  ["x/y + 1/x", "nonzero", false],
  ["x + z", "nonzero", true],
  ["x + 1", "nonzero", true],
  ["x - 1", "nonzero", false],
  ["y^2", "nonnegative", true],
  ["y^2 + x", "nonzero", true],
  ["-y*x", "nonnegative", true],
  ["y^3", "nonnegative", false],
  ["w", "nonzero", true],
  ["w", "nonnegative", false],
  ["exp(u)", "nonnegative", true],
  ["x^u", "nonzero", true],
  ["u", "nonzero", false],
] as const)("x > 0, y < 0, z ≥ 0, w ≠ 0: %s is %s: %s", (text, holds, expected) => {
  const assumptions = assumed("x > 0", "0 > y", "z >= 0", "w != 0");
  expect(follows({ expr: parse(text), holds }, assumptions)).toBe(expected);
});

test.each([
  ["x > 0", "x < 0"],
  ["x >= 2", "x < 2"],
  ["x >= 0 and x <= 0", "x != 0"],
  ["n integer", "0 < n and n < 1"],
  ["n integer", "n > 1", "n < 4", "n != 2", "n != 3"],
])("%s and %s … can't hold together", (...texts) => {
  expect(() => assumed(...texts)).toThrow("contradicts");
});

test.each([
  ["x >= 0", "x <= 0"],
  ["n integer", "n > 1", "n < 4", "n != 2"],
  ["x > 0", "x != 1", "x < 1e9"],
])("%s and %s … can", (...texts) => {
  expect(assumed(...texts).size).toBe(1);
});
