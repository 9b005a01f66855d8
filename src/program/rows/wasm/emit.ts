// The WebAssembly module of a body: its loop over the rows, two of them in the lanes of a vector. It exports two
// functions of the parameters in chunk.ts, which either add the outputs of rows to their sums or write them. `run`
// is short and without calls, where the body is; it answers 1 where it met an argument that a mathematical
// function is long for (a huge one of a sine, an overflowing one of exp), and what it left is void. `sure` is
// right for all arguments, the same to the bit for those that `run` is for.
import { isLeaf, type Program } from "../../program.ts";
import { I32, type MemoryLimits, ModuleWriter, OP } from "../../targets/wasm/encode.ts";
import { type Lanes, vectorLanes } from "../../targets/wasm/lanes.ts";
import { operations } from "../../targets/wasm/operations.ts";
import { Routines } from "../../targets/wasm/routines.ts";
import type { Purpose } from "../body.ts";
import { AREA, FROM, OUT, PARAMETERS, VECTOR_BYTES, VECTORS, writeChunk } from "./chunk.ts";
import { ConstantPool } from "./constants.ts";
import type { Layout } from "./layout.ts";

export interface Emitted {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The opcodes of the functions of the host that it imports. */
  readonly hosts: readonly number[];
  /** The constants that it reads from memory, by their bits. */
  readonly constants: readonly bigint[];
}

/** Up to so many calls of functions their code is written out. */
const MOST_INLINE = 24;

/** The module of a lowered program; `memory` is what it imports. */
export function emitted(
  program: Program,
  columnCount: number,
  layout: Layout,
  purpose: Purpose,
  memory: MemoryLimits,
): Emitted {
  const module = new ModuleWriter();
  module.memory(memory);
  const routines = new Routines(module, new Set(program.opcodes));
  const outputsOf = new Map<number, number[]>();
  for (const [output, slot] of program.outputs.entries()) {
    const before = outputsOf.get(slot);
    if (before === undefined) outputsOf.set(slot, [output]);
    else before.push(output);
  }
  const chunkCount = layout.starts.length - 1;
  const calls = program.opcodes.reduce((count, opcode) => count + (isFunction(opcode) ? 1 : 0), 0);
  const isInline = chunkCount === 1 && calls <= MOST_INLINE;
  const write = (lanes: Lanes, chunk: number): void =>
    writeChunk({ program, columnCount, layout, purpose, outputsOf, lanes, routines, isInline, chunk });
  const fresh = (): Lanes => routines.lanes("vector", PARAMETERS.length);

  const chunks = layout.starts.slice(1).map(() => module.declare(PARAMETERS, [I32]));
  for (const [chunk, index] of chunks.entries()) {
    const lanes = fresh();
    write(settled(lanes), chunk);
    answer(lanes, undefined);
    module.define(index, lanes.locals, lanes.code);
  }
  const sure = chunkCount === 1 ? chunks[0] : stripped(module, chunks, layout.strip);
  module.exportFunction("sure", sure);

  let run = sure;
  const pool = new ConstantPool();
  if (isInline) {
    write(watched(pool.noting(fresh())).lanes, 0);
    const lanes = fresh();
    const { lanes: watching, hard } = watched(pool.loaded(lanes, layout.constants));
    write(watching, 0);
    answer(lanes, hard);
    run = module.declare(PARAMETERS, [I32]);
    module.define(run, lanes.locals, lanes.code);
  }
  module.exportFunction("run", run);
  routines.finish();
  return { bytes: module.bytes(), hosts: routines.hosts, constants: pool.constants };
}

/** Whether an opcode is a function's, of the module or of the host. */
const isFunction = (opcode: number): boolean => !isLeaf(opcode) && !operations.has(opcode);

/** Code in which a hard argument in one lane does not touch the other: which two rows share a vector has no bearing. */
const settled = (lanes: Lanes): Lanes => ({
  ...lanes,
  rarely: (mask, fast, opcode, ...args) => {
    const hard = lanes.letMask(mask);
    const easy = lanes.let(fast);
    return lanes.select(hard, lanes.rarely(hard, easy, opcode, ...args), easy);
  },
});

/** Code that only notes, in the local `hard`, that there was a hard argument. */
function watched(lanes: Lanes): { lanes: Lanes; hard: number } {
  const hard = lanes.local();
  const note = (mask: () => void): void => lanes.set(hard, lanes.either(lanes.get(hard), mask));
  return {
    hard,
    lanes: {
      ...lanes,
      rarely: (mask, fast) => {
        const value = lanes.let(fast);
        note(mask);
        return value;
      },
      usually: (mask, usual) => {
        note(lanes.not(mask));
        return lanes.let(usual());
      },
    },
  };
}

/** Pushes the answer of `run`: whether there was a hard argument. */
function answer({ code, get }: Lanes, hard: number | undefined): void {
  if (hard === undefined) {
    code.byte(OP.i32Const);
    code.signed(0);
  } else {
    get(hard)();
    code.byte(OP.vector);
    code.unsigned(ANY_TRUE);
  }
}

const ANY_TRUE = 83;

/** A function that runs every chunk over one strip of rows after the other. */
function stripped(module: ModuleWriter, chunks: readonly number[], strip: number): number {
  const index = module.declare(PARAMETERS, [I32]);
  const { code, local, locals, get, set } = vectorLanes(PARAMETERS.length);
  const i32 = (value: number) => () => {
    code.byte(OP.i32Const);
    code.signed(value);
  };
  const count = local(I32);
  code.byte(OP.loop);
  code.byte(OP.empty);
  // count = min(vectors, strip)
  set(count, () => {
    get(VECTORS)();
    i32(strip)();
    get(VECTORS)();
    i32(strip)();
    code.byte(OP.i32LtU);
    code.byte(OP.select);
  });
  for (const chunk of chunks) {
    for (const parameter of [AREA, FROM, count, OUT]) get(parameter)();
    code.byte(OP.call);
    code.unsigned(chunk);
    code.byte(OP.drop);
  }
  const bytes = (): void => {
    get(count)();
    i32(VECTOR_BYTES)();
    code.byte(OP.i32Mul);
  };
  const step = (local: number, by: () => void, opcode: number): void =>
    set(local, () => {
      get(local)();
      by();
      code.byte(opcode);
    });
  step(FROM, bytes, OP.i32Add);
  step(OUT, bytes, OP.i32Add);
  step(VECTORS, get(count), OP.i32Sub);
  get(VECTORS)();
  code.byte(OP.brIf);
  code.unsigned(0);
  code.byte(OP.end);
  i32(0)();
  module.define(index, locals, code);
  return index;
}
