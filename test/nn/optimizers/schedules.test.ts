import { expect, test } from "vitest";
import { constantRate, cosineDecay, linearDecay, rateAt } from "../../../src/nn/optimizers/schedules.ts";

test("linearDecay({ from: 1, to: 0.1, steps: 100 }) is 1.0 - 0.9·k/100", () => {
  const rate = linearDecay({ from: 1, to: 0.1, steps: 100 });
  for (let k = 0; k < 100; k++) expect(rate(k)).toBe(1.0 - (0.9 * k) / 100);
  expect([rate(100), rate(1000)]).toEqual([0.1, 0.1]);
});

test("cosineDecay goes down half a cosine: 1/2 at the middle, (2 + sqrt(2))/4 at the first quarter", () => {
  const rate = cosineDecay({ from: 1, to: 0, steps: 4 });
  expect([rate(0), rate(4), rate(5)]).toEqual([1, 0, 0]);
  expect(rate(1)).toBeCloseTo((2 + Math.SQRT2) / 4, 15);
  expect(rate(2)).toBeCloseTo(0.5, 15);
  expect(cosineDecay({ from: 3, to: 1, steps: 2 })(1)).toBeCloseTo(2, 15);
});

test("constantRate(r) is r", () => {
  expect(constantRate(0.3)(17)).toBe(0.3);
});

test("what is no schedule is refused, and a rate that is no number from 0", () => {
  // @ts-expect-error an option is missing
  expect(() => linearDecay({ from: 1, to: 0 })).toThrow("linearDecay without steps, expected a number");
  expect(() => cosineDecay({ from: 1, to: 0, steps: 0 })).toThrow("steps is 0, expected an integer from 1");
  expect(() => linearDecay({ from: Number.POSITIVE_INFINITY, to: 0, steps: 1 })).toThrow("from is Infinity");
  // @ts-expect-error nothing
  expect(() => linearDecay()).toThrow("the options of linearDecay are null");
  expect(() => rateAt(() => Number.NaN, 3)).toThrow("the rate at step 3 is NaN, expected a number from 0");
  expect(() => rateAt(() => -1, 0)).toThrow("the rate at step 0 is -1");
});
