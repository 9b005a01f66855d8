// Roots, and the length of a vector. Worst errors found, in units of the last place, are beside each.
import type { Lanes, Value } from "../lanes.ts";
import { biased, polynomial, powerOfTwo, withSignOf } from "./polynomial.ts";

/** The cube root of 1 to 2, to 2^-13, interpolated at Chebyshev's points. */
const CUBE_ROOT = [0.5557909602691388, 0.5808263911380952, -0.1586624600531909, 0.022148699208245196];

/**
 * 0.7 ulp. The magnitude is 2^(3q + r)*m with 1 <= m < 2; a first guess for m, Halley's step, and then, as in fdlibm
 * (Sun Microsystems, 1993: s_cbrt.c), a step from a guess of 23 bits, whose square is exact.
 */
export function cbrt(l: Lanes, x: Value): Value {
  const size = l.let(l.abs(x));
  const { exponent: e, mantissa } = biased(l, size);
  const q = l.let(l.floor(l.mul(l.add(e, l.number(0.5)), l.number(1 / 3))));
  const r = l.let(l.sub(e, l.mul(q, l.number(3))));
  const root = (n: number): Value => l.number(Math.cbrt(2 ** n));
  const byRest = l.select(l.eq(r, l.number(0)), root(0), l.select(l.eq(r, l.number(1)), root(1), root(2)));
  const guess = l.let(l.mul(polynomial(l, mantissa, CUBE_ROOT), byRest));
  const m = l.let(l.mul(mantissa, powerOfTwo(l, r)));
  const cube = l.let(l.mul(guess, l.mul(guess, guess)));
  const better = l.mul(guess, l.div(l.add(cube, l.add(m, m)), l.add(l.add(cube, cube), m)));
  const t = l.let(l.float(l.and(l.plus(l.bits(better), l.integer(1n << 29n)), l.integer(-(1n << 30n)))));
  const ratio = l.let(l.div(m, l.mul(t, t)));
  const step = l.div(l.sub(ratio, t), l.add(l.add(t, t), ratio));
  const value = l.let(l.mul(l.add(t, l.mul(t, step)), powerOfTwo(l, q)));
  const isWhole = l.both(l.gt(size, l.number(0)), l.lt(size, l.number(Infinity)));
  return withSignOf(l, l.let(l.select(isWhole, value, size)), x); // zeros, infinities and nan stay
}

/** 1.1 ulp: scaled by a power of two where squares would overflow or vanish. Infinite where either is. */
export function hypot(l: Lanes, x: Value, y: Value): Value {
  const [a, b] = [l.let(l.abs(x)), l.let(l.abs(y))];
  const longer = l.let(l.max(a, b));
  const scale = (large: number, small: number): Value =>
    l.let(
      l.select(
        l.gt(longer, l.number(2 ** 500)),
        l.number(large),
        l.select(l.lt(longer, l.number(2 ** -450)), l.number(small), l.number(1)),
      ),
    );
  const down = scale(2 ** -700, 2 ** 700);
  const up = scale(2 ** 700, 2 ** -700);
  const [p, q] = [l.let(l.mul(a, down)), l.let(l.mul(b, down))];
  const length = l.let(l.mul(l.sqrt(l.add(l.mul(p, p), l.mul(q, q))), up));
  const infinity = l.number(Infinity);
  return l.select(l.either(l.eq(a, infinity), l.eq(b, infinity)), infinity, length);
}
