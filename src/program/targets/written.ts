// Text of a language with how tightly it binds, so that one expression goes into another with as few brackets
// as its meaning takes. Sums and products associate to the left everywhere and are never reordered.
import type { Primitive } from "../../expr/primitive.ts";
import { MAX_PRODUCT_POWER } from "../../expr/primitives/powers.ts";
import { rowOpcode } from "../instructions.ts";

export interface Written {
  readonly text: string;
  /** One of the levels below: what binds tighter is higher. */
  readonly level: number;
  /** Of a literal its value. */
  readonly value?: number;
}

export const CHOICE = 1;
/** and, or: put in brackets inside each other, where languages and their warnings differ. */
export const LOGIC = 2;
export const COMPARISON = 3;
export const SUM = 4;
export const PRODUCT = 5;
export const PREFIX = 6;
/** Names, calls, numbers without a sign, brackets. */
export const ATOM = 7;

/** How an operation is written, given its operands. */
export type Operation = (...operands: Written[]) => Written;

export const atom = (text: string): Written => ({ text, level: ATOM });

/** The text, in brackets where it binds less than `level`. */
export const held = ({ text, level }: Written, least: number): string => (level < least ? `(${text})` : text);

/** a symbol b, to the left: a right operand of the same level stands in brackets. */
export const infix =
  (symbol: string, level: number): Operation =>
  (a, b) => ({ text: `${held(a, level)} ${symbol} ${held(b, level + 1)}`, level });

export const prefix =
  (symbol: string): Operation =>
  (a) => ({ text: `${symbol}${held(a, ATOM)}`, level: PREFIX });

/** A call of the function of this name. */
export const calling =
  (name: string): Operation =>
  (...operands) =>
    atom(`${name}(${operands.map(({ text }) => text).join(", ")})`);

/** condition ? a : b */
export const ternary: Operation = (condition, a, b) => ({
  text: `${held(condition, LOGIC)} ? ${held(a, LOGIC)} : ${held(b, LOGIC)}`,
  level: CHOICE,
});

/** A row as a call of the function that a language has for it. */
export const call = (row: Primitive, name: string): readonly [number, Operation] => [
  rowOpcode(row),
  calling(name),
];

/** Digits of a double with a point or an exponent, as languages want them that tell doubles from integers. */
export function decimal(value: number): Written {
  const text = Object.is(value, -0) ? "-0" : `${value}`;
  const level = text.startsWith("-") ? PREFIX : ATOM;
  return { text: /^-?\d+$/u.test(text) ? `${text}.0` : text, level, value };
}

/** Whether powers to this exponent are those of C: a finite constant, and no small integer, whose powers are products. */
export const isPlainExponent = ({ value = Number.NaN }: Written): boolean =>
  Number.isFinite(value) && !(Number.isInteger(value) && Math.abs(value) <= MAX_PRODUCT_POWER);
