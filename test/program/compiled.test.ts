import { describe, expect, test } from "vitest";
import { NameError, UsageError } from "../../src/expr/errors.ts";
import { parse } from "../../src/expr/parse/parse.ts";
import { gradientAt, methods } from "../../src/methods.ts";

const byCompiled = (text: string, at: Readonly<Record<string, number>>) =>
  gradientAt(parse(text), at, { method: "compiled" });

test("is a method by name that gives numbers only", () => {
  expect(methods.get("compiled")?.name).toBe("compiled");
  expect(methods.get("compiled")?.gradient).toBeUndefined();
});

describe("gradientAt by compiled", () => {
  test("has the partials of alpha", () => {
    expect([...byCompiled("x*y + sin(y)", { x: 2, y: 0 })]).toEqual([
      ["x", 0],
      ["y", 3],
    ]);
  });

  test("takes upstream and wrt, 0 by a variable that does not occur", () => {
    const f = parse("x*y");
    const found = gradientAt(f, { x: 2, y: 3 }, { method: "compiled", wrt: ["y", "t"], upstream: 10 });
    expect([...found]).toEqual([
      ["y", 20],
      ["t", 0],
    ]);
  });

  test("keeps a formula's kernel: another point, another wrt, a hundred times", () => {
    const f = parse("x^2*y");
    for (let x = 0; x < 100; x++) {
      expect(gradientAt(f, { x, y: 3 }, { method: "compiled" }).get("x")).toBe(6 * x);
    }
    expect([...gradientAt(f, { x: 2, y: 3 }, { method: "compiled", wrt: ["y"] })]).toEqual([["y", 4]]);
    expect(gradientAt(f, { x: 2, y: 3 }, { method: "compiled" }).get("x")).toBe(12);
  });

  test("sums tangents where adjoints are infinite, as alpha does", () => {
    // The slope of sqrt is inf at 0: inf·2 - inf has no value, inf·(2 - 1) has.
    for (const method of ["alpha", "compiled"] as const) {
      expect(gradientAt(parse("sqrt(2*x - x)"), { x: 0 }, { method }).get("x")).toBe(
        Number.POSITIVE_INFINITY,
      );
    }
  });

  test("a missing value is a NameError, a subgradient nan a UsageError, a budget is kept", () => {
    expect(() => byCompiled("x*y", { x: 1 })).toThrow(NameError);
    const f = parse("abs(x)");
    expect(() => gradientAt(f, { x: 0 }, { method: "compiled", subgradient: "nan" })).toThrow(UsageError);
    expect(() => gradientAt(f, { x: 0 }, { method: "compiled", budget: { nodes: 1 } })).toThrow(
      "over the budget of 1",
    );
  });
});
