// Where a body's numbers are in memory, and how its operations are cut into functions. One function of all
// operations is best while it is short: its values stay in registers. A long one is slow to compile, and its
// code larger than the processor's first cache; so it is cut into chunks, each of which runs over a strip of
// rows before the next does, and hands values on through memory.
import { arities } from "../../instructions.ts";
import { operationsOf, type Program } from "../../program.ts";
import { BLOCK } from "../order.ts";
import { MOST_CONSTANTS } from "./constants.ts";

/** The places of a body's numbers, in bytes from the start of its area. Two rows are one vector of 16 bytes. */
export interface Layout {
  /**
   * The addresses of the columns, and of what is written of each output, 4 bytes each, come first; then constants, and
   * the values that all rows share.
   */
  readonly constants: number;
  readonly shared: number;
  /** Sums, 16 bytes an output; or `rows` results of each output, 8 bytes a row. */
  readonly results: number;
  /** What chunks hand on: `strip` vectors for each value. */
  readonly scratch: number;
  readonly bytes: number;
  /** By slot the chunk that its operation stands in; -1 for leaves. */
  readonly chunks: Int32Array;
  /** The first slot of each chunk, and after the last one's end. */
  readonly starts: readonly number[];
  /** By slot where it is handed on, as the number of its strip in `scratch`; -1 where it isn't. */
  readonly handed: Int32Array;
  /** The vectors of a strip. */
  readonly strip: number;
  /** The rows that are written at once. */
  readonly rows: number;
}

/** Up to so many operations stand in one function. */
const WHOLE = 600;
/** The operations of a chunk. */
const CHUNK = 400;
/** What the strips may take: about the first cache. */
const SCRATCH_BYTES = 32 * 1024;
/** What results may take that are not yet copied to where they go. */
const RESULT_BYTES = 64 * 1024;

const aligned = (bytes: number): number => Math.ceil(bytes / 16) * 16;
const clamped = (x: number, least: number, most: number): number => Math.max(least, Math.min(most, x));

/** The layout of a program in the layout of `compact`, whose first inputs are so many columns. */
export function layoutOf(program: Program, columnCount: number): Layout {
  const { opcodes, first, second, third, inputs, outputs } = program;
  const operations = operationsOf(program);
  const start = opcodes.length - operations; // the layout of `compact`: leaves come first
  const chunkCount = operations <= WHOLE ? 1 : Math.ceil(operations / CHUNK);
  const starts = Array.from(
    { length: chunkCount + 1 },
    (_, k) => start + Math.floor((k * operations) / chunkCount),
  );
  const chunks = new Int32Array(opcodes.length).fill(-1);
  for (let k = 0; k < chunkCount; k++) chunks.fill(k, starts[k], starts[k + 1]);
  const handed = new Int32Array(opcodes.length).fill(-1);
  let handedCount = 0;
  const uses = (slot: number, chunk: number): void => {
    if (chunks[slot] >= 0 && chunks[slot] !== chunk && handed[slot] < 0) handed[slot] = handedCount++;
  };
  for (let slot = start; slot < opcodes.length; slot++) {
    const arity = arities[opcodes[slot]];
    if (arity > 0) uses(first[slot], chunks[slot]);
    if (arity > 1) uses(second[slot], chunks[slot]);
    if (arity > 2) uses(third[slot], chunks[slot]);
  }
  const strip = clamped(Math.floor(SCRATCH_BYTES / (16 * Math.max(1, handedCount))), 1, BLOCK / 2);
  const rows = clamped(2 * Math.floor(RESULT_BYTES / (16 * outputs.length)), 2, BLOCK);
  const constants = aligned(4 * (columnCount + outputs.length));
  const shared = constants + 8 * MOST_CONSTANTS;
  const results = shared + aligned(8 * (inputs.length - columnCount));
  const scratch = results + outputs.length * Math.max(16, 8 * rows);
  const bytes = scratch + (chunkCount === 1 ? 0 : 16 * strip * handedCount);
  return { constants, shared, results, scratch, bytes, chunks, starts, handed, strip, rows };
}
