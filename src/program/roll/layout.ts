// Where the numbers of a rolled program stand, and its loops with their places. Values that blocks hand on
// are laid out in the order in which they are computed, and inputs, where their own order does not do, in
// the order in which they are read, so that loops walk evenly through memory; what still does not move
// evenly is reached through a table.
import { arities, CONSTANT, INPUT } from "../instructions.ts";
import { operationsOf, type Program } from "../program.ts";
import { type Draft, type DraftOperand, Resolver } from "./draft.ts";
import type { Block, Carried, Copies, Operand, Place, Rolled, Space, Step } from "./rolled.ts";
import type { Unit } from "./units.ts";

/** What an operation of a segment's body stores: in each iteration, or once after the last. */
interface Stored {
  /** The operation, of the first iteration. */
  readonly op: number;
  /** Its slots, by instance and iteration; by instance alone after the last iteration. */
  readonly slots: Int32Array;
  readonly isLast: boolean;
  readonly isResult: boolean;
}

export interface Placed {
  readonly rolled: Rolled;
  /** The entries of its tables. */
  readonly entries: number;
}

/** A program's drafts with places in memory; `isMoved`: inputs stand in the order in which they are read. */
export function placed(
  program: Program,
  kinds: Uint8Array,
  drafts: readonly Draft[],
  isMoved: boolean,
): Placed {
  return new Layout(program, kinds, drafts, isMoved).placed();
}

class Layout {
  readonly #program: Program;
  readonly #kinds: Uint8Array;
  readonly #drafts: readonly Draft[];
  readonly #isMoved: boolean;
  /** By slot its place: in its kind's array of inputs, or among the values; -1 where it has none. */
  readonly #places: Int32Array;
  /** By slot, 1 where it is read from memory. */
  readonly #isRead: Uint8Array;
  /** By slot the first result that it is, or -1. */
  readonly #results: Int32Array;
  readonly #constants: number[];
  #values = 0;
  #entries = 0;

  constructor(program: Program, kinds: Uint8Array, drafts: readonly Draft[], isMoved: boolean) {
    const { length } = program.opcodes;
    this.#program = program;
    this.#kinds = kinds;
    this.#drafts = drafts;
    this.#isMoved = isMoved;
    this.#places = new Int32Array(length).fill(-1);
    this.#isRead = new Uint8Array(length);
    this.#results = new Int32Array(length).fill(-1);
    this.#constants = Array.from(program.constants);
  }

