// Programs in the making: arrays that grow, and the value numbering. An instruction that is there
// already is found by open addressing, so that equal subformulas are one slot, in a primal and in the
// derivatives that are appended to it alike.
import { CONSTANT, INPUT, isSymmetric } from "./instructions.ts";
import type { Program } from "./program.ts";

const bits = new Float64Array(1);
const words = new Int32Array(bits.buffer);

function grown<T extends Uint8Array | Int32Array | Float64Array>(from: T, into: T): T {
  into.set(from);
  return into;
}

function hash(opcode: number, first: number, second: number, third: number): number {
  let h =
    Math.imul(first, 0x9e3779b1) + Math.imul(second, 0x85ebca6b) + Math.imul(third, 0xc2b2ae35) + opcode;
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  return h ^ (h >>> 13);
}

export class Builder {
  opcodes: Uint8Array;
  first: Int32Array;
  second: Int32Array;
  third: Int32Array;
  constants = new Float64Array(16);
  /** The number of slots so far. */
  length = 0;
  /** The number of constants so far. */
  pooled = 0;
  readonly inputs: readonly string[];
  /** Open addressing over the slots: slot + 1, or 0 where a place is free. At most three quarters full. */
  #table: Int32Array;

  /** @param capacity slots to make room for at once. */
  constructor(inputs: readonly string[], capacity: number) {
    const room = Math.max(16, inputs.length + capacity);
    this.opcodes = new Uint8Array(room);
    this.first = new Int32Array(room);
    this.second = new Int32Array(room);
    this.third = new Int32Array(room);
    this.#table = new Int32Array(2 ** Math.ceil(Math.log2(room * (4 / 3))));
    this.inputs = inputs;
    for (let i = 0; i < inputs.length; i++) this.instruction(INPUT, i, 0, 0);
  }

  /** A builder that goes on after a program's last instruction. */
  static from(program: Program, capacity: number): Builder {
    const builder = new Builder(program.inputs, program.opcodes.length - program.inputs.length + capacity);
    const { opcodes, first, second, third, constants } = program;
    for (let slot = program.inputs.length; slot < opcodes.length; slot++) {
      if (opcodes[slot] === CONSTANT) builder.constant(constants[first[slot]]);
      else builder.instruction(opcodes[slot], first[slot], second[slot], third[slot]);
    }
    return builder;
  }

  /** The slot of an instruction, a new one where there is none like it yet. */
  instruction(opcode: number, first: number, second: number, third: number): number {
    if (first > second && isSymmetric(opcode)) return this.instruction(opcode, second, first, third);
    const last = this.#table.length - 1;
    let place = hash(opcode, first, second, third) & last;
    for (let found = this.#table[place]; found !== 0; found = this.#table[place]) {
      const slot = found - 1;
      if (
        this.first[slot] === first &&
        this.second[slot] === second &&
        this.opcodes[slot] === opcode &&
        this.third[slot] === third
      ) {
        return slot;
      }
      place = (place + 1) & last;
    }
    return this.#add(place, opcode, first, second, third);
  }

  /** The slot of a constant; 0 and -0 are two. */
  constant(given: number): number {
    const value = Number.isNaN(given) ? Number.NaN : given; // one nan, whatever its bits
    bits[0] = value;
    const last = this.#table.length - 1;
    let place = hash(CONSTANT, words[0], words[1], 0) & last;
    for (let found = this.#table[place]; found !== 0; found = this.#table[place]) {
      const slot = found - 1;
      if (this.opcodes[slot] === CONSTANT && Object.is(this.constants[this.first[slot]], value)) return slot;
      place = (place + 1) & last;
    }
    if (this.pooled === this.constants.length) {
      this.constants = grown(this.constants, new Float64Array(2 * this.pooled));
    }
    this.constants[this.pooled] = value;
    return this.#add(place, CONSTANT, this.pooled++, 0, 0);
  }

  isConstant(slot: number): boolean {
    return this.opcodes[slot] === CONSTANT;
  }

  /** The value of a slot that is a constant. */
  constantAt(slot: number): number {
    return this.constants[this.first[slot]];
  }

  /** Whether a slot is this constant; 0 and -0 are two. */
  isValue(slot: number, value: number): boolean {
    return this.opcodes[slot] === CONSTANT && Object.is(this.constants[this.first[slot]], value);
  }

  program(outputs: Int32Array): Program {
    return {
      opcodes: this.opcodes.slice(0, this.length),
      first: this.first.slice(0, this.length),
      second: this.second.slice(0, this.length),
      third: this.third.slice(0, this.length),
      constants: this.constants.slice(0, this.pooled),
      inputs: this.inputs,
      outputs,
    };
  }

  #add(place: number, opcode: number, first: number, second: number, third: number): number {
    const slot = this.length++;
    if (slot === this.opcodes.length) this.#grow();
    this.opcodes[slot] = opcode;
    this.first[slot] = first;
    this.second[slot] = second;
    this.third[slot] = third;
    this.#table[place] = slot + 1;
    if (this.length * 4 > this.#table.length * 3) this.#rehash();
    return slot;
  }

  #grow(): void {
    const room = 2 * this.opcodes.length;
    this.opcodes = grown(this.opcodes, new Uint8Array(room));
    this.first = grown(this.first, new Int32Array(room));
    this.second = grown(this.second, new Int32Array(room));
    this.third = grown(this.third, new Int32Array(room));
  }

  #rehash(): void {
    const table = new Int32Array(2 * this.#table.length);
    const last = table.length - 1;
    for (let slot = 0; slot < this.length; slot++) {
      const opcode = this.opcodes[slot];
      let first = this.first[slot];
      let second = this.second[slot];
      if (opcode === CONSTANT) {
        bits[0] = this.constants[first];
        [first, second] = [words[0], words[1]];
      }
      let place = hash(opcode, first, second, this.third[slot]) & last;
      while (table[place] !== 0) place = (place + 1) & last;
      table[place] = slot + 1;
    }
    this.#table = table;
  }
}
