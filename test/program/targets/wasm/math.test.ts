// The mathematical functions of WebAssembly modules against MPFR: within 2.5 units in the last place, as
// CONVENTIONS promises, at seeded random points of the whole domain; and exact where mathematics is, at zeros,
// infinities, nan, and where doubles end. Vectors have the bits of numbers, lane by lane.
import { init } from "gmp-wasm";
import { beforeAll, describe, expect, test } from "vitest";
import type { Primitive } from "../../../../src/expr/primitive.ts";
import { primitives } from "../../../../src/expr/primitives/table.ts";
import type { Float } from "../../../laws/highPrecision.ts";
import { ofRow } from "./modules.ts";

/** Enough for 1 + 2^-60 and what comes after it. */
const BITS = 300;
let library: Awaited<ReturnType<typeof init>>;
beforeAll(async () => {
  library = await init();
});

let seed = 20240229;
const random = (): number => {
  seed = (Math.imul(seed, 1664525) + 1013904223) | 0;
  return (seed >>> 0) / 2 ** 32;
};
type Draw = () => number;
const between =
  (least: number, most: number): Draw =>
  () =>
    least + (most - least) * (random() + random() / 2 ** 32);
/** Of either sign, and of any size between two powers of two. */
const sized =
  (least: number, most: number): Draw =>
  () =>
    (random() < 0.5 ? -1 : 1) * 2 ** between(least, most)();
const positive =
  (draw: Draw): Draw =>
  () =>
    Math.abs(draw());
const nearOne = (): number => 1 - 2 ** between(-50, -1)();

/** How arguments are drawn, and the precision that the function takes. */
interface Case {
  readonly draws: readonly Draw[];
  readonly second?: readonly Draw[];
  readonly exact: (x: Float, y: Float) => Float;
}

const exponents: readonly Draw[] = [between(-1, 1), between(-30, 30), between(-745, 709.7), sized(-60, 2)];
const positives: readonly Draw[] = [between(0.5, 2), between(0, 100), positive(sized(-1074, 1023))];
const angles: readonly Draw[] = [
  ...[between(-1, 1), between(-10, 10), between(-2e5, 2e5), sized(-60, 20), sized(20, 1000)],
  () => Math.round(between(-100, 100)()) * (Math.PI / 2),
];
const units: readonly Draw[] = [between(-1, 1), sized(-60, 0), nearOne, between(0.45, 0.55)];
const sizes: readonly Draw[] = [between(-3, 3), sized(-60, 60)];
const small: readonly Draw[] = [between(-1, 1), between(-25, 25), between(-710.4, 710.4), sized(-60, 2)];

function cases(of: (x: number) => Float, pi: Float): Record<string, Case> {
  const angle = (y: Float, x: Float): Float => {
    const rough = y.div(x).atan();
    if (x.toNumber() > 0) return rough;
    return y.toNumber() < 0 ? rough.sub(pi) : rough.add(pi);
  };
  const length = (x: Float, y: Float): Float => x.mul(x).add(y.mul(y)).sqrt();
  return {
    exp: { draws: exponents, exact: (x) => x.exp() },
    expm1: { draws: exponents, exact: (x) => (x.isZero() ? x : x.exp().sub(of(1))) },
    ln: { draws: positives, exact: (x) => x.ln() },
    log2: { draws: positives, exact: (x) => x.log2() },
    log10: { draws: positives, exact: (x) => x.log10() },
    log1p: {
      draws: [between(-0.9, 2), positive(sized(-60, 1000)), sized(-60, -0.01), between(-1, -0.5)],
      exact: (x) => x.add(of(1)).ln(),
    },
    sin: { draws: angles, exact: (x) => x.sin() },
    cos: { draws: angles, exact: (x) => x.cos() },
    tan: { draws: angles, exact: (x) => x.tan() },
    asin: { draws: units, exact: (x) => x.asin() },
    acos: { draws: units, exact: (x) => x.acos() },
    atan: { draws: [...sizes, sized(-1, 2)], exact: (x) => x.atan() },
    sinh: { draws: small, exact: (x) => x.sinh() },
    cosh: { draws: small, exact: (x) => x.cosh() },
    tanh: { draws: small, exact: (x) => x.tanh() },
    asinh: { draws: [between(-3, 3), sized(-60, 1000)], exact: (x) => x.asinh() },
    acosh: { draws: [between(1, 3), () => 1 + 2 ** between(-50, 100)()], exact: (x) => x.acosh() },
    atanh: { draws: units, exact: (x) => x.atanh() },
    cbrt: { draws: [sized(-1074, 1000), between(1, 8)], exact: (x) => x.cbrt() },
    atan2: { draws: sizes, second: sizes, exact: angle },
    hypot: { draws: sizes, second: sizes, exact: length },
    pow: {
      draws: [between(0, 40), positive(sized(-30, 30)), () => 1 + between(-1e-6, 1e-6)()],
      // Of smaller integers there is one stated order, whatever it loses.
      second: [between(-40, 40), () => Math.round(between(33, 70)()), sized(20, 40)],
      exact: (x, y) => x.pow(y),
    },
  };
}

