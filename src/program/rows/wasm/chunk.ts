// The code of one chunk: a loop over a strip of rows, two in the lanes of a vector. It reads columns, values
// that rows share and what chunks before it handed on; it hands on what later ones read; and it adds the
// outputs among its slots to their sums, or writes them.
import {
  AND,
  arities,
  CONSTANT,
  EQ,
  GE,
  GT,
  IF,
  INPUT,
  LE,
  LT,
  NE,
  NEG,
  NOT,
  OR,
} from "../../instructions.ts";
import type { Program } from "../../program.ts";
import { I32, OP } from "../../targets/wasm/encode.ts";
import type { Address, Lanes, Mask, Value } from "../../targets/wasm/lanes.ts";
import type { Routines } from "../../targets/wasm/routines.ts";
import type { Purpose } from "../body.ts";
import type { Layout } from "./layout.ts";
import { shorter } from "./sine.ts";

/**
 * The parameters of a chunk's function: the address of the area, the bytes before the first row in each column, the
 * number of vectors, and the bytes before the first row in what is written of each output.
 */
export const [AREA, FROM, VECTORS, OUT] = [0, 1, 2, 3];
export const PARAMETERS: readonly number[] = [I32, I32, I32, I32];
export const VECTOR_BYTES = 16;
/** Up to so many sums, and values that rows share, are kept in locals while a chunk runs. */
const MOST_HELD = 8;

export interface ChunkParts {
  readonly program: Program;
  /** The program's first inputs are so many columns; the others are shared by all rows. */
  readonly columnCount: number;
  readonly layout: Layout;
  readonly purpose: Purpose;
  /** By slot, the outputs that it is. */
  readonly outputsOf: ReadonlyMap<number, readonly number[]>;
  /** Vector code of PARAMETERS, and the functions that it calls; `isInline` writes their code in place of calls. */
  readonly lanes: Lanes;
  readonly routines: Routines;
  readonly isInline: boolean;
  readonly chunk: number;
}

/** Where a slot's value, or of a comparison its mask, is while a round of the loop runs. */
interface Held {
  readonly local: number;
  readonly isMask: boolean;
}

export function writeChunk(parts: ChunkParts): void {
  const { program, columnCount, layout, purpose, outputsOf, lanes, routines, isInline } = parts;
  const { opcodes, first, second, third, constants } = program;
  const { code, get, set } = lanes;
  const uses = usesOf(parts);
  const { start, end, leaves } = uses;

  const sum =
    (a: Address, b: Address): Address =>
    () => {
      a();
      b();
      code.byte(OP.i32Add);
    };
  const area: Address = get(AREA);
  const at = lanes.local(I32); // the bytes of the rows before this one, from FROM on
  const pointers = new Map<number, Address>();
  for (const column of uses.inputs) {
    if (column >= columnCount) continue;
    const pointer = lanes.local(I32);
    set(pointer, sum(loadAddress(lanes, area, 4 * column), get(FROM)));
    pointers.set(column, sum(get(pointer), get(at)));
  }
  const shared = new Map<number, Value>();
  const sharedUses = uses.inputs.filter((input) => input >= columnCount);
  for (const input of sharedUses) {
    const value = lanes.broadcast(area, layout.shared + 8 * (input - columnCount));
    shared.set(input, sharedUses.length <= MOST_HELD ? lanes.let(value) : value);
  }
  const place = (output: number): number => layout.results + output * VECTOR_BYTES; // of its sum
  const written = (output: number): Address => loadAddress(lanes, area, 4 * (columnCount + output));
  const targets = new Map<number, Address>(); // by output, where it is written
  if (purpose === "write") {
    for (const output of uses.outputs) {
      const target = uses.outputs.length <= MOST_HELD ? lanes.local(I32) : undefined;
      if (target !== undefined) set(target, sum(written(output), get(OUT)));
      targets.set(
        output,
        target === undefined ? sum(written(output), sum(get(OUT), get(at))) : sum(get(target), get(at)),
      );
    }
  }
  const sums = new Map<number, number>(); // by output, the local of its sum
  if (purpose === "add" && uses.outputs.length <= MOST_HELD) {
    for (const output of uses.outputs) {
      const local = lanes.local();
      set(local, lanes.load(area, place(output)));
      sums.set(output, local);
    }
  }

  const held = new Map<number, Held>();
  const hold = (slot: number, value: () => void, isMask = false): Held => {
    const local = lanes.local();
    set(local, value);
    const found = { local, isMask };
    held.set(slot, found);
    return found;
  };
  const handedAt = (slot: number): [Address, number] => [
    sum(area, get(at)),
    layout.scratch + layout.handed[slot] * layout.strip * VECTOR_BYTES,
  ];
  /** What a slot's value is read from; a slot that is not there yet is loaded. */
  const reading = (slot: number): Held => {
    const found = held.get(slot);
    if (found !== undefined) return found;
    const pointer = pointers.get(slot);
    return hold(slot, pointer === undefined ? lanes.load(...handedAt(slot)) : lanes.load(pointer, 0));
  };
  const value = (slot: number): Value => {
    if (opcodes[slot] === CONSTANT) return lanes.number(constants[first[slot]]);
    const common = shared.get(slot);
    if (common !== undefined) return common;
    const { local, isMask } = reading(slot);
    return isMask ? lanes.bit(get(local)) : get(local);
  };
  /** True where a condition is neither 0 nor nan. */
  const truth = (slot: number): Mask => {
    const isHeld = opcodes[slot] !== CONSTANT && !shared.has(slot);
    if (isHeld && reading(slot).isMask) return get(reading(slot).local);
    return lanes.gt(lanes.abs(value(slot)), lanes.number(0));
  };
  const operation = (slot: number): void => {
    const [opcode, a, b, c] = [opcodes[slot], first[slot], second[slot], third[slot]];
    const compare = comparisons.get(opcode);
    if (compare !== undefined) hold(slot, compare(lanes, value(a), value(b)), true);
    else if (opcode === NOT) hold(slot, lanes.not(truth(a)), true);
    else if (opcode === AND) hold(slot, lanes.both(truth(a), truth(b)), true);
    else if (opcode === OR) hold(slot, lanes.either(truth(a), truth(b)), true);
    else if (opcode === IF) hold(slot, lanes.select(truth(a), value(b), value(c)));
    else {
      const [x, y, z] = [a, b, c].map((operand, i) => (i < arities[opcode] ? value(operand) : NOTHING));
      if (opcode <= NEG) hold(slot, routines.apply(lanes, opcode, x, y, z));
      else {
        // Operands may be read several times, and what is computed on the way is not needed after.
        const apply = (): Value => {
          const args = [x, y, z].map((operand, i) => (i < arities[opcode] ? lanes.let(operand) : operand));
          const short = isInline ? shorter.get(opcode) : undefined;
          return (
            short?.(lanes, args[0]) ?? routines.apply(lanes, opcode, args[0], args[1], args[2], isInline)
          );
        };
        hold(slot, lanes.scoped(apply));
      }
    }
  };
  const result = (output: number, slot: number): void => {
    const local = sums.get(output);
    const target = targets.get(output);
    if (target !== undefined) lanes.store(target, 0, value(slot));
    else if (local !== undefined) set(local, lanes.add(get(local), value(slot)));
    else lanes.store(area, place(output), lanes.add(lanes.load(area, place(output)), value(slot)));
  };
  const finish = (slot: number): void => {
    for (const output of outputsOf.get(slot) ?? []) result(output, slot);
    for (const done of uses.lastReads.get(slot) ?? []) {
      const found = held.get(done);
      if (found !== undefined) lanes.free(found.local);
      held.delete(done);
    }
  };

  code.byte(OP.loop);
  code.byte(OP.empty);
  for (let slot = start; slot < end; slot++) {
    operation(slot);
    if (layout.handed[slot] >= 0) lanes.store(...handedAt(slot), value(slot));
    finish(slot);
  }
  for (const slot of leaves) finish(slot);
  const i32 =
    (number: number): Address =>
    () => {
      code.byte(OP.i32Const);
      code.signed(number);
    };
  set(at, sum(get(at), i32(VECTOR_BYTES)));
  get(at)();
  get(VECTORS)();
  i32(VECTOR_BYTES)();
  code.byte(OP.i32Mul);
  code.byte(OP.i32LtU);
  code.byte(OP.brIf);
  code.unsigned(0);
  code.byte(OP.end);
  for (const [output, local] of sums) lanes.store(area, place(output), get(local));
}

