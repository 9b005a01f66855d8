// Derivatives at kinks, zeros and jumps: the conventions, a line each. Every numeric method but finite
// differences keeps them to the last bit, the sign of a zero aside.
import { describe, expect, test } from "vitest";
import { evaluate } from "../../src/expr/evaluate.ts";
import { parse } from "../../src/expr/parse/parse.ts";
import { gradient, gradientAt, type Method } from "../../src/methods.ts";

const { NaN: nan, POSITIVE_INFINITY: inf } = Number;
const METHODS: readonly Method[] = ["alpha", "beta", "forward"];

type Point = Readonly<Record<string, number>>;
type Line = readonly [formula: string, at: Point, partials: Point];

function partialsBy(method: Method, [formula, at]: Line, subgradient: "midpoint" | "nan"): Point {
  const partials = gradientAt(parse(formula), at, { method, subgradient });
  return Object.fromEntries([...partials].map(([name, value]) => [name, value === 0 ? 0 : value])); // -0 is 0
}

/** The line of a table: `formula` at a point has these partials, by every method. */
function check(line: Line, subgradient: "midpoint" | "nan" = "midpoint"): void {
  // Compiled programs keep the conventions, and have no other.
  for (const method of subgradient === "nan" ? METHODS : [...METHODS, "compiled" as const])
    expect([method, partialsBy(method, line, subgradient)]).toEqual([method, line[2]]);
}

const text = (point: Point): string =>
  Object.entries(point)
    .map(([name, value]) => `${name}: ${Object.is(value, -0) ? "-0" : value}`)
    .join(", ");
const titled = (lines: readonly Line[]) =>
  lines.map((line) => [line[0], text(line[1]), text(line[2]), line] as const);

const kinks: readonly Line[] = [
  ["abs(x)", { x: 0 }, { x: 0 }],
  ["abs(x)", { x: -0 }, { x: 0 }],
  ["sign(x)", { x: 0 }, { x: 0 }],
  ["relu(x)", { x: 0 }, { x: 0 }],
  ["relu(x)", { x: 1e-300 }, { x: 1 }],
  ["leakyrelu(x)", { x: 0 }, { x: 0.01 }],
  ["elu(x)", { x: 0 }, { x: 1 }],
  ["step(x)", { x: 0 }, { x: 0 }],
  ["floor(x)", { x: 3 }, { x: 0 }],
  ["ceil(x)", { x: 3 }, { x: 0 }],
  ["round(x)", { x: 1.5 }, { x: 0 }],
  ["trunc(x)", { x: -1 }, { x: 0 }],
  ["frac(x)", { x: 3 }, { x: 1 }],
  ["x > 1", { x: 1 }, { x: 0 }],
  ["floor(x)*x", { x: 2.5 }, { x: 2 }],
  ["abs(x)*abs(y)", { x: 0, y: 3 }, { x: 0, y: 0 }],
  ["copysign(x, y)", { x: 3, y: -0 }, { x: -1, y: 0 }],
];

const ties: readonly Line[] = [
  ["max(x, y)", { x: 2, y: 2 }, { x: 1 / 2, y: 1 / 2 }],
  ["min(x, y)", { x: -5, y: -5 }, { x: 1 / 2, y: 1 / 2 }],
  ["max(x, y)", { x: 0, y: -0 }, { x: 1 / 2, y: 1 / 2 }],
  ["max(x, y, z)", { x: 2, y: 2, z: 2 }, { x: 1 / 3, y: 1 / 3, z: 1 / 3 }],
  ["min(x, y, z)", { x: 2, y: 2, z: 2 }, { x: 1 / 3, y: 1 / 3, z: 1 / 3 }],
  ["max(x, y, z)", { x: 2, y: 2, z: 1 }, { x: 1 / 2, y: 1 / 2, z: 0 }],
  ["max(x, y, z)", { x: 1, y: 2, z: 2 }, { x: 0, y: 1 / 2, z: 1 / 2 }],
  ["max(x, max(y, z))", { x: 2, y: 2, z: 2 }, { x: 1 / 3, y: 1 / 3, z: 1 / 3 }],
  ["max(w, x, y, z)", { w: 1, x: 1, y: 1, z: 1 }, { w: 1 / 4, x: 1 / 4, y: 1 / 4, z: 1 / 4 }],
  ["max(x, x)", { x: 1 }, { x: 1 }],
  ["max(x, 0)", { x: 0 }, { x: 1 / 2 }],
  ["clamp(x, 0, 1)", { x: 0 }, { x: 1 / 2 }],
  ["clamp(x, 0, 1)", { x: 1 }, { x: 1 / 2 }],
];

const roots: readonly Line[] = [
  ["sqrt(x)", { x: 0 }, { x: inf }],
  ["sqrt(x)", { x: -0 }, { x: inf }],
  ["cbrt(x)", { x: 0 }, { x: inf }],
  ["nthroot(x, 5)", { x: 0 }, { x: inf }],
  ["x^(1/2)", { x: 0 }, { x: inf }],
  ["x^(3/2)", { x: 0 }, { x: 0 }],
  ["asin(x)", { x: 1 }, { x: inf }],
  ["acos(x)", { x: 1 }, { x: -inf }],
  ["hypot(x, y)", { x: 0, y: 0 }, { x: 0, y: 0 }],
  ["hypot(x, y)", { x: -0, y: 0 }, { x: 0, y: 0 }],
  ["hypot(x, y)", { x: 0, y: -2 }, { x: 0, y: -1 }],
  ["atan2(y, x)", { x: -2, y: 0 }, { x: 0, y: -1 / 2 }],
  ["sinc(x)", { x: 0 }, { x: 0 }],
];

