// Hyperbolic functions and their inverses. Derivatives are products of sech, csch, tanh and coth:
// a form such as 1 - tanh(x)^2 would lose every digit at large x.
import type { Expr } from "../node.ts";
import { type Unary, unary } from "../primitive.ts";
import { exactAt } from "./exact.ts";
import { Add, Div, Mul, Neg, Sub } from "./operators.ts";
import { Pow, Sqrt } from "./powers.ts";
import { Abs } from "./rounding.ts";

const SAMPLES = [[0.5], [-0.5], [2], [-3], [1e-8], [-1e-8], [20], [-20]] as const;
/** Beyond this, e^-|x| no longer counts beside e^|x|, which may overflow. */
const LARGE = 40;
/** Below this, 1 + x^2 is 1, and 1/x may overflow. */
const TINY = 1e-8;

/** 2/(e^x + e^-x), subnormal rather than 0 where cosh overflows. */
function sech(x: number): number {
  const decay = Math.exp(-Math.abs(x));
  return (2 * decay) / (1 + decay * decay);
}

const csch = (x: number): number =>
  Math.abs(x) > LARGE ? Math.sign(x) * 2 * Math.exp(-Math.abs(x)) : 1 / Math.sinh(x);

/** acosh(1/x) by way of asinh, which keeps the digits of 1 - x near 1. */
const asech = (x: number): number =>
  x >= 0 && x < TINY
    ? Math.LN2 - Math.log(x)
    : x < 0
      ? Number.NaN
      : Math.asinh(Math.sqrt((1 - x) * (1 + x)) / x);

const acsch = (x: number): number =>
  x !== 0 && Math.abs(x) < TINY ? Math.sign(x) * (Math.LN2 - Math.log(Math.abs(x))) : Math.asinh(1 / x);

/** atanh(1/x) by way of log1p, which keeps the digits of |x| - 1 near 1. */
const acoth = (x: number): number => Math.sign(x) * 0.5 * Math.log1p(2 / (Math.abs(x) - 1));

/** sqrt(x^2 - 1) without the overflow of x^2 at large x and without its rounding near 1. */
const rootOfSquareMinus1 = (x: number): number => Math.sqrt(Math.abs(x) - 1) * Math.sqrt(Math.abs(x) + 1);

const square = (x: Expr): Expr => Pow(x, 2);

export const Sinh: Unary = unary({
  name: "sinh",
  about: "hyperbolic sine",
  undoes: ["asinh"],
  value: Math.sinh,
  partials: [(x) => Cosh(x)],
  mathjson: "Sinh",
  latex: "\\sinh\\left(#1\\right)",
  parity: "odd",
  exact: exactAt([0, 0]),
  samples: [...SAMPLES, [0]],
});

export const Cosh: Unary = unary({
  name: "cosh",
  about: "hyperbolic cosine",
  undoes: ["acosh"],
  value: Math.cosh,
  partials: [(x) => Sinh(x)],
  mathjson: "Cosh",
  latex: "\\cosh\\left(#1\\right)",
  parity: "even",
  range: [1, Number.POSITIVE_INFINITY],
  exact: exactAt([0, 1]),
  samples: [...SAMPLES, [0]],
});

export const Tanh: Unary = unary({
  name: "tanh",
  about: "hyperbolic tangent",
  undoes: ["atanh"],
  value: Math.tanh,
  partials: [(x) => square(Sech(x))],
  mathjson: "Tanh",
  latex: "\\tanh\\left(#1\\right)",
  parity: "odd",
  range: [-1, 1],
  exact: exactAt([0, 0]),
  samples: [...SAMPLES, [0]],
});

export const Sech: Unary = unary({
  name: "sech",
  about: "hyperbolic secant, 1/cosh(x)",
  undoes: ["asech"],
  value: sech,
  partials: [(x, sech) => Neg(Mul(sech, Tanh(x)))],
  mathjson: "Sech",
  latex: "\\operatorname{sech}\\left(#1\\right)",
  parity: "even",
  range: [0, 1],
  exact: exactAt([0, 1]),
  samples: [...SAMPLES, [0]],
});

export const Csch: Unary = unary({
  name: "csch",
  about: "hyperbolic cosecant, 1/sinh(x)",
  undoes: ["acsch"],
  domain: "x ≠ 0",
  value: csch,
  partials: [(x, csch) => Neg(Mul(csch, Coth(x)))],
  mathjson: "Csch",
  latex: "\\operatorname{csch}\\left(#1\\right)",
  parity: "odd",
  samples: SAMPLES,
});

