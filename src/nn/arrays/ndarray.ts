// Arrays with any number of axes whose entries are numbers or formulas, with NumPy's rules for shapes. Selecting,
// reshaping and transposing give arrays of their own, never views; only addInPlace changes one.
import { ShapeError, UsageError } from "../../expr/errors.ts";
import { type Expr, type ExprLike, toExpr } from "../../expr/node.ts";
import { anything, checkOptions, described, flag, rules } from "../../expr/options.ts";
import { type Arithmetic, type Entry, formulas, isEntry, isNumber, numbers } from "./arithmetic.ts";
import { matmul, productShape } from "./matmul.ts";
import { flatten, type Nested, nest, nestedText, placeText } from "./nested.ts";
import { type Selector, selection } from "./select.ts";
import {
  axesOf,
  broadcastOffsets,
  broadcastShape,
  checkShape,
  entriesOf,
  offsets,
  type Shape,
  shapeText,
  stridesOf,
} from "./shape.ts";

/** What an array is combined with: another, nested lists, or one entry. */
export type Operand<T> = NdArray<T> | Nested<T>;
/** Anything that is an array of numbers or of formulas, or makes one. */
export type ArrayOrNested = NdArray<number> | NdArray<Expr> | Nested<ExprLike>;

export interface ReduceOptions {
  /** The axes to go over, -1 the last; default all. */
  readonly axes?: number | readonly number[] | undefined;
  /** Whether they stay, with length 1. Default false. */
  readonly keepdims?: boolean | undefined;
}

const reduceRules = rules({ axes: anything, keepdims: flag });

type Operation = "add" | "sub" | "mul" | "div" | "pow";

/** An n-dimensional array of numbers (`NdArray<number>`) or formulas (`NdArray<Expr>`); `array` makes one. */
export class NdArray<T = Entry> {
  /** The number of entries along each axis; [] of a scalar. */
  readonly shape: Shape;
  readonly #entries: T[];
  readonly #arithmetic: Arithmetic<T>;

  /** @internal */
  constructor(shape: Shape, entries: T[], arithmetic: Arithmetic<T>) {
    this.shape = Object.freeze([...shape]);
    this.#entries = entries;
    this.#arithmetic = arithmetic;
  }

  /** The number of entries. */
  get size(): number {
    return this.#entries.length;
  }

  /** Whether the entries are "numbers" or "formulas". */
  get kind(): Arithmetic<T>["kind"] {
    return this.#arithmetic.kind;
  }

  /** All entries, the last axis fastest. */
  get entries(): readonly T[] {
    return this.#entries;
  }

  /**
   * Entry by entry, each operand broadcast where it has fewer entries: a sum with anything that holds formulas holds formulas.
   * @throws {ShapeError} for shapes that don't broadcast: both are named, and the axis.
   * @example array([[1, 2], [3, 4]]).add([10, 20]).nested()  // [[11, 22], [13, 24]]
   */
  add(other: Operand<T> | Operand<number>): NdArray<T>;
  add(other: ArrayOrNested): NdArray<Expr>;
  add(other: unknown): NdArray<T> | NdArray<Expr> {
    return this.#combined("add", other);
  }

  /** As `add`: this - other. */
  sub(other: Operand<T> | Operand<number>): NdArray<T>;
  sub(other: ArrayOrNested): NdArray<Expr>;
  sub(other: unknown): NdArray<T> | NdArray<Expr> {
    return this.#combined("sub", other);
  }

  /** As `add`: the product entry by entry; `matmul` is the product of matrices. */
  mul(other: Operand<T> | Operand<number>): NdArray<T>;
  mul(other: ArrayOrNested): NdArray<Expr>;
  mul(other: unknown): NdArray<T> | NdArray<Expr> {
    return this.#combined("mul", other);
  }

  /** As `add`: this / other. */
  div(other: Operand<T> | Operand<number>): NdArray<T>;
  div(other: ArrayOrNested): NdArray<Expr>;
  div(other: unknown): NdArray<T> | NdArray<Expr> {
    return this.#combined("div", other);
  }

  /** As `add`: this ^ other. */
  pow(other: Operand<T> | Operand<number>): NdArray<T>;
  pow(other: ArrayOrNested): NdArray<Expr>;
  pow(other: unknown): NdArray<T> | NdArray<Expr> {
    return this.#combined("pow", other);
  }

