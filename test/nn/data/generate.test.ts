import { describe, expect, test } from "vitest";
import { UsageError } from "../../../src/expr/errors.ts";
import type { Dataset } from "../../../src/nn/data/dataset.ts";
import {
  circle,
  circles,
  datasetNamed,
  datasets,
  diag,
  moons,
  simple,
  spiral,
  split,
  xor,
} from "../../../src/nn/data/generate.ts";
import { Random } from "../../../src/nn/random.ts";

/** Whether what is claimed of a point and of being of the second class holds in every row. */
const everyRow = (data: Dataset, holds: (x: number, y: number, isSecond: boolean) => boolean): boolean =>
  [...data.targets].every((target, i) => holds(data.columns[0][i], data.columns[1][i], target === 1));

const isNear = (a: number, b: number): boolean => Math.abs(a - b) < 1e-12; // some roundings of sin and cos

describe.each([...datasets])("%s(n)", (_, make) => {
  test("has n rows of two features, the same for the same seed", () => {
    const data = make(51, { seed: 4 });
    expect([data.size, data.columns.length, data.names, data.label]).toEqual([51, 2, ["x1", "x2"], "y"]);
    expect(make(51, { seed: 4 })).toEqual(data);
    expect(make(51, { seed: 5 })).not.toEqual(data);
    expect(make(51, { random: new Random(4) })).toEqual(data);
  });

  test("has both classes, -1 and 1 or as asked, in random order", () => {
    const { targets } = make(200, { seed: 1 });
    expect(new Set(targets)).toEqual(new Set([-1, 1]));
    expect(new Set(targets.subarray(0, 50)).size).toBe(2);
    expect([...make(200, { seed: 1, labels: [0, 1] }).targets]).toEqual([...targets].map((t) => (t + 1) / 2));
  });

  test("of one row, or with noise, is finite", () => {
    expect(everyRow(make(1, { noise: 0.3 }), (x, y) => Number.isFinite(x + y))).toBe(true);
    expect(make(5, { noise: 1 }).columns).not.toEqual(make(5, { noise: 0 }).columns);
  });

  test.each([0, -1, 1.5, Number.NaN, 1e9])("of %d rows is refused", (size) => {
    expect(() => make(size)).toThrow(`size is ${size}, expected an integer from 1 to 10000000`);
  });
});

describe("without noise the classes are what they are said to be", () => {
  const exact = { noise: 0, seed: 3 };

  test("moons: half circles about (0, 0) and (1, 1/2), half the rows each", () => {
    const data = moons(101, exact);
    expect(
      everyRow(data, (x, y, isSecond) =>
        isSecond ? isNear(Math.hypot(x - 1, y - 0.5), 1) && y <= 0.5 : isNear(Math.hypot(x, y), 1) && y >= 0,
      ),
    ).toBe(true);
    expect(data.targets.filter((t) => t === 1)).toHaveLength(50);
  });

  test("circles: radius 1 and 1/2", () => {
    expect(
      everyRow(circles(100, exact), (x, y, isSecond) => isNear(Math.hypot(x, y), isSecond ? 0.5 : 1)),
    ).toBe(true);
  });

  test("spiral: at a distance of t/20 from the middle at the angle t, the second a quarter turn on", () => {
    const onArm = (x: number, y: number): boolean => {
      const t = 20 * Math.hypot(x, y);
      return t > 0.999 && t < 11 && isNear(x, (t * Math.cos(t)) / 20) && isNear(y, (t * Math.sin(t)) / 20);
    };
    expect(
      everyRow(spiral(100, exact), (x, y, isSecond) =>
        isSecond ? onArm(0.5 - y, x - 0.5) : onArm(x - 0.5, y - 0.5),
      ),
    ).toBe(true);
  });

  test("simple, diag, split, xor, circle: regions of the unit square", () => {
    const regions = [
      [simple, (x: number) => x < 0.5],
      [diag, (x: number, y: number) => x + y < 0.5],
      [split, (x: number) => Math.abs(x - 0.5) > 0.3],
      [xor, (x: number, y: number) => (x - 0.5) * (y - 0.5) < 0],
      [circle, (x: number, y: number) => Math.hypot(x - 0.5, y - 0.5) > Math.sqrt(0.1)],
    ] as const;
    for (const [make, isSecond] of regions) {
      const data = make(300, exact);
      expect(
        everyRow(data, (x, y, second) => second === isSecond(x, y) && x >= 0 && x < 1 && y >= 0 && y < 1),
      ).toBe(true);
    }
  });
});

test("noise has the deviation asked for", () => {
  const [clean, noisy] = [simple(4000, { seed: 1 }), moons(4000, { seed: 1, noise: 0.2 })];
  expect(clean.size).toBe(4000);
  const distances = [...noisy.targets].map((target, i) => {
    const [x, y] = [noisy.columns[0][i], noisy.columns[1][i]];
    return target === 1 ? Math.hypot(x - 1, y - 0.5) - 1 : Math.hypot(x, y) - 1;
  });
  // Across the half circle the noise is one coordinate's, a little more where it is curved.
  const deviation = Math.sqrt(distances.reduce((sum, d) => sum + d * d) / 4000);
  expect(deviation).toBeGreaterThan(0.19);
  expect(deviation).toBeLessThan(0.22);
});

test("unknown names and options are refused, the nearest offered", () => {
  expect(() => datasetNamed("mooons")).toThrow(
    new UsageError(
      "unknown-dataset",
      "unknown dataset 'mooons' (did you mean 'moons'?): expected moons, circles, circle, xor, spiral, split, diag, simple",
      { suggestion: "moons" },
    ),
  );
  expect(() => moons(3, { noise: -1 })).toThrow("noise is -1, expected a finite number from 0");
  expect(() => moons(3, { labels: [1, 1] })).toThrow(
    "labels is a list, expected two different numbers, [-1, 1] or [0, 1]",
  );
  // @ts-expect-error an option that there is not
  expect(() => moons(3, { nose: 1 })).toThrow("unknown option 'nose' of moons (did you mean 'noise'?)");
  expect(() => moons(3, { seed: 1, random: new Random(1) })).toThrow("seed and random are both given");
});
