// Powers and roots. x^(1/3) at a negative x is nan; cbrt and nthroot are real roots.
import { Const, constant, constValue, type Expr, type ExprLike } from "../node.ts";
import { type Binary, binary, type Unary, unary } from "../primitive.ts";
import { addRational, powRational, type Rational, rational, rationalBits } from "../rational.ts";
import { Nan } from "./constants.ts";
import { Ln } from "./exponential.ts";
import { Eq, Gt, If, Le } from "./logic.ts";
import { Div, Mul, Sub } from "./operators.ts";

/** The largest |n| whose power is worked out as products; every compile target keeps the same order. */
export const MAX_PRODUCT_POWER = 32;

/**
 * x^n for an integer 0 <= n <= MAX_PRODUCT_POWER in the one stated order of multiplication: the bits of n from
 * the highest down, a squaring for each and a product with x where the bit is 1. A negative power is 1/(x^-n).
 */
function integerPower(x: number, n: number): number {
  if (n === 0) return 1;
  let power = x;
  for (let bit = 30 - Math.clz32(n); bit >= 0; bit--) {
    power *= power;
    if ((n >> bit) & 1) power *= x;
  }
  return power;
}

/** u^v as CONVENTIONS has it: nan^0 is 1; 1^±inf, (-1)^±inf and 1^nan are nan, as in ECMAScript. */
export function power(u: number, v: number): number {
  if (Number.isInteger(v)) {
    if (v >= 0 && v <= MAX_PRODUCT_POWER) return integerPower(u, v);
    if (v < 0 && v >= -MAX_PRODUCT_POWER) return 1 / integerPower(u, -v);
  }
  return u ** v;
}

const finite = (x: Expr): boolean =>
  x.kind === "const" && (typeof x.value === "object" || Number.isFinite(x.value));

const sign = (x: Expr): number =>
  x.kind !== "const"
    ? Number.NaN
    : typeof x.value === "number"
      ? Math.sign(x.value)
      : x.value.numerator < 0n
        ? -1
        : 1;

/** n·u^(n-1) for a constant n, 0 for n = 0; otherwise v·u^(v-1). Never u^n/u, which has no value at 0. */
function byBase(u: Expr, v: Expr): ExprLike {
  if (v.kind !== "const" || !finite(v)) return Mul(v, Pow(u, Sub(v, 1)));
  if (v.value === 0) return 0;
  if (v.value === 1) return 1;
  if (v.value === 2) return Mul(v, u);
  const less =
    typeof v.value === "number"
      ? Const(v.value - 1)
      : constant(constValue(addRational(v.value, rational(-1n))));
  return Mul(v, Pow(u, less));
}

/** x and y are 0, as words of an edge; x is 0 where they are one. */
export const areZero = (x: string, y: string): string => (x === y ? `${x} is 0` : `${x} and ${y} are 0`);

function byExponent(u: Expr, v: Expr, self: Expr): ExprLike {
  if (sign(u) < 0) return Nan;
  if (sign(u) === 0) return If(Gt(v, 0), 0, Nan);
  return Mul(Ln(u), self);
}

