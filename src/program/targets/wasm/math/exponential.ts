// Exponential functions and logarithms. exp and expm1: x = n*ln(2) + r with |r| <= ln(2)/2, the function of r, times
// 2^n. Logarithms: x = 2^k*(1 + f) with 1 + f near 1, and ln(1 + f) by s = f/(2 + f). After fdlibm (Sun Microsystems,
// 1993: e_exp.c, s_expm1.c, e_log.c, s_log1p.c) and FreeBSD's e_log2.c and e_log10.c; the polynomial of exp is our own.
// Worst errors found, in units of the last place, are beside each.
import type { Bits, Lanes, Value } from "../lanes.ts";
import { head, integral, normalized, polynomial, powerOfTwo, SMALLEST_NORMAL } from "./polynomial.ts";

const INVERSE_LN2 = Math.LOG2E;
/** ln(2) in two parts; the first has 33 bits, so that its product with an exponent is exact. */
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;

/** (exp(r) - 1 - r)/r^2 by powers of r, for |r| <= ln(2)/2: interpolated at Chebyshev's points; its error is 2^-55.8 of exp(r). */
const EXPONENTIAL = [
  0.5000000000000001, 0.16666666666666669, 0.04166666666662413, 0.008333333333330062, 0.0013888888917213717,
  0.00019841269863053618, 2.4801521295954376e-5, 2.7557268459997064e-6, 2.7620088445409746e-7,
  2.510038549551032e-8,
];

/** y*2^n for an integer n from -1082 to 1026, in two steps, of which only the second may be rounded. */
export function scaled(l: Lanes, y: Value, n: Value): Value {
  const half = l.let(l.nearest(l.mul(n, l.number(0.5))));
  return l.mul(l.mul(y, powerOfTwo(l, half)), powerOfTwo(l, l.sub(n, half)));
}

/** The same where the result is no subnormal number and not infinite. */
export const scaledAtOnce = (l: Lanes, y: Value, n: Value): Value => l.mul(y, powerOfTwo(l, n));

/** Up to this |x|, exp(x) and half of it are normal numbers. */
const NORMAL = 700;

/** n and r of x = n*ln(2) + r, and what rounding r took from it. */
function reduced(l: Lanes, x: Value): { n: Value; r: Value; lost: () => Value } {
  const n = l.let(l.nearest(l.mul(x, l.number(INVERSE_LN2))));
  const high = l.let(l.sub(x, l.mul(n, l.number(LN2_HIGH))));
  const low = l.let(l.mul(n, l.number(LN2_LOW)));
  const r = l.let(l.sub(high, low));
  return { n, r, lost: () => l.let(l.sub(l.sub(high, r), low)) };
}

function power(l: Lanes, x: Value, shift: number, scale: typeof scaled): Value {
  const { n, r } = reduced(l, x);
  const square = l.let(l.mul(r, r));
  const y = l.add(l.add(l.number(1), r), l.mul(square, polynomial(l, r, EXPONENTIAL)));
  return scale(l, y, shift === 0 ? n : l.let(l.add(n, l.number(shift))));
}

/** exp(x)*2^shift for a shift of 0, 1 or -1: 1.3 ulp. */
export const exponential = (l: Lanes, x: Value, shift = 0): Value =>
  l.usually(
    l.lt(l.abs(x), l.number(NORMAL)),
    () => power(l, x, shift, scaledAtOnce),
    () => power(l, l.let(l.clamp(x, -750, 712)), shift, scaled), // beyond, it is 0 or infinite
  );

/** exp(x) for |x| <= 700. */
export const exponentialOf = (l: Lanes, x: Value): Value => power(l, x, 0, scaledAtOnce);

export const exp = (l: Lanes, x: Value): Value => exponential(l, x);

const EXPM1 = [
  1, -0.03333333333333313, 0.0015873015872548146, -7.93650757867488e-5, 4.008217827329362e-6,
  -2.0109921818362437e-7,
];

