import { describe, expect, test } from "vitest";
import type { Expr } from "../../src/expr/node.ts";
import { operations } from "../../src/expr/operations.ts";
import { Add, Mul } from "../../src/expr/primitives/operators.ts";
import { Pow } from "../../src/expr/primitives/powers.ts";
import { format } from "../../src/expr/print/format.ts";
import { Var } from "../../src/expr/var.ts";
import { normal, normalized } from "../../src/simplify/normal.ts";
import { rewrites } from "./shown.ts";

const inNormalForm = rewrites(normalized);
const x = Var("x");
const sumOf = (count: number, term: (i: number) => Expr): Expr => {
  let total = term(0);
  for (let i = 1; i < count; i++) total = Add(total, term(i));
  return total;
};

describe("normal", () => {
  test.each([
    ["1/(x - 1) - 1/(x + 1)", "2/(x^2 - 1)"],
    ["(x + 1)^2/(x*(x + 1))", "(x + 1)/x | x ≠ -1"],
    ["(x + y)^3 - (x - y)^3", "6*y*x^2 + 2*y^3"],
    ["x/(2*x + 2)", "x/(2*(x + 1))"],
    ["sqrt(x)/x", "1/sqrt(x)"],
    ["sqrt(x)*x^(1/3)", "x^(5/6)"],
    ["sqrt(12) + sqrt(27)", "5*sqrt(3)"],
    ["0.1 + 0.2", "3/10"],
    ["exp(x)*exp(-x)", "1"],
    ["(a + b)^2 - a^2 - 2*a*b - b^2", "0"],
    ["1/x + 1/y - (x + y)/(x*y)", "0 | x ≠ 0, y ≠ 0"],
    ["0*ln(x)", "0 | x > 0"],
    ["0*ln(-1)", "0 | -1 > 0, which never holds: the formula given has no value"],
    ["0*ln(10) + ln(10)^0", "1"],
    ["sqrt(x)^2", "x | x ≥ 0"],
    ["sqrt(x^2)", "abs(x)"],
    ["sqrt(x^2*y)", "sqrt(y*x^2)"],
  ])("%s is %s", (text, expected) => {
    expect(inNormalForm(text)).toBe(expected);
  });

  test("one form for all ways to write a quotient", () => {
    const ways = ["(x^2 + 1)/(x - 1)", "x^2/(x - 1) - 1/(1 - x)", "x + 1 + 2/(x - 1)", "(x^3 + x)/(x^2 - x)"];
    const forms = ways.map((text) => inNormalForm(text).split(" | ")[0]);
    expect(new Set(forms)).toEqual(new Set(["(x^2 + 1)/(x - 1)"]));
  });
});

describe("size", () => {
  test("10,000 terms: like ones are one, others stay", () => {
    expect(operations([normal(sumOf(10_000, (i) => Mul(i + 1, Pow(x, i % 50))))])).toBe(146);
    expect(operations([normal(sumOf(10_000, (i) => Mul(i + 1, Var(`x${i}`))))])).toBe(19_998);
  });

  test("1,000 different denominators stay apart rather than over one bar", () => {
    const f = sumOf(1000, (i) => Pow(Var(`x${i}`), -1));
    expect(operations([normal(f)])).toBe(1999);
  });

  test("a DAG of 2^2000 paths is one multiple", () => {
    let f: Expr = x;
    for (let i = 0; i < 2000; i++) f = Add(f, f);
    expect(format(normal(f))).toBe(`${2n ** 2000n}*x`);
  });
});
