// The body in WebAssembly: two rows at a time in the lanes of a vector, the loop over them in the module.
import type { Program } from "../../program.ts";
import { type WasmModule, webAssembly } from "../../targets/wasm/host.ts";
import { hostImports, lowered } from "../../targets/wasm/routines.ts";
import type { Bound, Purpose } from "../body.ts";
import type { ColumnMemory } from "../columns.ts";
import { emitted } from "./emit.ts";
import { type Layout, layoutOf } from "./layout.ts";

/** See chunk.ts for the parameters. */
type Run = (area: number, from: number, vectors: number, out: number) => void;

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
  readonly #codes = new Map<Purpose, Code>();

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

  /** What adds rows, or what writes them, compiled: once. */
  compiled(purpose: Purpose): Code {
    const known = this.#codes.get(purpose);
    if (known !== undefined) return known;
    const limits = { pages: 0, isImported: true };
    const { bytes, hosts, constants } = emitted(
      this.#program,
      this.#columnCount,
      this.#layout,
      purpose,
      limits,
    );
    const made = { module: new (api().Module)(bytes), hosts, constants: BigInt64Array.from(constants), bytes: bytes.length };
    this.#codes.set(purpose, made);
    return made;
  }

  /** On columns in memory. */
  bind({ memory, addresses, area }: ColumnMemory, purpose: Purpose): Bound {
    const { module, hosts, constants } = this.compiled(purpose);
    const { exports } = new (api().Instance)(module, { m: { m: memory }, ...hostImports(hosts) });
    const run = exports.run as Run; // as: the module is of our own making
    const { constants: constantsAt, shared, results, rows } = this.#layout;
    const { inputs, outputs } = this.#program;
    const count = outputs.length;
    const { buffer } = memory;
    const pool = new BigInt64Array(buffer, area + constantsAt, constants.length);
    const pointers = new Uint32Array(buffer, area, addresses.length);
    const lanes = new Float64Array(buffer, area + results, 2 * count);
    const written = Array.from(outputs, (_, k) => new Float64Array(buffer, area + results + 8 * k * rows, rows));
    const odd = new Float64Array(count);
    return {
      shared: new Float64Array(buffer, area + shared, inputs.length - this.#columnCount),
      lanes,
      begin: () => {
        pointers.set(addresses);
        pool.set(constants);
      },
      add: (from, rowCount) => {
        const whole = rowCount >> 1;
        if (whole > 0) run(area, 8 * from, whole, area);
        if ((rowCount & 1) === 0) return;
        // One row is left: what the other lane adds is taken back.
        for (let k = 0; k < count; k++) odd[k] = lanes[2 * k + 1];
        run(area, 8 * (from + rowCount - 1), 1, area);
        for (let k = 0; k < count; k++) lanes[2 * k + 1] = odd[k];
      },
      write: (from, rowCount, into) => {
        for (let done = 0; done < rowCount; done += rows) {
          const part = Math.min(rows, rowCount - done);
          run(area, 8 * (from + done), (part + 1) >> 1, area);
          for (let k = 0; k < count; k++) {
            const all = written[k];
            into[k].set(part === rows ? all : all.subarray(0, part), from + done);
          }
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
