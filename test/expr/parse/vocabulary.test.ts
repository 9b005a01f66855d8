// The words and signs of text agree with the table.
import { expect, test } from "vitest";
import { callable, callableNames, foreignNames } from "../../../src/expr/parse/vocabulary.ts";

test("every name from another language leads to a name that text can call", () => {
  expect([...foreignNames.values()].filter((name) => !callableNames.includes(name))).toEqual([]);
});

test("no name from another language is one that text can call", () => {
  expect([...foreignNames.keys()].filter((name) => callable(name) !== undefined)).toEqual([]);
});
