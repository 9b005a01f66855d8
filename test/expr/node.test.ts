import { describe, expect, test } from "vitest";
import { NameError } from "../../src/expr/errors.ts";
import {
  argOf,
  Const,
  type ConstValue,
  constant,
  type Expr,
  hashOf,
  hasNonFinite,
  hasVariables,
  isExpr,
  mayBeUndefined,
  mayDependOn,
  SIZE_LIMIT,
  sizeOf,
  toExpr,
  variableMarks,
} from "../../src/expr/node.ts";
import { Pi } from "../../src/expr/primitives/constants.ts";
import { Exp, Ln } from "../../src/expr/primitives/exponential.ts";
import { If } from "../../src/expr/primitives/logic.ts";
import { Add, Div, Mul } from "../../src/expr/primitives/operators.ts";
import { Pow, Sqrt } from "../../src/expr/primitives/powers.ts";
import { Sin } from "../../src/expr/primitives/trigonometric.ts";
import { Var } from "../../src/expr/var.ts";

const [x, y] = ["x", "y"].map(Var);
const parts = (value: ConstValue): string =>
  typeof value === "number" ? `${value}` : `${value.numerator}/${value.denominator}`;

describe("Const", () => {
  test.each<[string, Parameters<typeof Const>[0], string]>([
    ["Const(3)", 3, "3"],
    ["Const(0.1)", 0.1, "1/10"],
    ["Const(1e-20)", 1e-20, "1/100000000000000000000"],
    ["Const(1n)", 1n, "1"],
    ['Const("1/3")', "1/3", "1/3"],
    ['Const("4/2")', "4/2", "2"],
    ['Const("-0.50")', "-0.50", "-1/2"],
    ['Const(" 1e3 ")', " 1e3 ", "1000"],
    ["Const(2^60)", 2n ** 60n, "1152921504606846976/1"],
    ["Const(1e21)", 1e21, "1000000000000000000000/1"],
    ["Const of a fraction not in lowest terms", { numerator: 2n, denominator: -4n }, "-1/2"],
  ])("%s is exact", (_call, value, expected) => {
    expect(parts(Const(value).value)).toBe(expected);
  });

  test("nan, inf and -0 are allowed and stay", () => {
    expect(Const(Number.NaN).value).toBeNaN();
    expect(Const(Number.NEGATIVE_INFINITY).value).toBe(Number.NEGATIVE_INFINITY);
    expect(Object.is(constant(-0).value, -0)).toBe(true);
  });

  test.each(["", "x", "1/0", "1/2/3", "0x10", "0.1/2"])("Const('%s') is a NameError", (text) => {
    expect(() => Const(text)).toThrow(
      new NameError(
        "bad-constant",
        `constant '${text}' is no number: expected a decimal or a fraction such as "1/3"`,
      ),
    );
  });

  test("a fraction with the denominator 0 is a NameError", () => {
    expect(() => Const({ numerator: 1n, denominator: 0n })).toThrow("the denominator of a constant is 0");
  });

  test("a long text is cut in the message", () => {
    expect(() => Const("9".repeat(50).concat("x"))).toThrow(`constant '${"9".repeat(40)}…' is no number`);
  });
});

describe("nodes", () => {
  test("are frozen, with their arguments", () => {
    const f = Add(x, y);
    expect([f, f.args, x, Const(2), Const("1/3")].every(Object.isFrozen)).toBe(true);
    expect(() => Object.assign(f, { op: Mul })).toThrow(TypeError);
  });

  test("give their arguments by number", () => {
    for (const node of [Sin(x), Add(x, y), If(x, y, Const(2))]) {
      expect(node.args.map((_, i) => argOf(node, i))).toEqual(node.args);
    }
  });

  test("carry kind, value, name, op and args, and nothing else", () => {
    expect(Object.keys(Const(2)).sort()).toEqual(["kind", "value"]);
    expect(Object.keys(x).sort()).toEqual(["kind", "name"]);
    expect(Object.keys(Sin(x)).sort()).toEqual(["args", "kind", "op"]);
  });

  test("equal formulas have equal hashes, 0 and -0 too", () => {
    expect(hashOf(Add(Sin(x), 0.5))).toBe(hashOf(Add(Sin(Var("x")), Const("1/2"))));
    expect(hashOf(constant(-0))).toBe(hashOf(Const(0)));
  });

  test("x + y, y + x, x*y and sin(x) hash apart", () => {
    expect(new Set([Add(x, y), Add(y, x), Mul(x, y), Sin(x)].map(hashOf)).size).toBe(4);
  });

  test("the size is that of the unfolded tree, and saturates", () => {
    const b = Add(x, x);
    expect([sizeOf(x), sizeOf(b), sizeOf(Add(b, b))]).toEqual([1, 3, 7]);
    let dag: Expr = x;
    for (let i = 0; i < 100; i++) dag = Add(dag, dag);
    expect(sizeOf(dag)).toBe(SIZE_LIMIT);
  });

  test("isExpr tells nodes from what only looks like one", () => {
    expect([x, Const(1), Sin(x), Pi].every(isExpr)).toBe(true);
    expect([1, "x", null, { kind: "var", name: "x" }].some(isExpr)).toBe(false);
  });

  test("toExpr(2) is Const(2), of a node the node", () => {
    expect(toExpr(2)).toBe(Const(2));
    expect(toExpr(x)).toBe(x);
  });
});

describe("marks", () => {
  test("mayDependOn(f, marks) is true for every variable of f", () => {
    const f = Sin(Add(x, Mul(y, 2)));
    expect([variableMarks(["x"]), variableMarks(["y"])].every((marks) => mayDependOn(f, marks))).toBe(true);
    expect(mayDependOn(Sin(Const(2)), variableMarks(["x", "y"]))).toBe(false);
  });

  test("hasVariables: sin(x) has, sin(2) and pi have none", () => {
    expect([Sin(x), Sin(Const(2)), Pi].map(hasVariables)).toEqual([true, false, false]);
  });

  test.each<[string, Expr, boolean]>([
    ["x*sin(x)", Mul(x, Sin(x)), false],
    ["x^3", Pow(x, 3), false],
    ["x/2", Div(x, 2), false],
    ["exp(x)", Exp(x), false],
    ["1/x", Div(1, x), true],
    ["x^y", Pow(x, y), true],
    ["x^-1", Pow(x, -1), true],
    ["ln(x)", Ln(x), true],
    ["sin(sqrt(x))", Sin(Sqrt(x)), true],
    ["x + inf", Add(x, Const(Number.POSITIVE_INFINITY)), true],
  ])("mayBeUndefined(%s) is right", (_text, f, expected) => {
    expect(mayBeUndefined(f)).toBe(expected);
  });

  test("hasNonFinite finds a literal nan below, and no 1/x", () => {
    expect([Sin(Const(Number.NaN)), Div(1, x)].map(hasNonFinite)).toEqual([true, false]);
  });
});