export const Pow: Binary = binary({
  name: "pow",
  about: "x to the power y",
  domain: "x > 0, or y an integer",
  total: (_u, v) =>
    v.kind === "const" && typeof v.value === "number" && v.value >= 0 && Number.isSafeInteger(v.value),
  value: power,
  partials: [byBase, byExponent],
  edges: [
    {
      partial: 0,
      where: (_u, v) => v === 0,
      condition: (_u, v) => Eq(v, 0),
      value: 0,
      why: (self, u, v) =>
        `${self} has no derivative by its base in the formula where ${areZero(u, v)}; 0 is used`,
    },
    {
      partial: 1,
      where: (u, v) => u === 0 && v > 0,
      condition: (u, v) => Mul(Eq(u, 0), Gt(v, 0)),
      value: 0,
      why: (self, u, v) =>
        u === v
          ? `${self} has no derivative by its exponent where ${u} = 0`
          : `${self} where ${u} = 0 has the derivative 0 by its exponent for ${v} > 0, and none for ${v} <= 0`,
    },
    {
      partial: 1,
      where: (u, v) => u === 0 && v <= 0,
      condition: (u, v) => Mul(Eq(u, 0), Le(v, 0)),
      value: Number.NaN,
    },
  ],
  exact: exactPower,
  notation: { kind: "infix", symbol: "^", precedence: 9, associates: "right", spaced: false },
  sexpr: "^",
  mathjson: "Power",
  latex: "{#1}^{#2}",
  samples: [
    [2, 3],
    [-2, 3],
    [2, -2],
    [2, 0.5],
    [0.5, 2.5],
    [1e-3, 2],
    [1e3, 1.5],
    [3, 40],
    [1.5, -40.5],
  ],
  kinks: [
    { at: [0, 2], partials: [0, 0] },
    { at: [3, 0], partials: [0, Math.log(3)] },
    { at: [0, 0], partials: [0, Number.NaN] },
    { at: [0, 1], partials: [1, 0] },
  ],
});

export const Square: Unary = unary({
  name: "square",
  about: "x^2",
  power: rational(2n),
  value: (x) => x * x,
  partials: [(x) => Mul(2, x)],
  mathjson: "Square",
  latex: "{#1}^{2}",
  parity: "even",
  range: [0, Number.POSITIVE_INFINITY],
  samples: [[0], [1], [-2], [0.5], [1e-8], [1e8], [-3.5], [7]],
});

export const Cube: Unary = unary({
  name: "cube",
  about: "x^3",
  power: rational(3n),
  value: (x) => integerPower(x, 3),
  partials: [(x) => Mul(3, Pow(x, 2))],
  mathjson: "Cube",
  latex: "{#1}^{3}",
  parity: "odd",
  samples: [[0], [1], [-2], [0.5], [1e-8], [1e5], [-3.5], [7]],
});

const atZero = {
  partial: 0,
  where: (x: number) => x === 0,
  condition: (x: Expr) => Eq(x, 0),
  value: Number.POSITIVE_INFINITY,
};

export const Sqrt: Unary = unary({
  name: "sqrt",
  about: "square root",
  domain: "x ≥ 0",
  value: Math.sqrt,
  partials: [(_x, sqrt) => Div(1, Mul(2, sqrt))],
  // 1/(2*sqrt(-0)) would be -inf.
  edges: [atZero],
  mathjson: "Sqrt",
  latex: "\\sqrt{#1}",
  power: rational(1n, 2n),
  range: [0, Number.POSITIVE_INFINITY],
  exact: (x) => exactRoot(x, 2n),
  samples: [[1], [2], [0.25], [1e-6], [1e6], [3], [10], [0.7]],
  kinks: [
    { at: [0], partials: [Number.POSITIVE_INFINITY] },
    { at: [-0], partials: [Number.POSITIVE_INFINITY] },
  ],
});

export const Cbrt: Unary = unary({
  name: "cbrt",
  about: "real cube root",
  value: Math.cbrt,
  partials: [(_x, cbrt) => Div(1, Mul(3, Pow(cbrt, 2)))],
  mathjson: "Cbrt",
  latex: "\\sqrt[3]{#1}",
  parity: "odd",
  exact: (x) => exactRoot(x, 3n),
  samples: [[1], [-8], [0.25], [1e-6], [-1e-6], [1e6], [3], [-0.7]],
  kinks: [{ at: [0], partials: [Number.POSITIVE_INFINITY] }],
});

/** The real n-th root for an integer n ≠ 0: of a negative x only where n is odd. */
function nthRoot(x: number, n: number): number {
  if (!Number.isInteger(n) || n === 0) return Number.NaN;
  if (n < 0) return 1 / nthRoot(x, -n);
  if (n === 1) return x;
  if (n === 2) return Math.sqrt(x);
  if (n === 3) return Math.cbrt(x);
  if (x < 0) return n % 2 === 0 ? Number.NaN : -nthRoot(-x, n);
  if (x === 0 || !Number.isFinite(x)) return n % 2 === 0 ? Math.abs(x) : x;
  const near = x ** (1 / n);
  const rounded = Math.round(near);
  if (rounded ** n === x) return rounded; // exact roots are exact
  return near;
}

