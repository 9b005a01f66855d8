// Functions: the whole message as people see it, reviewed like code.
import { expect, test } from "vitest";
import { rendered } from "./rendered.ts";

test("an unknown function with a near name", () => {
  expect(rendered("sinn(x)")).toMatchInlineSnapshot(`
    "NameError unknown-function
    unknown function 'sinn' (did you mean 'sin'?)
        sinn(x)
        ^^^^"
  `);
});

test("an unknown function with swapped letters", () => {
  expect(rendered("sqtr(x)")).toMatchInlineSnapshot(`
    "NameError unknown-function
    unknown function 'sqtr' (did you mean 'sqrt'?)
        sqtr(x)
        ^^^^"
  `);
});

test("an unknown name before brackets", () => {
  expect(rendered("foo(x)")).toMatchInlineSnapshot(`
    "NameError unknown-function
    unknown function 'foo': for a product write foo*(x); for a call declare foo as a function
        foo(x)
        ^^^"
  `);
});

test("an unknown letter before brackets offers both readings", () => {
  expect(rendered("x(y+1)")).toMatchInlineSnapshot(`
    "NameError unknown-function
    unknown function 'x': for a product write x*(y+1); for a call declare x as a function
        x(y+1)
        ^"
  `);
});

test("the same with a blank", () => {
  expect(rendered("x (y+1)")).toMatchInlineSnapshot(`
    "NameError unknown-function
    unknown function 'x': for a product write x*(y+1); for a call declare x as a function
        x (y+1)
        ^"
  `);
});

test("a short name has no suggestion", () => {
  expect(rendered("si(x)")).toMatchInlineSnapshot(`
    "NameError unknown-function
    unknown function 'si': for a product write si*(x); for a call declare si as a function
        si(x)
        ^^"
  `);
});

test("a name of Object.prototype", () => {
  expect(rendered("toString(x)")).toMatchInlineSnapshot(`
    "NameError unknown-function
    unknown function 'toString': for a product write toString*(x); for a call declare toString as a function
        toString(x)
        ^^^^^^^^"
  `);
});

test("__proto__", () => {
  expect(rendered("__proto__(x)")).toMatchInlineSnapshot(`
    "NameError unknown-function
    unknown function '__proto__': for a product write __proto__*(x); for a call declare __proto__ as a function
        __proto__(x)
        ^^^^^^^^^"
  `);
});

test("a name from another language: tg", () => {
  expect(rendered("tg(x)")).toMatchInlineSnapshot(`
    "NameError unknown-function
    unknown function 'tg' (did you mean 'tan'?)
        tg(x)
        ^^"
  `);
});

test("a name from another language: sen", () => {
  expect(rendered("2*sen(x)")).toMatchInlineSnapshot(`
    "NameError unknown-function
    unknown function 'sen' (did you mean 'sin'?)
        2*sen(x)
          ^^^"
  `);
});

test("a function without brackets", () => {
  expect(rendered("sin x")).toMatchInlineSnapshot(`
    "NameError function-without-brackets
    function 'sin' without brackets, expected its arguments: write sin(x)
        sin x
        ^^^"
  `);
});

test("a function without brackets before a number", () => {
  expect(rendered("sin 2x")).toMatchInlineSnapshot(`
    "NameError function-without-brackets
    function 'sin' without brackets, expected its arguments: write sin(2x)
        sin 2x
        ^^^"
  `);
});

test("a power of a function without brackets", () => {
  expect(rendered("sin^2 x")).toMatchInlineSnapshot(`
    "NameError function-without-brackets
    function 'sin' without brackets, expected its arguments: write sin(x)^2
        sin^2 x
        ^^^"
  `);
});

test("a power of a function", () => {
  expect(rendered("sin^2(x)")).toMatchInlineSnapshot(`
    "NameError function-without-brackets
    function 'sin' without brackets, expected its arguments: write sin(x)^2
        sin^2(x)
        ^^^"
  `);
});

test("a power of a function by a name", () => {
  expect(rendered("cos^n(x)")).toMatchInlineSnapshot(`
    "NameError function-without-brackets
    function 'cos' without brackets, expected its arguments: write cos(x)^n
        cos^n(x)
        ^^^"
  `);
});

test("a superscript at a function", () => {
  expect(rendered("sin²(x)")).toMatchInlineSnapshot(`
    "NameError function-without-brackets
    function 'sin' without brackets, expected its arguments: write sin(x)²
        sin²(x)
        ^^^"
  `);
});

test("sin^-1", () => {
  expect(rendered("sin^-1(x)")).toMatchInlineSnapshot(`
    "NameError function-without-brackets
    function 'sin' without brackets, expected its arguments: write asin(x) or 1/sin(x)
        sin^-1(x)
        ^^^"
  `);
});

