// The operations of programs that are a few instructions each, with evaluate's bits: arithmetic, comparisons, choices,
// signs, roundings. What is true is neither 0 nor nan; comparisons give 1 or 0.
import { Step } from "../../../expr/primitives/extremes.ts";
import { Ceil, Copysign, Round, Trunc } from "../../../expr/primitives/rounding.ts";
import {
  ABS,
  ADD,
  AND,
  CUBE,
  DIV,
  EQ,
  FLOOR,
  GE,
  GT,
  IF,
  LE,
  LT,
  MAX,
  MIN,
  MUL,
  NE,
  NEG,
  NOT,
  OR,
  rowOpcode,
  SIGN,
  SQRT,
  SQUARE,
  SUB,
} from "../../instructions.ts";
import type { Lanes, Mask, Value } from "./lanes.ts";
import { withSignOf } from "./math/polynomial.ts";

/** An operation; operands may be read several times: they are locals or constants. */
export type Operation = (l: Lanes, a: Value, b: Value, c: Value) => Value;

const isTrue = (l: Lanes, a: Value): Mask => l.gt(l.abs(a), l.number(0)); // false for nan

/** The nearest integer, halves away from zero; -0.3 is rounded to -0, and large numbers stay. */
function round(l: Lanes, x: Value): Value {
  const whole = l.let(l.trunc(x));
  const size = l.let(l.abs(l.sub(x, whole))); // exact
  const away = l.let(withSignOf(l, l.number(1), x));
  return l.select(l.ge(size, l.number(0.5)), l.add(whole, away), whole);
}

function sign(l: Lanes, x: Value): Value {
  const zero = l.number(0);
  return l.select(l.gt(x, zero), l.number(1), l.select(l.lt(x, zero), l.number(-1), x));
}

/** By opcode. */
export const operations: ReadonlyMap<number, Operation> = new Map<number, Operation>([
  [ADD, (l, a, b) => l.add(a, b)],
  [SUB, (l, a, b) => l.sub(a, b)],
  [MUL, (l, a, b) => l.mul(a, b)],
  [DIV, (l, a, b) => l.div(a, b)],
  [NEG, (l, a) => l.neg(a)],
  [SQRT, (l, a) => l.sqrt(a)],
  [ABS, (l, a) => l.abs(a)],
  [SQUARE, (l, a) => l.mul(a, a)],
  [CUBE, (l, a) => l.mul(l.mul(a, a), a)],
  [MAX, (l, a, b) => l.max(a, b)],
  [MIN, (l, a, b) => l.min(a, b)],
  [SIGN, sign],
  [FLOOR, (l, a) => l.floor(a)],
  [rowOpcode(Ceil), (l, a) => l.ceil(a)],
  [rowOpcode(Trunc), (l, a) => l.trunc(a)],
  [rowOpcode(Round), round],
  [rowOpcode(Copysign), (l, a, b) => l.select(l.eq(b, b), withSignOf(l, l.abs(a), b), b)],
  [rowOpcode(Step), (l, a) => l.select(l.eq(a, a), l.bit(l.ge(a, l.number(0))), a)],
  [EQ, (l, a, b) => l.bit(l.eq(a, b))],
  [NE, (l, a, b) => l.bit(l.ne(a, b))],
  [LT, (l, a, b) => l.bit(l.lt(a, b))],
  [LE, (l, a, b) => l.bit(l.le(a, b))],
  [GT, (l, a, b) => l.bit(l.gt(a, b))],
  [GE, (l, a, b) => l.bit(l.ge(a, b))],
  [AND, (l, a, b) => l.bit(l.both(isTrue(l, a), isTrue(l, b)))],
  [OR, (l, a, b) => l.bit(l.either(isTrue(l, a), isTrue(l, b)))],
  [NOT, (l, a) => l.bit(l.not(isTrue(l, a)))],
  [IF, (l, a, b, c) => l.select(isTrue(l, a), b, c)],
]);
