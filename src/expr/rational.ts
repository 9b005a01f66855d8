// Exact numbers: the one door to fraction.js. A rational is two bigints in lowest terms with a
// positive denominator. fraction.js is only ever given bigints: its readers of decimals and its
// conversion to a double are not exact (1e-20 becomes 0), so both are done here.
import { Fraction } from "fraction.js";

/** numerator / denominator, in lowest terms, denominator > 0. */
export interface Rational {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

const fromFraction = (f: Fraction): Rational => ({ numerator: f.s * f.n, denominator: f.d });

const toFraction = (r: Rational): Fraction => new Fraction(r.numerator, r.denominator);

/** numerator / denominator in lowest terms; the denominator must not be 0. */
export function rational(numerator: bigint, denominator = 1n): Rational {
  if (denominator === 1n) return { numerator, denominator };
  return fromFraction(new Fraction(numerator, denominator));
}

// Most fractions are small, and with both parts within ±2^26 sums and products of them are exact in
// doubles: those are worked out here, at a tenth of the cost.
const SMALL = 67_108_864;
const BIG_SMALL = BigInt(SMALL);

/** Whether sums and products of two such fractions are exact in doubles. */
export const isSmall = (r: Rational): boolean =>
  r.numerator < BIG_SMALL && r.numerator > -BIG_SMALL && r.denominator < BIG_SMALL;

/** The same of an integer. */
export const isSmallInteger = (n: number): boolean => n < SMALL && n > -SMALL;

/** The fractions that exponents of roots are made of are there once: numerators up to ±12, denominators up to 6. */
const COMMON = { numerator: 12, denominator: 6 };
const common: readonly (readonly Rational[])[] = Array.from(
  { length: COMMON.denominator + 1 },
  (_, denominator) =>
    Array.from({ length: 2 * COMMON.numerator + 1 }, (__, i) =>
      Object.freeze({ numerator: BigInt(i - COMMON.numerator), denominator: BigInt(denominator) }),
    ),
);

/** A fraction that is in lowest terms. */
const reduced = (numerator: number, denominator: number): Rational =>
  denominator <= COMMON.denominator && numerator <= COMMON.numerator && numerator >= -COMMON.numerator
    ? common[denominator][numerator + COMMON.numerator]
    : { numerator: BigInt(numerator), denominator: BigInt(denominator) };

/** numerator / denominator in lowest terms, from doubles that hold them exactly; the denominator is positive. */
export function fraction(numerator: number, denominator: number): number | Rational {
  const divisor = gcdOf(Math.abs(numerator), denominator);
  if (divisor === denominator) return numerator === 0 ? 0 : numerator / divisor;
  return reduced(numerator / divisor, denominator / divisor);
}

function gcdOf(a: number, b: number): number {
  let x = a;
  let y = b;
  while (y !== 0) {
    const rest = x % y;
    x = y;
    y = rest;
  }
  return x;
}

export function addRational(a: Rational, b: Rational): Rational {
  if (a.denominator === 1n && b.denominator === 1n) return rational(a.numerator + b.numerator);
  return fromFraction(toFraction(a).add(toFraction(b)));
}

export function mulRational(a: Rational, b: Rational): Rational {
  if (a.denominator === 1n && b.denominator === 1n) return rational(a.numerator * b.numerator);
  return fromFraction(toFraction(a).mul(toFraction(b)));
}

/** a / b; b must not be 0. */
export const divRational = (a: Rational, b: Rational): Rational => mulRational(a, reciprocal(b));

const reciprocal = ({ numerator, denominator }: Rational): Rational =>
  numerator < 0n
    ? { numerator: -denominator, denominator: -numerator }
    : { numerator: denominator, denominator: numerator };

export const negateRational = (a: Rational): Rational =>
  isSmall(a)
    ? reduced(-Number(a.numerator), Number(a.denominator))
    : { numerator: -a.numerator, denominator: a.denominator };

/** -1, 0 or 1 as a < b, a = b or a > b. */
export function compareRational(a: Rational, b: Rational): -1 | 0 | 1 {
  const left = a.numerator * b.denominator;
  const right = b.numerator * a.denominator;
  return left < right ? -1 : left > right ? 1 : 0;
}

export const bitLength = (n: bigint): number => {
  const hex = (n < 0n ? -n : n).toString(16);
  return (hex.length - 1) * 4 + (32 - Math.clz32(Number.parseInt(hex.charAt(0), 16)));
};

/** The bits of the larger of numerator and denominator: what the 4,096-bit limit counts. */
export const rationalBits = (r: Rational): number =>
  Math.max(bitLength(r.numerator), bitLength(r.denominator));

/** Whether neither part has more than `bits` bits; small fractions are known to be within without counting. */
export const isWithin = (r: Rational, bits: number): boolean =>
  (isSmall(r) && bits >= 26) || rationalBits(r) <= bits;

/** base^exponent for an integer exponent, or undefined where it is not finite or would exceed `maxBits`. */
export function powRational(base: Rational, exponent: bigint, maxBits: number): Rational | undefined {
  const magnitude = exponent < 0n ? -exponent : exponent;
  if (exponent < 0n && base.numerator === 0n) return undefined;
  const bits = rationalBits(base);
  if (bits > 1 && magnitude * BigInt(bits - 1) > BigInt(maxBits)) return undefined;
  const n = bits > 1 ? magnitude : magnitude % 2n; // the powers of 0, 1 and -1 need no bound
  if (base.numerator === 0n) return rational(magnitude === 0n ? 1n : 0n);
  const numerator = base.numerator ** n;
  const denominator = base.denominator ** n;
  if (exponent >= 0n) return { numerator, denominator };
  return numerator < 0n
    ? { numerator: -denominator, denominator: -numerator }
    : { numerator: denominator, denominator: numerator };
}

/** The double nearest to r, ties to even: correctly rounded, subnormals and overflow included. */
export function rationalToNumber(r: Rational): number {
  if (r.denominator === 1n) return Number(r.numerator); // ECMAScript rounds a bigint correctly
  if (isSmall(r)) return Number(r.numerator) / Number(r.denominator); // both exact, so rounded once
  const negative = r.numerator < 0n;
  const n = negative ? -r.numerator : r.numerator;
  const d = r.denominator;
  // Scale so that the quotient has 64 or 65 bits, fold the remainder into a sticky bit, and let
  // Number() round once; in the subnormal range fewer bits are kept so that this is the only rounding.
  let shift = 64 - (bitLength(n) - bitLength(d));
  const lowest = 1074 + 2; // the unit of the last place of a subnormal is 2^-1074; two bits more for rounding
  if (shift > lowest) shift = lowest;
  const scaled = shift >= 0 ? n << BigInt(shift) : n;
  const divisor = shift >= 0 ? d : d << BigInt(-shift);
  let quotient = scaled / divisor;
  if (quotient * divisor !== scaled) quotient = (quotient << 1n) | 1n;
  else quotient <<= 1n;
  let value = roundToDouble(quotient, shift + 1);
  if (negative) value = -value;
  return value;
}

/** quotient · 2^-shift, rounded once to a double. `quotient`'s last bit is sticky. */
function roundToDouble(quotient: bigint, shift: number): number {
  const bits = bitLength(quotient);
  const exponent = bits - shift; // value is in [2^(exponent-1), 2^exponent)
  const keep = Math.max(0, Math.min(53, exponent + 1074));
  const drop = bits - keep;
  let mantissa = quotient;
  let scale = -shift;
  if (drop > 0) {
    const half = 1n << BigInt(drop - 1);
    const rest = quotient & ((1n << BigInt(drop)) - 1n);
    mantissa = quotient >> BigInt(drop);
    if (rest > half || (rest === half && (mantissa & 1n) === 1n)) mantissa += 1n;
    scale += drop;
  }
  let value = Number(mantissa); // exact: at most 53 bits, or a power of two
  // Two exact steps where one factor would overflow or underflow on the way.
  while (scale > 1000) {
    value *= 2 ** 1000;
    scale -= 1000;
  }
  while (scale < -1000) {
    value *= 2 ** -1000;
    scale += 1000;
  }
  return value * 2 ** scale;
}

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;

/** Digits after which a decimal's exponent is no longer worked out: 10^1200 is just under 4,096 bits. */
const MAX_DECIMAL_EXPONENT = 1200;

/**
 * The exact value of a decimal literal, or, where its magnitude is beyond 10^±1200, its parts:
 * a mantissa in [1, 10) and the exponent of ten. Undefined when the text is no decimal literal.
 */
export function readDecimal(
  text: string,
): { value: Rational } | { mantissa: Rational; exponent: bigint } | undefined {
  const match = DECIMAL.exec(text);
  if (match === null) return undefined;
  const whole = match[2] ?? "";
  const fraction = match[3] ?? "";
  if (whole === "" && fraction === "") return undefined;
  const digits = (whole + fraction).replace(/^0+/, "");
  const sign = match[1] === "-" ? -1n : 1n;
  if (digits === "") return { value: rational(0n) };
  const exponent = BigInt(match[4] ?? "0");
  const scale = exponent - BigInt(fraction.length); // value = digits · 10^scale
  const leading = scale + BigInt(digits.length - 1); // value = d.ddd · 10^leading
  const small = leading <= MAX_DECIMAL_EXPONENT && leading >= -MAX_DECIMAL_EXPONENT;
  const significant = digits.replace(/0+$/, "");
  const dropped = digits.length - significant.length;
  const by = small ? scale + BigInt(dropped) : BigInt(1 - significant.length);
  const mantissa = sign * BigInt(significant);
  const exact = by >= 0n ? rational(mantissa * 10n ** by) : overPowerOfTen(mantissa, Number(-by));
  return small ? { value: exact } : { mantissa: exact, exponent: leading };
}

/** mantissa / 10^k in lowest terms, in time that a literal of a quarter of a million digits can afford. */
function overPowerOfTen(mantissa: bigint, k: number): Rational {
  // A mantissa that does not end in 0 shares only twos or only fives with 10^k: divide by prime^(2^j), largest first.
  let numerator = mantissa;
  let twos = k;
  let fives = k;
  for (const prime of [2n, 5n]) {
    let left = k;
    for (let j = Math.floor(Math.log2(Math.max(1, k))); j >= 0; j--) {
      const step = 2 ** j;
      const divisor = prime ** BigInt(step);
      if (step <= left && numerator % divisor === 0n) {
        numerator /= divisor;
        left -= step;
      }
    }
    if (prime === 2n) twos = left;
    else fives = left;
  }
  return { numerator, denominator: 2n ** BigInt(twos) * 5n ** BigInt(fives) };
}