const UNARY =
  "exp expm1 ln log2 log10 log1p sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh cbrt";
const names = [...UNARY.split(" "), "atan2", "hypot", "pow"];
const rowNamed = (name: string): Primitive => {
  const row = primitives.get(name);
  if (row === undefined) throw new Error(`no row '${name}'`);
  return row;
};

/** The distance of doubles at x, as small numbers have it where they are smallest. */
const unit = (x: number): number => 2 ** (Math.max(-1022, Math.floor(Math.log2(Math.abs(x)))) - 52);

const POINTS = 300; // of each draw

/** What is promised: CONVENTIONS 6. */
const MOST = 2.5;

test.each(names)("%s is within 2.5 units in the last place, and the same by lanes", (name) => {
  const context = library.getContext({ precisionBits: BITS });
  // `as`: see Float.
  const of = (x: number): Float => context.Float(x) as unknown as Float;
  const { draws, second = draws, exact } = cases(of, context.Pi() as unknown as Float)[name];
  const { scalar, vector } = ofRow(rowNamed(name));
  let worst = 0;
  let before: readonly number[] = [1, 1];
  for (const [k, draw] of draws.entries()) {
    for (let i = 0; i < POINTS; i++) {
      const args = [draw(), second[(k + i) % second.length]()];
      const found = scalar(...args);
      const lanes = vector(args, before);
      if (!Object.is(lanes[0], found) || !Object.is(lanes[1], scalar(...before))) {
        expect.fail(`${name} of ${args} beside ${before} in lanes: ${lanes}, alone ${found}`);
      }
      before = args;
      const [x, y] = args.map(of);
      const value = exact(x, y);
      const rounded = value.toNumber();
      if (!Number.isFinite(rounded) || Math.abs(rounded) < 2 ** -1021) continue; // the edges are below
      const error = Math.abs(value.sub(of(found)).toNumber()) / unit(rounded);
      if (!(error <= MOST)) expect.fail(`${name}(${args}) is ${found}: off by ${error}`);
      worst = Math.max(worst, error);
    }
  }
  context.destroy();
  expect(worst).toBeGreaterThan(0.45); // something was compared: no function here is rounded correctly everywhere
});

const EDGES = [
  ...[0, 1, 0.5, 2, 3, 22, 30, 700.5, 709.782712893384, 710.4, 710.5, 745.2, 746, 800, 1e5, 1e22, 1e300],
  ...[1.7976931348623157e308, 5e-324, 1e-310, 2 ** -1022, 2 ** -27, Infinity],
].flatMap((x) => [x, -x]);
EDGES.push(Number.NaN);

describe("at zeros, infinities, nan, and where doubles end, as evaluate within 3 units in the last place", () => {
  test.each(names)("%s", (name) => {
    const row = rowNamed(name);
    const { scalar, vector } = ofRow(row);
    const points = row.arity === 1 ? EDGES.map((x) => [x]) : EDGES.flatMap((x) => EDGES.map((y) => [x, y]));
    for (const point of points) {
      const found = scalar(...point);
      const expected = row.value(...point);
      expect(vector(point, [0.3, 0.7])[0], `${name} of ${point} in a lane`).toBe(found);
      const isNear = found !== 0 && expected !== 0 && Math.abs(found - expected) <= 3 * unit(expected);
      if (!Object.is(found, expected) && !isNear)
        expect.fail(`${name}(${point}) is ${found}, expected ${expected}`);
    }
  });
});

test("the sine of 10^22 and of doubles nearest to multiples of pi have all their digits", () => {
  const { scalar } = ofRow(rowNamed("sin"));
  expect(scalar(1e22)).toBeCloseTo(-0.8522008497671888, 15); // Ng, Argument reduction for huge arguments, 1992
  expect(scalar(Math.PI)).toBe(1.2246467991473532e-16);
  expect(scalar(6381956970095103 * 2 ** 797)).toBe(Math.sin(6381956970095103 * 2 ** 797)); // the hardest of all
});

test("an integer exponent up to 32 multiplies in the one stated order", () => {
  const { scalar, vector } = ofRow(rowNamed("pow"));
  const { value } = rowNamed("pow");
  for (const x of [1.1, -0.7, 3, 1e10, -0, Infinity, Number.NaN]) {
    for (let n = -33; n <= 33; n++) {
      const expected = value(x, n);
      if (Math.abs(n) <= 32)
        expect([scalar(x, n), ...vector([x, n], [x, n])]).toEqual([expected, expected, expected]);
    }
  }
});
