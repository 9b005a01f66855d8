// The sine and cosine of rows against MPFR: within 2 units in the last place at seeded random points, inside and
// outside the range that they are short for, and next to the multiples of pi/2.
import { init } from "gmp-wasm";
import { beforeAll, describe, expect, test } from "vitest";
import { parse } from "../../../../src/expr/parse/parse.ts";
import { compile } from "../../../../src/program/compile.ts";
import type { Float } from "../../../laws/highPrecision.ts";

const BITS = 300;
let of: (x: number) => Float;
beforeAll(async () => {
  const context = (await init()).getContext({ precisionBits: BITS });
  of = (x) => context.Float(x) as unknown as Float; // as: the library's own types lack the functions
});

let seed = 20240229;
const random = (): number => {
  seed = (Math.imul(seed, 1664525) + 1013904223) | 0;
  return (seed >>> 0) / 2 ** 32;
};
const nearMultiple = (): number => Math.round(random() * 16_000) * (Math.PI / 2) * (1 + random() * 2 ** -50);
const draws: readonly (() => number)[] = [
  ...[4, 100, 25_700, 1e6, 1e300].map((most) => () => (2 * random() - 1) * most),
  ...[() => (2 * random() - 1) * 2 ** (-200 * random()), nearMultiple],
];
const points = draws.flatMap((draw) => Array.from({ length: 250 }, draw));

/** How far apart, in units of the last place of the exact value. */
function ulps(found: number, x: number, name: "sin" | "cos"): number {
  const exact = of(x)[name]();
  const rounded = Math.abs(exact.toNumber());
  const unit = 2 ** Math.max(-1074, Math.floor(Math.log2(rounded)) - 52);
  return Math.abs(of(found).sub(exact).toNumber()) / unit;
}

describe.each(["sin", "cos"] as const)("%s of rows", (name) => {
  test("is within 2 units in the last place", () => {
    const rows = compile(parse(`${name}(x)`)).rows(points.length);
    expect(rows.plan.target).toBe("wasm");
    rows.column("x").set(points);
    const { value } = rows.map();
    for (const [i, x] of points.entries()) {
      const error = ulps(value[i], x, name);
      if (!(error <= 2)) expect.fail(`${name}(${x}) is ${value[i]}, ${error} units off`);
    }
  });

  test("is exact where mathematics is", () => {
    const edges = [0, -0, Infinity, -Infinity, NaN, 1e-320, -1e-320];
    const rows = compile(parse(`${name}(x)`)).rows(edges.length);
    rows.column("x").set(edges);
    expect([...rows.map().value]).toEqual(edges.map(Math[name]));
  });
});
