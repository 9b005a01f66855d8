import { expect, test } from "vitest";
import { Const, type Expr } from "../../src/expr/node.ts";
import { format } from "../../src/expr/print/format.ts";
import { readAt } from "../../src/repl/at.ts";

/** A context in which x is 3. */
const context = {
  scope: { variables: ["x"] },
  values: { numbers: new Map([["x", 3]]), exact: new Map([["x", Const(3)]]) },
  resolve: (expr: Expr) => expr,
};

const nothing = { scope: {}, values: { numbers: new Map(), exact: new Map() }, resolve: context.resolve };

const at = (text: string): [string, number][] => [...readAt(text, nothing).numbers];

test("values are numbers or formulas without variables", () => {
  expect(at("x=1, y = -2.5e3,z=pi/2")).toEqual([
    ["x", 1],
    ["y", -2500],
    ["z", Math.PI / 2],
  ]);
});

test("a comma inside brackets belongs to the value", () => {
  expect(at("x=atan2(0, 1), y=max(1, 2)")).toEqual([
    ["x", 0],
    ["y", 2],
  ]);
});

test("nan, inf and -inf are values", () => {
  expect(at("x=nan, y=-inf")).toEqual([
    ["x", Number.NaN],
    ["y", Number.NEGATIVE_INFINITY],
  ]);
});

test("values may use what is known already", () => {
  expect(readAt("y=2*x", context).numbers.get("y")).toBe(6);
});

test("values are known exactly, too", () => {
  const y = readAt("y=x/9", context).exact.get("y");
  expect(y && format(y)).toBe("3/9");
});

test("__proto__ and constructor are names like any other", () => {
  expect(at("__proto__=1, constructor=2")).toEqual([
    ["__proto__", 1],
    ["constructor", 2],
  ]);
});

test.each([
  ["x", "'x' gives no variable a value, expected x=1 or x=1, y=pi/2"],
  ["x=1, x=2", "'x' has two values, expected one"],
  ["x=1 y=2", "'x=1 y=2' has a second '=', expected a comma before it: x=1, y=2"],
  ["x=y", "can't read 'x=y': unbound variable 'y'"],
  ["pi=3", "can't read 'pi=3': 'pi' is a constant, expected a variable's name"],
])("readAt(%j) says what is wrong", (text, message) => {
  expect(() => at(text)).toThrow(message);
});
