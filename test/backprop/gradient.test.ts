import { describe, expect, test } from "vitest";
import { alpha } from "../../src/backprop/alpha.ts";
import { beta } from "../../src/backprop/beta.ts";
import { wrtName } from "../../src/backprop/gradient.ts";
import { NameError, UsageError } from "../../src/expr/errors.ts";
import type { Expr } from "../../src/expr/node.ts";
import { parse } from "../../src/expr/parse/parse.ts";
import { format } from "../../src/expr/print/format.ts";
import { Var } from "../../src/expr/var.ts";
import { postorder } from "../../src/expr/walk.ts";
import {
  derivative,
  diff,
  type FormulaMethod,
  gradient,
  gradientAt,
  type Method,
} from "../../src/methods.ts";
import { formatCondition } from "../../src/simplify/condition.ts";
import { tidy } from "../../src/simplify/tidy.ts";

const METHODS: readonly FormulaMethod[] = ["alpha", "beta", "forward"];
const texts = (partials: ReadonlyMap<string, Expr>): Record<string, string> =>
  Object.fromEntries([...partials].map(([name, partial]) => [name, format(partial)]));

describe("diff(f, wrt)", () => {
  const f = parse("x^3*y^2 + sin(x*y)");

  test.each(METHODS)("by a variable that is not in it is 0, by method %s", (method) => {
    for (const text of ["x", "3", "x^2 + z"])
      expect(format(diff(parse(text), "y", { method, simplify: "none" }))).toBe("0");
  });

  test("wrt is a name, a Var, or a list for a mixed derivative", () => {
    expect(format(diff(parse("x*y + sin(y)"), "y"))).toBe("x + cos(y)");
    expect(format(diff(parse("x*y + sin(y)"), Var("y")))).toBe("x + cos(y)");
    expect(format(diff(parse("x^3*y^2"), ["x", Var("x"), "y"]))).toBe("12*x*y");
  });

  test("order repeats each entry: order 2 of [x, y] is x, x, y, y", () => {
    expect(format(diff(parse("x^3*y^2"), "x", { order: 2 }))).toBe("6*x*y^2");
    expect(format(diff(parse("x^3*y^2"), ["x", "y"], { order: 2 }))).toBe("12*x");
  });

  test("order 0 is the formula itself, tidied", () => {
    expect(format(diff(parse("x + 0*y + x"), "x", { order: 0 }))).toBe("2*x");
    expect(format(diff(parse("x + x"), "x", { order: 0, simplify: "none" }))).toBe("x + x");
  });

  test("a higher derivative reads the same whatever was worked out before", () => {
    for (const text of ["x/(x + x*y)", "x/(y + x*(x - y))", "cos(if(x, hypot(y*x, 1), y))"]) {
      const f = parse(text);
      const first = format(diff(f, "x", { order: 2 }));
      for (const method of METHODS) {
        diff(f, "x", { order: 2, method });
        diff(f, "x", { order: 2, method, simplify: "none" });
      }
      expect(format(diff(f, "x", { order: 2 }))).toBe(first);
    }
  });

  test("the order of a mixed derivative does not matter", () => {
    const mixed = [
      ["x", "x", "y"],
      ["x", "y", "x"],
      ["y", "x", "x"],
    ].map((wrt) => format(diff(f, wrt)));
    expect(new Set(mixed)).toEqual(new Set(["2*y*(6*x - sin(x*y)) - x*y^2*cos(x*y)"]));
  });

  test.each<[string, number, string]>([
    ["x^10", 10, "3628800"],
    ["x^10", 11, "0"],
    ["sin(x)", 4, "sin(x)"],
    ["sin(x)", 99, "-cos(x)"],
    ["exp(2*x)", 10, "1024*exp(2*x)"],
    ["1/x", 5, "-120/x^6"],
    ["ln(x)", 6, "-120/x^6"],
    ["x*exp(x)", 7, "(x + 7)*exp(x)"],
    ["2^x", 3, "ln(2)^3*2^x"],
    ["x^(5/2)", 3, "15/(8*sqrt(x))"],
    ["cosh(x)", 100, "cosh(x)"],
  ])("the derivative of %s of order %i is %s, by every method", (text, order, expected) => {
    for (const method of METHODS)
      expect([method, format(diff(parse(text), "x", { order, method }))]).toEqual([method, expected]);
  });

  test('simplify: "none" is just what the rules give', () => {
    expect(format(diff(parse("3*x^2"), "x", { simplify: "none" }))).toBe("3*(2*x)");
  });

  test("by a variable that does not occur it is 0", () => {
    expect(format(diff(f, "t"))).toBe("0");
  });

  test.each([-1, 0.5, 1001, Number.NaN, Number.POSITIVE_INFINITY])("order %d is a UsageError", (order) => {
    expect(() => diff(f, "x", { order })).toThrow(
      new UsageError("bad-order", `order is ${order}, expected an integer from 0 to 1000`),
    );
  });

  test("a constant or a function is no variable: a NameError", () => {
    expect(() => diff(f, "pi")).toThrow(
      new NameError("reserved-name", "'pi' is a constant, expected a variable's name"),
    );
    expect(() => diff(f, "sin")).toThrow("'sin' is a function, expected a variable's name");
    expect(() => diff(f, "2x")).toThrow("'2x' is no variable's name");
  });

  test("a formula that is no variable is a UsageError", () => {
    expect(() => diff(f, parse("x^2"))).toThrow("wrt holds a formula, expected a variable or its name");
  });
});