const NOTHING: Value = () => {};

const comparisons: ReadonlyMap<number, (l: Lanes, a: Value, b: Value) => Mask> = new Map([
  [EQ, (l, a, b) => l.eq(a, b)],
  [NE, (l, a, b) => l.ne(a, b)],
  [LT, (l, a, b) => l.lt(a, b)],
  [LE, (l, a, b) => l.le(a, b)],
  [GT, (l, a, b) => l.gt(a, b)],
  [GE, (l, a, b) => l.ge(a, b)],
]);

/** The address that stands in memory. */
const loadAddress =
  ({ code }: Lanes, address: Address, offset: number): Address =>
  () => {
    address();
    code.byte(OP.i32Load);
    code.unsigned(2);
    code.unsigned(offset);
  };

/** What a chunk computes, and what it reads for that. */
interface Uses {
  /** The slots of its operations: from the first up to `end`. */
  readonly start: number;
  readonly end: number;
  /** The inputs that it reads, and the leaves that are outputs: those are the last chunk's. */
  readonly inputs: readonly number[];
  readonly leaves: readonly number[];
  /** The outputs among its slots. */
  readonly outputs: readonly number[];
  /** By slot, the slots that are not read any more after it. */
  readonly lastReads: ReadonlyMap<number, readonly number[]>;
}

function usesOf({ program, layout, outputsOf, chunk }: ChunkParts): Uses {
  const { opcodes, first, second, third } = program;
  const [start, end] = [layout.starts[chunk], layout.starts[chunk + 1]];
  const inputs = new Set<number>();
  const lastRead = new Map<number, number>();
  const read = (slot: number, by: number): void => {
    if (opcodes[slot] === INPUT) inputs.add(slot);
    if (opcodes[slot] !== CONSTANT) lastRead.set(slot, by);
  };
  const outputs: number[] = [];
  for (let slot = start; slot < end; slot++) {
    read(slot, slot);
    const operands = [first[slot], second[slot], third[slot]].slice(0, arities[opcodes[slot]]);
    for (const operand of operands) read(operand, slot);
    outputs.push(...(outputsOf.get(slot) ?? []));
  }
  const isLast = chunk === layout.starts.length - 2;
  const leaves = isLast ? [...outputsOf.keys()].filter((slot) => layout.chunks[slot] < 0) : [];
  for (const leaf of leaves) {
    read(leaf, leaf);
    outputs.push(...(outputsOf.get(leaf) ?? []));
  }
  const lastReads = new Map<number, number[]>();
  for (const [slot, by] of lastRead) {
    const before = lastReads.get(by);
    if (before === undefined) lastReads.set(by, [slot]);
    else before.push(slot);
  }
  return { start, end, inputs: [...inputs], leaves, outputs, lastReads };
}
