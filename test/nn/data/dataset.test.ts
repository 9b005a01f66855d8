import { describe, expect, test } from "vitest";
import { ShapeError } from "../../../src/expr/errors.ts";
import { Dataset, trainTest } from "../../../src/nn/data/dataset.ts";
import { moons } from "../../../src/nn/data/generate.ts";

const data = new Dataset([Float64Array.of(1, 2, 3), Float64Array.of(10, 20, 30)], Float64Array.of(-1, 1, 1), {
  names: ["a", "b"],
  label: "c",
});

describe("Dataset", () => {
  test("has rows, and picks some in an order", () => {
    expect([...data.row(1)]).toEqual([2, 20]);
    const picked = data.pick([2, 0, 2]);
    expect([[...picked.columns[1]], [...picked.targets], picked.names]).toEqual([
      [30, 10, 30],
      [1, -1, 1],
      ["a", "b"],
    ]);
    expect([picked.size, data.size]).toEqual([3, 3]);
  });

  test("refuses no rows, no columns, columns of other lengths, rows that there are not", () => {
    expect(() => new Dataset([new Float64Array(0)], new Float64Array(0))).toThrow(
      new ShapeError("empty-data", "a data set without rows, expected at least one"),
    );
    // @ts-expect-error lists where Float64Arrays are due
    expect(() => new Dataset([[1]], [1])).toThrow(
      "columns and targets of a data set are not all Float64Arrays",
    );
    expect(() => new Dataset([], Float64Array.of(1))).toThrow("a data set without features");
    expect(() => new Dataset([Float64Array.of(1, 2)], Float64Array.of(1))).toThrow(
      "column 1 has 2 rows, expected 1",
    );
    expect(() => data.row(3)).toThrow("row 3 of 3, expected one from 0 to 2");
    expect(() => data.pick([0, -1])).toThrow("row -1 of 3");
    expect(() => data.pick([0.5])).toThrow("row 0.5 of 3");
    expect(() => data.pick([])).toThrow("a data set without rows");
  });
});

describe("trainTest(data, { test })", () => {
  const hundred = new Dataset([Float64Array.from({ length: 100 }, (_, i) => i)], new Float64Array(100));

  test("parts the rows by chance, each in one part", () => {
    const { train, test: held } = trainTest(hundred, { test: 0.25, seed: 1 });
    expect([train.size, held.size]).toEqual([75, 25]);
    const rows = [...train.columns[0], ...held.columns[0]];
    expect(rows.slice().sort((a, b) => a - b)).toEqual([...hundred.columns[0]]);
    expect(rows).not.toEqual([...hundred.columns[0]]);
    expect(trainTest(hundred, { test: 0.25, seed: 1 }).test).toEqual(held);
    expect(trainTest(hundred, { test: 0.25, seed: 2 }).test).not.toEqual(held);
  });

  test("of the seed that made the data takes rows of both classes, near and far: not in the order they were made", () => {
    const made = moons(200, { seed: 1, noise: 0 });
    const { test: held } = trainTest(made, { seed: 1 });
    const ofFirst = held.targets.filter((target) => target === -1).length;
    expect(ofFirst).toBeGreaterThan(10); // about 20 of 40
    expect(ofFirst).toBeLessThan(30);
    const left = held.columns[0].filter((x) => x < 0.5).length;
    expect(left).toBeGreaterThan(10);
    expect(left).toBeLessThan(30);
  });

  test("leaves neither part empty", () => {
    expect(trainTest(data, { test: 0.001 }).test.size).toBe(1);
    expect(trainTest(data, { test: 0.999 }).train.size).toBe(1);
    expect(() => trainTest(data.pick([0]))).toThrow("a data set of 1 row to split, expected two or more");
    for (const test of [0, 1, Number.NaN])
      expect(() => trainTest(data, { test })).toThrow(`test is ${test}, expected a number between 0 and 1`);
    // @ts-expect-error a list where data is due
    expect(() => trainTest([1, 2])).toThrow("data is a list, expected a data set");
  });
});
