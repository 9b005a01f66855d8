// The operations that C and JavaScript write alike.
import { ADD, AND, DIV, EQ, GE, GT, IF, LE, LT, MUL, NE, NEG, NOT, OR, SUB } from "../instructions.ts";

type Written = (a: string, b: string, c: string) => string;

const infix =
  (symbol: string): Written =>
  (a, b) =>
    `${a} ${symbol} ${b}`;
const bit =
  (symbol: string): Written =>
  (a, b) =>
    `${a} ${symbol} ${b} ? 1 : 0`;

export const operators: readonly (readonly [number, Written])[] = [
  [ADD, infix("+")],
  [SUB, infix("-")],
  [MUL, infix("*")],
  [DIV, infix("/")],
  [NEG, (a) => `-${a}`],
  [EQ, bit("==")],
  [NE, bit("!=")],
  [LT, bit("<")],
  [LE, bit("<=")],
  [GT, bit(">")],
  [GE, bit(">=")],
  [AND, bit("&&")],
  [OR, bit("||")],
  [NOT, (a) => `${a} ? 0 : 1`],
  [IF, (a, b, c) => `${a} ? ${b} : ${c}`],
];
