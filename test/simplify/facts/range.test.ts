// Ranges: what interval arithmetic says of a formula holds of its values.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluate } from "../../../src/expr/evaluate.ts";
import { parse } from "../../../src/expr/parse/parse.ts";
import { format } from "../../../src/expr/print/format.ts";
import { EGraph } from "../../../src/simplify/egraph/egraph.ts";
import { insert } from "../../../src/simplify/egraph/insert.ts";
import {
  isEmpty,
  isNegative,
  isNonnegative,
  isNonzero,
  isPositive,
  isReal,
  type Range,
} from "../../../src/simplify/facts/range.ts";
import { randomExpr, SEED, specialPoint } from "../../randomExpr.ts";

const rangeOf = (text: string): Range => {
  const graph = new EGraph(1000);
  return graph.range(insert(graph, parse(text)));
};

describe("the range of", () => {
  test.each([
    ["x^2 + 1", isPositive],
    ["exp(x)", isPositive],
    ["-exp(x) - x^2", isNegative],
    ["abs(x) + 1/2", isPositive],
    ["x^4 + y^2", isNonnegative],
    ["cosh(x)", isPositive],
    ["2 + sin(x)", isPositive],
    ["2 - tanh(x)", isPositive],
    ["exp(x)*(x^2 + 3)", isPositive],
    ["1/(x^2 + 1)", isPositive],
    ["pi - 3", isPositive],
    ["sqrt(x^2 + 1)", isPositive],
    ["max(x, 1)", isPositive],
    ["ln(x^2 + 2)", isPositive],
    ["x^2 + 1", isReal],
    ["atan(x) + 2", isPositive],
  ])("%s is %o", (text, is) => expect(is(rangeOf(text))).toBe(true));

  test.each([
    ["x", isNonzero],
    ["x^2", isPositive],
    ["1 + sin(x)", isNonzero],
    ["1/x", isReal],
    ["ln(x)", isReal],
    ["exp(1/x)", isPositive], // 0 where 1/x is -inf
    ["sqrt(2)^2 - 2", isNonzero],
    ["0.1 + 0.2 - 0.3", isNonzero],
  ])("%s is not known to be %o", (text, is) => expect(is(rangeOf(text))).toBe(false));
});

test("holds every value that a random formula has", () => {
  fc.assert(
    fc.property(randomExpr, specialPoint, (f, at) => {
      const value = evaluate(f, at);
      fc.pre(Number.isFinite(value));
      const graph = new EGraph(2000);
      const range = graph.range(insert(graph, f));
      const slack = 1e-9 * Math.max(1, Math.abs(value)); // the evaluation in doubles is rounded
      const text = `${format(f)} is ${value} at ${JSON.stringify(at)}, not in ${range.low} ... ${range.high}`;
      expect(isEmpty(range), text).toBe(false);
      expect(value >= range.low - slack && value <= range.high + slack, text).toBe(true);
    }),
    { seed: SEED, numRuns: 500 },
  );
});
