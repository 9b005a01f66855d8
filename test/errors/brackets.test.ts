// Brackets, bars and ?: that do not fit together: the whole message as people see it, reviewed like code.
import { expect, test } from "vitest";
import { rendered } from "./rendered.ts";

test("an open bracket has two carets", () => {
  expect(rendered("2*(x+1")).toMatchInlineSnapshot(`
    "ParseError unclosed-bracket
    expected ')' to close the '(' at 1:3
        2*(x+1
          ^   ^"
  `);
});

test("an operand and a bracket missing at the end", () => {
  expect(rendered("2*(x+")).toMatchInlineSnapshot(`
    "ParseError unclosed-bracket
    the text ends after '+', expected a number, a name or '(', then ')' to close the '(' at 1:3
        2*(x+
          ^  ^"
  `);
});

test("the innermost open bracket is named", () => {
  expect(rendered("((x+1)*(y")).toMatchInlineSnapshot(`
    "ParseError unclosed-bracket
    expected ')' to close the '(' at 1:8
        ((x+1)*(y
               ^ ^"
  `);
});

test("a bracket opened on another line shows both lines", () => {
  expect(rendered("x*(1 +\n2*y")).toMatchInlineSnapshot(`
    "ParseError unclosed-bracket
    expected ')' to close the '(' at 1:3
        x*(1 +
          ^
        2*y
           ^"
  `);
});

test("a closing bracket too many", () => {
  expect(rendered("x)")).toMatchInlineSnapshot(`
    "ParseError unopened-bracket
    ')' closes no '(', expected an operator or the end of the text
        x)
         ^"
  `);
});

test("an open bar inside brackets", () => {
  expect(rendered("(|x)")).toMatchInlineSnapshot(`
    "ParseError unclosed-bracket
    expected '|' to close the '|' at 1:2
        (|x)
         ^ ^"
  `);
});

test("an open bracket inside bars", () => {
  expect(rendered("|(x|")).toMatchInlineSnapshot(`
    "ParseError unclosed-bracket
    expected ')' to close the '(' at 1:2
        |(x|
         ^ ^"
  `);
});

test("an open bar", () => {
  expect(rendered("1 + |x")).toMatchInlineSnapshot(`
    "ParseError unclosed-bracket
    expected '|' to close the '|' at 1:5
        1 + |x
            ^ ^"
  `);
});

test("? without :", () => {
  expect(rendered("x ? y")).toMatchInlineSnapshot(`
    "ParseError unclosed-bracket
    expected ':' and a value for the '?' at 1:3
        x ? y
          ^  ^"
  `);
});

test("brackets across :", () => {
  expect(rendered("c ? (a : b)")).toMatchInlineSnapshot(`
    "ParseError unclosed-bracket
    expected ')' to close the '(' at 1:5
        c ? (a : b)
            ^  ^"
  `);
});

test(": without ?", () => {
  expect(rendered("a : b")).toMatchInlineSnapshot(`
    "ParseError unopened-bracket
    ':' without a '?' before it, expected condition ? value : value
        a : b
          ^"
  `);
});

test("empty brackets", () => {
  expect(rendered("()")).toMatchInlineSnapshot(`
    "ParseError expected-operand
    nothing between '(' and ')', expected a number, a name or '('
        ()
         ^"
  `);
});

test("an operator before a closing bracket", () => {
  expect(rendered("(x +)")).toMatchInlineSnapshot(`
    "ParseError expected-operand
    ')' after '+', expected a number, a name or '('
        (x +)
            ^"
  `);
});

test("a comma in brackets that are no function's", () => {
  expect(rendered("(1, 2)")).toMatchInlineSnapshot(`
    "ParseError unexpected-comma
    ',' in brackets that are no function's, expected ')' to close the '(' at 1:1
        (1, 2)
          ^"
  `);
});

test("a comma outside of brackets", () => {
  expect(rendered("a, b")).toMatchInlineSnapshot(`
    "ParseError unexpected-comma
    ',' outside of a function's brackets, expected an operator or the end of the text (decimals have a point: 1.5)
        a, b
         ^"
  `);
});

test("a decimal comma", () => {
  expect(rendered("1,5")).toMatchInlineSnapshot(`
    "ParseError unexpected-comma
    ',' outside of a function's brackets, expected an operator or the end of the text (decimals have a point: 1.5)
        1,5
         ^"
  `);
});

test("an argument missing after a comma", () => {
  expect(rendered("max(x, )")).toMatchInlineSnapshot(`
    "ParseError expected-operand
    ')' after ',', expected another argument: a number, a name or '('
        max(x, )
               ^"
  `);
});

test("an argument missing before a comma", () => {
  expect(rendered("max(, x)")).toMatchInlineSnapshot(`
    "ParseError expected-operand
    ',' after '(', expected a number, a name or '('
        max(, x)
            ^"
  `);
});

test("curly brackets", () => {
  expect(rendered("{x + 1}")).toMatchInlineSnapshot(`
    "ParseError unexpected-character
    '{' in a formula, expected a number, a name or '(': brackets are round, ( and )
        {x + 1}
        ^"
  `);
});

test("square brackets", () => {
  expect(rendered("[x + 1]*2")).toMatchInlineSnapshot(`
    "ParseError unexpected-character
    '[' in a formula, expected a number, a name or '(': brackets are round, ( and )
        [x + 1]*2
        ^"
  `);
});

test("a closing curly bracket", () => {
  expect(rendered("x}")).toMatchInlineSnapshot(`
    "ParseError unexpected-character
    '}' in a formula, expected an operator or ')': brackets are round, ( and )
        x}
         ^"
  `);
});

test("a closing square bracket", () => {
  expect(rendered("(x]")).toMatchInlineSnapshot(`
    "ParseError unexpected-character
    ']' in a formula, expected an operator or ')': brackets are round, ( and )
        (x]
          ^"
  `);
});
