// Exponentials and logarithms. ln is the natural logarithm; log(x) is read as ln(x).
import { constant, type Expr } from "../node.ts";
import { type Binary, binary, type Unary, unary } from "../primitive.ts";
import { compareRational, fraction, powRational, rationalToNumber } from "../rational.ts";
import { E } from "./constants.ts";
import { exactValue } from "./exact.ts";
import { Add, Div, Mul, Neg } from "./operators.ts";

const isNumber = (x: Expr, value: number): boolean => x.kind === "const" && x.value === value;
const isE = (x: Expr): boolean => x.kind === "apply" && E.kind === "apply" && x.op === E.op;

const LOG_SAMPLES = [[1], [2], [0.5], [1e-6], [1e6], [2.5], [10], [0.1]] as const;

export const Exp: Unary = unary({
  name: "exp",
  about: "e to the power x",
  undoes: ["ln"],
  value: Math.exp,
  partials: [(_x, exp) => exp],
  mathjson: "Exp",
  latex: "\\exp\\left(#1\\right)",
  range: [0, Number.POSITIVE_INFINITY],
  exact: (x) => (isNumber(x, 0) ? constant(1) : undefined),
  samples: [[0], [1], [-1], [2.5], [-3], [1e-8], [20], [-20]],
});

export const Expm1: Unary = unary({
  name: "expm1",
  about: "exp(x) - 1, accurate near 0",
  undoes: ["log1p"],
  value: Math.expm1,
  partials: [(x) => Exp(x)],
  mathjson: "Expm1",
  range: [-1, Number.POSITIVE_INFINITY],
  exact: (x) => (isNumber(x, 0) ? constant(0) : undefined),
  samples: [[0], [1], [-1], [1e-10], [-1e-10], [5], [-20], [2.5]],
});

export const Ln: Unary = unary({
  name: "ln",
  about: "natural logarithm",
  undoes: ["exp"],
  domain: "x > 0",
  value: Math.log,
  partials: [(x) => Div(1, x)],
  spellings: ["log"],
  mathjson: "Ln",
  latex: "\\ln\\left(#1\\right)",
  exact: (x) => (isNumber(x, 1) ? constant(0) : isE(x) ? constant(1) : undefined),
  samples: LOG_SAMPLES,
});

/** The logarithm of x to the base b; exact powers of 2 and 10 have exact values. */
function logTo(x: number, b: number): number {
  return b === 10 ? Math.log10(x) : b === 2 ? Math.log2(x) : Math.log(x) / Math.log(b);
}

/** log(x, b) where it is rational: 3 at 8 and 2, 2/3 at 4 and 8, with denominators up to 16. */
function exactLog(x: Expr, b: Expr): Expr | undefined {
  const [value, base] = [exactValue(x), exactValue(b)];
  if (value === undefined || base === undefined || value.numerator <= 0n || base.numerator <= 0n)
    return undefined;
  const near = logTo(rationalToNumber(value), rationalToNumber(base));
  if (!Number.isFinite(near)) return undefined;
  for (let q = 1; q <= 16; q++) {
    const p = Math.round(near * q);
    if (Math.abs(near * q - p) > 1e-9 * Math.max(1, Math.abs(p))) continue;
    const left = powRational(value, BigInt(q), LOG_BITS);
    const right = powRational(base, BigInt(p), LOG_BITS);
    if (left !== undefined && right !== undefined && compareRational(left, right) === 0)
      return constant(fraction(p, q));
  }
  return undefined;
}

/** Powers that are compared are no larger. */
const LOG_BITS = 4096;

export const Log: Binary = binary({
  name: "log",
  about: "logarithm of x to the base b",
  argumentNames: ["x", "b"],
  domain: "x > 0, b > 0, b ≠ 1",
  value: logTo,
  partials: [(x, b) => Div(1, Mul(x, Ln(b))), (_x, b, log) => Neg(Div(log, Mul(b, Ln(b))))],
  mathjson: "Log",
  exact: exactLog,
  latex: "\\log_{#2}\\left(#1\\right)",
  samples: [
    [8, 2],
    [1000, 10],
    [5, 3],
    [0.5, 3],
    [2, 0.5],
    [1e6, 7],
    [1e-6, 7],
    [1, 5],
  ],
});

export const Log2: Unary = unary({
  name: "log2",
  about: "logarithm to the base 2",
  domain: "x > 0",
  value: Math.log2,
  partials: [(x) => Div(1, Mul(x, Ln(2)))],
  mathjson: "Lb",
  latex: "\\log_{2}\\left(#1\\right)",
  exact: (x) => exactLog(x, constant(2)),
  samples: LOG_SAMPLES,
});

export const Log10: Unary = unary({
  name: "log10",
  about: "logarithm to the base 10",
  domain: "x > 0",
  value: Math.log10,
  partials: [(x) => Div(1, Mul(x, Ln(10)))],
  mathjson: "Lg",
  latex: "\\log_{10}\\left(#1\\right)",
  exact: (x) => exactLog(x, constant(10)),
  samples: LOG_SAMPLES,
});

export const Log1p: Unary = unary({
  name: "log1p",
  about: "ln(1 + x), accurate near 0",
  undoes: ["expm1"],
  domain: "x > -1",
  value: Math.log1p,
  partials: [(x) => Div(1, Add(1, x))],
  mathjson: "Log1p",
  exact: (x) => (isNumber(x, 0) ? constant(0) : undefined),
  samples: [[0], [1], [-0.5], [1e-10], [-1e-10], [1e6], [-0.99], [2.5]],
});
