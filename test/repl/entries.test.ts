import { expect, test } from "vitest";
import { entriesIn, LINES_LIMIT } from "../../src/repl/entries.ts";

const pending = (text: string): boolean => text.split("(").length > text.split(")").length;

test("lines are entries, an open bracket takes in the lines to its end", () => {
  expect(entriesIn("x\n(1 +\n2)\n\ny", pending)).toEqual({ texts: ["x", "(1 +\n2)", "y"], open: false });
});

test("what is still open at the end is said to be", () => {
  expect(entriesIn("x\n(1 +", pending)).toEqual({ texts: ["x", "(1 +"], open: true });
});

test("a bracket that nothing closes takes in a limited number of lines", () => {
  const { texts } = entriesIn("(\n".repeat(LINES_LIMIT + 1), pending);
  expect(texts.map((text) => text.split("\n").length)).toEqual([LINES_LIMIT, 2]);
});
