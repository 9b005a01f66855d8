// Sign, magnitude and rounding to integers. Each is a formula of steps: its derivative is that of the
// piece the argument is on, and at a jump the partial 0, a constant that contributes nothing.
import type { Expr } from "../node.ts";
import { type Binary, binary, type Unary, unary } from "../primitive.ts";
import {
  addRational,
  divRational,
  mulRational,
  negateRational,
  type Rational,
  rational,
} from "../rational.ts";
import { exactConst, exactly, exactValue, floorRational } from "./exact.ts";
import { Div, Mul, Neg } from "./operators.ts";

const EITHER_SIGN = [[1], [-1], [2.5], [-2.5], [1e-8], [-1e-8], [1e8], [-3.75]] as const;
const BETWEEN = [[0.5], [-0.25], [2.25], [-2.75], [1e-8], [-1e-8], [1e6 + 0.25], [-7.375]] as const;

const sign = (x: Rational): bigint => (x.numerator > 0n ? 1n : x.numerator < 0n ? -1n : 0n);

/** The nearest integer, halves away from zero. |x| + 1/2 would round 0.49999999999999994 up. */
function roundHalfAway(x: number): number {
  const whole = Math.trunc(x);
  return Math.abs(x - whole) >= 0.5 ? whole + Math.sign(x) : whole;
}

/** The magnitude of x with the sign of y, that of a zero included; nan where y is nan. */
function copySign(x: number, y: number): number {
  if (Number.isNaN(y)) return y;
  const magnitude = Math.abs(x);
  return y < 0 || Object.is(y, -0) ? -magnitude : magnitude;
}

/** x - y*floor(x/y), without that form's rounding: a remainder with the sign of y, nan where y is 0. */
function floored(x: number, y: number): number {
  const remainder = x % y;
  return remainder !== 0 && remainder < 0 !== y < 0 ? remainder + y : remainder;
}

// d|x|/dx at 0 is taken as 0, the midpoint of [-1, 1].
export const Abs: Unary = unary({
  name: "abs",
  about: "absolute value; derivative 0 at 0",
  value: Math.abs,
  partials: [(x) => Sign(x)],
  mathjson: "Abs",
  latex: "\\left|#1\\right|",
  parity: "even",
  range: [0, Number.POSITIVE_INFINITY],
  exact: exactly((x) => (x.numerator < 0n ? negateRational(x) : x)),
  kinkAt: (x) => x === 0,
  samples: EITHER_SIGN,
  kinks: [
    { at: [0], partials: [0] },
    { at: [-0], partials: [0] },
  ],
});

export const Sign: Unary = unary({
  name: "sign",
  about: "-1, 0 or 1 as x < 0, x = 0 or x > 0",
  value: Math.sign,
  partials: [0],
  spellings: ["sgn"],
  mathjson: "Sign",
  parity: "odd",
  range: [-1, 1],
  exact: exactly((x) => rational(sign(x))),
  kinkAt: (x) => x === 0,
  samples: EITHER_SIGN,
  kinks: [{ at: [0], partials: [0] }],
});

export const Copysign: Binary = binary({
  name: "copysign",
  about: "the magnitude of x with the sign of y",
  value: copySign,
  partials: [(x, y) => Mul(Sign(x), Copysign(1, y)), 0],
  mathjson: "CopySign",
  exact: (x, y) => {
    const [magnitude, signed] = [exactValue(x), exactValue(y)];
    if (magnitude === undefined || signed === undefined) return undefined;
    if (y.kind === "const" && Object.is(y.value, -0)) return undefined; // a sign that rewriting does not see
    return exactConst(
      magnitude.numerator < 0n === signed.numerator < 0n ? magnitude : negateRational(magnitude),
    );
  },
  kinkAt: (x, y) => x === 0 || y === 0,
  samples: [
    [2, 3],
    [2, -3],
    [-2, 3],
    [-2, -3],
    [1e-8, -1],
    [1e8, 1e-8],
    [0.5, -1e8],
    [-7, 0.25],
  ],
  kinks: [
    { at: [0, 1], partials: [0, 0] },
    { at: [3, 0], partials: [1, 0] },
    { at: [3, -0], partials: [-1, 0] },
  ],
});

