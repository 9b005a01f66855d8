// Workers that help to add rows: each takes a block, adds its rows on memory that all share, and leaves the
// block's sums there; they are added up in the blocks' order, so they have the same bits whoever took which.
import { CONTROL_BYTES, type ColumnMemory } from "./columns.ts";
import { addLanes, BLOCK } from "./order.ts";

/** What starts workers; in Node see src/repl/rowsHost.ts. */
export interface RowsHost {
  /** How many workers help; they need a memory that threads share. */
  readonly workers: number;
  /**
   * Starts a worker that runs the body of a function of `task`; `task` can be sent to workers. The body waits for work,
   * with Atomics.wait, until the rows are closed.
   */
  readonly start: (body: string, task: unknown) => void;
}

/** Where the numbers are by which blocks are given out: see `body`. */
const [GENERATION, NEXT, BASE, BLOCKS, FROM, TO, FINISHED] = [0, 1, 2, 3, 4, 5, 6];
/** What the sums of blocks may take that are not yet added up. */
const SUM_BYTES = 2 ** 22;

/** The blocks whose sums are kept at once. */
export const blocksAtOnce = (length: number, outputs: number): number =>
  Math.min(Math.ceil(length / BLOCK), Math.max(16, Math.floor(SUM_BYTES / (16 * outputs))));

/** More numbers than late workers take while a round is set up. */
const LATE = 1024;

/** A worker that takes longer for one block, in milliseconds, has ended: a block takes a second at most. */
const LONG = 20_000;

/** A block's number counts from a base that is new each time, so one that was taken too late is never a block. */
const body = `
const { module, memory, area, results, outputs, hosts, control, sums, block } = task;
const f = Object.fromEntries(hosts.map(([opcode, name]) => [opcode, Math[name]]));
const { run, sure } = new WebAssembly.Instance(module, { m: { m: memory }, f }).exports;
const at = new Int32Array(memory.buffer, control, 8);
const lanes = new Float64Array(memory.buffer, area + results, 2 * outputs);
const all = new Float64Array(memory.buffer, sums);
const odd = new Float64Array(outputs);
const added = (by, from, count) => {
  lanes.fill(0);
  if (count > 1 && by(area, 8 * from, count >> 1, 0) !== 0) return true;
  if (count % 2 === 0) return false;
  for (let k = 0; k < outputs; k++) odd[k] = lanes[2 * k + 1];
  const isHard = by(area, 8 * (from + count - 1), 1, 0) !== 0;
  for (let k = 0; k < outputs; k++) lanes[2 * k + 1] = odd[k];
  return isHard;
};
for (let seen = 0; seen >= 0; seen = Atomics.load(at, ${GENERATION})) {
  for (;;) {
    const taken = Atomics.add(at, ${NEXT}, 1);
    const blocks = Atomics.load(at, ${BLOCKS}); // before the base, which is set before it
    const b = (taken - Atomics.load(at, ${BASE})) | 0;
    if (b < 0 || b >= blocks) break;
    const from = Atomics.load(at, ${FROM}) + b * block;
    const count = Math.min(block, Atomics.load(at, ${TO}) - from);
    if (added(run, from, count)) added(sure, from, count);
    all.set(lanes, b * 2 * outputs);
    Atomics.add(at, ${FINISHED}, 1);
    Atomics.notify(at, ${FINISHED});
  }
  Atomics.wait(at, ${GENERATION}, seen);
}`;

/** What a worker needs of a body, beside its place. */
export interface TeamBody {
  readonly module: unknown;
  /** The functions of Math that the module imports, by opcode. */
  readonly hosts: readonly (readonly [number, string])[];
  /** Bytes from an area's start: to the sums of its lanes; what is before them is the same in all areas. */
  readonly results: number;
  readonly outputs: number;
}

export class Team {
  readonly #place: ColumnMemory;
  readonly #part: TeamBody;
  readonly #control: Int32Array;
  readonly #sums: Float64Array;
  readonly #most: number;

  constructor(host: RowsHost, place: ColumnMemory, part: TeamBody, length: number) {
    const { memory, helpers, control, sums } = place;
    this.#place = place;
    this.#part = part;
    this.#most = blocksAtOnce(length, part.outputs);
    this.#control = new Int32Array(memory.buffer, control, CONTROL_BYTES / 4);
    this.#sums = new Float64Array(memory.buffer, sums, 2 * part.outputs * this.#most);
    for (const area of helpers) {
      host.start(body, { ...part, memory, area, control, sums, block: BLOCK });
    }
  }

  /** Adds rows as `addBlocks` of order.ts does; false where a worker does not go on with a block that it has taken. */
  addBlocks(
    from: number,
    count: number,
    lanes: Float64Array,
    totals: Float64Array,
    add: (from: number, count: number) => void,
  ): boolean {
    const { memory, area, helpers } = this.#place;
    const bytes = new Uint8Array(memory.buffer);
    for (const helper of helpers) bytes.copyWithin(helper, area, area + this.#part.results);
    totals.fill(0);
    for (let done = 0; done < count; done += this.#most * BLOCK) {
      const part = Math.min(count - done, this.#most * BLOCK);
      if (!this.#round(from + done, part, lanes, totals, add)) return false;
    }
    return true;
  }

  #round(
    from: number,
    count: number,
    lanes: Float64Array,
    totals: Float64Array,
    add: (from: number, count: number) => void,
  ): boolean {
    const control = this.#control;
    const blocks = Math.ceil(count / BLOCK);
    // The order matters: a worker may be late by a round, and is given nothing then. Its number is before the new base.
    Atomics.store(control, BLOCKS, 0);
    const base = (Atomics.load(control, NEXT) + LATE) | 0;
    Atomics.store(control, BASE, base);
    Atomics.store(control, FROM, from);
    Atomics.store(control, TO, from + count);
    Atomics.store(control, FINISHED, 0);
    Atomics.store(control, BLOCKS, blocks);
    Atomics.store(control, NEXT, base);
    Atomics.add(control, GENERATION, 1);
    Atomics.notify(control, GENERATION);
    const next = (): number => (Atomics.add(control, NEXT, 1) - base) | 0;
    for (let b = next(); b < blocks; b = next()) {
      lanes.fill(0);
      add(from + b * BLOCK, Math.min(BLOCK, count - b * BLOCK));
      this.#sums.set(lanes, b * lanes.length);
      Atomics.add(control, FINISHED, 1);
    }
    if (!allFinished(control, blocks)) return false;
    for (let b = 0; b < blocks; b++) addLanes(this.#sums, b * lanes.length, totals);
    return true;
  }

  /** Lets the workers end. */
  close(): void {
    Atomics.store(this.#control, GENERATION, -1);
    Atomics.notify(this.#control, GENERATION);
  }
}

/** Waits until all blocks are finished; false where none is in a long time. */
function allFinished(control: Int32Array, blocks: number): boolean {
  let finished = Atomics.load(control, FINISHED);
  let since = Date.now();
  while (finished < blocks) {
    try {
      Atomics.wait(control, FINISHED, finished, 10);
    } catch {
      // A page's main thread may not wait: it asks again at once.
    }
    const now = Atomics.load(control, FINISHED);
    if (now === finished && Date.now() - since > LONG) return false;
    if (now !== finished) since = Date.now();
    finished = now;
  }
  return true;
}
