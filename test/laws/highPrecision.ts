// Every row of the table once more, in arbitrary precision: MPFR's own function where it has one, else
// the definition of the function composed of those. Nothing here is shared with the rows, so that a
// value or a partial that agrees is right. polygamma and dsinc, for which MPFR has nothing, are n-th
// differences of its digamma and of sin(x)/x (a Taylor series near 0).
import { init } from "gmp-wasm";
import { Const, type Expr } from "../../src/expr/node.ts";
import { fold } from "../../src/expr/walk.ts";

/** Bits of precision: differences of order 7 lose 420 of them, a difference on top 120 more. */
export const BITS = 1000;
/** Steps of differences are this times the argument: errors of central differences are about its square. */
export const STEP = 2 ** -60;

type Function1 =
  | "abs"
  | "acos"
  | "acosh"
  | "asin"
  | "asinh"
  | "atan"
  | "atanh"
  | "cbrt"
  | "ceil"
  | "cos"
  | "cosh"
  | "cot"
  | "csc"
  | "csch"
  | "digamma"
  | "erf"
  | "erfc"
  | "exp"
  | "floor"
  | "gamma"
  | "ln"
  | "lngamma"
  | "log10"
  | "log2"
  | "neg"
  | "round"
  | "sec"
  | "sech"
  | "sin"
  | "sinh"
  | "sqrt"
  | "tan"
  | "tanh"
  | "trunc";
type Function2 = "add" | "sub" | "mul" | "div" | "pow";
type Predicate1 = "isZero" | "isNaN";
type Predicate2 = "isEqual" | "lessThan" | "lessOrEqual" | "greaterThan" | "greaterOrEqual";

/** What is used of the library's numbers: its own type is circular and comes out empty. */
export type Float = { readonly [name in Function1]: () => Float } & {
  readonly [name in Function2]: (y: Float | number) => Float;
} & { readonly [name in Predicate1]: () => boolean } & {
  readonly [name in Predicate2]: (y: Float | number) => boolean;
} & {
  readonly nthRoot: (n: number) => Float;
  readonly sign: () => number;
  readonly toNumber: () => number;
};

/** The exact value of a double as a formula: Const(0.1) is 1/10, this is the binary fraction. */
export function exactDouble(x: number): Expr {
  if (Number.isSafeInteger(x) || !Number.isFinite(x)) return Const(x);
  let [numerator, denominator] = [x, 1n];
  while (!Number.isInteger(numerator)) {
    numerator *= 2;
    denominator *= 2n;
  }
  return Const({ numerator: BigInt(numerator), denominator });
}

export interface HighPrecision {
  readonly of: (x: number | string) => Float;
  /** The function of each row by the row's name. */
  readonly functions: ReadonlyMap<string, (...args: Float[]) => Float>;
  /** The value of a formula. */
  readonly evaluate: (expr: Expr, at: ReadonlyMap<string, Float>) => Float;
  /** The derivative of a formula by one variable at a point, by differences of its value. */
  readonly derivative: (
    expr: Expr,
    name: string,
    order: number,
    at: Readonly<Record<string, number>>,
  ) => Float;
  /** The step of differences at x. */
  readonly step: (x: Float) => Float;
  /** Frees every number made so far. */
  readonly destroy: () => void;
}

