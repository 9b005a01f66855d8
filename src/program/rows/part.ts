// One program of some rows, the values alone or with derivatives: what runs it, chosen once, and shared by
// all rows of a kernel.
import { grouped } from "../../expr/print/grouped.ts";
import type { Runner } from "../interpret.ts";
import { operationsOf, type Program } from "../program.ts";
import { RolledRows } from "../roll/targets/rows.ts";
import { hasVectors, mayCompileWasm, webAssembly } from "../targets/wasm/host.ts";
import type { Bound, Purpose, RowsTarget } from "./body.ts";
import type { ColumnMemory, Columns } from "./columns.ts";
import { type Chosen, chosenRunner, perRow, STRAIGHT } from "./perRow.ts";
import { split } from "./split.ts";
import type { TeamBody } from "./team.ts";
import { VectorBody } from "./wasm/body.ts";

/** The most operations a row in WebAssembly: beyond, it takes seconds to compile, and no cache holds its code. */
const MOST_OPERATIONS = 500_000;

/** What runs, and why: in words. */
export interface Choice {
  readonly target: RowsTarget;
  readonly why: string;
  /** The memory that the code takes, about. */
  readonly bytes: number;
}

export class Part {
  /** The operations of a row, and those that are done once for all rows. */
  readonly operations: number;
  readonly sharedOperations: number;
  readonly #row: Program;
  readonly #columnCount: number;
  readonly #target: RowsTarget | undefined;
  readonly #shared: Runner | undefined;
  readonly #sharedValues: Float64Array;
  /** The body in WebAssembly, or why there is none. */
  #vectors: VectorBody | string;
  /** What adds rows where a row repeats itself. */
  readonly #loops: RolledRows | undefined;
  #perRow: Chosen | undefined;

  /** `columns` and `parameters` are the indices of the program's inputs, all of them together; `adds`: for sums. */
  constructor(
    program: Program,
    columns: readonly number[],
    parameters: readonly number[],
    target: RowsTarget | undefined,
    adds: boolean,
  ) {
    const { shared, row } = split(program, columns, parameters);
    this.operations = operationsOf(row);
    this.sharedOperations = shared === undefined ? 0 : operationsOf(shared);
    this.#row = row;
    this.#columnCount = columns.length;
    this.#target = target;
    this.#shared = shared === undefined ? undefined : chosenRunner(shared, target === "interpret").run;
    this.#sharedValues = new Float64Array(shared?.outputs.length ?? 0);
    this.#vectors = vectorBody(row, columns.length, target);
    const mayLoop = adds && typeof this.#vectors !== "string" && this.operations > STRAIGHT;
    this.#loops = mayLoop ? RolledRows.of(row, columns.length) : undefined;
  }

  get outputCount(): number {
    return this.#row.outputs.length;
  }

  /** The bytes in memory that it needs beside the columns; 0 where it does not run in WebAssembly. */
  get areaBytes(): number {
    if (typeof this.#vectors === "string") return 0;
    return Math.max(this.#vectors.areaBytes, this.#loops?.areaBytes ?? 0);
  }

  /** What runs for a purpose on columns in memory, or else in a plain buffer; it is compiled now. */
  choice(purpose: Purpose, memory: ColumnMemory | undefined): Choice {
    if (typeof this.#vectors !== "string" && memory !== undefined) {
      try {
        const isShared = memory.helpers.length > 0;
        const loops = purpose === "add" ? this.#loops : undefined;
        const code = loops?.compiled(isShared) ?? this.#vectors.compiled(purpose, isShared);
        const lanes = "two rows at a time, in the lanes of vectors";
        const why = loops === undefined ? lanes : `${lanes}, in ${loops.loops}`;
        return { target: "wasm", why, bytes: code.bytes + this.areaBytes };
      } catch (error) {
        this.#vectors = `compiling for WebAssembly failed here (${error instanceof Error ? error.message : error})`;
      }
    }
    const { target, why, bytes } = this.#oneByOne();
    const reason = typeof this.#vectors === "string" ? this.#vectors : "there is no memory for the columns";
    return { target, why: reason === "" ? why : `${why}; ${reason}`, bytes };
  }

  /** What runs for a purpose, on the columns of some rows. */
  bind(columns: Columns, purpose: Purpose): Bound {
    const { memory } = columns;
    this.choice(purpose, memory); // which may find that it can't be compiled
    if (typeof this.#vectors !== "string" && memory !== undefined) {
      if (purpose === "add" && this.#loops !== undefined) return this.#loops.bind(memory);
      return this.#vectors.bind(memory, purpose);
    }
    return perRow(this.#row, this.#columnCount, this.#oneByOne().run, columns);
  }

  /** What workers run to add rows; undefined where they can't. */
  get forWorkers(): TeamBody | undefined {
    return typeof this.#vectors === "string" ? undefined : (this.#loops ?? this.#vectors).forWorkers;
  }

  /** Computes the values that all rows share, of the inputs in the program's order. */
  share(inputs: Float64Array, shared: Float64Array): void {
    if (this.#shared === undefined) return;
    this.#shared(inputs, this.#sharedValues);
    shared.set(this.#sharedValues, shared.length - this.#sharedValues.length);
  }

  #oneByOne(): Chosen {
    this.#perRow ??= chosenRunner(this.#row, this.#target === "interpret");
    return this.#perRow;
  }
}

/** The body in WebAssembly, or in words why there is none; nothing where another was asked for. */
function vectorBody(row: Program, columnCount: number, target: RowsTarget | undefined): VectorBody | string {
  if (target === "js" || target === "interpret") return "";
  if (webAssembly() === undefined) return "there is no WebAssembly here";
  if (!mayCompileWasm()) return "WebAssembly may not be compiled here";
  if (!hasVectors()) return "WebAssembly has no vectors here";
  if (operationsOf(row) > MOST_OPERATIONS) {
    return `more than ${grouped(MOST_OPERATIONS)} operations a row are too long to compile`;
  }
  return new VectorBody(row, columnCount);
}
