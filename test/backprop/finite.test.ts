import { describe, expect, test } from "vitest";
import { difference, epsilon, finite, finiteDifference } from "../../src/backprop/finite.ts";
import { parse } from "../../src/expr/parse/parse.ts";
import { expectNear } from "../near.ts";

describe("epsilon", () => {
  test("is found by halving, and is 2^-52", () => {
    expect(epsilon).toBe(Number.EPSILON);
    expect([1 + epsilon > 1, 1 + epsilon / 2 > 1]).toEqual([true, false]);
  });
});

describe("difference(f, x, scheme)", () => {
  /** Where f is asked, with the scheme. */
  const asked = (x: number, scheme: "forward" | "central" | "richardson"): number[] => {
    const points: number[] = [];
    difference(
      (at) => {
        points.push(at);
        return at;
      },
      x,
      scheme,
    );
    return points.sort((a, b) => a - b);
  };

  test("forward steps by sqrt(eps)*max(1, |x|)", () => {
    expect(asked(0, "forward")).toEqual([0, 2 ** -26]);
    expect(asked(-8, "forward")).toEqual([-8, -8 + 2 ** -23]);
  });

  test("central steps by cbrt(eps)*max(1, |x|) to either side", () => {
    const h = Math.cbrt(epsilon);
    expect(asked(0, "central")).toEqual([-h, h]);
    expect(asked(100, "central")).toEqual([100 - 100 * h, 100 + 100 * h]);
  });

  test("Richardson asks at four points: h and h/2 to either side", () => {
    const h = epsilon ** (1 / 5);
    expect(asked(0, "richardson")).toEqual([-h, -h / 2, h / 2, h]);
  });

  test("central is exact for a parabola up to rounding, forward is off by half the step", () => {
    const square = (x: number): number => x * x;
    // eps/h = eps^(2/3) is what rounding leaves.
    expectNear(difference(square, 3), 6, 1e-9);
    const h = 3 * 2 ** -26;
    expectNear(difference(square, 3, "forward") - 6, h, 1e-7);
  });

  test("Richardson is closer than central to the derivative of exp at 1", () => {
    const error = (scheme: "forward" | "central" | "richardson"): number =>
      Math.abs(difference(Math.exp, 1, scheme) - Math.E);
    expect(error("richardson")).toBeLessThan(error("central"));
    expect(error("central")).toBeLessThan(error("forward"));
    // eps/h = eps^(4/5) is 3e-13.
    expect(error("richardson")).toBeLessThan(1e-11);
  });
});

describe("beside the edge of a domain", () => {
  test("steps are shortened until both ends have values: ln at 1e-9, asin and acosh beside 1", () => {
    // Steps are then at most 1/4096 of the distance to the edge, and the error about the square of that.
    expectNear(difference(Math.log, 1e-9) / 1e9, 1, 1e-6);
    expectNear(difference(Math.log, 1e-300) / 1e300, 1, 1e-6);
    expectNear(difference(Math.asin, 1 - 2 ** -30) * Math.sqrt(2 ** -29 - 2 ** -60), 1, 1e-6);
    expectNear(difference(Math.acosh, 1 + 2 ** -30) * Math.sqrt(2 ** -29 + 2 ** -60), 1, 1e-6);
    expectNear(difference(Math.exp, 709.78) / Math.exp(709.78), 1, 1e-6);
  });

  test("at the edge they go to the inside", () => {
    for (const scheme of ["central", "richardson"] as const) {
      // The edge is on the left of x^(3/2) and on the right of the other.
      expectNear(
        difference((x) => x ** 1.5, 0, scheme),
        0,
        1e-6,
        scheme,
      );
      expectNear(
        difference((x) => Math.sqrt(4 - x) ** 2, 4, scheme),
        -1,
        1e-6,
        scheme,
      );
    }
  });

  test("a slope that grows without bound is infinite: sqrt at 0, asin at 1, acos at -1, x*ln(x) at 0", () => {
    expect(difference(Math.sqrt, 0)).toBe(Number.POSITIVE_INFINITY);
    expect(difference(Math.asin, 1)).toBe(Number.POSITIVE_INFINITY);
    expect(difference(Math.acos, -1)).toBe(Number.NEGATIVE_INFINITY);
    expect(difference((x) => (x === 0 ? 0 : x * Math.log(x)), 0)).toBe(Number.NEGATIVE_INFINITY);
  });

  test("nan where there are no values to either side, or none at the point, or where slopes settle to nothing", () => {
    expect(difference((x) => Math.sqrt(x) * Math.sqrt(-x), 0)).toBeNaN();
    expect(difference(Math.log, -1)).toBeNaN();
    expect(difference((x) => (x === 0 ? 0 : Math.sqrt(x) * Math.sin(1 / x)), 0)).toBeNaN();
  });

  test("a plain central difference still asks twice, and never at the point itself", () => {
    let asked = 0;
    difference((x) => {
      asked++;
      return Math.log(x);
    }, 3);
    expect(asked).toBe(2);
  });
});

describe("finite", () => {
  test("of x*y + sin(y) at x = 2, y = 0 is near 0 and 3", () => {
    const [byX, byY] = finite.gradientAt(parse("x*y + sin(y)"), { x: 2, y: 0 }, ["x", "y"], {});
    // Central differences are good to eps^(2/3), some 4e-11.
    expectNear(byX, 0, 1e-9);
    expectNear(byY, 3, 1e-9);
  });

  test("has no formulas", () => {
    expect(finite.gradient).toBeUndefined();
  });

  test("an upstream number multiplies", () => {
    expectNear(finite.gradientAt(parse("x^2"), { x: 3 }, ["x"], { upstream: -2 })[0], -12, 1e-9);
  });

  test("by a variable that is neither bound nor there the difference is 0", () => {
    expect(finiteDifference(parse("x^2"), { x: 3 }, "z")).toBe(0);
  });

  test("a variable of the formula without a value is an error that names it", () => {
    expect(() => finiteDifference(parse("x*y"), { x: 1 }, "y")).toThrow("unbound variable 'y'");
    expect(() => finiteDifference(parse("x*y"), { x: 1 }, "x")).toThrow("unbound variable 'y'");
  });

  test("of abs(x) at 0 is 0, the midpoint", () => {
    expect(finiteDifference(parse("abs(x)"), { x: 0 }, "x")).toBe(0);
  });
});
