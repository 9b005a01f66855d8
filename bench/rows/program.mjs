// Programs: what it takes to make them from random formulas of 1,000 to 100,000 operations on 50 variables,
// pass by pass, and to run value and gradient, by the interpreter and by generated code. The passes are
// no part of the public API, so the sources are bundled for this.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { dag, tree } from "../formulas/dag.mjs";
import { interleave } from "../interleave.mjs";
import { sources } from "../sources.mjs";

const paths = [
  "index",
  "program/adjoint",
  "program/hessian",
  "program/interpret",
  "program/linearize",
].concat(["program/passes", "program/program", "program/targets/js"]);

let loaded;
const load = () => {
  loaded ??= sources("program", paths);
  return loaded;
};

const nanoseconds = (time, per) => (time * 1e6) / per;

/** One pass at one size: nanoseconds for each of what `count` counts. */
const pass = (name, n, floor, prepare, make = dag) => ({
  name: `program ${name}, ${n.toLocaleString("en")}`,
  unit: "ns",
  floor,
  async measure() {
    const gradtree = await load();
    const { expr, names } = make(gradtree, n);
    const { work, count, of } = prepare(gradtree, expr, names);
    const [rounds, warmUp] = n > 5e5 ? [3, 1] : n > 5e4 ? [9, 3] : [51, 20];
    const times = await interleave({ work }, { rounds, warmUp });
    const { median, min } = times.get("work");
    const detail = `per ${of}, of ${count.toLocaleString("en")}; min ${nanoseconds(min, count).toPrecision(3)}`;
    return { measured: nanoseconds(median, count), detail };
  },
});

const wrtAll = (names) => names.map((_, i) => i);
const derived = ({ linearize, withDerivatives }, expr, names) =>
  withDerivatives(linearize([expr], names), wrtAll(names));

const linearized = (gradtree, expr, names) => ({
  work: () => gradtree.linearize([expr], names),
  count: gradtree.measure(expr).nodes,
  of: "node",
});
const linearize = (n, floor) => pass("linearize", n, floor, linearized);
const linearizeTree = (n, floor) => pass("linearize a tree", n, floor, linearized, tree);

const adjoint = (n, floor) =>
  pass("adjoint", n, floor, (gradtree, expr, names) => {
    const values = gradtree.linearize([expr], names);
    const wrt = wrtAll(names);
    return {
      work: () => gradtree.withDerivatives(values, wrt),
      count: derived(gradtree, expr, names).opcodes.length,
      of: "instruction",
    };
  });

const passes = (n, floor) =>
  pass("fold + compact", n, floor, (gradtree, expr, names) => {
    const whole = derived(gradtree, expr, names);
    return { work: () => gradtree.optimized(whole), count: whole.opcodes.length, of: "instruction" };
  });

/** Value and whole gradient, by the operations of the value. */
const run = (name, n, floor, runner) => ({
  name: `program ${name}, ${n.toLocaleString("en")}`,
  unit: "ns",
  floor,
  async measure() {
    const gradtree = await load();
    const { expr, names } = dag(gradtree, n);
    const program = gradtree.optimized(derived(gradtree, expr, names));
    const primal = gradtree.operationsOf(gradtree.optimized(gradtree.linearize([expr], names)));
    const started = performance.now();
    const work = runner(gradtree, program);
    const inputs = Float64Array.from(names, (_, i) => ((i * 7) % 11) / 11);
    const gradient = new Float64Array(names.length);
    work(inputs, gradient);
    const first = performance.now() - started;
    const repeats = Math.ceil(2e5 / n);
    const warmUp = n > 5e4 ? 20 : Math.ceil(4000 / repeats); // generated code is optimised after thousands of runs
    const times = await interleave(
      { work: () => work(inputs, gradient) },
      { rounds: 25, warmUp, repeats: { work: repeats } },
    );
    const operations = gradtree.operationsOf(program);
    return {
      measured: nanoseconds(times.get("work").median, primal),
      detail: `per operation of the value, of ${primal.toLocaleString("en")}; ${operations.toLocaleString("en")} with the gradient; made and first run in ${first.toPrecision(3)} ms`,
    };
  },
});

/** The memory that making a program takes at its most: its arrays and those that find equal instructions; the formula and the list of its nodes are not counted. */
const memory = (n, floor) => ({
  name: `program memory, linearize ${n.toLocaleString("en")}`,
  unit: "bytes",
  floor,
  async measure() {
    const gradtree = await load();
    const { expr, names } = dag(gradtree, n);
    const { nodes } = gradtree.measure(expr);
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc");
    const taken = [1, 2, 3, 4, 5].map(() => {
      collect();
      const before = process.memoryUsage();
      const program = gradtree.linearize([expr], names);
      const after = process.memoryUsage();
      const held = 13 * program.opcodes.length + 8 * program.constants.length;
      return {
        arrays: (after.arrayBuffers - before.arrayBuffers) / nodes,
        heap: (after.heapUsed - before.heapUsed) / nodes,
        held: held / nodes,
      };
    });
    const { arrays, heap, held } = taken.sort((a, b) => a.arrays - b.arrays)[2];
    return {
      measured: arrays,
      detail: `per node, of ${nodes.toLocaleString("en")}; ${held.toFixed(1)} are kept; the walk's lists ${heap.toFixed(1)}, given back`,
    };
  },
});

/** Rosenbrock's chain, whose Hessian is tridiagonal. */
const hessian = (n, floor) => ({
  name: `program Hessian, ${n.toLocaleString("en")} variables`,
  unit: "ns",
  floor,
  async measure() {
    const gradtree = await load();
    const { Add, Mul, Square, Sub, Var } = gradtree;
    const names = Array.from({ length: n }, (_, i) => `x_${i}`);
    const x = names.map(Var);
    const terms = x
      .slice(1)
      .map((next, i) => Add(Mul(100, Square(Sub(next, Square(x[i])))), Square(Sub(1, x[i]))));
    const program = gradtree.linearize([terms.reduce((sum, term) => Add(sum, term))], names);
    const wrt = wrtAll(names);
    const { sweeps } = gradtree.withHessian(program, wrt);
    const times = await interleave(
      { work: () => gradtree.withHessian(program, wrt) },
      n > 1e3 ? { rounds: 9, warmUp: 3 } : { rounds: 51, warmUp: 100 },
    );
    const count = program.opcodes.length;
    return {
      measured: nanoseconds(times.get("work").median, count),
      detail: `per instruction of the value, of ${count.toLocaleString("en")}; ${sweeps} sweeps, pattern and colouring found`,
    };
  },
});

const interpret = (n, floor) =>
  run("interpret", n, floor, (gradtree, program) => gradtree.interpreter(program, 1));
const js = (n, floor) => run("js", n, floor, (gradtree, program) => gradtree.javascript(program, 1).run);

export const rows = [
  memory(1e5, 40),
  ...[linearize(1e3), linearize(1e4), linearize(1e5, 400), linearizeTree(1e5, 400), linearize(1e7, 1500)],
  ...[adjoint(1e3), adjoint(1e4), adjoint(1e5, 100), adjoint(3e6, 300)],
  ...[passes(1e3), passes(1e4), passes(1e5, 100), passes(3e6, 300)],
  ...[hessian(1e2), hessian(1e4)],
  ...[interpret(1e3, 15), interpret(1e4, 15), interpret(1e5)],
  ...[js(1e3, 6), js(1e4)],
];
