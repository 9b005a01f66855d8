// What a finite value implies: used where it is certain, else only said.
import { expect, test } from "vitest";
import { parse } from "../../../src/expr/parse/parse.ts";
import { formatCondition } from "../../../src/simplify/condition.ts";
import { domainOf } from "../../../src/simplify/facts/domain.ts";

const facts = (text: string, use: "certain" | "said"): string[] =>
  domainOf(parse(text))
    .filter((fact) => fact.holds !== "defined" && fact.use !== (use === "certain" ? "said" : "certain"))
    .map(formatCondition);

test.each([
  ["y/x", ["x ≠ 0"]],
  ["sqrt(x) + ln(y)", ["x ≥ 0", "y > 0"]],
  ["x^(-2)", ["x ≠ 0"]],
  ["x^(-1/2)", ["x > 0"]],
  ["atanh(x)", ["x > -1", "x < 1"]],
  ["tan(x)", ["cos(x) ≠ 0"]],
  ["sin(1/x)", ["x ≠ 0"]],
  // 1/x may be infinite here, and the whole finite.
  ["exp(-1/x^2)", []],
  ["atan(1/x)", []],
  ["1/(1/x)", ["1/x ≠ 0"]],
  ["min(1/x, 1)", []],
  ["x^y", []],
  // ln(0) is -inf, and exp(-inf) is 0: but below 0 there is nothing.
  ["exp(ln(x))", ["x ≥ 0"]],
  // What is not chosen may have no value, what is compared need have none.
  ["if(x > 0, sqrt(x), 0)", []],
  ["if(1/x > 0, 1, 0)", []],
])("a finite value of %s implies %j", (text, expected) => {
  expect(facts(text, "certain")).toEqual(expected);
});

test.each([
  ["exp(-1/x^2)", ["x^2 ≠ 0"]],
  ["exp(ln(x))", ["x > 0"]],
])("beside %s people say %j", (text, expected) => {
  expect(facts(text, "said")).toEqual(expected);
});
