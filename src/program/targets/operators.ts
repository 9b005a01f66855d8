// The operations that most languages write alike.
import { ADD, AND, DIV, EQ, GE, GT, IF, LE, LT, MUL, NE, NEG, NOT, OR, SUB } from "../instructions.ts";
import { COMPARISON, held, infix, LOGIC, type Operation, PRODUCT, prefix, SUM, ternary } from "./written.ts";

/** and, or: operands that are one of the two themselves stand in brackets. */
const logic =
  (symbol: string): Operation =>
  (a, b) => ({ text: `${held(a, COMPARISON)} ${symbol} ${held(b, COMPARISON)}`, level: LOGIC });

export const arithmetic: readonly (readonly [number, Operation])[] = [
  [ADD, infix("+", SUM)],
  [SUB, infix("-", SUM)],
  [MUL, infix("*", PRODUCT)],
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
