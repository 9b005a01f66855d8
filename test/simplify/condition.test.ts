import { describe, expect, test } from "vitest";
import { parse } from "../../src/expr/parse/parse.ts";
import { type Condition, Conditions, formatCondition, sameCondition } from "../../src/simplify/condition.ts";

const on = (text: string, holds: Condition["holds"]): Condition => ({ expr: parse(text), holds });

describe("formatCondition", () => {
  test.each<[string, Condition["holds"], string]>([
    ["x", "nonzero", "x ≠ 0"],
    ["x - 1", "nonzero", "x ≠ 1"],
    ["x + 2", "nonnegative", "x ≥ -2"],
    ["1 - x", "nonzero", "x ≠ 1"],
    ["1 - x", "positive", "x < 1"],
    ["1 - x", "nonnegative", "x ≤ 1"],
    ["-x", "positive", "x < 0"],
    ["x - y", "nonzero", "x ≠ y"],
    ["x + y", "nonzero", "x + y ≠ 0"],
    ["-1", "positive", "-1 > 0, which never holds: the formula given has no value"],
    ["1 - sqrt(2)", "nonnegative", "1 - sqrt(2) ≥ 0, which never holds: the formula given has no value"],
    ["asin(2)", "defined", "asin(2) is defined, which never holds: the formula given has no value"],
    ["ln(10)", "nonzero", "ln(10) ≠ 0"],
    ["x", "nonnegative", "x ≥ 0"],
    ["x*y", "positive", "x*y > 0"],
    ["asin(x)", "defined", "asin(x) is defined"],
    ["x^y", "defined", "x^y is defined"],
  ])("of %s being %s is '%s'", (text, holds, expected) => {
    expect(formatCondition(on(text, holds))).toBe(expected);
  });
});

describe("Conditions", () => {
  test("holds a condition once, in the order of arrival", () => {
    const conditions = new Conditions();
    for (const text of ["y", "x", "y"]) conditions.add(on(text, "nonzero"));
    expect(conditions.list.map(formatCondition)).toEqual(["y ≠ 0", "x ≠ 0"]);
  });

  test("holds each once when there are many", () => {
    const conditions = new Conditions();
    for (let i = 0; i < 60; i++) conditions.add(on(`x_${i % 20}`, "nonzero"));
    expect(conditions.list.length).toBe(20);
  });

  test("x ≠ 0 and x ≥ 0 are two conditions", () => {
    expect(sameCondition(on("x", "nonzero"), on("x", "nonnegative"))).toBe(false);
    expect(sameCondition(on("x + 1", "nonzero"), on("x + 1", "nonzero"))).toBe(true);
    expect(sameCondition(on("a - b", "nonzero"), on("b - a", "nonzero"))).toBe(true);
    expect(sameCondition(on("a - b", "positive"), on("b - a", "positive"))).toBe(false);
  });
});
