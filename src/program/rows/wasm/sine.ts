// The sine and cosine of rows: shorter than those of targets/wasm/math, which are good to 0.8 ulp, since here
// the loop waits for nothing else. x = n*pi/2 + y by pi/2 in three parts (Cody & Waite), then fdlibm's polynomials
// (Sun Microsystems, 1993: k_sin.c, k_cos.c) on |y| <= pi/4. With n of 14 bits the parts' products are exact, and
// for no double within LARGEST is y so small that what they leave out counts: |y| >= n*2^-66.2, and they
// leave out n*2^-130. Both are good to 1.9 ulp.
import { COS, SIN } from "../../instructions.ts";
import type { Bits, Lanes, Mask, Value } from "../../targets/wasm/lanes.ts";
import { ALIGN, polynomial, signed } from "../../targets/wasm/math/polynomial.ts";

/** pi/2 in parts of 39, 39 and 53 bits. */
const HALF_PI = [1.5707963267923333, 2.5633441515905732e-12, 3.9455541665632055e-24];
/** 2^14*pi/2: beyond, the module's other functions are called. */
const LARGEST = 25_735;
const SINE = [
  -0.16666666666666632, 0.00833333333332249, -0.0001984126982985795, 2.7557313707070068e-6,
  -2.5050760253406863e-8, 1.58969099521155e-10,
];
const COSINE = [
  0.0416666666666666, -0.001388888888887411, 2.480158728947673e-5, -2.7557314351390663e-7,
  2.087572321298175e-9, -1.1359647557788195e-11,
];

/** What sine and cosine of one argument have in common; V8 computes it once where both are in a loop. */
function reduced(l: Lanes, x: Value): { bits: Bits; sine: Value; cosine: Value; exchange: Bits } {
  const aligned = l.let(l.add(l.mul(x, l.number(2 / Math.PI)), l.number(ALIGN)));
  const bits = l.bits(aligned); // the last of them are those of n
  const n = l.let(l.sub(aligned, l.number(ALIGN))); // 0 and not -0 for x = -0, which so stays -0
  const first = l.sub(x, l.mul(n, l.number(HALF_PI[0])));
  const second = l.sub(first, l.mul(n, l.number(HALF_PI[1])));
  const y = l.let(l.sub(second, l.mul(n, l.number(HALF_PI[2]))));
  const z = l.let(l.mul(y, y));
  const sine = l.let(l.mul(y, l.add(l.number(1), l.mul(z, polynomial(l, z, SINE)))));
  const square = l.mul(z, z);
  const cosine = l.let(
    l.add(l.sub(l.number(1), l.mul(z, l.number(0.5))), l.mul(square, polynomial(l, z, COSINE))),
  );
  // Where n is odd, the bits in which the two differ: flipped in one of them, they make it the other.
  const odd = l.minus(l.integer(0n), l.and(bits, l.integer(1n)));
  const exchange = l.letBits(l.and(l.xor(l.bits(sine), l.bits(cosine)), odd));
  return { bits, sine, cosine, exchange };
}

const isLarge = (l: Lanes, x: Value): Mask => l.gt(l.abs(x), l.number(LARGEST));

function sin(l: Lanes, x: Value): Value {
  const { bits, sine, exchange } = reduced(l, x);
  const value = signed(l, l.float(l.xor(l.bits(sine), exchange)), l.shiftLeft(bits, 62));
  return l.rarely(isLarge(l, x), value, SIN, x);
}

function cos(l: Lanes, x: Value): Value {
  const { bits, cosine, exchange } = reduced(l, x);
  const quadrant = l.shiftLeft(l.plus(bits, l.integer(1n)), 62);
  return l.rarely(isLarge(l, x), signed(l, l.float(l.xor(l.bits(cosine), exchange)), quadrant), COS, x);
}

/** By opcode. */
export const shorter: ReadonlyMap<number, (l: Lanes, x: Value) => Value> = new Map([
  [SIN, sin],
  [COS, cos],
]);
