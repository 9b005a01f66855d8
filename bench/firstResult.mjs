// A process of its own: how long it takes from a formula that is there to its first value and gradient, and what
// memory that costs. `node --expose-gc firstResult.mjs OPERATIONS` prints the milliseconds of compiling and of the
// first run, and the bytes, as JSON.
import { performance } from "node:perf_hooks";
import * as gradtree from "../dist/index.js";
import { dag, inputsOf } from "./formulas/dag.mjs";

const { expr, names } = dag(gradtree, Number(process.argv[2]));
const inputs = inputsOf(names);
const gradient = new Float64Array(names.length);
globalThis.gc?.();
const before = process.memoryUsage();
const started = performance.now();
const kernel = gradtree.compile(expr, { gradient: true });
const compiled = performance.now();
const value = kernel.valueAndGradient(inputs, gradient);
const ran = performance.now();
const peak = process.resourceUsage().maxRSS * 1024;
globalThis.gc?.();
const after = process.memoryUsage();
const grown = (key) => after[key] - before[key];
const { target, operations } = kernel.plan;
const held = grown("heapUsed") + grown("external");
console.log(
  JSON.stringify({
    compile: compiled - started,
    first: ran - compiled,
    held,
    peak,
    value,
    target,
    operations,
  }),
);
