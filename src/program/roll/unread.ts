// Stores that nobody needs are left out.
import { accessesOf, overlap } from "./accesses.ts";
import { reachOf } from "./reach.ts";
import type { Loop, Operand, Place, Rolled, Step } from "./rolled.ts";

/** Steps that don't store what nobody reads, and what is read of the last iteration alone only after that. */
export function withoutUnread(steps: readonly Step[], copies: Rolled["copies"]): Step[] {
  const { reads } = accessesOf(steps);
  const reaches = reads.map(({ place, counts }) => reachOf(place, counts));
  for (const { from, count } of copies) reaches.push(reachOf(from, [count]));
  const isRead = (place: Place, counts: readonly number[]): boolean => {
    if (place.space !== "values") return true;
    const reach = reachOf(place, counts);
    return reaches.some((one) => overlap(one, reach));
  };
  /** The place of the last iteration, where all that is read of a place is that. */
  const lastOf = (place: Place, count: number): Place | undefined => {
    if (place.space !== "values" || place.table !== undefined || place.strides.length !== 1) return undefined;
    const last = place.base + place.strides[0] * (count - 1);
    const reach = reachOf(place, [count]);
    const found = reaches.filter((one) => overlap(one, reach));
    if (found.some(({ low, high }) => low !== last || high !== last)) return undefined;
    return { space: "values", base: last, strides: [] };
  };
  const pruned = (all: readonly Step[], counts: readonly number[]): Step[] =>
    all.map((step) => {
      if (step.kind === "operation") {
        return { ...step, stores: step.stores.filter((place) => isRead(place, counts)) };
      }
      const carried = step.carried.map((one) => ({
        ...one,
        stores: one.stores.filter((place) => isRead(place, counts)),
      }));
      const body = pruned(step.body, [...counts, step.count]);
      return counts.length > 0 || step.isParallel
        ? { ...step, carried, body }
        : storedLast({ ...step, carried, body });
    });
  let next = [...accessesOf(steps).set].reduce((most, local) => Math.max(most, local), 0) + 1;
  const storedLast = (loop: Loop): Loop => {
    const carried = [...loop.carried];
    const body = loop.body.map((step) => {
      if (step.kind === "loop") return step;
      const kept: Place[] = [];
      const last: Place[] = [];
      for (const place of step.stores) {
        const at = lastOf(place, loop.count);
        if (at === undefined) kept.push(place);
        else last.push(at);
      }
      if (last.length > 0) {
        const init: Operand = { kind: "constant", value: Number.NaN }; // read by nobody
        carried.push({ local: next++, init, next: step.local, stores: last });
      }
      return { ...step, stores: kept };
    });
    return { ...loop, carried, body };
  };
  return pruned(steps, []);
}
