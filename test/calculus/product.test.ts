import { describe, expect, test } from "vitest";
import { hessian, jacobian } from "../../src/calculus/jacobian.ts";
import { hvp, jvp, vjp } from "../../src/calculus/product.ts";
import { BudgetError, ShapeError } from "../../src/expr/errors.ts";
import { evaluate } from "../../src/expr/evaluate.ts";
import { measure } from "../../src/expr/measure.ts";
import type { Expr } from "../../src/expr/node.ts";
import { parse } from "../../src/expr/parse/parse.ts";
import { Sin } from "../../src/expr/primitives/trigonometric.ts";
import { expectNear } from "../near.ts";
import { texts } from "./shown.ts";

const WRT = ["x", "y", "z"];
const AT = { x: 0.7, y: -1.3, z: 2.1 };
const FIELD = ["x*y*sin(z)", "if(x > 0, x*z, y)", "max(x, y)*exp(y*z)", "x^y + z"].map((text) => parse(text));
const DIRECTION = [parse("y"), parse("-1/2"), parse("x*z")];

const values = (exprs: readonly Expr[]): number[] => exprs.map((expr) => evaluate(expr, AT));
const times = (rows: readonly (readonly number[])[], v: readonly number[]): number[] =>
  rows.map((row) => row.reduce((sum, entry, i) => sum + entry * v[i], 0));

/** Sums in another order: a few units in the last place. */
function expectSame(actual: readonly number[], expected: readonly number[]): void {
  for (const [i, value] of actual.entries()) expectNear(value, expected[i], 1e-14);
}

describe("products with a Jacobian", () => {
  const matrix = jacobian(FIELD, WRT).map(values);

  test("jvp is the Jacobian times the direction, whose formulas are not differentiated", () => {
    expect(texts(jvp([parse("x*y"), parse("x + y")], ["x", "y"], [1, 2]))).toEqual(["2*x + y", "3"]);
    expect(texts(jvp([parse("x^2")], ["x"], [parse("x")]))).toEqual(["2*x^2"]);
    expectSame(values(jvp(FIELD, WRT, DIRECTION)), times(matrix, values(DIRECTION)));
  });

  test("vjp is the covector times the Jacobian, whose formulas are not differentiated", () => {
    const covector = [parse("x"), parse("2"), parse("y*z"), parse("0")];
    const transposed = WRT.map((_, j) => matrix.map((row) => row[j]));
    expect(texts(vjp([parse("x*y"), parse("x + y")], ["x", "y"], [parse("x"), 2]))).toEqual([
      "x*y + 2",
      "x^2 + 2",
    ]);
    expectSame(values(vjp(FIELD, WRT, covector)), times(transposed, values(covector)));
  });

  test("hvp is the Hessian times the vector, whose formulas are not differentiated", () => {
    const f = parse("x^2*y*z + sin(x*y) + exp(y*z)");
    expect(texts(hvp(parse("x^2*y"), ["x", "y"], [parse("x"), 0]))).toEqual(["2*x*y", "2*x^2"]);
    expectSame(values(hvp(f, WRT, DIRECTION)), times(hessian(f, WRT).map(values), values(DIRECTION)));
  });
});

test("a vector of another length is a ShapeError that names both lengths", () => {
  expect(() => jvp(FIELD, WRT, [1, 2])).toThrow(
    new ShapeError("wrong-length", "the direction has 2 entries, expected 3: one for each of the variables"),
  );
  expect(() => vjp(FIELD, WRT, [1])).toThrow(
    "the covector has 1 entry, expected 4: one for each of the formulas",
  );
  expect(() => hvp(parse("x"), ["x"], [])).toThrow("the vector has 0 entries, expected 1");
});

test("neither builds the matrix: products of a formula of 500 variables are linear", () => {
  const names = Array.from({ length: 500 }, (_, i) => `x_${i}`);
  const f = parse(names.map((name, i) => `${name}*${names[(i + 1) % 500]}`).join(" + "));
  const products = hvp(
    f,
    names,
    names.map(() => 1),
  );
  expect(texts(products.slice(0, 2))).toEqual(["2", "2"]);
});

test("jvp of a chain of 10,000 sines is linear, and within the budget given", () => {
  let chain: Expr = parse("x");
  for (let i = 0; i < 10_000; i++) chain = Sin(chain);
  expect(measure(jvp([chain], ["x"], [1])[0]).nodes).toBeLessThan(40_000);
  expect(() => jvp([chain], ["x"], [1], { budget: { nodes: 100 } })).toThrow(BudgetError);
});
