// Target wasm: a program as the functions of a WebAssembly module, whose bytes are written here. Functions are chunks
// of the program, since compilers take more than linear time over long ones. Values are in locals, reused after their
// last use; what a later chunk needs, and every result, is in memory. The module holds nothing that a user has written.

import { TargetError } from "../../../expr/errors.ts";
import { grouped } from "../../../expr/print/grouped.ts";
import {
  ABS,
  ADD,
  arities,
  CONSTANT,
  DIV,
  FLOOR,
  instructions,
  isSymmetric,
  MAX,
  MIN,
  MUL,
  NEG,
  SQRT,
  SUB,
} from "../../instructions.ts";
import type { Runner } from "../../interpret.ts";
import type { Program } from "../../program.ts";
import { ConstantPool } from "./constants.ts";
import { type Bytes, F64, ModuleWriter, OP, PAGE } from "./encode.ts";
import { type Host, mayCompileWasm, type WasmMemory, webAssembly } from "./host.ts";
import type { Lanes, Value } from "./lanes.ts";
import { operations } from "./operations.ts";
import { hostImports, Routines } from "./routines.ts";

/** The most operations of a module: some 50 bytes each. */
export const MOST_OPERATIONS = 2_000_000;

/** Operations of a chunk: smaller ones hand more values on, larger ones take longer to be compiled. */
const CHUNK = 500;

/** The most constants that are loaded from memory: they are to stay at hand. */
const POOL = 1024;

/** A module's bytes, the host's functions that it imports, and the doubles of its memory. */
export interface Code {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly hosts: readonly number[];
  readonly doubles: number;
  /** What memory begins with. */
  readonly constants: readonly number[];
}

/** Where the inputs are in memory, and after them the results, in doubles. */
const INPUTS = POOL;

/** How an opcode is written: the one instruction that it is, on operands in their order; or as one of these. */
const [CALL, SEVERAL] = [0, 1];
const writing = Uint8Array.from(instructions, (_, opcode) => (operations.has(opcode) ? SEVERAL : CALL));
writing[ADD] = 0xa0;
writing[SUB] = 0xa1;
writing[MUL] = 0xa2;
writing[DIV] = 0xa3;
writing[MIN] = 0xa4;
writing[MAX] = 0xa5;
writing[ABS] = 0x99;
writing[NEG] = 0x9a;
writing[FLOOR] = 0x9c;
writing[SQRT] = 0x9f;

/** The functions of a program's chunks, and one that calls them. Slots are walked in their order. */
class Straight {
  readonly #program: Program;
  readonly #writer = new ModuleWriter();
  readonly #pool = new ConstantPool(POOL);
  readonly #routines: Routines;
  /** The first operation. */
  readonly #start: number;
  /** By slot where it is in memory, in doubles: after the constants inputs, results, what chunks hand on; -1: nowhere. */
  readonly #places: Int32Array;
  readonly #isResult: Uint8Array;
  /** The doubles of memory in use so far, and those of them that are free again. */
  #doubles: number;
  readonly #freePlaces: number[] = [];
  /** By slot the last operation that uses it, of all and of the chunk being written. */
  readonly #lastOfAll: Int32Array;
  readonly #lastHere: Int32Array;
  /** By slot its local, and the chunk that this is so in. */
  readonly #locals: Int32Array;
  readonly #heldIn: Int32Array;
  /** The slot whose value is on the stack, where the next operation takes it; -1: none. */
  #onStack = -1;
  readonly #lanes: Lanes;
  readonly #code: Bytes;
  /** The locals that are free again. */
  readonly #freeLocals: number[] = [];