  /** Every entry negated. */
  neg(): NdArray<T> {
    return this.#like(
      this.shape,
      this.#entries.map((entry) => this.#arithmetic.neg(entry)),
    );
  }

  /**
   * `of` each entry: a function of numbers, or a constructor of formulas.
   * @example array([Var("x"), Var("y")]).map(Sin).nested()  // [sin(x), sin(y)]
   */
  map(of: (entry: T) => number): NdArray<number>;
  map(of: (entry: T) => ExprLike): NdArray<Expr>;
  map(of: (entry: T) => ExprLike): NdArray<number> | NdArray<Expr> {
    return made(
      this.shape,
      this.#entries.map((entry) => of(entry)),
    );
  }

  /** The same with every number as its constant. */
  formulas(): NdArray<Expr> {
    return new NdArray(this.shape, this.#entries.map(lifted), formulas);
  }

  /**
   * The matrix product: (n,)·(n,) a scalar, (n,)·(n, m), (m, n)·(n,), (m, n)·(n, k), and stacks of matrices whose
   * leading axes broadcast.
   * @throws {ShapeError} for a scalar, and for lengths that don't fit.
   * @example array([[1, 2], [3, 4]]).matmul([1, 10]).nested()  // [21, 43]
   */
  matmul(other: Operand<T> | Operand<number>): NdArray<T>;
  matmul(other: ArrayOrNested): NdArray<Expr>;
  matmul(other: unknown): NdArray<T> | NdArray<Expr> {
    const b = operand(other);
    const product = productShape(this.shape, b.shape);
    if (isNumeric(b)) {
      const arithmetic = this.#arithmetic;
      const entries = matmul(product, this.#entries, b.#entries.map(arithmetic.from), arithmetic);
      return this.#like(product.result, entries);
    }
    const entries = matmul(product, this.#entries.map(lifted), b.#entries, formulas);
    return new NdArray(product.result, entries, formulas);
  }

  /**
   * The sum along axes, all where none are named; 0 over no entries.
   * @throws {ShapeError} for an axis that there is not.
   * @example array([[1, 2], [3, 4]]).sum({ axes: 0 }).nested()  // [4, 6]
   */
  sum(options: ReduceOptions = {}): NdArray<T> {
    const { kept, places, shape } = this.#reduction("sum", options);
    const { add, from } = this.#arithmetic;
    const sums: (T | undefined)[] = Array.from({ length: entriesOf(kept) });
    for (const [i, place] of places.entries()) {
      const sum = sums[place];
      const entry = this.#entries[i];
      sums[place] = sum === undefined ? entry : add(sum, entry);
    }
    return this.#like(
      shape,
      sums.map((sum) => sum ?? from(0)),
    );
  }

  /** The mean along axes, as `sum`. @throws {ShapeError} for the mean of no entries. */
  mean(options: ReduceOptions = {}): NdArray<T> {
    const { kept } = this.#reduction("mean", options);
    const count = this.size / entriesOf(kept);
    if (!(count > 0)) {
      throw new ShapeError("empty-mean", `the mean of no entries, of shape ${shapeText(this.shape)}`);
    }
    const { div, from } = this.#arithmetic;
    const sums = this.sum(options);
    return this.#like(
      sums.shape,
      sums.#entries.map((sum) => div(sum, from(count))),
    );
  }

  /**
   * The axes in another order, reversed where none is given.
   * @throws {ShapeError} for axes that are not each named once.
   * @example array([[1, 2, 3]]).transpose().shape  // [3, 1]
   */
  transpose(axes?: readonly number[]): NdArray<T> {
    const order = axes === undefined ? this.shape.map((_, i) => i).reverse() : axesOf([...axes], this.shape);
    if (order.length !== this.shape.length) {
      throw new ShapeError(
        "bad-axis",
        `${order.length} axes of an array of shape ${shapeText(this.shape)}, expected all ${this.shape.length} in their new order`,
      );
    }
    const strides = stridesOf(this.shape);
    return this.#selected(
      order.map((axis) => this.shape[axis]),
      order.map((axis) => strides[axis]),
    );
  }

  /**
   * The same entries in another shape; one length may be -1, whatever is left.
   * @throws {ShapeError} for a shape of another number of entries.
   * @example array([1, 2, 3, 4]).reshape([2, -1]).nested()  // [[1, 2], [3, 4]]
   */
  reshape(shape: Shape): NdArray<T> {
    const open = Array.isArray(shape) ? shape.indexOf(-1) : -1;
    const known: unknown = open < 0 ? shape : shape.filter((_, axis) => axis !== open);
    checkShape(known);
    const count = entriesOf(known);
    const filled =
      open < 0 ? known : shape.map((length, axis) => (axis === open ? this.size / count : length));
    if (!filled.every(Number.isInteger) || entriesOf(filled) !== this.size) {
      throw new ShapeError(
        "bad-reshape",
        `${this.size} entries of shape ${shapeText(this.shape)} have no shape ${shapeText(shape)}, expected one of as many entries`,
      );
    }
    return this.#like(filled, [...this.#entries]);
  }

  /**
   * A part: an integer selects along an axis, -1 the last; a slice keeps a range of it.
   * @throws {ShapeError} for an index that there is not, and for more indices than axes.
   * @example
   *   const a = array([[1, 2, 3], [4, 5, 6]]);
   *   a.at(1).nested()  // [4, 5, 6]
   *   a.at({}, { from: 1 }).nested()  // [[2, 3], [5, 6]]
   */
  at(...selectors: readonly Selector[]): NdArray<T> {
    const { shape, strides, start } = selection(this.shape, selectors);
    return this.#selected(shape, strides, start);
  }

  /** One entry, by as many indices as there are axes. @throws {ShapeError} as `at`. */
  get(...indices: readonly number[]): T {
    if (indices.length !== this.shape.length || !indices.every(isNumber)) {
      throw new ShapeError(
        "bad-index",
        `${indices.length} indices of an entry of shape ${shapeText(this.shape)}, expected ${this.shape.length} integers`,
      );
    }
    return this.#entries[selection(this.shape, indices).start];
  }

  /**
   * Adds to this array's own entries. Only `other` may be broadcast: this array keeps its shape.
   * @throws {ShapeError} where this array would have to be broadcast; {UsageError} for formulas into numbers.
   * @example array([[1, 2], [3, 4]]).addInPlace([10, 20]).nested()  // [[11, 22], [13, 24]]
   */
  addInPlace(other: Operand<T>): this {
    const sum = this.#combined("add", other);
    if (!isSame(sum.shape, this.shape)) {
      const b = operand(other);
      throw new ShapeError(
        "no-broadcast",
        `shape ${shapeText(this.shape)} would become ${shapeText(sum.shape)} by adding ${shapeText(b.shape)} in place, expected what is added alone to be broadcast`,
      );
    }
    if (!this.#isLike(sum)) {
      throw new UsageError("not-a-number", "formulas added in place to numbers: call formulas() first");
    }
    for (const [i, entry] of sum.#entries.entries()) this.#entries[i] = entry;
    return this;
  }

  /**
   * The same entries, repeated to fill a shape.
   * @throws {ShapeError} for a shape that this one is not broadcast to.
   * @example array([1, 2]).broadcastTo([2, 2]).nested()  // [[1, 2], [1, 2]]
   */
  broadcastTo(shape: Shape): NdArray<T> {
    checkShape(shape);
    if (!isSame(broadcastShape(this.shape, shape), shape)) {
      throw new ShapeError(
        "no-broadcast",
        `an array of shape ${shapeText(this.shape)} is not broadcast to ${shapeText(shape)}, expected a shape with at least its axes`,
      );
    }
    return this.#like(
      shape,
      Array.from(broadcastOffsets(this.shape, shape), (place) => this.#entries[place]),
    );
  }

  /** The entries as nested lists; a scalar's is its entry. */
  nested(): Nested<T> {
    return nest(this.shape, this.#entries);
  }

  toString(): string {
    return nestedText(this.shape, this.#entries);
  }

  #like(shape: Shape, entries: T[]): NdArray<T> {
    return new NdArray(shape, entries, this.#arithmetic);
  }

  /** Whether an array has this one's kind of entries: the arithmetic is one object for each kind. */
  #isLike(other: NdArray<T> | NdArray<Expr>): other is NdArray<T> {
    const own: unknown = this.#arithmetic;
    return other.#arithmetic === own;
  }

  #selected(shape: Shape, strides: readonly number[], start = 0): NdArray<T> {
    return this.#like(
      shape,
      Array.from(offsets(shape, strides, start), (place) => this.#entries[place]),
    );
  }

  #combined(operation: Operation, other: unknown): NdArray<T> | NdArray<Expr> {
    const b = operand(other);
    const shape = broadcastShape(this.shape, b.shape);
    if (isNumeric(b)) {
      const arithmetic = this.#arithmetic;
      return this.#like(
        shape,
        combine(shape, this, this.#entries, b, b.#entries.map(arithmetic.from), arithmetic[operation]),
      );
    }
    const mine = this.#entries.map(lifted);
    return new NdArray(shape, combine(shape, this, mine, b, b.#entries, formulas[operation]), formulas);
  }

  #reduction(of: string, options: ReduceOptions): { kept: Shape; places: Int32Array; shape: Shape } {
    checkOptions(of, options, reduceRules);
    const { axes, keepdims = false } = options;
    const gone = new Set(axes === undefined ? this.shape.keys() : axesOf(axes, this.shape));
    const kept = this.shape.map((length, axis) => (gone.has(axis) ? 1 : length));
    const shape = keepdims ? kept : this.shape.filter((_, axis) => !gone.has(axis));
    return { kept, places: broadcastOffsets(kept, this.shape), shape };
  }
}

