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
import { Acosh, Asinh, Atanh, Cosh, Coth, Csch, Sech, Sinh, Tanh } from "../../expr/primitives/hyperbolic.ts";
import { Cbrt, Nthroot, Pow } from "../../expr/primitives/powers.ts";
import { Ceil, Floor, Frac, Mod, Sign } from "../../expr/primitives/rounding.ts";
import { Factorial, Gamma } from "../../expr/primitives/special.ts";
import { Acos, Asin, Atan, Cos, Cot, Csc, Sec, Sin, Tan } from "../../expr/primitives/trigonometric.ts";
import { rational } from "../../expr/rational.ts";
import { negateValue, signOf, toRational } from "../exact.ts";
import { exactAngle, fifthAngle } from "./angle.ts";
import { factoredOf, quotientOf } from "./quotient.ts";
import { firstTerm, type Reader } from "./read.ts";
import { constantIn, type Generator, NOTHING, type Polynomial, product, type Ring, single } from "./ring.ts";
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
  [Asinh, (reader, u) => lnOf(reader, reader.ring.add(u, rootOfSquare(reader, u, 1, 1)))],
  [Acosh, (reader, u) => lnOf(reader, reader.ring.add(u, rootOfSquare(reader, u, 1, -1)))],
  [Atanh, (reader, u) => reader.ring.scaled(lnOfSides(reader, u), HALF)],
  [Acos, (reader, u) => reader.ring.add(quarterTurn(reader), reader.applied(Asin(reader.write(u)), [u]), -1)],
  [Gamma, (reader, u) => gamma(reader, u)],
  [Factorial, (reader, u) => gamma(reader, reader.ring.add(u, reader.ring.constant(1)))],
  [Mod, (reader, u, v) => remainder(reader, u, v)],
  [Frac, (reader, u) => reader.ring.add(u, floorOf(reader, u), -1)],
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
    const inverted = cisOfInverse(reader, shown, k);
    if (inverted !== undefined) {
      factors.push(inverted);
      continue;
    }
    const exact = isPi ? (exactAngle(reader, k) ?? fifthAngle(reader, k)) : undefined;
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

/** The highest multiple of an inverse function whose cosine and sine are opened. */
const MULTIPLE = 16;

/** cis(k·asin(v)) by sqrt(1 - v^2) + i·v, cis(k·atan(v)) by (1 + i·v)/sqrt(1 + v^2), for whole k. */
function cisOfInverse(reader: Reader, angle: Expr, k: ConstValue): Polynomial | undefined {
  if (angle.kind !== "apply" || (angle.op !== Asin && angle.op !== Atan)) return undefined;
  if (typeof k !== "number" || !Number.isInteger(k) || Math.abs(k) > MULTIPLE) return undefined;
  const { ring } = reader;
  const v = reader.read(angle.args[0]);
  const [cos, sin] = angle.op === Asin ? [rootOfSquare(reader, v, -1, 1), v] : [ring.constant(1), v];
  const turned = ring.add(cos, ring.multiply(ring.power(unitOf(ring)), sin), k < 0 ? -1 : 1);
  const whole = ring.raise(turned, Math.abs(k));
  if (angle.op === Asin) return whole;
  return ring.multiply(
    whole,
    reader.power(
      ring.add(ring.constant(1), ring.multiply(v, v)),
      constValue(rational(BigInt(-Math.abs(k)), 2n)),
    ),
  );
}

/** sqrt(k·u^2 + c). */
const rootOfSquare = (reader: Reader, u: Polynomial, k: 1 | -1, c: 1 | -1): Polynomial =>
  reader.power(reader.ring.add(reader.ring.constant(c), reader.ring.multiply(u, u), k), HALF);

/** pi/2. */
const quarterTurn = (reader: Reader): Polynomial => reader.ring.scaled(reader.atom(Pi), HALF);

/** ln(1 + u) - ln(1 - u). */
function lnOfSides(reader: Reader, u: Polynomial): Polynomial {
  const { ring } = reader;
  const [above, below] = [u, ring.scaled(u, -1)].map((each) =>
    lnOf(reader, ring.add(ring.constant(1), each)),
  );
  return ring.add(above, below, -1);
}

