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
const MOST_STEPS = 500_000_000;

const UNCOLOURED = -1;

/** Colours while they are given. */
interface State {
  readonly colours: Int32Array;
  /** By colour, the column it was forbidden to last. */
  readonly forbidden: Int32Array;
  /** By colour, how many columns have it. */
  readonly members: Int32Array;
}

/** Forbids what a column can't have; answers how many steps that took. */
type Forbid = (column: number, state: State) => number;

const separate = (columns: number): Colouring => ({
  colours: Int32Array.from({ length: columns }, (_, i) => i),
  count: columns,
});

/** Colours columns in the given order, each with the least colour that `forbid` leaves; undefined where that takes too long. */
function greedy(order: readonly number[], forbid: Forbid): Colouring | undefined {
  const colours = new Int32Array(order.length).fill(UNCOLOURED);
  const forbidden = new Int32Array(order.length).fill(UNCOLOURED);
  const members = new Int32Array(order.length);
  const state = { colours, forbidden, members };
  let count = 0;
  let steps = 0;
  for (const column of order) {
    steps += forbid(column, state);
    if (steps > MOST_STEPS) return undefined;
    let colour = 0;
    while (forbidden[colour] === column) colour++;
    colours[column] = colour;
    members[colour]++;
    count = Math.max(count, colour + 1);
  }
  return { colours, count };
}

/** The better of the order by falling degree and the given one. */
function best(degrees: readonly number[], forbid: Forbid): Colouring {
  const inOrder = degrees.map((_, i) => i);
  const byDegree = greedy(
    inOrder.slice().sort((a, b) => degrees[b] - degrees[a]),
    forbid,
  );
  if (byDegree !== undefined && byDegree.count <= 2) return byDegree;
  const given = greedy(inOrder, forbid);
  const found = [byDegree, given].filter((one) => one !== undefined);
  return found.reduce((a, b) => (b.count <= a.count ? b : a), separate(degrees.length));
}

/** Colours of columns that have no row in common: column j is known by any row of colours[j]'s sum that has it. */
export function colourColumns(pattern: Pattern): Colouring {
  const { rows, columns } = pattern;
  if (rows.some((row) => row.length === columns)) return separate(columns);
  const rowsOf = transposed(pattern).rows;
  return best(
    rowsOf.map((column) => column.length),
    (column, { colours, forbidden }) => {
      let steps = 0;
      for (const row of rowsOf[column]) {
        steps += rows[row].length;
        for (const other of rows[row]) if (colours[other] !== UNCOLOURED) forbidden[colours[other]] = column;
      }
      return steps;
    },
  );
}

/** Colours of rows that have no column in common. */
export const colourRows = (pattern: Pattern): Colouring => colourColumns(transposed(pattern));

/** A star colouring of a symmetric pattern: no path of four columns has only two colours. */
export function colourSymmetric({ rows, columns }: Pattern): Colouring {
  if (rows.every((row) => row.length === columns)) return separate(columns);
  return best(
    rows.map((row) => row.length),
    (column, { colours, forbidden, members }) => {
      let steps = rows[column].length;
      for (const near of rows[column]) {
        if (near === column) continue;
        const colour = colours[near];
        if (colour !== UNCOLOURED) {
          forbidden[colour] = column;
          if (members[colour] === 1) continue; // nobody beyond has it
        }
        for (const next of rows[near]) {
          steps++;
          if (next === column || next === near || colours[next] === UNCOLOURED) continue;
          // Both ends of a path of three may have one colour only where nobody beyond them has that of its middle.
          steps += colour === UNCOLOURED ? 0 : rows[next].length;
          if (colour === UNCOLOURED || hasColour(rows[next], near, colours, colour)) {
            forbidden[colours[next]] = column;
          }
        }
      }
      return steps;
    },
  );
}

/** Whether a neighbour other than `but` has this colour. */
function hasColour(neighbours: Int32Array, but: number, colours: Int32Array, colour: number): boolean {
  for (const one of neighbours) if (one !== but && colours[one] === colour) return true;
  return false;
}