/** exp(x) - 1 for -60 <= x <= 712; 0 for -0. */
function powerLessOne(l: Lanes, x: Value, scale: typeof scaled): Value {
  const { n, r, lost } = reduced(l, x);
  const rest = lost();
  const half = l.let(l.mul(r, l.number(0.5)));
  const halfSquare = l.let(l.mul(r, half));
  const r1 = l.let(polynomial(l, halfSquare, EXPM1));
  const t = l.let(l.sub(l.number(3), l.mul(r1, half)));
  const e = l.mul(halfSquare, l.div(l.sub(r1, t), l.sub(l.number(6), l.mul(r, t))));
  const error = l.let(l.sub(l.sub(l.mul(r, l.sub(e, rest)), rest), halfSquare));
  // 2^n*(r - error + 1 - 2^-n); beyond 2^60 the last does not count.
  const unit = powerOfTwo(l, l.neg(l.clamp(n, -100, 60)));
  return scale(l, l.sub(l.add(l.sub(l.number(1), unit), r), error), n);
}

/** 1.1 ulp */
export function expm1(l: Lanes, x: Value): Value {
  const value = l.usually(
    l.both(l.lt(x, l.number(NORMAL)), l.gt(x, l.number(-60))),
    () => powerLessOne(l, x, scaledAtOnce),
    () => powerLessOne(l, l.let(l.clamp(x, -60, 712)), scaled),
  );
  return l.select(l.eq(x, l.number(0)), x, value); // -0 stays
}

/** The parts of a logarithm: x = 2^k*(1 + f), and what is made of f. */
interface Logarithm {
  readonly k: Value;
  readonly f: Value;
  readonly halfSquare: Value;
  /** ln(1 + f) - f + f^2/2 */
  readonly rest: Value;
}

const ROOT_HALF = 0x3fe6a09e_00000000n; // the bits of sqrt(1/2), rounded to 20 of them
const LG_EVEN = [0.3999999999940942, 0.22222198432149784, 0.15313837699209373];
const LG_ODD = [0.6666666666666735, 0.2857142874366239, 0.1818357216161805, 0.14798198605116586];

/** k, and 1 + f, from sqrt(1/2) to sqrt(2), of a positive normal number. */
function split(l: Lanes, x: Value): { k: Value; mantissa: Value } {
  const moved: Bits = l.letBits(l.plus(l.bits(x), l.integer(0x3ff00000_00000000n - ROOT_HALF)));
  const k = integral(l, l.shiftRightUnsigned(moved, 52), 1023);
  const mantissa = l.float(l.plus(l.and(moved, l.integer((1n << 52n) - 1n)), l.integer(ROOT_HALF)));
  return { k, mantissa };
}

function logarithm(l: Lanes, k: Value, f: Value): Logarithm {
  const s = l.let(l.div(f, l.add(l.number(2), f)));
  const z = l.let(l.mul(s, s));
  const w = l.let(l.mul(z, z));
  const even = l.mul(w, polynomial(l, w, LG_EVEN));
  const odd = l.mul(z, polynomial(l, w, LG_ODD));
  const halfSquare = l.let(l.mul(l.mul(f, l.number(0.5)), f));
  const rest = l.let(l.mul(s, l.add(halfSquare, l.add(even, odd))));
  return { k, f, halfSquare, rest };
}

/** The parts of the logarithm of a positive normal number. */
function parts(l: Lanes, x: Value): Logarithm {
  const { k, mantissa } = split(l, x);
  return logarithm(l, k, l.let(l.sub(mantissa, l.number(1))));
}

/** The same of any positive finite number. */
function partsOfAny(l: Lanes, x: Value): Logarithm {
  const { normal, shift } = normalized(l, x);
  const { k, f, halfSquare, rest } = parts(l, normal);
  return { k: l.let(l.sub(k, shift)), f, halfSquare, rest };
}

/** A logarithm where x > 0; -inf at 0, nan below, and infinity and nan as they are. */
function onDomain(l: Lanes, x: Value, positive: Value): Value {
  const result = l.let(positive);
  const zero = l.number(0);
  const outside = l.let(l.select(l.eq(x, zero), l.number(-Infinity), l.number(NaN)));
  const inside = l.let(l.select(l.eq(x, l.number(Infinity)), x, result));
  return l.select(l.gt(x, zero), inside, outside);
}

