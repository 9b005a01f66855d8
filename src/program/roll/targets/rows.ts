// A rolled program over rows in WebAssembly: every value is a vector of two rows, two vectors at a time, so that a
// parameter that is read, and a sum that is written, serves four rows. The columns of these rows are copied to where
// the program's loops walk evenly over them.
import { instructions } from "../../instructions.ts";
import type { Program } from "../../program.ts";
import type { Bound } from "../../rows/body.ts";
import type { ColumnMemory } from "../../rows/columns.ts";
import type { TeamBody } from "../../rows/team.ts";
import { I32, ModuleWriter, OP } from "../../targets/wasm/encode.ts";
import { type WasmModule, webAssembly } from "../../targets/wasm/host.ts";
import type { Address, Lanes } from "../../targets/wasm/lanes.ts";
import { hostImports, lowered, Routines } from "../../targets/wasm/routines.ts";
import { isFunction } from "../../targets/wasm/straight.ts";
import { roll } from "../roll.ts";
import { loopsInWords, opcodesOf, type Rolled, type Space, writtenIn } from "../rolled.ts";
import { type Emission, emitBlock, emitCopies, type Region } from "./emitter.ts";
import { jammed } from "./jams.ts";
import { Tables } from "./tables.ts";
import { VECTOR } from "./vectors.ts";

interface Code {
  readonly module: WasmModule;
  readonly hosts: readonly number[];
  readonly bytes: number;
}

/** The kinds of inputs. */
const [COLUMNS, SHARED] = [0, 1];
/** The vectors of rows that go side by side. */
const VECTORS = 2;
/** How many instances go side by side, each with all its vectors. */
const WIDTHS = { chains: 4, others: 2, inLanes: false };
/** The most operations, over all that goes side by side, of a function. */
const FUNCTION = 1500;
/** Of the function that adds rows: the area, the bytes before the first row in each column, vectors, and one unused. */
const PARAMETERS: readonly number[] = [I32, I32, I32, I32];
/** As many as a memory may have: 4 GiB. */
const MOST_PAGES = 65_536;

const aligned = (bytes: number): number => Math.ceil(bytes / VECTOR) * VECTOR;

/** What adds rows by loops; see VectorBody for what does it straight, and for what writes them. */
export class RolledRows {
  readonly #rolled: Rolled;
  readonly #columnCount: number;
  readonly #regions: ReadonlyMap<Space, Region>;
  readonly #tables: Tables;
  /** The bytes in memory that it needs beside the columns. */
  readonly areaBytes: number;
  readonly #codes = new Map<boolean, Code>();

