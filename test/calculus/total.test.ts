import { describe, expect, test } from "vitest";
import { totalDerivative } from "../../src/calculus/total.ts";
import { UsageError } from "../../src/expr/errors.ts";
import { evaluate } from "../../src/expr/evaluate.ts";
import { variables } from "../../src/expr/measure.ts";
import type { Expr } from "../../src/expr/node.ts";
import { parse } from "../../src/expr/parse/parse.ts";
import { format } from "../../src/expr/print/format.ts";
import { substitute } from "../../src/expr/substitute.ts";
import { diff } from "../../src/methods.ts";
import { expectNear } from "../near.ts";

describe("totalDerivative(f, x, dependencies)", () => {
  test("adds the ways through what depends on x", () => {
    expect(format(totalDerivative(parse("x*t"), "x", { t: parse("x + 1") }))).toBe("2*x + 1");
    const circle = { x: parse("cos(t)"), y: parse("sin(t)") };
    expect(format(totalDerivative(parse("x^2*y"), "t", circle))).toBe("cos(t)^3 - 2*cos(t)*sin(t)^2");
  });

  test("is a formula of what depends on nothing else", () => {
    const dependencies = { u: parse("t^2*a"), t: parse("x + 1") };
    expect(variables(totalDerivative(parse("u*b"), "x", dependencies))).toEqual(["a", "b", "x"]);
  });

  test("without dependencies is the partial derivative", () => {
    expect(format(totalDerivative(parse("x^2*y"), "x", {}))).toBe("2*x*y");
  });

  test("follows chains, given in any order, and agrees with the formulas put in", () => {
    const f = parse("x*u + sin(t*v)");
    const dependencies = { u: parse("t^2*x"), v: parse("u*t"), t: parse("exp(x)") };
    const total = totalDerivative(f, "x", dependencies);
    let inserted: Expr = f;
    for (let i = 0; i < 3; i++) inserted = substitute(inserted, dependencies);
    const at = { x: 0.3 };
    // The same sums in another order.
    expectNear(evaluate(total, at), evaluate(diff(inserted, "x"), at), 1e-13);
  });

  test("of a chain of 300 dependencies each is worked out once", () => {
    const dependencies = new Map<string, Expr>([["t_0", parse("x")]]);
    for (let i = 1; i < 300; i++) dependencies.set(`t_${i}`, parse(`t_${i - 1} + t_${i - 1}`));
    const total = totalDerivative(parse("t_299"), "x", dependencies);
    expect(format(total)).toBe(`${2n ** 299n}`);
  });

  test("variables that depend on each other in a circle are an error that names it", () => {
    const dependencies = { t: parse("u"), u: parse("v + 1"), v: parse("t*x") };
    expect(() => totalDerivative(parse("x*t"), "x", dependencies)).toThrow(
      new UsageError(
        "circular-dependency",
        "'t' → 'u' → 'v' → 't': each depends on the next, expected no circle",
      ),
    );
    expect(() => totalDerivative(parse("t"), "x", { t: parse("t + x") })).toThrow("'t' → 't'");
    expect(() => totalDerivative(parse("x"), "x", { x: parse("t") })).toThrow(
      "'x' is given as depending on others",
    );
  });
});
