import { describe, expect, test } from "vitest";
import { Const, constant, type Expr } from "../../../src/expr/node.ts";
import { userFunction } from "../../../src/expr/primitive.ts";
import { Inf, Pi } from "../../../src/expr/primitives/constants.ts";
import { Ln, Log } from "../../../src/expr/primitives/exponential.ts";
import { Max } from "../../../src/expr/primitives/extremes.ts";
import { And, Eq, Gt, If, Lt, Not, Or } from "../../../src/expr/primitives/logic.ts";
import { Add, Div, Mul, Neg, Sub } from "../../../src/expr/primitives/operators.ts";
import { Pow } from "../../../src/expr/primitives/powers.ts";
import { Factorial } from "../../../src/expr/primitives/special.ts";
import { Sin } from "../../../src/expr/primitives/trigonometric.ts";
import { format } from "../../../src/expr/print/format.ts";
import { Var } from "../../../src/expr/var.ts";

const [a, b, c, x, y] = ["a", "b", "c", "x", "y"].map(Var);

const cases: readonly (readonly [string, Expr])[] = [
  ["x*y + sin(y)", Add(Mul(x, y), Sin(y))],
  ["a - (b + c)", Sub(a, Add(b, c))],
  ["a - b - c", Sub(Sub(a, b), c)],
  ["a - (b - c)", Sub(a, Sub(b, c))],
  ["a + (b + c)", Add(a, Add(b, c))],
  ["a*b*c", Mul(Mul(a, b), c)],
  ["a*(b*c)", Mul(a, Mul(b, c))],
  ["a/b*c", Mul(Div(a, b), c)],
  ["a/(b*c)", Div(a, Mul(b, c))],
  ["1/(2*x)", Div(1, Mul(2, x))],
  ["(a + b)*c", Mul(Add(a, b), c)],
  ["-x^2", Neg(Pow(x, 2))],
  ["(-x)^2", Pow(Neg(x), 2)],
  ["2^(-x)", Pow(2, Neg(x))],
  ["a^b^c", Pow(a, Pow(b, c))],
  ["(a^b)^c", Pow(Pow(a, b), c)],
  ["-a*b", Mul(Neg(a), b)],
  ["-(a*b)", Neg(Mul(a, b))],
  ["a*(-b)", Mul(a, Neg(b))],
  ["-(-x)", Neg(Neg(x))],
  ["-a - b", Sub(Neg(a), b)],
  ["a + (-b)", Add(a, Neg(b))],
  ["a + (-b*c)", Add(a, Mul(Neg(b), c))],
  ["x + (-2)", Add(x, Const(-2))],
  ["-2*x", Mul(Const(-2), x)],
  ["(-2)^x", Pow(Const(-2), x)],
  ["3/10*x", Mul(Const("3/10"), x)],
  ["x*(3/10)", Mul(x, Const("3/10"))],
  ["(1/2)^x", Pow(Const("1/2"), x)],
  ["-(1/2)", Neg(Const("1/2"))],
  ["x - (-3/10)", Sub(x, Const("-3/10"))],
  ["x!", Factorial(x)],
  ["(x!)!", Factorial(Factorial(x))],
  ["(-3)!", Factorial(Neg(3))],
  ["2^x!", Pow(2, Factorial(x))],
  ["(2^x)!", Factorial(Pow(2, x))],
  ["if(x > 0, a, b)*2", Mul(If(Gt(x, 0), a, b), 2)],
  ["x < -1", Lt(x, Const(-1))],
  ["(a < b) == c", Eq(Lt(a, b), c)],
  ["a + 1 == b", Eq(Add(a, 1), b)],
  ["(a == b) + 1", Add(Eq(a, b), 1)],
  ["a and b or c", Or(And(a, b), c)],
  ["a and (b or c)", And(a, Or(b, c))],
  ["not a == b and c", And(Not(Eq(a, b)), c)],
  ["(not a) == b", Eq(Not(a), b)],
  ["not not a", Not(Not(a))],
  ["max(a, b, c)", Max(a, b, c)],
  ["max(a, max(b, c))", Max(a, Max(b, c))],
  ["ln(x)", Ln(x)],
  ["log(x, 2)", Log(x, 2)],
  ["2*pi", Mul(2, Pi)],
  ["-inf", Neg(Inf)],
  ["nan", constant(Number.NaN)],
  ["-inf", constant(Number.NEGATIVE_INFINITY)],
  [
    "f(x, y)",
    userFunction({ name: "f", about: "", value: Math.max, partials: [0, 0], mathjson: "f", samples: [] }, 2)(
      x,
      y,
    ),
  ],
];

describe("text", () => {
  for (const [text, expr] of cases) {
    test(`format writes ${text}`, () => {
      expect(format(expr)).toBe(text);
    });
  }

  test.each([
    ["0.3", "3/10"],
    ["-0.3", "-3/10"],
    ["1/3", "1/3"],
    ["12.5", "25/2"],
    ["0.000001", "1/1000000"],
    ["1.5e-20", "3/200000000000000000000"],
    ["1e300", `1${"0".repeat(300)}`],
    ["1.2e24", `12${"0".repeat(23)}`],
    ["123456789012345678901234567890", "123456789012345678901234567890"],
    ["100000", "100000"],
  ])("numbers: decimal writes %s for the constant %s", (text, value) => {
    expect(format(Const(value), { numbers: "decimal" })).toBe(text);
  });

  test("numbers: decimal needs no brackets where a fraction does", () => {
    expect(format(Pow(Const(0.5), Mul(x, Const(0.3))), { numbers: "decimal" })).toBe("0.5^(x*0.3)");
  });

  test("a decimal of 5,000 digits is written as it was read", () => {
    const digits = `0.${"7".repeat(5000)}`;
    expect(format(Const(digits), { numbers: "decimal" })).toBe(digits);
  });
});
