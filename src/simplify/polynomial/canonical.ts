// One form for proofs: trigonometric functions as powers of cis(u) = cos(u) + i·sin(u), hyperbolic ones as powers of
// exp(u), logarithms of products as sums, max and min by absolute values. Results are not written in it. What is
// equal in this form is equal wherever both formulas have a value.

import { equal } from "../../expr/equal.ts";
import { type Apply, apply, type ConstValue, constant, constValue, type Expr } from "../../expr/node.ts";
import { nullary, type Primitive, type Unary, unary } from "../../expr/primitive.ts";
import { Sigmoid, Softplus } from "../../expr/primitives/activations.ts";
import { Pi } from "../../expr/primitives/constants.ts";
import { Expm1, Ln, Log, Log1p, Log2, Log10 } from "../../expr/primitives/exponential.ts";
import { Max, Min, Relu } from "../../expr/primitives/extremes.ts";
import { Hypot } from "../../expr/primitives/geometry.ts";
import { Cosh, Coth, Csch, Sech, Sinh, Tanh } from "../../expr/primitives/hyperbolic.ts";
import { Cbrt, Nthroot, Pow } from "../../expr/primitives/powers.ts";
import { Ceil, Floor, Sign } from "../../expr/primitives/rounding.ts";
import { Cos, Cot, Csc, Sec, Sin, Tan } from "../../expr/primitives/trigonometric.ts";
import { rational } from "../../expr/rational.ts";
import { negateValue, signOf, toRational } from "../exact.ts";
import { exactAngle } from "./angle.ts";
import { firstTerm, type Reader } from "./read.ts";
import { constantIn, type Generator, NOTHING, type Polynomial, type Ring, single } from "./ring.ts";
import { signOfPolynomial } from "./sign.ts";

const HALF: ConstValue = rational(1n, 2n);

// Rows of this file alone: no formula that is given or shown holds them.
const imaginary: Expr = nullary({
  name: "imaginary",
  about: "i",
  value: () => Number.NaN,
  partials: [],
  mathjson: "ImaginaryUnit",
  samples: [],
})();
const cis = unary({
  name: "cis",
  about: "cos(x) + i*sin(x)",
  value: () => Number.NaN,
  partials: [0],
  mathjson: "Cis",
  samples: [],
});

type Opening = (reader: Reader, ...args: Polynomial[]) => Polynomial | undefined;

const inverse = (reader: Reader, a: Polynomial): Polynomial => reader.power(a, -1);

/** What a row is, in other terms; rows that are not there are atoms. */
const openings = new Map<Primitive, Opening>([
  [Sin, (reader, u) => sine(reader, u)],
  [Cos, (reader, u) => cosine(reader, u)],
  [Tan, (reader, u) => reader.ring.multiply(sine(reader, u), inverse(reader, cosine(reader, u)))],
  [Cot, (reader, u) => reader.ring.multiply(cosine(reader, u), inverse(reader, sine(reader, u)))],
  [Sec, (reader, u) => inverse(reader, cosine(reader, u))],
  [Csc, (reader, u) => inverse(reader, sine(reader, u))],
  [Sinh, (reader, u) => halfSum(reader, u, -1)],
  [Cosh, (reader, u) => halfSum(reader, u, 1)],
  [Tanh, (reader, u) => reader.ring.multiply(halfSum(reader, u, -1), inverse(reader, halfSum(reader, u, 1)))],
  [Coth, (reader, u) => reader.ring.multiply(halfSum(reader, u, 1), inverse(reader, halfSum(reader, u, -1)))],
  [Sech, (reader, u) => inverse(reader, halfSum(reader, u, 1))],
  [Csch, (reader, u) => inverse(reader, halfSum(reader, u, -1))],
  [Expm1, (reader, u) => reader.ring.add(reader.exponential(undefined, u), reader.ring.constant(1), -1)],
  [Ln, (reader, u) => logarithm(reader, u)],
  [Log1p, (reader, u) => lnOf(reader, reader.ring.add(u, reader.ring.constant(1)))],
  [Log2, (reader, u) => toBase(reader, u, reader.ring.constant(2))],
  [Log10, (reader, u) => toBase(reader, u, reader.ring.constant(10))],
  [Log, (reader, u, base) => toBase(reader, u, base)],
  [
    Hypot,
    (reader, x, y) =>
      reader.power(reader.ring.add(reader.ring.multiply(x, x), reader.ring.multiply(y, y)), HALF),
  ],
  [Max, (reader, x, y) => extreme(reader, x, y, 1)],
  [Min, (reader, x, y) => extreme(reader, x, y, -1)],
  [Sign, (reader, u) => (signOfPolynomial(u) === "positive" ? reader.ring.constant(1) : undefined)],
  [Relu, (reader, x) => extreme(reader, x, NOTHING, 1)],
  [
    Sigmoid,
    (reader, x) =>
      inverse(
        reader,
        reader.ring.add(reader.ring.constant(1), reader.exponential(undefined, reader.ring.scaled(x, -1))),
      ),
  ],
  [
    Softplus,
    (reader, x) => lnOf(reader, reader.ring.add(reader.ring.constant(1), reader.exponential(undefined, x))),
  ],
  [Pow, (reader, u, v) => symbolicPower(reader, u, v)],
  [Cbrt, (reader, u) => oddRoot(reader, u, 3)],
  [Nthroot, (reader, u, n) => oddRoot(reader, u, constantIn(n))],
  [Floor, (reader, u) => stepped(reader, u, Floor)],
  [Ceil, (reader, u) => stepped(reader, u, Ceil)],
]);

