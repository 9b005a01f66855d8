import { describe, expect, test } from "vitest";
import { Const, type Expr } from "../../src/expr/node.ts";
import { operations } from "../../src/expr/operations.ts";
import { Pi } from "../../src/expr/primitives/constants.ts";
import { Add, Div, Mul, Neg, Sub } from "../../src/expr/primitives/operators.ts";
import { Pow } from "../../src/expr/primitives/powers.ts";
import { Sin } from "../../src/expr/primitives/trigonometric.ts";
import { Var } from "../../src/expr/var.ts";

const [x, y] = ["x", "y"].map(Var);

describe("operations", () => {
  test("leaves, numbers and pi are none", () => {
    expect(operations([x, Const(3), Const("1/3"), Pi])).toBe(0);
    expect(operations([])).toBe(0);
  });

  test("x*y + sin(y) has 3", () => {
    expect(operations([Add(Mul(x, y), Sin(y))])).toBe(3);
  });

  test("a negation is one, the sign of a number is none", () => {
    expect(operations([Neg(x)])).toBe(1);
    expect(operations([Mul(-2, x)])).toBe(1);
  });

  test("equal parts count once, whether or not they are one node", () => {
    const shared = Add(x, y);
    expect(operations([Mul(shared, shared)])).toBe(2);
    expect(operations([Mul(Add(x, y), Add(Var("x"), Var("y")))])).toBe(2);
  });

  test("equal parts of different formulas count once", () => {
    expect(operations([Sin(Add(x, y)), Pow(Add(x, y), 2), Add(x, y)])).toBe(3);
  });

  test("x + y and y + x are two, and so are x - y and y - x", () => {
    expect(operations([Add(x, y), Add(y, x)])).toBe(2);
    expect(operations([Sub(x, y), Sub(y, x)])).toBe(2);
  });

  test("equal numbers are one argument, different ones are not", () => {
    expect(operations([Div(x, Const("1/3")), Div(x, Const("2/6"))])).toBe(1);
    expect(operations([Div(x, Const("1/3")), Div(x, 3), Div(x, Const("1/4"))])).toBe(3);
    expect(operations([Add(x, Const(Number.NaN)), Add(x, Const(Number.NaN))])).toBe(1);
    expect(operations([Mul(x, Const(2n ** 70n)), Mul(x, Const(2n ** 70n)), Mul(x, Const(2n ** 71n))])).toBe(
      2,
    );
  });

  test("functions of one name that are different rows are two", () => {
    expect(operations([Add(x, y), Mul(x, y), Sub(x, y), Div(x, y), Pow(x, y)])).toBe(5);
  });

  test("1,000 sums that are all different are 1,000", () => {
    expect(operations(Array.from({ length: 1000 }, (_, i) => Add(x, i)))).toBe(1000);
  });

  test("a chain of 300,000 operations, built twice, has 300,000", () => {
    const chain = (): Expr => {
      let sum: Expr = x;
      for (let i = 0; i < 300_000; i++) sum = Add(sum, y);
      return sum;
    };
    expect(operations([chain(), chain()])).toBe(300_000);
  });

  test("2,000 doublings have 2,000, whatever they unfold to", () => {
    let dag: Expr = x;
    for (let i = 0; i < 2000; i++) dag = Add(dag, dag);
    expect(operations([dag, Add(x, x)])).toBe(2000);
  });
});
