// Between the ring of a formula and polynomials with integer coefficients in a few variables, on which division,
// greatest common divisors and factors are worked out. A generator with fractional exponents is a power of its image.
import { toNumber } from "../../expr/evaluate.ts";
import { type ConstValue, constValue } from "../../expr/node.ts";
import { rational } from "../../expr/rational.ts";
import { signOf, toRational } from "../exact.ts";
import { fromTerms, gcdOf, type IntegerPolynomial, type Term } from "./integer.ts";
import type { Generator, Monomial, Polynomial, Ring } from "./ring.ts";

export interface Images {
  /** Each polynomial times a positive number. */
  readonly images: readonly IntegerPolynomial[];
  /** What the first, second, ... is of its image: polynomial = scale · image. */
  readonly scales: readonly ConstValue[];
  readonly back: (image: IntegerPolynomial) => Polynomial;
}

/** More generators than this are too many to look for factors in. */
const GENERATORS = 24;
/** And higher degrees than this. */
const DEGREE = 4096;

/** The images of polynomials in common variables; undefined where they have too many, or negative exponents. */
export function imagesOf(ring: Ring, polynomials: readonly Polynomial[]): Images | undefined {
  const denominators = new Map<Generator, bigint>();
  for (const polynomial of polynomials) {
    for (const { powers } of polynomial.keys()) {
      for (const { generator, exponent } of powers) {
        if (signOf(exponent) < 0) return undefined;
        const before = denominators.get(generator) ?? 1n;
        const own = typeof exponent === "number" ? 1n : exponent.denominator;
        denominators.set(generator, (before / gcdOf(before, own)) * own);
      }
      if (denominators.size > GENERATORS) return undefined;
    }
  }
  const generators = [...denominators.keys()].sort((a, b) => a.index - b.index);
  const at = new Map(generators.map((generator, i) => [generator, i]));
  const images: IntegerPolynomial[] = [];
  const scales: ConstValue[] = [];
  for (const polynomial of polynomials) {
    const terms: Term[] = [];
    let common = 1n;
    for (const coefficient of polynomial.values()) {
      const { denominator } = toRational(coefficient);
      common = (common / gcdOf(common, denominator)) * denominator;
    }
    for (const [{ powers }, coefficient] of polynomial) {
      const exponents = new Array<number>(generators.length).fill(0);
      for (const { generator, exponent } of powers) {
        const scaled = toNumber(exponent) * Number(denominators.get(generator) ?? 1n);
        if (scaled > DEGREE) return undefined;
        exponents[at.get(generator) ?? 0] = Math.round(scaled);
      }
      const { numerator, denominator } = toRational(coefficient);
      terms.push({ exponents, coefficient: numerator * (common / denominator) });
    }
    images.push(fromTerms(generators.length, terms));
    scales.push(constValue(rational(1n, common)));
  }
  const back = (image: IntegerPolynomial): Polynomial => {
    const result = new Map<Monomial, ConstValue>();
    for (const { exponents, coefficient } of image.terms.values()) {
      const powers = generators.flatMap((generator, i) =>
        exponents[i] === 0
          ? []
          : [
              {
                generator,
                exponent: constValue(rational(BigInt(exponents[i]), denominators.get(generator))),
              },
            ],
      );
      result.set(ring.monomial(powers), constValue(rational(coefficient)));
    }
    return result;
  };
  return { images, scales, back };
}
