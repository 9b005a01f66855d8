import { describe, expect, test } from "vitest";
import { Const, constant, type Expr } from "../../../src/expr/node.ts";
import { userFunction } from "../../../src/expr/primitive.ts";
import { Pi } from "../../../src/expr/primitives/constants.ts";
import { Exp, Ln, Log } from "../../../src/expr/primitives/exponential.ts";
import { And, Eq, Gt, If, Not } from "../../../src/expr/primitives/logic.ts";
import { Add, Div, Mul, Neg, Sub } from "../../../src/expr/primitives/operators.ts";
import { Nthroot, Pow, Sqrt, Square } from "../../../src/expr/primitives/powers.ts";
import { Mod } from "../../../src/expr/primitives/rounding.ts";
import { Factorial } from "../../../src/expr/primitives/special.ts";
import { Sin } from "../../../src/expr/primitives/trigonometric.ts";
import { format } from "../../../src/expr/print/format.ts";
import { userPrimitive } from "../../../src/expr/userFunction.ts";
import { Var } from "../../../src/expr/var.ts";

const [x, y, alpha] = ["x", "y", "α"].map(Var);

const cases: readonly (readonly [string, Expr])[] = [
  ["x\\,y + \\sin\\left(y\\right)", Add(Mul(x, y), Sin(y))],
  ["2\\,x", Mul(2, x)],
  ["x \\cdot 2", Mul(x, 2)],
  ["2 \\cdot 3^{x}", Mul(2, Pow(3, x))],
  ["2 \\cdot \\frac{1}{2}", Mul(2, Const("1/2"))],
  ["\\frac{1}{2}\\,x", Mul(Const("1/2"), x)],
  ["x\\,\\left(-y\\right)", Mul(x, Neg(y))],
  ["\\left(x + y\\right)\\,x", Mul(Add(x, y), x)],
  ["\\frac{x + y}{2\\,x}", Div(Add(x, y), Mul(2, x))],
  ["x\\,\\frac{x}{y}", Mul(x, Div(x, y))],
  ["{\\left(\\frac{x}{y}\\right)}^{2}", Pow(Div(x, y), 2)],
  ["-\\frac{x}{y}", Neg(Div(x, y))],
  ["x - \\left(x + y\\right)", Sub(x, Add(x, y))],
  ["x + \\left(-2\\right)", Add(x, Const(-2))],
  ["x^{-y + 1}", Pow(x, Add(Neg(y), 1))],
  ["-x^{2}", Neg(Pow(x, 2))],
  ["{\\left(-x\\right)}^{2}", Square(Neg(x))],
  ["{\\left(x^{2}\\right)}^{y}", Pow(Square(x), y)],
  ["x^{y^{2}}", Pow(x, Pow(y, 2))],
  ["{\\sqrt{x + 1}}^{2}", Square(Sqrt(Add(x, 1)))],
  ["\\sqrt[5]{x}", Nthroot(x, 5)],
  ["\\log_{2}\\left(x\\right)", Log(x, 2)],
  ["\\exp\\left(-x\\right)\\,\\ln\\left(y\\right)", Mul(Exp(Neg(x)), Ln(y))],
  ["\\left(x + 1\\right)!", Factorial(Add(x, 1))],
  ["2\\,\\pi\\,\\alpha", Mul(Mul(2, Pi), alpha)],
  ["x > 0 \\land \\lnot y = 1", And(Gt(x, 0), Not(Eq(y, 1)))],
  [
    "2\\,\\left(\\begin{cases} x & \\text{if } x > 0 \\\\ \\frac{x}{2} & \\text{otherwise} \\end{cases}\\right)",
    Mul(2, If(Gt(x, 0), x, Div(x, 2))),
  ],
  [
    "\\begin{cases} 1 & \\text{if } x > 0 \\\\ 2 & \\text{if } y > 0 \\\\ 3 & \\text{otherwise} \\end{cases}",
    If(Gt(x, 0), 1, If(Gt(y, 0), 2, 3)),
  ],
  ["\\left(x \\bmod y\\right)\\,x", Mul(Mod(x, y), x)],
  ["x\\,y \\bmod x", Mod(Mul(x, y), x)],
  ["f''\\left(x\\right)", userPrimitive("f", [2])(x)],
  ["g^{(1,0)}\\left(x, y\\right)", userPrimitive("g", [1, 0])(x, y)],
  ["-\\frac{3}{10}", Const(-0.3)],
  ["-\\infty", constant(Number.NEGATIVE_INFINITY)],
  ["\\mathrm{nan}", constant(Number.NaN)],
  [
    "\\operatorname{my\\_f}\\left(x, y\\right)",
    userFunction(
      { name: "my_f", about: "", value: Math.max, partials: [0, 0], mathjson: "my_f", samples: [] },
      2,
    )(x, y),
  ],
];

describe("LaTeX", () => {
  for (const [latex, expr] of cases) {
    test(`format(${format(expr)}, "latex") is ${latex}`, () => {
      expect(format(expr, "latex")).toBe(latex);
    });
  }

  test.each([
    ["α", "\\alpha"],
    ["Ω", "\\Omega"],
    ["theta", "\\theta"],
    ["x_alpha", "x_{\\alpha}"],
    ["phi_max", "\\phi_{\\mathrm{max}}"],
    ["x_1", "x_{1}"],
    ["θ_max", "\\theta_{\\mathrm{max}}"],
    ["x_i", "x_{i}"],
    ["rate", "\\mathrm{rate}"],
    ["x_1_2", "x_{1,2}"],
    ["_x", "\\mathrm{\\_x}"],
    ["x_", "\\mathrm{x\\_}"],
    ["__proto__", "\\mathrm{\\_\\_proto\\_\\_}"],
  ])("the variable %s is %s", (name, latex) => {
    expect(format(Var(name), "latex")).toBe(latex);
  });

  test("two names of one formula are never written alike", () => {
    expect(format(Mul(Var("theta"), Var("θ")), "latex")).toBe("\\mathrm{theta}\\,\\theta");
    expect(format(Mul(Var("x_theta"), Var("x_θ")), "latex")).toBe("x_{\\mathrm{theta}}\\,x_{\\theta}");
  });

  test("a decimal with an exponent is a product with a power of ten", () => {
    expect(format(Pow(Const(1.5e-20), x), { syntax: "latex", numbers: "decimal" })).toBe(
      "{\\left(1.5 \\cdot 10^{-20}\\right)}^{x}",
    );
  });
});
