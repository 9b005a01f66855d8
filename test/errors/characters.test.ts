// Characters that are no part of the language: the whole message as people see it, reviewed like code.
import { expect, test } from "vitest";
import { rendered } from "./rendered.ts";

test("LaTeX \\frac", () => {
  expect(rendered("\\frac{1}{2}")).toMatchInlineSnapshot(`
    "ParseError unexpected-character
    '\\frac' is LaTeX, expected a formula as text such as x^2/(1 + y): write (a)/(b)
        \\frac{1}{2}
        ^^^^^"
  `);
});

test("LaTeX \\sin", () => {
  expect(rendered("x + \\sin(x)")).toMatchInlineSnapshot(`
    "ParseError unexpected-character
    '\\sin' is LaTeX, expected a formula as text such as x^2/(1 + y): write sin
        x + \\sin(x)
            ^^^^"
  `);
});

test("LaTeX \\alpha", () => {
  expect(rendered("\\alpha x")).toMatchInlineSnapshot(`
    "ParseError unexpected-character
    '\\alpha' is LaTeX, expected a formula as text such as x^2/(1 + y): write alpha
        \\alpha x
        ^^^^^^"
  `);
});

test("LaTeX dollar signs", () => {
  expect(rendered("$x^2$")).toMatchInlineSnapshot(`
    "ParseError unexpected-character
    '$' in a formula, expected the formula by itself: leave the LaTeX dollar signs out
        $x^2$
        ^"
  `);
});

test("an en dash", () => {
  expect(rendered("x – 1")).toMatchInlineSnapshot(`
    "ParseError unexpected-character
    dash '–' is no minus sign, expected an operator or an operand: write -
        x – 1
          ^"
  `);
});

test("a full-width bracket", () => {
  expect(rendered("（x）")).toMatchInlineSnapshot(`
    "ParseError unexpected-character
    '（' (U+FF08) is no sign of the language, expected plain ASCII: write (
        （x）
        ^^"
  `);
});

test("a full-width plus sign after a wide name", () => {
  expect(rendered("変数 ＋ 1")).toMatchInlineSnapshot(`
    "ParseError unexpected-character
    '＋' (U+FF0B) is no sign of the language, expected plain ASCII: write +
        変数 ＋ 1
             ^^"
  `);
});

test("curly quotation marks", () => {
  expect(rendered("“x”")).toMatchInlineSnapshot(`
    "ParseError unexpected-character
    quotation mark “ in a formula, expected none: leave it out
        “x”
        ^"
  `);
});

test("plain quotation marks", () => {
  expect(rendered('x + "y"')).toMatchInlineSnapshot(`
    "ParseError unexpected-character
    quotation mark " in a formula, expected none: leave it out
        x + "y"
            ^"
  `);
});

test("an invisible character", () => {
  expect(rendered("x\u200by")).toMatchInlineSnapshot(`
    "ParseError unexpected-character
    invisible character U+200B in a formula, expected none: leave it out
        x�y
         ^"
  `);
});

test("a control character", () => {
  expect(rendered("x + \u0007")).toMatchInlineSnapshot(`
    "ParseError unexpected-character
    invisible character U+0007 in a formula, expected none: leave it out
        x + �
            ^"
  `);
});

test("a private-use character", () => {
  expect(rendered("x + \ue000")).toMatchInlineSnapshot(`
    "ParseError unexpected-character
    private-use character U+E000 in a formula, expected none: leave it out
        x + �
            ^"
  `);
});

test("a lone surrogate", () => {
  expect(rendered("x + \ud800")).toMatchInlineSnapshot(`
    "ParseError unexpected-character
    invisible character U+D800 in a formula, expected none: leave it out
        x + �
            ^"
  `);
});

test("an emoji", () => {
  expect(rendered("x + 🙂")).toMatchInlineSnapshot(`
    "ParseError unexpected-character
    character '🙂' (U+1F642) is no part of the language, expected an operator, a number, a name or a bracket
        x + 🙂
            ^^"
  `);
});

test("a semicolon", () => {
  expect(rendered("x; y")).toMatchInlineSnapshot(`
    "ParseError unexpected-character
    ';' in a formula, expected an operator or the end of the text: one text is one formula
        x; y
         ^"
  `);
});

test("an at sign", () => {
  expect(rendered("x @ y")).toMatchInlineSnapshot(`
    "ParseError unexpected-character
    character '@' (U+0040) is no part of the language, expected an operator, a number, a name or a bracket
        x @ y
          ^"
  `);
});

test("∂", () => {
  expect(rendered("∂x")).toMatchInlineSnapshot(`
    "ParseError unexpected-character
    '∂' inside a formula, expected a formula without derivatives: use the command diff (diff x^2 wrt x) or the function diff(formula, name)
        ∂x
        ^"
  `);
});

test("∑", () => {
  expect(rendered("∑ x")).toMatchInlineSnapshot(`
    "ParseError unexpected-character
    '∑' is no sign of the language, expected a number, a name or '(': write sum(k, 1, 10, ...)
        ∑ x
        ^"
  `);
});

test("∛", () => {
  expect(rendered("∛x")).toMatchInlineSnapshot(`
    "ParseError unexpected-character
    '∛' is no sign of the language, expected a number, a name or '(': write cbrt(...)
        ∛x
        ^"
  `);
});

test("∫", () => {
  expect(rendered("∫ x")).toMatchInlineSnapshot(`
    "ParseError unexpected-character
    '∫' inside a formula, expected a number, a name or '(': there are no integrals
        ∫ x
        ^"
  `);
});

test("…", () => {
  expect(rendered("1 + 2 + …")).toMatchInlineSnapshot(`
    "ParseError unexpected-character
    '…' in a formula, expected it written out: use sum(k, 1, n, ...) or prod(k, 1, n, ...)
        1 + 2 + …
                ^"
  `);
});

test("the column counts code points", () => {
  expect(rendered("𝒳 + 𝒴 + @")).toMatchInlineSnapshot(`
    "ParseError unexpected-character
    character '@' (U+0040) is no part of the language, expected an operator, a number, a name or a bracket
        𝒳 + 𝒴 + @
                ^"
  `);
});

test("a decomposed letter is one column wide", () => {
  expect(rendered("e\u0301 + @")).toMatchInlineSnapshot(`
    "ParseError unexpected-character
    character '@' (U+0040) is no part of the language, expected an operator, a number, a name or a bracket
        é + @
            ^"
  `);
});
