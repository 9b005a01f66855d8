import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addRational,
  bitLength,
  compareRational,
  divRational,
  mulRational,
  negateRational,
  powRational,
  type Rational,
  rational,
  rationalBits,
  rationalToNumber,
  readDecimal,
} from "../../src/expr/rational.ts";
import { SEED } from "../randomExpr.ts";

const show = (r: Rational | undefined): string =>
  r === undefined ? "none" : `${r.numerator}/${r.denominator}`;

const bigRational: fc.Arbitrary<Rational> = fc
  .tuple(fc.bigInt({ min: -(2n ** 90n), max: 2n ** 90n }), fc.bigInt({ min: 1n, max: 2n ** 90n }))
  .map(([n, d]) => rational(n, d));

describe("rational", () => {
  test("rational(6n, -4n) is -3/2: lowest terms, a positive denominator", () => {
    expect(show(rational(6n, -4n))).toBe("-3/2");
    expect(show(rational(0n, -5n))).toBe("0/1");
    expect(show(rational(-6n, -3n))).toBe("2/1");
  });

  test("1/2 + 1/3 = 5/6, 1/2·2/3 = 1/3, (1/2)/(3/4) = 2/3", () => {
    const half = rational(1n, 2n);
    expect(show(addRational(half, rational(1n, 3n)))).toBe("5/6");
    expect(show(mulRational(half, rational(2n, 3n)))).toBe("1/3");
    expect(show(divRational(half, rational(3n, 4n)))).toBe("2/3");
  });

  test("a + b - b is a, a·b/b is a, for any two", () => {
    fc.assert(
      fc.property(bigRational, bigRational, (a, b) => {
        expect(show(addRational(addRational(a, b), negateRational(b)))).toBe(show(a));
        if (b.numerator !== 0n) expect(show(divRational(mulRational(a, b), b))).toBe(show(a));
      }),
      { seed: SEED },
    );
  });

  test("compareRational orders by value: -1/2 < 1/3 < 1/2", () => {
    const [low, middle, high] = [rational(-1n, 2n), rational(1n, 3n), rational(1n, 2n)];
    expect([
      compareRational(low, middle),
      compareRational(high, middle),
      compareRational(middle, middle),
    ]).toEqual([-1, 1, 0]);
  });
});

describe("powRational", () => {
  test("(2/3)^3 = 8/27, (2/3)^-3 = 27/8, (-2)^-3 = -1/8, x^0 = 1", () => {
    expect(show(powRational(rational(2n, 3n), 3n, 4096))).toBe("8/27");
    expect(show(powRational(rational(2n, 3n), -3n, 4096))).toBe("27/8");
    expect(show(powRational(rational(-2n), -3n, 4096))).toBe("-1/8");
    expect(show(powRational(rational(0n), 0n, 4096))).toBe("1/1");
  });

  test("0^-1 has no value", () => {
    expect(powRational(rational(0n), -1n, 4096)).toBeUndefined();
  });

  test("9^(9^9) is over 4,096 bits and is not worked out", () => {
    expect(powRational(rational(9n), 9n ** 9n, 4096)).toBeUndefined();
  });

  test("the powers of 0, 1 and -1 need no bound", () => {
    const huge = 10n ** 1000n;
    expect(show(powRational(rational(0n), huge, 4096))).toBe("0/1");
    expect(show(powRational(rational(1n), huge, 4096))).toBe("1/1");
    expect(show(powRational(rational(-1n), huge + 1n, 4096))).toBe("-1/1");
  });
});

describe("bits", () => {
  test.each([
    [0n, 0],
    [1n, 1],
    [-1n, 1],
    [255n, 8],
    [256n, 9],
    [2n ** 4096n - 1n, 4096],
  ])("bitLength(%s) is %i", (n, bits) => {
    expect(bitLength(n)).toBe(bits);
  });

  test("rationalBits counts the larger of numerator and denominator", () => {
    expect(rationalBits(rational(3n, 16n))).toBe(5);
    expect(rationalBits(rational(-17n, 2n))).toBe(5);
  });
});

describe("rationalToNumber", () => {
  test("every finite double comes back from its exact fraction", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => {
        let [n, d] = [x, 1n];
        while (!Number.isInteger(n)) {
          n *= 2;
          d *= 2n;
        }
        expect(rationalToNumber(rational(BigInt(n), d)) - x).toBe(0);
      }),
      { seed: SEED },
    );
  });

  test("a quotient of two integers below 2^53 rounds as IEEE division does", () => {
    const integer = fc.maxSafeInteger();
    fc.assert(
      fc.property(integer, integer, (n, d) => {
        fc.pre(d !== 0 && n !== 0);
        expect(rationalToNumber(rational(BigInt(n), BigInt(d)))).toBe(n / d);
      }),
      { seed: SEED },
    );
  });

  test("a tie goes to the even neighbour: 2^53 + 1 over 1 and over 2", () => {
    expect(rationalToNumber(rational(2n ** 54n + 2n, 4n))).toBe(2 ** 52);
    expect(rationalToNumber(rational(2n ** 54n + 6n, 4n))).toBe(2 ** 52 + 2);
  });

  test("half of the least subnormal is 0, more than half is the least subnormal", () => {
    expect(rationalToNumber(rational(1n, 2n ** 1075n))).toBe(0);
    expect(rationalToNumber(rational(2n ** 20n + 1n, 2n ** 1095n))).toBe(5e-324);
  });

  test("beyond the largest double it is infinite", () => {
    expect(rationalToNumber(rational(10n ** 400n, 3n))).toBe(Number.POSITIVE_INFINITY);
    expect(rationalToNumber(rational(-(10n ** 400n), 3n))).toBe(Number.NEGATIVE_INFINITY);
    expect(rationalToNumber(rational(10n ** 700n, 10n ** 399n + 1n))).toBe(1e301);
  });
});

describe("readDecimal", () => {
  const read = (text: string): string => {
    const decimal = readDecimal(text);
    if (decimal === undefined) return "none";
    return "value" in decimal ? show(decimal.value) : `${show(decimal.mantissa)}e${decimal.exponent}`;
  };

  test.each([
    ["0.1", "1/10"],
    ["1e-20", "1/100000000000000000000"],
    [".5", "1/2"],
    ["5.", "5/1"],
    ["-2.50e1", "-25/1"],
    ["+007", "7/1"],
    ["0.000", "0/1"],
    ["1e3", "1000/1"],
    ["0.375", "3/8"],
    ["12.5e-1", "5/4"],
  ])("readDecimal('%s') is exactly %s", (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  test.each(["", ".", "-", "e5", "1e", "1_000", "0x10", "1/2", " 1", "inf", "1.2.3"])(
    "'%s' is no decimal",
    (text) => {
      expect(read(text)).toBe("none");
    },
  );

  test("1e999999999 is a mantissa and an exponent: the number is never written out", () => {
    expect(read("1e999999999")).toBe("1/1e999999999");
    expect(read("-25e-99999")).toBe("-5/2e-99998");
  });

  test("0e999999999 is 0", () => {
    expect(read("0e999999999")).toBe("0/1");
  });
});
