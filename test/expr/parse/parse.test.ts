// The doors: parse, read, parseEquation, and the other syntaxes.
import { expect, test } from "vitest";
import { UsageError } from "../../../src/expr/errors.ts";
import { parse, parseEquation, read } from "../../../src/expr/parse/parse.ts";
import { format } from "../../../src/expr/print/format.ts";
import { formatSexpr } from "../../../src/expr/print/sexpr.ts";
import { rendered } from "../../errors/rendered.ts";
import { failure } from "./failure.ts";

const sides = (text: string): readonly string[] => {
  const { left, right } = parseEquation(text);
  return [formatSexpr(left), formatSexpr(right)];
};

test("read gives the formula and no warnings where there are none", () => {
  const { expr, warnings } = read("x + 1");
  expect([formatSexpr(expr), warnings]).toEqual(["(+ x 1)", []]);
});

test("parse('(+ x 1)', { syntax: 'sexpr' }) reads an S-expression", () => {
  expect(formatSexpr(parse("(+ x 1)", { syntax: "sexpr" }))).toBe("(+ x 1)");
});

test("parse('[\"Add\", \"x\", 1]', { syntax: 'mathjson' }) reads MathJSON", () => {
  expect(formatSexpr(parse('["Add", "x", 1]', { syntax: "mathjson" }))).toBe("(+ x 1)");
});

test("a declared function's derivative is read from an S-expression", () => {
  const expr = parse("(f' x)", { syntax: "sexpr", functions: { f: 1 } });
  expect(expr).toEqual(parse("f'(x)", { functions: { f: 1 } }));
});

test("an unknown syntax is a usage error, the same one that format gives", () => {
  // @ts-expect-error the type allows no such syntax
  const unknown = failure(() => parse("x", { syntax: "latxe" }));
  expect(unknown).toBeInstanceOf(UsageError);
  expect(unknown).toMatchObject({
    code: "unknown-syntax",
    message: "unknown syntax 'latxe' (did you mean 'latex'?): expected text, sexpr, mathjson, latex",
  });
});

test.each([
  ["latex", "x^{2} = y"],
  ["sexpr", "(= (^ x 2) y)"],
  ["mathjson", '["Equal", ["Power", "x", 2], "y"]'],
] as const)("parseEquation in %s has the sides of its equation", (syntax, text) => {
  const { left, right } = parseEquation(text, { syntax });
  expect([left, right].map((side) => format(side))).toEqual(["x^2", "y"]);
});

test("a text that is no string is a usage error", () => {
  // @ts-expect-error the type allows no number
  expect(() => parse(5)).toThrow(UsageError);
});

test("parseEquation('x^2 + y^2 = 1') has two sides", () => {
  expect(sides("x^2 + y^2 = 1")).toEqual(["(+ (^ x 2) (^ y 2))", "1"]);
});

test("parseEquation of a formula by itself means = 0", () => {
  expect(sides("x - 1")).toEqual(["(- x 1)", "0"]);
});

test("comparisons in an equation are no equals signs", () => {
  expect(sides("(x <= 1) = (y != 2)")).toEqual(["(<= x 1)", "(!= y 2)"]);
});

test("an equals sign in a comment is none", () => {
  expect(sides("x # = 3\n= 1")).toEqual(["x", "1"]);
});

test("places in the right side are places of the whole text", () => {
  expect(() => parseEquation("x = 2 + * 3")).toThrow(
    expect.objectContaining({ span: { start: 8, end: 9, line: 1, column: 9 } }),
  );
});

test("a left side that ends too early is named", () => {
  expect(() => parseEquation("x + = 2")).toThrow("'=' after '+', expected a number, a name or '('");
});

test("an empty side is named", () => {
  expect(() => parseEquation("= 2")).toThrow("nothing before '='");
});

test("two equals signs are an error", () => {
  expect(() => parseEquation("a = b = c")).toThrow("second '=' in an equation");
});

test("a tab stays a tab before the caret", () => {
  expect(rendered("x\t+ *").split("\n").slice(-2)).toEqual(["    x\t+ *", "     \t  ^"]);
});

test("a long line is shown around the caret", () => {
  const lines = rendered(`${"x + ".repeat(50)}* y + ${"z + ".repeat(50)}z`).split("\n");
  expect(lines.slice(-2)).toEqual([
    "    …x + x + x + x + x + x + x + x + x + * y + z + z + z + z + z + z + z + z …",
    "                                         ^",
  ]);
});
