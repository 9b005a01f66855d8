// Gamma and its kin at poles, at both ends of the doubles, and by identities; and against high precision
// on a seeded spread of arguments, with the worst errors that gammaFunctions.ts states.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  beta,
  digamma,
  factorial,
  gamma,
  lgamma,
  polygamma,
} from "../../../src/expr/primitives/gammaFunctions.ts";
import { type Float, type HighPrecision, highPrecision } from "../../laws/highPrecision.ts";

let precise: HighPrecision;
beforeAll(async () => {
  precise = await highPrecision();
});
afterAll(() => precise.destroy());

/** `count` numbers between two bounds, the same in every run. */
function spread(from: number, to: number, count = 60): number[] {
  let state = 12345;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return from + ((to - from) * state) / 0x7fffffff;
  });
}

function worst(f: (x: number) => number, exact: (x: Float) => Float, points: readonly number[]): number {
  return Math.max(
    ...points.map((x) => {
      const expected = exact(precise.of(x));
      return precise.of(f(x)).sub(expected).div(expected).abs().toNumber();
    }),
  );
}

const ULP = 2 ** -52;

describe("against high precision", () => {
  test("gamma is within 8 ulp on [-170, 171]", () => {
    expect(worst(gamma, (x) => x.gamma(), [...spread(-170, 0), ...spread(0, 171)])).toBeLessThan(8 * ULP);
  });

  test("gamma is subnormal, not 0, at -171.5", () => {
    expect(gamma(-171.5) / precise.of(-171.5).gamma().toNumber()).toBeCloseTo(1, 9);
    expect(gamma(-200.5)).toBe(0);
  });

  test("lgamma is within 4 ulp of positive arguments, those between 1 and 2 included", () => {
    const exact = (x: Float): Float => (x.lessThan(100) ? x.gamma().abs().ln() : x.lngamma());
    const points = [...spread(1e-6, 0.9), ...spread(0.95, 2.1), ...spread(2.1, 20), ...spread(20, 1e4)];
    expect(worst(lgamma, exact, points)).toBeLessThan(4 * ULP);
  });

  test("lgamma of negative arguments is within 1e-14, relative where it is above 1", () => {
    for (const x of spread(-20, 0)) {
      const exact = precise.of(x).gamma().abs().ln().toNumber();
      expect(Math.abs(lgamma(x) - exact), `at ${x}`).toBeLessThan(1e-14 * Math.max(1, Math.abs(exact)));
    }
  });

  test("digamma keeps its digits beside a pole", () => {
    const besidePoles = [-0.001, -1.001, -15.001690087375087, -100.0001, 1e-8];
    expect(worst(digamma, (x) => x.digamma(), besidePoles)).toBeLessThan(4 * ULP);
  });

  test("digamma is within 4 ulp of positive arguments", () => {
    expect(worst(digamma, (x) => x.digamma(), spread(0.01, 30))).toBeLessThan(4 * ULP);
  });

  test.each([1, 2, 3, 5])("polygamma of order %i is within 4e-15 of positive arguments", (n) => {
    const exact = (x: Float): Float => precise.functions.get("polygamma")?.(precise.of(n), x) ?? x;
    const points = [...spread(0.01, 1, 10), ...spread(1, 60, 10)];
    expect(worst((x) => polygamma(n, x), exact, points)).toBeLessThan(4e-15);
  });

  test("beta is within 1e-13 of positive arguments", () => {
    for (const a of spread(0.01, 200, 12)) {
      const exact = (b: Float): Float => precise.functions.get("beta")?.(precise.of(a), b) ?? b;
      expect(worst((b) => beta(a, b), exact, spread(0.01, 200, 12))).toBeLessThan(1e-13);
    }
  });
});

describe("conventions", () => {
  test("lgamma beside its pole at 0 is -ln|x| down to the least subnormal", () => {
    for (const x of [1e-300, 5e-324])
      for (const one of [x, -x]) expect(lgamma(one)).toBeCloseTo(-Math.log(x), 11);
  });

  test("gamma, digamma and polygamma are nan at poles, lgamma is inf", () => {
    for (const x of [0, -0, -1, -2, -170, -1e20, Number.NEGATIVE_INFINITY]) {
      expect([gamma(x), digamma(x), polygamma(1, x), polygamma(2, x)]).toEqual([
        Number.NaN,
        Number.NaN,
        Number.NaN,
        Number.NaN,
      ]);
      expect(lgamma(x)).toBe(Number.POSITIVE_INFINITY);
    }
  });

  test("factorial is exact at 0 to 22 and correctly rounded to 170", () => {
    let exact = 1n;
    for (let n = 0n; n <= 170n; n++) {
      if (n > 0n) exact *= n;
      expect(factorial(Number(n))).toBe(Number(exact));
    }
    expect(factorial(171)).toBe(Number.POSITIVE_INFINITY);
  });

  test("factorial(x) is gamma(x + 1) between integers", () => {
    expect(factorial(0.5)).toBe(gamma(1.5));
    expect(factorial(-1)).toBeNaN();
  });

  test("polygamma takes orders 0, 1, 2, ... alone", () => {
    expect([polygamma(-1, 2), polygamma(0.5, 2), polygamma(Number.NaN, 2)]).toEqual([
      Number.NaN,
      Number.NaN,
      Number.NaN,
    ]);
    expect(polygamma(0, 2.5)).toBe(digamma(2.5));
  });

  test("polygamma(n, 1) is (-1)^(n+1) n! zeta(n+1)", () => {
    expect(polygamma(1, 1)).toBeCloseTo(Math.PI ** 2 / 6, 14);
    expect(polygamma(3, 1)).toBeCloseTo(Math.PI ** 4 / 15, 13);
  });

  test("polygamma of a high order is -+ n!/x^(n+1) beside a pole, on either side of order 100", () => {
    for (const n of [99, 100, 101, 120]) {
      const sign = n % 2 === 0 ? -1 : 1;
      for (const d of [0.25, -0.25]) {
        const leading = (sign * factorial(n)) / d ** (n + 1);
        expect(polygamma(n, -7 + d) / leading).toBeCloseTo(1, 12);
      }
    }
  });

  test("polygamma neither hangs nor overflows on the way at large orders and arguments", () => {
    expect(polygamma(300, 1e3)).toBeLessThan(0);
    expect(polygamma(1, 1e300)).toBe(1e-300);
    expect(polygamma(1, Number.POSITIVE_INFINITY)).toBe(0);
    expect(polygamma(1e6, 1)).toBeNaN();
  });

  test("beta is nan at poles of gamma(a) or gamma(b), 0 where only gamma(a + b) has one", () => {
    expect(beta(0, 2)).toBeNaN();
    expect(beta(2, -3)).toBeNaN();
    expect(beta(-0.5, -0.5)).toBe(0);
    expect(beta(-0.5, 2)).toBeCloseTo(-4, 13);
    expect(beta(1e200, 2)).toBe(0);
  });
});
