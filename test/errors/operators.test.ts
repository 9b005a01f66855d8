// Operators and operands out of place: the whole message as people see it, reviewed like code.
import { expect, test } from "vitest";
import { rendered } from "./rendered.ts";

test("nothing", () => {
  expect(rendered("")).toMatchInlineSnapshot(`
    "ParseError empty-text
    no formula in the text, expected one such as x*y + sin(y)"
  `);
});

test("only blanks and a comment", () => {
  expect(rendered("   # nothing")).toMatchInlineSnapshot(`
    "ParseError empty-text
    no formula in the text, expected one such as x*y + sin(y)
           # nothing
                    ^"
  `);
});

test("an operator at the beginning", () => {
  expect(rendered("* 3")).toMatchInlineSnapshot(`
    "ParseError expected-operand
    '*' at the beginning, expected a number, a name or '('
        * 3
        ^"
  `);
});

test("an operator at the end", () => {
  expect(rendered("2 +")).toMatchInlineSnapshot(`
    "ParseError expected-operand
    the text ends after '+', expected a number, a name or '('
        2 +
           ^"
  `);
});

test("two operators", () => {
  expect(rendered("2 + * 3")).toMatchInlineSnapshot(`
    "ParseError expected-operand
    '*' after '+', expected a number, a name or '('
        2 + * 3
            ^"
  `);
});

test("the wrong line is shown", () => {
  expect(rendered("x +\n* y")).toMatchInlineSnapshot(`
    "ParseError expected-operand
    '*' after '+', expected a number, a name or '('
        * y
        ^"
  `);
});

test("a number after a number", () => {
  expect(rendered("2 3")).toMatchInlineSnapshot(`
    "ParseError juxtaposed-number
    number '3' directly after '2', expected an operator: for a product write 2*3
        2 3
          ^"
  `);
});

test("a number after a power", () => {
  expect(rendered("x^2 3")).toMatchInlineSnapshot(`
    "ParseError juxtaposed-number
    number '3' directly after '2', expected an operator: for a product write 2*3
        x^2 3
            ^"
  `);
});

test("a number after a bracket", () => {
  expect(rendered("(x)2")).toMatchInlineSnapshot(`
    "ParseError juxtaposed-number
    number '2' directly after ')', expected an operator: for a product write (...)*2
        (x)2
           ^"
  `);
});

test("a number after a name", () => {
  expect(rendered("x 2")).toMatchInlineSnapshot(`
    "ParseError juxtaposed-number
    number '2' directly after 'x', expected an operator: for a product write x*2
        x 2
          ^"
  `);
});

test("a bar after a number", () => {
  expect(rendered("2|x|")).toMatchInlineSnapshot(`
    "ParseError juxtaposed-bar
    '|' directly after '2', expected an operator: for a product write 2*|...| or 2*abs(...)
        2|x|
         ^"
  `);
});

test("a bar after a function's name", () => {
  expect(rendered("2*ln|x + 1|")).toMatchInlineSnapshot(`
    "NameError function-without-brackets
    function 'ln' without brackets, expected its arguments: write ln(abs(x + 1))
        2*ln|x + 1|
          ^^"
  `);
});

test("bars in a row", () => {
  expect(rendered("|x||y|")).toMatchInlineSnapshot(`
    "ParseError juxtaposed-bar
    '|' directly after '|', expected an operator: for a product write |...|*|...| or |...|*abs(...)
        |x||y|
           ^"
  `);
});

test("a name after a bar", () => {
  expect(rendered("|a|b|c|")).toMatchInlineSnapshot(`
    "ParseError juxtaposed-bar
    'b' directly after the closing '|', expected an operator: for a product write |...|*b or abs(...)*b
        |a|b|c|
           ^"
  `);
});

test("a bracket after a bar", () => {
  expect(rendered("|x|(y)")).toMatchInlineSnapshot(`
    "ParseError juxtaposed-bar
    '(' directly after the closing '|', expected an operator: for a product write |...|*(...) or abs(...)*(...)
        |x|(y)
           ^"
  `);
});

test("a bar after a bracket", () => {
  expect(rendered("(x)|y|")).toMatchInlineSnapshot(`
    "ParseError juxtaposed-bar
    '|' directly after ')', expected an operator: for a product write (...)*|...| or (...)*abs(...)
        (x)|y|
           ^"
  `);
});

test("an exponent missing", () => {
  expect(rendered("x^")).toMatchInlineSnapshot(`
    "ParseError expected-operand
    the text ends after '^', expected a number, a name or '('
        x^
          ^"
  `);
});

test("a sign after a root", () => {
  expect(rendered("√-x")).toMatchInlineSnapshot(`
    "ParseError expected-operand
    '-' after '√', expected a number, a name or '(': write √(-...)
        √-x
         ^"
  `);
});

test("not inside a sum", () => {
  expect(rendered("1 + not x")).toMatchInlineSnapshot(`
    "ParseError expected-operand
    'not' inside a comparison or sum, expected a number, a name or '(': write (not ...)
        1 + not x
            ^^^"
  `);
});

test("not after an operand", () => {
  expect(rendered("x not y")).toMatchInlineSnapshot(`
    "ParseError expected-operator
    'not' after 'x', expected an operator or the end of the text
        x not y
          ^^^"
  `);
});

