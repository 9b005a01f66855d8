// Which entries an index with slices selects, as in NumPy's a[1, 2:, ::-1].
import { ShapeError } from "../../expr/errors.ts";
import { checkOptions, described, integer, rules } from "../../expr/options.ts";
import { type Shape, shapeText, stridesOf } from "./shape.ts";

/**
 * A part of an axis: from `from` up to and without `to`, every `step`-th; {} is the whole axis. Negative places count
 * from the end, those outside are cut off; with a negative step it runs backwards from the last entry.
 */
export interface Slice {
  readonly from?: number;
  readonly to?: number;
  readonly step?: number;
}

/** A place along an axis, which then is no axis of the result, or a slice of it. */
export type Selector = number | Slice;

const anyInteger = integer(-Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
const sliceRules = rules({ from: anyInteger, to: anyInteger, step: anyInteger });

/** The shape of what is selected, and where it lies. Axes without a selector are whole. */
export function selection(
  shape: Shape,
  selectors: readonly Selector[],
): { shape: number[]; strides: number[]; start: number } {
  if (selectors.length > shape.length) {
    throw new ShapeError(
      "too-many-indices",
      `${selectors.length} indices into an array of shape ${shapeText(shape)}, expected at most ${shape.length}`,
    );
  }
  const all = stridesOf(shape);
  const selected: number[] = [];
  const strides: number[] = [];
  let start = 0;
  for (const [axis, length] of shape.entries()) {
    const selector = axis < selectors.length ? selectors[axis] : {};
    if (typeof selector === "number") {
      start += placeOn(axis, selector, shape) * all[axis];
      continue;
    }
    checkOptions("a slice", selector ?? null, sliceRules);
    const { first, count, step } = sliced(selector, length);
    start += first * all[axis];
    selected.push(count);
    strides.push(step * all[axis]);
  }
  return { shape: selected, strides, start };
}

function placeOn(axis: number, index: number, shape: Shape): number {
  const length = shape[axis];
  if (Number.isInteger(index) && index >= -length && index < length)
    return index < 0 ? index + length : index;
  const expected =
    length === 0 ? "which has no entries" : `expected an integer from ${-length} to ${length - 1}`;
  throw new ShapeError(
    "bad-index",
    `index ${described(index)} along axis ${axis} of an array of shape ${shapeText(shape)}, ${expected}`,
  );
}

/** Where a slice begins and how many entries it has, as Python's slice.indices. */
function sliced(
  { from, to, step = 1 }: Slice,
  length: number,
): { first: number; count: number; step: number } {
  if (step === 0) throw new ShapeError("bad-slice", "step of a slice is 0, expected another integer");
  const [least, most] = step > 0 ? [0, length] : [-1, length - 1];
  const clamped = (place: number): number =>
    Math.min(Math.max(place < 0 ? place + length : place, least), most);
  const first = from === undefined ? (step > 0 ? 0 : most) : clamped(from);
  const end = to === undefined ? (step > 0 ? length : -1) : clamped(to);
  const count = Math.max(0, Math.ceil((end - first) / step));
  return count === 0 ? { first: 0, count, step: 0 } : { first, count, step };
}