/** The reading option `open` for the one form. */
export const canonically = (
  reader: Reader,
  op: Apply["op"],
  args: readonly Polynomial[],
): Polynomial | undefined => openings.get(op)?.(reader, ...args);

/** i, whose square is -1. */
const unitOf = (ring: Ring): Generator =>
  ring.generator(imaginary, () => ({ reduction: { at: 2, by: () => ring.constant(-1), fully: true } }));

/** cis(u): a product of powers of cis(m), m without a number in front; cis(pi/2) is i. */
function turned(reader: Reader, u: Polynomial): Polynomial {
  const { ring } = reader;
  const i = unitOf(ring);
  const factors: Polynomial[] = [];
  for (const [monomial, k] of u) {
    const angle = new Map([[monomial, 1 as ConstValue]]);
    const shown = reader.write(angle);
    const isPi = equal(shown, Pi);
    const exact = isPi ? exactAngle(reader, k) : undefined;
    if (exact !== undefined) {
      factors.push(ring.add(exact.cos, ring.multiply(ring.power(i), exact.sin)));
      continue;
    }
    const generator = ring.generator(cis(shown), () => ({
      reduction: isPi ? { at: 0.5, by: () => ring.power(i), fully: true } : undefined,
    }));
    factors.push(ring.power(generator, k));
  }
  return ring.product(factors);
}

function cosine(reader: Reader, u: Polynomial): Polynomial {
  const { ring } = reader;
  const both = ring.add(turned(reader, u), turned(reader, ring.scaled(u, -1)));
  return ring.scaled(both, HALF);
}

function sine(reader: Reader, u: Polynomial): Polynomial {
  const { ring } = reader;
  const i = unitOf(ring);
  const both = ring.add(turned(reader, u), turned(reader, ring.scaled(u, -1)), -1);
  return ring.multiply(ring.scaled(both, rational(-1n, 2n)), ring.power(i));
}

/** (exp(u) ± exp(-u))/2. */
function halfSum(reader: Reader, u: Polynomial, sign: 1 | -1): Polynomial {
  const { ring } = reader;
  const [rising, falling] = [u, ring.scaled(u, -1)].map((each) => reader.exponential(undefined, each));
  return ring.scaled(ring.add(rising, falling, sign), HALF);
}

/** max(x, y) as (x + y + |x - y|)/2. */
function extreme(reader: Reader, x: Polynomial, y: Polynomial, sign: 1 | -1): Polynomial {
  const { ring } = reader;
  const distance = reader.absolute(ring.add(x, y, -1));
  return ring.scaled(ring.add(ring.add(x, y), distance, sign), HALF);
}

const lnOf = (reader: Reader, u: Polynomial): Polynomial => logarithm(reader, u) ?? atomOfLn(reader, u);

const atomOfLn = (reader: Reader, u: Polynomial): Polynomial => reader.applied(Ln(reader.write(u)), [u]);

const toBase = (reader: Reader, u: Polynomial, base: Polynomial): Polynomial =>
  reader.ring.multiply(lnOf(reader, u), inverse(reader, lnOf(reader, base)));