export async function highPrecision(): Promise<HighPrecision> {
  const context = (await init()).getContext({ precisionBits: BITS });
  // `as`: see Float.
  const of = (x: number | string): Float => context.Float(x) as unknown as Float;
  const pi = context.Pi() as unknown as Float;
  const [zero, one, two] = [of(0), of(1), of(2)];
  const nan = of(Number.NaN);
  const isTrue = (x: Float): boolean => !x.isZero() && !x.isNaN();
  const bit = (condition: boolean): Float => (condition ? one : zero);
  // The library takes nan for equal to everything.
  const compared = (x: Float, y: Float, holds: boolean): Float => bit(holds && !x.isNaN() && !y.isNaN());
  const square = (x: Float): Float => x.mul(x);
  const invert = (x: Float): Float => one.div(x);
  const expm1 = (x: Float): Float => (x.isZero() ? x : x.exp().sub(1));
  const log1p = (x: Float): Float => x.add(1).ln();
  const sigmoid = (x: Float): Float => invert(x.neg().exp().add(1));
  const floor = (x: Float): Float => x.floor();
  const sinc = (x: Float): Float => (x.isZero() ? one : x.sin().div(x));
  const hypot = (x: Float, y: Float): Float => square(x).add(square(y)).sqrt();
  const step = (x: Float): Float => (x.isZero() ? of(STEP) : x.abs().mul(STEP));
  const isNegative = (x: Float): boolean => x.lessThan(0) || Object.is(x.toNumber(), -0);
  const least = (x: Float, y: Float): Float => (x.isNaN() || y.isNaN() ? nan : y.lessThan(x) ? y : x);
  const greatest = (x: Float, y: Float): Float => (x.isNaN() || y.isNaN() ? nan : y.greaterThan(x) ? y : x);

  function nthRoot(x: Float, n: Float): Float {
    const order = n.toNumber();
    if (order < 0) return invert(nthRoot(x, n.neg()));
    return x.lessThan(0) && order % 2 !== 0 ? x.neg().nthRoot(order).neg() : x.nthRoot(order);
  }

  function angle(y: Float, x: Float): Float {
    if (x.greaterThan(0)) return y.div(x).atan();
    const half = y.lessThan(0) ? pi.neg() : pi;
    if (x.isZero()) return half.div(2);
    return y.div(x).atan().add(half);
  }

  /** The n-th derivative of f at x, by central differences of order n. */
  function nthDifference(f: (x: Float) => Float, n: number, x: Float): Float {
    const h = step(x);
    let sum = zero;
    let binomial = 1;
    for (let k = 0; k <= n; k++) {
      const value = f(x.add(h.mul(n / 2 - k))).mul(binomial);
      sum = k % 2 === 0 ? sum.add(value) : sum.sub(value);
      binomial = (binomial * (n - k)) / (k + 1);
    }
    return sum.div(h.pow(n));
  }

  /** The n-th derivative of sinc for |x| <= 1: the sum of (-1)^k x^(2k-n) (2k)!/((2k-n)! (2k+1)!). */
  function sincSeries(n: number, x: Float): Float {
    const first = Math.ceil(n / 2);
    let power = n % 2 === 0 ? one : x; // x^m/m!, m = 2k - n
    let sum = zero;
    for (let k = first; k < 110 + n; k++) {
      const term = power.div(2 * k + 1);
      sum = k % 2 === 0 ? sum.add(term) : sum.sub(term);
      const m = 2 * k - n;
      power = power
        .mul(x)
        .mul(x)
        .div((m + 1) * (m + 2));
    }
    return sum;
  }

  const unary: Record<string, (x: Float) => Float> = {
    neg: (x) => x.neg(),
    square,
    cube: (x) => square(x).mul(x),
    sqrt: (x) => x.sqrt(),
    cbrt: (x) => x.cbrt(),
    exp: (x) => x.exp(),
    expm1,
    ln: (x) => x.ln(),
    log2: (x) => x.log2(),
    log10: (x) => x.log10(),
    log1p,
    not: (x) => bit(!isTrue(x)),
    sin: (x) => x.sin(),
    cos: (x) => x.cos(),
    tan: (x) => x.tan(),
    sec: (x) => x.sec(),
    csc: (x) => x.csc(),
    cot: (x) => x.cot(),
    asin: (x) => x.asin(),
    acos: (x) => x.acos(),
    atan: (x) => x.atan(),
    asec: (x) => invert(x).acos(),
    acsc: (x) => invert(x).asin(),
    acot: (x) => invert(x).atan(),
    sinc,
    sinh: (x) => x.sinh(),
    cosh: (x) => x.cosh(),
    tanh: (x) => x.tanh(),
    sech: (x) => x.sech(),
    csch: (x) => x.csch(),
    coth: (x) => invert(x.tanh()),
    asinh: (x) => x.asinh(),
    acosh: (x) => x.acosh(),
    atanh: (x) => x.atanh(),
    asech: (x) => invert(x).acosh(),
    acsch: (x) => invert(x).asinh(),
    acoth: (x) => invert(x).atanh(),
    abs: (x) => x.abs(),
    sign: (x) => (x.isNaN() || x.isZero() ? x : of(x.sign())),
    floor,
    ceil: (x) => x.ceil(),
    round: (x) => x.round(),
    trunc: (x) => x.trunc(),
    frac: (x) => x.sub(floor(x)),
    relu: (x) => greatest(x, zero),
    step: (x) => (x.isNaN() ? x : bit(!x.lessThan(0))),
    sigmoid,
    softplus: (x) => log1p(x.exp()),
    swish: (x) => x.mul(sigmoid(x)),
    gelu: (x) => x.mul(x.div(two.sqrt()).erf().add(1)).div(2),
    leakyrelu: (x) => (x.greaterThan(0) ? x : x.div(100)),
    elu: (x) => (x.greaterThan(0) ? x : expm1(x)),
    erf: (x) => x.erf(),
    erfc: (x) => x.erfc(),
    gamma: (x) => x.gamma(),
    lgamma: (x) => (x.lessThan(100) ? x.gamma().abs().ln() : x.lngamma()),
    digamma: (x) => x.digamma(),
    factorial: (x) => x.add(1).gamma(),
  };
  const several: Record<string, (...args: Float[]) => Float> = {
    pi: () => pi,
    e: () => one.exp(),
    tau: () => pi.mul(2),
    add: (x, y) => x.add(y),
    sub: (x, y) => x.sub(y),
    mul: (x, y) => x.mul(y),
    div: (x, y) => x.div(y),
    pow: (x, y) => x.pow(y),
    nthroot: nthRoot,
    log: (x, b) => x.ln().div(b.ln()),
    eq: (x, y) => compared(x, y, x.isEqual(y)),
    ne: (x, y) => bit(compared(x, y, x.isEqual(y)).isZero()),
    lt: (x, y) => compared(x, y, x.lessThan(y)),
    le: (x, y) => compared(x, y, x.lessOrEqual(y)),
    gt: (x, y) => compared(x, y, x.greaterThan(y)),
    ge: (x, y) => compared(x, y, x.greaterOrEqual(y)),
    and: (x, y) => bit(isTrue(x) && isTrue(y)),
    or: (x, y) => bit(isTrue(x) || isTrue(y)),
    if: (condition, chosen, other) => (isTrue(condition) ? chosen : other),
    dsinc: (n, x) =>
      x.abs().lessThan(1) ? sincSeries(n.toNumber(), x) : nthDifference(sinc, n.toNumber(), x),
    copysign: (x, y) => (isNegative(y) ? x.abs().neg() : x.abs()),
    mod: (x, y) => x.sub(y.mul(floor(x.div(y)))),
    min: least,
    max: greatest,
    clamp: (x, lo, hi) => least(greatest(x, lo), hi),
    hypot,
    atan2: angle,
    logaddexp: (x, y) => x.exp().add(y.exp()).ln(),
    polygamma: (n, x) => nthDifference((y) => y.digamma(), n.toNumber(), x),
    beta: (x, y) => x.gamma().mul(y.gamma()).div(x.add(y).gamma()),
  };
  const functions = new Map<string, (...args: Float[]) => Float>([
    ...Object.entries(unary),
    ...Object.entries(several),
  ]);

  const evaluate = (expr: Expr, at: ReadonlyMap<string, Float>): Float =>
    fold<Float>(expr, {
      constant: ({ value }) =>
        typeof value === "number"
          ? of(value)
          : of(value.numerator.toString()).div(of(value.denominator.toString())),
      variable: ({ name }) => at.get(name) ?? nan,
      apply: ({ op }, args) => functions.get(op.name)?.(...args) ?? nan,
    });

  const derivative: HighPrecision["derivative"] = (expr, name, order, at) => {
    const point = new Map(Object.entries(at).map(([key, x]) => [key, of(x)]));
    return nthDifference((x) => evaluate(expr, new Map([...point, [name, x]])), order, of(at[name]));
  };

  return { of, functions, evaluate, derivative, step, destroy: () => context.destroy() };
}
