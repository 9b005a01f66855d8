// A derivative from values alone, with an estimate of its error: central differences at shrinking steps,
// extrapolated to step 0. Ridders, Advances in Engineering Software 4 (1982); Numerical Recipes, 3rd ed., ch. 5.7.

export interface Difference {
  readonly value: number;
  /** About how far it may be off; infinite where the function has no values around the point. */
  readonly error: number;
}

const SHRINK = 1.4;
const STEPS = 14;

/** f'(x) from steps of at most `step`, where values are off by up to `noise`. */
export function ridders(f: (x: number) => number, x: number, step: number, noise = 0): Difference {
  let best: Difference = { value: Number.NaN, error: Number.POSITIVE_INFINITY };
  let before: number[] = []; // the last row of the tableau
  let h = step;
  for (let i = 0; i < STEPS; i++, h /= SHRINK) {
    const [high, low] = [x + h, x - h];
    const central = (f(high) - f(low)) / (high - low);
    if (!Number.isFinite(central)) {
      before = []; // outside the domain: begin again, nearer
      continue;
    }
    const row = [central];
    let factor = SHRINK * SHRINK;
    for (let j = 1; j <= before.length; j++, factor *= SHRINK * SHRINK) {
      row.push((row[j - 1] * factor - before[j - 1]) / (factor - 1));
      const error = Math.max(Math.abs(row[j] - row[j - 1]), Math.abs(row[j] - before[j - 1]), noise / h);
      if (error <= best.error) best = { value: row[j], error };
    }
    before = row;
  }
  return best;
}

/**
 * The best from starts of very different widths; where another differs by more than its own error,
 * there is a jump or a kink nearby, and none is to be trusted further than they differ.
 */
export function differenceAt(f: (x: number) => number, x: number, noise = 0): Difference {
  const size = Math.max(Math.abs(x), 1e-3);
  const all = [0.1, 1e-3, 1e-6, 1e-9].map((part) => ridders(f, x, part * size, noise));
  const best = all.reduce((a, b) => (b.error < a.error ? b : a));
  const gaps = all.map(({ value, error }) => {
    const gap = Math.abs(value - best.value);
    return gap > 10 * error ? gap : 0;
  });
  return { value: best.value, error: Math.max(best.error, ...gaps) };
}
