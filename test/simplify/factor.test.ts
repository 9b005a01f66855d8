import { describe, expect, test } from "vitest";
import type { Expr } from "../../src/expr/node.ts";
import { parse } from "../../src/expr/parse/parse.ts";
import { format } from "../../src/expr/print/format.ts";
import { expand } from "../../src/simplify/expand.ts";
import { factor, factored } from "../../src/simplify/factor.ts";
import { rewrites } from "./shown.ts";

const inFactors = rewrites(factored);

describe("factor", () => {
  test.each([
    // common factors and contents
    ["6*x^2*y + 9*x*y^2", "3*x*y*(2*x + 3*y)"],
    ["a*x + a*y + b*x + b*y", "(a + b)*(x + y)"],
    ["12*x^3 - 12*x", "12*x*(x + 1)*(x - 1)"],
    ["1/2*x + 3/2", "1/2*(x + 3)"],
    // squares and higher powers
    ["x^2 + 2*x*y + y^2", "(x + y)^2"],
    ["x^3 + 3*x^2 + 3*x + 1", "(x + 1)^3"],
    ["x^4 - 2*x^2*y^2 + y^4", "(x + y)^2*(x - y)^2"],
    // differences of powers
    ["x^2 - y^2", "(x + y)*(x - y)"],
    ["x^3 - 8*y^3", "(x^2 + 2*x*y + 4*y^2)*(x - 2*y)"],
    ["x^6 - 1", "(x + 1)*(x^2 + x + 1)*(x^2 - x + 1)*(x - 1)"],
    ["x^4 - y^4", "(x + y)*(x^2 + y^2)*(x - y)"],
    // rational roots, and none
    ["2*x^2 - 3*x - 2", "(2*x + 1)*(x - 2)"],
    ["x^2 - 2", "x^2 - 2"],
    ["x^4 - 10*x^2 + 1", "x^4 - 10*x^2 + 1"],
    // over the rationals without roots
    ["x^4 + 4", "(x^2 + 2*x + 2)*(x^2 - 2*x + 2)"],
    ["x^8 + x^4 + 1", "(x^2 + x + 1)*(x^2 - x + 1)*(x^4 - x^2 + 1)"],
    ["x^10 + x^5 + 1", "(x^2 + x + 1)*(x^8 - x^7 + x^5 - x^4 + x^3 - x + 1)"],
    // several variables
    ["x^2 + 5*x*y + 6*y^2 + x + 2*y", "(x + 2*y)*(x + 3*y + 1)"],
    ["x^3 + y^3 + z^3 - 3*x*y*z", "(x + y + z)*(x^2 - x*y - x*z + y^2 - y*z + z^2)"],
    // over functions and roots
    ["sin(x)^2 - 1", "(sin(x) + 1)*(sin(x) - 1)"],
    ["exp(2*x) - 1", "(exp(x) + 1)*(exp(x) - 1)"],
    ["x - sqrt(x)", "sqrt(x)*(sqrt(x) - 1)"],
    ["x^2*exp(x) - exp(x)", "(x + 1)*(x - 1)*exp(x)"],
    // quotients
    ["1/x - 1/y", "(y - x)/(x*y)"],
    ["x^(-6) + 1", "(x^2 + 1)*(x^4 - x^2 + 1)/x^6"],
  ])("%s is %s", (text, expected) => {
    expect(inFactors(text)).toBe(expected);
  });

  test("a common factor above and below the bar goes, where it is not 0", () => {
    expect(inFactors("(x^2 - y^2)/(x + y)")).toBe("x - y | x + y ≠ 0");
    expect(inFactors("(x^2 - 1)/(x - 1)")).toBe("x + 1 | x ≠ 1");
  });

  test("what is a product already is not multiplied out first", () => {
    expect(inFactors("(x + 1)^1000000*(x^2 - 1)")).toBe("(x + 1)^1000001*(x - 1)");
    expect(inFactors("(x + 1)^1000000*(x^2 - 1)/(x - 1)")).toBe("(x + 1)^1000001 | x ≠ 1");
  });

  test("a sum that is too large to open comes back as it is", () => {
    expect(inFactors("((x + 1)^1000000 - 1)/x")).toBe("((x + 1)^1000000 - 1)/x");
  });

  test.each([
    // as the rules give derivatives: what stands beside exp(-x) has factors all the same
    ["(x + 1)^2*exp(-x) + (x + 1)*exp(-x)", "(x + 1)*(x + 2)*exp(-x)"],
    ["x^2*exp(-x) - 2*x*exp(-x) + exp(-x)", "(x - 1)^2*exp(-x)"],
    ["exp(x) - exp(-x)", "(exp(x) + 1)*(exp(x) - 1)*exp(-x)"],
  ])("powers of e below the bar of every term: %s is %s", (text, expected) => {
    expect(inFactors(text)).toBe(expected);
  });

  test("x^n has factors where x is known to be positive", () => {
    const assume = ({ expr }: { expr: Expr }): boolean => expr.kind === "var" && expr.name === "p";
    const found = (text: string): string => format(factor(parse(text), { assume }));
    expect(found("p^(n + 1) + p^n")).toBe("(p + 1)*p^n");
    expect(found("p^(2*n) - 1")).toBe("(p^n + 1)*(p^n - 1)");
    // at x = 0, n = -1 the sum has the value 1 + 0, and x^n none
    expect(found("x^(n + 1) + x^2")).toBe("x^2 + x^(n + 1)");
  });

  test("a conditional takes a factor into its branches, and a second time nothing changes", () => {
    const once = factor(parse("if(y <= 1, 0, y) + 1/10"));
    expect(format(once)).toBe("1/10*(if(y <= 1, 0, 10*y) + 1)");
    expect(format(factor(once))).toBe(format(once));
  });

  test.each([
    ["n*x^(n - 1)*exp(x) + x^n*exp(x)", "(n + x)*exp(x)*x^(n - 1)"],
    ["x^(n + 2) - 4*x^n", "(x + 2)*(x - 2)*x^n"],
    ["a*(x + 1)^(a - 1) + (x + 1)^a", "(a + x + 1)*(x + 1)^(a - 1)"],
    ["x^(n + 1) + 1", "x^(n + 1) + 1"],
  ])("the lowest power of one base comes out: %s is %s", (text, expected) => {
    expect(inFactors(text)).toBe(expected);
  });

  test("what has no factors is as it was", () => {
    expect(inFactors("(x + 1)^9 + y")).toBe("y + (x + 1)^9");
    expect(inFactors("(x + 1)^2 + y^2 - y^2")).toBe("(x + 1)^2");
    expect(inFactors("(x + 1)^2 - x^2 + y")).toBe("2*x + y + 1");
  });

  test("arguments of functions stay as they are", () => {
    expect(inFactors("x*sin((x + 1)^2) + x")).toBe("x*(sin((x + 1)^2) + 1)");
  });

  test("the factors of a product of twelve are found again", () => {
    const product = Array.from({ length: 12 }, (_, i) => `(x - ${i + 1})`).join("*");
    const found = factor(expand(parse(product)));
    expect(format(found).split("*").sort()).toEqual(product.split("*").sort());
  });

  test("what has many factors modulo every prime comes back whole within its bounds", () => {
    // the minimal polynomial of sqrt(2) + sqrt(3) + sqrt(5) + sqrt(7) (Swinnerton-Dyer)
    const text =
      "x^16 - 136*x^14 + 6476*x^12 - 141912*x^10 + 1513334*x^8 - 7453176*x^6 + 13950764*x^4 - 5596840*x^2 + 46225";
    expect(inFactors(text)).toBe(text);
  });

  test("0, a number and a quotient by 0", () => {
    expect(inFactors("x - x")).toBe("0");
    expect(inFactors("6")).toBe("6");
    expect(inFactors("(x - x)/(y - y)")).toContain("/0");
  });
});
