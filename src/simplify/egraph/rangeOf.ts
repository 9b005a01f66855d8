// The range of an e-node from the ranges of its arguments: interval arithmetic for sums and products, and
// for functions what their rows say: range, domain, and for those that rise or fall their values at the ends.
import { type ConstValue, constant, constValue, type Expr } from "../../expr/node.ts";
import type { Primitive } from "../../expr/primitive.ts";
import { Exp, Expm1, Ln, Log1p, Log2, Log10 } from "../../expr/primitives/exponential.ts";
import { Clamp, Max, Min, Relu, Step } from "../../expr/primitives/extremes.ts";
import * as hyperbolic from "../../expr/primitives/hyperbolic.ts";
import { And, Eq, Ge, Gt, If, Le, Lt, Ne, Not, Or } from "../../expr/primitives/logic.ts";
import { Div } from "../../expr/primitives/operators.ts";
import { Cbrt, Pow } from "../../expr/primitives/powers.ts";
import { Abs, Ceil, Floor, Round, Sign, Trunc } from "../../expr/primitives/rounding.ts";
import { Acos, Asin, Atan } from "../../expr/primitives/trigonometric.ts";
import { isExact } from "../exact.ts";
import * as ranges from "../facts/range.ts";
import { anything, type Range } from "../facts/range.ts";
import type { ENode, Id } from "./node.ts";

const { Acosh, Asinh, Atanh, Sinh, Tanh } = hyperbolic;

const RISING: ReadonlySet<Primitive> = new Set<Primitive>([
  Exp,
  Expm1,
  Ln,
  Log1p,
  Log2,
  Log10,
  Cbrt,
  Sinh,
  Tanh,
  Asinh,
  Acosh,
  Atanh,
  Asin,
  Atan,
]);
const STEPS: ReadonlySet<Primitive> = new Set<Primitive>([Floor, Ceil, Round, Trunc]);
const COMPARISONS: ReadonlySet<Primitive> = new Set<Primitive>([Eq, Ne, Lt, Le, Gt, Ge, And, Or, Not]);

const BIT: Range = { ...ranges.between(0, 1), integer: true };
const SIGN: Range = { ...ranges.between(-1, 1), integer: true };

/** Arguments at which the rising functions have an exact value, or one that is a limit. */
const isPlain = (x: number): boolean => x === 0 || !Number.isFinite(x);

export function rangeOf(node: ENode, range: (id: Id) => Range): Range {
  switch (node.kind) {
    case "leaf":
      return rangeOfLeaf(node.expr);
    case "sum": {
      let total = ranges.single(node.constant);
      node.args.forEach((arg, i) => {
        total = ranges.add(total, ranges.multiply(ranges.single(node.coefficients[i]), range(arg)));
      });
      return total;
    }
    case "product": {
      let total: Range | undefined;
      node.args.forEach((arg, i) => {
        const power = ranges.power(range(arg), node.exponents[i]);
        total = total === undefined ? power : ranges.multiply(total, power);
      });
      return total ?? ranges.single(1);
    }
    case "call":
      return rangeOfCall(node.op, node.args.map(range));
  }
}

function rangeOfLeaf(expr: Expr): Range {
  if (expr.kind === "var") return ranges.real;
  if (expr.kind === "const") return isExact(expr.value) ? ranges.single(expr.value) : anything;
  return anything;
}

function rangeOfCall(op: Primitive, args: readonly Range[]): Range {
  if (COMPARISONS.has(op)) return BIT;
  const [a, b, c] = args;
  if (op === If) return ranges.union(b, c);
  if (op === Abs) return ranges.absolute(a);
  if (op === Sign) return signRange(a);
  if (op === Max) return extreme(a, b, Math.max, 1);
  if (op === Min) return extreme(a, b, Math.min, -1);
  if (op === Relu) return extreme(a, ranges.single(0), Math.max, 1);
  if (op === Clamp) return extreme(extreme(a, b, Math.max, 1), c, Math.min, -1);
  if (op === Step) return { ...BIT, partial: a.partial };
  if (STEPS.has(op)) {
    const whole = { low: op.value(a.low), high: op.value(a.high) };
    return {
      ...a,
      ...whole,
      lowOpen: a.lowOpen && !Number.isFinite(a.low),
      highOpen: a.highOpen && !Number.isFinite(a.high),
      nonzero: false,
      integer: true,
    };
  }
  if (op === Pow) return rangeOfPower(a, b);
  if (op === Div) return ranges.multiply(a, ranges.reciprocal(b));
  if (op.power !== undefined) return ranges.power(a, constValue(op.power));
  const finite = args.every(ranges.isReal);
  const constant = args.length === 0 ? op.value() : undefined;
  if (constant !== undefined) return widened(constant);
  if (op === Acos) return { ...ranges.between(0, Math.PI * (1 + 2 ** -50)), partial: isOutside(a) };
  if (RISING.has(op)) return risingRange(op, a);
  const range = op.range;
  const partial = op.domain !== undefined || !finite;
  if (range === undefined) return partial ? anything : { ...ranges.real };
  const [low, high] = range;
  return {
    ...anything,
    low,
    high,
    lowOpen: finite && low === Number.NEGATIVE_INFINITY,
    highOpen: finite && high === Number.POSITIVE_INFINITY,
    nonzero: finite && NEVER_ZERO.has(op),
    partial,
  };
}

