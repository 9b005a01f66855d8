// A program in the units that it is rolled by. A cone is an operation with all that only it needs: a tree
// that hangs below a value which several others use, or a result. Cones of one shape that need none of each
// other, a layer's neurons or the partials of its weights, are a bank: one unit of many instances. All other
// cones follow one another in streams: units of one instance.
import { arities, INPUT, isSymmetric } from "../instructions.ts";
import type { Program } from "../program.ts";

export interface Unit {
  readonly instances: number;
  /** Of one instance, its operations in an order of our own: operands first, the longer way first. */
  readonly opcodes: Uint8Array;
  /** Three by operation: an earlier operation of the unit, or as -1 - k its leaf k. */
  readonly operands: Int32Array;
  /** By leaf the slots of all instances: leaf k of instance j stands at k·instances + j. */
  readonly leaves: Int32Array;
  /** The slot of each operation, or where there are many instances of the last operation of each. */
  readonly slots: Int32Array;
}

/** So many of a kind are worth a loop. */
export const LEAST = 4;

/** A term of a long sum is a cone of its own from so many operations on: its sum is then a loop over their values. */
const TERM = 8;
const TERMS = 16;

const mix = (h: number, value: number): number => {
  const mixed = Math.imul(h ^ value, 0x2c1b3c6d);
  return (mixed ^ (mixed >>> 13)) + Math.imul(value, 0x9e3779b1);
};

export interface Units {
  readonly units: readonly Unit[];
  /** By slot a number that moves evenly where values are stored one after the other. */
  readonly ordinals: Int32Array;
}

/**
 * The units of a program in the layout of `compact`, in an order in which they can be run. `kinds` are the inputs';
 * `poll` is called now and then.
 */
export function unitsOf(program: Program, kinds: Uint8Array, poll: () => void): Units {
  return new Cutter(program, kinds).units(poll);
}

class Cutter {
  readonly #program: Program;
  readonly #kinds: Uint8Array;
  readonly #start: number;
  /** By slot, 1 where it is a cone's last operation. */
  readonly #isRoot: Uint8Array;
  /** By slot, its only user, or -1 where it has none, -2 where it has several. */
  readonly #users: Int32Array;
  /** By slot, the operations of its cone up to it. */
  readonly #sizes: Int32Array;
  readonly #hashes: Int32Array;
  /** By root, the number of its bank, or -1. */
  readonly #banks: Int32Array;
  readonly #ordinals: Int32Array;
  /** By slot, its place in the stream that was made last. */
  readonly #places: Int32Array;
  /** By slot, the first result that it is, or -1. */
  readonly #results: Int32Array;
  readonly #units: Unit[] = [];
  #bankCount = 0;
  #nextOrdinal = 0;
  /** The canonical operands of the operation looked at last. */
  readonly #operands = new Int32Array(3);

