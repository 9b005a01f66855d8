// Nested lists, as arrays are written, and their entries in one flat list. No recursion: a list may be nested as
// deeply as it likes, or hold itself, and is refused once it has more axes than arrays have.
import { ShapeError } from "../../expr/errors.ts";
import { isExpr } from "../../expr/node.ts";
import { described } from "../../expr/options.ts";
import { display } from "../../expr/print/display.ts";
import { entriesOf, MOST_AXES, type Shape, stridesOf, tooManyAxes } from "./shape.ts";

export type Nested<T> = T | readonly Nested<T>[];

export interface Flat {
  readonly shape: Shape;
  readonly entries: readonly unknown[];
}

/**
 * The shape and the entries of nested lists, all lists of one level equally long.
 * @throws {ShapeError} that names the place where they are not.
 */
export function flatten(nested: unknown): Flat {
  const shape: number[] = [];
  for (let first = nested; Array.isArray(first); first = first[0]) {
    shape.push(first.length);
    if (shape.length > MOST_AXES) throw tooManyAxes(shape.length);
  }
  entriesOf(shape);
  let level: readonly unknown[] = [nested];
  for (const [axis, length] of shape.entries()) {
    const below: unknown[] = [];
    for (const [i, list] of level.entries()) {
      if (!Array.isArray(list) || list.length !== length) throw ragged(list, length, i, shape.slice(0, axis));
      for (const entry of list) below.push(entry);
    }
    level = below;
  }
  const at = level.findIndex(Array.isArray);
  if (at >= 0) throw ragged(level[at], undefined, at, shape);
  return { shape, entries: level };
}

function ragged(found: unknown, length: number | undefined, i: number, above: Shape): ShapeError {
  const count = Array.isArray(found) ? `a list of ${found.length}` : described(found);
  const expected = length === undefined ? "an entry" : `a list of ${length}`;
  return new ShapeError(
    "ragged-array",
    `${placeText(i, above)} is ${count}, expected ${expected} as the first there is: all lists of one level have one length`,
  );
}

/** The i-th place of a level as an index: [1][0]. */
export function placeText(i: number, shape: Shape): string {
  if (shape.length === 0) return "the array";
  return stridesOf(shape)
    .map((stride, axis) => `[${Math.floor(i / stride) % shape[axis]}]`)
    .join("");
}

/** The entries as nested lists. */
export function nest<T>(shape: Shape, entries: readonly T[]): Nested<T> {
  let level: readonly Nested<T>[] = entries;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const length = shape[axis];
    const count = entriesOf(shape.slice(0, axis));
    const lists = level;
    level = Array.from({ length: count }, (_, i) => lists.slice(i * length, (i + 1) * length));
  }
  return level[0];
}

/** The most entries that a text shows. */
const SHOWN = 1000;

/** The entries as text, in brackets: [[1, 2], [3, 4]]. */
export function nestedText(shape: Shape, entries: readonly unknown[]): string {
  const shown = (entry: unknown): string => (isExpr(entry) ? display(entry) : String(entry));
  if (shape.length === 0) return shown(entries[0]);
  if (entries.length === 0) return `[] of shape (${shape.join(", ")})`;
  const sizes = stridesOf(shape).map((stride, axis) => stride * shape[axis]);
  const parts: string[] = [];
  for (let i = 0; i < entries.length; i++) {
    const opened = sizes.filter((size) => i % size === 0).length;
    parts.push(i === 0 ? "" : ", ", "[".repeat(opened));
    if (i === SHOWN) {
      parts.push("…");
      return parts.join("");
    }
    parts.push(shown(entries[i]), "]".repeat(sizes.filter((size) => (i + 1) % size === 0).length));
  }
  return parts.join("");
}
