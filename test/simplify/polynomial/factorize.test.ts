// Integer polynomials: greatest common divisors and factors, of products made of known ones.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { factorize } from "../../../src/simplify/polynomial/factorize.ts";
import {
  constantPolynomial,
  divided,
  Effort,
  fromTerms,
  GaveUp,
  gcd,
  type IntegerPolynomial,
  isConstant,
  isZero,
  multiply,
  primitive,
  subtract,
  termsOf,
} from "../../../src/simplify/polynomial/integer.ts";
import { type Dense, irreducible, quotientOf } from "../../../src/simplify/polynomial/univariate.ts";
import { SEED } from "../../randomExpr.ts";

const effort = (): Effort => new Effort(1e7);
const times = (a: IntegerPolynomial, b: IntegerPolynomial): IntegerPolynomial => multiply(a, b, effort());
const same = (a: IntegerPolynomial, b: IntegerPolynomial): boolean => isZero(subtract(a, b));

const polynomial = (variables: number, degree: number): fc.Arbitrary<IntegerPolynomial> =>
  fc
    .array(
      fc.record({
        exponents: fc.array(fc.nat(degree), { minLength: variables, maxLength: variables }),
        coefficient: fc.integer({ min: -9, max: 9 }).map(BigInt),
      }),
      { minLength: 1, maxLength: 5 },
    )
    .map((terms) => fromTerms(variables, terms));

describe("gcd", () => {
  test("of c·a and c·b is divided by c, and divides both", () => {
    fc.assert(
      fc.property(polynomial(2, 3), polynomial(2, 3), polynomial(2, 2), (a, b, c) => {
        fc.pre(!isZero(a) && !isZero(b) && !isZero(c));
        const [left, right] = [times(a, c), times(b, c)];
        const common = gcd(left, right, effort());
        expect(divided(left, common, effort())).toBeDefined();
        expect(divided(right, common, effort())).toBeDefined();
        expect(divided(common, primitive(c), effort())).toBeDefined();
      }),
      { seed: SEED, numRuns: 60 },
    );
  });

  test("of polynomials without a common variable is a number", () => {
    const a = fromTerms(2, [
      { exponents: [2, 0], coefficient: 6n },
      { exponents: [0, 0], coefficient: 4n },
    ]);
    const b = fromTerms(2, [
      { exponents: [0, 1], coefficient: 8n },
      { exponents: [0, 0], coefficient: 2n },
    ]);
    expect(same(gcd(a, b, effort()), constantPolynomial(2, 2n))).toBe(true);
  });

  test("is given up where it takes more than its effort", () => {
    const dense = fromTerms(
      2,
      Array.from({ length: 60 }, (_, i) => ({ exponents: [i % 8, i >> 3], coefficient: BigInt(i + 1) })),
    );
    expect(() => gcd(times(dense, dense), times(dense, dense), new Effort(10))).toThrow(GaveUp);
  });
});

describe("factorize", () => {
  test.each([1, 2, 3])("of a product in %i variables is that product again", (variables) => {
    fc.assert(
      fc.property(polynomial(variables, 2), polynomial(variables, 2), (a, b) => {
        fc.pre(!isZero(a) && !isZero(b));
        const product = times(a, b);
        const { content, factors } = factorize(product);
        let again = constantPolynomial(variables, content);
        for (const { factor, times: n } of factors) for (let i = 0; i < n; i++) again = times(again, factor);
        expect(same(again, product)).toBe(true);
        // Where both hold variables, so do at least two factors; of three variables that is not promised.
        if (variables < 3 && !isConstant(a) && !isConstant(b)) {
          const count = factors.reduce((total, { times: n }) => total + n, 0);
          expect(
            count,
            termsOf(product)
              .map(({ exponents, coefficient }) => `${coefficient}x^${exponents}`)
              .join(" "),
          ).toBeGreaterThanOrEqual(2);
        }
      }),
      { seed: SEED, numRuns: 30 },
    );
  });
});

describe("irreducible", () => {
  const of = (coefficients: readonly number[]): Dense => coefficients.map(BigInt);
  test("finds the factors of products of irreducible ones", () => {
    // x^2 + 1, x^2 + x + 1, 3x + 2, x^3 - 2, x^4 + x + 1 (irreducible: modulo 2 or by Eisenstein)
    const known = [of([1, 0, 1]), of([1, 1, 1]), of([2, 3]), of([-2, 0, 0, 1]), of([1, 1, 0, 0, 1])];
    let product: Dense = [1n];
    for (const each of known) {
      const next = new Array<bigint>(product.length + each.length - 1).fill(0n);
      for (const [i, c] of product.entries()) for (const [j, d] of each.entries()) next[i + j] += c * d;
      product = next;
    }
    const found = irreducible(product, effort());
    const text = (a: Dense): string => a.join();
    expect(found.map(text).sort()).toEqual(known.map(text).sort());
  });

  test("x^105 - 1 has the eight cyclotomic factors, one with a coefficient -2", () => {
    const f = [-1n, ...new Array<bigint>(104).fill(0n), 1n];
    const found = irreducible(f, effort());
    expect(found.length).toBe(8);
    expect(found.some((factor) => factor.includes(-2n))).toBe(true);
    expect(found.reduce((degree, factor) => degree + factor.length - 1, 0)).toBe(105);
  });

  test("quotientOf is undefined where the division leaves a rest", () => {
    expect(quotientOf(of([1, 2, 1]), of([1, 1]))).toEqual(of([1, 1]));
    expect(quotientOf(of([2, 2, 1]), of([1, 1]))).toBeUndefined();
    expect(quotientOf(of([1]), of([1, 1]))).toBeUndefined();
  });
});
