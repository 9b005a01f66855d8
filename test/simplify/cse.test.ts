import { describe, expect, test } from "vitest";
import type { Expr } from "../../src/expr/node.ts";
import { parse } from "../../src/expr/parse/parse.ts";
import { Add, Mul } from "../../src/expr/primitives/operators.ts";
import { format } from "../../src/expr/print/format.ts";
import { substitute } from "../../src/expr/substitute.ts";
import { Var } from "../../src/expr/var.ts";
import { cse } from "../../src/simplify/cse.ts";

const listed = (...texts: readonly string[]): string[] => {
  const { bindings, exprs } = cse(texts.map((text) => parse(text)));
  return [
    ...[...bindings].map(([name, expr]) => `${name} = ${format(expr)}`),
    ...exprs.map((expr) => format(expr)),
  ];
};

describe("cse", () => {
  test("names what occurs twice, each name using names before it", () => {
    expect(listed("sin(x)^2 + cos(sin(x))")).toEqual(["t1 = sin(x)", "t1^2 + cos(t1)"]);
    expect(listed("exp(sin(x*y)) + sin(x*y)", "x*y")).toEqual([
      "t1 = x*y",
      "t2 = sin(t1)",
      "exp(t2) + t2",
      "t1",
    ]);
  });

  test("names that the formulas use are left out", () => {
    expect(listed("(a + b)*(a + b)*t1")).toEqual(["t2 = a + b", "t2*t2*t1"]);
  });

  test("what occurs once has no name, nor has a leaf", () => {
    expect(listed("x*y + x + pi + pi")).toEqual(["x*y + x + pi + pi"]);
  });

  test("put back, the names give the formulas again", () => {
    const f = parse("exp(sin(x*y)) + sin(x*y)*(x*y)^2");
    const { bindings, exprs } = cse([f]);
    let back = exprs[0];
    for (const [name, expr] of [...bindings].reverse()) back = substitute(back, new Map([[name, expr]]));
    expect(format(back)).toBe(format(f));
  });

  test("a DAG of 2^2000 paths takes 2,000 names", () => {
    let f: Expr = Var("x");
    for (let i = 0; i < 2000; i++) f = Mul(f, Add(f, 1));
    expect(cse([f]).bindings.size).toBe(1999);
  });

  test("no names that reach a prototype; another prefix", () => {
    const { bindings } = cse([parse("(__proto__ + constructor)^2 + (__proto__ + constructor)")], {
      prefix: "u",
    });
    expect([...bindings.keys()]).toEqual(["u1"]);
    expect(() => cse([parse("x")], { prefix: "1" })).toThrow();
    // @ts-expect-error: no list
    expect(() => cse(parse("x"))).toThrow("expected a list of formulas");
  });
});
