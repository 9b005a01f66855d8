import { expect, test } from "vitest";
import { evaluate } from "../../src/expr/evaluate.ts";
import { measure } from "../../src/expr/measure.ts";
import { Const } from "../../src/expr/node.ts";
import { Add } from "../../src/expr/primitives/operators.ts";
import { format } from "../../src/expr/print/format.ts";
import { diff, gradient } from "../../src/methods.ts";
import { tidy } from "../../src/simplify/tidy.ts";

// What plain JavaScript may hand over, which the types forbid.
const anything = (value: unknown): never => value as never;

test.each<[string, () => unknown]>([
  ['diff("x^2", "x")', () => diff(anything("x^2"), "x")],
  ['gradient("x")', () => gradient(anything("x"))],
  ['evaluate("x", { x: 1 })', () => evaluate(anything("x"), { x: 1 })],
  ['format("x")', () => format(anything("x"))],
  ['measure("x")', () => measure(anything("x"))],
  ['tidy("x")', () => tidy(anything("x"))],
  ['Add("x", 1)', () => Add(anything("x"), 1)],
])("%s says that a text is no formula, and how to read one", (_call, call) => {
  expect(call).toThrow("a string is no formula; parse(text) reads one");
});

test("Add(null, 1) and Const({}) say what they were given", () => {
  expect(() => Add(anything(null), 1)).toThrow("null is no formula");
  expect(() => Const(anything({}))).toThrow("a constant is a number, a bigint, a text or a rational");
});

test("simplify: 'full' is refused, not taken for tidy", () => {
  expect(() => diff(Const(1), "x", { simplify: anything("full") })).toThrow(
    "simplify is 'full', expected none, tidy or search",
  );
});