  constructor(program: Program, kinds: Uint8Array) {
    const { length } = program.opcodes;
    this.#program = program;
    this.#kinds = kinds;
    this.#start = program.inputs.length + program.constants.length;
    this.#isRoot = new Uint8Array(length);
    this.#users = new Int32Array(length).fill(-1);
    this.#sizes = new Int32Array(length);
    this.#hashes = new Int32Array(length);
    this.#banks = new Int32Array(length).fill(-1);
    this.#ordinals = new Int32Array(length);
    this.#places = new Int32Array(length).fill(-1);
    this.#results = new Int32Array(length).fill(-1);
    for (let k = program.outputs.length - 1; k >= 0; k--) this.#results[program.outputs[k]] = k;
    for (let slot = 0; slot < this.#start; slot++) this.#ordinals[slot] = slot;
    this.#nextOrdinal = this.#start;
  }

  units(poll: () => void): Units {
    this.#findRoots();
    poll();
    this.#cutTerms();
    poll();
    const { order, ends } = this.#byLevel();
    let pending: number[] = [];
    let from = 0;
    for (const end of ends) {
      poll();
      const roots: number[] = [];
      for (let k = from; k < end; k++) {
        const slot = order[k];
        this.#measure(slot);
        if (this.#isRoot[slot] === 1) roots.push(slot);
      }
      from = end;
      if (roots.length < LEAST) {
        for (const root of roots) pending.push(root);
        continue;
      }
      const { banks, singles } = this.#banksOf(roots);
      if (banks.length > 0) {
        this.#stream(pending);
        pending = [];
        for (const bank of banks) this.#addBank(bank);
      }
      for (const root of singles) pending.push(root);
    }
    this.#stream(pending);
    return { units: this.#units, ordinals: this.#ordinals };
  }

  #findRoots(): void {
    const { opcodes, first, second, third, outputs } = this.#program;
    const users = this.#users;
    const use = (operand: number, slot: number): void => {
      if (users[operand] === -1) users[operand] = slot;
      else if (users[operand] !== slot) users[operand] = -2;
    };
    for (let slot = this.#start; slot < opcodes.length; slot++) {
      const arity = arities[opcodes[slot]];
      use(first[slot], slot);
      if (arity > 1) use(second[slot], slot);
      if (arity > 2) use(third[slot], slot);
    }
    for (let slot = this.#start; slot < opcodes.length; slot++) if (users[slot] < 0) this.#isRoot[slot] = 1;
    for (const slot of outputs) if (slot >= this.#start) this.#isRoot[slot] = 1;
  }

  /** Makes the terms of long sums, where they are long themselves, cones of their own. */
  #cutTerms(): void {
    const { length } = this.#program.opcodes;
    for (let slot = this.#start; slot < length; slot++) this.#measure(slot);
    const counts = new Int32Array(2 ** Math.ceil(Math.log2(2 * length)));
    const last = counts.length - 1;
    const isTerm = (slot: number): boolean => this.#sizes[slot] >= TERM;
    for (let slot = this.#start; slot < length; slot++) if (isTerm(slot)) counts[this.#hashes[slot] & last]++;
    for (let slot = this.#start; slot < length; slot++) {
      if (this.#isRoot[slot] === 1 || !isTerm(slot) || counts[this.#hashes[slot] & last] < TERMS) continue;
      if (counts[this.#hashes[this.#users[slot]] & last] < LEAST) this.#isRoot[slot] = 1;
    }
  }

  /** The operations by level: a cone is one above those that it needs. */
  #byLevel(): { order: Int32Array; ends: Int32Array } {
    const { opcodes, first, second, third } = this.#program;
    const levels = new Int32Array(opcodes.length);
    let highest = 0;
    const below = (slot: number): number => levels[slot] + (this.#isRoot[slot] === 1 ? 1 : 0);
    for (let slot = this.#start; slot < opcodes.length; slot++) {
      const arity = arities[opcodes[slot]];
      let level = below(first[slot]);
      if (arity > 1) level = Math.max(level, below(second[slot]));
      if (arity > 2) level = Math.max(level, below(third[slot]));
      levels[slot] = level;
      if (level > highest) highest = level;
    }
    const ends = new Int32Array(highest + 1);
    for (let slot = this.#start; slot < opcodes.length; slot++) ends[levels[slot]]++;
    for (let level = 1; level <= highest; level++) ends[level] += ends[level - 1];
    const next = ends.slice();
    const order = new Int32Array(opcodes.length - this.#start);
    for (let slot = opcodes.length - 1; slot >= this.#start; slot--) order[--next[levels[slot]]] = slot;
    return { order, ends };
  }

  /** Whether an operand is an operation of the same cone. */
  #isWithin(slot: number): boolean {
    return slot >= this.#start && this.#isRoot[slot] === 0;
  }

  /** What kind of leaf a slot is: inputs by kind, constants, values by bank. */
  #kindOf(slot: number): number {
    if (slot < this.#start) return this.#program.opcodes[slot] === INPUT ? this.#kinds[slot] : 256;
    return this.#banks[slot] < 0 ? 0x40000000 : 257 + this.#banks[slot];
  }

  #hashOf(slot: number): number {
    if (this.#isWithin(slot)) return this.#hashes[slot];
    const kind = this.#kindOf(slot);
    return mix(kind, kind === 0x40000000 ? slot : 1);
  }

  /** Whether b comes before a: the longer way first, then what it is, then where. */
  #isAfter(a: number, b: number): boolean {
    const { opcodes } = this.#program;
    const [isA, isB] = [this.#isWithin(a), this.#isWithin(b)];
    if (isA !== isB) return isB;
    if (isA && this.#sizes[a] !== this.#sizes[b]) return this.#sizes[a] < this.#sizes[b];
    const [kindA, kindB] = isA ? [opcodes[a], opcodes[b]] : [this.#kindOf(a), this.#kindOf(b)];
    return kindA === kindB ? a > b : kindA > kindB;
  }

  #canonical(slot: number): number {
    const { opcodes, first, second, third } = this.#program;
    const operands = this.#operands;
    const opcode = opcodes[slot];
    operands[0] = first[slot];
    operands[1] = second[slot];
    operands[2] = third[slot];
    if (isSymmetric(opcode) && this.#isAfter(operands[0], operands[1])) {
      operands[0] = second[slot];
      operands[1] = first[slot];
    }
    return arities[opcode];
  }

  /** The size and the hash of the cone up to a slot. */
  #measure(slot: number): void {
    const arity = this.#canonical(slot);
    const operands = this.#operands;
    let size = 1;
    let hash = mix(0x1234, this.#program.opcodes[slot]);
    for (let i = 0; i < arity; i++) {
      const operand = operands[i];
      if (this.#isWithin(operand) && operands.indexOf(operand) === i) size += this.#sizes[operand];
      hash = mix(hash, this.#hashOf(operand));
    }
    this.#sizes[slot] = size;
    this.#hashes[slot] = i32(mix(hash, size)); // a + a is shorter than a + b
  }

  #banksOf(roots: readonly number[]): { banks: number[][]; singles: number[] } {
    const groups = new Map<number, number[]>();
    for (const root of roots) {
      const group = groups.get(this.#hashes[root]);
      if (group === undefined) groups.set(this.#hashes[root], [root]);
      else group.push(root);
    }
    const banks: number[][] = [];
    const singles: number[] = [];
    for (const group of groups.values()) {
      if (group.length >= LEAST) banks.push(group);
      else for (const root of group) singles.push(root);
    }
    return { banks, singles: singles.sort((a, b) => a - b) };
  }

  /** The operations of a cone, operands first, the longer way first, written to `into` from `at` on; their number. */
  #coneInto(root: number, into: Int32Array, at: number): number {
    const stack = [root];
    let count = 0;
    for (let slot = stack.pop(); slot !== undefined; slot = stack.pop()) {
      into[at + count++] = slot;
      const arity = this.#canonical(slot);
      const [a, b, c] = this.#operands;
      const isA = this.#isWithin(a);
      const isB = arity > 1 && b !== a && this.#isWithin(b);
      const isC = arity > 2 && c !== a && c !== b && this.#isWithin(c);
      if (isC) {
        const within = [...(isA ? [a] : []), ...(isB ? [b] : []), c];
        for (const operand of within.sort((x, y) => this.#sizes[y] - this.#sizes[x])) stack.push(operand);
      } else if (isA && isB && this.#sizes[b] > this.#sizes[a]) stack.push(b, a);
      else {
        if (isA) stack.push(a);
        if (isB) stack.push(b);
      }
    }
    into.subarray(at, at + count).reverse();
    return count;
  }

  /** Cones of different shapes, one after the other. */
  #stream(roots: readonly number[]): void {
    if (roots.length === 0) return;
    let length = 0;
    for (const root of roots) length += this.#sizes[root];
    const slots = new Int32Array(length);
    let at = 0;
    for (const root of roots) at += this.#coneInto(root, slots, at);
    for (let i = 0; i < length; i++) {
      this.#places[slots[i]] = i;
      this.#ordinals[slots[i]] = this.#nextOrdinal++;
    }
    const operands = new Int32Array(3 * length);
    const leaves = new Int32Array(3 * length);
    let found = 0;
    for (let i = 0; i < length; i++) {
      const arity = this.#canonical(slots[i]);
      for (let c = 0; c < arity; c++) {
        const operand = this.#operands[c];
        const place = this.#places[operand];
        if (place < 0) leaves[found++] = operand;
        operands[3 * i + c] = place >= 0 ? place : -found;
      }
    }
    for (const slot of slots) this.#places[slot] = -1;
    const opcodes = new Uint8Array(length);
    for (let i = 0; i < length; i++) opcodes[i] = this.#program.opcodes[slots[i]];
    this.#units.push({ instances: 1, opcodes, operands, leaves: leaves.slice(0, found), slots });
  }

  /** One unit of cones of one hash; those that turn out to be of another shape are a stream. */
  #addBank(roots: readonly number[]): void {
    const length = this.#sizes[roots[0]];
    const cone = new Int32Array(length);
    this.#coneInto(roots[0], cone, 0);
    const opcodes = Uint8Array.from(cone, (slot) => this.#program.opcodes[slot]);
    const shape = new Int32Array(3 * length);
    const found: number[] = []; // leaves of one instance after the other
    const members: number[] = [];
    const others: number[] = [];
    for (const [index, root] of roots.entries()) {
      if (this.#sizes[root] !== length) {
        others.push(root);
        continue;
      }
      const before = found.length;
      if (index > 0) this.#coneInto(root, cone, 0);
      for (let i = 0; i < length; i++) this.#places[cone[i]] = i;
      let isSame = true;
      for (let i = 0; i < length && isSame; i++) {
        isSame = this.#program.opcodes[cone[i]] === opcodes[i];
        const arity = this.#canonical(cone[i]);
        for (let c = 0; c < arity; c++) {
          const place = this.#places[this.#operands[c]];
          const operand = place >= 0 ? place : -1 - (found.length - before);
          if (index === 0) shape[3 * i + c] = operand;
          else if (shape[3 * i + c] !== operand) isSame = false;
          if (place >= 0) continue;
          const like = index === 0 ? this.#operands[c] : found[found.length - before];
          if (this.#kindOf(like) !== this.#kindOf(this.#operands[c])) isSame = false;
          found.push(this.#operands[c]);
        }
      }
      for (let i = 0; i < length; i++) this.#places[cone[i]] = -1;
      if (isSame) members.push(root);
      else {
        found.length = before;
        others.push(root);
      }
    }
    if (members.length < LEAST) {
      this.#stream(roots);
      return;
    }
    this.#stream(others);
    const n = members.length;
    const width = found.length / n;
    const order = this.#inOrder(members, found, width);
    const leaves = new Int32Array(found.length);
    for (let k = 0; k < width; k++) {
      for (let j = 0; j < n; j++) leaves[k * n + j] = found[order[j] * width + k];
    }
    const slots = Int32Array.from(order, (j) => members[j]);
    const bank = this.#bankCount++;
    for (const slot of slots) {
      this.#banks[slot] = bank;
      this.#ordinals[slot] = this.#nextOrdinal++;
    }
    this.#units.push({ instances: n, opcodes, operands: shape, leaves, slots });
  }

  /**
   * An order of instances in which their leaves and results move evenly: of a few, the one with the fewest places
   * where a step is unlike the one before, and where that is the same, the one with the fewest steps back.
   */
  #inOrder(members: readonly number[], found: readonly number[], width: number): Int32Array {
    const n = members.length;
    const natural = Int32Array.from({ length: n }, (_, j) => j);
    const column = (k: number): Int32Array => natural.map((j) => this.#ordinals[found[j * width + k]]);
    const keys: { values: Int32Array; distinct: number }[] = [];
    for (let k = 0; k < Math.min(width, 8); k++) {
      const isConstant = found[k] < this.#start && this.#program.opcodes[found[k]] !== INPUT;
      const values = column(k);
      const distinct = isConstant ? 1 : new Set(values).size;
      if (distinct > 1) keys.push({ values, distinct });
    }
    const by = (columns: readonly Int32Array[]): Int32Array =>
      natural.slice().sort((a, b) => {
        for (const values of columns) if (values[a] !== values[b]) return values[a] - values[b];
        return a - b;
      });
    const results = Int32Array.from(members, (slot) => this.#results[slot]);
    const areResults = results.every((output) => output >= 0);
    const columns = keys.map(({ values }) => values);
    // The column that takes the fewest values is the outer index of two.
    const sorted = keys.sort((a, b) => a.distinct - b.distinct).map(({ values }) => values);
    const candidates = [...(areResults ? [by([results])] : []), by(sorted), natural];
    if (areResults) columns.push(results);
    const costs = candidates.map((order) => unevenness(order, columns));
    return candidates[costs.indexOf(Math.min(...costs))];
  }
}

/** How often columns in an order take a step unlike the one before; steps back are a fraction. */
function unevenness(order: Int32Array, columns: readonly Int32Array[]): number {
  let count = 0;
  let back = 0;
  for (const values of columns) {
    for (let j = 2; j < order.length; j++) {
      const [a, b, c] = [values[order[j - 2]], values[order[j - 1]], values[order[j]]];
      if (c - b !== b - a) count++;
      if (c < b) back++;
    }
  }
  return count + back / (1 + columns.length * order.length);
}

const i32 = (value: number): number => value | 0;