export const Coth: Unary = unary({
  name: "coth",
  about: "hyperbolic cotangent, 1/tanh(x)",
  undoes: ["acoth"],
  domain: "x ≠ 0",
  value: (x) => 1 / Math.tanh(x),
  partials: [(x) => Neg(square(Csch(x)))],
  mathjson: "Coth",
  latex: "\\coth\\left(#1\\right)",
  parity: "odd",
  samples: SAMPLES,
});

export const Asinh: Unary = unary({
  name: "asinh",
  about: "inverse hyperbolic sine",
  undoes: ["sinh"],
  value: Math.asinh,
  partials: [(x) => Div(1, Sqrt(Add(square(x), 1)))],
  slopes: [(x) => 1 / Math.hypot(1, x)],
  spellings: ["arsinh", "arcsinh"],
  mathjson: "Arsinh",
  latex: "\\operatorname{arsinh}\\left(#1\\right)",
  parity: "odd",
  exact: exactAt([0, 0]),
  samples: [[0], [0.5], [-0.5], [2], [-3], [1e-8], [1e8], [-1e8]],
});

export const Acosh: Unary = unary({
  name: "acosh",
  about: "inverse hyperbolic cosine, ≥ 0",
  domain: "x ≥ 1",
  value: Math.acosh,
  partials: [(x) => Div(1, Sqrt(Sub(square(x), 1)))],
  slopes: [(x) => 1 / rootOfSquareMinus1(x)],
  spellings: ["arcosh", "arccosh"],
  mathjson: "Arcosh",
  latex: "\\operatorname{arcosh}\\left(#1\\right)",
  range: [0, Number.POSITIVE_INFINITY],
  exact: exactAt([1, 0]),
  samples: [[2], [1.5], [1.0009765625], [1.25], [3], [10], [1e4], [1e8]],
  kinks: [{ at: [1], partials: [Number.POSITIVE_INFINITY] }],
});

export const Atanh: Unary = unary({
  name: "atanh",
  about: "inverse hyperbolic tangent",
  undoes: ["tanh"],
  domain: "-1 < x < 1",
  value: Math.atanh,
  partials: [(x) => Div(1, Sub(1, square(x)))],
  slopes: [(x) => 1 / ((1 - x) * (1 + x))],
  spellings: ["artanh", "arctanh"],
  mathjson: "Artanh",
  latex: "\\operatorname{artanh}\\left(#1\\right)",
  parity: "odd",
  exact: exactAt([0, 0]),
  samples: [[0], [0.5], [-0.5], [0.25], [-0.75], [1e-8], [0.9990234375], [-0.9990234375]],
});

export const Asech: Unary = unary({
  name: "asech",
  about: "inverse hyperbolic secant, acosh(1/x)",
  domain: "0 < x ≤ 1",
  value: asech,
  partials: [(x) => Neg(Div(1, Mul(x, Sqrt(Sub(1, square(x))))))],
  slopes: [(x) => -1 / (x * Math.sqrt((1 - x) * (1 + x)))],
  spellings: ["arsech", "arcsech"],
  mathjson: "Arsech",
  latex: "\\operatorname{arsech}\\left(#1\\right)",
  range: [0, Number.POSITIVE_INFINITY],
  exact: exactAt([1, 0]),
  samples: [[0.5], [0.25], [0.75], [0.1], [0.9], [1e-4], [1e-10], [0.9990234375]],
});

export const Acsch: Unary = unary({
  name: "acsch",
  about: "inverse hyperbolic cosecant, asinh(1/x)",
  undoes: ["csch"],
  domain: "x ≠ 0",
  value: acsch,
  partials: [(x) => Neg(Div(1, Mul(Abs(x), Sqrt(Add(square(x), 1)))))],
  spellings: ["arcsch", "arccsch"],
  mathjson: "Arcsch",
  latex: "\\operatorname{arcsch}\\left(#1\\right)",
  parity: "odd",
  samples: [[0.5], [-0.5], [2], [-3], [1e-10], [-1e-10], [1e8], [-1e8]],
});

export const Acoth: Unary = unary({
  name: "acoth",
  about: "inverse hyperbolic cotangent, atanh(1/x)",
  undoes: ["coth"],
  domain: "|x| > 1",
  value: acoth,
  partials: [(x) => Div(1, Sub(1, square(x)))],
  slopes: [(x) => 1 / ((1 - x) * (1 + x))],
  spellings: ["arcoth", "arccoth"],
  mathjson: "Arcoth",
  latex: "\\operatorname{arcoth}\\left(#1\\right)",
  parity: "odd",
  samples: [[2], [-2], [1.5], [-1.25], [1.0009765625], [-1.0009765625], [1e8], [-1e8]],
});
