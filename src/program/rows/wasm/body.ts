// The body in WebAssembly: two rows at a time in the lanes of a vector, the loop over them in the module.
import { instructions } from "../../instructions.ts";
import type { Program } from "../../program.ts";
import { type WasmModule, webAssembly } from "../../targets/wasm/host.ts";
import { hostImports, lowered } from "../../targets/wasm/routines.ts";
import type { Bound, Purpose } from "../body.ts";
import type { ColumnMemory } from "../columns.ts";
import { BLOCK } from "../order.ts";
import type { TeamBody } from "../team.ts";
import { emitted } from "./emit.ts";
import { type Layout, layoutOf } from "./layout.ts";

/** As many as a memory may have: 4 GiB. */
const MOST_PAGES = 65_536;

/** See emit.ts. */
type Run = (area: number, from: number, vectors: number, out: number) => number;

interface Code {
  readonly module: WasmModule;
  readonly hosts: readonly number[];
  readonly constants: BigInt64Array;
  readonly bytes: number;
}

export class VectorBody {
  readonly #program: Program;
  readonly #columnCount: number;
  readonly #layout: Layout;
  readonly #codes = new Map<string, Code>();

  /** Of a program in the layout of `compact`, whose first inputs are the columns. */
  constructor(program: Program, columnCount: number) {
    this.#program = lowered(program);
    this.#columnCount = columnCount;
    this.#layout = layoutOf(this.#program, columnCount);
  }

  /** The bytes in memory that it needs beside the columns. */
  get areaBytes(): number {
    return this.#layout.bytes;
  }

  /** What adds rows, or what writes them, compiled: once; `isShared` for memory that threads share. */
  compiled(purpose: Purpose, isShared: boolean): Code {
    const key = `${purpose} ${isShared}`;
    const known = this.#codes.get(key);
    if (known !== undefined) return known;
    const limits = { pages: 0, isImported: true, ...(isShared ? { isShared, maximum: MOST_PAGES } : {}) };
    const { bytes, hosts, constants } = emitted(
      this.#program,
      this.#columnCount,
      this.#layout,
      purpose,
      limits,
    );
    const made = {
      module: new (api().Module)(bytes),
      hosts,
      constants: BigInt64Array.from(constants),
      bytes: bytes.length,
    };
    this.#codes.set(key, made);
    return made;
  }

  /** What workers run to add rows; undefined where a function of the host is none of Math's, which workers have. */
  get forWorkers(): TeamBody | undefined {
    const { module, hosts } = this.compiled("add", true);
    const names = hosts.map((opcode) => [opcode, instructions[opcode].value.name] as const);
    const areOfMath = names.every(
      ([opcode, name]) => Object.getOwnPropertyDescriptor(Math, name)?.value === instructions[opcode].value,
    );
    const { results } = this.#layout;
    return areOfMath ? { module, hosts: names, results, outputs: this.#program.outputs.length } : undefined;
  }

  /** On columns in memory. */
  bind({ memory, addresses, area, results: inPlace, helpers }: ColumnMemory, purpose: Purpose): Bound {
    const { module, hosts, constants } = this.compiled(purpose, helpers.length > 0);
    const { exports } = new (api().Instance)(module, { m: { m: memory }, ...hostImports(hosts) });
    const [run, sure] = [exports.run, exports.sure] as Run[]; // as: the module is of our own making
    const { constants: constantsAt, shared, results, rows } = this.#layout;
    const { inputs, outputs } = this.#program;
    const count = outputs.length;
    const { buffer } = memory;
    const pool = new BigInt64Array(buffer, area + constantsAt, constants.length);
    const pointers = new Uint32Array(buffer, area, addresses.length + (purpose === "write" ? count : 0));
    const lanes = new Float64Array(buffer, area + results, 2 * count);
    const segments = Array.from(
      outputs,
      (_, k) => new Float64Array(buffer, area + results + 8 * k * rows, rows),
    );
    const targets = (inPlace ?? segments).map(({ byteOffset }) => byteOffset);
    const write = (from: number, rowCount: number, out: number): void => {
      const vectors = (rowCount + 1) >> 1;
      if (run(area, 8 * from, vectors, out) !== 0) sure(area, 8 * from, vectors, out);
    };
    const odd = new Float64Array(count);
    /** Adds rows; whether there was a hard argument. */
    const added = (by: Run, from: number, rowCount: number): boolean => {
      const whole = rowCount >> 1;
      const isHard = whole > 0 && by(area, 8 * from, whole, area) !== 0;
      if ((rowCount & 1) === 0 || isHard) return isHard;
      // One row is left: what the other lane adds is taken back.
      for (let k = 0; k < count; k++) odd[k] = lanes[2 * k + 1];
      const isLastHard = by(area, 8 * (from + rowCount - 1), 1, area) !== 0;
      for (let k = 0; k < count; k++) lanes[2 * k + 1] = odd[k];
      return isLastHard;
    };
    return {
      shared: new Float64Array(buffer, area + shared, inputs.length - this.#columnCount),
      lanes,
      begin: () => {
        pointers.set(addresses);
        if (purpose === "write") pointers.set(targets, addresses.length);
        pool.set(constants);
      },
      add: (from, rowCount) => {
        if (!added(run, from, rowCount)) return;
        lanes.fill(0);
        added(sure, from, rowCount);
      },
      write: (from, rowCount, into) => {
        const most = inPlace === undefined ? rows : BLOCK;
        for (let done = 0; done < rowCount; done += most) {
          const [row, part] = [from + done, Math.min(most, rowCount - done)];
          write(row, part, inPlace === undefined ? 0 : 8 * row);
          if (inPlace !== undefined) continue;
          for (const [k, segment] of segments.entries()) into[k].set(segment.subarray(0, part), row);
        }
      },
    };
  }
}

function api() {
  const found = webAssembly();
  if (found === undefined) throw new Error("invariant: asked for where there is WebAssembly");
  return found;
}
