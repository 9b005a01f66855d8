import { describe, expect, test } from "vitest";
import { classAt, classOf, regionOf } from "../../../src/insight/plot/region.ts";
import { Dataset, MLP, moons } from "../../../src/nn/index.ts";

const data = new Dataset([Float64Array.of(0, 1), Float64Array.of(0, 2)], Float64Array.of(-1, 1));

/** The score is x1 - 1/2. */
const upright = MLP(2, [1]);
upright.parameters.values.set([1, 0, -0.5]);

describe("a region", () => {
  const region = regionOf(upright, data, { kind: "signs", classes: ["no", "yes"], across: 4, up: 2 });

  test("reaches a little beyond the outermost points", () => {
    expect(region.x).toEqual({ name: "x1", from: -0.08, to: 1.08 });
    expect(region.y).toEqual({ name: "x2", from: -0.16, to: 2.16 });
  });

  test("has the margins of both classes in the middle of each cell, from below", () => {
    const middles = [0.5, 1.5, 2.5, 3.5].map((i) => -0.08 + (i / 4) * 1.16 - 0.5);
    for (const [i, margin] of region.margins[1].entries()) expect(margin).toBeCloseTo(middles[i % 4], 14);
    expect(region.margins[0]).toEqual(region.margins[1].map((margin) => -margin));
    expect(Array.from({ length: 8 }, (_, cell) => classAt(region, cell))).toEqual([0, 0, 1, 1, 0, 0, 1, 1]);
  });

  test("has the points with their classes, and those predicted", () => {
    expect(region.points).toEqual([
      { x: 0, y: 0, class: 0, predicted: 0 },
      { x: 1, y: 2, class: 1, predicted: 1 },
    ]);
  });

  test("of several classes has each one's lead over its best rival", () => {
    const three = MLP(2, [3]);
    three.parameters.values.set([0, 0, 1, 0, 0, 5, 0, 0, 3]); // the scores are 1, 5, 3 everywhere
    const classes = ["a", "b", "c"];
    const { margins } = regionOf(three, data, { kind: "class", classes, across: 1, up: 1 });
    expect(margins.map(([margin]) => margin)).toEqual([-4, 2, -2]);
  });

  test("of points on a line has an extent all the same", () => {
    const line = new Dataset([Float64Array.of(0, 1), Float64Array.of(3, 3)], Float64Array.of(-1, 1));
    const { y } = regionOf(upright, line, { kind: "signs", classes: [], across: 1, up: 1 });
    expect([y.from, y.to]).toEqual([2.5, 3.5]);
  });

  test("of many points has at most 2000 of them", () => {
    const many = moons(5001, { seed: 1 });
    const { points } = regionOf(upright, many, { kind: "signs", classes: [], across: 1, up: 1 });
    expect(points.length).toBe(1667); // every third
    expect(points[1]).toMatchObject({ x: many.columns[0][3], y: many.columns[1][3] });
  });

  test("is of two inputs alone", () => {
    const options = { kind: "signs", classes: [], across: 1, up: 1 } as const;
    expect(() => regionOf(MLP(3, [1]), data, options)).toThrow("a region of a model of 3 inputs, expected 2");
  });
});

test("classOf numbers classes by what the targets are", () => {
  expect([classOf(-1, "signs"), classOf(1, "signs"), classOf(0.4, "bits"), classOf(1, "bits")]).toEqual([
    0, 1, 0, 1,
  ]);
  expect(classOf(4, "class")).toBe(4);
});
