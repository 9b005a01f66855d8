import { describe, expect, test } from "vitest";
import { equal, equalValues } from "../../src/expr/equal.ts";
import { Const, constant, type Expr } from "../../src/expr/node.ts";
import { parse } from "../../src/expr/parse/parse.ts";
import { Add, Mul, Sub } from "../../src/expr/primitives/operators.ts";
import { Cos, Sin } from "../../src/expr/primitives/trigonometric.ts";
import { Var } from "../../src/expr/var.ts";

const [x, y] = ["x", "y"].map(Var);

describe("equal", () => {
  test("equal(parse('x + y'), Add(x, y)) is true: identity is not asked for", () => {
    expect(equal(parse("x + y"), Add(x, y))).toBe(true);
  });

  test("the order of arguments counts: x + y is not y + x", () => {
    expect(equal(Add(x, y), Add(y, x))).toBe(false);
  });

  test("sharing does not: (a + a) with one a or two", () => {
    const a = Sin(x);
    expect(equal(Mul(a, a), Mul(Sin(x), Sin(Var("x"))))).toBe(true);
  });

  test.each<[string, Expr, Expr]>([
    ["another function", Sin(x), Cos(x)],
    ["another name", Sin(x), Sin(y)],
    ["another constant", Add(x, 1), Add(x, 2)],
    ["another kind", x, Const(1)],
    ["another kind of operand", Sin(x), Sin(Const(1))],
    ["another operator", Add(x, y), Sub(x, y)],
    ["a nested difference", Sin(Add(x, Mul(x, y))), Sin(Add(x, Mul(x, x)))],
  ])("%s differs", (_what, a, b) => {
    expect(equal(a, b)).toBe(false);
    expect(equal(b, a)).toBe(false);
  });

  test("1/2 and 0.5 are one constant, 2 and 2.0 too, 0 and -0 too, nan and nan too", () => {
    expect(equal(Const("1/2"), Const(0.5))).toBe(true);
    expect(equal(Const(2n), Const("2.0"))).toBe(true);
    expect(equal(constant(0), constant(-0))).toBe(true);
    expect(equal(Const(Number.NaN), Const(Number.NaN))).toBe(true);
  });

  test("inf is neither -inf nor a large number", () => {
    expect(equal(Const(Number.POSITIVE_INFINITY), Const(Number.NEGATIVE_INFINITY))).toBe(false);
    expect(equal(Const(Number.POSITIVE_INFINITY), Const("1e400"))).toBe(false);
  });

  test("two DAGs of 2^60 unfolded nodes are compared pair by pair, each pair once", () => {
    const doubled = (leaf: Expr): Expr => {
      let dag = leaf;
      for (let i = 0; i < 60; i++) dag = Add(dag, dag);
      return dag;
    };
    expect(equal(doubled(Sin(x)), doubled(Sin(Var("x"))))).toBe(true);
    expect(equal(doubled(Sin(x)), doubled(Sin(y)))).toBe(false);
  });
});

describe("equalValues", () => {
  test("a number is no rational", () => {
    expect(equalValues(2, { numerator: 1n, denominator: 2n })).toBe(false);
  });

  test("rationals in lowest terms are compared by their parts", () => {
    expect(equalValues({ numerator: 1n, denominator: 3n }, { numerator: 1n, denominator: 3n })).toBe(true);
    expect(equalValues({ numerator: 1n, denominator: 3n }, { numerator: 2n, denominator: 3n })).toBe(false);
  });
});
