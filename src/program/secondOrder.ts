// The second derivatives of a kernel: its Hessian, whole or by its entries that may be other than 0, and products
// of it with a vector.
import type { Budget } from "../expr/budget.ts";
import { UsageError } from "../expr/errors.ts";
import { checkNumbers } from "./checkNumbers.ts";
import { withHessian, withHessianProduct } from "./hessian.ts";
import type { Runner } from "./interpret.ts";
import { optimized, returning } from "./passes.ts";
import type { Program } from "./program.ts";
import type { Pattern } from "./sparsity.ts";

/** Where the entries of a matrix stand that may be other than 0: entry k in row rows[k] and column columns[k]. */
export interface Entries {
  readonly rows: Int32Array;
  readonly columns: Int32Array;
  /** How many sweeps through the program found them all. */
  readonly sweeps: number;
}

export interface SecondOrder {
  /**
   * Writes the Hessian by `wrt` at the inputs over `out`, row by row; of a kernel compiled with `sparse` the entries of
   * `hessianPattern` alone.
   * @throws {UsageError} for a kernel compiled without a Hessian, and as `value`.
   */
  readonly hessian: (inputs: Float64Array, out: Float64Array) => void;
  /**
   * Writes the Hessian times a vector over `out`, in one sweep, without the Hessian.
   * @throws {UsageError} for a kernel compiled without a Hessian, and as `value`.
   */
  readonly hvp: (inputs: Float64Array, direction: Float64Array, out: Float64Array) => void;
  /** The entries on and below the diagonal that may be other than 0, row by row; undefined without a Hessian. */
  readonly hessianPattern: Entries | undefined;
}

/** The places of a pattern's entries. */
export function entriesOf({ rows }: Pattern, sweeps: number): Entries {
  const count = rows.reduce((sum, row) => sum + row.length, 0);
  const entries = { rows: new Int32Array(count), columns: new Int32Array(count), sweeps };
  let next = 0;
  for (const [i, row] of rows.entries()) {
    entries.rows.fill(i, next, next + row.length);
    entries.columns.set(row, next);
    next += row.length;
  }
  return entries;
}

const missing = (): never => {
  throw new UsageError("no-hessian", "this kernel has no Hessian: compile it with { hessian: true }");
};

/** Of a kernel that was compiled without. */
export const noSecondOrder: SecondOrder = { hessian: missing, hvp: missing, hessianPattern: undefined };

/** The second derivatives of a program's one output by the inputs of the indices `wrt`; `runner` makes what runs a program. */
export function secondOrder(
  values: Program,
  wrt: readonly number[],
  isSparse: boolean,
  runner: (program: Program) => Runner,
  budget: Budget | undefined,
): SecondOrder {
  const n = wrt.length;
  const { length } = values.inputs;
  const { program, pattern, sweeps } = withHessian(values, wrt, budget);
  const entries = entriesOf(pattern, sweeps);
  const { rows, columns } = entries;
  const lower = new Float64Array(rows.length);
  const both = new Float64Array(length + n); // the inputs, then the direction
  let runHessian: Runner | undefined;
  let runProduct: Runner | undefined;
  return {
    hessianPattern: Object.freeze(entries),
    hessian: (inputs, out) => {
      checkNumbers("inputs", inputs, length, "inputs");
      if (isSparse) checkNumbers("out", out, rows.length, "entries of hessianPattern");
      else checkNumbers("out", out, n * n, "pairs of variables differentiated by");
      runHessian ??= runner(optimized(returning(program, program.outputs.subarray(1 + n))));
      runHessian(inputs, isSparse ? out : lower);
      if (isSparse) return;
      out.fill(0);
      for (let k = 0; k < rows.length; k++) {
        out[rows[k] * n + columns[k]] = lower[k];
        out[columns[k] * n + rows[k]] = lower[k];
      }
    },
    hvp: (inputs, direction, out) => {
      checkNumbers("inputs", inputs, length, "inputs");
      checkNumbers("direction", direction, n, "variables differentiated by");
      checkNumbers("out", out, n, "variables differentiated by");
      runProduct ??= runner(optimized(withHessianProduct(values, wrt, budget)));
      both.set(inputs);
      both.set(direction, length);
      runProduct(both, out);
    },
  };
}
