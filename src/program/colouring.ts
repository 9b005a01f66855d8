// Which columns of a sparse matrix one sweep can have together. Columns of one colour have no row in
// common, so that their sum shows every entry by itself; of a symmetric matrix it is enough that every entry or its mirror
// image stands alone, which is a star colouring. Greedy, in the given order and by falling degree, the better of the two.
// Gebremedhin, Manne & Pothen, What Color Is Your Jacobian?, SIAM Review 47 (2005), algorithms 3.1 and 4.1.
import { type Pattern, transposed } from "./sparsity.ts";

export interface Colouring {
  /** By column its colour. */
  readonly colours: Int32Array;
  readonly count: number;
}

/** Beyond so many steps every column is a colour of its own. */
const MOST_STEPS = 1_000_000_000;

const UNCOLOURED = -1;

const separate = (columns: number): Colouring => ({
  colours: Int32Array.from({ length: columns }, (_, i) => i),
  count: columns,
});

/** Colours columns in the given order, each with the least colour that `forbid` leaves. */
function greedy(
  order: readonly number[],
  forbid: (column: number, colours: Int32Array, forbidden: Int32Array) => void,
): Colouring {
  const colours = new Int32Array(order.length).fill(UNCOLOURED);
  const forbidden = new Int32Array(order.length).fill(UNCOLOURED); // by colour, the column it was forbidden to last
  let count = 0;
  for (const column of order) {
    forbid(column, colours, forbidden);
    let colour = 0;
    while (forbidden[colour] === column) colour++;
    colours[column] = colour;
    count = Math.max(count, colour + 1);
  }
  return { colours, count };
}

/** The better of the given order and that by falling degree. */
function best(
  degrees: readonly number[],
  forbid: (column: number, colours: Int32Array, forbidden: Int32Array) => void,
): Colouring {
  const inOrder = greedy(
    degrees.map((_, i) => i),
    forbid,
  );
  const falling = degrees.map((_, i) => i).sort((a, b) => degrees[b] - degrees[a]);
  const byDegree = greedy(falling, forbid);
  return byDegree.count < inOrder.count ? byDegree : inOrder;
}

/** Colours of columns that have no row in common: column j is known by any row of colours[j]'s sum that has it. */
export function colourColumns(pattern: Pattern): Colouring {
  const { rows, columns } = pattern;
  const steps = rows.reduce((sum, row) => sum + row.length * row.length, 0);
  if (steps > MOST_STEPS || rows.some((row) => row.length === columns)) return separate(columns);
  const rowsOf = transposed(pattern).rows;
  return best(
    rowsOf.map((column) => column.length),
    (column, colours, forbidden) => {
      for (const row of rowsOf[column]) {
        for (const other of rows[row]) if (colours[other] !== UNCOLOURED) forbidden[colours[other]] = column;
      }
    },
  );
}

/** Colours of rows that have no column in common. */
export const colourRows = (pattern: Pattern): Colouring => colourColumns(transposed(pattern));

/** A star colouring of a symmetric pattern: no path of four columns has only two colours. */
export function colourSymmetric({ rows, columns }: Pattern): Colouring {
  const beyond = rows.map((row) => row.reduce((sum, next) => sum + rows[next].length, 0));
  const steps = rows.reduce((sum, row, i) => sum + row.length * beyond[i], 0);
  if (steps > MOST_STEPS || rows.every((row) => row.length === columns)) return separate(columns);
  return best(
    rows.map((row) => row.length),
    (column, colours, forbidden) => {
      for (const near of rows[column]) {
        if (near === column) continue;
        const colour = colours[near];
        if (colour !== UNCOLOURED) forbidden[colour] = column;
        for (const next of rows[near]) {
          if (next === column || next === near || colours[next] === UNCOLOURED) continue;
          // Both ends of a path of three may not have one colour, unless its middle has one that nobody beyond it has.
          if (colour === UNCOLOURED || hasColour(rows[next], near, colours, colour)) {
            forbidden[colours[next]] = column;
          }
        }
      }
    },
  );
}

/** Whether a neighbour other than `but` has this colour. */
function hasColour(neighbours: Int32Array, but: number, colours: Int32Array, colour: number): boolean {
  for (const one of neighbours) if (one !== but && colours[one] === colour) return true;
  return false;
}