test("ln^-1 has no inverse function to offer", () => {
  expect(rendered("ln^-1(x)")).toMatchInlineSnapshot(`
    "NameError function-without-brackets
    function 'ln' without brackets, expected its arguments: write 1/ln(x)
        ln^-1(x)
        ^^"
  `);
});

test("sin⁻¹", () => {
  expect(rendered("sin⁻¹ x")).toMatchInlineSnapshot(`
    "NameError function-without-brackets
    function 'sin' without brackets, expected its arguments: write asin(x) or 1/sin(x)
        sin⁻¹ x
        ^^^"
  `);
});

test("a function by itself", () => {
  expect(rendered("sin + 1")).toMatchInlineSnapshot(`
    "NameError function-without-brackets
    function 'sin' without brackets, expected its arguments: write sin(...)
        sin + 1
        ^^^"
  `);
});

test("a function in brackets", () => {
  expect(rendered("(sin)(x)")).toMatchInlineSnapshot(`
    "NameError function-without-brackets
    function 'sin' without brackets, expected its arguments: write sin(...)
        (sin)(x)
         ^^^"
  `);
});

test("beta is a function", () => {
  expect(rendered("beta + 1")).toMatchInlineSnapshot(`
    "NameError function-without-brackets
    function 'beta' without brackets, expected its arguments: write beta(...), or β for a variable
        beta + 1
        ^^^^"
  `);
});

test("gamma is a function", () => {
  expect(rendered("2*gamma")).toMatchInlineSnapshot(`
    "NameError function-without-brackets
    function 'gamma' without brackets, expected its arguments: write gamma(...), or γ for a variable
        2*gamma
          ^^^^^"
  `);
});

test("step is a function", () => {
  expect(rendered("step")).toMatchInlineSnapshot(`
    "NameError function-without-brackets
    function 'step' without brackets, expected its arguments: write step(...)
        step
        ^^^^"
  `);
});

test("if without brackets", () => {
  expect(rendered("if x")).toMatchInlineSnapshot(`
    "NameError function-without-brackets
    function 'if' without brackets, expected its arguments: write if(...)
        if x
        ^^"
  `);
});

test("sum without brackets", () => {
  expect(rendered("sum")).toMatchInlineSnapshot(`
    "NameError function-without-brackets
    function 'sum' without brackets, expected its arguments: write sum(...)
        sum
        ^^^"
  `);
});

test("where is reserved", () => {
  expect(rendered("where + 1")).toMatchInlineSnapshot(`
    "NameError reserved-name
    'where' is a word of the language, expected a number, a name or '('
        where + 1
        ^^^^^"
  `);
});

test("too many arguments", () => {
  expect(rendered("sin(x, y)")).toMatchInlineSnapshot(`
    "ArityError wrong-arity
    sin takes 1 argument, got 2
        sin(x, y)
        ^^^^^^^^^"
  `);
});

test("too few arguments", () => {
  expect(rendered("atan2(x)")).toMatchInlineSnapshot(`
    "ArityError wrong-arity
    atan2 takes 2 arguments, got 1
        atan2(x)
        ^^^^^^^^"
  `);
});

test("no arguments", () => {
  expect(rendered("sin()")).toMatchInlineSnapshot(`
    "ArityError wrong-arity
    sin takes 1 argument, got 0
        sin()
        ^^^^^"
  `);
});

test("a name with two numbers of arguments", () => {
  expect(rendered("log(1, 2, 3)")).toMatchInlineSnapshot(`
    "ArityError wrong-arity
    log takes 1 or 2 arguments, got 3
        log(1, 2, 3)
        ^^^^^^^^^^^^"
  `);
});

test("one argument where two or more are due", () => {
  expect(rendered("max(x)")).toMatchInlineSnapshot(`
    "ArityError wrong-arity
    max takes 2 or more arguments, got 1
        max(x)
        ^^^^^^"
  `);
});

test("if with two arguments", () => {
  expect(rendered("if(x > 0, 1)")).toMatchInlineSnapshot(`
    "ArityError wrong-arity
    if takes 3 arguments, got 2
        if(x > 0, 1)
        ^^^^^^^^^^^^"
  `);
});

test("piecewise with one argument", () => {
  expect(rendered("piecewise(x)")).toMatchInlineSnapshot(`
    "ArityError wrong-arity
    piecewise takes 2 or more arguments (condition, value, ..., otherwise), got 1
        piecewise(x)
        ^^^^^^^^^^^^"
  `);
});

