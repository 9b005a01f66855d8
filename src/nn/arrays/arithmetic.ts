// The two kinds of entries an array may have, numbers and formulas, behind one interface: everything
// about arrays is written once for both. Numbers are computed as the rows of the table compute them.
import { constant, type Expr, type ExprLike, isExpr, toExpr } from "../../expr/node.ts";
import { Add, Div, Mul, Neg, Sub } from "../../expr/primitives/operators.ts";
import { Pow } from "../../expr/primitives/powers.ts";

export type Entry = number | Expr;

export interface Arithmetic<T> {
  readonly kind: "numbers" | "formulas";
  /** The entry that a number stands for. */
  readonly from: (value: number) => T;
  readonly add: (a: T, b: T) => T;
  readonly sub: (a: T, b: T) => T;
  readonly mul: (a: T, b: T) => T;
  readonly div: (a: T, b: T) => T;
  readonly pow: (a: T, b: T) => T;
  readonly neg: (a: T) => T;
  /** The sum of `count` products of entries, in their order; entries of a and b are 1 and `stride` apart. 0 of none. */
  readonly dot: (
    a: readonly T[],
    startA: number,
    b: readonly T[],
    startB: number,
    stride: number,
    count: number,
  ) => T;
  /** The most products of one matmul: seconds of work. */
  readonly mostProducts: number;
}

export const numbers: Arithmetic<number> = {
  kind: "numbers",
  from: (value) => value,
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  pow: Pow.value,
  neg: (a) => -a,
  dot: (a, startA, b, startB, stride, count) => {
    let sum = count === 0 ? 0 : a[startA] * b[startB];
    for (let k = 1; k < count; k++) sum += a[startA + k] * b[startB + k * stride];
    return sum;
  },
  mostProducts: 2_000_000_000,
};

export const formulas: Arithmetic<Expr> = {
  kind: "formulas",
  from: toExpr,
  add: (a, b) => Add(a, b),
  sub: Sub,
  mul: (a, b) => Mul(a, b),
  div: Div,
  pow: Pow,
  neg: Neg,
  dot: (a, startA, b, startB, stride, count) => {
    if (count === 0) return constant(0);
    let sum = Mul(a[startA], b[startB]);
    for (let k = 1; k < count; k++) sum = Add(sum, Mul(a[startA + k], b[startB + k * stride]));
    return sum;
  },
  mostProducts: 2_000_000,
};

export const isNumber = (entry: unknown): entry is number => typeof entry === "number";
export const isEntry = (value: unknown): value is ExprLike =>
  typeof value === "number" || typeof value === "bigint" || isExpr(value);
