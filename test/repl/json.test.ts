import { expect, test } from "vitest";
import { jsonText, object, Raw } from "../../src/repl/json.ts";

test("objects keep the order given, names of digits too", () => {
  expect(
    jsonText(
      object([
        ["b", 1],
        ["2", 2],
        ["a", 3],
      ]),
    ),
  ).toBe('{"b": 1, "2": 2, "a": 3}');
});

test("__proto__ is a key like any other", () => {
  const text = jsonText(object([["__proto__", "y"]]));
  expect(text).toBe('{"__proto__": "y"}');
  expect(Object.entries(JSON.parse(text))).toEqual([["__proto__", "y"]]);
});

test("what JSON has no number for is text", () => {
  expect(jsonText([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])).toBe(
    '["nan", "inf", "-inf"]',
  );
});

test("numbers carry all their digits and the sign of zero", () => {
  expect(jsonText([0.1 + 0.2, -0, null, true])).toBe("[0.30000000000000004, -0, null, true]");
});

test("text is quoted, ready JSON is not", () => {
  expect(jsonText(['a"\n', new Raw("[1]")])).toBe('["a\\"\\n", [1]]');
});
