// The one order in which numbers are added over rows. Floating-point sums depend on their order, so it is
// part of what a sum means: the rows, counted from the first that is asked for, are taken in blocks of BLOCK;
// in a block the rows of even and of odd number are added, each in order and from 0 on, as two lanes; a
// block's sum is the even lane's plus the odd lane's; the blocks' sums are added in order, from 0 on. Every
// body keeps it, on any number of workers, so + - * / sqrt and all that is exact has the same bits on each.

/** The rows of a block. Even, so that a row's lane is the same counted from the block or from the first row. */
export const BLOCK = 1024;

/**
 * Adds over `count` rows from `from` on: `add` is given one block after the other and adds its rows to `lanes`, two
 * for each total, which are 0 before.
 */
export function addBlocks(
  from: number,
  count: number,
  lanes: Float64Array,
  totals: Float64Array,
  add: (from: number, count: number) => void,
): void {
  totals.fill(0);
  for (let done = 0; done < count; done += BLOCK) {
    lanes.fill(0);
    add(from + done, Math.min(BLOCK, count - done));
    addLanes(lanes, 0, totals);
  }
}

/** Adds one block's sums, whose lanes stand from `at` on, to the totals. */
export function addLanes(lanes: Float64Array, at: number, totals: Float64Array): void {
  for (let k = 0; k < totals.length; k++) totals[k] += lanes[at + 2 * k] + lanes[at + 2 * k + 1];
}
