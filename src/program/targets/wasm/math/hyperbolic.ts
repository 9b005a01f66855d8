// Hyperbolic functions and their inverses, by the exponential functions and logarithms. After fdlibm (Sun
// Microsystems, 1993: e_sinh.c, s_asinh.c, e_acosh.c, e_atanh.c), with fewer cases. Worst errors found, in
// units of the last place, are beside each.
import { Expm1, Log1p } from "../../../../expr/primitives/exponential.ts";
import { LN, rowOpcode } from "../../../instructions.ts";
import type { Lanes, Value } from "../lanes.ts";
import { exponential, exponentialOf } from "./exponential.ts";
import { polynomial, withSignOf } from "./polynomial.ts";

/** Beyond this, exp(-x) does not count beside exp(x). */
const LARGE = 22;
/** Beyond this, 1 does not count beside x^2. */
const HUGE = 2 ** 28;

const expm1 = (l: Lanes, x: Value): Value => l.call(rowOpcode(Expm1), x);
const log1p = (l: Lanes, x: Value): Value => l.call(rowOpcode(Log1p), x);

/** 2.1 ulp */
export function sinh(l: Lanes, x: Value): Value {
  const size = l.let(l.abs(x));
  const one = l.number(1);
  const magnitude = l.choose(
    l.lt(size, l.number(LARGE)),
    () => {
      const t = l.let(expm1(l, size));
      const ratio = l.let(l.div(t, l.add(t, one)));
      const small = l.sub(l.add(t, t), l.mul(t, ratio));
      return l.mul(l.number(0.5), l.select(l.lt(size, one), small, l.add(t, ratio)));
    },
    () => exponential(l, size, -1),
  );
  return withSignOf(l, magnitude, x);
}

/** 1.7 ulp */
export function cosh(l: Lanes, x: Value): Value {
  const half = l.let(exponential(l, l.let(l.abs(x)), -1));
  return l.add(half, l.div(l.number(0.25), half));
}

/** (tanh(x) - x)/x^3 as a quotient by powers of x^2, interpolated at Chebyshev's points up to SMALL, to 2^-57 of tanh. */
const SMALL = 0.625;
const RATIO = [-1613.941322073366, -99.25157970735542, -0.9643850249801493];
const RATIO_BELOW = [4841.823966220099, 2234.484325610089, 112.77252888384996, 1];

/** 1.4 ulp */
export function tanh(l: Lanes, x: Value): Value {
  const size = l.let(l.abs(x));
  const magnitude = l.choose(
    l.lt(size, l.number(SMALL)),
    () => {
      const z = l.let(l.mul(x, x));
      const ratio = l.div(polynomial(l, z, RATIO), polynomial(l, z, RATIO_BELOW));
      return l.add(size, l.mul(size, l.mul(z, ratio)));
    },
    () => {
      const [one, two] = [l.number(1), l.number(2)];
      const e = exponentialOf(l, l.let(l.mul(l.clamp(size, -1, LARGE), two))); // from 22 on, tanh is 1
      return l.sub(one, l.div(two, l.add(e, one)));
    },
  );
  return withSignOf(l, magnitude, x);
}

/** 1.6 ulp */
export function asinh(l: Lanes, x: Value): Value {
  const size = l.let(l.abs(x));
  const one = l.number(1);
  const magnitude = l.choose(
    l.lt(size, l.number(HUGE)),
    () => {
      const square = l.let(l.mul(size, size));
      const more = l.div(square, l.add(one, l.sqrt(l.add(one, square))));
      return log1p(l, l.add(size, more));
    },
    () => l.add(l.call(LN, size), l.number(Math.LN2)),
  );
  return withSignOf(l, magnitude, x);
}

/** 1.8 ulp */
export function acosh(l: Lanes, x: Value): Value {
  return l.choose(
    l.lt(x, l.number(HUGE)),
    () => {
      const isInside = l.ge(x, l.number(1));
      const t = l.let(l.select(isInside, l.sub(x, l.number(1)), l.number(NaN)));
      return log1p(l, l.add(t, l.sqrt(l.add(l.add(t, t), l.mul(t, t)))));
    },
    () => l.add(l.call(LN, x), l.number(Math.LN2)),
  );
}

/** 1.7 ulp */
export function atanh(l: Lanes, x: Value): Value {
  const size = l.let(l.abs(x));
  const isSmall = l.letMask(l.lt(size, l.number(0.5)));
  const twice = l.let(l.add(size, size));
  // 2*x/(1 - x), and where x is small 2*x + 2*x*x/(1 - x).
  const numerator = l.select(isSmall, l.mul(twice, size), twice);
  const ratio = l.let(l.div(numerator, l.sub(l.number(1), size)));
  const t = l.select(isSmall, l.add(twice, ratio), ratio);
  return withSignOf(l, l.mul(l.number(0.5), log1p(l, t)), x);
}
