// The shape of an array: how many entries it has along each axis. Entries lie in row-major order, the last axis
// fastest, which is why broadcasting matches axes from the last one.
import { BudgetError, ShapeError } from "../../expr/errors.ts";
import { described } from "../../expr/options.ts";
import { grouped } from "../../expr/print/grouped.ts";

export type Shape = readonly number[];

/** The most axes, as many as NumPy had for twenty years. */
export const MOST_AXES = 32;
/** The most entries of one array. */
export const MOST_ENTRIES = 10_000_000;

/** A shape as messages show it: (), (3,), (2, 3). */
export const shapeText = (shape: Shape): string =>
  shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`;

/** The number of entries; 1 for a scalar's shape []. @throws {BudgetError} for more than an array may have. */
export function entriesOf(shape: Shape): number {
  const count = shape.reduce((product, length) => product * length, 1);
  if (count > MOST_ENTRIES) {
    throw new BudgetError(
      "array-too-large",
      `an array of shape ${shapeText(shape)} has ${grouped(count)} entries, over the limit of ${grouped(MOST_ENTRIES)}; make smaller ones`,
    );
  }
  return count;
}

/** @throws {ShapeError} for what is no list of lengths, integers from 0. */
export function checkShape(shape: unknown): asserts shape is Shape {
  if (!Array.isArray(shape)) {
    throw new ShapeError("bad-shape", `shape is ${described(shape)}, expected a list of lengths, [2, 3]`);
  }
  for (const length of shape) {
    if (!Number.isSafeInteger(length) || length < 0) {
      throw new ShapeError("bad-shape", `shape holds ${described(length)}, expected an integer from 0`);
    }
  }
  if (shape.length > MOST_AXES) throw tooManyAxes(shape.length);
  entriesOf(shape);
}

export const tooManyAxes = (axes: number): ShapeError =>
  new ShapeError("too-many-axes", `an array of ${axes} axes or more, expected at most ${MOST_AXES}`);

/** How far apart neighbours along each axis lie. */
export function stridesOf(shape: Shape): number[] {
  const strides = new Array<number>(shape.length);
  let stride = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = stride;
    stride *= shape[axis];
  }
  return strides;
}

/** Where the entries of `shape`, in their order, lie in a store with these strides; a stride of 0 repeats. */
export function offsets(shape: Shape, strides: readonly number[], start = 0): Int32Array {
  const found = new Int32Array(entriesOf(shape));
  const index = new Int32Array(shape.length);
  let offset = start;
  for (let i = 0; i < found.length; i++) {
    found[i] = offset;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      offset += strides[axis];
      if (++index[axis] < shape[axis]) break;
      offset -= index[axis] * strides[axis];
      index[axis] = 0;
    }
  }
  return found;
}

/**
 * The shape that two shapes have together: from the last axis on, lengths are equal or one of them is 1.
 * @throws {ShapeError} that names both shapes and the axis.
 */
export function broadcastShape(a: Shape, b: Shape, what = "shapes"): Shape {
  const axes = Math.max(a.length, b.length);
  const shape = new Array<number>(axes);
  for (let back = 1; back <= axes; back++) {
    const ofA = a[a.length - back] ?? 1;
    const ofB = b[b.length - back] ?? 1;
    if (ofA !== ofB && ofA !== 1 && ofB !== 1) {
      throw new ShapeError(
        "no-broadcast",
        `${what} ${shapeText(a)} and ${shapeText(b)} have ${ofA} and ${ofB} entries along axis -${back} (from the last), expected equal numbers, or 1`,
      );
    }
    shape[axes - back] = ofA === 1 ? ofB : ofA;
  }
  entriesOf(shape);
  return shape;
}

/** Where each entry of `to` is found in an array of shape `from` that is broadcast to it. */
export function broadcastOffsets(from: Shape, to: Shape): Int32Array {
  const strides = stridesOf(from);
  const missing = to.length - from.length;
  return offsets(
    to,
    to.map((_, axis) => (axis < missing || from[axis - missing] === 1 ? 0 : strides[axis - missing])),
  );
}

/** An axis counted from the first; -1 is the last. @throws {ShapeError} where there is none. */
export function axisOf(axis: unknown, shape: Shape): number {
  if (typeof axis === "number" && Number.isInteger(axis) && axis >= -shape.length && axis < shape.length)
    return axis < 0 ? axis + shape.length : axis;
  const range =
    shape.length === 0 ? "a scalar has none" : `expected one from ${-shape.length} to ${shape.length - 1}`;
  throw new ShapeError("bad-axis", `axis ${described(axis)} of shape ${shapeText(shape)}: ${range}`);
}

/** Distinct axes counted from the first. */
export function axesOf(axes: unknown, shape: Shape): number[] {
  const found = (Array.isArray(axes) ? axes : [axes]).map((axis) => axisOf(axis, shape));
  const twice = found.find((axis, i) => found.indexOf(axis) < i);
  if (twice !== undefined) throw new ShapeError("bad-axis", `axis ${twice} is named twice, expected once`);
  return found;
}