test("a derivative of an undeclared function", () => {
  expect(rendered("h'(x)")).toMatchInlineSnapshot(`
    "NameError unknown-function
    unknown function 'h', expected a declared one: declare h to write its derivative
        h'(x)
        ^"
  `);
});

test("a derivative of a known function", () => {
  expect(rendered("sin'(x)")).toMatchInlineSnapshot(`
    "NameError derivative-of-known-function
    a prime after 'sin', expected it after a declared function: for the derivative use the command or the function diff, as in diff sin(x)
        sin'(x)
           ^"
  `);
});

test("a prime without a call", () => {
  expect(rendered("f' + 1", { functions: { f: 1 } })).toMatchInlineSnapshot(`
    "ParseError bad-derivative
    '+' after a prime, expected '(': a derivative is applied, as in f'(x)
        f' + 1
           ^"
  `);
});

test("a prime at the end", () => {
  expect(rendered("x'")).toMatchInlineSnapshot(`
    "ParseError bad-derivative
    the text ends after a prime, expected '(': a derivative is applied, as in f'(x)
        x'
          ^"
  `);
});

test("a prime after brackets", () => {
  expect(rendered("f(x)'", { functions: { f: 1 } })).toMatchInlineSnapshot(`
    "ParseError bad-derivative
    a prime after ')', expected an operator: only a declared function has a derivative, as in f'(x)
        f(x)'
            ^"
  `);
});

test("a prime for two arguments", () => {
  expect(rendered("g'(x, y)", { functions: { g: 2 } })).toMatchInlineSnapshot(`
    "ParseError bad-derivative
    the derivative of 'g' by its 2 arguments needs 2 orders: write for example g'[1,0](x, y)
        g'(x, y)
         ^"
  `);
});

test("orders for the wrong number of arguments", () => {
  expect(rendered("g'[1](x, y)", { functions: { g: 2 } })).toMatchInlineSnapshot(`
    "ParseError bad-derivative
    the derivative of 'g' by its 2 arguments needs 2 orders: write for example g'[1,0](x, y)
        g'[1](x, y)
         ^^^^"
  `);
});

test("a declared function with a wrong number of arguments", () => {
  expect(rendered("f(x, y)", { functions: { f: 1 } })).toMatchInlineSnapshot(`
    "ArityError wrong-arity
    f takes 1 argument, got 2
        f(x, y)
        ^^^^^^^"
  `);
});

test("a declared function without brackets", () => {
  expect(rendered("f x", { functions: { f: 1 } })).toMatchInlineSnapshot(`
    "NameError function-without-brackets
    function 'f' without brackets, expected its arguments: write f(x)
        f x
        ^"
  `);
});

test("a misspelt declared function", () => {
  expect(rendered("wieght(x)", { functions: { weight: 1 } })).toMatchInlineSnapshot(`
    "NameError unknown-function
    unknown function 'wieght' (did you mean 'weight'?)
        wieght(x)
        ^^^^^^"
  `);
});

test("a variable with two arguments", () => {
  expect(rendered("x(1, 2)", { variables: ["x"] })).toMatchInlineSnapshot(`
    "ParseError unexpected-comma
    ',' in brackets that are no function's, expected ')' to close the '(' at 1:2
        x(1, 2)
           ^"
  `);
});

test("diff inside a formula", () => {
  expect(rendered("1 + diff(x^2, x)")).toMatchInlineSnapshot(`
    "ParseError differentiation-in-formula
    'diff(x^2, x)' inside a formula, expected a formula without derivatives: use the command diff (diff x^2 wrt x) or the function diff(formula, name)
        1 + diff(x^2, x)
            ^^^^^^^^^^^^"
  `);
});

test("d/dx", () => {
  expect(rendered("d/dx x^2")).toMatchInlineSnapshot(`
    "ParseError differentiation-in-formula
    'd/dx' inside a formula, expected a formula without derivatives: use the command diff (diff x^2 wrt x) or the function diff(formula, name)
        d/dx x^2
        ^^^^"
  `);
});

test("d/dx with brackets", () => {
  expect(rendered("d/dx(x^2)")).toMatchInlineSnapshot(`
    "ParseError differentiation-in-formula
    'd/dx(x^2)' inside a formula, expected a formula without derivatives: use the command diff (diff x^2 wrt x) or the function diff(formula, name)
        d/dx(x^2)
        ^^^^^^^^^"
  `);
});

test("second derivatives", () => {
  expect(rendered("d^2/dx^2 y")).toMatchInlineSnapshot(`
    "ParseError differentiation-in-formula
    'd^2/dx^2' inside a formula, expected a formula without derivatives: use the command diff (diff x^2 wrt x) or the function diff(formula, name)
        d^2/dx^2 y
        ^^^^^^^^"
  `);
});