const isSame = (a: Shape, b: Shape): boolean =>
  a.length === b.length && a.every((length, axis) => length === b[axis]);

interface Shaped {
  readonly shape: Shape;
}

function combine<T>(
  shape: Shape,
  { shape: ofA }: Shaped,
  a: readonly T[],
  { shape: ofB }: Shaped,
  b: readonly T[],
  operation: (a: T, b: T) => T,
): T[] {
  const placesA = broadcastOffsets(ofA, shape);
  const placesB = broadcastOffsets(ofB, shape);
  return Array.from(placesA, (place, i) => operation(a[place], b[placesB[i]]));
}

function lifted(entry: unknown): Expr {
  if (!isEntry(entry)) throw new UsageError("not-a-formula", `${described(entry)} is no number or formula`);
  return toExpr(entry);
}

const isNumeric = (array: NdArray<number> | NdArray<Expr>): array is NdArray<number> =>
  array.kind === "numbers";

/** An array of these entries: of numbers where all are, else of formulas. */
function made(shape: Shape, entries: readonly unknown[]): NdArray<number> | NdArray<Expr> {
  if (entries.every(isNumber)) return new NdArray(shape, [...entries], numbers);
  const wrong = entries.findIndex((entry) => !isEntry(entry));
  if (wrong >= 0) {
    throw new UsageError(
      "not-an-entry",
      `${placeText(wrong, shape)} is ${described(entries[wrong])}, expected a number or a formula`,
    );
  }
  return new NdArray(shape, entries.map(lifted), formulas);
}

