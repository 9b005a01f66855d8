// Trigonometric functions, their inverses, and sinc. Angles are radians.
//
// sinc(x) = sin(x)/x has a removable point at 0, so its derivatives are a family of their own:
// dsinc(n, x) is the n-th derivative, right at 0 and for every order.
import type { Expr } from "../node.ts";
import { type Binary, binary, type Unary, unary } from "../primitive.ts";
import { rational } from "../rational.ts";
import { exactCosine, exactSine, exactTangent } from "./angles.ts";
import { exactAt, exactConst, exactInteger, exactValue } from "./exact.ts";
import { Add, Div, Mul, Neg, Sub } from "./operators.ts";
import { isOrder, isOrderConstant, nextOrder, order } from "./order.ts";
import { Pow, Sqrt } from "./powers.ts";
import { Abs } from "./rounding.ts";

const SAMPLES = [[0.5], [-0.5], [2], [-3], [1e-8], [-1e-8], [1000], [-10]] as const;
const UNIT = [[0], [0.5], [-0.5], [0.25], [-0.75], [1e-8], [0.9990234375], [-0.9990234375]] as const;
const OUTSIDE = [[2], [-2], [1.5], [-1.25], [1.0009765625], [-1.0009765625], [1e8], [-1e8]] as const;

const square = (x: Expr): Expr => Pow(x, 2);

// 1/x is rounded, which costs half the digits of acos and asin near 1; sqrt(x^2 - 1) as a product does not.
const tangentOfAsec = (x: number): number => Math.sqrt((Math.abs(x) - 1) * (Math.abs(x) + 1));
const asec = (x: number): number =>
  x < 0 ? Math.PI - Math.atan(tangentOfAsec(x)) : Math.atan(tangentOfAsec(x));
const acsc = (x: number): number =>
  Math.abs(x) > 2 ? Math.asin(1 / x) : Math.sign(x) * Math.atan(1 / tangentOfAsec(x));

export const Sin: Unary = unary({
  name: "sin",
  about: "sine",
  undoes: ["asin"],
  value: Math.sin,
  partials: [(x) => Cos(x)],
  mathjson: "Sin",
  latex: "\\sin\\left(#1\\right)",
  parity: "odd",
  range: [-1, 1],
  exact: exactSine,
  samples: [...SAMPLES, [0]],
});

export const Cos: Unary = unary({
  name: "cos",
  about: "cosine",
  undoes: ["acos"],
  value: Math.cos,
  partials: [(x) => Neg(Sin(x))],
  mathjson: "Cos",
  latex: "\\cos\\left(#1\\right)",
  parity: "even",
  range: [-1, 1],
  exact: exactCosine,
  samples: [...SAMPLES, [0]],
});

export const Tan: Unary = unary({
  name: "tan",
  about: "tangent",
  undoes: ["atan"],
  domain: "cos(x) ≠ 0",
  value: Math.tan,
  partials: [(x) => square(Sec(x))],
  mathjson: "Tan",
  latex: "\\tan\\left(#1\\right)",
  parity: "odd",
  exact: exactTangent,
  samples: [...SAMPLES, [0]],
});

export const Sec: Unary = unary({
  name: "sec",
  about: "secant, 1/cos(x)",
  undoes: ["asec"],
  domain: "cos(x) ≠ 0",
  value: (x) => 1 / Math.cos(x),
  partials: [(x, sec) => Mul(sec, Tan(x))],
  mathjson: "Sec",
  latex: "\\sec\\left(#1\\right)",
  parity: "even",
  exact: exactAt([0, 1]),
  samples: [...SAMPLES, [0]],
});

export const Csc: Unary = unary({
  name: "csc",
  about: "cosecant, 1/sin(x)",
  undoes: ["acsc"],
  domain: "sin(x) ≠ 0",
  value: (x) => 1 / Math.sin(x),
  partials: [(x, csc) => Neg(Mul(csc, Cot(x)))],
  mathjson: "Csc",
  latex: "\\csc\\left(#1\\right)",
  parity: "odd",
  samples: SAMPLES,
});

