// Limits and the bounds of sums: the whole message as people see it, reviewed like code.
import { expect, test } from "vitest";
import { rendered } from "./rendered.ts";

test("a bound that is a variable", () => {
  expect(rendered("sum(k, 1, n, x)")).toMatchInlineSnapshot(`
    "ParseError bad-bound
    'n' as a bound of sum, expected an integer constant
        sum(k, 1, n, x)
                  ^"
  `);
});

test("a bound that is no integer", () => {
  expect(rendered("prod(k, 1/2, 3, x)")).toMatchInlineSnapshot(`
    "ParseError bad-bound
    '1/2' as a bound of prod, expected an integer constant
        prod(k, 1/2, 3, x)
                ^^^"
  `);
});

test("a bound that is infinite", () => {
  expect(rendered("sum(k, 1, inf, 1/k)")).toMatchInlineSnapshot(`
    "ParseError bad-bound
    'inf' as a bound of sum, expected an integer constant
        sum(k, 1, inf, 1/k)
                  ^^^"
  `);
});

test("an index that is a number", () => {
  expect(rendered("sum(2, 1, 3, x)")).toMatchInlineSnapshot(`
    "ParseError bad-index
    '2' as the index of sum, expected a variable's name: write for example sum(k, 1, 10, k*x)
        sum(2, 1, 3, x)
            ^"
  `);
});

test("an index that is a constant", () => {
  expect(rendered("sum(e, 1, 3, x)")).toMatchInlineSnapshot(`
    "ParseError bad-index
    'e' as the index of sum, expected a variable's name: write for example sum(k, 1, 10, k*x)
        sum(e, 1, 3, x)
            ^"
  `);
});

test("an index that is a function", () => {
  expect(rendered("sum(sin, 1, 3, x)")).toMatchInlineSnapshot(`
    "ParseError bad-index
    'sin' as the index of sum, expected a variable's name: write for example sum(k, 1, 10, k*x)
        sum(sin, 1, 3, x)
            ^^^"
  `);
});

test("three arguments", () => {
  expect(rendered("sum(k, 1, 3)")).toMatchInlineSnapshot(`
    "ArityError wrong-arity
    sum takes 4 arguments (index, from, to, term), got 3
        sum(k, 1, 3)
        ^^^^^^^^^^^^"
  `);
});

test("too many terms", () => {
  expect(rendered("sum(k, 1, 20000, k*x)")).toMatchInlineSnapshot(`
    "BudgetError too-many-terms
    sums and products have 20,000 terms, over the limit of 10,000 in one text
        sum(k, 1, 20000, k*x)
        ^^^^^^^^^^^^^^^^^^^^^"
  `);
});

test("too many terms in all", () => {
  expect(rendered("sum(i, 1, 200, sum(j, 1, 200, i*j*x))")).toMatchInlineSnapshot(`
    "BudgetError too-many-terms
    sums and products have more than 10,000 terms, over the limit of 10,000 in one text
        sum(i, 1, 200, sum(j, 1, 200, i*j*x))
                       ^^^^^^^^^^^^^^^^^^^^^"
  `);
});

test("the index is no variable outside", () => {
  expect(rendered("sum(k, 1, 2, k(x)) + k(x)")).toMatchInlineSnapshot(`
    "NameError unknown-function
    unknown function 'k': for a product write k*(x); for a call declare k as a function
        sum(k, 1, 2, k(x)) + k(x)
                             ^"
  `);
});

test("a name of 100,000 letters is cut short in its message", () => {
  expect(rendered(`${"f".repeat(100_000)}(x)`).length).toBeLessThan(400);
});

test("10,000 comparisons in a row are cut short in their message", () => {
  expect(rendered(`x${" < x".repeat(10_000)}`).length).toBeLessThan(300);
});
