import { describe, expect, test } from "vitest";
import { Const, type ConstValue } from "../../src/expr/node.ts";
import {
  addValues,
  compareValues,
  divValues,
  isExact,
  isInteger,
  MAX_BITS,
  mulValues,
  negateValue,
  powValue,
  signOf,
} from "../../src/simplify/exact.ts";

const value = (text: string): ConstValue => Const(text).value;
const show = (v: ConstValue | undefined): string =>
  v === undefined ? "none" : typeof v === "number" ? `${v}` : `${v.numerator}/${v.denominator}`;

describe("arithmetic on values", () => {
  test("0.1 + 0.2 is 3/10, 1/2 + 1/2 is the number 1", () => {
    expect(show(addValues(value("0.1"), value("0.2")))).toBe("3/10");
    expect(addValues(value("1/2"), value("1/2"))).toBe(1);
  });

  test("beyond 2^53 integers are bigints, and come back", () => {
    const large = addValues(Number.MAX_SAFE_INTEGER, 1);
    expect(show(large)).toBe("9007199254740992/1");
    expect(large === undefined ? large : addValues(large, -1)).toBe(Number.MAX_SAFE_INTEGER);
    expect(show(mulValues(2 ** 40, 2 ** 40))).toBe(`${2n ** 80n}/1`);
  });

  test("7/2 is no integer division, 6/2 is 3", () => {
    expect([show(divValues(7, 2)), show(divValues(6, 2)), show(divValues(-6, 4))]).toEqual([
      "7/2",
      "3",
      "-3/2",
    ]);
  });

  test("a zero is 0, not -0", () => {
    expect([mulValues(-1, 0), addValues(-0, -0), negateValue(0)].every((v) => Object.is(v, 0))).toBe(true);
  });

  test("powers: (2/3)^-2 is 9/4, 0^-1 and 2^(1/2) have no exact value, 0^0 is 1", () => {
    expect(show(powValue(value("2/3"), -2))).toBe("9/4");
    expect(powValue(0, -1)).toBeUndefined();
    expect(powValue(2, value("1/2"))).toBeUndefined();
    expect(powValue(0, 0)).toBe(1);
  });

  test("what would exceed 4,096 bits is undefined", () => {
    expect(MAX_BITS).toBe(4096);
    const largest = powValue(2, 4095);
    expect(largest).toBeDefined();
    expect(largest === undefined ? 0 : mulValues(largest, 2)).toBeUndefined();
    expect(powValue(2, 4096)).toBeUndefined();
    expect(powValue(9, value(`${9 ** 9}`))).toBeUndefined();
  });
});

describe("questions", () => {
  test("isExact: numbers and fractions are, inf and nan are not", () => {
    expect([2, value("1/3"), Number.POSITIVE_INFINITY, Number.NaN].map(isExact)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  test("isInteger: 2 and 10^30 are, 1/3 is not", () => {
    expect([2, value("1e30"), value("1/3")].map(isInteger)).toEqual([true, true, false]);
  });

  test("signOf is -1, 0 or 1; negateValue turns it round", () => {
    expect([-3, 0, value("1/3")].map(signOf)).toEqual([-1, 0, 1]);
    expect(signOf(negateValue(value("1/3")))).toBe(-1);
  });

  test("compareValues orders fractions and numbers together", () => {
    const sorted = [2, value("1/3"), -1, value("1/2"), value("-3/2")].sort(compareValues);
    expect(sorted.map(show)).toEqual(["-3/2", "-1", "1/3", "1/2", "2"]);
  });
});