test("and at the end", () => {
  expect(rendered("x and")).toMatchInlineSnapshot(`
    "ParseError expected-operand
    the text ends after 'and', expected a number, a name or '('
        x and
             ^"
  `);
});

test("mod at the beginning", () => {
  expect(rendered("mod 3")).toMatchInlineSnapshot(`
    "ParseError expected-operand
    'mod' at the beginning, expected a number, a name or '('
        mod 3
        ^^^"
  `);
});

test("comparisons in a row", () => {
  expect(rendered("a < b < c")).toMatchInlineSnapshot(`
    "ParseError comparison-chain
    comparisons in a row, expected 'and' between them: write a < b and b < c
        a < b < c
        ^^^^^^^^^"
  `);
});

test("equalities in a row", () => {
  expect(rendered("x == 1 == y")).toMatchInlineSnapshot(`
    "ParseError comparison-chain
    comparisons in a row, expected 'and' between them: write x == 1 and 1 == y
        x == 1 == y
        ^^^^^^^^^^^"
  `);
});

test("two factorials", () => {
  expect(rendered("x!!")).toMatchInlineSnapshot(`
    "ParseError double-factorial
    '!' after '!', expected an operator: for the factorial of a factorial write (x!)!
        x!!
          ^"
  `);
});

test("two factorials with a blank", () => {
  expect(rendered("(x + 1)! !")).toMatchInlineSnapshot(`
    "ParseError double-factorial
    '!' after '!', expected an operator: for the factorial of a factorial write ((x + 1)!)!
        (x + 1)! !
                 ^"
  `);
});

test("a negation as in C", () => {
  expect(rendered("!x")).toMatchInlineSnapshot(`
    "ParseError expected-operand
    '!' at the beginning, expected a number, a name or '(': a factorial stands after its operand, negation is written not
        !x
        ^"
  `);
});

test("&&", () => {
  expect(rendered("x > 0 && y > 0")).toMatchInlineSnapshot(`
    "ParseError unexpected-character
    '&&' is no operator, expected one: write and
        x > 0 && y > 0
              ^^"
  `);
});

test("||", () => {
  expect(rendered("x > 0 || y > 0")).toMatchInlineSnapshot(`
    "ParseError unexpected-operator
    '||' is no operator, expected one: write or, and abs(...) for absolute values
        x > 0 || y > 0
              ^^"
  `);
});

test("%", () => {
  expect(rendered("a % b")).toMatchInlineSnapshot(`
    "ParseError unexpected-character
    '%' is no operator, expected one: for the remainder of a division write mod, as in a mod b or mod(a, b)
        a % b
          ^"
  `);
});

test("=", () => {
  expect(rendered("x = 1")).toMatchInlineSnapshot(`
    "ParseError unexpected-character
    '=' in a formula, expected an operator: a comparison is written ==, definitions and equations are no formulas
        x = 1
          ^"
  `);
});

test("===", () => {
  expect(rendered("x === 1")).toMatchInlineSnapshot(`
    "ParseError unexpected-character
    '=' in a formula, expected an operator: a comparison is written ==, definitions and equations are no formulas
        x === 1
            ^"
  `);
});

test(":=", () => {
  expect(rendered("f := x^2")).toMatchInlineSnapshot(`
    "ParseError assignment
    ':=' in a formula, expected a formula by itself: a comparison is written ==
        f := x^2
          ^"
  `);
});

test("<>", () => {
  expect(rendered("x <> y")).toMatchInlineSnapshot(`
    "ParseError unexpected-operator
    '<>' is no operator, expected one: write !=
        x <> y
          ^^"
  `);
});

test("=<", () => {
  expect(rendered("x =< y")).toMatchInlineSnapshot(`
    "ParseError unexpected-character
    '=<' is no operator, expected one: write <=
        x =< y
          ^^"
  `);
});

test("=>", () => {
  expect(rendered("x => y")).toMatchInlineSnapshot(`
    "ParseError unexpected-character
    '=>' is no operator, expected one: write >=
        x => y
          ^^"
  `);
});

test("//", () => {
  expect(rendered("x // y")).toMatchInlineSnapshot(`
    "ParseError unexpected-operator
    '//' is no operator, expected one: write /
        x // y
          ^^"
  `);
});

test("^^", () => {
  expect(rendered("x ^^ y")).toMatchInlineSnapshot(`
    "ParseError unexpected-operator
    '^^' is no operator, expected one: write ^
        x ^^ y
          ^^"
  `);
});

test("¬", () => {
  expect(rendered("¬a")).toMatchInlineSnapshot(`
    "ParseError unexpected-character
    '¬' is no operator, expected one: write not
        ¬a
        ^"
  `);
});

test("∧", () => {
  expect(rendered("a ∧ b")).toMatchInlineSnapshot(`
    "ParseError unexpected-character
    '∧' is no operator, expected one: write and
        a ∧ b
          ^"
  `);
});

test("±", () => {
  expect(rendered("x ± 1")).toMatchInlineSnapshot(`
    "ParseError unexpected-character
    '±' is no operator, expected one: write two formulas, with + and with -
        x ± 1
          ^"
  `);
});

test("° is no unit", () => {
  expect(rendered("sin(90°)")).toMatchInlineSnapshot(`
    "ParseError unexpected-character
    '°' is no operator, expected one: angles are radians, write *pi/180
        sin(90°)
              ^"
  `);
});
