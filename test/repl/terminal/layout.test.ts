import { expect, test } from "vitest";
import { layout } from "../../../src/repl/terminal/layout.ts";

const PROMPTS = { first: "> ", more: "... " };

/** Rows and cursor of a text whose cursor is at |. */
function laid(text: string, columns: number): { rows: readonly string[]; at: readonly [number, number] } {
  const buffer = { text: text.replace("|", ""), cursor: text.indexOf("|") };
  const { rows, cursor } = layout(buffer, PROMPTS, columns);
  return { rows: rows.map((row) => row.text), at: [cursor.row, cursor.column] };
}

test("a line longer than the screen goes on in the next row, and so does the cursor", () => {
  expect(laid("abcd|ef", 6)).toEqual({ rows: ["> abcd", "ef"], at: [1, 0] });
  expect(laid("abc|def", 6)).toEqual({ rows: ["> abcd", "ef"], at: [0, 5] });
});

test("behind a row that is just full the cursor has a row of its own", () => {
  expect(laid("abcd|", 6)).toEqual({ rows: ["> abcd", ""], at: [1, 0] });
});

test("each further line has the prompt for more", () => {
  expect(laid("(a\n|b)", 20)).toEqual({ rows: ["> (a", "... b)"], at: [1, 4] });
});

test("a wide character counts two columns and is never cut in two", () => {
  expect(laid("a漢字|", 6)).toEqual({ rows: ["> a漢", "字"], at: [1, 2] });
});

test("a combining mark takes no column", () => {
  expect(laid("e\u0301|x", 20).at).toEqual([0, 3]);
});

test("rows that only the width ends are marked as wrapped", () => {
  const { rows } = layout({ text: "abcdef\ng", cursor: 0 }, PROMPTS, 6);
  expect(rows.map(({ wraps }) => wraps)).toEqual([true, false, false]);
});
