// Partials on doubles that a row gives beside its formulas ("Stable where the naive form is not"): they are
// the formulas' values, to a few units in the last place, also where the formula in doubles is nothing but
// rounding or has overflowed.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { toExpr, variable } from "../../src/expr/node.ts";
import { parse } from "../../src/expr/parse/parse.ts";
import { exportedRows } from "../../src/expr/primitives/table.ts";
import { gradientAt } from "../../src/methods.ts";
import { type HighPrecision, highPrecision } from "./highPrecision.ts";

let precise: HighPrecision;
beforeAll(async () => {
  precise = await highPrecision();
});
afterAll(() => precise.destroy());

/** 8 ulp: at most six roundings. */
const CLOSE = 2e-15;
const NAMES = ["x", "y", "z"];

const BESIDE_1 = [1 - 2 ** -53, 1 - 2 ** -30, 1 - 1e-9, 1 + 2 ** -52, 1 + 2 ** -30, 1 + 1e-9];
const FAR = [1e-200, 1e-160, 1e120, 1e200];
const magnitudes = [...BESIDE_1, ...FAR, 0.5, 3];
const coordinates = [...magnitudes, ...magnitudes.map((x) => -x)];
const points = (arity: number): readonly (readonly number[])[] =>
  arity === 1 ? coordinates.map((x) => [x]) : coordinates.flatMap((x) => FAR.concat(0).map((y) => [y, x]));

const rows = exportedRows.map(([, row]) => row).filter((row) => row.slopes !== undefined);

test("the rows that have them", () => {
  expect(rows.map((row) => row.name).join(" ")).toBe(
    "acos acsc asec asin acosh acoth asech asinh atanh atan2",
  );
  for (const row of rows) expect(row.slopes?.length).toBe(row.partials.length);
});

describe.each(rows.map((row) => ({ name: row.name, row })))("$name", ({ row }) => {
  test("has slopes that are its partials in high precision, as near as doubles go", () => {
    const formula = row(...NAMES.slice(0, row.arity).map(variable));
    let compared = 0;
    for (const at of [...row.samples, ...points(row.arity)]) {
      const point = new Map(at.map((x, i) => [NAMES[i], precise.of(x)]));
      for (const [i, rule] of row.partials.entries()) {
        if (typeof rule !== "function") continue;
        const exact = precise.evaluate(toExpr(rule(...formula.args, formula)), point);
        const size = Math.abs(exact.toNumber());
        if (!(size > 1e-290 && size < 1e290)) continue; // outside the domain, or of doubles with all their digits
        const found = row.slopes?.[i]?.(...at) ?? Number.NaN;
        const error = precise.of(found).sub(exact).abs().div(exact.abs()).toNumber();
        expect(error, `d/d${NAMES[i]} at ${at}: ${found}, expected ${exact.toNumber()}`).toBeLessThanOrEqual(
          CLOSE,
        );
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(10);
  });

  test("has no slope where its partial has no value", () => {
    for (const at of [...row.kinks.map((kink) => kink.at), ...(row.arity === 1 ? [[Number.NaN]] : [])]) {
      const kink = row.kinks.find((one) => one.at === at);
      for (const [i, slope] of (row.slopes ?? []).entries())
        expect(Math.abs(slope(...at))).toBe(Math.abs(kink?.partials[i] ?? Number.NaN));
    }
  });
});

test.each(["alpha", "beta", "forward"] as const)("numeric methods use them: %s", (method) => {
  const at = { x: 1e200, y: -1e200, u: 1e-200, v: -1e-200, t: 1 - 2 ** -30 };
  const slope = (text: string, name: string): number =>
    gradientAt(parse(text), at, { method }).get(name) ?? Number.NaN;
  expect(slope("asinh(x)", "x") * 1e200).toBeCloseTo(1, 14);
  expect(slope("acosh(x)", "x") * 1e200).toBeCloseTo(1, 14);
  expect(slope("atan2(y, x)", "y") * 1e200).toBeCloseTo(0.5, 14);
  expect(slope("atan2(u, v)", "v") * -1e-200).toBeCloseTo(0.5, 14);
  // 1 - t^2 is 2^-29 - 2^-60.
  expect(slope("asin(t)", "t") * Math.sqrt(2 ** -29 - 2 ** -60)).toBeCloseTo(1, 14);
});
