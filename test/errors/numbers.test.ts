// Numbers that are none: the whole message as people see it, reviewed like code.
import { expect, test } from "vitest";
import { rendered } from "./rendered.ts";

test("two decimal points", () => {
  expect(rendered("1.2.3")).toMatchInlineSnapshot(`
    "ParseError bad-number
    second decimal point in '1.2.3', expected an operator or the end of the number
        1.2.3
           ^^"
  `);
});

test("a blank between groups of digits", () => {
  expect(rendered("1 000 + x")).toMatchInlineSnapshot(`
    "ParseError juxtaposed-number
    blank between '1' and '000', expected one number: write 1000
        1 000 + x
          ^^^"
  `);
});

test("a point alone", () => {
  expect(rendered("x + .")).toMatchInlineSnapshot(`
    "ParseError unexpected-character
    '.' that belongs to no number, expected digits beside it: a product is written *
        x + .
            ^"
  `);
});

test("a point after a name", () => {
  expect(rendered("x.y")).toMatchInlineSnapshot(`
    "ParseError unexpected-character
    '.' that belongs to no number, expected digits beside it: a product is written *
        x.y
         ^"
  `);
});

test("JavaScript's Math", () => {
  expect(rendered("Math.sin(x)")).toMatchInlineSnapshot(`
    "ParseError unexpected-character
    '.' after 'Math', expected a function by itself: write sin(x), not Math.sin(x)
        Math.sin(x)
            ^"
  `);
});

test("digits of another script", () => {
  expect(rendered("٣ + x")).toMatchInlineSnapshot(`
    "ParseError unexpected-character
    digit '٣' (U+0663), expected one of 0 to 9
        ٣ + x
        ^"
  `);
});

test("a vulgar fraction", () => {
  expect(rendered("½x")).toMatchInlineSnapshot(`
    "ParseError unexpected-character
    '½' (U+00BD) is no sign of the language, expected plain ASCII: write (1/2)
        ½x
        ^"
  `);
});