const NEVER_ZERO: ReadonlySet<Primitive> = new Set<Primitive>([hyperbolic.Sech, hyperbolic.Cosh]);

const widened = (value: number): Range => ({
  ...ranges.between(value * (1 - 2 ** -50), value * (1 + 2 ** -50)),
});

const isOutside = (a: Range): boolean => a.partial || a.low < -1 || a.high > 1;

function risingRange(op: Primitive, a: Range): Range {
  const [least, most] = DOMAINS.get(op) ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  const inside = { ...a, low: Math.max(a.low, least), high: Math.min(a.high, most) };
  const range = ranges.rising(inside, op.value, isPlain);
  const leaves = a.low < least || a.high > most;
  const bounded =
    op.range === undefined
      ? range
      : ranges.intersect(range, { ...anything, low: op.range[0], high: op.range[1] });
  // A limit at an infinite argument is not reached where the argument is finite.
  return { ...bounded, partial: a.partial || leaves, nonzero: false };
}

const DOMAINS: ReadonlyMap<Primitive, readonly [number, number]> = new Map<
  Primitive,
  readonly [number, number]
>([
  [Ln, [0, Number.POSITIVE_INFINITY]],
  [Log2, [0, Number.POSITIVE_INFINITY]],
  [Log10, [0, Number.POSITIVE_INFINITY]],
  [Log1p, [-1, Number.POSITIVE_INFINITY]],
  [Acosh, [1, Number.POSITIVE_INFINITY]],
  [Atanh, [-1, 1]],
  [Asin, [-1, 1]],
]);

function signRange(a: Range): Range {
  if (ranges.isPositive(a)) return { ...ranges.single(1), partial: a.partial };
  if (ranges.isNegative(a)) return { ...ranges.single(-1), partial: a.partial };
  return {
    ...SIGN,
    low: ranges.isNonnegative(a) ? 0 : -1,
    high: ranges.isNonpositive(a) ? 0 : 1,
    nonzero: ranges.isNonzero(a),
    partial: a.partial,
  };
}

/** max or min: both ends are those of the arguments. */
function extreme(a: Range, b: Range, of: (x: number, y: number) => number, sign: 1 | -1): Range {
  const low = of(a.low, b.low);
  const high = of(a.high, b.high);
  const at = (
    value: number,
    x: number,
    xOpen: boolean,
    y: number,
    yOpen: boolean,
    both: boolean,
  ): boolean => {
    const [p, q] = [x === value && xOpen, y === value && yOpen];
    if (x !== y) return p || q;
    return both ? p && q : p || q;
  };
  return {
    low,
    lowOpen: at(low, a.low, a.lowOpen, b.low, b.lowOpen, sign === -1),
    high,
    highOpen: at(high, a.high, a.highOpen, b.high, b.highOpen, sign === 1),
    nonzero: ranges.isNonzero(a) && ranges.isNonzero(b),
    integer: a.integer && b.integer,
    partial: a.partial || b.partial,
  };
}

/** u^v for a formula v: positive where u is, and both are finite. */
function rangeOfPower(u: Range, v: Range): Range {
  if (!ranges.isReal(u) || !ranges.isReal(v)) return anything;
  if (ranges.isPositive(u)) return ranges.positive;
  if (ranges.isNonnegative(u)) return { ...anything, low: 0 };
  if (v.integer && ranges.isNonzero(u)) return ranges.nonzero;
  return anything;
}

/** The exact value of a call of numbers, where it has one. */
export function exactValueOf(op: Primitive, values: readonly ConstValue[]): Expr | undefined {
  return op.exact?.(...values.map(constant));
}
