// Law 3 for finite differences, over the table: at every sample they are the gradient to 1e-6, but where
// the step itself reaches a kink, a jump or a pole, or is long for the function, or where the value is so
// large that its rounding counts. That those are the reasons is shown by the same difference in high precision.
import { afterAll, beforeAll, expect, test } from "vitest";
import { epsilon } from "../../src/backprop/finite.ts";
import { Const, variable } from "../../src/expr/node.ts";
import type { Primitive } from "../../src/expr/primitive.ts";
import { exportedRows } from "../../src/expr/primitives/table.ts";
import { gradientAt } from "../../src/methods.ts";
import { near } from "../near.ts";
import { type HighPrecision, highPrecision } from "./highPrecision.ts";

let precise: HighPrecision;
beforeAll(async () => {
  precise = await highPrecision();
});
afterAll(() => precise.destroy());

/** Central differences are good to eps^(2/3), 4e-11, of a third derivative that may be large. */
const CLOSE = 1e-6;
const NAMES = ["x", "y", "z"];
const stepAt = (x: number): number => Math.cbrt(epsilon) * Math.max(1, Math.abs(x));

/** The central difference of a row by argument i, with the step of `finite`, without rounding. */
function exactDifference(row: Primitive, at: readonly number[], i: number): number {
  const h = stepAt(at[i]);
  const f = (step: number): ReturnType<HighPrecision["of"]> => {
    const inputs = at.map((x, k) => (k === i ? precise.of(x).add(step) : precise.of(x)));
    return precise.functions.get(row.name)?.(...inputs) ?? precise.of(Number.NaN);
  };
  return f(h)
    .sub(f(-h))
    .div(2 * h)
    .toNumber();
}

test("finite differences are the gradient at every sample, but where the step is too long or the value too large", () => {
  const [tooLong, tooLarge] = [new Set<string>(), new Set<string>()];
  for (const [, row] of exportedRows) {
    for (const at of row.samples.filter((sample) => sample.every(Number.isFinite))) {
      const f = row(...at.map((x, i) => (row.partials[i] === "parameter" ? Const(x) : variable(NAMES[i]))));
      const point = Object.fromEntries(at.map((x, i) => [NAMES[i], x]));
      const byFinite = gradientAt(f, point, { method: "finite" });
      for (const [name, expected] of gradientAt(f, point)) {
        const found = byFinite.get(name) ?? Number.NaN;
        if (near(found, expected, CLOSE)) continue;
        const i = NAMES.indexOf(name);
        const exact = exactDifference(row, at, i);
        const rounding =
          (4 * epsilon * Math.max(...at.map(Math.abs), Math.abs(row.value(...at)))) / stepAt(at[i]);
        const where = `d/d${name} ${row.name} at ${at}: ${found}, expected ${expected}`;
        if (near(exact, expected, CLOSE)) {
          expect(Math.abs(found - expected), where).toBeLessThanOrEqual(rounding);
          tooLarge.add(`${row.name}(${at})`);
        } else {
          expect(Math.abs(found - exact), where).toBeLessThanOrEqual(
            rounding + CLOSE * Math.max(1, Math.abs(exact)),
          );
          tooLong.add(row.name);
        }
      }
    }
  }
  expect([...tooLarge]).toMatchInlineSnapshot(`
    [
      "add(100000000,-7)",
      "sub(100000000,-7)",
    ]
  `);
  expect([...tooLong].join(" ")).toMatchInlineSnapshot(
    `"div ge gt le lt cbrt acos acot acsc asec asin cos cot csc sec sin tan acosh acoth acsch asech atanh coth csch abs ceil copysign floor frac mod round sign trunc max min relu step atan2 hypot elu leakyrelu digamma beta gamma lgamma polygamma"`,
  );
});
