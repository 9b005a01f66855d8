// Trigonometric functions and their inverses. sin, cos, tan: x = n*pi/2 + y, by pi/2 in three parts (Cody & Waite),
// and the polynomials of fdlibm on |y| <= pi/4; an x so large, or so near a multiple of pi/2, that this loses digits
// is the host's. The inverses are after fdlibm (Sun Microsystems, 1993: k_sin.c, k_cos.c, e_asin.c, e_acos.c,
// s_atan.c). Worst errors found, in units of the last place, are beside each.
import { COS, SIN, TAN } from "../../../instructions.ts";
import type { Bits, Lanes, Mask, Value } from "../lanes.ts";
import { ALIGN, polynomial, signed, withSignOf } from "./polynomial.ts";

/** pi/2 in three parts; the first two have 33 bits, so that products with n are exact. */
const HALF_PI = [1.5707963267341256, 6.077100506303966e-11, 2.0222662487959506e-21];
/** Up to here n has 17 bits. */
const MOST = 2e5;
/** Where |y| < |n| times this, what the three parts leave out counts. */
const CLOSEST = 2 ** -66;

const SINE = [0.00833333333332249, -0.0001984126982985795, 2.7557313707070068e-6];
const SINE_REST = [-2.5050760253406863e-8, 1.58969099521155e-10];
const SINE_FIRST = -0.16666666666666632;
const COSINE = [0.0416666666666666, -0.001388888888887411, 2.480158728947673e-5];
const COSINE_REST = [-2.7557314351390663e-7, 2.087572321298175e-9, -1.1359647557788195e-11];

interface Reduced {
  /** x - n*pi/2 as a sum of two. */
  readonly y: Value;
  readonly tail: Value;
  /** The last bits are those of n. */
  readonly quadrant: Bits;
  /** Where this is not good enough. */
  readonly isHard: Mask;
}

function reduced(l: Lanes, x: Value, quarter: number): Reduced {
  const n = l.let(l.nearest(l.mul(x, l.number(2 / Math.PI))));
  const first = l.let(l.sub(x, l.mul(n, l.number(HALF_PI[0]))));
  const second = l.let(l.mul(n, l.number(HALF_PI[1])));
  const r = l.let(l.sub(first, second));
  const lost = l.sub(l.sub(first, r), second);
  const third = l.let(l.sub(l.mul(n, l.number(HALF_PI[2])), lost));
  const y = l.let(l.sub(r, third));
  const tail = l.let(l.sub(l.sub(r, y), third));
  const quadrant = l.letBits(l.bits(l.add(n, l.number(ALIGN + quarter))));
  const isNear = l.lt(l.abs(y), l.mul(n, l.number(CLOSEST)));
  const isHard = l.letMask(l.either(l.gt(x, l.number(MOST)), isNear));
  return { y, tail, quadrant, isHard };
}

const sineSeries = (l: Lanes, z: Value): Value =>
  l.add(polynomial(l, z, SINE), l.mul(l.mul(z, l.mul(z, z)), polynomial(l, z, SINE_REST)));

/** The sine of y + tail; `z` is y^2. */
function sine(l: Lanes, y: Value, tail: Value, z: Value): Value {
  const cube = l.let(l.mul(z, y));
  const half = l.mul(l.number(0.5), tail);
  const small = l.sub(l.mul(z, l.sub(half, l.mul(cube, sineSeries(l, z)))), tail);
  return l.sub(y, l.sub(small, l.mul(cube, l.number(SINE_FIRST))));
}

function cosineSeries(l: Lanes, z: Value): Value {
  const w = l.let(l.mul(z, z));
  return l.add(l.mul(z, polynomial(l, z, COSINE)), l.mul(l.mul(w, w), polynomial(l, z, COSINE_REST)));
}

/** 1 - z/2 + more */
function cosineOf(l: Lanes, z: Value, more: Value): Value {
  const half = l.let(l.mul(z, l.number(0.5)));
  const rough = l.let(l.sub(l.number(1), half));
  return l.add(rough, l.add(l.sub(l.sub(l.number(1), rough), half), more));
}

/** The cosine of y + tail; `z` is y^2. */
const cosine = (l: Lanes, y: Value, tail: Value, z: Value): Value =>
  cosineOf(l, z, l.sub(l.mul(z, cosineSeries(l, z)), l.mul(y, tail)));

/** Whether n is odd, by its last bits: they become the number 2 or 0. */
const isOdd = (l: Lanes, quadrant: Bits): Mask =>
  l.ne(l.float(l.and(l.shiftLeft(quadrant, 62), l.integer(1n << 62n))), l.number(0));

