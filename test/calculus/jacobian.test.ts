import { describe, expect, test } from "vitest";
import { hessian, jacobian } from "../../src/calculus/jacobian.ts";
import { CancelledError, UsageError } from "../../src/expr/errors.ts";
import { measure } from "../../src/expr/measure.ts";
import type { Expr } from "../../src/expr/node.ts";
import { parse } from "../../src/expr/parse/parse.ts";
import { Mul } from "../../src/expr/primitives/operators.ts";
import { Sin } from "../../src/expr/primitives/trigonometric.ts";
import { postorder } from "../../src/expr/walk.ts";
import { diff, gradient } from "../../src/methods.ts";
import { rows, texts } from "./shown.ts";

const METHODS = ["alpha", "beta", "forward"] as const;

describe("jacobian(exprs, wrt)", () => {
  test.each(METHODS)("of polar coordinates, by method %s", (method) => {
    const polar = [parse("r*cos(t)"), parse("r*sin(t)")];
    expect(rows(jacobian(polar, ["r", "t"], { method }))).toEqual([
      ["cos(t)", "-r*sin(t)"],
      ["sin(t)", "r*cos(t)"],
    ]);
  });

  test("has a row for each formula, its gradient in the order of wrt; by default all variables, sorted", () => {
    const f = parse("x^2*y + sin(x*y)");
    const [first, second] = jacobian([f, parse("z")]);
    expect(texts(first)).toEqual([...texts([...gradient(f).values()]), "0"]);
    expect(texts(second)).toEqual(["0", "0", "1"]);
    expect(rows(jacobian([f, 3], ["t"]))).toEqual([["0"], ["0"]]);
    expect(jacobian([], ["x"])).toEqual([]);
  });

  test("equal subformulas of all entries are one node", () => {
    const matrix = jacobian([parse("sin(exp(x*y))"), parse("cos(exp(x*y))")]);
    const powers = postorder(matrix.flat()).filter((node) => node.kind === "apply" && node.op.name === "exp");
    expect(powers).toHaveLength(1);
  });

  test("what is no list of formulas or of variables is a UsageError that says what it is", () => {
    // @ts-expect-error a formula where a list is due
    expect(() => jacobian(parse("x*y"))).toThrow(
      new UsageError("bad-list", "the list that jacobian takes is an object, expected a list of formulas"),
    );
    // @ts-expect-error a text where a list is due
    expect(() => jacobian([parse("x")], "x")).toThrow(
      new UsageError("bad-wrt", `wrt is 'x', expected a list of variables, ["x", "y"]`),
    );
    expect(() => jacobian([parse("x")], ["x", "x"])).toThrow("wrt holds 'x' twice, expected it once");
    // @ts-expect-error an option that there is not
    expect(() => jacobian([parse("x")], ["x"], { metod: "beta" })).toThrow(
      "unknown option 'metod' of jacobian (did you mean 'method'?)",
    );
    expect(() => jacobian([parse("x*y")], ["x"], { budget: { cancelled: () => true } })).toThrow(
      CancelledError,
    );
  });
});

describe("hessian(expr, wrt)", () => {
  const f = parse("x^2*y + exp(x*y)*z^3");

  test.each(METHODS)("each entry is the mixed derivative, by method %s", (method) => {
    const names = ["z", "x", "y"]; // not sorted
    const matrix = hessian(f, names, { method });
    const printed = names.map((row) => texts(names.map((column) => diff(f, [row, column], { method }))));
    expect(rows(matrix)).toEqual(printed);
  });

  test("entry [j][i] is the same node as [i][j]", () => {
    const matrix = hessian(f);
    for (let i = 0; i < 3; i++) for (let j = 0; j < 3; j++) expect(matrix[i][j]).toBe(matrix[j][i]);
  });

  test("of a chain of 1,000 sines and products grows linearly, though its tree has 2^500 leaves", () => {
    let chain: Expr = parse("x*y");
    for (let i = 0; i < 500; i++) chain = Sin(Mul(chain, chain));
    const entries = hessian(chain, ["x", "y"]).flat();
    expect(Math.max(...entries.map((entry) => measure(entry).nodes))).toBeLessThan(40 * 1000);
  });
});
