import { describe, expect, test } from "vitest";
import type { Expr } from "../../../src/expr/node.ts";
import { Pi } from "../../../src/expr/primitives/constants.ts";
import { Add, Mul } from "../../../src/expr/primitives/operators.ts";
import { Cos, Sin } from "../../../src/expr/primitives/trigonometric.ts";
import { format } from "../../../src/expr/print/format.ts";
import { formatLet } from "../../../src/expr/print/let.ts";
import { Var } from "../../../src/expr/var.ts";

const [x, y] = ["x", "y"].map(Var);
const lines = (text: string): string[] => text.split("\n");

/** Operators and calls in a line. */
const operations = (line: string): number => (line.match(/[-+*/^(]/g) ?? []).length;

describe("the listing", () => {
  test("without sharing it is the formula alone", () => {
    expect(format(Add(Mul(x, y), Pi), "let")).toBe("x*y + pi");
  });

  test("a shared subformula is named once, before its uses", () => {
    const s = Sin(x);
    const t = Mul(s, s);
    expect(lines(format(Add(t, Cos(t)), "let"))).toEqual(["t1 = sin(x)", "t2 = t1*t1", "t2 + cos(t2)"]);
  });

  test("leaves and named constants are not named", () => {
    expect(format(Add(Mul(Pi, x), Pi), "let")).toBe("pi*x + pi");
  });

  test("a subformula that occurs twice is named, though it was built twice", () => {
    expect(lines(format(Mul(Sin(Add(x, 1)), Cos(Add(x, 1))), "let"))).toEqual([
      "t1 = x + 1",
      "sin(t1)*cos(t1)",
    ]);
  });

  test("names avoid the variables of the formula", () => {
    const s = Sin(Var("t1"));
    expect(lines(format(Mul(s, s), "let"))).toEqual(["t2 = sin(t1)", "t2*t2"]);
  });

  test("several formulas share one listing", () => {
    const s = Sin(x);
    expect(
      lines(
        formatLet([
          ["d/dx", Mul(s, y)],
          ["d/dy", Mul(s, x)],
          ["f", s],
        ]),
      ),
    ).toEqual(["t1 = sin(x)", "d/dx = t1*y", "d/dy = t1*x", "f = t1"]);
  });

  test("names avoid the labels of the formulas", () => {
    const s = Sin(x);
    expect(lines(formatLet([["t1", Mul(s, s)]]))).toEqual(["t2 = sin(x)", "t1 = t2*t2"]);
  });

  test("a chain is cut so that no line has more than 100 operations", () => {
    let chain: Expr = x;
    for (let i = 0; i < 1000; i++) chain = Add(Mul(chain, y), 1);
    const listed = lines(format(chain, "let"));
    expect(Math.max(...listed.map(operations))).toBeLessThanOrEqual(200); // 100, each in brackets at most
    expect(listed).toHaveLength(20); // 2,000 operations, 100 a line
  });

  test("a balanced tree is cut at its largest parts", () => {
    let parts: Expr[] = Array.from({ length: 256 }, (_, i) => Var(`x_${i}`));
    while (parts.length > 1) {
      parts = parts.flatMap((part, i) => (i % 2 === 0 ? [Add(part, parts[i + 1])] : []));
    }
    for (const line of lines(format(parts[0], "let"))) expect(operations(line)).toBeLessThanOrEqual(150);
  });

  test("squared 2,000 times, a sum is listed in 2,000 lines", () => {
    let dag: Expr = Add(x, y);
    for (let i = 0; i < 2000; i++) dag = Mul(dag, dag);
    const listed = lines(format(dag, "let"));
    expect(listed).toHaveLength(2001);
    expect(listed.at(-1)).toBe("t2000*t2000");
  });

  test("the listing of a gradient of 1,000 variables is linear in its size", () => {
    const xs = Array.from({ length: 1000 }, (_, i) => Var(`x_${i}`));
    const before: Expr[] = [xs[0]];
    const after: Expr[] = [xs[999]];
    for (let i = 1; i < 999; i++) {
      before.push(Mul(before[i - 1], xs[i]));
      after.push(Mul(xs[999 - i], after[i - 1]));
    }
    const gradient = xs.map((v, i): [string, Expr] => [
      `d/d${v.name}`,
      i === 0 ? after[998] : i === 999 ? before[998] : Mul(before[i - 1], after[998 - i]),
    ]);
    expect(formatLet(gradient).length).toBeLessThan(100_000);
  });
});
