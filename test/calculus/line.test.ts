import { describe, expect, test } from "vitest";
import { checkGradient } from "../../src/calculus/check.ts";
import { normalLine, tangentLine } from "../../src/calculus/line.ts";
import { DomainError, UsageError } from "../../src/expr/errors.ts";
import { parse } from "../../src/expr/parse/parse.ts";
import { format } from "../../src/expr/print/format.ts";

const tangent = (f: string, at: string): string => format(tangentLine(parse(f), "x", parse(at)));
const normal = (f: string, at: string): string => {
  const { left, right } = normalLine(parse(f), "x", parse(at));
  return `${format(left)} = ${format(right)}`;
};

describe("tangentLine(f, x, a)", () => {
  test("of a function with an integer parameter", () => {
    expect(tangent("nthroot(x, 3)", "8")).toBe("1/12*x + 4/3");
    expect(checkGradient(parse("nthroot(x, 3)")).agrees).toBe(true);
  });

  test.each([
    ["x^2", "3", "6*x - 9"],
    ["sin(x)", "1", "(x - 1)*cos(1) + sin(1)"],
    ["sin(x)", "pi", "pi - x"],
    ["x^2*y", "0", "0"],
    ["1/x", "-1/2", "-4*x - 4"],
    ["x*abs(x)", "0", "0"], // a kink that the product smooths
    ["relu(x)", "1", "x"],
  ])("of %s at %s is %s, exactly", (f, at, line) => {
    expect(tangent(f, at)).toBe(line);
  });

  test.each([
    ["abs(x)", "0", "abs(x) has no derivative at x = 0, expected a point where it is smooth"],
    ["floor(x)", "2", "floor(x) has no derivative at x = 2, expected a point where it is smooth"],
    ["ln(x)", "0", "ln(x) has no finite value at x = 0, expected a point where it has one"],
    ["ln(x)", "-1", "ln(x) has no finite value at x = -1, expected a point where it has one"],
    ["tan(x)", "pi/2", "tan(x) has no finite value at x = 1/2*pi, expected a point where it has one"],
    ["sqrt(x)", "0", "the tangent at x = 0 is vertical, the line x = 0: it is no formula of x"],
    [
      "if(x > 0, x, 0)",
      "0",
      "if(x > 0, x, 0) has no derivative at x = 0, expected a point where it is smooth",
    ],
  ])("of %s at %s is a DomainError", (f, at, message) => {
    expect(() => tangent(f, at)).toThrow(DomainError);
    expect(() => tangent(f, at)).toThrow(message);
  });

  test("a point that depends on x, or is not finite, is a UsageError", () => {
    expect(() => tangent("x^2", "x")).toThrow("the point of the tangent in 'x' depends on 'x'");
    expect(() => tangent("x^2", "inf")).toThrow(UsageError);
  });
});

describe("normalLine(f, x, a)", () => {
  test.each([
    ["x^2", "1", "y = 3/2 - 1/2*x"],
    ["x^2", "0", "x = 0"], // a horizontal tangent
    ["sin(x)", "pi/2", "x = 1/2*pi"],
    ["cbrt(x)", "0", "y = 0"], // a vertical one
    ["x^2", "a", "y = a^2 - (x - a)/(2*a)"],
  ])("of %s at %s is %s", (f, at, equation) => {
    expect(normal(f, at)).toBe(equation);
  });

  test("tangent and normal are perpendicular", () => {
    const at = parse("2");
    const f = parse("x^3 - x");
    expect(format(tangentLine(f, "x", at))).toBe("11*x - 16");
    expect(format(normalLine(f, "x", at).right)).toBe("68/11 - 1/11*x");
  });

  test("a derivative that may be 0 by its digits, but is not known to be, is a DomainError", () => {
    expect(() => normal("(x - sqrt(2)*sqrt(3))^2", "sqrt(6)")).toThrow(DomainError);
  });

  test("a formula of y needs another name for the vertical coordinate", () => {
    expect(() => normalLine(parse("x*y"), "x", 1)).toThrow(
      "'y' is a variable of the formula already, expected options.y to name another for the equation",
    );
    expect(format(normalLine(parse("x*y"), "x", 1, { y: "z" }).left)).toBe("z");
  });
});
