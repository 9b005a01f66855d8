import { expect, test } from "vitest";
import { linearScale, logScale } from "../../../src/insight/plot/scales.ts";

const texts = (from: number, to: number): string[] =>
  logScale([from, to], [0, 100]).ticks.map(({ text }) => text);

test("a logarithmic scale has ticks at powers of 10, else at 1, 2 and 5 times them, else evenly", () => {
  expect(texts(0.0005, 2)).toEqual(["0.001", "0.01", "0.1", "1"]);
  expect(texts(0.02, 0.8)).toEqual(["0.02", "0.05", "0.1", "0.2", "0.5"]);
  expect(texts(0.55, 0.75)).toEqual(["0.55", "0.6", "0.65", "0.7", "0.75"]);
});

test("no two ticks stand in a crowd, whatever the domain: a tenth of the scale apart, or an even part of it", () => {
  for (let from = 1e-4; from < 1; from *= 1.7) {
    for (let to = from * 1.3; to < 1e4; to *= 1.9) {
      const { place, ticks } = logScale([from, to], [0, 100]);
      const places = ticks.map(({ at }) => place(at));
      expect(places.length).toBeGreaterThanOrEqual(3);
      for (const [i, one] of places.slice(1).entries()) expect(one - places[i]).toBeGreaterThan(4);
    }
  }
});

test("a linear scale places in proportion", () => {
  const { place, ticks } = linearScale([0, 10], [100, 200]);
  expect([place(5), ticks.map(({ text }) => text)]).toEqual([150, ["0", "2", "4", "6", "8", "10"]]);
});
