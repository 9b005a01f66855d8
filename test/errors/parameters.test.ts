// Arguments that have to be integer constants: the whole message as people see it, reviewed like code.
import { expect, test } from "vitest";
import { parse } from "../../src/expr/parse/parse.ts";
import { primitives } from "../../src/expr/primitives/table.ts";
import { format } from "../../src/expr/print/format.ts";
import { rendered } from "./rendered.ts";

test("a root that is no integer", () => {
  expect(rendered("1 + nthroot(x, 2.5)")).toMatchInlineSnapshot(`
    "ParseError bad-parameter
    '2.5' as the second argument of nthroot, expected an integer constant other than 0
        1 + nthroot(x, 2.5)
                       ^^^"
  `);
});

test("a root that is a variable", () => {
  expect(rendered("nthroot(x, n + 1)")).toMatchInlineSnapshot(`
    "ParseError bad-parameter
    'n + 1' as the second argument of nthroot, expected an integer constant other than 0
        nthroot(x, n + 1)
                   ^^^^^"
  `);
});

test("the order of polygamma", () => {
  expect(rendered("polygamma(-1, x)")).toMatchInlineSnapshot(`
    "ParseError bad-parameter
    '-1' as the first argument of polygamma, expected an integer constant from 0 to 100000
        polygamma(-1, x)
                  ^^"
  `);
});

test("the order of dsinc", () => {
  expect(rendered("dsinc(1/2, x)")).toMatchInlineSnapshot(`
    "ParseError bad-parameter
    '1/2' as the first argument of dsinc, expected an integer constant from 0 to 100000
        dsinc(1/2, x)
              ^^^"
  `);
});

test("in an S-expression", () => {
  expect(rendered("(+ 1 (nthroot x 0))", { syntax: "sexpr" })).toMatchInlineSnapshot(`
    "ParseError bad-parameter
    expected an integer constant other than 0 as the second argument of nthroot
        (+ 1 (nthroot x 0))
             ^^^^^^^^^^^^^"
  `);
});

test("in MathJSON", () => {
  expect(rendered('["Root", "x", "n"]', { syntax: "mathjson" })).toMatchInlineSnapshot(`
    "ParseError bad-parameter
    expected an integer constant other than 0 as the second argument of nthroot
        ["Root", "x", "n"]
        ^^^^^^^^^^^^^^^^^^"
  `);
});

test("a formula without variables whose value is an integer is one", () => {
  expect(format(parse("nthroot(x, 6/2) + nthroot(x, -3) + sum(k, 1, 2, polygamma(k, x))"))).toBe(
    "nthroot(x, 6/2) + nthroot(x, -3) + (polygamma(1, x) + polygamma(2, x))",
  );
});

test("a parameter within parameters, thousands deep, is refused at once", () => {
  expect(() => parse(`${"nthroot(1, ".repeat(3000)}1${")".repeat(3000)}`)).toThrow(
    "expected an integer constant",
  );
});

test("a row with a parameter says which numbers it may be, and takes those of its samples", () => {
  const rows = [...primitives.values()].filter(({ partials }) => partials.includes("parameter"));
  expect(rows.map(({ name }) => name)).toEqual(["nthroot", "dsinc", "polygamma"]);
  for (const { partials, parameter, samples } of rows) {
    const i = partials.indexOf("parameter");
    for (const sample of samples) expect(parameter?.takes(sample[i])).toBe(true);
  }
});
