// x^y. An integer exponent up to 32 is a product in the one stated order, bit for bit as evaluate has it. Else
// 2^(y*log2(x)) with the logarithm, and its product with y, as sums of two doubles, after fdlibm (Sun Microsystems,
// 2004: e_pow.c). Worst error found, in units of the last place: 0.7.
import { MAX_PRODUCT_POWER } from "../../../../expr/primitives/powers.ts";
import type { Lanes, Mask, Value } from "../lanes.ts";
import { scaled, scaledAtOnce } from "./exponential.ts";
import { ALIGN, biased, head, polynomial, signed } from "./polynomial.ts";

/** (3/2)*(ln(x) - 2*s - 2/3*s^3) by powers of s^2. */
const LOGARITHM = [
  0.5999999999999946, 0.4285714285785502, 0.33333332981837743, 0.272728123808534, 0.23066074577556175,
  0.20697501780033842,
];
const EXPONENTIAL = [
  0.16666666666666602, -0.0027777777777015593, 6.613756321437934e-5, -1.6533902205465252e-6,
  4.1381367970572385e-8,
];
/** 2/(3*ln(2)), and it as a sum of two; so log2(3/2), ln(2). */
const FACTOR = [0.9617966939259756, 0.9617967009544373, -7.028461650952758e-9] as const;
const LOG2_OF_3_HALVES = [0.5849624872207642, 1.350039202129749e-8] as const;
const LN2 = [Math.LN2, 0.6931471824645996, -1.904654299957768e-9] as const;

/** log2 of a positive finite number as a sum of two, the first with 21 bits at most. */
function binaryLogarithm(l: Lanes, x: Value): { high: Value; low: Value } {
  const { exponent, mantissa } = biased(l, x);
  const isMiddle = l.letMask(
    l.both(l.ge(mantissa, l.number(Math.sqrt(1.5))), l.lt(mantissa, l.number(Math.sqrt(3)))),
  );
  const isUpper = l.letMask(l.ge(mantissa, l.number(Math.sqrt(3))));
  const n = l.let(l.add(exponent, l.bit(isUpper)));
  const m = l.let(l.select(isUpper, l.mul(mantissa, l.number(0.5)), mantissa));
  const base = l.let(l.select(isMiddle, l.number(1.5), l.number(1)));
  const logBase = (part: 0 | 1): Value => l.select(isMiddle, l.number(LOG2_OF_3_HALVES[part]), l.number(0));
  // s = (m - base)/(m + base) as a sum of two.
  const above = l.let(l.sub(m, base));
  const sum = l.let(l.add(m, base));
  const inverse = l.let(l.div(l.number(1), sum));
  const s = l.let(l.mul(above, inverse));
  const sHigh = head(l, s);
  const sumHigh = head(l, sum);
  const sumLow = l.sub(m, l.sub(sumHigh, base));
  const sLow = l.let(l.mul(inverse, l.sub(l.sub(above, l.mul(sHigh, sumHigh)), l.mul(sHigh, sumLow))));
  // 3 + s^2 + r as a sum of two, times s.
  const square = l.let(l.mul(s, s));
  const series = l.mul(l.mul(square, square), polynomial(l, square, LOGARITHM));
  const r = l.let(l.add(series, l.mul(sLow, l.add(sHigh, s))));
  const squareHigh = l.let(l.mul(sHigh, sHigh));
  const tHigh = head(l, l.add(l.add(l.number(3), squareHigh), r));
  const tLow = l.sub(r, l.sub(l.sub(tHigh, l.number(3)), squareHigh));
  const u = l.let(l.mul(sHigh, tHigh));
  const v = l.let(l.add(l.mul(sLow, tHigh), l.mul(tLow, s)));
  const pHigh = head(l, l.add(u, v));
  const pLow = l.let(l.sub(v, l.sub(pHigh, u)));
  const zHigh = l.let(l.mul(l.number(FACTOR[1]), pHigh));
  const zLow = l.let(
    l.add(l.add(l.mul(l.number(FACTOR[2]), pHigh), l.mul(pLow, l.number(FACTOR[0]))), logBase(1)),
  );
  const ofBase = l.let(logBase(0));
  const high = head(l, l.add(l.add(l.add(zHigh, zLow), ofBase), n));
  const low = l.let(l.sub(zLow, l.sub(l.sub(l.sub(high, n), ofBase), zHigh)));
  return { high, low };
}

