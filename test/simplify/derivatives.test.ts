// Derivatives as a session answers them read as a textbook's: nothing like x/x is left, there is one denominator
// where that is shorter, and angles and functions stay those of the formula.
import { describe, expect, test } from "vitest";
import { answers } from "../repl/transcribe.ts";

describe("diff", () => {
  test.each([
    ["x^2 - 4/x^2", "2*x + 8/x^3"], // by the rules (2*x^4 + 8)/x^3
    ["(x^4 - 4)/x^2", "2*x + 8/x^3"],
    ["x^2 + 4*(x/x) - 4/x^2", "2*x + 8/x^3"],
    ["x/(x^2 + 1)", "(1 - x^2)/(x^2 + 1)^2"],
    ["(x^2 - 1)/(x^2 + 1)", "4*x/(x^2 + 1)^2"],
    ["(x + 1)/(x - 1)", "-2/(x - 1)^2"],
    ["1/x + 1/x^2", "-(x + 2)/x^3"],
    ["(x^2 + 1)^2/x", "3*x^2 + 2 - 1/x^2"],
    ["sin(x)/x", "(x*cos(x) - sin(x))/x^2"],
    ["ln(x)/x", "(1 - ln(x))/x^2"],
    ["x*ln(x) - x", "ln(x)"],
    ["x^x", "(ln(x) + 1)*x^x"],
    ["ln(sin(x))", "cot(x)"],
    ["ln((x - 1)/(x + 1))", "2/(x^2 - 1)"],
    ["ln(x + sqrt(x^2 + 1))", "1/sqrt(x^2 + 1)"],
    ["x^2*exp(-x)", "x*(2 - x)*exp(-x)"],
    ["exp(x)/(1 + exp(x))", "exp(x)/(exp(x) + 1)^2"],
    ["sin(x)*cos(x)", "cos(x)^2 - sin(x)^2"],
    ["tan(x)", "sec(x)^2"],
    ["sqrt(x^2 + 1)", "x/sqrt(x^2 + 1)"],
    ["x*sqrt(1 - x^2)", "(1 - 2*x^2)/sqrt(1 - x^2)"],
    ["asin(x) + x*sqrt(1 - x^2)", "2*sqrt(1 - x^2)"],
    ["atan(x/2)", "2/(x^2 + 4)"],
  ])("%s is %s", (formula, derivative) => {
    expect(answers(`diff ${formula}`)).toEqual([derivative]);
  });
});
