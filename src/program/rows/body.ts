// What computes the rows of one program, whatever it is made of. Its code is made once for a kernel and shared
// by all its rows; bound to the columns of some rows it computes them, a few at a time.

/** What runs over the rows. */
export type RowsTarget = "js" | "wasm" | "interpret";

/** What is done with the results of rows: they are added to sums, or written out. */
export type Purpose = "add" | "write";

/** A body on the columns of some rows. */
export interface Bound {
  /** The values that all rows share, to be filled before `begin`: the parameters, then what is computed of them. */
  readonly shared: Float64Array;
  /** Sums, two for each output: of the rows of even and of odd number in a block. */
  readonly lanes: Float64Array;
  /** To be called before a run: the memory, on which other bodies may have computed, is then as this one needs it. */
  begin(): void;
  /** Adds the outputs of `count` rows from `from` on to the lanes, which are 0; the first of the rows is an even one. */
  add(from: number, count: number): void;
  /** Writes output k of `count` rows from `from` on to `results[k]`, from the same number on. */
  write(from: number, count: number, results: readonly Float64Array[]): void;
}
