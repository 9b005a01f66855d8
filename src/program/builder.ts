// Programs in the making: arrays that grow, and the value numbering. An instruction that is there
// already is found by open addressing, so that equal subformulas are one slot, in a primal and in the
// derivatives that are appended to it alike.
import { CONSTANT, isSymmetric } from "./instructions.ts";
import type { Program } from "./program.ts";

const bits = new Float64Array(1);
const words = new Int32Array(bits.buffer);

function grown<T extends Uint8Array | Int32Array | Float64Array>(from: T, into: T): T {
  into.set(from);
  return into;
}

/** Places near each other that are tried first, and the tries after which it is those that are left. */
const NEAR = 12;
const FAR = 100;

/** A number of an instruction that looks random, from 0 to 2^31 - 1. */
function hash(opcode: number, first: number, second: number, third: number): number {
  let h =
    Math.imul(first, 0x9e3779b1) + Math.imul(second, 0x85ebca6b) + Math.imul(third, 0xc2b2ae35) + opcode;
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  return (h ^ (h >>> 13)) & 0x7fffffff;
}

/**
 * Where instructions stand, by open addressing: slot + 1, or 0 where a place is free. Programs are walked in their order,
 * and what an instruction needs was mostly made a moment ago; so it is put near the place of its latest operand, where the
 * memory is at hand, and only where it is crowded there (everything times one constant) anywhere.
 */
class Places {
  readonly table: Int32Array;
  /** From a slot to its neighbourhood. */
  readonly #near: number;
  /** From a hash to any place. */
  readonly #far: number;

  /** @param room the most slots; three quarters of the places are taken then. */
  constructor(room: number) {
    const length = Math.ceil(room * (4 / 3)) + 2 * NEAR;
    this.table = new Int32Array(length);
    this.#near = (length - 2 * NEAR) / room;
    this.#far = length / 2 ** 31;
  }

  near(latest: number, hashed: number): number {
    return ((latest * this.#near) | 0) + (hashed & 7);
  }

  far(hashed: number): number {
    return (hashed * this.#far) | 0;
  }

  /** The place to look at after `place`, the try of this number: beside it, then anywhere, in the end one after the other. */
  next(place: number, tries: number, hashed: number): number {
    if (tries >= NEAR && tries < FAR) {
      const again = Math.imul(hashed ^ Math.imul(tries, 0x9e3779b1), 0x2c1b3c6d);
      return this.far((again ^ (again >>> 15)) & 0x7fffffff);
    }
    return place + 1 === this.table.length ? 0 : place + 1;
  }
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
  #places: Places;

  /** @param capacity slots to make room for at once. */
  constructor(inputs: readonly string[], capacity: number) {
    const room = Math.max(16, inputs.length + capacity);
    this.opcodes = new Uint8Array(room);
    this.first = new Int32Array(room);
    this.second = new Int32Array(room);
    this.third = new Int32Array(room);
    this.#places = new Places(room);
    this.inputs = inputs;
    for (let i = 0; i < inputs.length; i++) this.first[i] = i; // opcode 0 is INPUT's
    this.length = inputs.length;
  }

  /** A builder that goes on after a program's last instruction. */
  static from(program: Program, capacity: number): Builder {
    const builder = new Builder(program.inputs, program.opcodes.length - program.inputs.length + capacity);
    const { opcodes, first, second, third, constants } = program;
    builder.opcodes.set(opcodes);
    builder.first.set(first);
    builder.second.set(second);
    builder.third.set(third);
    if (constants.length > builder.constants.length) builder.constants = constants.slice();
    else builder.constants.set(constants);
    builder.pooled = constants.length;
    builder.length = opcodes.length;
    for (let slot = program.inputs.length; slot < opcodes.length; slot++) builder.#enter(slot);
    return builder;
  }

  /** The slot of an instruction, a new one where there is none like it yet. */
  instruction(opcode: number, given: number, other: number, third: number): number {
    let first = given;
    let second = other;
    if (first > second && isSymmetric(opcode)) {
      first = other;
      second = given;
    }
    const places = this.#places;
    const { table } = places;
    const hashed = hash(opcode, first, second, third);
    const latest = first > second ? first : second;
    let place = places.near(latest > third ? latest : third, hashed);
    for (let tries = 1; ; tries++) {
      const slot = table[place] - 1;
      if (slot < 0) return this.#add(place, opcode, first, second, third);
      if (
        this.first[slot] === first &&
        this.second[slot] === second &&
        this.opcodes[slot] === opcode &&
        this.third[slot] === third
      ) {
        return slot;
      }
      place = places.next(place, tries, hashed);
    }
  }

  /** The slot of a constant; 0 and -0 are two. */
  constant(given: number): number {
    const value = Number.isNaN(given) ? Number.NaN : given; // one nan, whatever its bits
    bits[0] = value;
    const places = this.#places;
    const { table } = places;
    const hashed = hash(CONSTANT, words[0], words[1], 0);
    let place = places.far(hashed);
    let tries = NEAR;
    for (let found = table[place]; found !== 0; found = table[place]) {
      const slot = found - 1;
      if (this.opcodes[slot] === CONSTANT && Object.is(this.constants[this.first[slot]], value)) return slot;
      place = places.next(place, tries++, hashed);
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
    const { length } = this;
    // A copy costs time, a part of a larger array costs the memory of the rest.
    const isTight = length >= 0.9 * this.opcodes.length;
    return {
      opcodes: isTight ? this.opcodes.subarray(0, length) : this.opcodes.slice(0, length),
      first: isTight ? this.first.subarray(0, length) : this.first.slice(0, length),
      second: isTight ? this.second.subarray(0, length) : this.second.slice(0, length),
      third: isTight ? this.third.subarray(0, length) : this.third.slice(0, length),
      constants: this.constants.slice(0, this.pooled),
      inputs: this.inputs,
      outputs,
    };
  }

  #add(place: number, opcode: number, first: number, second: number, third: number): number {
    const slot = this.length++;
    const isFull = slot === this.opcodes.length;
    if (isFull) this.#grow();
    this.opcodes[slot] = opcode;
    this.first[slot] = first;
    this.second[slot] = second;
    this.third[slot] = third;
    if (isFull) this.#enter(slot);
    else this.#places.table[place] = slot + 1;
    return slot;
  }

  #grow(): void {
    const room = 2 * this.opcodes.length;
    this.opcodes = grown(this.opcodes, new Uint8Array(room));
    this.first = grown(this.first, new Int32Array(room));
    this.second = grown(this.second, new Int32Array(room));
    this.third = grown(this.third, new Int32Array(room));
    this.#places = new Places(room);
    for (let slot = this.inputs.length; slot < this.length - 1; slot++) this.#enter(slot);
  }

  /** Puts a slot into the places, where nothing like it is. */
  #enter(slot: number): void {
    const places = this.#places;
    const { table } = places;
    const opcode = this.opcodes[slot];
    const first = this.first[slot];
    let place = 0;
    if (opcode === CONSTANT) {
      bits[0] = this.constants[first];
      const hashed = hash(CONSTANT, words[0], words[1], 0);
      place = places.far(hashed);
      for (let tries = NEAR; table[place] !== 0; tries++) place = places.next(place, tries, hashed);
    } else {
      const second = this.second[slot];
      const third = this.third[slot];
      const hashed = hash(opcode, first, second, third);
      const latest = first > second ? first : second;
      place = places.near(latest > third ? latest : third, hashed);
      for (let tries = 1; table[place] !== 0; tries++) place = places.next(place, tries, hashed);
    }
    table[place] = slot + 1;
  }
}
