import { describe, expect, test } from "vitest";
import { BudgetError, UsageError } from "../../../src/expr/errors.ts";
import type { Expr } from "../../../src/expr/node.ts";
import { Add, Mul } from "../../../src/expr/primitives/operators.ts";
import { Sin } from "../../../src/expr/primitives/trigonometric.ts";
import { format, syntaxes } from "../../../src/expr/print/format.ts";
import { Var } from "../../../src/expr/var.ts";

const [x, y] = ["x", "y"].map(Var);

/** A caller without types. */
const untyped: (expr: Expr, options: never) => string = format;
const given = (options: unknown): never => options as never; // `as`: what a JavaScript caller may pass

function thrown(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}

function squared(times: number): Expr {
  let dag: Expr = Add(x, y);
  for (let i = 0; i < times; i++) dag = Mul(dag, dag);
  return dag;
}

describe("format", () => {
  test("the syntax is text where none is given", () => {
    expect(format(Mul(x, y))).toBe("x*y");
    expect(format(Mul(x, y), {})).toBe("x*y");
    expect(format(Mul(x, y), { syntax: undefined, numbers: "decimal" })).toBe("x*y");
  });

  test("syntaxes names every printer", () => {
    expect(syntaxes).toEqual(["text", "latex", "mathml", "sexpr", "mathjson", "dot", "tree", "let"]);
  });

  test("an unknown syntax is a UsageError that names it, the others, and the nearest", () => {
    const error = thrown(() => untyped(x, given("latx")));
    expect(error).toBeInstanceOf(UsageError);
    expect(error).toMatchObject({
      code: "unknown-syntax",
      message:
        "unknown syntax 'latx' (did you mean 'latex'?): expected text, latex, mathml, sexpr, mathjson, dot, tree, let",
      suggestion: "latex",
    });
  });

  test.each(["constructor", "__proto__", "toString"])("the syntax %s is unknown", (syntax) => {
    expect(thrown(() => untyped(x, given(syntax)))).toBeInstanceOf(UsageError);
  });

  test("unknown numbers are a UsageError", () => {
    expect(thrown(() => untyped(x, given({ numbers: "roman" })))).toMatchObject({
      code: "bad-numbers",
      message: "numbers is 'roman', expected fraction or decimal",
    });
  });

  test.each(["text", "latex", "mathml", "sexpr", "mathjson", "tree"] as const)(
    "%s of 2^2000 unfolded nodes is a BudgetError that names let",
    (syntax) => {
      const error = thrown(() => format(squared(2000), syntax));
      expect(error).toBeInstanceOf(BudgetError);
      expect(error).toMatchObject({ message: expect.stringContaining('format(expr, "let")') });
    },
  );

  test("the refusal says how long the text would be", () => {
    // (x + y) takes 7 characters, each squaring doubles and adds 3 (a bracket pair and the sign).
    expect(thrown(() => format(squared(30)))).toMatchObject({
      code: "over-budget",
      message: expect.stringMatching(
        /^the formula written out would take [\d,]+ characters, over the budget of 10,000,000; format\(expr, "let"\) names shared parts once$/,
      ),
    });
  });

  test("let and DOT print 2^2000 unfolded nodes", () => {
    expect(format(squared(2000), "let").length).toBeLessThan(100_000);
    expect(format(squared(2000), "dot").length).toBeLessThan(300_000);
  });

  test("a formula just under 10 MB is printed", () => {
    const dag = squared(20);
    const text = format(dag);
    expect(text.length).toBeGreaterThan(9_000_000);
    expect(text.length).toBeLessThanOrEqual(10_000_000);
  });

  test.each([
    ["let", 1_000_000],
    ["sexpr", 1_000_000],
    ["text", 200_000],
    ["dot", 200_000],
  ] as const)(
    "%s prints a chain of depth %i",
    (syntax, depth) => {
      let chain: Expr = x;
      for (let i = 0; i < depth; i++) chain = Sin(chain);
      expect(format(chain, syntax).length).toBeGreaterThan(4 * depth);
    },
    60_000,
  );

  test("mathjson prints a chain of depth 900,000, beyond 10 MB as nothing in it is repeated", () => {
    let chain: Expr = x;
    for (let i = 0; i < 900_000; i++) chain = Add(y, chain);
    expect(format(chain, "mathjson")).toHaveLength(12 * 900_000 + 3);
  }, 60_000);
});
