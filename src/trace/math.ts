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
import { grouped } from "../expr/print/grouped.ts";
import {
  applied,
  type Callable,
  callable,
  kindOf,
  known,
  type Namespace,
  type Quantity,
  type Site,
  type Value,
} from "./value.ts";

/** Halves go up: 2.5 to 3, -2.5 to -2. (gradtree's round takes them away from 0.) */
const roundHalfUp = (x: Expr): Expr => If(Ge(Sub(x, Floor(x)), Div(1, 2)), Ceil(x), Floor(x));

/** JavaScript's x % y: what is left over has the sign of x. (gradtree's mod takes the sign of y.) */
export function remainder(x: Expr, y: Expr): Expr {
  const isPositive = y.kind === "const" && typeof y.value === "number" && y.value > 0;
  const by = isPositive ? y : Abs(y);
  return If(Lt(x, 0), Neg(Mod(Neg(x), by)), Mod(x, by));
}

const unary = {
  ...{ abs: Abs, acos: Acos, acosh: Acosh, asin: Asin, asinh: Asinh, atan: Atan, atanh: Atanh, cbrt: Cbrt },
  ...{ ceil: Ceil, cos: Cos, cosh: Cosh, exp: Exp, expm1: Expm1, floor: Floor, log: Ln, log10: Log10 },
  ...{ log1p: Log1p, log2: Log2, sign: Sign, sin: Sin, sinh: Sinh, sqrt: Sqrt, tan: Tan, tanh: Tanh },
  ...{ trunc: Trunc, round: roundHalfUp },
};

const binary = { atan2: Atan2, pow: Pow };

/** Of any number of arguments: what they are of none, of one, and of two. */
const folds = {
  hypot: [0, Abs, Hypot],
  max: [Number.NEGATIVE_INFINITY, (x: Expr) => x, Max],
  min: [Number.POSITIVE_INFINITY, (x: Expr) => x, Min],
} as const;

/** Members that no formula is, and why. */
const refused = {
  random: "is another number at each call, which no formula is: make it a parameter",
  fround: "rounds to 32 bits, which gradtree has no function for",
  imul: "multiplies 32-bit integers, which gradtree has no function for",
  clz32: "counts bits, which gradtree has no function for",
};

const constants = {
  PI: Pi,
  E,
  LN2: Ln(2),
  LN10: Ln(10),
  LOG2E: Div(1, Ln(2)),
  LOG10E: Div(1, Ln(10)),
  SQRT2: Sqrt(2),
  SQRT1_2: Sqrt(Div(1, 2)),
};

/** An argument that is a number; a missing one would be nan, which nobody means. */
function numberOf(value: Value | undefined, name: string, { fail }: Site): Quantity {
  if (value === undefined) return fail(`Math.${name} is given too few arguments: its value would be NaN`);
  if (value.kind === "number") return value;
  const instead = value.kind === "array" ? ": spread it with ..." : "";
  return fail(`Math.${name} is given ${kindOf(value)}, expected numbers${instead}`);
}

type Form = (...exprs: Expr[]) => Expr;

/** A function of so many arguments; more are ignored, as JavaScript does. */
const fixed = (name: string, arity: number, form: Form, value: (...numbers: number[]) => number): Callable =>
  callable(`Math.${name}`, (args, site) =>
    applied(
      Array.from({ length: arity }, (_, i) => numberOf(args[i], name, site)),
      form,
      value,
    ),
  );

/** The most numbers of which the greatest, the least or the hypotenuse is taken in one call. */
const MOST_ARGUMENTS = 10_000;

function fold(name: keyof typeof folds): Callable {
  const [none, single, pair] = folds[name];
  return callable(`Math.${name}`, (args, site) => {
    if (args.length === 0) return known(none);
    if (args.length > MOST_ARGUMENTS) {
      const most = grouped(MOST_ARGUMENTS);
      return site.fail(`Math.${name} is given ${grouped(args.length)} numbers, expected ${most} at most`);
    }
    const form: Form = (first, ...more) =>
      more.length === 0 ? single(first) : more.reduce<Expr>((x, y) => pair(x, y), first);
    return applied(
      args.map((arg) => numberOf(arg, name, site)),
      form,
      Math[name],
    );
  });
}

const keysOf = <T extends object>(record: T): (keyof T & string)[] =>
  Object.keys(record) as (keyof T & string)[]; // a record's own keys are its type's

/** The functions by what they are in JavaScript. */
const functions: ReadonlyMap<string, Callable> = new Map([
  ...keysOf(unary).map(
    (name) => [name, fixed(name, 1, unary[name] as Form, Math[name] as typeof Math.max)] as const,
  ),
  ...keysOf(binary).map(
    (name) => [name, fixed(name, 2, binary[name] as Form, Math[name] as typeof Math.max)] as const,
  ),
  ...keysOf(folds).map((name) => [name, fold(name)] as const),
  ...keysOf(refused).map(
    (name) =>
      [name, callable(`Math.${name}`, (_, { fail }) => fail(`Math.${name} ${refused[name]}`))] as const,
  ),
]);

export const MATH: Namespace = {
  kind: "namespace",
  name: "Math",
  members: new Map<string, Value>([
    ...functions,
    ...keysOf(constants).map((name): [string, Value] => [
      name,
      { kind: "number", expr: constants[name], known: Math[name] },
    ]),
  ]),
};

const limits = ["EPSILON", "MAX_SAFE_INTEGER", "MAX_VALUE", "MIN_SAFE_INTEGER", "MIN_VALUE"] as const;

export const NUMBER: Namespace = {
  kind: "namespace",
  name: "Number",
  members: new Map<string, Value>([
    ...limits.map((name) => [name, known(Number[name])] as const),
    ["NaN", known(Number.NaN)],
    ["POSITIVE_INFINITY", known(Number.POSITIVE_INFINITY)],
    ["NEGATIVE_INFINITY", known(Number.NEGATIVE_INFINITY)],
  ]),
};

/** A function of JavaScript's own that is among Math's: Math.sin itself, handed over. */
export function nativeMember(fn: unknown): Callable | undefined {
  for (const [name, member] of functions) if (Math[name as keyof Math] === fn) return member;
  return undefined;
}
