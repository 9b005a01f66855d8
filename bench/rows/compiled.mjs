// Compiled values and gradients of random formulas on 50 variables, against C: straight-line code as gcc makes it,
// how long gcc takes for that, and a switch interpreter where formulas are too long for either.
import { execFileSync } from "node:child_process";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import v8 from "node:v8";
import { straightLine, switchInterpreter } from "../formulas/cPrograms.mjs";
import { dag, inputsOf } from "../formulas/dag.mjs";
import { hasGcc, nativeLoop } from "../formulas/nativeLoop.mjs";
import { sources } from "../sources.mjs";

const ROUNDS = 11;
const WARM_UP_MS = 2000;
const WITHOUT_GCC = { measured: Number.NaN, detail: "there is no gcc here" };

const count = (n) => n.toLocaleString("en");
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

let loaded;
/** The library and its passes: C is made of the same programs. */
function load() {
  const program = ["linearize", "adjoint", "passes", "instructions", "program"].map(
    (name) => `program/${name}`,
  );
  loaded ??= sources("compiled", ["index", ...program, "program/targets/wasm/routines"]);
  return loaded;
}

/** The whole of what is compiled: value and gradient as a program, in operations that C has too. */
async function programOf(n) {
  const gradtree = await load();
  const { expr, names } = dag(gradtree, n);
  const values = gradtree.linearize([expr], names);
  const wrt = names.map((_, i) => i);
  const program = gradtree.lowered(gradtree.optimized(gradtree.withDerivatives(values, wrt)));
  return { gradtree, expr, names, program, inputs: inputsOf(names) };
}

const natives = new Map();

/** The C of a size, and how long gcc took for it: once, as it takes a minute for the longest. */
async function native(n) {
  if (!natives.has(n)) {
    const { gradtree, program, inputs } = await programOf(n);
    const source = straightLine(program, gradtree, inputs);
    const started = performance.now();
    const loop = nativeLoop(`dag-${n}`, source);
    natives.set(n, { loop, compile: performance.now() - started });
  }
  return natives.get(n);
}

/** Everything optimised before it first runs: for code so long that doing that meanwhile disturbs it for seconds. */
function eager(compile) {
  v8.setFlagsFromString("--no-liftoff");
  v8.setFlagsFromString("--no-wasm-lazy-compilation");
  try {
    return compile();
  } finally {
    v8.setFlagsFromString("--liftoff");
    v8.setFlagsFromString("--wasm-lazy-compilation");
  }
}

/**
 * Medians of rounds in which ours runs `repeats` times, and then theirs; both have the same value, to a part of it that
 * grows with the length: a sine here and one there may differ in the last bit, which thousands of steps make more of.
 */
async function ratio(ours, theirs, repeats, tolerance) {
  const timed = () => {
    const started = performance.now();
    let sum = 0;
    for (let i = 0; i < repeats; i++) sum = ours();
    return { time: (performance.now() - started) / repeats, sum };
  };
  const until = performance.now() + WARM_UP_MS;
  while (performance.now() < until) timed();
  await theirs(repeats);
  const times = { ours: [], theirs: [] };
  for (let round = 0; round < ROUNDS; round++) {
    const [mine, other] = [timed(), await theirs(repeats)];
    if (!(Math.abs(mine.sum - other.sum) <= tolerance * Math.abs(other.sum))) {
      throw new Error(`they differ: ${mine.sum}, ${other.sum}`);
    }
    times.ours.push(mine.time);
    times.theirs.push(other.time);
  }
  return { ours: median(times.ours), theirs: median(times.theirs) };
}

const microseconds = (ms) => `${(ms * 1000).toPrecision(3)} µs`;

const steady = (n, floor, goal) => ({
  name: `compiled: value + gradient, ${count(n)}`,
  unit: "of gcc's time",
  floor,
  goal,
  isSlow: n > 5e4,
  async measure() {
    if (!hasGcc()) return WITHOUT_GCC;
    const { loop } = await native(n);
    const { gradtree, expr, names, inputs } = await programOf(n);
    const gradient = new Float64Array(names.length);
    const timed = async (host) => {
      const { plan, valueAndGradient } = gradtree.compile(expr, { inputs: names, gradient: true, host });
      const times = await ratio(
        () => valueAndGradient(inputs, gradient),
        (repeats) => loop.run(repeats),
        Math.ceil(2e6 / n),
        n > 5e4 ? 1e-6 : 1e-9,
      );
      return { ...times, plan };
    };
    const isLong = n > 5e4;
    const { ours, theirs, plan } = await timed(isLong ? { eager } : undefined);
    const byDefault = isLong ? await timed(undefined) : undefined;
    loop.close();
    const by = `${plan.target}${isLong ? ", compiled eagerly" : ""} ${microseconds(ours)}`;
    const otherwise =
      byDefault === undefined
        ? ""
        : ` (as it is compiled by default ${microseconds(byDefault.ours)}, ${(byDefault.ours / byDefault.theirs).toPrecision(3)} of gcc's)`;
    const detail = `${by}${otherwise}, gcc -O3 ${microseconds(theirs)}; ${count(plan.operations)} operations`;
    return { measured: ours / theirs, detail };
  },
});

