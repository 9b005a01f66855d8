import { expect, test } from "vitest";
import { wrapWords } from "../../../src/repl/terminal/wrapWords.ts";

test("sentences are wrapped between words", () => {
  expect(wrapWords("expected a number or a name", 12)).toBe("expected a\nnumber or a\nname");
});

test("quoted text with its carets stays as it is", () => {
  expect(wrapWords("ends here\n    x + y + z +\n              ^", 10)).toBe(
    "ends here\n    x + y + z +\n              ^",
  );
});

test("a word wider than the screen has a line of its own", () => {
  expect(wrapWords("a abcdefgh b", 4)).toBe("a\nabcdefgh\nb");
});
