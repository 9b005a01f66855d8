// The functions of neural networks, in forms that neither overflow nor cancel: right at ±1000 and at
// the infinities, in value and in the derivatives that follow from the rules.
import { Const, type Expr } from "../node.ts";
import { type Binary, binary, type Unary, unary } from "../primitive.ts";
import { mulRational, rational } from "../rational.ts";
import { Pi } from "./constants.ts";
import { exactAt, exactly } from "./exact.ts";
import { Exp } from "./exponential.ts";
import { Gt, If } from "./logic.ts";
import { Add, Div, Mul, Neg, Sub } from "./operators.ts";
import { Pow, Sqrt } from "./powers.ts";
import { Erfc } from "./special.ts";

const SAMPLES = [[0], [0.5], [-0.5], [2], [-3], [1e-8], [-1e-8], [30], [-30]] as const;
const KINKED = [[0.5], [-0.5], [2], [-3], [1e-8], [-1e-8], [1e6], [-30]] as const;

/** 1/(1 + e^-x) from an exponential that never overflows. */
function sigmoid(x: number): number {
  const decay = Math.exp(-Math.abs(x));
  return (x < 0 ? decay : 1) / (1 + decay);
}

/** ln(e^a + e^b): the larger argument and a small rest; equal infinities are their own sum. */
function logAddExp(a: number, b: number): number {
  return a === b ? a + Math.LN2 : Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)));
}

export const Sigmoid: Unary = unary({
  name: "sigmoid",
  about: "1/(1 + exp(-x))",
  value: sigmoid,
  partials: [(x, sigmoid) => Mul(sigmoid, Sigmoid(Neg(x)))],
  mathjson: "Sigmoid",
  range: [0, 1],
  exact: (x) => (x.kind === "const" && x.value === 0 ? Const("1/2") : undefined),
  samples: SAMPLES,
});

export const Softplus: Unary = unary({
  name: "softplus",
  about: "ln(1 + exp(x))",
  value: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  partials: [(x) => Sigmoid(x)],
  mathjson: "Softplus",
  range: [0, Number.POSITIVE_INFINITY],
  samples: SAMPLES,
});

export const Logaddexp: Binary = binary({
  name: "logaddexp",
  about: "ln(exp(x) + exp(y)) without overflow",
  value: logAddExp,
  partials: [(x, y) => Sigmoid(Sub(x, y)), (x, y) => Sigmoid(Sub(y, x))],
  mathjson: "LogAddExp",
  commutative: true,
  samples: [
    [0, 0],
    [1, 2],
    [-3, 0.5],
    [1000, 1001],
    [-1000, -999],
    [30, -30],
    [1e-8, -1e-8],
    [2, -40],
  ],
});

// x * sigmoid(x) would be inf * 0 at -inf, where the limit is 0.
export const Swish: Unary = unary({
  name: "swish",
  about: "x*sigmoid(x)",
  value: (x) => (x === Number.NEGATIVE_INFINITY ? 0 : x * sigmoid(x)),
  partials: [(x, swish) => Add(Sigmoid(x), Mul(swish, Sigmoid(Neg(x))))],
  mathjson: "Swish",
  range: [-0.2784645427610738, Number.POSITIVE_INFINITY],
  exact: exactAt([0, 0]),
  samples: SAMPLES,
});

/** x/2 * erfc(-x/sqrt(2)): erfc keeps the tail at negative x, which 1 + erf would cancel. */
const gelu = (x: number): number =>
  x === Number.NEGATIVE_INFINITY ? 0 : 0.5 * x * Erfc.value(-x * Math.SQRT1_2);

const normalDistribution = (x: Expr): Expr => Div(Erfc(Neg(Div(x, Sqrt(2)))), 2);
const normalDensity = (x: Expr): Expr => Div(Exp(Neg(Div(Pow(x, 2), 2))), Sqrt(Mul(2, Pi)));

export const Gelu: Unary = unary({
  name: "gelu",
  about: "x times the normal distribution function, x*erfc(-x/sqrt(2))/2",
  value: gelu,
  partials: [(x) => Add(normalDistribution(x), Mul(x, normalDensity(x)))],
  mathjson: "GELU",
  range: [-0.16997120747990369, Number.POSITIVE_INFINITY],
  exact: exactAt([0, 0]),
  samples: [[0], [0.5], [-0.5], [2], [-3], [1e-8], [-1e-8], [30], [-6]],
});

export const Leakyrelu: Unary = unary({
  name: "leakyrelu",
  about: "x where x > 0, else x/100; derivative 1/100 at 0",
  value: (x) => (x > 0 ? x : 0.01 * x),
  partials: [(x) => If(Gt(x, 0), 1, Const("1/100"))],
  mathjson: "LeakyReLU",
  exact: exactly((x) => (x.numerator > 0n ? x : mulRational(x, rational(1n, 100n)))),
  kinkAt: (x) => x === 0,
  samples: KINKED,
  kinks: [{ at: [0], partials: [0.01] }],
});

export const Elu: Unary = unary({
  name: "elu",
  about: "x where x > 0, else exp(x) - 1",
  value: (x) => (x > 0 ? x : Math.expm1(x)),
  partials: [(x) => If(Gt(x, 0), 1, Exp(x))],
  mathjson: "ELU",
  range: [-1, Number.POSITIVE_INFINITY],
  exact: exactly((x) => (x.numerator >= 0n ? x : undefined)),
  samples: KINKED,
  kinks: [{ at: [0], partials: [1] }],
});
