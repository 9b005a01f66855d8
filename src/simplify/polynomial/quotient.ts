// A polynomial with powers below the bar as one quotient: everything over one denominator, and what numerator and
// denominator have in common cancelled.
import { toNumber } from "../../expr/evaluate.ts";
import { type ConstValue, constValue } from "../../expr/node.ts";
import { grouped } from "../../expr/print/grouped.ts";
import { rational } from "../../expr/rational.ts";
import { isInteger, negateValue, powValue, signOf } from "../exact.ts";
import { type Factor, factorize } from "./factorize.ts";
import { imagesOf } from "./image.ts";
import { contentOf, divided, Effort, GaveUp, gcd, isConstant, primitive } from "./integer.ts";
import { keyOf, type Reader } from "./read.ts";
import {
  type Generator,
  type GeneratorPower,
  type Monomial,
  Overrun,
  type Polynomial,
  product,
  single,
  sum,
} from "./ring.ts";

/** of^exponent. */
export interface Part {
  readonly of: Polynomial;
  readonly exponent: ConstValue;
}

/** numerator / (denominator[0] · denominator[1] · ...), without common factors; exponents are positive. */
export interface Quotient {
  readonly numerator: Polynomial;
  readonly denominator: readonly Part[];
}

/** What a greatest common divisor may take, in products of terms. */
const STEPS = 300_000;

export function quotientOf(reader: Reader, a: Polynomial): Quotient {
  const { ring } = reader;
  const below = new Map<Generator, ConstValue>();
  for (const { powers } of a.keys()) {
    for (const { generator, exponent } of powers) {
      // Powers of e and roots of numbers stand where they are.
      if (signOf(exponent) >= 0 || generator.exponential !== undefined || generator.base.kind === "const")
        continue;
      const up = negateValue(exponent);
      const before = below.get(generator);
      if (before === undefined || toNumber(up) > toNumber(before)) below.set(generator, up);
    }
  }
  if (below.size === 0) return { numerator: a, denominator: [] };
  const common = ring.monomial(
    [...below]
      .sort(([p], [q]) => p.index - q.index)
      .map(([generator, exponent]) => ({ generator, exponent })),
  );
  const raised = new Map<Monomial, ConstValue>();
  // Each term takes what all the others have below the bar.
  if (a.size * below.size > ring.limit) throw new Overrun(`${grouped(a.size * below.size)} powers`);
  ring.spend(a.size * below.size);
  for (const [monomial, coefficient] of a) raised.set(ring.merged([monomial, common]), coefficient);
  // Powers of e below the bar of every term wait until the sums are divided by.
  const [waiting, opened] = withoutNegative(reader, ring.reduced(raised));
  let numerator = opened;
  const parts: Part[] = [];
  for (const [generator, exponent] of below) {
    if (isSingle(generator)) continue;
    const reduced = cancelled(reader, numerator, generator, exponent);
    numerator = reduced.numerator;
    parts.push(...reduced.parts);
  }
  // Last what is no sum: dividing by sums may leave 2*x above x.
  for (const generator of [...below.keys()].filter(isSingle)) {
    const common = lesser(commonPower(numerator, generator), below.get(generator) ?? 0);
    if (signOf(common) > 0) numerator = ring.multiply(numerator, ring.power(generator, negateValue(common)));
    const exponent = sum(below.get(generator) ?? 0, negateValue(common));
    if (exponent !== 0) parts.push({ of: ring.power(generator), exponent });
  }
  return { numerator: ring.multiply(numerator, waiting), denominator: mergedParts(parts) };
}

/** A polynomial as a monomial of negative powers times one without. */
function withoutNegative(reader: Reader, a: Polynomial): [Polynomial, Polynomial] {
  const { ring } = reader;
  const content = a.size === 0 ? undefined : reader.content(a);
  const negative = content === undefined ? [] : single(content)[0].powers.filter(isBelow);
  if (negative.length === 0) return [ring.constant(1), a];
  const monomial = ring.monomial(negative);
  return [new Map([[monomial, 1]]), ring.multiply(a, new Map([[ring.raised(monomial, -1), 1]]))];
}

const isBelow = ({ exponent }: GeneratorPower): boolean => signOf(exponent) < 0;

/** Whether a generator below the bar is no sum: nothing but a power of itself divides it. */
const isSingle = ({ sum: inside }: Generator): boolean => inside === undefined || inside.size === 1;

const lesser = (a: ConstValue, b: ConstValue): ConstValue => (toNumber(a) < toNumber(b) ? a : b);

/** The power of a generator that divides every term; 0 for one that is in some terms alone. */
function commonPower(a: Polynomial, generator: Generator): ConstValue {
  let least: ConstValue | undefined;
  for (const { powers } of a.keys()) {
    const exponent = powers.find((power) => power.generator === generator)?.exponent ?? 0;
    least = least === undefined ? exponent : lesser(least, exponent);
    if (signOf(least) <= 0) return 0;
  }
  return least ?? 0;
}

