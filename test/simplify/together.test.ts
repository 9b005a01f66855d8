import { describe, expect, test } from "vitest";
import { broughtTogether } from "../../src/simplify/together.ts";
import { rewrites } from "./shown.ts";

const overOneBar = rewrites(broughtTogether);

describe("together", () => {
  test.each([
    ["1/x + 1/y", "(x + y)/(x*y)"],
    ["1/x + 1/(x + 1)", "(2*x + 1)/(x*(x + 1))"],
    ["1/(x - 1) + 1/(x^2 - 1)", "(x + 2)/(x^2 - 1)"],
    ["x/sqrt(x - 1) + sqrt(x - 1)", "(2*x - 1)/sqrt(x - 1)"],
    ["(2*x + 2)/(4*x)", "(x + 1)/(2*x)"],
    ["1/(2*x + 2) - 1/(x + 1)", "-1/(2*(x + 1))"],
    ["1/(1/x + 1/y)", "x*y/(x + y) | x ≠ 0, y ≠ 0"],
    ["exp(-x) + 1", "exp(-x) + 1"],
    ["x + 1", "x + 1"],
    ["2*x + 8/x^3", "2*(x^4 + 4)/x^3"],
    ["(x + 1)^9 + y", "y + (x + 1)^9"],
    ["(x + 1)*exp(-x)", "(x + 1)*exp(-x)"],
  ])("%s is %s", (text, expected) => {
    expect(overOneBar(text)).toBe(expected);
  });

  test.each([
    ["(x^2 - 1)/(x - 1)", "x + 1 | x ≠ 1"],
    ["(x^3 - 1)/(x^2 - 1)", "(x^2 + x + 1)/(x + 1) | x ≠ 1"],
    ["(x - 1)/(sqrt(x) - 1)", "sqrt(x) + 1 | sqrt(x) - 1 ≠ 0"],
    ["(x - 1)/sqrt(x - 1)", "sqrt(x - 1) | x ≠ 1"],
    ["(x + 1)/(x^2 - 1)^2", "1/((x + 1)*(x - 1)^2)"],
    ["(x^2 + 1)/(x^4 - 1)", "1/(x^2 - 1)"],
    // what is no sum is cancelled too, after sums have left it: 2*x/(x*(x + 1)*(x - 1))
    ["1/(x^2 - x) + 1/(x^2 + x)", "2/((x + 1)*(x - 1)) | x ≠ 0"],
    ["(1/(x + h) - 1/x)/h", "-1/(x*(h + x)) | h ≠ 0"],
    ["1/(x*sqrt(x) - sqrt(x)) + 1/(x*sqrt(x) + sqrt(x))", "2*sqrt(x)/((x + 1)*(x - 1)) | x ≠ 0"],
    ["((x + h)^3 - x^3)/h", "h^2 + 3*h*x + 3*x^2 | h ≠ 0"],
    ["exp(-x)*(x^2 - 1)/(x - 1)", "(x + 1)*exp(-x) | x ≠ 1"],
  ])("what is common goes, with its condition: %s is %s", (text, expected) => {
    expect(overOneBar(text)).toBe(expected);
  });
});
