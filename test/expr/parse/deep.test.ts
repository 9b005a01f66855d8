// Any depth is read: the pre-scan cuts deep text into pieces for the grammar. No test here may see a
// RangeError.
import { expect, test } from "vitest";
import { BudgetError } from "../../../src/expr/errors.ts";
import { measure } from "../../../src/expr/measure.ts";
import { parse, parseEquation, read, TEXT_LENGTH_LIMIT } from "../../../src/expr/parse/parse.ts";
import { rendered } from "../../errors/rendered.ts";

const N = 10_000;

const deep: readonly (readonly [string, string, number])[] = [
  ["calls", `${"sin(".repeat(N)}x${")".repeat(N)}`, N],
  ["calls of two arguments", `${"max(1, ".repeat(N)}x${")".repeat(N)}`, N],
  ["calls nested in the first argument", `${"atan2(".repeat(N)}x${", 2)".repeat(N)}`, N],
  ["bars", `${"|".repeat(N)}x${"|".repeat(N)}`, N],
  ["signs", `${"-".repeat(N)}x`, N],
  ["powers", `x${"^x".repeat(N)}`, N],
  ["signed powers", `x${"^-x".repeat(N)}`, 2 * N],
  ["roots", `${"√".repeat(N)}x`, N],
  ["superscripts", `x${"² ".repeat(N)}`, N],
  ["not", `${"not ".repeat(N)}x`, N],
  ["?: to the right", `${"c ? a : ".repeat(N)}x`, N],
  ["?: in the middle", `${"c ? ".repeat(N)}x${" : a".repeat(N)}`, N],
  ["quotients", `x${"/y".repeat(N)}`, N],
  ["factors without a sign", `x${" y".repeat(N)}`, N],
];

for (const [what, text, depth] of deep) {
  test(`10,000-fold ${what} are read`, () => {
    expect(measure(parse(text)).depth).toBe(depth);
  });
}

test("10,000 nested brackets are read", () => {
  expect(parse(`${"(".repeat(N)}x${")".repeat(N)}`)).toMatchObject({ kind: "var", name: "x" });
});

test("brackets of every kind nest", () => {
  const text = `${"(|sin(c ? ".repeat(500)}x${" : a)|)".repeat(500)}`;
  expect(measure(parse(text)).depth).toBe(1500);
});

for (const levels of [22, 23, 24, 25, 26, 47, 48, 49, 50]) {
  test(`${levels} levels are one formula as they are apart`, () => {
    const nested = `${"(1 + max(2, ".repeat(levels)}x${"))".repeat(levels)}`;
    expect(measure(parse(nested)).unfolded).toBe(4 * levels + 1);
  });
}

test("an error deep inside has its own place", () => {
  const text = `${"(".repeat(100)}x^\n(1 + not y)${")".repeat(100)}`;
  expect(() => parse(text)).toThrow(
    expect.objectContaining({ span: { start: 108, end: 111, line: 2, column: 6 } }),
  );
});

test("a warning deep inside has its own place", () => {
  const [warning] = read(`${"(".repeat(60)}1/2x${")".repeat(60)}`).warnings;
  expect(warning?.span).toEqual({ start: 60, end: 64, line: 1, column: 61 });
});

test("a name after a deep bracket has its own place", () => {
  const text = `${"(".repeat(60)}x${")".repeat(60)} + foo(y)`;
  expect(() => parse(text)).toThrow(
    expect.objectContaining({ span: { start: 124, end: 127, line: 1, column: 125 } }),
  );
});

test("100,000 open brackets are an error, and it is shown in one short line", () => {
  const lines = rendered("(".repeat(100_000)).split("\n");
  expect(lines.slice(0, 2)).toEqual([
    "ParseError unclosed-bracket",
    "the text ends after '(', expected a number, a name or '(', then ')' to close the '(' at 1:100000",
  ]);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(120);
});

test("a text at the limit of length is read", () => {
  const text = "x".padEnd(TEXT_LENGTH_LIMIT, " ");
  expect(parse(text)).toMatchObject({ name: "x" });
});

test("a text over the limit is refused, and the limit is named", () => {
  const text = "x".padEnd(TEXT_LENGTH_LIMIT + 1, " ");
  expect(() => parse(text)).toThrow(BudgetError);
  expect(() => parse(text)).toThrow("text of 262,145 characters is over the limit of 262,144");
});

test("an equation over the limit is refused", () => {
  expect(() => parseEquation(`x = ${"y".repeat(TEXT_LENGTH_LIMIT)}`)).toThrow(BudgetError);
});