  constructor(program: Program) {
    const { opcodes, inputs, constants, outputs } = program;
    const { length } = opcodes;
    this.#program = program;
    this.#routines = new Routines(this.#writer, opcodes, this.#pool);
    this.#lanes = this.#routines.lanes("scalar", 0);
    this.#code = this.#lanes.code;
    this.#start = inputs.length + constants.length;
    this.#places = new Int32Array(length).fill(-1);
    for (let slot = 0; slot < inputs.length; slot++) this.#places[slot] = INPUTS + slot;
    this.#isResult = new Uint8Array(length);
    for (let k = outputs.length - 1; k >= 0; k--) {
      const slot = outputs[k];
      if (slot < this.#start) continue;
      this.#places[slot] = INPUTS + inputs.length + k;
      this.#isResult[slot] = 1;
    }
    this.#doubles = INPUTS + inputs.length + outputs.length;
    this.#lastOfAll = new Int32Array(length).fill(-1);
    this.#lastHere = new Int32Array(length).fill(-1);
    this.#locals = new Int32Array(length);
    this.#heldIn = new Int32Array(length).fill(-1);
    this.#markUses(this.#lastOfAll, this.#start, length);
  }

  #markUses(last: Int32Array, from: number, to: number): void {
    const { opcodes, first, second, third } = this.#program;
    for (let slot = from; slot < to; slot++) {
      const arity = arities[opcodes[slot]];
      last[first[slot]] = slot;
      if (arity > 1) last[second[slot]] = slot;
      if (arity > 2) last[third[slot]] = slot;
    }
  }

  code(): Code {
    const { opcodes } = this.#program;
    const chunks: number[] = [];
    for (let from = this.#start; from < opcodes.length; from += CHUNK) {
      chunks.push(this.#chunk(from, Math.min(from + CHUNK, opcodes.length)));
    }
    const main = this.#writer.declare([], [F64]);
    this.#lanes.restart();
    this.#main(chunks);
    this.#writer.define(main, this.#lanes.locals, this.#code);
    this.#writer.exportFunction("f", main);
    this.#writer.memory({ pages: Math.ceil((8 * this.#doubles) / PAGE) });
    this.#writer.exportMemory("m");
    this.#routines.finish();
    const { hosts } = this.#routines;
    return { bytes: this.#writer.bytes(), hosts, doubles: this.#doubles, constants: [...this.#pool.values] };
  }

  /** Calls the chunks, writes the results that are inputs, constants or others once more, and returns the first. */
  #main(chunks: readonly number[]): void {
    const { inputs, outputs } = this.#program;
    for (const chunk of chunks) {
      this.#code.indexed(OP.call, chunk);
    }
    for (let k = 0; k < outputs.length; k++) {
      const place = INPUTS + inputs.length + k;
      if (this.#places[outputs[k]] === place) continue;
      this.#address();
      this.#leafOrLoad(outputs[k]);
      this.#access(OP.f64Store, place);
    }
    if (outputs.length > 0) this.#leafOrLoad(outputs[0]);
    else this.#lanes.number(Number.NaN)();
  }

  #leafOrLoad(slot: number): void {
    const { opcodes, first, constants } = this.#program;
    if (opcodes[slot] === CONSTANT) this.#lanes.number(constants[first[slot]])();
    else {
      this.#address();
      this.#access(OP.f64Load, this.#places[slot]);
    }
  }

  #address(): void {
    this.#code.byte(OP.i32Const);
    this.#code.byte(0);
  }