describe("derivative(f, wrt)", () => {
  test("of ln(x*y) by x rests on y ≠ 0, and strict makes no such rewrite", () => {
    const { expr, conditions } = derivative(parse("ln(x*y)"), "x");
    expect([format(expr), conditions.map(formatCondition)]).toEqual(["1/x", ["y ≠ 0"]]);
    const strict = derivative(parse("ln(x*y)"), "x", { strict: true });
    expect([format(strict.expr), strict.conditions]).toEqual(["y/(x*y)", []]);
  });

  test("of x*ln(x) rests on nothing: ln(x) + 1 has a value nowhere else", () => {
    const { expr, conditions } = derivative(parse("x*ln(x)"), "x");
    expect([format(expr), conditions]).toEqual(["ln(x) + 1", []]);
  });

  test("of x^2 rests on nothing", () => {
    const { conditions, notes } = derivative(parse("x^2"), "x");
    expect([conditions, notes]).toEqual([[], []]);
  });

  test("of order 2 keeps the conditions of the first step", () => {
    const { expr, conditions } = derivative(parse("ln(x*y)"), "x", { order: 2 });
    expect([format(expr), conditions.map(formatCondition)]).toEqual(["-1/x^2", ["y ≠ 0"]]);
  });

  test("notes say which conventions it rests on", () => {
    const { expr, notes } = derivative(parse("hypot(x, y)"), "x");
    expect([format(expr), notes]).toEqual([
      "x/hypot(x, y)",
      ["hypot(x, y) has no partial derivatives where x and y are 0; 0 is used"],
    ]);
    expect(derivative(parse("x^y"), "y").notes).toEqual([
      "x^y where x = 0 has the derivative 0 by its exponent for y > 0, and none for y <= 0",
    ]);
    expect(derivative(parse("2^y"), "y").notes).toEqual([]);
    expect(derivative(parse("x^3"), "x").notes).toEqual([]);
  });
});

