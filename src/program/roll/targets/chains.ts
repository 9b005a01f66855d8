// Loops that add up what their iterations compute, each on its own: the terms go side by side in the lanes of
// vectors, the sums stay one after the other.
import { ADD, DIV, MUL, SUB } from "../../instructions.ts";
import type { LoadedLoop } from "../loads.ts";
import { type Reach, reachOf } from "../reach.ts";
import type { Block, Loop, Operand, Place, Step } from "../rolled.ts";

/** How a loop whose iterations go side by side hands on values. */
export interface Chain {
  /** The locals of operations that need what the iteration before computed: done one after the other. */
  readonly sequential: ReadonlySet<number>;
  /** The carried locals that those read. */
  readonly chained: ReadonlySet<number>;
}

/** What is done on numbers one at a time. */
const arithmetic: ReadonlySet<number> = new Set([ADD, SUB, MUL, DIV]);
/** So many operations side by side are worth it. */
const WORTH = 3;

/** Whether all loops of a block are such that their iterations go side by side but for their sums. */
export function isChained(block: Block): boolean {
  const loops = block.filter((step): step is Loop => step.kind === "loop");
  return loops.length > 0 && loops.every((loop) => chainOf(loop) !== undefined && isApart(loop));
}

type Body = readonly (Step | LoadedLoop["body"][number])[];

/** How a loop without loops in it hands on values, or undefined where its iterations can't go side by side. */
export function chainOf(loop: { readonly body: Body; readonly carried: Loop["carried"] }): Chain | undefined {
  const { body, carried } = loop;
  const places = new Map<number, number>(); // by local, its place in the body
  // By local, the carried ones that it needs in its own iteration.
  const needs = new Map<number, ReadonlySet<number>>(carried.map(({ local }) => [local, new Set([local])]));
  for (const [at, step] of body.entries()) {
    if (step.kind === "loop") return undefined;
    places.set(step.local, at);
    const found = new Set<number>();
    for (const operand of step.kind === "load" ? [] : step.operands) {
      if (operand.kind === "local") for (const one of needs.get(operand.local) ?? []) found.add(one);
    }
    needs.set(step.local, found);
  }
  const chained = chainedOf(carried, needs);
  const isSequential = (local: number): boolean => {
    for (const one of needs.get(local) ?? []) if (chained.has(one)) return true;
    return false;
  };
  const sequential = new Set<number>();
  let aside = 0;
  for (const step of body) {
    if (step.kind !== "operation") continue;
    if (!isSequential(step.local)) {
      aside++;
      continue;
    }
    if (!arithmetic.has(step.opcode) || step.stores.length > 0) return undefined;
    if (step.operands.some(({ kind }) => kind === "place")) return undefined;
    sequential.add(step.local);
  }
  if (aside < WORTH) return undefined;
  for (const { local, next } of carried) {
    if (chained.has(local)) continue;
    // What is only handed on must be computed before the next iteration reads it: that is a lane of the same vector.
    const set = places.get(next);
    if (set === undefined || sequential.has(next)) {
      if (isUsed(body, local) || set === undefined) return undefined;
    } else if (usesOf(body, local).some((at) => at <= set)) return undefined;
  }
  return { sequential, chained };
}

/** The carried values that need themselves, by whatever way. */
function chainedOf(
  carried: Loop["carried"],
  needs: ReadonlyMap<number, ReadonlySet<number>>,
): ReadonlySet<number> {
  const before = new Map(carried.map(({ local, next }) => [local, needs.get(next) ?? new Set<number>()]));
  return new Set(
    carried.flatMap(({ local }) => {
      const reached = new Set(before.get(local));
      for (const one of reached) for (const other of before.get(one) ?? []) reached.add(other);
      return reached.has(local) ? [local] : [];
    }),
  );
}

const readsOf = (step: Body[number]): readonly Operand[] => (step.kind === "operation" ? step.operands : []);

const usesOf = (body: Body, local: number): number[] =>
  [...body.keys()].filter((at) =>
    readsOf(body[at]).some((operand) => operand.kind === "local" && operand.local === local),
  );

const isUsed = (body: Body, local: number): boolean => usesOf(body, local).length > 0;

/** Whether no iteration reads from memory what the loop stores, and an odd one that is left over can be reached. */
function isApart({ body, count }: Loop): boolean {
  const reads: Reach[] = [];
  const stores: Reach[] = [];
  const places: Place[] = [];
  for (const step of body) {
    if (step.kind !== "operation") return false;
    for (const operand of step.operands) {
      if (operand.kind !== "place") continue;
      reads.push(reachOf(operand.place, [count]));
      places.push(operand.place);
    }
    for (const place of step.stores) {
      stores.push(reachOf(place, [count]));
      places.push(place);
    }
  }
  const isOverlapping = reads.some((read) =>
    stores.some(({ space, low, high }) => space === read.space && low <= read.high && read.low <= high),
  );
  const isBackward = places.some(({ strides }) => strides.some((stride) => stride < 0));
  return !isOverlapping && (count % 2 === 0 || !isBackward) && count >= 4;
}