/** The sine of size + quarter*pi/2 for a size >= 0, with its sign changed where that of `sign` is. */
function turned(l: Lanes, size: Value, quarter: number, sign: (quadrant: Bits) => Bits): [Mask, Value] {
  const { y, tail, quadrant, isHard } = reduced(l, size, quarter);
  const z = l.let(l.mul(y, y));
  const value = l.choose(
    isOdd(l, quadrant),
    () => cosine(l, y, tail, z),
    () => sine(l, y, tail, z),
  );
  return [isHard, signed(l, value, sign(l.shiftLeft(quadrant, 62)))];
}

/** Up to here there is nothing to reduce, and the values below are those of n = 0. */
const SMALL = Math.PI / 4;

/** 0.8 ulp */
export function sin(l: Lanes, x: Value): Value {
  const size = l.let(l.abs(x));
  return l.usually(
    l.le(size, l.number(SMALL)),
    () => {
      const z = l.let(l.mul(x, x));
      const cube = l.let(l.mul(z, x));
      const more = l.add(l.mul(z, l.mul(cube, sineSeries(l, z))), l.mul(cube, l.number(SINE_FIRST)));
      return withSignOf(l, l.abs(l.add(x, more)), x); // -0 stays
    },
    () => {
      const [isHard, value] = turned(l, size, 0, (sign) => l.xor(sign, l.bits(x)));
      return l.rarely(isHard, value, SIN, x);
    },
  );
}

/** 0.8 ulp */
export function cos(l: Lanes, x: Value): Value {
  const size = l.let(l.abs(x));
  return l.usually(
    l.le(size, l.number(SMALL)),
    () => {
      const z = l.let(l.mul(x, x));
      return cosineOf(l, z, l.mul(z, cosineSeries(l, z)));
    },
    () => {
      const [isHard, value] = turned(l, size, 1, (sign) => sign);
      return l.rarely(isHard, value, COS, x);
    },
  );
}

/** 1.9 ulp */
export function tan(l: Lanes, x: Value): Value {
  const { y, tail, quadrant, isHard } = reduced(l, l.let(l.abs(x)), 0);
  const z = l.let(l.mul(y, y));
  const s = l.let(sine(l, y, tail, z));
  const c = l.let(cosine(l, y, tail, z));
  const odd = l.letMask(isOdd(l, quadrant));
  const ratio = l.div(l.select(odd, l.neg(c), s), l.select(odd, s, c));
  return l.rarely(isHard, signed(l, ratio, l.bits(x)), TAN, x);
}

const HALF_PI_HIGH = Math.PI / 2;
const HALF_PI_LOW = 6.123233995736766e-17;

const ARC_SINE = [
  0.16666666666666666, -0.3255658186224009, 0.20121253213486293, -0.04005553450067941, 0.0007915349942898145,
  3.479331075960212e-5,
];
const ARC_SINE_BELOW = [1, -2.403394911734414, 2.0209457602335057, -0.6882839716054533, 0.07703815055590194];

/** (asin(sqrt(z)) - sqrt(z))/sqrt(z) for 0 <= z <= 1/4 */
const arcSine = (l: Lanes, z: Value): Value =>
  l.div(l.mul(z, polynomial(l, z, ARC_SINE)), polynomial(l, z, ARC_SINE_BELOW));

/** (1 - |x|)/2 and its root, which is half the chord from 1: nan where |x| > 1. */
function chord(l: Lanes, size: Value): { z: Value; s: Value } {
  const z = l.let(l.mul(l.sub(l.number(1), size), l.number(0.5)));
  return { z, s: l.let(l.sqrt(z)) };
}

/** 2.1 ulp */
export function asin(l: Lanes, x: Value): Value {
  const size = l.let(l.abs(x));
  return l.choose(
    l.lt(size, l.number(0.5)),
    () => {
      const z = l.let(l.mul(x, x));
      const value = l.let(l.add(x, l.mul(x, arcSine(l, z))));
      return l.select(l.eq(x, l.number(0)), x, value);
    },
    () => {
      const { z, s } = chord(l, size);
      const twice = l.mul(l.number(2), l.add(s, l.mul(s, arcSine(l, z))));
      return withSignOf(l, l.sub(l.number(HALF_PI_HIGH), l.sub(twice, l.number(HALF_PI_LOW))), x);
    },
  );
}

