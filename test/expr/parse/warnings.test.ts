// Warnings are values: each shows the reading that was taken and how to write the other one.
import { expect, test } from "vitest";
import { type ParseOptions, read } from "../../../src/expr/parse/parse.ts";

const warnings = (text: string, options?: ParseOptions): readonly string[] =>
  read(text, options).warnings.map(({ code, message }) => `${code}: ${message}`);

const warns: readonly (readonly [string, string])[] = [
  ["1/2x", "ambiguous-quotient: '1/2x' is read as (1/2)*x: for the other reading write 1/(2*x)"],
  ["1/2 x", "ambiguous-quotient: '1/2 x' is read as (1/2)*x: for the other reading write 1/(2*x)"],
  ["a/b c", "ambiguous-quotient: 'a/b c' is read as (a/b)*c: for the other reading write a/(b*c)"],
  ["a/b c d", "ambiguous-quotient: 'a/b c d' is read as (a/b)*c*d: for the other reading write a/(b*c*d)"],
  ["2x/3y", "ambiguous-quotient: '2x/3y' is read as (2x/3)*y: for the other reading write 2x/(3*y)"],
  [
    "1/2(x+1)",
    "ambiguous-quotient: '1/2(x+1)' is read as (1/2)*(x+1): for the other reading write 1/(2*(x+1))",
  ],
  ["1/2√x", "ambiguous-quotient: '1/2√x' is read as (1/2)*√x: for the other reading write 1/(2*√x)"],
  ["1/-2x", "ambiguous-quotient: '1/-2x' is read as (1/-2)*x: for the other reading write 1/(-2*x)"],
  ["x^2y", "ambiguous-power: 'x^2y' is read as (x^2)*y: for the other reading write x^(2*y)"],
  ["e^-2x", "ambiguous-power: 'e^-2x' is read as (e^-2)*x: for the other reading write e^(-2*x)"],
  ["√x²", "ambiguous-root: '√x²' is read as (√x)²: for the root of the power write √(x²)"],
  ["√x^2", "ambiguous-root: '√x^2' is read as (√x)^2: for the root of the power write √(x^2)"],
  ["√x!", "ambiguous-root: '√x!' is read as (√x)!: for the root of the power write √(x!)"],
  ["√2x", "ambiguous-root: '√2x' is read as (√2)*x: for the root of the product write √(2*x)"],
  ["e(x)", "constant-call: 'e(x)' is read as e*(x): for the exponential function write exp(x)"],
  ["e(x)^2", "constant-call: 'e(x)^2' is read as e*(x)^2: for the exponential function write exp(x)^2"],
];

for (const [text, warning] of warns) {
  test(`read('${text}') warns`, () => {
    expect(warnings(text)).toEqual([warning]);
  });
}

for (const text of [
  "1/2*x",
  "(1/2)x",
  "2x/3",
  "x^2 y",
  "x^(2)y",
  "2x y",
  "√(x)²",
  "√2 x",
  "√x*y",
  "x²y",
  "pi(x+1)",
  "3 − 1",
]) {
  test(`read('${text}') has no warning`, () => {
    expect(warnings(text)).toEqual([]);
  });
}

test("a warning has the place of the reading", () => {
  expect(read("y +\n 1/2x").warnings[0]?.span).toEqual({ start: 5, end: 9, line: 2, column: 2 });
});

test("a warning suggests the other reading", () => {
  expect(read("1/2x").warnings[0]?.suggestion).toBe("1/(2*x)");
});

test("two quotients are two warnings", () => {
  expect(warnings("1/2x + 1/3y")).toHaveLength(2);
});

test("the terms of a sum warn once", () => {
  expect(warnings("sum(k, 1, 3, 1/2k)")).toHaveLength(1);
});

test("xy is hinted at when x and y are in the same text", () => {
  expect(warnings("x + y + xy")).toEqual(["joined-letters: xy is one variable; for a product write x*y"]);
});

test("xy is hinted at when x and y are variables of the scope", () => {
  expect(warnings("xy", { variables: ["x", "y"] })).toEqual([
    "joined-letters: xy is one variable; for a product write x*y",
  ]);
});

test("xy by itself is no hint", () => {
  expect(warnings("xy")).toEqual([]);
});

test("xy is no hint where it is a variable of the scope", () => {
  expect(warnings("x + y + xy", { variables: ["xy"] })).toEqual([]);
});

test("a name in use twice is hinted at once", () => {
  expect(warnings("x + y + xy^2 + xy")).toHaveLength(1);
});

test("with hintNames a new name of two letters is hinted at", () => {
  expect(warnings("ab", { hintNames: true })).toEqual([
    "joined-letters: ab is one variable; for a product write a*b",
  ]);
});

test("with hintNames a known name or one of four letters is not", () => {
  expect(warnings("ab + mass", { hintNames: true, variables: ["ab"] })).toEqual([]);
});

test("a warning about 20,000 factors is short", () => {
  const [warning] = read(`1/2${" x".repeat(20_000)}`).warnings;
  expect(warning?.message.length).toBeLessThan(200);
});
