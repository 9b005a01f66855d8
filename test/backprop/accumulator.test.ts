import { describe, expect, test } from "vitest";
import { Accumulator } from "../../src/backprop/accumulator.ts";
import { alpha } from "../../src/backprop/alpha.ts";
import { equal } from "../../src/expr/equal.ts";
import { Const, type Expr } from "../../src/expr/node.ts";
import { parse } from "../../src/expr/parse/parse.ts";
import { Add } from "../../src/expr/primitives/operators.ts";
import { format } from "../../src/expr/print/format.ts";
import { Var } from "../../src/expr/var.ts";
import { tidy } from "../../src/simplify/tidy.ts";

const numbers = (): Accumulator<number> => new Accumulator(0, (a, b) => a + b);
const text = (expr: Expr): string => format(tidy(expr));

describe("Accumulator", () => {
  test("add(name, contribution) sums; read(name) leaves the sum where it is", () => {
    const sums = numbers();
    sums.add("x", 2);
    sums.add("x", 3);
    sums.add("y", 10);
    expect([sums.read("x"), sums.read("x"), sums.read("y")]).toEqual([5, 5, 10]);
  });

  test("read(name) of a name that nothing arrived at is 0", () => {
    expect(numbers().read("x")).toBe(0);
    expect(new Accumulator<Expr>(Const(0), (a, b) => Add(a, b)).read("x")).toBe(Const(0));
  });

  test("take(name) reads and clears that name alone", () => {
    const sums = numbers();
    sums.add("x", 2);
    sums.add("y", 3);
    expect([sums.take("x"), sums.take("x"), sums.read("y")]).toEqual([2, 0, 3]);
  });

  test("clear() forgets every sum", () => {
    const sums = numbers();
    sums.add("x", 2);
    sums.clear();
    expect([sums.read("x"), [...sums.entries()]]).toEqual([0, []]);
  });

  test("entries() has the names with their sums in the order of arrival", () => {
    const sums = numbers();
    for (const name of ["y", "x", "y"]) sums.add(name, 1);
    expect([...sums.entries()]).toEqual([
      ["y", 2],
      ["x", 1],
    ]);
  });

  test("__proto__ is a name like any other", () => {
    const sums = numbers();
    sums.add("__proto__", 4);
    expect([sums.read("__proto__"), sums.read("toString")]).toEqual([4, 0]);
  });
});

describe("gradients in accumulators", () => {
  const f = parse("x*y + sin(y)");
  const at = { x: 2, y: 0 };

  test("asked twice, a gradient is the same: it never doubles", () => {
    expect([alpha.gradAt(f, at).read("x"), alpha.gradAt(f, at).read("x")]).toEqual([0, 0]);
    expect([alpha.gradAt(f, at).read("y"), alpha.gradAt(f, at).read("y")]).toEqual([3, 3]);
    expect(equal(alpha.grad(f).read("y"), alpha.grad(f).read("y"))).toBe(true);
  });

  test("given one accumulator twice, numbers add up", () => {
    const sums = numbers();
    expect(alpha.gradAt(f, at, 1, sums)).toBe(sums);
    alpha.gradAt(f, at, 1, sums);
    expect(sums.read("y")).toBe(6);
  });

  test("given one accumulator twice, formulas add up", () => {
    const sums = alpha.grad(f);
    alpha.grad(parse("x^2"), 1, sums);
    expect(text(sums.read("x"))).toBe("2*x + y");
    expect(text(sums.read("y"))).toBe("x + cos(y)");
  });

  test("after take, one accumulator starts again from 0", () => {
    const sums = alpha.gradAt(f, at);
    sums.take("y");
    alpha.gradAt(f, at, 1, sums);
    expect(sums.read("y")).toBe(3);
  });

  test("two Vars of one name arrive at one sum", () => {
    expect(alpha.gradAt(Add(Var("x"), Var("x")), { x: 1 }).read("x")).toBe(2);
  });
});
