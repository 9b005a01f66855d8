// Pieces that the mathematical functions share.
import type { Bits, Lanes, Value } from "../lanes.ts";

/**
 * The polynomial c0 + c1*x + c2*x^2 + ..., pairs first (Estrin's scheme): processors compute several of them at a time,
 * where Horner's waits for one after the other. `x` is read often: a local or a constant.
 */
export function polynomial(l: Lanes, x: Value, coefficients: readonly number[]): Value {
  let terms = coefficients.map((c) => l.number(c));
  let power = x;
  while (terms.length > 1) {
    const by = power;
    terms = Array.from({ length: Math.ceil(terms.length / 2) }, (_, i) => {
      const [even, odd] = [terms[2 * i], terms[2 * i + 1]];
      return odd === undefined ? even : l.let(l.add(even, l.mul(odd, by)));
    });
    if (terms.length > 1) power = l.let(l.mul(by, by));
  }
  return terms[0];
}

/** The bit of the sign. */
export const SIGN = 1n << 63n;

/** x with its sign changed where the first bit of `sign` is set. */
export const signed = (l: Lanes, x: Value, sign: Bits): Value =>
  l.float(l.xor(l.bits(x), l.and(sign, l.integer(SIGN))));

/** The magnitude of `x`, which is not negative, with the sign of `y`. */
export const withSignOf = (l: Lanes, x: Value, y: Value): Value =>
  l.float(l.or(l.bits(x), l.and(l.bits(y), l.integer(SIGN))));

/** An integer from -2^51 to 2^51, as a double, is added to this: then the last bits of the sum are that integer's. */
export const ALIGN = 2 ** 52 + 2 ** 51;

/** 2^n of a double that is an integer from -1022 to 1023. */
export const powerOfTwo = (l: Lanes, n: Value): Value =>
  l.float(l.shiftLeft(l.bits(l.add(n, l.number(ALIGN + 1023))), 52));

/** x without the last 32 bits of its mantissa. */
export const head = (l: Lanes, x: Value): Value => l.let(l.float(l.and(l.bits(x), l.integer(-(1n << 32n)))));

const MANTISSA = (1n << 52n) - 1n;
const ONE = 0x3ffn << 52n;
const TWO_52 = 0x433n << 52n;
export const SMALLEST_NORMAL = 2 ** -1022;

/** An integer from 0 to 2^52 - 1, by its bits, as a double less `offset`. */
export const integral = (l: Lanes, bits: Bits, offset: number): Value =>
  l.let(l.sub(l.float(l.or(bits, l.integer(TWO_52))), l.number(2 ** 52 + offset)));

/** x as a normal number, and by which power of two it was made one. */
export function normalized(l: Lanes, x: Value): { normal: Value; shift: Value } {
  const isSubnormal = l.letMask(l.lt(x, l.number(SMALLEST_NORMAL)));
  const normal = l.let(l.select(isSubnormal, l.mul(x, l.number(2 ** 54)), x));
  return { normal, shift: l.let(l.select(isSubnormal, l.number(54), l.number(0))) };
}

/** A positive finite x as 2^exponent*mantissa with 1 <= mantissa < 2. */
export function biased(l: Lanes, x: Value): { exponent: Value; mantissa: Value } {
  const { normal, shift } = normalized(l, x);
  const bits = l.letBits(l.bits(normal));
  const exponent = l.let(l.sub(integral(l, l.shiftRightUnsigned(bits, 52), 1023), shift));
  const mantissa = l.let(l.float(l.or(l.and(bits, l.integer(MANTISSA)), l.integer(ONE))));
  return { exponent, mantissa };
}