/** 2^(high + low) for a sum from -1080 to 1025. */
function power(l: Lanes, z: Value, high: Value, low: Value, scale: typeof scaled): Value {
  const n = l.let(l.nearest(z));
  const rest = l.let(l.sub(high, n));
  const t = head(l, l.add(low, rest));
  const u = l.let(l.mul(t, l.number(LN2[1])));
  const v = l.let(l.add(l.mul(l.sub(low, l.sub(t, rest)), l.number(LN2[0])), l.mul(t, l.number(LN2[2]))));
  const r = l.let(l.add(u, v));
  const lost = l.let(l.sub(v, l.sub(r, u)));
  const square = l.let(l.mul(r, r));
  const c = l.let(l.sub(r, l.mul(square, polynomial(l, square, EXPONENTIAL))));
  const ratio = l.div(l.mul(r, c), l.sub(c, l.number(2)));
  const more = l.sub(ratio, l.add(lost, l.mul(r, lost)));
  return scale(l, l.let(l.sub(l.number(1), l.sub(more, r))), n);
}

/** 2^(high + low); 0 and infinity where that is far outside the doubles. */
function exponential2(l: Lanes, high: Value, low: Value): Value {
  const z = l.let(l.add(low, high));
  return l.usually(
    l.lt(l.abs(z), l.number(1000)),
    () => power(l, z, high, low, scaledAtOnce),
    () => {
      const value = power(l, l.let(l.clamp(z, -1080, 1025)), high, low, scaled);
      const large = l.let(l.select(l.gt(z, l.number(1025)), l.number(Infinity), value));
      return l.select(l.lt(z, l.number(-1080)), l.number(0), large);
    },
  );
}

/** x^|n| for an integer |n| <= 32: squarings, and where n has the bit products with x; what comes before its first bit is 1. */
function product(l: Lanes, x: Value, n: Value): Value {
  const bits = l.letBits(l.bits(l.add(l.abs(n), l.number(ALIGN))));
  let power = l.number(1);
  for (let bit = 31 - Math.clz32(MAX_PRODUCT_POWER); bit >= 0; bit--) {
    const square = l.let(l.mul(power, power));
    const isSet = l.ne(l.float(l.and(l.shiftLeft(bits, 62 - bit), l.integer(1n << 62n))), l.number(0));
    power = l.let(l.select(isSet, l.mul(square, x), square));
  }
  return l.select(l.lt(n, l.number(0)), l.div(l.number(1), power), power);
}

/** Neither y nor log2(x) is so small that a larger exponent would make a difference. */
const MOST_EXPONENT = 2 ** 65;

function general(l: Lanes, x: Value, y: Value): Value {
  const [zero, one, infinity] = [l.number(0), l.number(1), l.number(Infinity)];
  const size = l.let(l.abs(x));
  const isExtreme: Mask = l.letMask(l.either(l.eq(size, zero), l.eq(size, infinity)));
  const { high, low } = binaryLogarithm(l, size);
  const within = l.let(l.clamp(y, -MOST_EXPONENT, MOST_EXPONENT));
  const yHigh = head(l, within);
  const productLow = l.let(l.add(l.mul(l.sub(within, yHigh), high), l.mul(within, low)));
  const ordinary = l.let(exponential2(l, l.let(l.mul(yHigh, high)), productLow));
  // Of 0 and infinity: themselves, or their reciprocals.
  const extreme = l.let(l.select(l.lt(y, zero), l.div(one, size), size));
  const magnitude = l.let(l.select(isExtreme, extreme, ordinary));
  const half = l.let(l.mul(y, l.number(0.5)));
  const isInteger = l.letMask(l.eq(y, l.floor(y)));
  const isOdd = l.both(isInteger, l.ne(half, l.floor(half)));
  const flip = l.bits(l.select(isOdd, x, one));
  const isReal = l.either(l.either(isInteger, isExtreme), l.ge(x, zero));
  const isOneToInfinity = l.both(l.eq(l.abs(y), infinity), l.eq(size, one));
  const isNan = l.letMask(
    l.either(l.either(l.not(isReal), isOneToInfinity), l.either(l.ne(x, x), l.ne(y, y))),
  );
  return l.select(isNan, l.number(NaN), signed(l, magnitude, flip));
}

export function pow(l: Lanes, x: Value, y: Value): Value {
  const isSmall = l.le(l.abs(y), l.number(MAX_PRODUCT_POWER));
  return l.choose(
    l.both(isSmall, l.eq(y, l.nearest(y))),
    () => product(l, x, l.let(l.clamp(y, -MAX_PRODUCT_POWER, MAX_PRODUCT_POWER))),
    () => general(l, x, y),
  );
}
