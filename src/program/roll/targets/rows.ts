// A rolled program over rows in WebAssembly: every value is a vector of two rows, two vectors at a time, so that a
// parameter that is read, and a sum that is written, serves four rows. The columns of these rows are copied to where
// the program's loops walk evenly over them.

import type { Program } from "../../program.ts";
import type { ColumnMemory } from "../../rows/columns.ts";
import { I32, ModuleWriter, OP } from "../../targets/wasm/encode.ts";
import { type WasmModule, webAssembly } from "../../targets/wasm/host.ts";
import type { Address, Lanes } from "../../targets/wasm/lanes.ts";
import { hostImports, Routines } from "../../targets/wasm/routines.ts";
import { isFunction } from "../../targets/wasm/straight.ts";
import { roll } from "../roll.ts";
import { loopsInWords, opcodesOf, type Rolled, type Space, writtenIn } from "../rolled.ts";
import { type Emission, emitBlock, emitCopies, type Region, VECTOR } from "./emitter.ts";
import { jammed } from "./jams.ts";
import { Tables } from "./tables.ts";

/** What adds rows of bound columns. */
export interface RolledSums {
  /** As of Bound. */
  readonly shared: Float64Array;
  readonly lanes: Float64Array;
  add(from: number, count: number): void;
}

interface Code {
  readonly module: WasmModule;
  readonly hosts: readonly number[];
  readonly tables: Tables;
}

/** The kinds of inputs. */
const [COLUMNS, SHARED] = [0, 1];
/** The vectors of rows that go side by side. */
const VECTORS = 2;
/** How many instances go side by side, each with all its vectors. */
const WIDTHS = { chains: 4, others: 2, inLanes: false };
/** The most operations, over all that goes side by side, of a function. */
const FUNCTION = 1500;

const aligned = (bytes: number): number => Math.ceil(bytes / VECTOR) * VECTOR;

export class RolledRows {
  readonly #rolled: Rolled;
  readonly #columnCount: number;
  readonly #regions: ReadonlyMap<Space, Region>;
  readonly #size: number;
  readonly #made: Code & { readonly length: number };

