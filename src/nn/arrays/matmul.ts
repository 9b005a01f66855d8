// The matrix product with all of NumPy's cases: an operand of one axis is a row on the left and a column on the right,
// and that axis is none of the result's; leading axes are a batch, and broadcast.
import { BudgetError, ShapeError } from "../../expr/errors.ts";
import { grouped } from "../../expr/print/grouped.ts";
import type { Arithmetic } from "./arithmetic.ts";
import { broadcastOffsets, broadcastShape, entriesOf, type Shape, shapeText } from "./shape.ts";

/** The shapes of a product: of the operands as stacks of matrices, of the stack itself, and of the result. */
export interface ProductShape {
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
  readonly batchOfA: Shape;
  readonly batchOfB: Shape;
  readonly batch: Shape;
  readonly result: Shape;
}

/** @throws {ShapeError} for operands that have no product. */
export function productShape(a: Shape, b: Shape): ProductShape {
  const both = `matmul of shapes ${shapeText(a)} and ${shapeText(b)}`;
  if (a.length === 0 || b.length === 0) {
    throw new ShapeError("no-matmul", `${both}: a scalar is no matrix; mul multiplies by it`);
  }
  const left = a.length === 1 ? [1, ...a] : a;
  const right = b.length === 1 ? [...b, 1] : b;
  const inner = left[left.length - 1];
  if (inner !== right[right.length - 2]) {
    throw new ShapeError(
      "no-matmul",
      `${both}: axis -1 of the first has ${inner} entries, axis -${Math.min(b.length, 2)} of the second ${right[right.length - 2]}, expected equal numbers`,
    );
  }
  const rows = left[left.length - 2];
  const columns = right[right.length - 1];
  const batchOfA = left.slice(0, -2);
  const batchOfB = right.slice(0, -2);
  const batch = broadcastShape(batchOfA, batchOfB, `${both}: the leading axes`);
  const result = [...batch, ...(a.length === 1 ? [] : [rows]), ...(b.length === 1 ? [] : [columns])];
  return { rows, inner, columns, batchOfA, batchOfB, batch, result };
}

/** The entries of the product, each a[i][0]·b[0][j] + a[i][1]·b[1][j] + ..., in that order. */
export function matmul<T>(
  { rows, inner, columns, batchOfA, batchOfB, batch, result }: ProductShape,
  a: readonly T[],
  b: readonly T[],
  { dot, mostProducts }: Arithmetic<T>,
): T[] {
  const products = entriesOf(result) * inner;
  if (products > mostProducts) {
    throw new BudgetError(
      "matmul-too-large",
      `a matmul with ${grouped(products)} products, over the limit of ${grouped(mostProducts)}; multiply smaller parts`,
    );
  }
  const ofA = broadcastOffsets(batchOfA, batch);
  const ofB = broadcastOffsets(batchOfB, batch);
  const entries: T[] = [];
  for (let k = 0; k < ofA.length; k++) {
    const startA = ofA[k] * rows * inner;
    const startB = ofB[k] * inner * columns;
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) {
        entries.push(dot(a, startA + i * inner, b, startB + j, columns, inner));
      }
    }
  }
  return entries;
}
