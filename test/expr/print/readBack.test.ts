// The printer of text against the reader: a formula made only of what the reader can build is read
// back as the same tree, and what was printed once is printed again.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { equal } from "../../../src/expr/equal.ts";
import { parse } from "../../../src/expr/parse/parse.ts";
import { format } from "../../../src/expr/print/format.ts";
import { allLeaves, exactlyEqual, plainLeaves, randomFormula } from "./randomFormula.ts";

const failing = (text: string): string => `not read back: ${text}`;

describe("text is read back", () => {
  test("exactly, for formulas as the reader builds them", () => {
    fc.assert(
      fc.property(randomFormula(plainLeaves), (expr) => {
        const text = format(expr, { numbers: "decimal" });
        expect(exactlyEqual(parse(text), expr), failing(text)).toBe(true);
      }),
      { numRuns: 500 },
    );
  }, 60_000);

  test("and printed alike, for any formula", () => {
    fc.assert(
      fc.property(randomFormula(allLeaves), fc.constantFrom("fraction", "decimal"), (expr, numbers) => {
        const text = format(expr, { numbers });
        expect(format(parse(text), { numbers })).toBe(text);
      }),
      { numRuns: 300 },
    );
  }, 60_000);

  test.each([
    "-x^2",
    "2^-x",
    "a-(b-c)-d",
    "((a/b))*c",
    "--x",
    "-(-3!)",
    "not (a and b) or c < 1",
    "x > 0 ? a : b ? c : d",
    "max(a, max(b, c), d)",
    "(a < b) < c",
    "a mod b*c",
    "a*(b mod c)",
    "1e999999999*x",
    "x**2*√y + |z|",
  ])("format(parse('%s')) is a fixed point", (written) => {
    const text = format(parse(written), { numbers: "decimal" });
    expect(equal(parse(text), parse(written))).toBe(true);
    expect(format(parse(text), { numbers: "decimal" })).toBe(text);
  });
});