/** A logarithm from its parts: for normal numbers, and for all others too. */
const everywhere = (l: Lanes, x: Value, sum: (found: Logarithm) => Value): Value =>
  l.usually(
    l.both(l.ge(x, l.number(SMALLEST_NORMAL)), l.lt(x, l.number(Infinity))),
    () => sum(parts(l, x)),
    () => onDomain(l, x, sum(partsOfAny(l, x))),
  );

/** 0.74 ulp */
export const ln = (l: Lanes, x: Value): Value =>
  everywhere(l, x, ({ k, f, halfSquare, rest }) => {
    const low = l.sub(l.add(rest, l.mul(k, l.number(LN2_LOW))), halfSquare);
    return l.add(l.mul(k, l.number(LN2_HIGH)), l.add(low, f));
  });

/** ln(1 + f) as a sum of two, the first of which has 20 bits less. */
function inTwo(l: Lanes, { f, halfSquare, rest }: Logarithm): { high: Value; low: Value } {
  const high = head(l, l.sub(f, halfSquare));
  const low = l.let(l.add(l.sub(l.sub(f, high), halfSquare), rest));
  return { high, low };
}

/** k*unit + (high + low)*factor, each factor in two parts. */
function inBase(
  l: Lanes,
  x: Value,
  factor: readonly [number, number],
  unit: readonly [number, number],
): Value {
  return everywhere(l, x, (found) => {
    const { high, low } = inTwo(l, found);
    const first = l.let(l.mul(high, l.number(factor[0])));
    const second = l.add(
      l.mul(l.add(low, high), l.number(factor[1])),
      l.add(l.mul(low, l.number(factor[0])), l.mul(found.k, l.number(unit[1]))),
    );
    const whole = l.let(l.mul(found.k, l.number(unit[0])));
    const sum = l.let(l.add(whole, first));
    const lost = l.add(l.sub(whole, sum), first);
    return l.add(l.add(second, lost), sum);
  });
}

/** 0.75 ulp */
export const log2 = (l: Lanes, x: Value): Value =>
  inBase(l, x, [1.4426950407214463, 1.6751713164886512e-10], [1, 0]);

/** 0.7 ulp */
export const log10 = (l: Lanes, x: Value): Value =>
  inBase(l, x, [0.4342944818781689, 2.5082946711645275e-11], [0.30102999566361177, 3.694239077158931e-13]);

/** From sqrt(1/2) - 1 to sqrt(2) - 1 there is nothing to take out of 1 + x. */
const [LEAST_DIRECT, MOST_DIRECT] = [-0.2928932188134524, 0.41421356237309503];

/** 0.75 ulp */
export function log1p(l: Lanes, x: Value): Value {
  const one = l.number(1);
  const sum = l.let(l.add(one, x));
  const { k, mantissa } = split(l, sum);
  const lost = l.select(l.gt(x, one), l.sub(one, l.sub(sum, x)), l.sub(x, l.sub(sum, one)));
  const correction = l.let(l.div(lost, sum));
  const isDirect = l.letMask(l.both(l.gt(x, l.number(LEAST_DIRECT)), l.lt(x, l.number(MOST_DIRECT))));
  const nothing = l.number(0);
  const f = l.let(l.select(isDirect, x, l.sub(mantissa, one)));
  const exponent = l.let(l.select(isDirect, nothing, k));
  const { halfSquare, rest } = logarithm(l, exponent, f);
  const low = l.add(l.mul(exponent, l.number(LN2_LOW)), l.select(isDirect, nothing, correction));
  const small = l.add(l.sub(l.add(rest, low), halfSquare), f);
  const result = onDomain(l, sum, l.add(small, l.mul(exponent, l.number(LN2_HIGH))));
  return l.select(l.eq(x, nothing), x, result); // -0 stays
}