const script = fileURLToPath(new URL("../firstResult.mjs", import.meta.url));
const firsts = new Map();

/** What firstResult.mjs says in so many processes, one after the other. */
function first(n, processes = 9) {
  if (!firsts.has(n)) {
    const run = () =>
      JSON.parse(execFileSync(process.execPath, ["--expose-gc", script, `${n}`], { encoding: "utf8" }));
    firsts.set(n, Array.from({ length: processes }, run));
  }
  return firsts.get(n);
}

const soonerThanGcc = (n, times) => ({
  name: `compiled: first result, ${count(n)}`,
  unit: "of gcc's",
  floor: 1 / times,
  goal: 1 / 100,
  isSlow: n > 5e4,
  async measure() {
    if (!hasGcc()) return WITHOUT_GCC;
    const { compile } = await native(n);
    const times = first(n).map((run) => run.compile + run.first);
    const ours = median(times);
    const detail = `${ours.toPrecision(3)} ms (min ${Math.min(...times).toPrecision(3)}), gcc ${compile.toPrecision(3)} ms: ${(compile / ours).toPrecision(3)} times sooner`;
    return { measured: ours / compile, detail };
  },
});

const compileTime = (n, floor) => ({
  name: `compiled: compile, ${count(n)}`,
  unit: "ms",
  floor,
  measure() {
    const runs = first(n);
    const times = runs.map(({ compile }) => compile);
    const [{ target, operations }] = runs;
    const detail = `${target}, ${count(operations)} operations; ${times.length} processes, min ${Math.min(...times).toPrecision(3)}`;
    return { measured: median(times), detail };
  },
});

const MEBI = 2 ** 20;

const memory = (n) => ({
  name: `compiled: memory, ${count(n)}`,
  unit: "MiB",
  measure() {
    const [{ held, peak, target, operations }] = first(n, 1);
    const detail = `held by the kernel (${target}, ${count(operations)} operations: ${(held / operations).toPrecision(3)} bytes each); the process's peak ${Math.round(peak / MEBI)} MiB`;
    return { measured: held / MEBI, detail };
  },
});

const againstSwitch = (n, floor, goal) => ({
  name: `compiled: value + gradient, ${count(n)}`,
  unit: "of a C switch",
  floor,
  goal,
  async measure() {
    if (!hasGcc()) return WITHOUT_GCC;
    if (n > 1e4) await this.compare(1e4, 1e-9); // of a million steps nothing is left to compare
    const { ours, theirs, target } = await this.compare(n, Number.POSITIVE_INFINITY);
    return {
      measured: ours / theirs,
      detail: `${target} ${ours.toPrecision(3)} ms, C ${theirs.toPrecision(3)} ms`,
    };
  },
  async compare(n, tolerance) {
    const { gradtree, expr, names, program, inputs } = await programOf(n);
    const loop = nativeLoop("switch", switchInterpreter(program, gradtree, inputs));
    const kernel = gradtree.compile(expr, { inputs: names, gradient: true, target: "interpret" });
    const gradient = new Float64Array(names.length);
    const times = await ratio(
      () => kernel.valueAndGradient(inputs, gradient),
      (repeats) => loop.run(repeats),
      2,
      tolerance,
    );
    loop.close();
    return { ...times, target: kernel.plan.target };
  },
});

export const rows = [
  ...[steady(1e3, 1.6, 1.35), steady(1e4, 1.4, 1), steady(1e5, 1.7, 1.2)],
  ...[soonerThanGcc(1e3, 25), soonerThanGcc(1e4, 50), soonerThanGcc(1e5, 50)],
  ...[compileTime(1e3, 20), compileTime(1e4, 150), compileTime(1e5, 1200)],
  ...[againstSwitch(1e6, 1, 0.8), memory(1e6)],
];
