import { describe, expect, test } from "vitest";
import { Const, constant, type Expr } from "../../../src/expr/node.ts";
import { Pi } from "../../../src/expr/primitives/constants.ts";
import { Gt, If } from "../../../src/expr/primitives/logic.ts";
import { Add, Mul, Neg, Sub } from "../../../src/expr/primitives/operators.ts";
import { Sin } from "../../../src/expr/primitives/trigonometric.ts";
import { format } from "../../../src/expr/print/format.ts";
import { Var } from "../../../src/expr/var.ts";

const [x, y] = ["x", "y"].map(Var);

describe("S-expressions", () => {
  test.each<[string, Expr]>([
    ["(+ (* x y) (sin y))", Add(Mul(x, y), Sin(y))],
    ["(- x)", Neg(x)],
    ["(- x y)", Sub(x, y)],
    ["(if (> x 0) x (- 2))", If(Gt(x, 0), x, Neg(2))],
    ["-2", Const(-2)],
    ["-1/3", Const("-1/3")],
    ["-0", constant(-0)],
    ["nan", constant(Number.NaN)],
    ["-inf", constant(Number.NEGATIVE_INFINITY)],
    ["(* 2 pi)", Mul(2, Pi)],
  ])("format writes %s", (text, expr) => {
    expect(format(expr, "sexpr")).toBe(text);
  });

  test("numbers: decimal writes 0.3 for 3/10", () => {
    expect(format(Mul(Const("3/10"), x), { syntax: "sexpr", numbers: "decimal" })).toBe("(* 0.3 x)");
  });
});
