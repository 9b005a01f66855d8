// Every rule at its own samples: where what it finds has a value, what it makes of it has the same, at 50
// digits; and what it asks for holds there. A rule without samples fails.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { evaluate } from "../../../src/expr/evaluate.ts";
import { variables } from "../../../src/expr/measure.ts";
import { format } from "../../../src/expr/print/format.ts";
import { families } from "../../../src/simplify/rules/builtIn.ts";
import type { Rule } from "../../../src/simplify/rules/rule.ts";
import { type HighPrecision, highPrecision } from "../../laws/highPrecision.ts";

let precise: HighPrecision;
beforeAll(async () => {
  precise = await highPrecision();
});
afterAll(() => precise.destroy());

const written = ({ left, right }: Rule): string => `${format(left)} => ${format(right)}`;

describe.each([...families])("%s", (_family, rules) => {
  test.each(rules.map((rule) => [rule.name, written(rule), rule] as const))("%s: %s", (_name, text, rule) => {
    const names = variables(rule.left);
    expect(variables(rule.right).every((name) => names.includes(name))).toBe(true);
    expect(rule.samples.length, "samples").toBeGreaterThan(0);
    for (const sample of rule.samples) {
      expect(sample.length, `values of ${names.join(", ")}`).toBe(names.length);
      const at = new Map(names.map((name, i) => [name, precise.of(sample[i])]));
      const [left, right] = [rule.left, rule.right].map((side) => precise.evaluate(side, at));
      expect(Number.isFinite(left.toNumber()), `${text} has a value at ${sample.join(", ")}`).toBe(true);
      const scale = Math.max(1, Math.abs(left.toNumber()));
      const off = left.sub(right).abs().toNumber() / scale;
      expect(off, `${text} at ${sample.join(", ")}`).toBeLessThan(1e-50);
      for (const { expr, is, words } of rule.where) {
        const value = evaluate(expr, Object.fromEntries(names.map((name, i) => [name, sample[i]])));
        const range = {
          low: value,
          high: value,
          lowOpen: false,
          highOpen: false,
          nonzero: value !== 0,
          integer: Number.isInteger(value),
          partial: Number.isNaN(value),
        };
        expect(is(range), `${format(expr)} ${words} at ${sample.join(", ")}`).toBe(true);
      }
    }
  });
});

test("names are there once", () => {
  const names = [...families.values()].flat().map(({ name }) => name);
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
});
