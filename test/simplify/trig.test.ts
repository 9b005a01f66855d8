import { describe, expect, test } from "vitest";
import { parse } from "../../src/expr/parse/parse.ts";
import { trig, trigRewritten } from "../../src/simplify/trig.ts";
import { rewrites } from "./shown.ts";

describe("trig expand", () => {
  const apart = rewrites((f) => trigRewritten(f, "expand"));
  test.each([
    ["sin(x + y)", "cos(x)*sin(y) + cos(y)*sin(x)"],
    ["cos(x - y)", "cos(x)*cos(y) + sin(x)*sin(y)"],
    ["cos(2*x)", "2*cos(x)^2 - 1"],
    ["sin(2*x)", "2*cos(x)*sin(x)"],
    ["sin(3*x)", "3*sin(x) - 4*sin(x)^3"],
    ["cos(4*x)", "8*cos(x)^4 - 8*cos(x)^2 + 1"],
    ["tan(2*x)", "2*cos(x)*sin(x)/(2*cos(x)^2 - 1)"],
    ["sin(3*x/2)", "3*sin(1/2*x) - 4*sin(1/2*x)^3"],
    ["sin(x + pi/2)", "cos(x)"],
    ["cos(x + pi/6)", "1/2*sqrt(3)*cos(x) - 1/2*sin(x)"],
    ["cos(pi/12)", "1/4*sqrt(2) + 1/4*sqrt(6)"],
    ["sinh(2*x)", "2*cosh(x)*sinh(x)"],
    ["cosh(x + y)", "cosh(x)*cosh(y) + sinh(x)*sinh(y)"],
    ["sin(80000*x)*sqrt(x)", "sqrt(x)*sin(80000*x)"],
    ["tan(x)", "tan(x)"],
  ])("%s is %s", (text, expected) => {
    expect(apart(text).split(" + ").sort()).toEqual(expected.split(" + ").sort());
  });
});

describe("trig reduce", () => {
  const inSums = rewrites((f) => trigRewritten(f, "reduce"));
  test.each([
    ["sin(x)^2", "1/2 - 1/2*cos(2*x)"],
    ["sin(x)*cos(x)", "1/2*sin(2*x)"],
    ["cos(x)^4", "1/2*cos(2*x) + 1/8*cos(4*x) + 3/8"],
    ["sin(x)^2 + cos(x)^2", "1"],
    ["sin(x)*sin(y)", "1/2*cos(x - y) - 1/2*cos(x + y)"],
    ["x*sin(x)^3", "3/4*x*sin(x) - 1/4*x*sin(3*x)"],
    ["cosh(x)^2", "1/2*cosh(2*x) + 1/2"],
    ["sinh(x)*cosh(x)", "1/2*sinh(2*x)"],
    ["cosh(x)^2 - sinh(x)^2", "1"],
    ["sin(x)*cosh(x)^2", "1/2*cosh(2*x)*sin(x) + 1/2*sin(x)"],
    ["1/sin(x)^2", "1/sin(x)^2"],
  ])("%s is %s", (text, expected) => {
    expect(inSums(text)).toBe(expected);
  });
});

test("trig of another way is refused", () => {
  // @ts-expect-error: no such way
  expect(() => trig(parse("sin(x)"), "expnd")).toThrow("way is 'expnd' (did you mean 'expand'?)");
});
