// A unit's operations in segments, loops and what stands between them, and where each operand comes from:
// a local of the same block, what a loop carries from iteration to iteration, or memory.
import { arities, CONSTANT, INPUT } from "../instructions.ts";
import type { Program } from "../program.ts";
import { type Run, runsOf } from "./runs.ts";
import { type Unit, unitsOf } from "./units.ts";

/** The most operations that a block of a stream writes out. */
const BLOCK = 400;

/** A stretch of a unit's operations: a run, or `period` operations written out. */
export interface Segment extends Run {
  readonly isLoop: boolean;
  /** The block that it stands in, of the unit's. */
  readonly block: number;
}

export interface Draft {
  readonly unit: Unit;
  readonly segments: readonly Segment[];
  /** By operation its segment. */
  readonly segmentOf: Int32Array;
}

/** The operations that a draft writes out. */
export const writtenBy = ({ segments }: Draft): number =>
  segments.reduce((sum, { period }) => sum + period, 0);

/** Kinds of leaves that are no inputs; those are below. */
const [CONSTANTS, VALUES] = [256, 257];

/** The units of a program, cut into segments; `poll` is called now and then. */
export function draftsOf(program: Program, kinds: Uint8Array, poll: () => void): Draft[] {
  const { units, ordinals } = unitsOf(program, kinds, poll);
  const { opcodes } = program;
  const kindOf = (slot: number): number =>
    opcodes[slot] === INPUT ? kinds[slot] : opcodes[slot] === CONSTANT ? CONSTANTS : VALUES;
  return units.map((unit) => {
    poll();
    return draft(unit, runsOf(unit, { kindOf, ordinals, value: VALUES }));
  });
}

const NONE = new Uint8Array(0);

function draft(unit: Unit, runs: readonly Run[]): Draft {
  const segments: Segment[] = [];
  let block = 0;
  let size = 0;
  const add = (run: Run, isLoop: boolean): void => {
    if (unit.instances === 1 && size > 0 && size + run.period > BLOCK) {
      block++;
      size = 0;
    }
    size += run.period;
    segments.push({ ...run, isLoop, block });
  };
  const straight = (from: number, to: number): void => {
    for (let start = from; start < to; ) {
      const room = unit.instances > 1 ? to - start : Math.max(1, BLOCK - (size % BLOCK));
      const period = Math.min(to - start, room);
      add({ start, period, count: 1, isBack: NONE }, false);
      start += period;
    }
  };
  let end = 0;
  for (const run of runs) {
    straight(end, run.start);
    add(run, true);
    end = run.start + run.period * run.count;
  }
  straight(end, unit.opcodes.length);
  const segmentOf = new Int32Array(unit.opcodes.length);
  for (const [k, { start, period, count }] of segments.entries()) {
    segmentOf.fill(k, start, start + period * count);
  }
  return { unit, segments, segmentOf };
}

/** Slots by instance and iteration: instance j's of iteration t at j·iterations + t. */
export interface Matrix {
  readonly slots: Int32Array;
  readonly iterations: number;
}

export type DraftOperand =
  | { readonly kind: "local"; readonly local: number }
  | { readonly kind: "matrix"; readonly matrix: Matrix };

export interface DraftCarried {
  readonly local: number;
  readonly init: DraftOperand | undefined;
  readonly next: number;
}

export interface DraftSegment {
  readonly segment: Segment;
  /** Three by operation of the body. */
  readonly operands: (DraftOperand | undefined)[];
  readonly carried: DraftCarried[];
}

/** What the operands of a unit are: locals, or numbers in memory. */
export class Resolver {
  readonly #draft: Draft;
  readonly segments: readonly DraftSegment[];
  #nextLocal: number;

  constructor(made: Draft) {
    this.#draft = made;
    this.#nextLocal = made.unit.opcodes.length;
    const segments: DraftSegment[] = made.segments.map((segment) => ({ segment, operands: [], carried: [] }));
    this.segments = segments;
    for (const one of segments) this.#resolve(one);
  }

  #resolve({ segment, operands, carried }: DraftSegment): void {
    const { unit } = this.#draft;
    for (let m = 0; m < segment.period; m++) {
      const at = segment.start + m;
      for (let c = 0; c < arities[unit.opcodes[at]]; c++) {
        const operand = unit.operands[3 * at + c];
        if (!segment.isLoop) operands[3 * m + c] = this.#read(operand, segment);
        else if (segment.isBack[3 * m + c] === 1) operands[3 * m + c] = this.#back(segment, carried, operand);
        else operands[3 * m + c] = this.#moving(segment, m, c);
      }
    }
  }

  /** A value that is as far back in every iteration; `operand` is the first iteration's. */
  #back(segment: Segment, carried: DraftCarried[], operand: number): DraftOperand {
    if (operand >= segment.start) return { kind: "local", local: operand };
    const { start, period } = segment;
    const iterations = Math.ceil((start - operand) / period);
    const source = operand + iterations * period; // in the first iteration's body
    let local = source;
    for (let k = 1; k <= iterations; k++) {
      const next = local;
      const known = carried.find((one) => one.next === next && one.init !== undefined);
      local = known?.local ?? this.#nextLocal++;
      if (known !== undefined) continue;
      carried.push({ local, init: this.#read(source - k * period, segment), next });
    }
    return { kind: "local", local };
  }

  #moving(segment: Segment, m: number, c: number): DraftOperand {
    const { unit } = this.#draft;
    const { start, period, count } = segment;
    const first = unit.operands[3 * (start + m) + c];
    let isSame = true;
    for (let t = 1; t < count && isSame; t++) {
      isSame = unit.operands[3 * (start + m + t * period) + c] === first;
    }
    if (isSame && first < start) return this.#read(first, segment);
    const n = unit.instances;
    const slots = new Int32Array(n * count);
    for (let t = 0; t < count; t++) {
      const operand = unit.operands[3 * (start + m + t * period) + c];
      for (let j = 0; j < n; j++) slots[j * count + t] = this.#slot(operand, j);
    }
    return { kind: "matrix", matrix: { slots, iterations: count } };
  }

  #slot(operand: number, instance: number): number {
    const { slots, leaves, instances } = this.#draft.unit;
    return operand >= 0 ? slots[operand] : leaves[(-1 - operand) * instances + instance];
  }

  /** An operand as it is read outside of loops, or where a loop begins. */
  #read(operand: number, { block }: Segment): DraftOperand {
    const { unit, segmentOf } = this.#draft;
    const n = unit.instances;
    if (operand >= 0) {
      const from = this.segments[segmentOf[operand]];
      const { segment } = from;
      if (segment.block === block) {
        if (!segment.isLoop) return { kind: "local", local: operand };
        const before = (segment.count - 1) * segment.period;
        if (operand - before >= segment.start)
          return { kind: "local", local: this.#final(from, operand - before) };
      }
      return { kind: "matrix", matrix: { slots: Int32Array.of(unit.slots[operand]), iterations: 1 } };
    }
    const leaf = -1 - operand;
    const slots = unit.leaves.subarray(leaf * n, (leaf + 1) * n);
    return { kind: "matrix", matrix: { slots, iterations: 1 } };
  }

  /** The local that holds the last value of an operation of a loop's body after the loop. */
  #final({ carried }: DraftSegment, next: number): number {
    const known = carried.find((one) => one.next === next);
    if (known !== undefined) return known.local;
    const local = this.#nextLocal++;
    carried.push({ local, init: undefined, next });
    return local;
  }

  /** The local of a loop's last value, made where there is none. */
  finalOf(index: number, next: number): number {
    return this.#final(this.segments[index], next);
  }
}
