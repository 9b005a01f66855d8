// Differentiating: textbook formulas beside mathjs.derivative, in time and in operations of the results;
// and full gradients of large formulas. `node bench/textbookTable.mjs` shows the formulas one by one.
import { Const, gradient, operations, Var } from "../../dist/index.js";
import { network, product, residuals, residualsText } from "../formulas/work.mjs";
import { interleave } from "../interleave.mjs";

const shown = (time) => `${time.median.toPrecision(3)} (max ${time.max.toPrecision(3)})`;

/** The same formula made anew: nothing of it has been differentiated before. */
function anew(expr) {
  if (expr.kind === "const") return Const(expr.value);
  return expr.kind === "var" ? Var(expr.name) : expr.op(...expr.args.map(anew));
}

/** The textbook formulas, differentiated by us and by mathjs; `fresh`: in every round ours are formulas not met before. */
const textbookTime = ({ name, fresh, ...bounds }) => ({
  name,
  unit: "x",
  ...bounds,
  async measure() {
    const { differentiateOurs, differentiateTheirs, readings } = await import("../formulas/compare.mjs");
    const formulas = readings();
    let read = formulas;
    const times = await interleave(
      {
        // Before each round and outside its times.
        ...(fresh && { copies: () => (read = formulas.map(({ ours }) => ({ ours: anew(ours) }))) }),
        ours: () => read.forEach((reading) => void differentiateOurs(reading)),
        theirs: () => formulas.forEach((reading) => void differentiateTheirs(reading)),
      },
      { rounds: 301, warmUp: 300 }, // a round takes a millisecond: both are long compiled by then
    );
    const ours = times.get("ours");
    const theirs = times.get("theirs");
    return {
      measured: ours.median / theirs.median,
      detail: `${shown(ours)} ms for ${formulas.length} formulas; mathjs raw ${shown(theirs)}`,
    };
  },
});

const textbookOperations = {
  name: "textbook operations, in mathjs's",
  unit: "x",
  floor: 1,
  async measure() {
    const { comparison } = await import("../formulas/compare.mjs");
    const rows = comparison();
    const ours = rows.reduce((sum, row) => sum + row.ours.operations, 0);
    const theirs = rows.reduce((sum, row) => sum + row.theirs.operations, 0);
    return { measured: ours / theirs, detail: `${ours}; mathjs simplified ${theirs}` };
  },
};

/** The whole gradient of one formula: its time, and (a row of its own) its operations, all partials together. */
const wholeGradient = ({ name, make, time, operations: count, beside }) => [
  {
    name: `${name}: gradient`,
    unit: "ms",
    ...time,
    async measure() {
      const { expr, wrt } = make();
      const cases = { ours: () => gradient(expr, { wrt }), ...(await beside?.()) };
      const times = await interleave(cases, { rounds: 21, warmUp: 10 });
      const theirs = times.get("mathjs");
      const ours = times.get("ours");
      const detail = `max ${ours.max.toPrecision(3)}, min ${ours.min.toPrecision(3)}`;
      return {
        measured: ours.median,
        detail: theirs === undefined ? detail : `${detail}; mathjs raw ${shown(theirs)}`,
      };
    },
  },
  {
    name: `${name}: operations`,
    unit: "",
    ...count,
    async measure() {
      const { expr, wrt } = make();
      const partials = gradient(expr, { wrt });
      const measured = operations([...partials.values()]);
      return {
        measured,
        detail: `${measured.toLocaleString("en")} in ${partials.size.toLocaleString("en")} partials of a formula of ${operations([expr]).toLocaleString("en")}`,
      };
    },
  },
];

export const rows = [
  textbookTime({ name: "textbook diff, in mathjs raw", fresh: false, floor: 1, goal: 0.5 }),
  textbookTime({ name: "textbook diff, fresh trees", fresh: true }),
  textbookOperations,
  ...wholeGradient({
    name: "x_1*...*x_1000",
    make: () => ({ expr: product(1000) }),
    time: { floor: 5 },
    operations: { floor: 3000 },
  }),
  ...wholeGradient({
    name: "1,000 residuals",
    make: () => ({ expr: residuals(1000), wrt: ["a", "b", "c"] }),
    time: { floor: 27 },
    async beside() {
      const mathjs = await import("mathjs");
      const formula = mathjs.parse(residualsText(1000));
      const by = (name) => mathjs.derivative(formula, name, { simplify: false });
      return { mathjs: () => ["a", "b", "c"].map(by) };
    },
  }),
  ...wholeGradient({
    name: "MLP(2,[16,16,1])",
    make: () => {
      const { loss, weights } = network(16);
      return { expr: loss, wrt: weights };
    },
    time: { floor: 3 },
    operations: { floor: 2000 },
  }),
];