/** gamma(u + 2) as (u + 1)·u·gamma(u): the number in u is brought between 0 and 1. */
function gamma(reader: Reader, u: Polynomial): Polynomial | undefined {
  const { ring } = reader;
  const number = u.get(ring.unit) ?? 0;
  const { numerator, denominator } = toRational(number);
  const remainder = numerator % denominator;
  const whole = (numerator - (remainder < 0n ? remainder + denominator : remainder)) / denominator;
  if (u.size === 0 || constantIn(u) !== undefined || whole > GAMMA_STEPS || whole < -GAMMA_STEPS)
    return undefined;
  const base = ring.add(u, ring.constant(constValue(rational(whole))), -1);
  const shift = (k: bigint): Polynomial => ring.add(base, ring.constant(constValue(rational(k))));
  const factors = [reader.applied(Gamma(reader.write(base)), [base])];
  for (let k = 0n; k < whole; k++) factors.push(shift(k));
  for (let k = -1n; k >= whole; k--) factors.push(inverse(reader, shift(k)));
  return ring.product(factors);
}

/** gamma(u + k) is opened for k up to this. */
const GAMMA_STEPS = 32n;

/** mod(u, v) as u - v·floor(u/v). */
function remainder(reader: Reader, u: Polynomial, v: Polynomial): Polynomial | undefined {
  const { ring } = reader;
  if (v.size === 0) return undefined;
  return ring.add(u, ring.multiply(v, floorOf(reader, ring.multiply(u, inverse(reader, v)))), -1);
}

function floorOf(reader: Reader, u: Polynomial): Polynomial {
  const number = constantIn(u);
  if (number === undefined) return stepped(reader, u, Floor) ?? reader.applied(Floor(reader.write(u)), [u]);
  const { numerator, denominator } = toRational(number);
  const whole = numerator / denominator;
  const isBelow = whole * denominator > numerator; // division of bigints goes towards 0
  return reader.ring.constant(constValue(rational(isBelow ? whole - 1n : whole)));
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

/** What the argument of a logarithm is taken apart with, in products of terms. */
const STEPS = 20_000;

/**
 * ln of a quotient by its factors: ln(x*y/z) is ln|x| + ln|y| - ln|z| wherever it has a value, since there the quotient
 * is positive. Of a number by its primes.
 */
function logarithm(reader: Reader, u: Polynomial): Polynomial | undefined {
  const { ring } = reader;
  const number = constantIn(u);
  if (number !== undefined)
    return signOf(number) > 0 && number !== 1 ? lnOfNumber(reader, number) : undefined;
  const { numerator, denominator } = quotientOf(reader, u);
  const terms: Polynomial[] = [];
  const add = (of: Polynomial, times: ConstValue): void => {
    const { coefficient, parts } = factoredOf(reader, of, STEPS);
    const k = signOf(coefficient) < 0 ? negateValue(coefficient) : coefficient;
    if (k !== 1) terms.push(ring.scaled(lnOfNumber(reader, k), times));
    for (const { of: part, exponent } of parts)
      terms.push(ring.scaled(lnOfFactor(reader, part), product(times, exponent)));
  };
  add(numerator, 1);
  for (const { of, exponent } of denominator) add(of, negateValue(exponent));
  return terms.reduce((total, term) => ring.add(total, term), NOTHING);
}

/** ln of the absolute value of a factor. */
function lnOfFactor(reader: Reader, of: Polynomial): Polynomial {
  const { ring } = reader;
  if (of.size > 1) return atomOfLn(reader, reader.absolute(of));
  const terms = single(of)[0].powers.map(({ generator, exponent }) => {
    const base = ring.power(generator);
    const isPositive = generator.sign === "positive";
    return ring.scaled(
      reader.logarithm(base) ?? atomOfLn(reader, isPositive ? base : reader.absolute(base)),
      exponent,
    );
  });
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
