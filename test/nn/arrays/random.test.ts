import { describe, expect, test } from "vitest";
import { he, normal, uniform, xavier } from "../../../src/nn/arrays/random.ts";
import { Random } from "../../../src/nn/random.ts";

const spread = (entries: readonly number[]): { mean: number; deviation: number } => {
  const mean = entries.reduce((sum, x) => sum + x) / entries.length;
  return {
    mean,
    deviation: Math.sqrt(entries.reduce((sum, x) => sum + (x - mean) ** 2, 0) / entries.length),
  };
};

describe("random arrays", () => {
  test("are the same for the same seed, and go on with a generator", () => {
    expect(uniform([2, 3], { seed: 4 }).nested()).toEqual(uniform([2, 3], { seed: 4 }).nested());
    const random = new Random(4);
    const [first, second] = [uniform([3], { random }), uniform([3], { random })];
    expect([...first.entries, ...second.entries]).toEqual(uniform([6], { seed: 4 }).entries);
  });

  // 1 %: over three standard errors of a deviation from 10,000 numbers, 1/sqrt(2n).
  const close = (found: number, expected: number): void =>
    expect(Math.abs(found / expected - 1)).toBeLessThan(0.025);

  test("uniform(shape, { from, to }) fills the interval evenly", () => {
    const { entries } = uniform([100, 100], { seed: 1, from: -2, to: 4 });
    expect(entries.every((x) => x >= -2 && x < 4)).toBe(true);
    close(spread(entries).deviation, 6 / Math.sqrt(12));
  });

  test("normal(shape, { mean, deviation })", () => {
    const { mean, deviation } = spread(normal([100, 100], { seed: 2, mean: 7, deviation: 0.5 }).entries);
    close(mean, 7);
    close(deviation, 0.5);
    expect(normal([2], { deviation: 0, mean: 3 }).nested()).toEqual([3, 3]);
  });

  test("xavier(fanIn, fanOut) lies within sqrt(6/(fanIn + fanOut)), its variance 2/(fanIn + fanOut)", () => {
    const weights = xavier(100, 50, { seed: 3 });
    expect(weights.shape).toEqual([100, 50]);
    expect(Math.max(...weights.entries.map(Math.abs))).toBeLessThan(Math.sqrt(6 / 150));
    close(spread(weights.entries).deviation, Math.sqrt(2 / 150));
  });

  test("he(fanIn, fanOut) has the variance 2/fanIn", () => {
    close(spread(he(100, 50, { seed: 3 }).entries).deviation, Math.sqrt(2 / 100));
  });

  test("refuse what is no shape, width or option", () => {
    expect(() => uniform([-1])).toThrow("shape holds -1");
    expect(() => uniform([2], { from: Number.NaN })).toThrow("from is NaN, expected a finite number");
    expect(() => normal([2], { deviation: -1 })).toThrow("deviation is -1, expected a finite number from 0");
    expect(() => xavier(0, 3)).toThrow("fanIn is 0, expected an integer from 1");
    // @ts-expect-error an option that there is not
    expect(() => he(2, 3, { sead: 1 })).toThrow("unknown option 'sead' of he (did you mean 'seed'?)");
  });
});
