import { describe, expect, test } from "vitest";
import { claimSign, commaIn, listed } from "../../src/repl/parts.ts";
import type { Syntax } from "../../src/repl/understand.ts";

const whole = (text: string) => ({ start: 0, end: text.length });

const itemsOf = (text: string, syntax: Syntax): readonly string[] | undefined =>
  listed(text, whole(text), syntax)?.map(({ start, end }) => text.slice(start, end));

describe("listed(text, place, syntax)", () => {
  test.each<[Syntax, string, readonly string[] | undefined]>([
    ["text", "[x*y, max(x, y)]", ["x*y", "max(x, y)"]],
    ["text", "x*y, x + y", undefined],
    ["latex", "[xy, \\max\\{x, y\\}]", ["xy", "\\max\\{x, y\\}"]],
    ["latex", "\\left[x,\\, y\\right]", ["x", "\\, y"]],
    ["latex", "[x][y]", undefined],
    [
      "latex",
      "[\\begin{cases} a, & x < 0 \\\\ b, & x > 0 \\end{cases}, x]",
      ["\\begin{cases} a, & x < 0 \\\\ b, & x > 0 \\end{cases}", "x"],
    ],
    ["sexpr", "[(* x y) (+ x y)]", ["(* x y)", "(+ x y)"]],
    ["sexpr", "[(* x y), x ; the second\n 1/2]", ["(* x y)", "x", "1/2"]],
    ["sexpr", "(* x y)", undefined],
    ["sexpr", "[]", [""]],
    ["mathjson", '["List", ["Power", "x", 2], "y"]', ['["Power", "x", 2]', '"y"']],
    ["mathjson", '[["Power", "x", 2], "y"]', ['["Power", "x", 2]', '"y"']],
    ["mathjson", '[2, "a], [b"]', ["2", '"a], [b"']],
    ["mathjson", '["Power", "x", 2]', undefined],
  ])("%s %s", (syntax, text, items) => {
    expect(itemsOf(text, syntax)).toEqual(items);
  });

  test("an item whose bracket is not closed goes to the end, for the reader to say so", () => {
    expect(itemsOf("[(* x y x]", "sexpr")).toEqual(["(* x y x"]);
  });
});

test("commaIn finds the first comma outside brackets", () => {
  const text = "max(x, y) + 1, x";
  expect(commaIn(text, whole(text))).toBe(13);
  expect(commaIn("max(x, y)", whole("max(x, y)"))).toBeUndefined();
});

test.each<[Syntax, string, number | undefined]>([
  ["text", "2*x = diff x^2", 4],
  ["latex", "\\begin{cases} 1 & x = 1 \\\\ 0 & x > 1 \\end{cases} = diff x", 49],
  ["sexpr", "(== x 1) = diff x", 9],
  ["mathjson", '"a=b" = diff "x"', 6],
  ["mathjson", '["Equal", "x", "="]', undefined],
])("claimSign of %s %s", (syntax, text, at) => {
  expect(claimSign(text, whole(text), syntax)).toBe(at);
});