  #access(instruction: number, place: number): void {
    this.#code.byte(instruction);
    this.#code.byte(3); // aligned to 2^3
    this.#code.unsigned(8 * place);
  }

  /** The function of the operations of some slots. */
  #chunk(from: number, to: number): number {
    const { opcodes } = this.#program;
    this.#lanes.restart();
    this.#freeLocals.length = 0;
    this.#markUses(this.#lastHere, from, to);
    for (let slot = from; slot < to; slot++) {
      const isHandedOn = this.#isResult[slot] === 0 && this.#lastOfAll[slot] >= to;
      const isStored = isHandedOn || this.#isResult[slot] === 1;
      const isHeld = this.#lastHere[slot] > slot;
      const isStraight = isStored && !isHeld && this.#onStack < 0; // an address comes before the value
      if (isStraight) this.#address();
      this.#operation(slot, opcodes[slot], from);
      this.#release(slot, from);
      if (isHandedOn) this.#places[slot] = this.#freePlaces.pop() ?? this.#doubles++;
      if (isHeld && !isStored && this.#isNext(slot, to)) this.#onStack = slot;
      else if (!isStraight) {
        this.#hold(slot, from);
        if (!isStored) continue;
        this.#address();
        this.#code.indexed(OP.localGet, this.#locals[slot]);
        if (!isHeld) this.#freeLocals.push(this.#locals[slot]);
      }
      if (isStored) this.#access(OP.f64Store, this.#places[slot]);
    }
    const index = this.#writer.declare([], []);
    this.#writer.define(index, this.#lanes.locals, this.#code);
    return index;
  }

  /** Whether a slot is used once, by the next operation, which takes its operands from the stack: as the first of them. */
  #isNext(slot: number, to: number): boolean {
    const { opcodes, first, second } = this.#program;
    const next = slot + 1;
    if (next === to || this.#lastHere[slot] !== next || writing[opcodes[next]] === SEVERAL) return false;
    const arity = arities[opcodes[next]];
    return (
      arity === 1 ||
      (arity === 2 &&
        (first[next] === slot) !== (second[next] === slot) &&
        (first[next] === slot || isSymmetric(opcodes[next])))
    );
  }

  /** Takes a value from the stack into a new local. */
  #hold(slot: number, chunk: number): void {
    const local = this.#freeLocals.pop() ?? this.#lanes.local();
    this.#locals[slot] = local;
    this.#heldIn[slot] = chunk;
    this.#code.indexed(OP.localSet, local);
  }

  /** Pushes a slot's value; one that is in memory only is kept in a local where it is used again. */
  #push(slot: number, chunk: number): void {
    if (slot === this.#onStack) this.#onStack = -1;
    else if (this.#heldIn[slot] === chunk) {
      this.#code.indexed(OP.localGet, this.#locals[slot]);
    } else {
      this.#leafOrLoad(slot);
      if (this.#program.opcodes[slot] === CONSTANT) return;
      const local = this.#freeLocals.pop() ?? this.#lanes.local();
      this.#locals[slot] = local;
      this.#heldIn[slot] = chunk;
      this.#code.indexed(OP.localTee, local);
    }
  }

  /** Pushes the value of an operation. */
  #operation(slot: number, opcode: number, chunk: number): void {
    const { first, second, third, opcodes, constants } = this.#program;
    const arity = arities[opcode];
    const instruction = writing[opcode];
    if (instruction === SEVERAL) {
      const local = (operand: number): Value => {
        if (opcodes[operand] === CONSTANT) return this.#lanes.number(constants[first[operand]]);
        if (this.#heldIn[operand] !== chunk) {
          this.#leafOrLoad(operand);
          this.#hold(operand, chunk);
        }
        return this.#lanes.get(this.#locals[operand]);
      };
      const a = local(first[slot]);
      const b = arity > 1 ? local(second[slot]) : a;
      const c = arity > 2 ? local(third[slot]) : a;
      this.#routines.apply(this.#lanes, opcode, a, b, c)();
      return;
    }
    const isSwapped = arity === 2 && second[slot] === this.#onStack;
    this.#push(isSwapped ? second[slot] : first[slot], chunk);
    if (arity > 1) this.#push(isSwapped ? first[slot] : second[slot], chunk);
    if (arity > 2) this.#push(third[slot], chunk);
    if (instruction === CALL) this.#code.indexed(OP.call, this.#routines.scalar(opcode));
    else this.#code.byte(instruction);
  }

  /** Frees the locals and places of the operands that nothing after this slot uses. */
  #release(slot: number, chunk: number): void {
    const { opcodes, first, second, third } = this.#program;
    const arity = arities[opcodes[slot]];
    this.#releaseOne(first[slot], slot, chunk);
    if (arity > 1) this.#releaseOne(second[slot], slot, chunk);
    if (arity > 2) this.#releaseOne(third[slot], slot, chunk);
  }

  #releaseOne(operand: number, slot: number, chunk: number): void {
    if (this.#heldIn[operand] === chunk && this.#lastHere[operand] === slot) {
      this.#heldIn[operand] = -1;
      this.#freeLocals.push(this.#locals[operand]);
    }
    if (
      this.#lastOfAll[operand] === slot &&
      operand >= this.#start &&
      operand < chunk &&
      this.#isResult[operand] === 0
    ) {
      this.#lastOfAll[operand] = -1; // it may be an operand twice
      this.#freePlaces.push(this.#places[operand]);
    }
  }
}