export const Nthroot: Binary = binary({
  name: "nthroot",
  about: "real n-th root, n an integer constant",
  argumentNames: ["x", "n"],
  domain: "x ≥ 0, or n odd",
  value: nthRoot,
  partials: [(x, n, root) => Div(root, Mul(n, x)), "parameter"],
  parameter: {
    takes: (n) => Number.isInteger(n) && n !== 0,
    expected: "an integer constant other than 0",
  },
  edges: [
    {
      partial: 0,
      where: (x, n) => x === 0 && n > 1,
      condition: (x, n) => Mul(Eq(x, 0), Gt(n, 1)),
      value: Number.POSITIVE_INFINITY,
      why: (self, x) => `${self} rises vertically where ${x} = 0: its derivative there is inf`,
    },
    {
      partial: 0,
      where: (x, n) => x === 0 && n === 1,
      condition: (x, n) => Mul(Eq(x, 0), Eq(n, 1)),
      value: 1,
      why: (self, x, n) => `${self} is ${x}${n === "1" ? "" : ` where ${n} = 1`}: its derivative is 1`,
    },
  ],
  mathjson: "Root",
  latex: "\\sqrt[#2]{#1}",
  exact: (x, n) =>
    n.kind === "const" && typeof n.value === "number" && Number.isSafeInteger(n.value)
      ? exactRoot(x, BigInt(n.value))
      : undefined,
  samples: [
    [32, 5],
    [-32, 5],
    [16, 4],
    [2, 2],
    [-2, 3],
    [0.1, 7],
    [1e6, 6],
    [5, -3],
    [7, 1],
  ],
  kinks: [
    { at: [0, 5], partials: [Number.POSITIVE_INFINITY, Number.NaN] },
    { at: [0, 1], partials: [1, Number.NaN] },
  ],
});

/** A constant to a rational power where that is rational: 4^(3/2) is 8. Bounded to 4,096 bits. */
function exactPower(u: Expr, v: Expr): Expr | undefined {
  if (u.kind !== "const" || v.kind !== "const" || !finite(u) || !finite(v)) return undefined;
  const exponent = typeof v.value === "number" ? rational(BigInt(v.value)) : v.value;
  const root = exponent.denominator === 1n ? u : sign(u) < 0 ? undefined : exactRoot(u, exponent.denominator);
  if (root?.kind !== "const") return undefined;
  const base = typeof root.value === "number" ? rational(BigInt(root.value)) : root.value;
  const power = powRational(base, exponent.numerator, 4096);
  return power === undefined ? undefined : constant(constValue(power));
}

/** The n-th root of a constant where it is rational. */
function exactRoot(x: Expr, n: bigint): Expr | undefined {
  if (x.kind !== "const" || n < 1n || n > 64n) return undefined;
  if (typeof x.value === "number" && !Number.isSafeInteger(x.value)) return undefined;
  const value: Rational = typeof x.value === "number" ? rational(BigInt(x.value)) : x.value;
  if (rationalBits(value) > 4096 || (value.numerator < 0n && n % 2n === 0n)) return undefined;
  const numerator = integerRoot(value.numerator, n);
  const denominator = integerRoot(value.denominator, n);
  if (numerator === undefined || denominator === undefined) return undefined;
  return constant(constValue(rational(numerator, denominator)));
}

/** The integer r with r^n = value, by Newton's method from above, or undefined. */
function integerRoot(value: bigint, n: bigint): bigint | undefined {
  if (value < 0n) {
    const root = integerRoot(-value, n);
    return root === undefined ? undefined : -root;
  }
  if (value < 2n) return value;
  let root = 1n << (BigInt(value.toString(2).length) / n + 1n);
  for (;;) {
    const next = ((n - 1n) * root + value / root ** (n - 1n)) / n;
    if (next >= root) break;
    root = next;
  }
  return powRational(rational(root), n, 8192)?.numerator === value ? root : undefined;
}
