// A data set: rows of numbers, each with what is to be learnt from it, kept column by column as kernels take them.
import { ShapeError, UsageError } from "../../expr/errors.ts";
import { checkOptions, described, type Rule, rules } from "../../expr/options.ts";
import { type Chance, chance, orderOf } from "../random.ts";

export interface DatasetNames {
  /** What the columns are called; default x1, x2, ... */
  readonly names?: readonly string[] | undefined;
  /** What the targets are called; default y. */
  readonly label?: string | undefined;
  /** Where targets number classes from 0: what these are called. */
  readonly classes?: readonly string[] | undefined;
}

/** Rows of features with a target each. Nothing in it is to be changed. */
export class Dataset {
  /** The features, a column of numbers each. */
  readonly columns: readonly Float64Array[];
  readonly targets: Float64Array;
  readonly names: readonly string[];
  readonly label: string;
  readonly classes: readonly string[] | undefined;

  /**
   * @throws {UsageError} for what are no Float64Arrays; {ShapeError} for no rows, no columns, or columns that are not as long as the targets.
   * @example [...new Dataset([Float64Array.of(1, 2)], Float64Array.of(3, 5)).row(1)]  // [2]
   */
  constructor(columns: readonly Float64Array[], targets: Float64Array, names: DatasetNames = {}) {
    if (!Array.isArray(columns) || ![targets, ...columns].every((one) => one instanceof Float64Array)) {
      throw new UsageError(
        "bad-data",
        "columns and targets of a data set are not all Float64Arrays, expected a list of them, and one",
      );
    }
    if (targets.length === 0)
      throw new ShapeError("empty-data", "a data set without rows, expected at least one");
    if (columns.length === 0) {
      throw new ShapeError("empty-data", "a data set without features, expected at least one column");
    }
    for (const [i, column] of columns.entries()) {
      if (column.length !== targets.length) {
        throw new ShapeError(
          "wrong-length",
          `column ${i + 1} has ${column.length} rows, expected ${targets.length}, as many as there are targets`,
        );
      }
    }
    this.columns = columns;
    this.targets = targets;
    this.names = names.names ?? columns.map((_, i) => `x${i + 1}`);
    this.label = names.label ?? "y";
    this.classes = names.classes;
  }

  /** The number of rows. */
  get size(): number {
    return this.targets.length;
  }

  /** The features of a row, counted from 0. */
  row(i: number): Float64Array {
    checkRow(i, this.size);
    return Float64Array.from(this.columns, (column) => column[i]);
  }

  /** Some rows, in the order given. @throws {ShapeError} for none, or a row that there is not. */
  pick(rows: ArrayLike<number>): Dataset {
    const places = Int32Array.from(rows);
    for (let i = 0; i < rows.length; i++) checkRow(rows[i], this.size);
    const picked = (column: Float64Array): Float64Array =>
      Float64Array.from(places, (place) => column[place]);
    return new Dataset(this.columns.map(picked), picked(this.targets), this);
  }
}

function checkRow(row: unknown, size: number): void {
  if (typeof row === "number" && Number.isInteger(row) && row >= 0 && row < size) return;
  throw new ShapeError("bad-row", `row ${described(row)} of ${size}, expected one from 0 to ${size - 1}`);
}

const share: Rule = {
  takes: (value) => typeof value === "number" && value > 0 && value < 1,
  expected: "a number between 0 and 1",
};
const splitRules = rules({ ...chance, test: share });

/**
 * A data set in two, by chance: a share `test` (default 0.2) to test with, at least one row, and the rest to train with.
 * @throws {ShapeError} for fewer than two rows; {UsageError} for a share that is not between 0 and 1.
 * @example trainTest(moons(100), { test: 0.2, seed: 1 }).train.size  // 80
 */
export function trainTest(
  data: Dataset,
  options: Chance & { readonly test?: number | undefined } = {},
): { train: Dataset; test: Dataset } {
  if (!(data instanceof Dataset)) {
    throw new UsageError("bad-data", `data is ${described(data)}, expected a data set`);
  }
  checkOptions("trainTest", options, splitRules);
  const { test = 0.2 } = options;
  if (data.size < 2)
    throw new ShapeError("too-few-rows", "a data set of 1 row to split, expected two or more");
  const count = Math.min(Math.max(1, Math.round(test * data.size)), data.size - 1);
  const order = orderOf(options).permutation(data.size);
  return { train: data.pick(order.subarray(count)), test: data.pick(order.subarray(0, count)) };
}
