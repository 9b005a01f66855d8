// What steps read and store among the values that blocks hand on, and which need others.
import { type Reach, reachOf } from "./reach.ts";
import type { Operand, Place, Step } from "./rolled.ts";

/** A place as it is read or stored, and how often the loops around it run. */
export interface Access {
  readonly place: Place;
  readonly counts: readonly number[];
}

export interface Accesses {
  readonly reads: readonly Access[];
  readonly stores: readonly Access[];
  /** The locals that are read from outside, and those that are set. */
  readonly used: ReadonlySet<number>;
  readonly set: ReadonlySet<number>;
}

/** What steps read and store among the values, with `counts` for the loops around them. */
export function accessesOf(steps: readonly Step[], counts: readonly number[] = []): Accesses {
  const reads: Access[] = [];
  const stores: Access[] = [];
  const used = new Set<number>();
  const set = new Set<number>();
  const read = (operand: Operand, around: readonly number[]): void => {
    if (operand.kind === "local") used.add(operand.local);
    else if (operand.kind === "place" && operand.place.space === "values") {
      reads.push({ place: operand.place, counts: around });
    }
  };
  const store = (places: readonly Place[], around: readonly number[]): void => {
    for (const place of places) if (place.space === "values") stores.push({ place, counts: around });
  };
  const walk = (all: readonly Step[], around: readonly number[]): void => {
    for (const step of all) {
      if (step.kind === "operation") {
        for (const operand of step.operands) read(operand, around);
        store(step.stores, around);
        set.add(step.local);
        continue;
      }
      for (const { init, stores: places, local, next } of step.carried) {
        read(init, around);
        store(places, around);
        set.add(local);
        used.add(next);
      }
      walk(step.body, [...around, step.count]);
    }
  };
  walk(steps, counts);
  return { reads, stores, used: new Set([...used].filter((local) => !set.has(local))), set };
}

/** Whether two parts of memory have a place in common. */
export const overlap = (a: Reach, b: Reach): boolean =>
  a.space === b.space && a.low <= b.high && b.low <= a.high;

/** Whether the second needs something that the first computes. */
export function needs(second: Accesses, first: Accesses): boolean {
  for (const local of second.used) if (first.set.has(local)) return true;
  return second.reads.some((read) =>
    first.stores.some((store) =>
      overlap(reachOf(read.place, read.counts), reachOf(store.place, store.counts)),
    ),
  );
}

/** What two read and store. */
export const both = (a: Accesses, b: Accesses): Accesses => ({
  reads: [...a.reads, ...b.reads],
  stores: [...a.stores, ...b.stores],
  used: new Set([...a.used, ...b.used]),
  set: new Set([...a.set, ...b.set]),
});
