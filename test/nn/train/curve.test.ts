import { describe, expect, test } from "vitest";
import { Curve } from "../../../src/nn/train/curve.ts";

const upTo = (steps: number, curve = new Curve(), from = 1): Curve => {
  for (let step = from; step <= steps; step++) curve.add(step, 1 / step);
  return curve;
};
const members = (curve: Curve) => new Map(Object.entries(JSON.parse(JSON.stringify(curve.saved()))));

describe("a curve", () => {
  test("keeps every step while there are few", () => {
    const curve = upTo(5);
    expect(curve.steps).toEqual([1, 2, 3, 4, 5]);
    expect(curve.losses).toEqual([1, 1 / 2, 1 / 3, 1 / 4, 1 / 5]);
  });

  test("of any number of steps has at most 1024 points, each the loss of its step", () => {
    const curve = upTo(100_000);
    expect(curve.steps.length).toBeGreaterThan(512);
    expect(curve.steps.length).toBeLessThanOrEqual(1024);
    expect(curve.losses).toEqual(curve.steps.map((step) => 1 / step));
  });

  test.each([10, 1024, 1025, 3000])("saved at step %i and gone on from is the same curve", (step) => {
    const resumed = upTo(5000, Curve.from(members(upTo(step))), step + 1);
    expect(resumed.saved()).toEqual(upTo(5000).saved());
  });

  test("what is no saved curve is refused", () => {
    expect(() => Curve.from(new Map())).toThrow("losses of the saved curve is undefined, expected a list");
    const long = new Map<string, unknown>([
      ["stride", 1],
      ["losses", new Array(2000).fill(0)],
    ]);
    expect(() => Curve.from(long)).toThrow("has 2000 losses, expected at most 1024");
  });
});
