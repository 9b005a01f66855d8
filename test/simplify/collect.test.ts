import { describe, expect, test } from "vitest";
import { parse } from "../../src/expr/parse/parse.ts";
import { collect, collected } from "../../src/simplify/collect.ts";
import { shown } from "./shown.ts";

describe("collect", () => {
  test.each([
    ["a*x^2 + b*x^2 + a*x + 1", ["x"], "x^2*(a + b) + a*x + 1"],
    ["x*(a + b)^2 - x*b^2", ["x"], "a*x*(a + 2*b)"],
    ["(x + a)^3", ["x"], "x^3 + 3*a*x^2 + 3*x*a^2 + a^3"],
    ["x/y + x*y", ["x"], "x*(y + 1/y)"],
    ["x*y + a*x*y + b*x", ["x", "y"], "x*y*(a + 1) + b*x"],
    ["x + x^2 + x^3", ["x"], "x^3 + x^2 + x"],
    ["a*x^2 + b*x + c*x^2", ["b"], "b*x + a*x^2 + c*x^2"],
    ["y", ["x"], "y"],
  ])("%s by %s is %s", (text, by, expected) => {
    expect(shown(collected(parse(text), by))).toBe(expected);
  });

  test("by a function of a variable", () => {
    expect(shown(collected(parse("a*sin(x)^2 + b*sin(x)*(1 + sin(x))"), parse("sin(x)")))).toBe(
      "(a + b)*sin(x)^2 + b*sin(x)",
    );
  });

  test("x^n is a power of x, behind those by numbers", () => {
    expect(shown(collected(parse("a*x^n + b*x^n + x + c*x^2 + 1"), "x"))).toBe("c*x^2 + x + (a + b)*x^n + 1");
    expect(shown(collected(parse("a*x^n + b*x^n"), "x"))).toBe("(a + b)*x^n");
  });

  test("a coefficient is in factors where that is shorter", () => {
    expect(shown(collected(parse("x*a^2 + 2*x*a*b + x*b^2 + 1"), "x"))).toBe("x*(a + b)^2 + 1");
  });

  test("by a number, a sum or nothing is an error that says what is due", () => {
    for (const by of [parse("2"), parse("x + 1"), parse("2*x")]) {
      expect(() => collect(parse("x + 1"), by)).toThrow(
        /^can't collect by '.*', expected a name or a function/u,
      );
    }
    expect(() => collect(parse("x"), [])).toThrow("by is an empty list");
    expect(() => collect(parse("x"), "not a name")).toThrow();
  });
});
