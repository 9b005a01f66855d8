// The WebAssembly module of a body: its loop over the rows, two of them in the lanes of a vector. It exports
// one function of an area in memory, the place of the first row and the number of vectors, which either adds
// each output to its sums or writes it out.
import type { Program } from "../../program.ts";
import { I32, type MemoryLimits, ModuleWriter, OP } from "../../targets/wasm/encode.ts";
import { type Lanes, vectorLanes } from "../../targets/wasm/lanes.ts";
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
  let constants: readonly bigint[] = [];
  const isInline = layout.starts.length === 2;
  const outputsOf = new Map<number, number[]>();
  for (const [output, slot] of program.outputs.entries()) {
    const before = outputsOf.get(slot);
    if (before === undefined) outputsOf.set(slot, [output]);
    else before.push(output);
  }
  const chunks = layout.starts.slice(1).map(() => module.declare(PARAMETERS, [I32]));
  for (const [chunk, index] of chunks.entries()) {
    const fresh = (): Lanes => routines.lanes("vector", PARAMETERS.length);
    const write = (given: Lanes): void => {
      let lanes = given;
      let hard: number | undefined;
      if (isInline && !globalThis.SLOW) {
        hard = given.local();
        const h = hard;
        lanes = { ...given, rarely: (mask, fast) => {
          const v = given.let(fast);
          given.set(h, given.either(given.get(h), mask));
          return v;
        }, usually: (mask, usual) => { given.set(h, given.either(given.get(h), given.not(mask))); return given.let(usual()); } };
      }
      writeChunk({ program, columnCount, layout, purpose, outputsOf, lanes, routines, isInline, chunk });
      if (hard === undefined) { given.code.byte(OP.i32Const); given.code.signed(0); }
      else { given.get(hard)(); given.code.byte(OP.vector); given.code.unsigned(83); }
    };
    const pool = isInline ? new ConstantPool() : undefined;
    if (pool !== undefined) write(pool.noting(fresh()));
    const lanes = pool?.loaded(fresh(), layout.constants) ?? fresh();
    write(lanes);
    module.define(index, lanes.locals, lanes.code);
    constants = pool?.constants ?? constants;
  }
  const run = chunks.length === 1 ? chunks[0] : stripped(module, chunks, layout.strip);
  module.exportFunction("run", run);
  routines.finish();
  return { bytes: module.bytes(), hosts: routines.hosts, constants };
}

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
