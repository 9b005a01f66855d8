// The tree that Ohm matched, read as it is. Ohm's semantics would wrap every node and interval of it
// in objects of their own, which takes as long as matching; this is its one place that knows
// how Ohm keeps the tree.
import type { MatchResult } from "ohm-js";

/** A node: of a rule (`ctorName` is its name), of an iteration, or a terminal without children. */
export interface Cst {
  readonly ctorName: string;
  readonly matchLength: number;
  readonly children?: readonly Cst[];
  /** Of a rule's node from its own start; of an iteration from the start of the rule's node that it is in. */
  readonly childOffsets?: readonly number[];
}

export function cstOf(match: MatchResult): Cst {
  // `as`: ohm-js 17 declares no type for the tree that its own semantics reads.
  const { _cst } = match as MatchResult & { readonly _cst?: Cst };
  if (_cst === undefined) throw new Error("invariant: a match has a tree");
  return _cst;
}

/** A child with its start in the text. `start` is the start of the rule's node. */
export interface Child {
  readonly node: Cst;
  readonly start: number;
}

export function childAt(node: Cst, start: number, i: number): Child {
  const child = node.children?.[i];
  const offset = node.childOffsets?.[i];
  if (child === undefined || offset === undefined) {
    throw new Error(`invariant: the grammar's rule ${node.ctorName} has a part ${i}`);
  }
  return { node: child, start: start + offset };
}

/** How often an iteration matched. `i` is its place in the rule. */
export const countAt = (node: Cst, i: number): number => node.children?.[i]?.children?.length ?? 0;

/** What the iteration in place `i` of a rule matched. */
export function childrenAt(node: Cst, start: number, i: number): readonly Child[] {
  const iteration = node.children?.[i];
  return iteration?.children?.map((_, j) => childAt(iteration, start, j)) ?? [];
}
