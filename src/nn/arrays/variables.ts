// Arrays of variables: named by their place, counted from 1, as people number weights.
import { UsageError } from "../../expr/errors.ts";
import type { Expr } from "../../expr/node.ts";
import { described } from "../../expr/options.ts";
import { Var } from "../../expr/var.ts";
import { formulas } from "./arithmetic.ts";
import { NdArray } from "./ndarray.ts";
import { checkShape, entriesOf, type Shape, stridesOf } from "./shape.ts";

/**
 * An array of variables NAME_i_j, counted from 1 along each axis; of shape [] the variable NAME.
 * @throws {NameError} for a name that no variable may have; {ShapeError} for no shape.
 * @example variables("w", [2, 2]).nested()  // [[w_1_1, w_1_2], [w_2_1, w_2_2]]
 */
export function variables(name: string, shape: Shape): NdArray<Expr> {
  checkShape(shape);
  if (typeof name !== "string") {
    throw new UsageError(
      "bad-name",
      `the name of an array of variables is ${described(name)}, expected a text`,
    );
  }
  const strides = stridesOf(shape);
  const entries = Array.from({ length: entriesOf(shape) }, (_, i) => {
    const place = strides.map((stride, axis) => 1 + (Math.floor(i / stride) % shape[axis]));
    return Var([name, ...place].join("_"));
  });
  return new NdArray<Expr>(shape, entries, formulas);
}
