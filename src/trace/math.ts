// JavaScript's Math as formulas, each exactly as JavaScript computes it, and the names that it gives to numbers.
import type { Expr } from "../expr/node.ts";
import { E, Pi } from "../expr/primitives/constants.ts";
import { Exp, Expm1, Ln, Log1p, Log2, Log10 } from "../expr/primitives/exponential.ts";
import { Max, Min } from "../expr/primitives/extremes.ts";
import { Atan2, Hypot } from "../expr/primitives/geometry.ts";
import { Acosh, Asinh, Atanh, Cosh, Sinh, Tanh } from "../expr/primitives/hyperbolic.ts";
import { Ge, If, Lt } from "../expr/primitives/logic.ts";
import { Div, Neg, Sub } from "../expr/primitives/operators.ts";
import { Cbrt, Pow, Sqrt } from "../expr/primitives/powers.ts";
import { Abs, Ceil, Floor, Mod, Sign, Trunc } from "../expr/primitives/rounding.ts";
import { Acos, Asin, Atan, Cos, Sin, Tan } from "../expr/primitives/trigonometric.ts";
import { type Callable, callable, known, type Namespace, quantity, type Value } from "./value.ts";

/** Halves go up: 2.5 to 3, -2.5 to -2. (gradtree's round takes them away from 0.) */
const roundHalfUp = (x: Expr): Expr => If(Ge(Sub(x, Floor(x)), Div(1, 2)), Ceil(x), Floor(x));

/** JavaScript's x % y: what is left over has the sign of x. (gradtree's mod takes the sign of y.) */
export function remainder(x: Expr, y: Expr): Expr {
  const isPositive = y.kind === "const" && typeof y.value === "number" && y.value > 0;
  const by = isPositive ? y : Abs(y);
  return If(Lt(x, 0), Neg(Mod(Neg(x), by)), Mod(x, by));
}

const unary: Readonly<Record<string, (x: Expr) => Expr>> = {
  ...{ abs: Abs, acos: Acos, acosh: Acosh, asin: Asin, asinh: Asinh, atan: Atan, atanh: Atanh, cbrt: Cbrt },
  ...{ ceil: Ceil, cos: Cos, cosh: Cosh, exp: Exp, expm1: Expm1, floor: Floor, log: Ln, log10: Log10 },
  ...{ log1p: Log1p, log2: Log2, sign: Sign, sin: Sin, sinh: Sinh, sqrt: Sqrt, tan: Tan, tanh: Tanh },
  ...{ trunc: Trunc, round: roundHalfUp },
};

const binary: Readonly<Record<string, (x: Expr, y: Expr) => Expr>> = { atan2: Atan2, pow: Pow };

/** Of any number of arguments: what they are of none, of one, and of two. */
const folds: Readonly<
  Record<string, [none: number, one: (x: Expr) => Expr, two: (x: Expr, y: Expr) => Expr]>
> = {
  hypot: [0, Abs, Hypot],
  max: [Number.NEGATIVE_INFINITY, (x) => x, Max],
  min: [Number.POSITIVE_INFINITY, (x) => x, Min],
};

/** Members that no formula is, and why. */
const refused: Readonly<Record<string, string>> = {
  random: "is another number at each call, which no formula is: make it a parameter",
  fround: "rounds to 32 bits, which gradtree has no function for",
  imul: "multiplies 32-bit integers, which gradtree has no function for",
  clz32: "counts bits, which gradtree has no function for",
};

const constants: Readonly<Record<string, Expr>> = {
  PI: Pi,
  E,
  LN2: Ln(2),
  LN10: Ln(10),
  LOG2E: Div(1, Ln(2)),
  LOG10E: Div(1, Ln(10)),
  SQRT2: Sqrt(2),
  SQRT1_2: Sqrt(Div(1, 2)),
};

/** The formula of an argument; missing ones are nan, as in JavaScript. */
function numberOf(value: Value | undefined, name: string, fail: (message: string) => never): Expr {
  if (value === undefined) return fail(`Math.${name} is given too few arguments: its value would be NaN`);
  if (value.kind !== "number")
    return fail(
      `Math.${name} is given ${value.kind === "array" ? "an array: spread it with ..." : value.kind}, expected numbers`,
    );
  return value.expr;
}

function member(name: string): Callable {
  const one = Object.hasOwn(unary, name) ? unary[name] : undefined;
  const two = Object.hasOwn(binary, name) ? binary[name] : undefined;
  return callable(`Math.${name}`, (args, fail) => {
    if (Object.hasOwn(refused, name)) return fail(`Math.${name} ${refused[name]}`);
    if (one !== undefined) return quantity(one(numberOf(args[0], name, fail)));
    if (two !== undefined) return quantity(two(numberOf(args[0], name, fail), numberOf(args[1], name, fail)));
    const [none, single, pair] = folds[name];
    const numbers = args.map((arg) => numberOf(arg, name, fail));
    if (numbers.length === 0) return known(none);
    return quantity(numbers.length === 1 ? single(numbers[0]) : numbers.reduce(pair));
  });
}

const functions = [unary, binary, folds, refused].flatMap((of) => Object.keys(of));

export const MATH: Namespace = {
  kind: "namespace",
  name: "Math",
  members: new Map<string, Value>([
    ...functions.map((name) => [name, member(name)] as const),
    ...Object.entries(constants).map(([name, expr]) => [name, quantity(expr)] as const),
  ]),
};

const numbers = ["EPSILON", "MAX_SAFE_INTEGER", "MAX_VALUE", "MIN_SAFE_INTEGER", "MIN_VALUE"] as const;

export const NUMBER: Namespace = {
  kind: "namespace",
  name: "Number",
  members: new Map<string, Value>([
    ...numbers.map((name) => [name, known(Number[name])] as const),
    ["NaN", known(Number.NaN)],
    ["POSITIVE_INFINITY", known(Number.POSITIVE_INFINITY)],
    ["NEGATIVE_INFINITY", known(Number.NEGATIVE_INFINITY)],
  ]),
};

/** A function of JavaScript's own that is among Math's: Math.sin itself, handed over. */
export function nativeMember(fn: unknown): Callable | undefined {
  const name = functions.find((candidate) => Math[candidate as keyof Math] === fn);
  return name === undefined ? undefined : member(name);
}
