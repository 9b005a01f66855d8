// Each instruction as both kinds of code: the numbers that JavaScript has, and in lanes the same.
import { describe, expect, test } from "vitest";
import { type Lanes, scalarLanes, type Value } from "../../../../src/program/targets/wasm/lanes.ts";
import { both } from "./modules.ts";

const VALUES = [0, -0, 1, -1.5, 2.5, -3.5, 0.5, 1e300, -1e-310, Infinity, -Infinity, Number.NaN];

type Case = readonly [string, (l: Lanes, a: Value, b: Value) => Value, (a: number, b: number) => number];

const word = new DataView(new ArrayBuffer(8));
const bitsOf = (x: number): bigint => {
  word.setFloat64(0, x);
  return word.getBigInt64(0);
};
const doubleOf = (bits: bigint): number => {
  word.setBigInt64(0, BigInt.asIntN(64, bits));
  return word.getFloat64(0);
};
const even = (x: number): number => {
  const floor = Math.floor(x);
  const part = x - floor;
  const up = part > 0.5 || (part === 0.5 && floor % 2 !== 0);
  return Number.isFinite(x) ? (up ? floor + 1 : floor) : x;
};

const cases: readonly Case[] = [
  ["add", (l, a, b) => l.add(a, b), (a, b) => a + b],
  ["sub", (l, a, b) => l.sub(a, b), (a, b) => a - b],
  ["mul", (l, a, b) => l.mul(a, b), (a, b) => a * b],
  ["div", (l, a, b) => l.div(a, b), (a, b) => a / b],
  ["min", (l, a, b) => l.min(a, b), Math.min],
  ["max", (l, a, b) => l.max(a, b), Math.max],
  ["clamp", (l, a) => l.clamp(a, -2, 2), (a) => Math.min(Math.max(a, -2), 2)],
  ["neg", (l, a) => l.neg(a), (a) => -a],
  ["abs", (l, a) => l.abs(a), Math.abs],
  ["sqrt", (l, a) => l.sqrt(a), Math.sqrt],
  ["floor", (l, a) => l.floor(a), Math.floor],
  ["ceil", (l, a) => l.ceil(a), Math.ceil],
  ["trunc", (l, a) => l.trunc(a), Math.trunc],
  ["nearest, of positive numbers", (l, a) => l.nearest(l.abs(a)), (a) => even(Math.abs(a))],
  ["eq", (l, a, b) => l.bit(l.eq(a, b)), (a, b) => Number(a === b)],
  ["ne", (l, a, b) => l.bit(l.ne(a, b)), (a, b) => Number(a !== b)],
  ["lt", (l, a, b) => l.bit(l.lt(a, b)), (a, b) => Number(a < b)],
  ["le", (l, a, b) => l.bit(l.le(a, b)), (a, b) => Number(a <= b)],
  ["gt", (l, a, b) => l.bit(l.gt(a, b)), (a, b) => Number(a > b)],
  ["ge", (l, a, b) => l.bit(l.ge(a, b)), (a, b) => Number(a >= b)],
  ["both", (l, a, b) => l.bit(l.both(l.lt(a, b), l.gt(a, l.number(0)))), (a, b) => Number(a < b && a > 0)],
  [
    "either",
    (l, a, b) => l.bit(l.either(l.lt(a, b), l.gt(a, l.number(0)))),
    (a, b) => Number(a < b || a > 0),
  ],
  ["not", (l, a, b) => l.bit(l.not(l.lt(a, b))), (a, b) => Number(!(a < b))],
  ["select", (l, a, b) => l.select(l.lt(a, b), a, b), (a, b) => (a < b ? a : b)],
  [
    "choose",
    (l, a, b) =>
      l.choose(
        l.lt(a, b),
        () => l.mul(a, a),
        () => l.let(l.neg(b)),
      ),
    (a, b) => (a < b ? a * a : -b),
  ],
  [
    "usually",
    (l, a, b) =>
      l.usually(
        l.lt(a, b),
        () => a,
        () => l.select(l.lt(a, b), a, b),
      ),
    (a, b) => (a < b ? a : b),
  ],
  [
    "bits, and, or",
    (l, a, b) => l.float(l.or(l.and(l.bits(a), l.integer(-1n << 32n)), l.and(l.bits(b), l.integer(255n)))),
    (a, b) => doubleOf((bitsOf(a) & (-1n << 32n)) | (bitsOf(b) & 255n)),
  ],
  ["xor", (l, a) => l.float(l.xor(l.bits(a), l.integer(1n << 63n))), (a) => -a],
  [
    "plus, minus",
    (l, a) => l.float(l.minus(l.plus(l.bits(a), l.integer(3n)), l.integer(1n))),
    (a) => doubleOf(bitsOf(a) + 2n),
  ],
  [
    "shifts",
    (l, a) => l.float(l.shiftRight(l.shiftLeft(l.bits(a), 3), 5)),
    (a) => doubleOf(BigInt.asIntN(64, bitsOf(a) << 3n) >> 5n),
  ],
  [
    "an unsigned shift",
    (l, a) => l.float(l.shiftRightUnsigned(l.bits(a), 9)),
    (a) => doubleOf(BigInt.asUintN(64, bitsOf(a)) >> 9n),
  ],
  [
    "scoped",
    (l, a, b) => {
      const s = l.scoped(() => l.let(l.mul(l.let(l.add(a, b)), a)));
      return l.add(s, l.let(b));
    },
    (a, b) => (a + b) * a + b,
  ],
];

describe("instructions on numbers and on lanes have JavaScript's values", () => {
  test.each(cases)("%s", (_name, build, expected) => {
    const { scalar, vector } = both(2, [], (_, l, [a, b]) => build(l, a, b));
    for (const a of VALUES) {
      for (const b of VALUES) {
        const other = [b, a] as const;
        expect(scalar(a, b), `${a}, ${b}`).toBe(expected(a, b));
        expect(vector([a, b], other), `${a}, ${b}`).toEqual([expected(a, b), expected(b, a)]);
      }
    }
  });
});

test("restart begins another function: no code, no locals but its parameters", () => {
  const l = scalarLanes(2);
  l.let(l.get(0));
  l.restart();
  expect([l.code.length, l.locals.length, l.local()]).toEqual([0, 0, 2]);
});

test("code that is given no functions to call says so", () => {
  expect(() => scalarLanes(1).call(0)).toThrow("invariant: code that calls functions is given them");
});
