import { describe, expect, test } from "vitest";
import { forward } from "../../src/backprop/forward.ts";
import type { Expr } from "../../src/expr/node.ts";
import { parse } from "../../src/expr/parse/parse.ts";
import { Add } from "../../src/expr/primitives/operators.ts";
import { format } from "../../src/expr/print/format.ts";
import { Var } from "../../src/expr/var.ts";
import { postorder } from "../../src/expr/walk.ts";

const formulas = (source: string, wrt: readonly string[], upstream?: Expr): string[] =>
  (forward.gradient?.(parse(source), wrt, { upstream }) ?? []).map((partial) => format(partial));

describe("forward", () => {
  test("the tangents of x*y by x and y are y and x, in the order asked for", () => {
    expect(formulas("x*y", ["y", "x"])).toEqual(["x", "y"]);
  });

  test("by a variable that does not occur the tangent is 0", () => {
    expect(formulas("sin(x)", ["z"])).toEqual(["0"]);
  });

  test("an upstream formula multiplies the result", () => {
    expect(formulas("sin(x)", ["x"], Var("u"))).toEqual(["u*cos(x)"]);
  });

  test("each variable takes one sweep over the nodes", () => {
    const f = parse("x*y + sin(y)");
    const counts: number[] = [];
    const onVisits = (visits: number): number => counts.push(visits);
    forward.gradientAt(f, { x: 1, y: 2 }, ["x", "y"], { onVisits });
    expect(counts).toEqual([2 * postorder([f]).length]);
  });

  test("a shared node's tangent is worked out once: 60 doublings have the derivative 2^60", () => {
    let f: Expr = Var("x");
    for (let i = 0; i < 60; i++) f = Add(f, f);
    expect(forward.gradientAt(f, { x: 1 }, ["x"], {})).toEqual([2 ** 60]);
  });

  test("at a point an upstream number multiplies", () => {
    expect(forward.gradientAt(parse("x^3"), { x: 2 }, ["x", "y"], { upstream: 10 })).toEqual([120, 0]);
  });
});
