// A rolled program: straight-line code with its repetitions written as loops. Where a program repeats one
// piece of code with operands that move evenly through memory (the terms of a sum, the inputs of a neuron,
// the neurons of a layer, their adjoints), the piece stands here once, in a loop. It computes bit for bit
// what the program computes: no sum is reordered, a chain of additions is a loop that carries its value.
import { arities } from "../instructions.ts";

/** Where numbers stand: the inputs by kind, the pool, what blocks hand on to each other, the results. */
export type Space = `input${number}` | "constants" | "values" | "outputs";

/**
 * A number in memory, by the indices of the loops around it: the outermost first. The place is base + the sum of
 * strides·indices; with a table, the place is the table's entry there.
 */
export interface Place {
  readonly space: Space;
  readonly base: number;
  readonly strides: readonly number[];
  readonly table?: Int32Array | undefined;
}

export type Operand =
  /** What an earlier step of the block computed in this iteration, or a loop before it carried at its end. */
  | { readonly kind: "local"; readonly local: number }
  | { readonly kind: "constant"; readonly value: number }
  | { readonly kind: "place"; readonly place: Place };

/** One operation; its value is kept as a local, and stored where `stores` say. */
export interface Operation {
  readonly kind: "operation";
  readonly opcode: number;
  readonly operands: readonly Operand[];
  readonly local: number;
  readonly stores: readonly Place[];
}

/** A value that a loop hands from each iteration to the next. */
export interface Carried {
  /** Holds `init` in the first iteration, then what `next` was in the one before; after the loop the last `next`. */
  readonly local: number;
  readonly init: Operand;
  readonly next: number;
  /** Where the last `next` is stored after the loop. */
  readonly stores: readonly Place[];
}

export interface Loop {
  readonly kind: "loop";
  readonly count: number;
  /** All are handed on at once: one's `next` may be another's value in the iteration that ends. */
  readonly carried: readonly Carried[];
  readonly body: readonly Step[];
  /** Whether no iteration needs what another computes: they may be run side by side. */
  readonly isParallel: boolean;
}

export type Step = Operation | Loop;

/** Steps that share locals; no other block sees them. */
export type Block = readonly Step[];

/** Numbers that are copied when all blocks are done; places are by the number of the copy. */
export interface Copies {
  readonly count: number;
  readonly from: Place;
  readonly to: Place;
}

export interface Rolled {
  readonly blocks: readonly Block[];
  /** By input, its kind: inputs of one kind are one array. */
  readonly kinds: Uint8Array;
  /** By input, its place in the array of its kind. */
  readonly layout: Int32Array;
  /** By kind, whether the inputs stand in their order. */
  readonly isInOrder: readonly boolean[];
  readonly constants: Float64Array;
  /** The numbers that blocks hand on. */
  readonly values: number;
  readonly outputs: number;
  /** By result, its place among the outputs. */
  readonly results: Int32Array;
  /** Results that no operation stores. */
  readonly copies: readonly Copies[];
  /** The operations of a run. */
  readonly operations: number;
}

/** Whether the results stand in their order. */
export const areResultsInOrder = ({ results }: Rolled): boolean => results.every((place, k) => place === k);

/** Every loop of some steps with the loops around it, outermost first. */
export function* loopsIn(
  steps: readonly Step[],
  around: readonly Loop[] = [],
): Generator<{ loop: Loop; around: readonly Loop[] }> {
  for (const step of steps) {
    if (step.kind !== "loop") continue;
    yield { loop: step, around };
    yield* loopsIn(step.body, [...around, step]); // loops are nested a few deep
  }
}

/** The operations that are written out: what code would be made of. */
export function writtenIn(steps: readonly Step[]): number {
  let count = 0;
  for (const step of steps) count += step.kind === "loop" ? writtenIn(step.body) : 1;
  return count;
}

export const written = ({ blocks }: Rolled): number =>
  blocks.reduce((sum, block) => sum + writtenIn(block), 0);

/** The places that steps read and store. */
export function* placesIn(steps: readonly Step[]): Generator<Place> {
  for (const step of steps) {
    if (step.kind === "operation") {
      yield* step.stores;
      for (const operand of step.operands) if (operand.kind === "place") yield operand.place;
    } else {
      yield* placesIn(step.body);
      for (const { init, stores } of step.carried) {
        yield* stores;
        if (init.kind === "place") yield init.place;
      }
    }
  }
}

