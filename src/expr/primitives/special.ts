// Special functions: error functions, gamma and its kin. The n of polygamma is an integer constant, and
// the polygamma functions are a family closed under differentiation.
import erf from "@stdlib/math-base-special-erf";
import erfc from "@stdlib/math-base-special-erfc";
import type { Expr } from "../node.ts";
import { type Binary, binary, type Unary, unary } from "../primitive.ts";
import { divRational, mulRational, type Rational, rational } from "../rational.ts";
import { Pi } from "./constants.ts";
import { exactAt, exactConst, exactInteger } from "./exact.ts";
import { Exp } from "./exponential.ts";
import { beta, digamma, factorial, gamma, lgamma, polygamma } from "./gammaFunctions.ts";
import { Add, Div, Mul, Neg, Sub } from "./operators.ts";
import { nextOrder, order } from "./order.ts";
import { Pow, Sqrt } from "./powers.ts";

const NOT_A_POLE = "x ≠ 0, -1, -2, ...";
const SAMPLES = [[0], [0.5], [-0.5], [2], [-3], [1e-8], [-1e-8], [5]] as const;
const GAMMA_SAMPLES = [
  [1],
  [2],
  [0.5],
  [4.25],
  [-0.5],
  [-2.75],
  [1e-6],
  [-1e-6],
  [30],
  [-2.0009765625],
] as const;

/** 2*exp(-x^2)/sqrt(pi), the derivative of erf. */
const gaussian = (x: Expr): Expr => Div(Mul(2, Exp(Neg(Pow(x, 2)))), Sqrt(Pi));

export const Erf: Unary = unary({
  name: "erf",
  about: "error function",
  value: erf,
  partials: [(x) => gaussian(x)],
  mathjson: "Erf",
  latex: "\\operatorname{erf}\\left(#1\\right)",
  parity: "odd",
  range: [-1, 1],
  exact: exactAt([0, 0]),
  samples: SAMPLES,
});

export const Erfc: Unary = unary({
  name: "erfc",
  about: "1 - erf(x), accurate at large x",
  value: erfc,
  partials: [(x) => Neg(gaussian(x))],
  mathjson: "Erfc",
  latex: "\\operatorname{erfc}\\left(#1\\right)",
  range: [0, 2],
  exact: exactAt([0, 1]),
  samples: [...SAMPLES, [20]],
});

export const Gamma: Unary = unary({
  name: "gamma",
  about: "gamma function, (x - 1)! at positive integers; nan at its poles",
  domain: NOT_A_POLE,
  value: gamma,
  partials: [(x, gamma) => Mul(gamma, Digamma(x))],
  mathjson: "Gamma",
  latex: "\\Gamma\\left(#1\\right)",
  exact: (x) => {
    const n = exactInteger(x);
    return n === undefined ? undefined : factorialConst(n - 1n);
  },
  samples: GAMMA_SAMPLES,
});

export const Lgamma: Unary = unary({
  name: "lgamma",
  about: "ln(abs(gamma(x)))",
  domain: NOT_A_POLE,
  value: lgamma,
  partials: [(x) => Digamma(x)],
  mathjson: "GammaLn",
  latex: "\\operatorname{ln|\\Gamma|}\\left(#1\\right)",
  exact: exactAt([1, 0], [2, 0]),
  samples: [[1], [2], [0.5], [1.1875], [1.5], [2.5], [-0.5], [-2.5], [8.5], [9.5], [1e-6], [-1e-6], [1e6]],
});

export const Digamma: Unary = unary({
  name: "digamma",
  about: "the derivative of lgamma, gamma'(x)/gamma(x)",
  domain: NOT_A_POLE,
  value: digamma,
  partials: [(x) => Polygamma(1, x)],
  mathjson: "Digamma",
  latex: "\\psi\\left(#1\\right)",
  samples: [...GAMMA_SAMPLES, [-15.0009765625]],
});

export const Polygamma: Binary = binary({
  name: "polygamma",
  about: "the n-th derivative of digamma at x, n an integer constant",
  argumentNames: ["n", "x"],
  domain: "n = 0, 1, 2, ..., x ≠ 0, -1, -2, ...",
  value: polygamma,
  parameter: order,
  partials: ["parameter", (n, x) => Polygamma(nextOrder(n), x)],
  mathjson: "PolyGamma",
  latex: "\\psi^{(#1)}\\left(#2\\right)",
  samples: [
    [0, 1.5],
    [1, 1],
    [1, 0.125],
    [1, -0.5],
    [2, 2.5],
    [2, -1.25],
    [3, -3.75],
    [3, 40],
    [5, 0.75],
    [4, 1e-2],
  ],
});

export const EulerBeta: Binary = binary({
  name: "beta",
  about: "Euler's beta function, gamma(x)*gamma(y)/gamma(x + y)",
  domain: "x and y ≠ 0, -1, -2, ...",
  value: beta,
  partials: [
    (x, y, beta) => Mul(beta, Sub(Digamma(x), Digamma(Add(x, y)))),
    (x, y, beta) => Mul(beta, Sub(Digamma(y), Digamma(Add(x, y)))),
  ],
  mathjson: "Beta",
  latex: "\\mathrm{B}\\left(#1, #2\\right)",
  commutative: true,
  exact: exactBeta,
  samples: [
    [1, 1],
    [2, 3],
    [0.5, 0.5],
    [2.5, 0.25],
    [-0.25, 2],
    [-1.25, -2.5],
    [1e-3, 3],
    [40, 20],
    [200, 0.5],
  ],
});

export const Factorial: Unary = unary({
  name: "factorial",
  about: "x!, the product of 1 to x; at every real x gamma(x + 1)",
  domain: "x ≠ -1, -2, -3, ...",
  value: factorial,
  partials: [(x, factorial) => Mul(factorial, Digamma(Add(x, 1)))],
  notation: { kind: "postfix", symbol: "!", precedence: 10 },
  mathjson: "Factorial",
  latex: "#1!",
  exact: (x) => {
    const n = exactInteger(x);
    return n === undefined ? undefined : factorialConst(n);
  },
  samples: [[0], [1], [5], [0.5], [-0.5], [-1.75], [1e-8], [22], [30.5]],
});

/** n! of no more than 4,096 bits, or undefined. */
function exactFactorial(n: bigint): Rational | undefined {
  if (n < 0n || n > 540n) return undefined; // 541! has more than 4,096 bits
  let product = 1n;
  for (let k = 2n; k <= n; k++) product *= k;
  return rational(product);
}

function factorialConst(n: bigint): Expr | undefined {
  const product = exactFactorial(n);
  return product === undefined ? undefined : exactConst(product);
}

function exactBeta(x: Expr, y: Expr): Expr | undefined {
  const [m, n] = [exactInteger(x), exactInteger(y)];
  if (m === undefined || n === undefined) return undefined;
  const [first, second, whole] = [m - 1n, n - 1n, m + n - 1n].map(exactFactorial);
  if (first === undefined || second === undefined || whole === undefined) return undefined;
  return exactConst(divRational(mulRational(first, second), whole));
}