/** The module of a program in the layout of `compact`; its function "f" writes all outputs to memory and returns the first. */
export const code = (program: Program): Code => new Straight(program).code();

/** Up to so many numbers are copied one by one: a copy as a whole takes longer to begin. */
const FEW = 24;

function copy(from: Float64Array, to: Float64Array): void {
  if (from.length > FEW) to.set(from);
  else for (let i = 0; i < from.length; i++) to[i] = from[i];
}

/** A program as a function that runs it, and the memory that it takes. */
export interface Running {
  readonly run: Runner;
  readonly bytes: number;
}

/**
 * A program in the layout of `compact` as a function that runs it, or why there is none: WebAssembly may be absent
 * here, forbidden, or refuse a module for its size.
 * @throws {TargetError} for a program of more than two million operations and results.
 */
export function wasm(program: Program, skip: number, host: Host | undefined): Running | string {
  const { opcodes, constants, inputs, outputs } = program;
  const operations = opcodes.length - inputs.length - constants.length + outputs.length;
  if (operations > MOST_OPERATIONS) {
    const [found, most] = [operations, MOST_OPERATIONS].map(grouped);
    throw new TargetError(
      "too-large",
      `target 'wasm' is given ${found} operations and results, expected at most ${most}; use target 'interpret'`,
    );
  }
  const api = webAssembly();
  if (api === undefined) return "there is no WebAssembly here";
  if (!mayCompileWasm()) return "WebAssembly may not be compiled here";
  const { bytes, hosts, doubles, constants: pool } = code(program);
  const instance = compiled(host, () => new api.Instance(new api.Module(bytes), hostImports(hosts)));
  if (typeof instance === "string") return instance;
  const { f, m } = instance.exports;
  if (!isFunction(f) || !isMemory(m)) throw new Error("invariant: a module exports what it is made to");
  new Float64Array(m.buffer).set(pool);
  const x = new Float64Array(m.buffer, 8 * INPUTS, inputs.length);
  const y = new Float64Array(
    m.buffer,
    8 * (INPUTS + inputs.length + skip),
    Math.max(0, outputs.length - skip),
  );
  const run: Runner = (given, out) => {
    copy(given, x);
    const value = f();
    copy(y, out);
    return value;
  };
  return { run, bytes: bytes.length + 8 * doubles };
}

export const isFunction = (value: unknown): value is (...args: number[]) => number =>
  typeof value === "function";
export const isMemory = (value: unknown): value is WasmMemory =>
  typeof value === "object" && value !== null && "buffer" in value;

/** What `compile` makes, by the caller's way of compiling; or why it refused. What the caller throws is the caller's. */
export function compiled<T>(host: Host | undefined, compile: () => T): T | string {
  const refusals = new Set<unknown>();
  const attempt = (): T => {
    try {
      return compile();
    } catch (error) {
      refusals.add(error);
      throw error;
    }
  };
  try {
    return host?.eager === undefined ? attempt() : host.eager(attempt);
  } catch (error) {
    if (!refusals.has(error)) throw error;
    return `WebAssembly refuses the module here (${error instanceof Error ? error.message : error})`;
  }
}