/** The opcodes of a rolled program's operations. */
export function opcodesOf({ blocks }: Rolled): Set<number> {
  const found = new Set<number>();
  const walk = (steps: readonly Step[]): void => {
    for (const step of steps) {
      if (step.kind === "loop") walk(step.body);
      else found.add(step.opcode);
    }
  };
  for (const block of blocks) walk(block);
  return found;
}

/** The innermost loops in words, those that do most first: "5 loops of 16 x 17, 16 x 3 ...". */
export function loopsInWords({ blocks }: Pick<Rolled, "blocks">): string {
  const runs = new Map<string, number>(); // by how often loops inside one another go round, how often all of them do
  let loops = 0;
  for (const block of blocks) {
    for (const { loop, around } of loopsIn(block)) {
      if (loop.body.some(({ kind }) => kind === "loop")) continue;
      const counts = [...around, loop].map(({ count }) => count);
      const name = counts.join(" x ");
      runs.set(name, (runs.get(name) ?? 0) + counts.reduce((product, count) => product * count, 1));
      loops++;
    }
  }
  const names = [...runs].sort(([, a], [, b]) => b - a).map(([name]) => name);
  const shown = names.slice(0, 3).join(", ");
  return `${loops} ${loops === 1 ? "loop" : "loops"} of ${shown}${names.length > 3 ? " ..." : ""}`;
}

/**
 * The invariants of a rolled program, for tests: locals are set before they are read, every place is inside its
 * array, counts and operands are what they should be.
 * @throws {Error} that says what does not hold.
 */
export function checkRolled(rolled: Rolled): void {
  const check = (holds: boolean, what: string): void => {
    if (!holds) throw new Error(`invariant: ${what}`);
  };
  const sizes = new Map<Space, number>([
    ["constants", rolled.constants.length],
    ["values", rolled.values],
    ["outputs", rolled.outputs],
  ]);
  for (const [k] of rolled.isInOrder.entries()) {
    sizes.set(
      `input${k}`,
      rolled.kinds.reduce((count, kind) => count + (kind === k ? 1 : 0), 0),
    );
  }
  const checkPlace = ({ space, base, strides, table }: Place, counts: readonly number[]): void => {
    const size = sizes.get(space);
    check(size !== undefined, `${space} is a space`);
    check(strides.length <= counts.length, "a place has no more strides than loops are around it");
    let [low, high] = [base, base];
    for (const [depth, stride] of strides.entries()) {
      const reach = stride * (counts[depth] - 1);
      if (reach < 0) low += reach;
      else high += reach;
    }
    const within = table === undefined ? (size ?? 0) : table.length;
    check(low >= 0 && high < within, `${space}[${low}..${high}] lies within ${within}`);
    if (table !== undefined) {
      check(
        table.every((at) => at >= 0 && at < (size ?? 0)),
        "entries of a table lie within their space",
      );
    }
  };
  for (const block of rolled.blocks) {
    const set = new Set<number>();
    const define = (local: number): void => {
      check(!set.has(local), `local ${local} is set once`);
      set.add(local);
    };
    const read = (operand: Operand, counts: readonly number[]): void => {
      if (operand.kind === "local")
        check(set.has(operand.local), `local ${operand.local} is set before it is read`);
      if (operand.kind === "place") checkPlace(operand.place, counts);
    };
    const walk = (steps: readonly Step[], counts: readonly number[]): void => {
      for (const step of steps) {
        if (step.kind === "operation") {
          check(step.operands.length === arities[step.opcode], "an operation has its operands");
          for (const operand of step.operands) read(operand, counts);
          define(step.local);
          for (const place of step.stores) checkPlace(place, counts);
        } else {
          check(Number.isInteger(step.count) && step.count > 0, "a loop runs at least once");
          for (const { init, local } of step.carried) {
            read(init, counts);
            define(local);
          }
          const outside = new Set(set);
          walk(step.body, [...counts, step.count]);
          for (const { next, stores } of step.carried) {
            check(set.has(next), "what is carried is set in the loop");
            for (const place of stores) checkPlace(place, counts);
          }
          for (const local of set) if (!outside.has(local)) set.delete(local);
        }
      }
    };
    walk(block, []);
  }
  const isTaken = new Uint8Array(rolled.outputs);
  for (const place of rolled.results) isTaken[place] = 1;
  check(
    isTaken.every((taken) => taken === 1),
    "every output is a result",
  );
  for (const { count, from, to } of rolled.copies) for (const place of [from, to]) checkPlace(place, [count]);
}
