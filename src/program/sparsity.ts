// Which derivatives can be other than 0: by output the inputs that it depends on smoothly, found in one walk.
// Conditions and steps (floor, sign ...) hand nothing on. Sets are shared where one holds the other, and let
// go after their last use.
// Griewank & Walther, Evaluating Derivatives, 2nd ed., ch. 7.1: dependence by bit patterns or index sets.
import { arities, IF, instructions } from "./instructions.ts";
import { isLeaf, type Program } from "./program.ts";
import { partialOf } from "./template.ts";

/** By row its columns that may be other than 0, rising. */
export interface Pattern {
  readonly rows: readonly Int32Array[];
  readonly columns: number;
}

/** Whether tangents go from operand i of an instruction to its value. */
export function hands(opcode: number, i: number): boolean {
  if (opcode === IF) return i > 0;
  const { row } = instructions[opcode];
  if (row === undefined) return true;
  return row.partials[i] === "parameter" || partialOf(opcode, i) !== undefined;
}

/** By opcode 1, 2 and 4 for the operands that hand something on. */
let handing: Uint8Array | undefined;
export function handed(): Uint8Array {
  handing ??= Uint8Array.from(instructions, ({ arity }, opcode) => {
    let bits = 0;
    for (let i = 0; i < arity; i++) if (!isLeaf(opcode) && hands(opcode, i)) bits |= 1 << i;
    return bits;
  });
  return handing;
}

/** Beyond so many entries in all sets, everything is taken to depend on everything. */
const MOST_ENTRIES = 50_000_000;

const EMPTY = new Int32Array(0);

/** The union of two rising lists, one of them where it holds the other. */
function union(a: Int32Array, b: Int32Array): Int32Array {
  if (a === b || b.length === 0) return a;
  if (a.length === 0) return b;
  const both = new Int32Array(a.length + b.length);
  let [i, j, length] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    const [x, y] = [a[i], b[j]];
    both[length++] = x < y ? x : y;
    if (x <= y) i++;
    if (y <= x) j++;
  }
  while (i < a.length) both[length++] = a[i++];
  while (j < b.length) both[length++] = b[j++];
  if (length === a.length) return a;
  return length === b.length ? b : both.slice(0, length);
}

/** By output slot the inputs it depends on, as indices into `wrt`. */
export function patternOf(program: Program, outputs: ArrayLike<number>, wrt: readonly number[]): Pattern {
  const { opcodes, first, second, third } = program;
  const bits = handed();
  const last = lastUses(program, outputs);
  const sets = new Array<Int32Array | undefined>(opcodes.length);
  for (const [k, input] of wrt.entries()) sets[input] = Int32Array.of(k);
  let entries = 0;
  for (let slot = program.inputs.length; slot < opcodes.length; slot++) {
    const opcode = opcodes[slot];
    if (last[slot] === 0 || isLeaf(opcode)) continue;
    const handsOn = bits[opcode];
    let set: Int32Array = EMPTY;
    for (let i = 0; i < arities[opcode]; i++) {
      const operand = i === 0 ? first[slot] : i === 1 ? second[slot] : third[slot];
      if ((handsOn >> i) & 1) set = union(set, sets[operand] ?? EMPTY);
    }
    sets[slot] = set;
    entries += set.length;
    if (entries > MOST_ENTRIES) return full(outputs.length, wrt.length);
    for (let i = 0; i < arities[opcode]; i++) {
      const operand = i === 0 ? first[slot] : i === 1 ? second[slot] : third[slot];
      if (last[operand] === slot && !isLeaf(opcodes[operand])) sets[operand] = undefined;
    }
  }
  return { rows: Array.from(outputs, (slot) => sets[slot] ?? EMPTY), columns: wrt.length };
}

const full = (rows: number, columns: number): Pattern => {
  const all = Int32Array.from({ length: columns }, (_, i) => i);
  return { rows: new Array<Int32Array>(rows).fill(all), columns };
};

/** By slot the last one that uses it: its own output after all others; 0 where nothing needs it. */
function lastUses({ opcodes, first, second, third }: Program, outputs: ArrayLike<number>): Int32Array {
  const last = new Int32Array(opcodes.length);
  for (const slot of Array.from(outputs)) last[slot] = opcodes.length;
  for (let slot = opcodes.length - 1; slot >= 0; slot--) {
    const opcode = opcodes[slot];
    if (last[slot] === 0 || isLeaf(opcode)) continue;
    const arity = arities[opcode];
    last[first[slot]] ||= slot;
    if (arity > 1) last[second[slot]] ||= slot;
    if (arity > 2) last[third[slot]] ||= slot;
  }
  return last;
}

/** The pattern of the transposed matrix. */
export function transposed({ rows, columns }: Pattern): Pattern {
  const counts = new Int32Array(columns);
  for (const row of rows) for (const column of row) counts[column]++;
  const turned = Array.from(counts, (count) => new Int32Array(count));
  counts.fill(0);
  for (const [i, row] of rows.entries()) for (const column of row) turned[column][counts[column]++] = i;
  return { rows: turned, columns: rows.length };
}

/** The pattern of a square matrix with that of its transpose put in. */
export function symmetric(pattern: Pattern): Pattern {
  const { rows } = transposed(pattern);
  return { rows: pattern.rows.map((row, i) => union(row, rows[i])), columns: pattern.columns };
}
