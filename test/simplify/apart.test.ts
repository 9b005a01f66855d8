import { describe, expect, test } from "vitest";
import { parse } from "../../src/expr/parse/parse.ts";
import { format } from "../../src/expr/print/format.ts";
import { apart, takenApart } from "../../src/simplify/apart.ts";
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
