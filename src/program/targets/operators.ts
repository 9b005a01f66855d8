// The operations that C and JavaScript write alike.
import type { Primitive } from "../../expr/primitive.ts";
import {
  ADD,
  AND,
  DIV,
  EQ,
  GE,
  GT,
  IF,
  LE,
  LT,
  MUL,
  NE,
  NEG,
  NOT,
  OR,
  rowOpcode,
  SUB,
} from "../instructions.ts";

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

/** A row as a call of the function that a language has for it. */
export const call = (row: Primitive, name: string): readonly [number, (...args: string[]) => string] => [
  rowOpcode(row),
  (...args) => `${name}(${args.slice(0, row.arity).join(", ")})`,
];
