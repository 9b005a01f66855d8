// Simplifying, beside mathjs.simplify: right, returned, no longer than its results, in bounded time.
// `node bench/simplifyTable.mjs` shows the inputs one by one.
import { diff, operations, parse } from "../../dist/index.js";
import { comparison, summary } from "../formulas/simplifyCompare.mjs";
import { more } from "../formulas/simplifyMore.mjs";

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

/** A derivative of high order, searched as a session does it: its operations, and how long it takes. */
const growth = ({ text, order, most }) => [
  {
    name: `simplify: order ${order} of ${text}`,
    unit: "operations",
    floor: most,
    measure: async () => ({ measured: operations([await derivative(text, order)]) }),
  },
  {
    name: `simplify: time of order ${order} of ${text}`,
    unit: "ms",
    floor: 200,
    async measure() {
      const started = performance.now();
      await derivative(text, order);
      const first = performance.now() - started;
      return { measured: first, detail: "the first time in this process" };
    },
  },
];

const derivative = async (text, order) => diff(parse(text), "x", { order, simplify: "search" });

export const rows = [
  ...[
    { text: "sin(x)*exp(x^2)", order: 10, most: 84 },
    { text: "1/(1 + x^2)", order: 10, most: 40 },
    { text: "x/(1 + x^2)", order: 8, most: 40 },
  ].flatMap((given) => growth(given).reverse()),
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
  {
    name: "simplify: further inputs",
    unit: "operations",
    async measure() {
      const rows = await comparison(more);
      const { operations, good, milliseconds } = summary(rows);
      const written = rows.reduce((sum, { given }) => sum + given, 0);
      return {
        measured: rows.reduce((sum, { ours }) => sum + ours.operations, 0),
        detail: `of ${written} in ${rows.length}, in ${milliseconds.total.toFixed(0)} ms; where mathjs is right and exact (${good.length}) ${operations.ours}, it ${operations.theirs} in ${milliseconds.theirs.toFixed(0)} ms`,
      };
    },
  },
];
