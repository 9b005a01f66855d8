import { describe, expect, test } from "vitest";
import { implicitDerivative, implicitDiff } from "../../src/calculus/implicit.ts";
import { BudgetError, DomainError, UsageError } from "../../src/expr/errors.ts";
import { evaluate } from "../../src/expr/evaluate.ts";
import { parse, parseEquation } from "../../src/expr/parse/parse.ts";
import { format } from "../../src/expr/print/format.ts";
import { diff } from "../../src/methods.ts";
import { formatCondition } from "../../src/simplify/condition.ts";
import { expectNear } from "../near.ts";

describe("implicitDiff(equation, y, x)", () => {
  test.each([
    ["x^2 + y^2 = 1", "-x/y"],
    ["y = x^2", "2*x"],
    ["x*y", "-y/x"], // a formula by itself is 0
    ["sin(y) = x", "1/cos(y)"],
  ])("of %s is %s", (equation, derivative) => {
    expect(format(implicitDiff(parseEquation(equation), "y", "x"))).toBe(derivative);
  });

  test("the condition under which the equation defines y is given", () => {
    const { conditions } = implicitDerivative(parseEquation("x^2 + y^2 = 1"), "y", "x");
    expect(conditions.map(formatCondition)).toEqual(["y ≠ 0"]);
  });

  test("its conditions are in their simplest parts, each once", () => {
    const conditionsOf = (equation: string): string[] =>
      implicitDerivative(parseEquation(equation), "z", "x").conditions.map(formatCondition);
    expect(conditionsOf("x*y*z = 1")).toEqual(["x ≠ 0", "y ≠ 0"]);
    expect(conditionsOf("y^2*z^3/x = 1")).toEqual(["y ≠ 0", "z ≠ 0", "x ≠ 0"]);
  });

  // y = ln(x) solves exp(y) = x, so that its derivatives are known.
  test("of orders 1 to 5 agrees with the derivatives of the solved equation", () => {
    const solved = parse("ln(x)");
    const x = 1.75;
    const at = { x, y: Math.log(x) };
    for (let order = 1; order <= 5; order++) {
      const implicit = implicitDiff(parseEquation("exp(y) = x"), "y", "x", { order });
      // Five nested quotients of values near 1.
      expectNear(
        evaluate(implicit, at),
        evaluate(diff(solved, "x", { order }), { x }),
        1e-13,
        `order ${order}`,
      );
    }
  });

  test("an equation that does not depend on y is a DomainError", () => {
    expect(() => implicitDiff(parse("x^2"), "y", "x")).toThrow(
      new DomainError(
        "no-implicit-function",
        "x^2 = 0 does not determine 'y': its derivative by 'y' is 0, expected an equation that depends on it",
      ),
    );
    expect(() => implicitDiff(parseEquation("x + y = y + 1"), "y", "x")).toThrow(DomainError);
  });

  test("bad input is a UsageError", () => {
    const f = parse("x*y");
    expect(() => implicitDiff(f, "x", "x")).toThrow("'x' is to be differentiated by itself");
    expect(() => implicitDiff(f, "y", "x", { order: 0 })).toThrow(
      "order is 0, expected an integer from 1 to 100",
    );
    // @ts-expect-error a text that has not been parsed
    expect(() => implicitDiff("x*y = 1", "y", "x")).toThrow(UsageError);
    // @ts-expect-error half an equation
    expect(() => implicitDiff({ left: f }, "y", "x")).toThrow("expected a formula or { left, right }");
  });

  test("orders that grow beyond bounds are refused", () => {
    const f = parse("x^x^y + y^x");
    expect(() => implicitDiff(f, "y", "x", { order: 20, budget: { nodes: 5000 } })).toThrow(BudgetError);
  });
});