export const Cot: Unary = unary({
  name: "cot",
  about: "cotangent, 1/tan(x)",
  undoes: ["acot"],
  domain: "sin(x) ≠ 0",
  value: (x) => 1 / Math.tan(x),
  partials: [(x) => Neg(square(Csc(x)))],
  mathjson: "Cot",
  latex: "\\cot\\left(#1\\right)",
  parity: "odd",
  samples: SAMPLES,
});

export const Asin: Unary = unary({
  name: "asin",
  about: "inverse sine, in [-pi/2, pi/2]",
  domain: "-1 ≤ x ≤ 1",
  value: Math.asin,
  partials: [(x) => Div(1, Sqrt(Sub(1, square(x))))],
  slopes: [(x) => 1 / Math.sqrt((1 - x) * (1 + x))],
  spellings: ["arcsin"],
  mathjson: "Arcsin",
  latex: "\\arcsin\\left(#1\\right)",
  parity: "odd",
  range: [-Math.PI / 2, Math.PI / 2],
  exact: exactAt([0, 0]),
  samples: UNIT,
  kinks: [
    { at: [1], partials: [Number.POSITIVE_INFINITY] },
    { at: [-1], partials: [Number.POSITIVE_INFINITY] },
  ],
});

export const Acos: Unary = unary({
  name: "acos",
  about: "inverse cosine, in [0, pi]",
  domain: "-1 ≤ x ≤ 1",
  value: Math.acos,
  partials: [(x) => Neg(Div(1, Sqrt(Sub(1, square(x)))))],
  slopes: [(x) => -1 / Math.sqrt((1 - x) * (1 + x))],
  spellings: ["arccos"],
  mathjson: "Arccos",
  latex: "\\arccos\\left(#1\\right)",
  range: [0, Math.PI],
  exact: exactAt([1, 0]),
  samples: UNIT,
  kinks: [
    { at: [1], partials: [Number.NEGATIVE_INFINITY] },
    { at: [-1], partials: [Number.NEGATIVE_INFINITY] },
  ],
});

export const Atan: Unary = unary({
  name: "atan",
  about: "inverse tangent, in [-pi/2, pi/2]",
  value: Math.atan,
  partials: [(x) => Div(1, Add(square(x), 1))],
  spellings: ["arctan"],
  mathjson: "Arctan",
  latex: "\\arctan\\left(#1\\right)",
  parity: "odd",
  range: [-Math.PI / 2, Math.PI / 2],
  exact: exactAt([0, 0]),
  samples: [[0], [0.5], [-0.5], [2], [-3], [1e-8], [1e8], [-1e8]],
});

export const Asec: Unary = unary({
  name: "asec",
  about: "inverse secant, acos(1/x), in [0, pi]",
  domain: "|x| ≥ 1",
  value: asec,
  partials: [(x) => Div(1, Mul(Abs(x), Sqrt(Sub(square(x), 1))))],
  slopes: [(x) => 1 / (Math.abs(x) * tangentOfAsec(x))],
  spellings: ["arcsec"],
  mathjson: "Arcsec",
  latex: "\\operatorname{arcsec}\\left(#1\\right)",
  range: [0, Math.PI],
  exact: exactAt([1, 0]),
  samples: OUTSIDE,
});

export const Acsc: Unary = unary({
  name: "acsc",
  about: "inverse cosecant, asin(1/x), in [-pi/2, pi/2]",
  domain: "|x| ≥ 1",
  value: acsc,
  partials: [(x) => Neg(Div(1, Mul(Abs(x), Sqrt(Sub(square(x), 1)))))],
  slopes: [(x) => -1 / (Math.abs(x) * tangentOfAsec(x))],
  spellings: ["arccsc"],
  mathjson: "Arccsc",
  latex: "\\operatorname{arccsc}\\left(#1\\right)",
  parity: "odd",
  range: [-Math.PI / 2, Math.PI / 2],
  samples: OUTSIDE,
});