describe("gradient(f)", () => {
  test("has all variables, sorted", () => {
    expect(texts(gradient(parse("b*a + c")))).toEqual({ a: "b", b: "a", c: "1" });
    expect([...gradient(parse("b*a + c")).keys()]).toEqual(["a", "b", "c"]);
  });

  test("wrt chooses and orders them, 0 for a name that does not occur, each once", () => {
    const partials = gradient(parse("x*y"), { wrt: ["t", "y", "x", Var("y")] });
    expect([...partials.keys()]).toEqual(["t", "y", "x"]);
    expect(texts(partials)).toEqual({ t: "0", y: "x", x: "y" });
  });

  test("of a constant is empty", () => {
    expect(gradient(parse("2*pi")).size).toBe(0);
  });

  test("__proto__ is a key like any other", () => {
    expect([...gradient(parse("__proto__^2")).keys()]).toEqual(["__proto__"]);
  });

  test.each(METHODS)("an upstream formula or number multiplies, by method %s", (method) => {
    const f = parse("x^2*y");
    expect(texts(gradient(f, { method, upstream: 3 }))).toEqual({ x: "6*x*y", y: "3*x^2" });
    expect(texts(gradient(f, { method, upstream: Var("u") }))).toEqual({ x: "2*u*x*y", y: "u*x^2" });
    expect(texts(gradient(f, { method, upstream: parse("1/x") }))).toEqual({ x: "2*y", y: "x" });
  });

  test("asked twice it is the same", () => {
    const f = parse("x*y + sin(y)");
    expect(texts(gradient(f))).toEqual(texts(gradient(f)));
  });
});

describe("gradientAt(f, at)", () => {
  test.each<Method>(["alpha", "beta", "forward"])(
    "of x*y + sin(y) at x = 2, y = 0 is 0 and 3, by method %s",
    (method) => {
      const partials = gradientAt(parse("x*y + sin(y)"), { x: 2, y: 0 }, { method });
      expect([...partials]).toEqual([
        ["x", 0],
        ["y", 3],
      ]);
    },
  );

  test.each<Method>(["alpha", "beta", "forward"])("an upstream number multiplies, by method %s", (method) => {
    expect(gradientAt(parse("x^2"), { x: 3 }, { method, upstream: -2 }).get("x")).toBe(-12);
  });

  test("a Map of values is as good as an object", () => {
    expect(gradientAt(parse("x^2"), new Map([["x", 3]])).get("x")).toBe(6);
  });

  test("values of names that do not occur do no harm", () => {
    expect([...gradientAt(parse("x^2"), { x: 3, y: 4 })]).toEqual([["x", 6]]);
  });

  test.each<Method>(["alpha", "beta", "forward", "finite"])(
    "a variable without a value is an error that names it, by method %s",
    (method) => {
      expect(() => gradientAt(parse("x*y"), { x: 1 }, { method })).toThrow("unbound variable 'y'");
    },
  );
});

describe("wrtName", () => {
  test("gives the canonical name of a text or a Var", () => {
    expect([wrtName("x₁"), wrtName(Var("y"))]).toEqual(["x_1", "y"]);
  });

  test("of a formula that is no variable is an error", () => {
    expect(() => wrtName(parse("x + 1"))).toThrow(
      new UsageError("bad-wrt", "wrt holds a formula, expected a variable or its name"),
    );
  });
});

describe("what is given out is frozen, whatever was a draft on the way", () => {
  const isFrozen = (roots: readonly Expr[]): boolean =>
    postorder(roots).every(
      (node) => Object.isFrozen(node) && (node.kind !== "apply" || Object.isFrozen(node.args)),
    );
  const f = parse("sin(x*y)^2/(1 + exp(-x)) + if(x > 0, sqrt(x), x/x)");

  test.each(["none", "tidy", "search"] as const)("with simplify: %s", (simplify) => {
    const { expr, conditions } = derivative(f, "x", { simplify, order: 2 });
    expect(isFrozen([expr, ...conditions.map((condition) => condition.expr)])).toBe(true);
    expect(isFrozen([...gradient(f, { simplify }).values()])).toBe(true);
  });

  test("by the differentiators themselves, which take up partials that were drafts", () => {
    diff(f, "x");
    expect(isFrozen([...alpha.grad(f).entries()].map(([, partial]) => partial))).toBe(true);
    expect(isFrozen([beta.grad(f, "x"), diff(f, "y", { method: "forward", simplify: "none" })])).toBe(true);
    expect(isFrozen([alpha.grad(parse("sin(x)")).read("x"), tidy(f)])).toBe(true);
  });
});