const mergedParts = (parts: readonly Part[]): Part[] => {
  const byKey = new Map<string, Part>();
  for (const part of parts) {
    const key = keyOf(part.of);
    const before = byKey.get(key);
    byKey.set(
      key,
      before === undefined ? part : { of: part.of, exponent: sum(before.exponent, part.exponent) },
    );
  }
  return [...byKey.values()];
};

/** numerator / generator^exponent without common factors. */
function cancelled(
  reader: Reader,
  given: Polynomial,
  generator: Generator,
  exponent: ConstValue,
): { numerator: Polynomial; parts: readonly Part[] } {
  const { ring } = reader;
  if (given.size === 0) return { numerator: given, parts: [] };
  const { sum: inside } = generator;
  if (inside === undefined) throw new Error("invariant: sums alone are divided by");
  let numerator = given;
  let left = exponent;
  let of = inside;
  const parts: Part[] = [];
  try {
    const effort = new Effort(STEPS);
    while (signOf(left) > 0) {
      const images = imagesOf(ring, [numerator, of]);
      if (images === undefined) break;
      const [above, below] = images.images;
      const common = gcd(primitive(above), primitive(below), effort);
      if (isConstant(common)) break;
      const rest = divided(above, common, effort);
      const outside = divided(below, common, effort);
      if (rest === undefined || outside === undefined) break;
      if (!isInteger(left)) {
        // Below a root only the whole sum can be divided out.
        if (!isConstant(outside)) break;
        numerator = ring.scaled(images.back(rest), images.scales[0]);
        const k = product(constValue(rational(contentOf(outside))), images.scales[1]);
        numerator = ring.scaled(numerator, powValue(k, -1) ?? 1);
        left = sum(left, -1);
        continue;
      }
      // of^n = common^n · outside^n: one of the common factors goes, the others stay.
      numerator = ring.scaled(images.back(rest), images.scales[0]);
      const n = toNumber(left);
      if (isConstant(outside)) {
        const k = product(constValue(rational(contentOf(outside))), images.scales[1]);
        numerator = ring.scaled(numerator, powValue(k, -1) ?? 1);
        left = sum(left, -1);
        continue;
      }
      parts.push({ of: ring.scaled(images.back(outside), images.scales[1]), exponent: n });
      of = images.back(common);
      left = n - 1;
    }
  } catch (error) {
    if (!(error instanceof GaveUp)) throw error;
  }
  if (signOf(left) > 0) parts.push({ of, exponent: left });
  else if (signOf(left) < 0) numerator = ring.multiply(numerator, reader.power(of, negateValue(left)));
  return { numerator, parts };
}

/** A polynomial without negative exponents as a number times powers of irreducible polynomials, as far as is found. */
export interface FactoredPolynomial {
  readonly coefficient: ConstValue;
  readonly parts: readonly (Part & { readonly exponent: number })[];
}

export function factoredOf(reader: Reader, a: Polynomial, steps?: number): FactoredPolynomial {
  const { ring } = reader;
  if (a.size === 0) return { coefficient: 0, parts: [] };
  const images = imagesOf(ring, [a]);
  if (images === undefined) {
    const content = reader.content(a);
    if (content === undefined) return { coefficient: 1, parts: [{ of: a, exponent: 1 }] };
    const [monomial, k] = single(content);
    const inverse = new Map([[ring.raised(monomial, -1), powValue(k, -1) ?? 1]]);
    const rest = ring.multiply(a, inverse);
    const powers = monomial.powers.map(({ generator, exponent }) => ({
      of: ring.power(generator, exponent),
      exponent: 1,
    }));
    // Below the bar in every term, exp(-x): what stands beside it has factors all the same.
    const isOpen = monomial.powers.some(isBelow);
    const inner: FactoredPolynomial = isOpen
      ? factoredOf(reader, rest, steps)
      : { coefficient: 1, parts: [{ of: rest, exponent: 1 }] };
    return { coefficient: product(k, inner.coefficient), parts: [...powers, ...inner.parts] };
  }
  const { content, factors } = factorize(images.images[0], steps);
  let coefficient = product(constValue(rational(content)), images.scales[0]);
  const parts = factors.map(({ factor, times }: Factor) => {
    const of = images.back(factor);
    return { of, exponent: times };
  });
  const signed = parts.map(({ of, exponent }) => {
    // A factor is written with a plus in front.
    const content = of.size > 1 ? reader.content(of) : undefined;
    if (content === undefined || signOf(single(content)[1]) > 0) return { of, exponent };
    if (exponent % 2 === 1) coefficient = negateValue(coefficient);
    return { of: ring.scaled(of, -1), exponent };
  });
  return { coefficient, parts: signed };
}

/** The product of powers, opened. */
export const openedProduct = (reader: Reader, parts: readonly Part[]): Polynomial =>
  reader.ring.product(parts.map(({ of, exponent }) => reader.power(of, exponent)));
