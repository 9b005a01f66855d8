import { describe, expect, test } from "vitest";
import { evaluate } from "../../src/expr/evaluate.ts";
import type { Expr } from "../../src/expr/node.ts";
import { parse } from "../../src/expr/parse/parse.ts";
import { format } from "../../src/expr/print/format.ts";
import { apart, takenApart } from "../../src/simplify/apart.ts";
import { formatCondition } from "../../src/simplify/condition.ts";
import { shown } from "./shown.ts";

describe("apart", () => {
  test.each([
    ["1/(x^2 - 1)", "1/(2*(x - 1)) - 1/(2*(x + 1))"],
    ["x^3/(x^2 - 1)", "x + 1/(2*(x + 1)) + 1/(2*(x - 1))"],
    ["1/(x^4 - 1)", "1/(4*(x - 1)) - 1/(2*(x^2 + 1)) - 1/(4*(x + 1))"],
    ["(x^2 + 1)/(x*(x - 1)^3)", "2/(x - 1)^3 + 1/(x - 1) - 1/x"],
    ["1/(x*(x^2 + 1)^2)", "1/x - x/(x^2 + 1)^2 - x/(x^2 + 1)"],
    ["(2*x^4 + 8)/x^3", "2*x + 8/x^3"],
    ["1/(x^2 + 1)", "1/(x^2 + 1)"],
    ["6/(x^2 + 4*x + 4) - 2/(x^2 - 4)", "6/(x + 2)^2 + 1/(2*(x + 2)) - 1/(2*(x - 2))"],
    ["x^2 + 1", "x^2 + 1"],
  ])("%s is %s", (text, expected) => {
    // Checked by putting x = 2 into both by hand.
    expect(shown(takenApart(parse(text)))).toBe(expected);
  });

  test("other variables may stand above the bar, or in factors of their own", () => {
    expect(shown(takenApart(parse("(a*x + b)/(x^2 - 1)"), "x"))).toBe(
      "(a - b)/(2*(x + 1)) + (a + b)/(2*(x - 1))",
    );
    expect(shown(takenApart(parse("1/(y*(x - 1)*x)"), "x"))).toBe("1/(y*(x - 1)) - 1/(x*y)");
  });

  test("1/((x + a)*(x + b)) stays: its parts would have no value at a = b", () => {
    expect(format(apart(parse("1/((x + a)*(x + b))"), "x"))).toBe("1/((a + x)*(b + x))");
  });

  describe("other variables in linear factors", () => {
    const positive = ({ expr }: { expr: Expr }): boolean => expr.kind === "var";
    test.each([
      ["1/(x*(x + a))", "1/(a*x) - 1/(a*(a + x))"],
      ["1/(x^2 - a^2)", "1/(2*a*(x - a)) - 1/(2*a*(a + x))"],
      ["1/(a*x^2 + b*x)", "1/(b*x) - a/(b*(a*x + b))"],
      ["x/(x^2 - a^2)", "1/(2*(a + x)) + 1/(2*(x - a))"],
      ["1/(1 - x^2/c^2)", "c/(2*(c + x)) - c/(2*(x - c))"],
      ["k/(x*(K - x))", "k/(K*x) - k/(K*(x - K))"],
    ])("%s is %s where they are not 0", (text, expected) => {
      const { expr, needs } = takenApart(parse(text), "x", { assume: positive });
      expect(format(expr)).toBe(expected);
      expect(needs).toEqual([]);
      const at = { x: 0.7, a: 1.3, b: 2.1, c: 1.9, k: 0.4, K: 3.1 };
      expect(evaluate(expr, at)).toBeCloseTo(evaluate(parse(text), at), 12); // some roundings of values near 1
    });

    test("what would have to be known is said, and until then the formula stays", () => {
      const { expr, needs } = takenApart(parse("1/(x*(x + a)*(x - b))"), "x");
      expect(format(expr)).toBe("1/(x*(a + x)*(x - b))");
      expect(needs.map(formatCondition)).toEqual(["a + b ≠ 0", "a ≠ 0", "b ≠ 0"]);
    });

    test("squares, and what is not linear, stay", () => {
      for (const text of ["1/(x*(a + x)^2)", "1/(x*(x^2 + a))", "x^3/(x*(a + x))"])
        expect(takenApart(parse(text), "x", { assume: positive }).needs).toEqual([]);
      expect(format(apart(parse("1/(x*(a + x)^2)"), "x", { assume: positive }))).toBe("1/(x*(a + x)^2)");
    });
  });

  test("by a function", () => {
    expect(format(apart(parse("1/(exp(2*x) - 1)"), parse("exp(x)")))).toBe(
      "1/(2*(exp(x) - 1)) - 1/(2*(exp(x) + 1))",
    );
  });

  test("several variables, and none of them named, is an error", () => {
    expect(() => apart(parse("x/(x + y)"))).toThrow(
      "the formula has 2 variables, x, y: apart needs to know by which",
    );
    expect(() => apart(parse("x/(x + y)"), parse("2"))).toThrow("can't take apart by '2'");
  });
});
