// What part of memory a place goes over while loops run.
import type { Place } from "./rolled.ts";

/** A part of memory, from its first place to its last. */
export interface Reach {
  readonly space: string;
  readonly low: number;
  readonly high: number;
}

/** What a place goes over; with a table everything. */
export function reachOf({ space, base, strides, table }: Place, counts: readonly number[]): Reach {
  if (table !== undefined) return { space, low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
  let [low, high] = [base, base];
  for (const [depth, stride] of strides.entries()) {
    const reach = stride * (counts[depth] - 1);
    if (reach < 0) low += reach;
    else high += reach;
  }
  return { space, low, high };
}
