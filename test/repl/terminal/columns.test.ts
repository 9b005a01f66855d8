import { expect, test } from "vitest";
import { inColumns } from "../../../src/repl/terminal/columns.ts";

test("words stand in columns as wide as the widest", () => {
  expect(inColumns(["a", "bbb", "c", "漢"], 11, 5)).toEqual(["a    bbb", "c    漢"]);
});

test("where there is no room for all, the last line counts the missing", () => {
  expect(inColumns(["a", "b", "c", "d", "e"], 4, 2)).toEqual(["a  b", "… and 3 more"]);
});

test("a word wider than the screen is cut", () => {
  expect(inColumns(["abcdef"], 4, 2)).toEqual(["abc…"]);
});
