// Literals are exact, and evaluate as JavaScript's Number does.
import fc from "fast-check";
import { expect, test } from "vitest";
import { evaluate } from "../../../src/expr/evaluate.ts";
import { parse } from "../../../src/expr/parse/parse.ts";

test("parse('0.1') is exactly 1/10", () => {
  expect(parse("0.1")).toMatchObject({ value: { numerator: 1n, denominator: 10n } });
});

for (const text of [
  "0",
  "1e308",
  "1.7976931348623157e308",
  "1.7976931348623159e308",
  "5e-324",
  "2e-324",
  "2.4703282292062328e-324",
  "9007199254740993",
  "0.1e-400",
  "1e400",
  "1e1201",
  "1e-1201",
  "2.5e-1300",
  "123.456e+1500",
  "1e999999999",
  "1e-99999999999999999999",
  "0e99999",
]) {
  test(`evaluate(parse('${text}')) is Number('${text}')`, () => {
    expect(evaluate(parse(text), {})).toBe(Number(text));
  });
}

test("evaluate(parse(t)) is Number(t) for every decimal literal", () => {
  const digits = fc.stringMatching(/^[0-9]{1,25}$/);
  const literal = fc
    .tuple(digits, fc.option(digits), fc.option(fc.integer({ min: -1400, max: 1400 })))
    .map(([whole, fraction, exponent]) =>
      [whole, fraction === null ? "" : `.${fraction}`, exponent === null ? "" : `e${exponent}`].join(""),
    );
  fc.assert(
    fc.property(literal, (text) => Object.is(evaluate(parse(text), {}), Number(text))),
    { numRuns: 500 },
  );
});

test("a literal of 200,000 digits is read", () => {
  expect(evaluate(parse(`0.${"3".repeat(200_000)}`), {})).toBe(1 / 3);
});
