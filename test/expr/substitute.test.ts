import { describe, expect, test } from "vitest";
import { equal } from "../../src/expr/equal.ts";
import { Const, type Expr } from "../../src/expr/node.ts";
import { parse } from "../../src/expr/parse/parse.ts";
import { Add, Mul } from "../../src/expr/primitives/operators.ts";
import { Sin } from "../../src/expr/primitives/trigonometric.ts";
import { type Replacements, substitute } from "../../src/expr/substitute.ts";
import { Var } from "../../src/expr/var.ts";
import { postorder } from "../../src/expr/walk.ts";

const [x, y] = ["x", "y"].map(Var);

const becomes = (text: string, replacements: Replacements, expected: string): void =>
  expect(equal(substitute(parse(text), replacements), parse(expected))).toBe(true);

describe("substitute", () => {
  test("substitute(x + y, { x: y, y: 2 }) replaces all at once: y + 2", () => {
    becomes("x + y", { x: y, y: 2 }, "y + 2");
  });

  test("substitute(x*y, { x: y, y: x }) swaps the names", () => {
    becomes("x*y - x", { x: y, y: x }, "y*x - y");
  });

  test("a replacement is not searched for variables again", () => {
    becomes("x", { x: Add(x, 1) }, "x + 1");
  });

  test("numbers and bigints stand for their constants", () => {
    expect(equal(substitute(x, { x: 0.1 }), Const("1/10"))).toBe(true);
    expect(equal(substitute(x, { x: 10n ** 30n }), Const(10n ** 30n))).toBe(true);
  });

  test("a Map is as good as an object, and x₁ is x_1", () => {
    becomes("x_1 + 1", new Map<string, Expr>([["x₁", Var("t")]]), "t + 1");
  });

  test("names that do not occur change nothing, not even identity", () => {
    const f = Sin(Mul(x, 2));
    expect(substitute(f, { z: 3 })).toBe(f);
  });

  test("a part without the replaced variable keeps its identity", () => {
    const kept = Sin(y);
    const result = substitute(Add(kept, x), { x: 1 });
    expect(result.kind === "apply" && result.args[0]).toBe(kept);
  });

  test("a shared part is replaced once and stays shared", () => {
    const b = Add(x, x);
    const result = substitute(Add(b, b), { x: y });
    expect(postorder([result])).toHaveLength(3);
  });

  test("__proto__ and constructor are names like any other", () => {
    const own = JSON.parse('{"__proto__": 3}');
    expect(equal(substitute(Var("__proto__"), own), Const(3))).toBe(true);
    const f = Var("constructor");
    expect(substitute(f, {})).toBe(f);
  });
});
