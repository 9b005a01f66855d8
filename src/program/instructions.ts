// What a program's operations are: every row of the table has a number (an opcode), and so has every
// slope that a row gives beside its partials. The rows that interpreters switch on come first, so that
// their numbers are constants; a row that is added to the table is an instruction as soon as it is there.
import type { Primitive } from "../expr/primitive.ts";
import { Exp, Ln } from "../expr/primitives/exponential.ts";
import { Max, Min } from "../expr/primitives/extremes.ts";
import { Cosh, Sinh, Tanh } from "../expr/primitives/hyperbolic.ts";
import { And, Eq, Ge, Gt, If, Le, Lt, Ne, Not, Or } from "../expr/primitives/logic.ts";
import { Add, Div, Mul, Neg, Sub } from "../expr/primitives/operators.ts";
import { Cube, Pow, Sqrt, Square } from "../expr/primitives/powers.ts";
import { Abs, Floor, Sign } from "../expr/primitives/rounding.ts";
import { primitives } from "../expr/primitives/table.ts";
import { Cos, Sin, Tan } from "../expr/primitives/trigonometric.ts";

/** What an opcode stands for. */
export interface Instruction {
  /** The row's name; of a slope the row's with the argument: "asin'0". */
  readonly name: string;
  readonly arity: number;
  readonly value: (...args: number[]) => number;
  /** The row whose application this is; undefined of leaves and slopes. */
  readonly row: Primitive | undefined;
}

/** A leaf: an input; the first operand is its index. */
export const INPUT = 0;
/** A leaf: a constant; the first operand is its index in the pool. */
export const CONSTANT = 1;

export const ADD = 2;
export const SUB = 3;
export const MUL = 4;
export const DIV = 5;
export const NEG = 6;
export const SQRT = 7;
export const EXP = 8;
export const LN = 9;
export const SIN = 10;
export const COS = 11;
export const TAN = 12;
export const SINH = 13;
export const COSH = 14;
export const TANH = 15;
export const ABS = 16;
export const SIGN = 17;
export const FLOOR = 18;
export const IF = 19;
export const EQ = 20;
export const NE = 21;
export const LT = 22;
export const LE = 23;
export const GT = 24;
export const GE = 25;
export const AND = 26;
export const OR = 27;
export const NOT = 28;
export const MAX = 29;
export const MIN = 30;
export const POW = 31;
export const SQUARE = 32;
export const CUBE = 33;

/** The rows of the opcodes above, in their order. */
const first = [
  ...[Add, Sub, Mul, Div, Neg, Sqrt, Exp, Ln, Sin, Cos, Tan, Sinh, Cosh, Tanh, Abs, Sign, Floor],
  ...[If, Eq, Ne, Lt, Le, Gt, Ge, And, Or, Not, Max, Min, Pow, Square, Cube],
] as const satisfies readonly Primitive[];

const leaf = (name: string): Instruction => ({
  name,
  arity: 0,
  value: () => Number.NaN,
  row: undefined,
});

const rows: readonly Primitive[] = [...new Set<Primitive>([...first, ...primitives.values()])];

const slopes = rows.flatMap((row) =>
  (row.slopes ?? []).map((value, i) => ({ row, i, instruction: slope(row, i, value) })),
);

function slope(row: Primitive, i: number, value: Instruction["value"]): Instruction {
  return { name: `${row.name}'${i}`, arity: row.arity, value, row: undefined };
}

/** Every instruction, by opcode. */
export const instructions: readonly Instruction[] = [
  leaf("input"),
  leaf("constant"),
  ...rows.map((row): Instruction => ({ name: row.name, arity: row.arity, value: row.value, row })),
  ...slopes.map(({ instruction }) => instruction),
];
if (instructions.length > 256) throw new Error("invariant: an opcode is one byte");

/** The number of operands, by opcode. */
export const arities: Uint8Array = Uint8Array.from(instructions, ({ arity }) => arity);

const opcodes: ReadonlyMap<Primitive, number> = new Map(rows.map((row, i) => [row, CONSTANT + 1 + i]));

/** The rows by some bits of their hashes, one or none for each, and their opcodes. */
const HASHED = 1024;
const hashedRows = new Array<Primitive | undefined>(HASHED).fill(undefined);
const hashedOpcodes = new Uint8Array(HASHED);
for (const [row, opcode] of opcodes) {
  hashedRows[row.hash & (HASHED - 1)] = row;
  hashedOpcodes[row.hash & (HASHED - 1)] = opcode;
}

/** The opcode of a row; undefined for a function outside the table. */
export function opcodeOf(row: Primitive): number | undefined {
  const place = row.hash & (HASHED - 1);
  return hashedRows[place] === row ? hashedOpcodes[place] : opcodes.get(row);
}

/** The opcode of a row that a rule of the table names. */
export function rowOpcode(row: Primitive): number {
  const opcode = opcodes.get(row);
  if (opcode === undefined) throw new Error(`invariant: '${row.name}' is a row of the table`);
  return opcode;
}

/** The opcode of a row's slope by argument i; undefined where it has none. */
export function slopeOpcode(row: Primitive, i: number): number | undefined {
  const at = slopes.findIndex((one) => one.row === row && one.i === i);
  return at < 0 ? undefined : CONSTANT + 1 + rows.length + at;
}

/** Whether an opcode's value is always 1 or 0. */
export const isBoolean = (opcode: number): boolean => opcode >= EQ && opcode <= NOT;

const symmetric = new Uint8Array(instructions.length);
for (const opcode of [ADD, MUL, EQ, NE, AND, OR, MAX, MIN]) symmetric[opcode] = 1;

/** Whether the operands of an opcode may be exchanged without changing a bit of the value. */
export const isSymmetric = (opcode: number): boolean => symmetric[opcode] === 1;