/** 1.1 ulp */
export function acos(l: Lanes, x: Value): Value {
  const size = l.let(l.abs(x));
  const [high, low] = [l.number(HALF_PI_HIGH), l.number(HALF_PI_LOW)];
  return l.choose(
    l.lt(size, l.number(0.5)),
    () => l.sub(high, l.sub(x, l.sub(low, l.mul(x, arcSine(l, l.let(l.mul(x, x))))))),
    () => {
      const { z, s } = chord(l, size);
      const more = l.let(l.mul(s, arcSine(l, z)));
      const right = l.add(s, more);
      const left = l.sub(high, l.add(s, l.sub(more, low)));
      return l.mul(l.number(2), l.select(l.gt(x, l.number(0)), right, left));
    },
  );
}

const ARC_TANGENT_EVEN = [
  0.3333333333333293, 0.14285714272503466, 0.09090887133436507, 0.06661073137387531, 0.049768779946159324,
  0.016285820115365782,
];
const ARC_TANGENT_ODD = [
  -0.19999999999876483, -0.11111110405462356, -0.0769187620504483, -0.058335701337905735,
  -0.036531572744216916,
];
/** From `from` on atan(t) = high + low + atan((a*t - b)/(c + d*t)). */
const INTERVALS = [
  { from: 7 / 16, a: 2, b: 1, c: 2, d: 1, high: 0.4636476090008061, low: 2.2698777452961687e-17 },
  { from: 11 / 16, a: 1, b: 1, c: 1, d: 1, high: Math.PI / 4, low: 3.061616997868383e-17 },
  {
    from: 19 / 16,
    a: 1,
    b: 1.5,
    c: 1,
    d: 1.5,
    high: 0.982793723247329,
    low: 1.3903311031230998e-17,
  },
  { from: 39 / 16, a: 0, b: 1, c: 0, d: 1, high: HALF_PI_HIGH, low: HALF_PI_LOW },
];

/** The inverse tangent of a t >= 0. */
function arcTangent(l: Lanes, t: Value): Value {
  // Nothing to reduce below 7/16: (1*t - 0)/(1 + 0*t), with 1 for 0*inf.
  const start = {
    a: l.number(1),
    b: l.number(0),
    c: l.number(1),
    d: l.number(0),
    high: l.number(0),
    low: l.number(0),
  };
  const { a, b, c, d, high, low } = INTERVALS.reduce((chosen, interval) => {
    const isHere = l.letMask(l.ge(t, l.number(interval.from)));
    const either = (key: keyof typeof start): Value =>
      l.let(l.select(isHere, l.number(interval[key]), chosen[key]));
    return {
      a: either("a"),
      b: either("b"),
      c: either("c"),
      d: either("d"),
      high: either("high"),
      low: either("low"),
    };
  }, start);
  const finite = l.let(l.clamp(t, -1e300, 1e300)); // for inf*0
  const y = l.let(l.div(l.sub(l.mul(a, finite), b), l.add(c, l.mul(d, finite))));
  const z = l.let(l.mul(y, y));
  const w = l.let(l.mul(z, z));
  const sum = l.add(
    l.mul(z, polynomial(l, w, ARC_TANGENT_EVEN)),
    l.mul(w, polynomial(l, w, ARC_TANGENT_ODD)),
  );
  return l.sub(high, l.sub(l.sub(l.mul(y, sum), low), y));
}

/** 0.75 ulp */
export const atan = (l: Lanes, x: Value): Value => withSignOf(l, arcTangent(l, l.let(l.abs(x))), x);

/** 1.4 ulp */
export function atan2(l: Lanes, y: Value, x: Value): Value {
  const [height, width] = [l.let(l.abs(y)), l.let(l.abs(x))];
  const isSteep = l.letMask(l.gt(height, width));
  const longer = l.let(l.max(height, width));
  const shorter = l.let(l.min(height, width));
  const zero = l.number(0);
  // 0/0 is taken as 0, inf/inf as 1.
  const ratio = l.let(l.div(shorter, l.select(l.eq(longer, zero), l.number(1), longer)));
  const areInfinite = l.eq(shorter, l.number(Infinity));
  const angle = l.let(arcTangent(l, l.let(l.select(areInfinite, l.number(1), ratio))));
  const fromTop = l.sub(l.number(HALF_PI_HIGH), l.sub(angle, l.number(HALF_PI_LOW)));
  const upper = l.let(l.select(isSteep, fromTop, angle));
  const isLeft = l.lt(withSignOf(l, l.number(1), x), zero);
  const left = l.sub(l.number(Math.PI), l.sub(upper, l.number(2 * HALF_PI_LOW)));
  return withSignOf(l, l.let(l.select(isLeft, left, upper)), y);
}