export const Acot: Unary = unary({
  name: "acot",
  about: "inverse cotangent, atan(1/x), in [-pi/2, pi/2]; it jumps at 0",
  value: (x) => Math.atan(1 / x),
  partials: [(x) => Neg(Div(1, Add(square(x), 1)))],
  spellings: ["arccot"],
  mathjson: "Arccot",
  latex: "\\operatorname{arccot}\\left(#1\\right)",
  parity: "odd",
  range: [-Math.PI / 2, Math.PI / 2],
  kinkAt: (x) => x === 0,
  samples: [[0.5], [-0.5], [2], [-3], [1e-8], [-1e-8], [1e8], [-1e8]],
  kinks: [{ at: [0], partials: [-1] }],
});

export const Sinc: Unary = unary({
  name: "sinc",
  about: "sin(x)/x, 1 at 0",
  value: (x) => dsinc(0, x),
  partials: [(x) => Dsinc(1, x)],
  mathjson: "Sinc",
  parity: "even",
  range: [-0.21723362821122166, 1],
  exact: exactAt([0, 1]),
  samples: [[0], [0.5], [-0.5], [2], [-3], [1e-9], [1e-4], [1000]],
});

export const Dsinc: Binary = binary({
  name: "dsinc",
  about: "the n-th derivative of sinc at x, n an integer constant",
  argumentNames: ["n", "x"],
  domain: "n = 0, 1, 2, ...",
  total: isOrderConstant,
  value: dsinc,
  parameter: order,
  partials: ["parameter", (n, x) => Dsinc(nextOrder(n), x)],
  mathjson: "SincDerivative",
  latex: "\\operatorname{sinc}^{(#1)}\\left(#2\\right)",
  exact: dsincAtZero,
  samples: [
    [0, 0.5],
    [1, 0],
    [1, 1e-9],
    [1, -2],
    [2, 0],
    [2, 1e-4],
    [2, 3],
    [3, 4],
    [5, -6],
    [4, 1000],
  ],
});

/** The n-th derivative of sinc at 0, from its power series: (-1)^(n/2)/(n + 1) for an even n, else 0. */
function dsincAtZero(n: Expr, x: Expr): Expr | undefined {
  const order = exactInteger(n);
  if (order === undefined || order < 0n || exactValue(x)?.numerator !== 0n) return undefined;
  return exactConst(order % 2n === 1n ? rational(0n) : rational(order % 4n === 0n ? 1n : -1n, order + 1n));
}

/** The n-th derivative of sine, by quadrants: no rounding of n*pi/2. */
function sineDerivative(n: number, x: number): number {
  const value = n % 2 === 0 ? Math.sin(x) : Math.cos(x);
  return n % 4 < 2 ? value : -value;
}

/**
 * The n-th derivative f_n of sinc. Differentiating x*f = sin n times gives x*f_n + n*f_{n-1} = sin^(n)(x), a
 * recurrence whose error shrinks upwards where |x| > n and downwards where |x| < n; downwards it may start from 0
 * far enough above n. An infinite x gives the limit 0.
 */
function dsinc(n: number, x: number): number {
  if (!isOrder(n) || Number.isNaN(x)) return Number.NaN;
  if (!Number.isFinite(x)) return 0;
  if (n === 0) return x === 0 ? 1 : Math.sin(x) / x;
  if (Math.abs(x) > n + 1) {
    let f = Math.sin(x) / x;
    for (let k = 1; k <= n; k++) f = (sineDerivative(k, x) - k * f) / x;
    return f;
  }
  let f = 0;
  for (let k = n + 20 + Math.ceil(10 * Math.sqrt(n)); k > n; k--) f = (sineDerivative(k, x) - x * f) / k;
  return f;
}
