import { describe, expect, test } from "vitest";
import { parse } from "../../src/expr/parse/parse.ts";
import {
  addCondition,
  type Condition,
  formatCondition,
  sameCondition,
} from "../../src/simplify/condition.ts";

const on = (text: string, holds: Condition["holds"]): Condition => ({ expr: parse(text), holds });

describe("formatCondition", () => {
  test.each<[string, Condition["holds"], string]>([
    ["x", "nonzero", "x ≠ 0"],
    ["x - 1", "nonzero", "x - 1 ≠ 0"],
    ["x", "nonnegative", "x ≥ 0"],
    ["ln(x)", "defined", "ln(x) is defined"],
  ])("of %s being %s is '%s'", (text, holds, expected) => {
    expect(formatCondition(on(text, holds))).toBe(expected);
  });
});

describe("addCondition", () => {
  test("adds a condition once, in the order of arrival", () => {
    const conditions: Condition[] = [];
    for (const text of ["y", "x", "y"]) addCondition(conditions, on(text, "nonzero"));
    expect(conditions.map(formatCondition)).toEqual(["y ≠ 0", "x ≠ 0"]);
  });

  test("x ≠ 0 and x ≥ 0 are two conditions", () => {
    expect(sameCondition(on("x", "nonzero"), on("x", "nonnegative"))).toBe(false);
    expect(sameCondition(on("x + 1", "nonzero"), on("x + 1", "nonzero"))).toBe(true);
  });
});
