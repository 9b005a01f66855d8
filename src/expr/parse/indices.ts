// The indices of sums and products around a form, innermost first. They shadow every other meaning of
// their names.
import type { Expr } from "../node.ts";

/** The indices of the sums around a form. */
export interface Indices {
  readonly name: string;
  readonly value: Expr;
  readonly outer: Indices | undefined;
}

/** The value of an index, or undefined for a name that is none. */
export function indexNamed(name: string, indices: Indices | undefined): Expr | undefined {
  for (let around = indices; around !== undefined; around = around.outer) {
    if (around.name === name) return around.value;
  }
  return undefined;
}
