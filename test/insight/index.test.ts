// The entry `gradtree/insight`: what it names, and that formulas show themselves once it is loaded.
import { expect, test } from "vitest";
import { parse } from "../../src/expr/parse/parse.ts";
import * as insight from "../../src/insight/index.ts";

test("gradtree/insight exports these names", () => {
  expect(
    Object.keys(insight)
      .sort((a, b) => a.localeCompare(b, "en"))
      .join(" "),
  ).toBe(
    [
      "blowup boundaryText curveText fib1 fib2 formatBlowup formatTrace forwardTrace regionOf reverseTrace",
      "TEXT_GRID trainingPicture valueGraph",
    ].join(" "),
  );
});

test("formulas show themselves", () => {
  const [, , step] = insight.reverseTrace(parse("x*y"), { x: 2, y: 3 }).rows;
  expect(`${step.name} = ${step.formula}`).toBe("t1 = x*y");
});

test.each([
  ["no formula", () => insight.reverseTrace("x*y" as never, { x: 1, y: 1 })],
  ["no formula either", () => insight.valueGraph(undefined as never, {})],
  ["no point", () => insight.forwardTrace(parse("x"), undefined as never, "x")],
  ["a value that is no number", () => insight.reverseTrace(parse("x"), { x: "1" } as never)],
  ["a number as a variable", () => insight.forwardTrace(parse("x"), { x: 1 }, 3 as never)],
  ["no trace", () => insight.formatTrace(undefined as never)],
])("%s is refused by an error of gradtree's", (_, work) => {
  expect(work).toThrow(expect.objectContaining({ code: expect.any(String) }));
});
