// Simplifying, beside mathjs.simplify: right, returned, no longer than its results, in bounded time.
// `node bench/simplifyTable.mjs` shows the inputs one by one.
import { comparison, summary } from "../formulas/simplifyCompare.mjs";

const listed = (rows) =>
  rows
    .slice(0, 3)
    .map(({ text }) => text)
    .join(", ");

const row = (name, unit, bounds, of) => ({
  name: `simplify: ${name}`,
  unit,
  ...bounds,
  async measure() {
    return of(summary(await comparison()));
  },
});

export const rows = [
  row("wrong answers", "inputs", { floor: 0 }, ({ wrong, inputs, theirs }) => ({
    measured: wrong.length,
    detail: `of ${inputs} at 40 points; mathjs ${theirs.wrong.length}, no answer ${theirs.late.length}; ${listed(wrong)}`,
  })),
  row("domain growth not said", "inputs", { floor: 0 }, ({ grown, theirs }) => ({
    measured: grown.length,
    detail: `mathjs ${theirs.grown.length}; ${listed(grown)}`,
  })),
  row("longer than mathjs", "inputs", { floor: 0 }, ({ lost, good, operations }) => ({
    measured: lost.length,
    detail: `of ${good.length} where it is right and exact: ${operations.ours} operations, mathjs ${operations.theirs}; ${listed(lost)}`,
  })),
  row("no shorter where it is not best", "%", { floor: 20 }, ({ notShorter, notBest }) => ({
    measured: (100 * notShorter.length) / notBest.length,
    detail: `${notShorter.length} of ${notBest.length}; ${listed(notShorter)}`,
  })),
  row("not at the best known form", "%", {}, ({ known, atBest, theirsAtBest }) => ({
    measured: 100 - (100 * atBest.length) / known.length,
    detail: `at it ${atBest.length} of ${known.length}; mathjs ${theirsAtBest.length}`,
  })),
  row("median", "ms", { floor: 3 }, ({ milliseconds }) => ({ measured: milliseconds.median })),
  row("slowest", "ms", { floor: 200 }, ({ milliseconds }) => ({ measured: milliseconds.max })),
];
