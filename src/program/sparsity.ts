// Which derivatives can be other than 0: by output the inputs that it depends on smoothly, found in one walk.
// Conditions and steps (floor, sign ...) hand nothing on. Small sets are kept for every slot, large ones, as along
// a sum of many terms, only for the outputs.
// Griewank & Walther, Evaluating Derivatives, 2nd ed., ch. 7.1: dependence by bit patterns or index sets.
import { IF, instructions } from "./instructions.ts";
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

/** Larger sets are not written out for every slot, but worked out from those below where an output asks. */
const SMALL = 32;
/** Beyond so many steps in all, everything is taken to depend on everything. */
const MOST_STEPS = 200_000_000;
/** The length of a set that is not written out. */
const LARGE = -1;

/** The small sets of a program's slots, each a rising part of one pool; slots may share a part. */
class SmallSets {
  readonly starts: Int32Array;
  readonly lengths: Int32Array;
  pool = new Int32Array(1024);
  #used = 0;

  constructor(slots: number) {
    this.starts = new Int32Array(slots);
    this.lengths = new Int32Array(slots);
  }

  /** A slot's set is that of an input alone. */
  set(slot: number, input: number): void {
    this.#reserve(1);
    this.pool[this.#used] = input;
    this.starts[slot] = this.#used++;
    this.lengths[slot] = 1;
  }

  /** Puts what is in another's set into a slot's, sharing where one holds the other. */
  join(slot: number, other: number): void {
    const [a, b] = [this.lengths[slot], this.lengths[other]];
    if (a === LARGE || b === 0) return;
    if (b === LARGE) {
      this.lengths[slot] = LARGE;
      return;
    }
    if (a === 0) {
      this.#share(slot, other);
      return;
    }
    this.#reserve(a + b);
    const { pool } = this;
    let [i, j, to] = [this.starts[slot], this.starts[other], this.#used];
    const [endI, endJ] = [i + a, j + b];
    while (i < endI || j < endJ) {
      const x = i < endI ? pool[i] : Number.POSITIVE_INFINITY;
      const y = j < endJ ? pool[j] : Number.POSITIVE_INFINITY;
      pool[to++] = x < y ? x : y;
      if (x <= y) i++;
      if (y <= x) j++;
    }
    const length = to - this.#used;
    if (length === a) return;
    if (length === b) this.#share(slot, other);
    else if (length > SMALL) this.lengths[slot] = LARGE;
    else {
      this.starts[slot] = this.#used;
      this.lengths[slot] = length;
      this.#used = to;
    }
  }

  #share(slot: number, other: number): void {
    this.starts[slot] = this.starts[other];
    this.lengths[slot] = this.lengths[other];
  }

  #reserve(more: number): void {
    if (this.#used + more <= this.pool.length) return;
    const wider = new Int32Array(2 * (this.#used + more));
    wider.set(this.pool);
    this.pool = wider;
  }
}

/** By output slot the inputs it depends on, as indices into `wrt`. */
export function patternOf(program: Program, outputs: ArrayLike<number>, wrt: readonly number[]): Pattern {
  const { opcodes, first, second, third } = program;
  const bits = handed();
  const sets = new SmallSets(opcodes.length);
  for (const [k, input] of wrt.entries()) sets.set(input, k);
  for (let slot = program.inputs.length; slot < opcodes.length; slot++) {
    const handsOn = bits[opcodes[slot]];
    if (handsOn & 1) sets.join(slot, first[slot]);
    if (handsOn & 2) sets.join(slot, second[slot]);
    if (handsOn & 4) sets.join(slot, third[slot]);
  }
  const { starts, lengths } = sets;
  const listed = new Map<number, Int32Array>();
  const seen = new Int32Array(opcodes.length).fill(-1); // by slot, the output that met it last
  const found = new Int32Array(wrt.length).fill(-1); // by input, the same
  let steps = 0;
  const list = (output: number): Int32Array => {
    if (lengths[output] !== LARGE) {
      return sets.pool.slice(starts[output], starts[output] + lengths[output]);
    }
    const inputs: number[] = [];
    const stack = [output];
    for (let slot = stack.pop(); slot !== undefined; slot = stack.pop()) {
      if (seen[slot] === output) continue;
      seen[slot] = output;
      steps += 1 + Math.max(0, lengths[slot]);
      if (lengths[slot] === LARGE) {
        const handsOn = bits[opcodes[slot]];
        if (handsOn & 1) stack.push(first[slot]);
        if (handsOn & 2) stack.push(second[slot]);
        if (handsOn & 4) stack.push(third[slot]);
      }
      for (let k = starts[slot]; k < starts[slot] + lengths[slot]; k++) {
        const input = sets.pool[k];
        if (found[input] === output) continue;
        found[input] = output;
        inputs.push(input);
      }
    }
    return Int32Array.from(inputs).sort();
  };
  for (const output of Array.from(outputs)) {
    if (!listed.has(output)) listed.set(output, list(output));
    if (steps > MOST_STEPS) return full(outputs.length, wrt.length);
  }
  return { rows: Array.from(outputs, (slot) => listed.get(slot) ?? EMPTY), columns: wrt.length };
}

const EMPTY = new Int32Array(0);

/** The union of two rising lists, one of them where it holds the other. */
function union(a: Int32Array, b: Int32Array): Int32Array {
  const both = Int32Array.from(new Set([...a, ...b])).sort();
  return both.length === a.length ? a : both.length === b.length ? b : both;
}

const full = (rows: number, columns: number): Pattern => {
  const all = Int32Array.from({ length: columns }, (_, i) => i);
  return { rows: new Array<Int32Array>(rows).fill(all), columns };
};

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
