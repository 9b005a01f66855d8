// The operations that most languages write alike.
import { ADD, AND, DIV, EQ, GE, GT, IF, LE, LT, MUL, NE, NEG, NOT, OR, SUB } from "../instructions.ts";
import {
  ATOM,
  COMPARISON,
  held,
  infix,
  LOGIC,
  type Operation,
  PREFIX,
  PRODUCT,
  prefix,
  SUM,
  ternary,
  type Written,
} from "./written.ts";

/** and, or: operands that are one of the two themselves stand in brackets. */
const logic =
  (symbol: string): Operation =>
  (a, b) => ({ text: `${held(a, COMPARISON)} ${symbol} ${held(b, COMPARISON)}`, level: LOGIC });

/** Whether a minus sign leads a product, a quotient or a number: it is that of the whole, as rounding knows no sign. */
const isNegative = ({ text, level }: Written): boolean => level >= PRODUCT && text.startsWith("-");
const unsigned = (one: Written): Written =>
  isNegative(one) ? { text: one.text.slice(1), level: one.level === PRODUCT ? PRODUCT : ATOM } : one;

const plus = infix("+", SUM);
const minus = infix("-", SUM);
const times = infix("*", PRODUCT);

/** a + b: what is subtracted stands second, and what would stand in brackets first. */
const sum: Operation = (a, b) => {
  if (isNegative(b)) return minus(a, unsigned(b));
  if (isNegative(a)) return minus(b, unsigned(a));
  return a.level > SUM && b.level === SUM ? plus(b, a) : plus(a, b);
};

const difference: Operation = (a, b) => (isNegative(b) ? plus(a, unsigned(b)) : minus(a, b));

/** a * b: a number stands first, as does a sign, and else what would stand in brackets. */
const product: Operation = (a, b) => {
  const [x, y] = [unsigned(a), unsigned(b)];
  if (isNegative(a) !== isNegative(b)) {
    const isSecondFirst = b.value !== undefined || (x.level < ATOM && y.level === ATOM);
    const [first, second] = isSecondFirst ? [y, x] : [x, y];
    return { text: `-${held(first, ATOM)} * ${held(second, PREFIX)}`, level: PRODUCT };
  }
  if (a.value !== undefined) return times(x, y);
  const isLongerLast = x.level > PRODUCT && y.level === PRODUCT;
  const isNumberLast = b.value !== undefined && x.level > PRODUCT;
  return isLongerLast || isNumberLast ? times(y, x) : times(x, y);
};

/** No operation here is another one: operands are exchanged, which changes no bit, and signs taken into sums. */
export const arithmetic: readonly (readonly [number, Operation])[] = [
  [ADD, sum],
  [SUB, difference],
  [MUL, product],
  [DIV, infix("/", PRODUCT)],
  [NEG, prefix("-")],
];

/** Comparisons stand beside sums, never beside each other. */
export const comparison =
  (symbol: string): Operation =>
  (a, b) => ({ ...infix(symbol, SUM)(a, b), level: COMPARISON });

export const comparisons: readonly (readonly [number, Operation])[] = [
  [EQ, comparison("==")],
  [NE, comparison("!=")],
  [LT, comparison("<")],
  [LE, comparison("<=")],
  [GT, comparison(">")],
  [GE, comparison(">=")],
];

export const conditionals: readonly (readonly [number, Operation])[] = [
  [AND, logic("&&")],
  [OR, logic("||")],
  [NOT, prefix("!")],
  [IF, ternary],
];

/** + - * /, comparisons, && || ! and c ? a : b. */
export const operators: readonly (readonly [number, Operation])[] = [
  ...arithmetic,
  ...comparisons,
  ...conditionals,
];