  private constructor(rolled: Rolled, columnCount: number) {
    this.#rolled = rolled;
    this.#columnCount = columnCount;
    // The addresses of the columns, 4 bytes each, come first. What is the same for all workers is before the sums.
    let size = aligned(4 * columnCount);
    const rows = VECTOR * VECTORS;
    const unitOf = (space: Space): number => (space === "values" || space === `input${COLUMNS}` ? rows : 8);
    const region = (count: number, unit: number, holds: Region["holds"]): Region => {
      const offset = size;
      size += aligned(unit * count);
      return { offset, unit, holds };
    };
    const constants = region(rolled.constants.length, 8, "numbers");
    const shared = region(rolled.layout.length - columnCount, 8, "numbers");
    this.#tables = new Tables(rolled, size, (space) => (space === "outputs" ? VECTOR : unitOf(space)));
    size += this.#tables.bytes;
    this.#regions = new Map<Space, Region>([
      ["constants", constants],
      [`input${SHARED}`, shared],
      ["outputs", region(rolled.outputs, VECTOR, "sums")],
      [`input${COLUMNS}`, region(columnCount, rows, "rows")],
      ["values", region(rolled.values, rows, "rows")],
    ]);
    this.areaBytes = size;
  }

  /** Of a program in the layout of `compact` whose first inputs are the columns; undefined where it does not roll. */
  static of(program: Program, columnCount: number): RolledRows | undefined {
    const kinds = Uint8Array.from(program.inputs, (_, i) => (i < columnCount ? COLUMNS : SHARED));
    const rolled = roll(lowered(program), { kinds, keepsResults: true });
    return rolled === undefined ? undefined : new RolledRows(rolled, columnCount);
  }

  /** Its loops in words. */
  get loops(): string {
    return loopsInWords(this.#rolled);
  }

  /** What adds rows, compiled: once; `isShared` for memory that threads share. */
  compiled(isShared: boolean): Code {
    const known = this.#codes.get(isShared) ?? this.#compile(isShared);
    this.#codes.set(isShared, known);
    return known;
  }

  /** What workers run; undefined where a function of the host is none of Math's, which workers have. */
  get forWorkers(): TeamBody | undefined {
    const { module, hosts } = this.compiled(true);
    const names = hosts.map((opcode) => [opcode, instructions[opcode].value.name] as const);
    const areOfMath = names.every(
      ([opcode, name]) => Object.getOwnPropertyDescriptor(Math, name)?.value === instructions[opcode].value,
    );
    const { outputs } = this.#rolled;
    return areOfMath ? { module, hosts: names, results: this.#region("outputs").offset, outputs } : undefined;
  }

  /** On columns in memory: what adds rows. */
  bind({ memory, addresses, area, helpers }: ColumnMemory): Bound {
    const { module, hosts } = this.compiled(helpers.length > 0);
    const { run } = new (api().Instance)(module, { m: { m: memory }, ...hostImports(hosts) }).exports;
    if (!isFunction(run)) throw new Error("invariant: a module exports what it is made to");
    const { buffer } = memory;
    const { constants, layout, isInOrder, outputs } = this.#rolled;
    const columnCount = this.#columnCount;
    const numbers = (space: Space, count: number): Float64Array =>
      new Float64Array(buffer, area + this.#region(space).offset, count);
    const pointers = new Uint32Array(buffer, area, columnCount);
    const pool = numbers("constants", constants.length);
    const sharedCount = layout.length - columnCount;
    const inMemory = numbers(`input${SHARED}`, sharedCount);
    const shared = isInOrder[SHARED] ? inMemory : new Float64Array(sharedCount);
    const lanes = numbers("outputs", 2 * outputs);
    const odd = new Float64Array(outputs);
    return {
      shared,
      lanes,
      begin: () => {
        for (let c = 0; c < columnCount; c++) pointers[layout[c]] = addresses[c];
        pool.set(constants);
        this.#tables.fill(buffer, area);
        if (shared === inMemory) return;
        for (let k = 0; k < sharedCount; k++) inMemory[layout[columnCount + k]] = shared[k];
      },
      add: (from, count) => {
        if (count > 1) run(area, 8 * from, count >> 1, 0);
        if ((count & 1) === 0) return;
        // One row is left: what the other lane adds is taken back.
        for (let k = 0; k < outputs; k++) odd[k] = lanes[2 * k + 1];
        run(area, 8 * (from + count - 1), 1, 0);
        for (let k = 0; k < outputs; k++) lanes[2 * k + 1] = odd[k];
      },
      write: () => {
        throw new Error("invariant: loops add rows, and write none");
      },
    };
  }

  #region(space: Space): Region {
    const found = this.#regions.get(space);
    if (found === undefined) throw new Error("invariant: every space has its region");
    return found;
  }

  #compile(isShared: boolean): Code {
    const writer = new ModuleWriter();
    const routines = new Routines(writer, opcodesOf(this.#rolled));
    const blocks = this.#rolled.blocks.flatMap((block) => jammed(block, WIDTHS));
    const { copies } = this.#rolled;
    /** The functions of all blocks, on so many vectors of rows. */
    const functionsOn = (vectors: number): number[] => {
      const functions: number[] = [];
      const define = (emit: (to: Emission) => void): void => {
        const lanes = routines.lanes("vector", 1);
        emit({
          lanes,
          routines,
          regionOf: (space) => this.#region(space),
          tableAt: (table) => this.#tables.at(table),
          area: lanes.get(0),
          vectors,
        });
        const index = writer.declare([I32], []);
        writer.define(index, lanes.locals, lanes.code);
        functions.push(index);
      };
      for (let next = 0; next < blocks.length; ) {
        define((to) => {
          for (let written = 0; next < blocks.length && written < FUNCTION; next++) {
            const { block, jam } = blocks[next];
            emitBlock(block, to, jam);
            written += writtenIn(block) * (jam?.count ?? 1) * vectors;
          }
        });
      }
      for (let from = 0; from < copies.length; from += FUNCTION) {
        define((to) => emitCopies(copies.slice(from, from + FUNCTION), to));
      }
      return functions;
    };
    const [one, many] = [1, VECTORS].map(functionsOn);
    const lanes = routines.lanes("vector", PARAMETERS.length);
    this.#rowLoop(lanes, one, many);
    const index = writer.declare(PARAMETERS, [I32]);
    writer.define(index, lanes.locals, lanes.code);
    writer.exportFunction("run", index);
    writer.exportFunction("sure", index); // no argument is too hard
    writer.memory({ pages: 0, isImported: true, ...(isShared ? { isShared, maximum: MOST_PAGES } : {}) });
    routines.finish();
    const bytes = writer.bytes();
    return { module: new (api().Module)(bytes), hosts: routines.hosts, bytes: bytes.length };
  }

  /** The code that goes over the rows: of PARAMETERS; it gives 0. */
  #rowLoop(lanes: Lanes, one: readonly number[], many: readonly number[]): void {
    const { code } = lanes;
    const [area, at, vectors] = [0, 1, 2].map((parameter) => lanes.get(parameter));
    const number =
      (value: number): Address =>
      () => {
        code.byte(OP.i32Const);
        code.signed(value);
      };
    const binary =
      (opcode: number) =>
      (a: Address, b: Address): Address =>
      () => {
        a();
        b();
        code.byte(opcode);
      };
    const [add, shifted, and] = [OP.i32Add, OP.i32ShrU, OP.i32And].map(binary);
    /** What is done as often as a local says, which counts down; nothing where it is 0. */
    const repeated = (counter: number, body: () => void): void => {
      lanes.get(counter)();
      code.byte(OP.if);
      code.byte(OP.empty);
      code.byte(OP.loop);
      code.byte(OP.empty);
      body();
      lanes.set(counter, add(lanes.get(counter), number(-1)));
      lanes.get(counter)();
      code.byte(OP.brIf);
      code.unsigned(0);
      code.byte(OP.end);
      code.byte(OP.end);
    };
    const [column, pointer, target, from, rounds] = [0, 1, 2, 3, 4].map(() => lanes.local(I32));
    const { offset, unit } = this.#region(`input${COLUMNS}`);
    /** The columns of some rows copied, the functions called, and on to the next rows. */
    const rows = (count: number, functions: readonly number[]): void => {
      lanes.set(column, number(this.#columnCount));
      lanes.set(pointer, area);
      lanes.set(target, area);
      repeated(column, () => {
        const address: Address = () => {
          lanes.get(pointer)();
          code.byte(OP.i32Load);
          code.unsigned(2);
          code.unsigned(0);
        };
        lanes.set(from, add(address, at));
        for (let k = 0; k < count; k++) {
          lanes.store(lanes.get(target), offset + VECTOR * k, lanes.load(lanes.get(from), VECTOR * k));
        }
        lanes.set(pointer, add(lanes.get(pointer), number(4)));
        lanes.set(target, add(lanes.get(target), number(unit)));
      });
      for (const index of functions) {
        area();
        code.byte(OP.call);
        code.unsigned(index);
      }
      lanes.set(1, add(at, number(VECTOR * count)));
    };
    lanes.set(rounds, shifted(vectors, number(Math.log2(VECTORS))));
    repeated(rounds, () => rows(VECTORS, many));
    lanes.set(rounds, and(vectors, number(VECTORS - 1)));
    repeated(rounds, () => rows(1, one));
    number(0)();
  }
}

function api() {
  const found = webAssembly();
  if (found === undefined) throw new Error("invariant: asked for where there is WebAssembly");
  return found;
}
