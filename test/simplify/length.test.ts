import fc from "fast-check";
import { expect, test } from "vitest";
import { sizeOf } from "../../src/expr/node.ts";
import { parse } from "../../src/expr/parse/parse.ts";
import { build } from "../../src/simplify/build.ts";
import { Conditions } from "../../src/simplify/condition.ts";
import { signOf } from "../../src/simplify/exact.ts";
import { type Form, Product } from "../../src/simplify/form.ts";
import { Gatherer } from "../../src/simplify/gatherer.ts";
import { lengthOf } from "../../src/simplify/length.ts";
import { scaleForm } from "../../src/simplify/scale.ts";
import { randomExpr, SEED } from "../randomExpr.ts";

const formOf = (expr: Parameters<Gatherer["form"]>[0]): Form =>
  new Gatherer(
    [expr],
    { regime: "tree", search: false },
    { strict: false, conditions: new Conditions(), asked: 0 },
  ).form(expr);

/** The form or its negative, whichever has no minus in front. */
function plus(form: Form): Form {
  const isNegative =
    form instanceof Product
      ? signOf(form.coefficient) < 0
      : form.terms.every(({ coefficient }) => signOf(coefficient) < 0);
  return isNegative ? scaleForm(form, -1) : form;
}

test("a form is as long as the formula that is built of it", () => {
  for (const text of [
    "-x",
    "3*x/2",
    "3/(2*x)",
    "-1/x",
    "sqrt(x)/y^(1/3)",
    "-2*x - 3*y",
    "x^y/7",
    "0",
    "2/3",
  ]) {
    const form = formOf(parse(text));
    expect([text, lengthOf(form)]).toEqual([text, sizeOf(build(plus(form)))]);
  }
});

test("so is that of a random formula", () => {
  fc.assert(
    fc.property(randomExpr, (f) => {
      const form = formOf(f);
      expect(lengthOf(form)).toBe(sizeOf(build(plus(form))));
    }),
    { seed: SEED, numRuns: 500 },
  );
});