export const Floor: Unary = unary({
  name: "floor",
  about: "the greatest integer ≤ x",
  value: Math.floor,
  partials: [0],
  mathjson: "Floor",
  latex: "\\lfloor #1 \\rfloor",
  exact: exactly((x) => rational(floorRational(x))),
  kinkAt: Number.isInteger,
  samples: BETWEEN,
  kinks: [{ at: [2], partials: [0] }],
});

export const Ceil: Unary = unary({
  name: "ceil",
  about: "the least integer ≥ x",
  value: Math.ceil,
  partials: [0],
  mathjson: "Ceil",
  latex: "\\lceil #1 \\rceil",
  exact: exactly((x) => rational(-floorRational(negateRational(x)))),
  kinkAt: Number.isInteger,
  samples: BETWEEN,
  kinks: [{ at: [2], partials: [0] }],
});

export const Round: Unary = unary({
  name: "round",
  about: "the nearest integer, halves away from zero",
  value: roundHalfAway,
  partials: [0],
  mathjson: "Round",
  parity: "odd",
  exact: exactly((x) => {
    const magnitude = rational(x.numerator < 0n ? -x.numerator : x.numerator, x.denominator);
    return rational(sign(x) * floorRational(addRational(magnitude, rational(1n, 2n))));
  }),
  kinkAt: (x) => Number.isInteger(x + 0.5),
  samples: [[0.25], [-0.25], [2.25], [-2.75], [1e-8], [-1e-8], [1e6 + 0.25], [0.49999999999999994]],
  kinks: [
    { at: [0.5], partials: [0] },
    { at: [-2.5], partials: [0] },
  ],
});

export const Trunc: Unary = unary({
  name: "trunc",
  about: "x without its fraction: the nearest integer towards 0",
  value: Math.trunc,
  partials: [0],
  mathjson: "Truncate",
  parity: "odd",
  exact: exactly((x) => rational(x.numerator / x.denominator)),
  kinkAt: (x) => Number.isInteger(x) && x !== 0,
  samples: BETWEEN,
  kinks: [{ at: [2], partials: [0] }],
});

export const Frac: Unary = unary({
  name: "frac",
  about: "x - floor(x)",
  value: (x) => x - Math.floor(x),
  partials: [() => 1],
  mathjson: "Fract",
  range: [0, 1],
  exact: exactly((x) => addRational(x, rational(-floorRational(x)))),
  kinkAt: Number.isInteger,
  samples: BETWEEN,
  kinks: [{ at: [2], partials: [1] }],
});

export const Mod: Binary = binary({
  name: "mod",
  about: "x - y*floor(x/y), with the sign of y",
  domain: "y ≠ 0",
  value: floored,
  partials: [() => 1, (x, y) => Neg(Floor(Div(x, y)))],
  notation: { kind: "infix", symbol: "mod", precedence: 7, associates: "left", spaced: true },
  mathjson: "Mod",
  latex: "#1 \\bmod #2",
  exact: exactMod,
  kinkAt: (x, y) => Number.isInteger(x / y),
  samples: [
    [7, 3],
    [-7, 3],
    [7, -3],
    [-7, -3],
    [0.5, 2],
    [1e-8, 3],
    [1e6, 7.25],
    [-2.5, 0.75],
  ],
  kinks: [
    { at: [6, 3], partials: [1, -2] },
    { at: [-1, 3], partials: [1, 1] },
  ],
});

function exactMod(x: Expr, y: Expr): Expr | undefined {
  const [dividend, divisor] = [exactValue(x), exactValue(y)];
  if (dividend === undefined || divisor === undefined || divisor.numerator === 0n) return undefined;
  const quotient = floorRational(divRational(dividend, divisor));
  return exactConst(addRational(dividend, mulRational(divisor, rational(-quotient))));
}