const isArray = (value: unknown): value is NdArray<number> | NdArray<Expr> => value instanceof NdArray;

function operand(value: unknown): NdArray<number> | NdArray<Expr> {
  if (isArray(value)) return value;
  const { shape, entries } = flatten(value);
  return made(shape, entries);
}

/**
 * An array from nested lists of numbers and formulas, all lists of one level equally long; one entry is a scalar, of
 * shape []. It holds formulas if any entry is one; `formulas()` makes those of numbers.
 * @throws {ShapeError} for ragged lists (the place is named), and for more than 32 axes; {BudgetError} for more than
 * 10 million entries; {UsageError} for an entry that is no number or formula.
 * @example array([[1, 2, 3], [4, 5, 6]]).shape  // [2, 3]
 */
export function array(nested: Operand<number>): NdArray<number>;
export function array(nested: ArrayOrNested): NdArray<Expr>;
export function array(nested: ArrayOrNested): NdArray<number> | NdArray<Expr> {
  const { shape, entries } = isArray(nested) ? nested : flatten(nested);
  return made(shape, entries);
}

/** An array of a shape whose i-th entry, the last axis fastest, is `entry(i)`. @throws {ShapeError} for no shape. */
export function filled(shape: Shape, entry: (i: number) => number): NdArray<number> {
  checkShape(shape);
  return new NdArray(
    shape,
    Array.from({ length: entriesOf(shape) }, (_, i) => entry(i)),
    numbers,
  );
}

/** Zeros. @example zeros([2, 2]).nested()  // [[0, 0], [0, 0]] */
export const zeros = (shape: Shape): NdArray<number> => filled(shape, () => 0);
/** Ones. @example ones([2]).nested()  // [1, 1] */
export const ones = (shape: Shape): NdArray<number> => filled(shape, () => 1);
