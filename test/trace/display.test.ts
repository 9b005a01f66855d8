// A program that imports `gradtree/trace` alone sees formulas, too.
import { expect, test } from "vitest";
import { formula, trace } from "../../src/trace/index.ts";

test("formulas show themselves", () => {
  expect(`${trace((x) => x * x)}; ${formula`sin(${0.5})`}`).toBe("x*x; sin(1/2)");
});