  private constructor(rolled: Rolled, columnCount: number) {
    this.#rolled = rolled;
    this.#columnCount = columnCount;
    // The addresses of the columns, 4 bytes each, come first.
    let size = aligned(4 * columnCount);
    const region = (count: number, unit: number, holds: Region["holds"]): Region => {
      const offset = size;
      size += aligned(unit * count);
      return { offset, unit, holds };
    };
    const rows = VECTOR * VECTORS;
    this.#regions = new Map<Space, Region>([
      ["constants", region(rolled.constants.length, 8, "numbers")],
      [`input${SHARED}`, region(rolled.layout.length - columnCount, 8, "numbers")],
      ["outputs", region(rolled.outputs, VECTOR, "sums")],
      [`input${COLUMNS}`, region(columnCount, rows, "rows")],
      ["values", region(rolled.values, rows, "rows")],
    ]);
    this.#size = size;
    this.#made = this.#compiled();
  }

  /** Of a lowered program in the layout of `compact` whose first inputs are the columns; undefined where it does not roll. */
  static of(program: Program, columnCount: number): RolledRows | undefined {
    const kinds = Uint8Array.from(program.inputs, (_, i) => (i < columnCount ? COLUMNS : SHARED));
    const rolled = roll(program, kinds);
    return rolled === undefined ? undefined : new RolledRows(rolled, columnCount);
  }

  /** The bytes in memory that it needs beside the columns. */
  get areaBytes(): number {
    return this.#size + this.#made.tables.bytes;
  }

  /** The bytes of its code. */
  get bytes(): number {
    return this.#made.length;
  }

  /** Its loops in words. */
  get loops(): string {
    return loopsInWords(this.#rolled);
  }

  #region(space: Space): Region {
    const found = this.#regions.get(space);
    if (found === undefined) throw new Error("invariant: every space has its region");
    return found;
  }

  #compiled(): Code & { length: number } {
    const api = webAssembly();
    if (api === undefined) throw new Error("invariant: asked for where there is WebAssembly");
    const writer = new ModuleWriter();
    const routines = new Routines(writer, opcodesOf(this.#rolled));
    const tables = new Tables(this.#size);
    const emission = (lanes: Lanes, vectors: number): Emission => ({
      lanes,
      routines,
      regionOf: (space) => this.#region(space),
      tableAt: (table, unit) => tables.at(table, unit),
      area: lanes.get(0),
      vectors,
    });
    for (const vectors of [1, VECTORS]) {
      const functions: number[] = [];
      const define = (emit: (to: Emission) => void): void => {
        const lanes = routines.lanes("vector", 1);
        emit(emission(lanes, vectors));
        const index = writer.declare([I32], []);
        writer.define(index, lanes.locals, lanes.code);
        functions.push(index);
      };
      const blocks = this.#rolled.blocks.flatMap((block) => jammed(block, WIDTHS));
      for (let next = 0; next < blocks.length; ) {
        define((to) => {
          for (let written = 0; next < blocks.length; next++) {
            const { block, jam } = blocks[next];
            written += writtenIn(block) * (jam?.count ?? 1) * vectors;
            if (written > FUNCTION && written > writtenIn(block) * (jam?.count ?? 1) * vectors) break;
            emitBlock(block, to, jam);
          }
        });
      }
      const { copies } = this.#rolled;
      for (let from = 0; from < copies.length; from += FUNCTION) {
        define((to) => emitCopies(copies.slice(from, from + FUNCTION), to));
      }
      const lanes = routines.lanes("vector", PARAMETERS);
      this.#rowLoop(lanes, vectors, functions);
      const index = writer.declare(Array<number>(PARAMETERS).fill(I32), []);
      writer.define(index, lanes.locals, lanes.code);
      writer.exportFunction(`f${vectors}`, index);
    }
    writer.memory({ pages: 0, isImported: true });
    routines.finish();
    const bytes = writer.bytes();
    return { module: new api.Module(bytes), hosts: routines.hosts, tables, length: bytes.length };
  }

  /** A function of the area, of the bytes before the first row in each column, and of how often it goes on. */
  #rowLoop(lanes: Lanes, vectors: number, functions: readonly number[]): void {
    const { code } = lanes;
    const [area, at] = [0, 1].map((parameter) => lanes.get(parameter)); // parameter 2 counts down
    const { offset, unit } = this.#region(`input${COLUMNS}`);
    const column = lanes.local(I32);
    const [pointer, target] = [lanes.local(I32), lanes.local(I32)];
    const add = (a: Address, b: Address) => () => {
      a();
      b();
      code.byte(OP.i32Add);
    };
    const number = (value: number) => () => {
      code.byte(OP.i32Const);
      code.signed(value);
    };
    const repeat = (counter: number, body: () => void): void => {
      code.byte(OP.loop);
      code.byte(OP.empty);
      body();
      lanes.set(counter, add(lanes.get(counter), number(-1)));
      lanes.get(counter)();
      code.byte(OP.brIf);
      code.unsigned(0);
      code.byte(OP.end);
    };
    const from = lanes.local(I32);
    repeat(2, () => {
      if (this.#columnCount > 0) {
        lanes.set(column, number(this.#columnCount));
        lanes.set(pointer, area);
        lanes.set(target, area);
        repeat(column, () => {
          lanes.set(
            from,
            add(() => {
              lanes.get(pointer)();
              code.byte(OP.i32Load);
              code.unsigned(2);
              code.unsigned(0);
            }, at),
          );
          for (let k = 0; k < vectors; k++) {
            lanes.store(lanes.get(target), offset + VECTOR * k, lanes.load(lanes.get(from), VECTOR * k));
          }
          lanes.set(pointer, add(lanes.get(pointer), number(4)));
          lanes.set(target, add(lanes.get(target), number(unit)));
        });
      }
      for (const index of functions) {
        area();
        code.byte(OP.call);
        code.unsigned(index);
      }
      lanes.set(1, add(at, number(VECTOR * vectors)));
    });
  }

  /** On columns in memory. */
  bind({ memory, addresses, area }: ColumnMemory): RolledSums {
    const api = webAssembly();
    if (api === undefined) throw new Error("invariant: asked for where there is WebAssembly");
    const { module, hosts, tables } = this.#made;
    const { exports } = new api.Instance(module, { m: { m: memory }, ...hostImports(hosts) });
    const { f1: one, f2: two } = exports;
    if (!isFunction(one) || !isFunction(two))
      throw new Error("invariant: a module exports what it is made to");
    const { buffer } = memory;
    const { constants, layout, isInOrder, outputs } = this.#rolled;
    const columnCount = this.#columnCount;
    const pointers = new Uint32Array(buffer, area, columnCount);
    const pool = new Float64Array(buffer, area + this.#region("constants").offset, constants.length);
    const sharedCount = layout.length - columnCount;
    const inMemory = new Float64Array(buffer, area + this.#region(`input${SHARED}`).offset, sharedCount);
    const lanes = new Float64Array(buffer, area + this.#region("outputs").offset, 2 * outputs);
    const odd = new Float64Array(outputs);
    const shared = isInOrder[SHARED] ? inMemory : new Float64Array(sharedCount);
    return {
      shared,
      lanes,
      add: (from, count) => {
        // The area is shared with others, who may have run since.
        for (let c = 0; c < columnCount; c++) pointers[layout[c]] = addresses[c];
        pool.set(constants);
        tables.fill(buffer, area);
        if (shared !== inMemory)
          for (let k = 0; k < sharedCount; k++) inMemory[layout[columnCount + k]] = shared[k];
        const vectors = count >> 1;
        if (vectors >= VECTORS) two(area, 8 * from, Math.floor(vectors / VECTORS));
        const left = vectors % VECTORS;
        if (left > 0) one(area, 8 * (from + 2 * (vectors - left)), left);
        if ((count & 1) === 0) return;
        // One row is left: what the other lane adds is taken back.
        for (let k = 0; k < outputs; k++) odd[k] = lanes[2 * k + 1];
        one(area, 8 * (from + count - 1), 1);
        for (let k = 0; k < outputs; k++) lanes[2 * k + 1] = odd[k];
      },
    };
  }
}

/** Of the function that goes over rows. */
const PARAMETERS = 3;