const remainders: readonly Line[] = [
  ["mod(x, y)", { x: 7, y: 3 }, { x: 1, y: -2 }],
  ["mod(x, y)", { x: -1, y: 3 }, { x: 1, y: 1 }],
  ["mod(x, y)", { x: 6, y: 3 }, { x: 1, y: -2 }],
  ["mod(x, y)", { x: 1, y: -3 }, { x: 1, y: 1 }],
];

const powers: readonly Line[] = [
  ["x^2", { x: 0 }, { x: 0 }],
  ["x^1", { x: 0 }, { x: 1 }],
  ["x^0", { x: 0 }, { x: 0 }],
  ["x^3", { x: -2 }, { x: 12 }],
  ["x^-1", { x: 0 }, { x: -inf }],
  ["2^x", { x: 0 }, { x: Math.log(2) }],
  ["2^x", { x: 3 }, { x: 8 * Math.log(2) }],
  ["0^x", { x: 2 }, { x: 0 }],
  ["0^x", { x: 0 }, { x: nan }],
  ["0^x", { x: -1 }, { x: nan }],
  ["(-2)^x", { x: 2 }, { x: nan }],
  ["x^y", { x: 3, y: 0 }, { x: 0, y: Math.log(3) }],
  ["x^y", { x: 0, y: 0 }, { x: 0, y: nan }],
  ["x^y", { x: 0, y: 2 }, { x: 0, y: 0 }],
  ["x^y", { x: 0, y: 1 }, { x: 1, y: 0 }],
  ["x^y", { x: 0, y: -1 }, { x: -inf, y: nan }],
  ["x^y", { x: -2, y: 3 }, { x: 12, y: nan }],
  ["x^floor(y)", { x: -2, y: 2.5 }, { x: -4, y: 0 }],
  ["x^floor(y)", { x: 0, y: 2.5 }, { x: 0, y: 0 }],
  ["x^sign(y)", { x: 0, y: 2 }, { x: 1, y: 0 }],
];

const outside: readonly Line[] = [
  ["ln(x)", { x: -1 }, { x: -1 }],
  ["ln(x)", { x: 0 }, { x: inf }],
  ["mod(x, y)", { x: 1, y: 0 }, { x: 1, y: -inf }],
  ["x^y", { x: nan, y: 0 }, { x: 0, y: nan }],
];

describe("the partials by alpha, beta, forward and compiled", () => {
  test.each(titled(kinks))("of %s at %s are %s", (_f, _at, _partials, line) => check(line));
  test.each(titled(ties))("of the tie %s at %s are shared: %s", (_f, _at, _partials, line) => check(line));
  test.each(titled(roots))("of %s at the edge %s are %s", (_f, _at, _partials, line) => check(line));
  test.each(titled(remainders))("of the remainder %s at %s are %s", (_f, _at, _partials, line) =>
    check(line),
  );
  test.each(titled(powers))("of the power %s at %s are %s", (_f, _at, _partials, line) => check(line));
  test.each(titled(outside))(
    "where f is nan or has no tangent, of %s at %s are what the formulas give: %s",
    (_f, _at, _p, line) => check(line),
  );
});

describe('with subgradient: "nan"', () => {
  const unlike: readonly Line[] = [
    ["abs(x)", { x: 0 }, { x: nan }],
    ["relu(x)", { x: 0 }, { x: nan }],
    ["leakyrelu(x)", { x: 0 }, { x: nan }],
    ["sign(x)", { x: 0 }, { x: nan }],
    ["step(x)", { x: 0 }, { x: nan }],
    ["floor(x)", { x: 2 }, { x: nan }],
    ["floor(x)", { x: 3 }, { x: nan }],
    ["round(x)", { x: 1.5 }, { x: nan }],
    ["max(x, y)", { x: 2, y: 2 }, { x: nan, y: nan }],
    ["max(x, y)", { x: 3, y: 3 }, { x: nan, y: nan }],
    ["hypot(x, y)", { x: 0, y: 0 }, { x: nan, y: nan }],
    ["abs(x) + y^2", { x: 0, y: 3 }, { x: nan, y: 6 }],
  ];
  test.each(titled(unlike))("a convention is not used: of %s at %s: %s", (_f, _at, _partials, line) =>
    check(line, "nan"),
  );

  const alike: readonly Line[] = [
    ["abs(x)", { x: -3 }, { x: -1 }],
    ["x^2", { x: 0 }, { x: 0 }],
    ["x^1", { x: 0 }, { x: 1 }],
    ["x^y", { x: 3, y: 0 }, { x: 0, y: Math.log(3) }],
    ["mod(x, y)", { x: -1, y: 3 }, { x: 1, y: 1 }],
    ["atan2(y, x)", { x: -2, y: 0 }, { x: 0, y: -1 / 2 }],
    ["elu(x)", { x: 0 }, { x: 1 }],
    ["hypot(x, y)", { x: 0, y: 2 }, { x: 0, y: 1 }],
    ["floor(x)", { x: 2.5 }, { x: 0 }],
    ["max(x, y)", { x: 3, y: 2 }, { x: 1, y: 0 }],
    ["sinc(x)", { x: 0 }, { x: 0 }],
  ];
  test.each(titled(alike))(
    "a smooth point keeps its derivative: of %s at %s: %s",
    (_f, _at, _partials, line) => check(line, "nan"),
  );
});

test("the formulas of max(x, y, z) have the same thirds at a tie of three", () => {
  const at = { x: 2, y: 2, z: 2 };
  const values = [...gradient(parse("max(x, y, z)")).values()].map((partial) => evaluate(partial, at));
  expect(values).toEqual([1 / 3, 1 / 3, 1 / 3]);
});
