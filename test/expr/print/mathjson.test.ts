import { describe, expect, test } from "vitest";
import { Const, constant, type Expr } from "../../../src/expr/node.ts";
import { E, Pi } from "../../../src/expr/primitives/constants.ts";
import { Ln, Log, Log10 } from "../../../src/expr/primitives/exponential.ts";
import { Ge, If } from "../../../src/expr/primitives/logic.ts";
import { Add, Div, Mul, Neg } from "../../../src/expr/primitives/operators.ts";
import { Sin } from "../../../src/expr/primitives/trigonometric.ts";
import { format } from "../../../src/expr/print/format.ts";
import { toMathJson } from "../../../src/expr/print/mathjson.ts";
import { Var } from "../../../src/expr/var.ts";

const [x, y] = ["x", "y"].map(Var);

const cases: readonly (readonly [string, Expr])[] = [
  ['["Add",["Multiply","x","y"],["Sin","y"]]', Add(Mul(x, y), Sin(y))],
  ['["Divide",1,["Negate","x"]]', Div(1, Neg(x))],
  ['["Rational",-1,3]', Const("-1/3")],
  ['["Rational",1,{"num":"100000000000000000000"}]', Const(1e-20)],
  ['{"num":"98765432109876543210"}', Const("98765432109876543210")],
  ['{"num":"-0"}', constant(-0)],
  ['{"num":"NaN"}', constant(Number.NaN)],
  ['{"num":"+Infinity"}', constant(Number.POSITIVE_INFINITY)],
  ['{"num":"-Infinity"}', constant(Number.NEGATIVE_INFINITY)],
  ['["Multiply","Pi","ExponentialE"]', Mul(Pi, E)],
  ['["Ln","x"]', Ln(x)],
  ['["Lg","x"]', Log10(x)],
  ['["Log","x",2]', Log(x, 2)],
  ['["If",["GreaterEqual","x",0],"x",["Negate","x"]]', If(Ge(x, 0), x, Neg(x))],
  ['{"sym":"Pi","comment":"variable"}', Var("Pi")],
];

describe("MathJSON", () => {
  for (const [json, expr] of cases) {
    test(`${format(expr)} is ${json}, as text and as a value`, () => {
      expect(format(expr, "mathjson")).toBe(json);
      expect(JSON.stringify(toMathJson(expr))).toBe(json);
    });
  }

  test("numbers: decimal writes a JSON number where a double holds all its digits", () => {
    expect(format(Const(0.1), { syntax: "mathjson", numbers: "decimal" })).toBe("0.1");
    expect(format(Const(-1.5e-20), { syntax: "mathjson", numbers: "decimal" })).toBe("-1.5e-20");
    expect(format(Const(1e300), { syntax: "mathjson", numbers: "decimal" })).toBe("1e300");
  });

  test("numbers: decimal writes digits that a double would lose as a text", () => {
    expect(format(Const("0.12345678901234567890123"), { syntax: "mathjson", numbers: "decimal" })).toBe(
      '{"num":"0.12345678901234567890123"}',
    );
  });

  test("a value shares the arrays of shared subformulas", () => {
    const shared = Sin(x);
    const json = toMathJson(Mul(shared, shared));
    expect(Array.isArray(json) && json[1] === json[2]).toBe(true);
  });
});