/** ln of a product of what is positive, or is squared, as a sum; of a number by its primes. */
function logarithm(reader: Reader, u: Polynomial): Polynomial | undefined {
  const { ring } = reader;
  const number = constantIn(u);
  if (number !== undefined)
    return signOf(number) > 0 && number !== 1 ? lnOfNumber(reader, number) : undefined;
  const content = reader.content(u);
  if (u.size > 1) {
    // 2·exp(y)·(x + 1): what is known to be positive comes out.
    if (content === undefined) return undefined;
    const [{ powers }, k] = single(content);
    const positive = powers.filter(({ generator }) => generator.sign === "positive");
    const magnitude = signOf(k) < 0 ? negateValue(k) : k;
    if (positive.length === 0 && magnitude === 1) return undefined;
    const outside = new Map([[ring.monomial(positive), magnitude]]);
    const rest = ring.multiply(u, reader.power(outside, -1));
    return ring.add(lnOf(reader, outside), atomOfLn(reader, rest));
  }
  const [{ powers }, k] = single(u);
  if (signOf(k) < 0 || powers.length === 0) return undefined;
  const isSplit = powers.every(
    ({ generator, exponent }) =>
      generator.sign === "positive" || (typeof exponent === "number" && exponent % 2 === 0),
  );
  if (!isSplit) return undefined;
  const terms = powers.map(({ generator, exponent }) => {
    const base = ring.power(generator);
    return ring.scaled(
      reader.logarithm(base) ??
        atomOfLn(reader, generator.sign === "positive" ? base : reader.absolute(base)),
      exponent,
    );
  });
  if (k !== 1) terms.push(lnOfNumber(reader, k));
  return terms.reduce((total, term) => ring.add(total, term), NOTHING);
}

function lnOfNumber(reader: Reader, value: ConstValue): Polynomial {
  const { ring } = reader;
  const { numerator, denominator } = toRational(value);
  const terms = reader
    .primes(numerator, denominator)
    .map(([prime, times]) => ring.scaled(reader.atom(apply(Ln, [constant(prime)])), times));
  return terms.reduce((total, term) => ring.add(total, term), NOTHING);
}

/** u^(a + 2·b) as u^a·(u^b)^2: where u is negative a power has a value for integers alone, and there that holds too. */
function symbolicPower(reader: Reader, u: Polynomial, v: Polynomial): Polynomial | undefined {
  const { ring } = reader;
  const number = constantIn(u);
  if (number === 0) return undefined;
  if (number !== undefined && signOf(number) > 0) {
    const { numerator, denominator } = toRational(number);
    const primes = reader.primes(numerator, denominator);
    return ring.product(
      primes.map(([prime, times]) => reader.exponential(constant(prime), ring.scaled(v, times))),
    );
  }
  const exponential = reader.exponentialPower(u, v);
  if (exponential !== undefined) return exponential;
  const base = reader.write(u);
  const factors: Polynomial[] = [];
  const isPositive = signOfPolynomial(u) === "positive";
  for (const [monomial, k] of v) {
    if (monomial === ring.unit) factors.push(reader.power(u, k));
    else {
      const above = reader.write(new Map([[monomial, 1 as ConstValue]]));
      const generator = ring.generator(apply(Pow, [base, above]), () => ({
        sign: isPositive ? "positive" : undefined,
      }));
      factors.push(ring.power(generator, k));
    }
  }
  return ring.product(factors);
}

/**
 * cbrt(u) as u^(1/3), which a power of a negative u is not: but where both formulas have a value the two are one, and
 * powers of an odd root multiply as others do.
 */
function oddRoot(reader: Reader, u: Polynomial, n: ConstValue | undefined): Polynomial | undefined {
  if (typeof n !== "number" || !Number.isInteger(n) || n < 2) return undefined;
  const root: ConstValue = rational(1n, BigInt(n));
  if (n % 2 === 0 || signOf(firstTerm(u)) >= 0) return reader.power(u, root);
  return reader.ring.scaled(reader.power(reader.ring.scaled(u, -1), root), -1);
}

/** floor(u + 2) as floor(u) + 2. */
function stepped(reader: Reader, u: Polynomial, op: Unary): Polynomial | undefined {
  const { ring } = reader;
  const number = u.get(ring.unit);
  if (number === undefined || u.size === 1) return undefined;
  const { numerator, denominator } = toRational(number);
  const whole = numerator / denominator;
  if (whole === 0n) return undefined;
  const integer = ring.constant(constValue(rational(whole)));
  const rest = ring.add(u, integer, -1);
  return ring.add(reader.applied(op(reader.write(rest)), [rest]), integer);
}
