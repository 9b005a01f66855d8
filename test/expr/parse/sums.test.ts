// sum and prod are written out while reading: to the left, outermost first.
import { expect, test } from "vitest";
import { measure } from "../../../src/expr/measure.ts";
import { type ParseOptions, parse, TEXT_LENGTH_LIMIT } from "../../../src/expr/parse/parse.ts";
import { formatSexpr } from "../../../src/expr/print/sexpr.ts";

const reads = (text: string, options?: ParseOptions): string => formatSexpr(parse(text, options));

const rows: readonly (readonly [string, string])[] = [
  ["sum(k, 1, 3, k*x)", "(+ (+ (* 1 x) (* 2 x)) (* 3 x))"],
  ["prod(k, 1, 3, x + k)", "(* (* (+ x 1) (+ x 2)) (+ x 3))"],
  ["sum(k, -1, 1, x^k)", "(+ (+ (^ x -1) (^ x 0)) (^ x 1))"],
  ["sum(k, 2, 2, k)", "2"],
  ["sum(k, 1, 0, x)", "0"],
  ["prod(k, 1, 0, x)", "1"],
  ["k + sum(k, 1, 2, k)", "(+ k (+ 1 2))"],
  ["sum(k, 1, 2, k(x + 1))", "(+ (* 1 (+ x 1)) (* 2 (+ x 1)))"],
  ["sum(i, 1, 2, sum(j, 1, i, x^j))", "(+ (^ x 1) (+ (^ x 1) (^ x 2)))"],
  ["sum(k, 1, 2, sum(k, 3, 4, k))", "(+ (+ 3 4) (+ 3 4))"],
  ["sum(k, 1, 2*2 - 2, k)", "(+ 1 2)"],
  ["sum(i, 1, 2, i)", "(+ 1 2)"],
];

for (const [text, sexpr] of rows) {
  test(`parse('${text}') is ${sexpr}`, () => {
    expect(reads(text)).toBe(sexpr);
  });
}

test("an index shadows a variable of the scope", () => {
  expect(reads("sum(k, 1, 2, k(x))", { variables: ["k"] })).toBe("(+ (* 1 x) (* 2 x))");
});

test("10,000 terms are read", () => {
  expect(measure(parse("sum(k, 1, 10000, k*x)")).depth).toBe(10_000);
});

test("10,001 terms are refused", () => {
  expect(() => parse("sum(k, 1, 10001, k*x)")).toThrow("over the limit of 10,000");
});

test("a sum inside a sum counts as what it is written out: 100 times 100 terms are read, 100 times 101 are not", () => {
  expect(measure(parse("sum(i, 1, 100, sum(j, 1, 100, x))")).unfolded).toBe(2 * 10_000 - 1);
  expect(() => parse("sum(i, 1, 100, sum(j, 1, 101, x))")).toThrow("more than 10,000 terms");
});

test("the limit counts the terms of one text together", () => {
  expect(() => parse("sum(k, 1, 6000, x) + sum(k, 1, 6000, x)")).toThrow(
    "12,000 terms, over the limit of 10,000",
  );
});

test("sums in sums in brackets deeper than the grammar's stack keep their indices", () => {
  const depth = 100;
  expect(reads(`${"sum(k, 1, 1, (".repeat(depth)}k*x${"))".repeat(depth)}`)).toBe("(* 1 x)");
});

test("terms that are long in all are refused", () => {
  const term = `${"k+".repeat(TEXT_LENGTH_LIMIT / 4)}x`;
  expect(() => parse(`sum(k, 1, 10000, ${term})`)).toThrow("the limit of one text");
});
