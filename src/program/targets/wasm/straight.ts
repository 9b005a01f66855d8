// Target wasm: a program as the functions of a WebAssembly module, whose bytes are written here. Functions are chunks
// of the program, since compilers take more than linear time over long ones. Values are in locals, reused after their
// last use; what a later chunk needs, and every result, is in memory. The module holds nothing that a user has written.

import { TargetError, UsageError } from "../../../expr/errors.ts";
import { described } from "../../../expr/options.ts";
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
import { F64, ModuleWriter, OP, PAGE } from "./encode.ts";
import { type Host, mayCompileWasm, type WasmMemory, webAssembly } from "./host.ts";
import type { Value } from "./lanes.ts";
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

/** The most bytes of one operation that is not written as several: two operands and an address, a call, a store. */
const MOST_BYTES = 96;

const NOWHERE = -1;

/**
 * The module of a program in the layout of `compact`; its function "f" writes all outputs to memory and returns the first.
 *
 * A program is most often compiled before V8 has compiled this, so the loop over the operations is one piece that writes
 * bytes by itself: what it calls, and what it asks of objects, is what it costs.
 */
export function code(program: Program): Code {
  const { opcodes, first, second, third, constants, inputs, outputs } = program;
  const { length } = opcodes;
  const start = inputs.length + constants.length; // the first operation
  const writer = new ModuleWriter();
  const pool = new ConstantPool(POOL);
  const routines = new Routines(writer, opcodes, pool);
  const lanes = routines.lanes("scalar", 0);
  const body = lanes.code;

  // By slot where it is in memory, in doubles: after the constants inputs, results, what chunks hand on.
  const places = new Int32Array(length).fill(NOWHERE);
  const isResult = new Uint8Array(length);
  for (let slot = 0; slot < inputs.length; slot++) places[slot] = INPUTS + slot;
  for (let k = outputs.length - 1; k >= 0; k--) {
    const slot = outputs[k];
    if (slot < start) continue;
    places[slot] = INPUTS + inputs.length + k;
    isResult[slot] = 1;
  }
  let doubles = INPUTS + inputs.length + outputs.length;
  const freePlaces: number[] = [];
  // By slot the last operation that uses it, of all and of the chunk being written.
  const lastOfAll = new Int32Array(length).fill(NOWHERE);
  const lastHere = new Int32Array(length).fill(NOWHERE);
  const markUses = (last: Int32Array, from: number, to: number): void => {
    for (let slot = from; slot < to; slot++) {
      const arity = arities[opcodes[slot]];
      last[first[slot]] = slot;
      if (arity > 1) last[second[slot]] = slot;
      if (arity > 2) last[third[slot]] = slot;
    }
  };
  markUses(lastOfAll, start, length);

  // By slot its local, and the chunk, by its first slot, that this is so in.
  const locals = new Int32Array(length);
  const heldIn = new Int32Array(length).fill(NOWHERE);
  const freeLocals: number[] = [];
  let onStack = NOWHERE; // the slot whose value is on the stack, where the next operation takes it
  let chunk = 0;
  let bytes: Uint8Array = body.room(0);
  let at = 0; // where the next byte goes; `body.length` says so only where others write

  /** An index of the binary format: see Bytes.unsigned. */
  const index = (value: number): void => {
    let rest = value;
    for (; rest >= 128; rest >>>= 7) bytes[at++] = (rest & 127) | 128;
    bytes[at++] = rest;
  };
  const access = (instruction: number, place: number): void => {
    bytes[at++] = instruction;
    bytes[at++] = 3; // aligned to 2^3
    index(8 * place);
  };
  const address = (): void => {
    bytes[at++] = OP.i32Const;
    bytes[at++] = 0;
  };
  /** Goes on where others have written. */
  const resume = (): void => {
    bytes = body.room(MOST_BYTES);
    at = body.length;
  };
  /** What lanes write, who know nothing of `at`. */
  const byLanes = (write: () => void): void => {
    body.length = at;
    write();
    resume();
  };
  const makeRoom = (): void => {
    body.length = at;
    resume();
  };
  const leafOrLoad = (slot: number): void => {
    if (opcodes[slot] === CONSTANT) byLanes(lanes.number(constants[first[slot]]));
    else {
      address();
      access(OP.f64Load, places[slot]);
    }
  };

  /** Pushes an operand, whose local and place are free again where nothing after operation `last` uses it. */
  const push = (operand: number, last: number): void => {
    if (operand === onStack) {
      onStack = NOWHERE;
      return;
    }
    const isLast = lastHere[operand] === last;
    if (heldIn[operand] === chunk) {
      const local = locals[operand];
      bytes[at++] = OP.localGet;
      index(local);
      if (isLast) {
        heldIn[operand] = NOWHERE;
        freeLocals.push(local);
      }
    } else {
      leafOrLoad(operand);
      if (!isLast && opcodes[operand] !== CONSTANT) hold(operand, OP.localTee);
    }
    if (lastOfAll[operand] === last && operand >= start && operand < chunk && isResult[operand] === 0) {
      freePlaces.push(places[operand]);
    }
  };
  /** Takes the value on the stack into a new local; a tee leaves it there too. */
  const hold = (slot: number, instruction: number): void => {
    const local = freeLocals.pop() ?? lanes.local();
    locals[slot] = local;
    heldIn[slot] = chunk;
    bytes[at++] = instruction;
    index(local);
  };
  /** An operand in a local, or a constant, to be read several times. */
  const local = (operand: number): Value => {
    if (opcodes[operand] === CONSTANT) return lanes.number(constants[first[operand]]);
    if (heldIn[operand] !== chunk) {
      leafOrLoad(operand);
      hold(operand, OP.localSet);
    }
    return lanes.get(locals[operand]);
  };
  const release = (operand: number, last: number): void => {
    if (heldIn[operand] === chunk && lastHere[operand] === last) {
      heldIn[operand] = NOWHERE;
      freeLocals.push(locals[operand]);
    }
    if (lastOfAll[operand] === last && operand >= start && operand < chunk && isResult[operand] === 0) {
      lastOfAll[operand] = NOWHERE; // it may be an operand twice
      freePlaces.push(places[operand]);
    }
  };
  const several = (slot: number, opcode: number, arity: number): void => {
    const a = local(first[slot]);
    const b = arity > 1 ? local(second[slot]) : a;
    const c = arity > 2 ? local(third[slot]) : a;
    byLanes(() => routines.apply(lanes, opcode, a, b, c)());
    release(first[slot], slot);
    if (arity > 1) release(second[slot], slot);
    if (arity > 2) release(third[slot], slot);
  };

  /** Whether a slot is used once, by the next operation, which takes its operands from the stack: as the first of them. */
  const isNext = (slot: number, to: number): boolean => {
    const next = slot + 1;
    if (next === to || lastHere[slot] !== next) return false;
    const opcode = opcodes[next];
    if (writing[opcode] === SEVERAL) return false;
    const isFirst = first[next] === slot;
    const arity = arities[opcode];
    return (
      arity === 1 || (arity === 2 && isFirst !== (second[next] === slot) && (isFirst || isSymmetric(opcode)))
    );
  };
  /** Pushes the value of an operation that is one instruction, or a call. */
  const single = (slot: number, opcode: number, arity: number): void => {
    const a = first[slot];
    const b = second[slot];
    if (arity === 1) push(a, slot);
    else if (arity === 2) {
      const isSwapped = b === onStack;
      push(isSwapped ? b : a, a === b ? NOWHERE : slot); // one that is an operand twice is free after the second time
      push(isSwapped ? a : b, slot);
    } else {
      const c = third[slot];
      push(a, a === b || a === c ? NOWHERE : slot);
      push(b, b === c ? NOWHERE : slot);
      push(c, slot);
    }
    const instruction = writing[opcode];
    if (instruction !== CALL) bytes[at++] = instruction;
    else {
      bytes[at++] = OP.call;
      index(routines.scalar(opcode));
    }
  };
  /** The function of the operations of some slots. */
  const chunkOf = (from: number, to: number): number => {
    lanes.restart();
    resume();
    chunk = from;
    freeLocals.length = 0;
    markUses(lastHere, from, to);
    for (let slot = from; slot < to; slot++) {
      if (bytes.length - at < MOST_BYTES) makeRoom();
      const opcode = opcodes[slot];
      const arity = arities[opcode];
      const isHandedOn = isResult[slot] === 0 && lastOfAll[slot] >= to;
      const isStored = isHandedOn || isResult[slot] === 1;
      const isHeld = lastHere[slot] > slot;
      const isStraight = isStored && !isHeld && onStack === NOWHERE; // an address comes before the value
      if (isStraight) address();
      if (writing[opcode] === SEVERAL) several(slot, opcode, arity);
      else single(slot, opcode, arity);
      if (isHandedOn) places[slot] = freePlaces.pop() ?? doubles++;
      if (isHeld && !isStored && isNext(slot, to)) onStack = slot;
      else if (!isStraight) {
        hold(slot, OP.localSet);
        if (!isStored) continue;
        address();
        bytes[at++] = OP.localGet;
        index(locals[slot]);
        if (!isHeld) freeLocals.push(locals[slot]);
      }
      if (isStored) access(OP.f64Store, places[slot]);
    }
    body.length = at;
    const declared = writer.declare([], []);
    writer.define(declared, lanes.locals, body);
    return declared;
  };
  /** Calls the chunks, writes the results that are inputs, constants or others once more, and returns the first. */
  const main = (chunks: readonly number[]): number => {
    const declared = writer.declare([], [F64]);
    lanes.restart();
    for (const called of chunks) body.indexed(OP.call, called);
    resume();
    for (let k = 0; k < outputs.length; k++) {
      const place = INPUTS + inputs.length + k;
      if (places[outputs[k]] === place) continue;
      makeRoom();
      address();
      leafOrLoad(outputs[k]);
      access(OP.f64Store, place);
    }
    if (outputs.length > 0) leafOrLoad(outputs[0]);
    else byLanes(lanes.number(Number.NaN));
    body.length = at;
    writer.define(declared, lanes.locals, body);
    return declared;
  };

  const chunks: number[] = [];
  for (let from = start; from < length; from += CHUNK)
    chunks.push(chunkOf(from, Math.min(from + CHUNK, length)));
  writer.exportFunction("f", main(chunks));
  writer.memory({ pages: Math.ceil((8 * doubles) / PAGE) });
  writer.exportMemory("m");
  routines.finish();
  return { bytes: writer.bytes(), hosts: routines.hosts, doubles, constants: [...pool.values] };
}

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
  const { bytes, hosts, doubles, constants: pool } = code(program);
  const instance = compiled(host, () => new api.Instance(new api.Module(bytes), hostImports(hosts)));
  if (typeof instance === "string")
    return mayCompileWasm() ? instance : "WebAssembly may not be compiled here";
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

/**
 * What `compile` makes, by the caller's way of compiling; or why it refused. What the caller throws is the caller's.
 * @throws {UsageError} for a way of compiling that gives something else back.
 */
export function compiled<T>(host: Host | undefined, compile: () => T): T | string {
  const refusals = new Set<unknown>();
  const made = new Set<unknown>();
  const attempt = (): T => {
    try {
      const result = compile();
      made.add(result);
      return result;
    } catch (error) {
      refusals.add(error);
      throw error;
    }
  };
  try {
    const result = host?.eager === undefined ? attempt() : host.eager(attempt);
    if (made.has(result)) return result;
    throw new UsageError(
      "bad-host-eager",
      `host.eager gave back ${described(result)}, expected what the function that it is given gives`,
    );
  } catch (error) {
    if (!refusals.has(error)) throw error;
    return `WebAssembly refuses the module here (${error instanceof Error ? error.message : error})`;
  }
}