  placed(): Placed {
    const { outputs, inputs } = this.#program;
    const resolvers = this.#drafts.map((draft) => new Resolver(draft));
    this.#readInputs(resolvers);
    for (let k = outputs.length - 1; k >= 0; k--) {
      if (this.#results[outputs[k]] >= 0) this.#isRead[outputs[k]] = 1; // the other results are copies of the first
      this.#results[outputs[k]] = k;
    }
    const results = this.#drafts.map((draft) => this.#resultsOf(draft));
    const stores = this.#drafts.map((draft, d) => [...results[d], ...this.#valuesOf(draft)]);
    const isStored = new Uint8Array(outputs.length);
    for (const { slots } of results.flat()) for (const slot of slots) isStored[this.#results[slot]] = 1;
    const blocks = this.#drafts.flatMap((draft, d) => this.#blocks(draft, resolvers[d], stores[d]));
    const copies = this.#copies(outputs, isStored);
    const kindCount = this.#kinds.reduce((most, kind) => Math.max(most, kind), 0) + 1;
    return {
      rolled: {
        blocks,
        kinds: this.#kinds,
        layout: this.#places.slice(0, inputs.length),
        isInOrder: Array.from({ length: kindCount }, () => !this.#isMoved),
        constants: Float64Array.from(this.#constants),
        values: this.#values,
        outputs: outputs.length,
        results: Int32Array.from(outputs.keys()),
        copies,
        operations: operationsOf(this.#program),
      },
      entries: this.#entries,
    };
  }

  #isOperation(slot: number): boolean {
    return slot >= this.#program.inputs.length + this.#program.constants.length;
  }

  /** Marks the values that are read from memory, and gives the inputs their places. */
  #readInputs(resolvers: readonly Resolver[]): void {
    const { inputs } = this.#program;
    const next = new Int32Array(256); // by kind
    const place = (input: number): void => {
      if (this.#places[input] < 0) this.#places[input] = next[this.#kinds[input]]++;
    };
    if (!this.#isMoved) for (let i = 0; i < inputs.length; i++) place(i);
    for (const { segments } of resolvers) {
      for (const { operands, carried } of segments) {
        for (const operand of [...operands, ...carried.map(({ init }) => init)]) {
          if (operand?.kind !== "matrix") continue;
          for (const slot of operand.matrix.slots) {
            if (this.#isOperation(slot)) this.#isRead[slot] = 1;
            else if (this.#program.opcodes[slot] === INPUT) place(slot);
          }
        }
      }
    }
    for (let i = 0; i < inputs.length; i++) place(i);
  }

  /** What a unit stores as results; what can't be stored as one is marked as read, to be copied at the end. */
  #resultsOf(draft: Draft): Stored[] {
    const isResult = (slot: number): boolean => this.#results[slot] >= 0;
    return storable(draft).flatMap(({ op, each, last, isLoop }) => {
      const stored = (slots: Int32Array, isLast: boolean): Stored[] => [
        { op, slots, isLast, isResult: true },
      ];
      if (each?.every(isResult)) return stored(each, false);
      const before = each === undefined ? undefined : each.subarray(0, each.length - last.length);
      if (isLoop && last.every(isResult) && !before?.some(isResult)) return stored(last, true);
      for (const slot of each ?? last) if (isResult(slot)) this.#isRead[slot] = 1;
      return [];
    });
  }

  /** What a unit stores for others to read, and places for it. */
  #valuesOf(draft: Draft): Stored[] {
    const isRead = (slot: number): boolean => this.#isRead[slot] === 1;
    return storable(draft).flatMap(({ op, each, last, isLoop }) => {
      const before = each === undefined || !isLoop ? each : each.subarray(0, each.length - last.length);
      const isEach = before?.some(isRead) ?? false;
      if (!isEach && !last.some(isRead)) return [];
      const slots = isEach && each !== undefined ? each : last;
      for (const slot of slots) this.#places[slot] = this.#values++;
      return [{ op, slots, isLast: !isEach, isResult: false }];
    });
  }

  #blocks({ unit, segments }: Draft, resolver: Resolver, stores: readonly Stored[]): Block[] {
    // Loops carry what is stored once after them: these locals are made before the steps are.
    const finals = new Map<number, Stored[]>();
    const storing = new Map<number, Stored[]>();
    for (const stored of stores) {
      const kind = stored.isLast ? finals : storing;
      kind.set(stored.op, [...(kind.get(stored.op) ?? []), stored]);
    }
    for (const [index, { start, period }] of segments.entries()) {
      for (let op = start; op < start + period; op++) if (finals.has(op)) resolver.finalOf(index, op);
    }
    const outer = this.#outerLoops(unit, resolver, stores);
    const blocks: Step[][] = [];
    for (const one of resolver.segments) {
      const { segment, operands, carried } = one;
      const depth = segment.isLoop ? [...outer, segment.count] : outer;
      const body = Array.from({ length: segment.period }, (_, m): Step => {
        const op = segment.start + m;
        const count = arities[unit.opcodes[op]];
        const read = Array.from({ length: count }, (_, c) =>
          this.#operand(operands[3 * m + c], outer, depth),
        );
        const places = (storing.get(op) ?? []).map((stored) => this.#store(stored, depth));
        return { kind: "operation", opcode: unit.opcodes[op], operands: read, local: op, stores: places };
      });
      blocks[segment.block] ??= [];
      if (!segment.isLoop) {
        for (const step of body) blocks[segment.block].push(step);
        continue;
      }
      const handed = carried.map(({ local, init, next }): Carried => {
        const isFinal = carried.find((other) => other.next === next)?.local === local;
        const places = isFinal ? (finals.get(next) ?? []).map((stored) => this.#store(stored, outer)) : [];
        return { local, init: this.#operand(init, outer, outer), next, stores: places };
      });
      blocks[segment.block].push({
        kind: "loop",
        count: segment.count,
        carried: handed,
        body,
        isParallel: false,
      });
    }
    return blocks.map((steps) =>
      outer.reduceRight<Step[]>(
        (body, count) => [{ kind: "loop", count, carried: [], body, isParallel: true }],
        steps,
      ),
    );
  }

  /** The results that no operation stores: as many at once as come evenly from one space. */
  #copies(outputs: Int32Array, isStored: Uint8Array): Copies[] {
    const { opcodes, first } = this.#program;
    const found: Copies[] = [];
    const sourceOf = (slot: number): { space: Space; at: number } => {
      if (opcodes[slot] === CONSTANT) return { space: "constants", at: first[slot] };
      const space: Space = opcodes[slot] === INPUT ? `input${this.#kinds[slot]}` : "values";
      return { space, at: this.#places[slot] };
    };
    for (let output = 0; output < outputs.length; ) {
      if (isStored[output] === 1) {
        output++;
        continue;
      }
      const { space, at } = sourceOf(outputs[output]);
      let stride = 0;
      let count = 1;
      for (; output + count < outputs.length && isStored[output + count] === 0; count++) {
        const next = sourceOf(outputs[output + count]);
        if (count === 1) stride = next.at - at;
        if (next.space !== space || next.at !== at + count * stride) break;
      }
      const from: Place = { space, base: at, strides: [count > 1 ? stride : 0] };
      found.push({ count, from, to: { space: "outputs", base: output, strides: [1] } });
      output += count;
    }
    return found;
  }

  /** How often the loops over a unit's instances run: one, or two where places then move more evenly. */
  #outerLoops(unit: Unit, resolver: Resolver, stores: readonly Stored[]): readonly number[] {
    const n = unit.instances;
    if (n === 1) return [];
    const columns: Int32Array[] = [];
    const consider = (slots: Int32Array, iterations: number, at: (slot: number) => number): void => {
      columns.push(Int32Array.from({ length: n }, (_, j) => at(slots[j * iterations])));
    };
    const place = (slot: number): number => this.#places[slot];
    for (const { operands, carried } of resolver.segments) {
      for (const operand of [...operands, ...carried.map(({ init }) => init)]) {
        if (operand?.kind !== "matrix") continue;
        const { slots, iterations } = operand.matrix;
        if (this.#program.opcodes[slots[0]] !== CONSTANT) consider(slots, iterations, place);
      }
    }
    for (const { slots, isResult } of stores) {
      consider(slots, 1, isResult ? (slot) => this.#results[slot] : place);
    }
    const uneven = (dims: readonly number[]): number =>
      columns.reduce((sum, column) => sum + (evenly(column, dims) === undefined ? 1 : 0), 0);
    let best: readonly number[] = [n];
    let least = uneven(best);
    const inner = new Set(columns.map(firstBreak).filter((j) => j > 1 && n % j === 0 && n > j));
    for (const j of [...inner].slice(0, 4)) {
      const count = uneven([n / j, j]);
      if (count < least) [best, least] = [[n / j, j], count];
    }
    return best;
  }

  #operand(operand: DraftOperand | undefined, outer: readonly number[], inner: readonly number[]): Operand {
    if (operand === undefined) return { kind: "constant", value: Number.NaN }; // read by nobody
    if (operand.kind === "local") return operand;
    return this.#memory(operand.matrix.slots, operand.matrix.iterations > 1 ? inner : outer);
  }

  /** What slots are by the loops' indices: inputs of one kind, constants, or values. */
  #memory(slots: Int32Array, dims: readonly number[]): Operand {
    const { opcodes, first } = this.#program;
    const slot = slots[0];
    if (opcodes[slot] === CONSTANT)
      return this.#pooled(
        slots.map((one) => first[one]),
        dims,
      );
    const space: Space = opcodes[slot] === INPUT ? `input${this.#kinds[slot]}` : "values";
    return {
      kind: "place",
      place: this.#place(
        space,
        slots.map((one) => this.#places[one]),
        dims,
      ),
    };
  }

  #pooled(indices: Int32Array, dims: readonly number[]): Operand {
    const { constants } = this.#program;
    const value = constants[indices[0]];
    if (indices.every((index) => index === indices[0])) return { kind: "constant", value };
    const even = evenly(indices, dims);
    if (even !== undefined) return { kind: "place", place: { space: "constants", ...even } };
    const base = this.#constants.length;
    for (const index of indices) this.#constants.push(constants[index]);
    const strides = dims.map((_, d) => dims.slice(d + 1).reduce((product, count) => product * count, 1));
    return { kind: "place", place: { space: "constants", base, strides } };
  }

  #store({ slots, isResult }: Stored, dims: readonly number[]): Place {
    const places = isResult ? this.#results : this.#places;
    return this.#place(
      isResult ? "outputs" : "values",
      slots.map((slot) => places[slot]),
      dims,
    );
  }

  #place(space: Space, places: Int32Array, dims: readonly number[]): Place {
    const even = evenly(places, dims);
    if (even !== undefined) return { space, ...even };
    this.#entries += places.length;
    const strides = dims.map((_, d) => dims.slice(d + 1).reduce((product, count) => product * count, 1));
    return { space, base: 0, strides, table: places };
  }
}

/** The operations of a draft with the slots that they could store: of every iteration, and after the last. */
function storable({ unit, segments }: Draft): {
  readonly op: number;
  readonly each: Int32Array | undefined;
  readonly last: Int32Array;
  readonly isLoop: boolean;
}[] {
  const { slots, instances, opcodes } = unit;
  const found = [];
  for (const { start, period, count, isLoop } of segments) {
    for (let op = start; op < start + period; op++) {
      const end = op + (count - 1) * period;
      if (instances === 1) {
        const each = Int32Array.from({ length: count }, (_, t) => slots[op + t * period]);
        found.push({ op, each, last: each.subarray(count - 1), isLoop });
      } else if (end === opcodes.length - 1) {
        found.push({ op, each: isLoop ? undefined : slots, last: slots, isLoop });
      }
    }
  }
  return found;
}

/** Base and strides of numbers that move evenly with every index, the last one fastest; undefined where they don't. */
function evenly(
  numbers: Int32Array,
  dims: readonly number[],
): { readonly base: number; readonly strides: readonly number[] } | undefined {
  const base = numbers[0];
  const strides: number[] = [];
  let size = 1; // of what the dimensions looked at so far count
  for (let d = dims.length - 1; d >= 0; d--) {
    const stride = dims[d] > 1 ? numbers[size] - base : 0;
    strides.unshift(stride);
    for (let i = 1; i < dims[d]; i++) {
      for (let k = 0; k < size; k++) if (numbers[i * size + k] !== numbers[k] + i * stride) return undefined;
    }
    size *= dims[d];
  }
  return { base, strides };
}

/** Where numbers first take a step unlike the first. */
function firstBreak(numbers: Int32Array): number {
  let j = 2;
  while (j < numbers.length && numbers[j] - numbers[j - 1] === numbers[1] - numbers[0]) j++;
  return j;
}
