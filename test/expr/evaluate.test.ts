import { describe, expect, test } from "vitest";
import { evaluate, toNumber } from "../../src/expr/evaluate.ts";
import { Const, constant } from "../../src/expr/node.ts";
import { parse } from "../../src/expr/parse/parse.ts";
import { Nan, Pi } from "../../src/expr/primitives/constants.ts";
import { Ln } from "../../src/expr/primitives/exponential.ts";
import { Max } from "../../src/expr/primitives/extremes.ts";
import { Gt, If } from "../../src/expr/primitives/logic.ts";
import { Add, Div, Mul, Neg, Sub } from "../../src/expr/primitives/operators.ts";
import { Pow, Sqrt } from "../../src/expr/primitives/powers.ts";
import { Sin } from "../../src/expr/primitives/trigonometric.ts";
import { Var } from "../../src/expr/var.ts";

const [x, y] = ["x", "y"].map(Var);

describe("evaluate", () => {
  test("x*y + sin(y) at x = 2, y = 0 is 0, at x = 2, y = 3 is 6 + sin(3)", () => {
    const f = Add(Mul(x, y), Sin(y));
    expect(evaluate(f, { x: 2, y: 0 })).toBe(0);
    expect(evaluate(f, { x: 2, y: 3 })).toBe(6 + Math.sin(3));
  });

  test("a Map is as good as an object", () => {
    expect(evaluate(Sub(x, y), new Map([["x", 5]]).set("y", 3))).toBe(2);
  });

  test("two Vars of one name are one variable", () => {
    expect(evaluate(Add(Var("x"), Var("x")), { x: 21 })).toBe(42);
  });

  test("max(x, y, 3) nests to the left and is the greatest of all", () => {
    const f = Max(x, y, 3);
    expect([evaluate(f, { x: 1, y: 2 }), evaluate(f, { x: 4, y: 2 }), evaluate(f, { x: 1, y: 9 })]).toEqual([
      3, 4, 9,
    ]);
  });

  test("1/3 is the double nearest to a third, 1/10 is 0.1", () => {
    expect(evaluate(Const("1/3"), {})).toBe(1 / 3);
    expect(evaluate(Const(0.1), {})).toBe(0.1);
  });

  test.each([
    "0.1",
    "1e-20",
    "123456789012345678901234567890",
    "4.9e-324",
    "1.7976931348623157e308",
    "1e400",
  ])("evaluate(parse('%s')) is what Number reads", (text) => {
    expect(evaluate(parse(text), {})).toBe(Number(text));
  });

  test("0.3 - 0.1 - 0.2 is evaluated in doubles, term by term", () => {
    expect(evaluate(Sub(Sub(Const(0.3), Const(0.1)), Const(0.2)), {})).toBe(0.3 - 0.1 - 0.2);
  });

  test("outside the real domain the value is nan, and nothing is thrown", () => {
    expect(evaluate(Ln(x), { x: -1 })).toBeNaN();
    expect(evaluate(Sqrt(x), { x: -1 })).toBeNaN();
    expect(evaluate(Pow(x, Div(1, 3)), { x: -8 })).toBeNaN();
  });

  test("infinities and -0 flow as IEEE 754 says", () => {
    expect(evaluate(Div(1, x), { x: 0 })).toBe(Number.POSITIVE_INFINITY);
    expect(evaluate(Div(1, x), { x: -0 })).toBe(Number.NEGATIVE_INFINITY);
    expect(evaluate(Neg(x), { x: 0 })).toBe(-0);
    expect(evaluate(Sub(x, x), { x: Number.POSITIVE_INFINITY })).toBeNaN();
  });

  test("1^inf and (-1)^inf are nan, nan^0 and 0^0 are 1", () => {
    const f = Pow(x, y);
    expect(evaluate(f, { x: 1, y: Number.POSITIVE_INFINITY })).toBeNaN();
    expect(evaluate(f, { x: -1, y: Number.NEGATIVE_INFINITY })).toBeNaN();
    expect(evaluate(f, { x: Number.NaN, y: 0 })).toBe(1);
    expect(evaluate(f, { x: 0, y: 0 })).toBe(1);
  });

  test("only the chosen branch of if(x > 0, ln(x), 0) matters", () => {
    const f = If(Gt(x, 0), Ln(x), 0);
    expect([evaluate(f, { x: Math.E }), evaluate(f, { x: -1 })]).toEqual([1, 0]);
    expect(evaluate(If(Nan, 1, 2), {})).toBe(2);
  });

  test("a variable without a value is an error that names it", () => {
    expect(() => evaluate(Add(x, y), { x: 1 })).toThrow("unbound variable 'y'");
  });
});

describe("toNumber", () => {
  test("a rational is correctly rounded", () => {
    expect(toNumber({ numerator: 1n, denominator: 3n })).toBe(1 / 3);
    expect(toNumber({ numerator: 2n ** 53n + 1n, denominator: 1n })).toBe(2 ** 53);
  });

  test("inf, nan and -0 are themselves", () => {
    expect(toNumber(constant(Number.NEGATIVE_INFINITY).value)).toBe(Number.NEGATIVE_INFINITY);
    expect(toNumber(constant(Number.NaN).value)).toBeNaN();
    expect(toNumber(constant(-0).value)).toBe(-0);
  });

  test("pi is Math.PI", () => {
    expect(evaluate(Pi, {})).toBe(Math.PI);
  });
});
