// Every input simplified by gradtree and by mathjs, and both results judged: whether they return, whether they have
// the input's value at 40 points wherever it has one, whether they keep exact numbers, how many operations they
// take beside the best form known, and whether they have a value where the input has none without saying so.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { build } from "esbuild";
import { inputs } from "./simplify.mjs";

const POINTS = 40;
/** The largest coordinate at which a missing value is taken for one: beyond, parts overflow and underflow. */
const LARGEST = 100;
/** How long mathjs may take for one input, in milliseconds. */
const PATIENCE = 3000;

/** The library as it stands in src, with what judging needs beside the public names. */
async function library() {
  const folder = await mkdtemp(join(tmpdir(), "gradtree-bench-"));
  const src = fileURLToPath(new URL("../../src/", import.meta.url));
  const outfile = join(folder, "library.mjs");
  await build({
    stdin: {
      contents: [
        `export { parse } from "./expr/parse/parse.ts";`,
        `export { format } from "./expr/print/format.ts";`,
        `export { evaluate } from "./expr/evaluate.ts";`,
        `export { rounded } from "./expr/rounded.ts";`,
        `export { operations } from "./expr/operations.ts";`,
        `export { variables } from "./expr/measure.ts";`,
        `export { formatCondition } from "./simplify/condition.ts";`,
        `export { simplified } from "./simplify/simplified.ts";`,
      ].join("\n"),
      resolveDir: src,
    },
    bundle: true,
    format: "esm",
    platform: "node",
    outfile,
    logLevel: "error",
  });
  const loaded = await import(pathToFileURL(outfile));
  await rm(folder, { recursive: true });
  return loaded;
}

/** Mulberry32: the same points on every machine. */
function randomNumbers(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Real points of all magnitudes, to both sides of 0; whole numbers, zeros and extremes among them. */
function pointsOf(names) {
  const random = randomNumbers(20240229);
  const special = [0, 1, -1, 2, -2, 0.5, -0.5, 1e-8, -1e-8, 1e6, -1e6];
  const coordinate = () => {
    const kind = random();
    if (kind < 0.25) return special[Math.floor(random() * special.length)];
    if (kind < 0.75) return 8 * random() - 4;
    return (random() < 0.5 ? -1 : 1) * 10 ** (8 * random() - 4);
  };
  return Array.from({ length: POINTS }, () => new Map(names.map((name) => [name, coordinate()])));
}

const holdsAt = (evaluate, { expr, holds }, at) => {
  const value = evaluate(expr, at);
  if (holds === "nonzero") return value !== 0 && !Number.isNaN(value);
  if (holds === "nonnegative") return value >= 0;
  return holds === "positive" ? value > 0 : Number.isFinite(value);
};

/** How often a result is wrong, and how often it has a value where the input has none and no condition says so. */
function judged({ rounded, evaluate, variables }, input, result, conditions) {
  const counts = { wrong: 0, grown: 0, at: undefined };
  for (const at of pointsOf([...new Set([...variables(input), ...variables(result)])])) {
    const [before, after] = [rounded(input, at), rounded(result, at)];
    if (Number.isFinite(before.value)) {
      const scale = Math.max(Math.abs(before.value), Math.abs(after.value));
      const bound = before.bound + after.bound;
      if (before.overflows || after.overflows || !Number.isFinite(bound)) continue; // rounding leaves nothing to tell
      if (Math.abs(before.value - after.value) <= 1e-9 * scale + 100 * bound) continue;
      counts.wrong++;
      counts.at ??= Object.fromEntries(at);
    } else if ([...at.values()].some((value) => Math.abs(value) > LARGEST)) {
    } else if (Number.isFinite(after.value) && before.bound !== 0 && !before.overflows) {
      if (conditions.every((each) => holdsAt(evaluate, each, at))) counts.grown++;
    }
  }
  return counts;
}

const answerOf = (worker) => new Promise((resolve) => worker.once("message", resolve));

/** Asks a thread, and ends it where it takes too long. */
class Asked {
  #worker;

  async ask(text) {
    if (this.#worker === undefined) {
      this.#worker = new Worker(new URL("./simplifyWorker.mjs", import.meta.url));
      await answerOf(this.#worker); // mathjs is loaded
    }
    const answer = answerOf(this.#worker);
    this.#worker.postMessage(text);
    let late;
    const patience = new Promise((resolve) => {
      late = setTimeout(resolve, PATIENCE, undefined);
    });
    const first = await Promise.race([answer, patience]);
    clearTimeout(late);
    if (first !== undefined) return first;
    await this.end();
    return { error: `no answer in ${PATIENCE} ms` };
  }

  async end() {
    await this.#worker?.terminate();
    this.#worker = undefined;
  }
}

/** Whether a text holds a decimal that the input doesn't: 1.4142135623731 for sqrt(2). */
const hasNewDecimals = (text, input) =>
  (text.match(/\d*\.\d{6,}(?:e[+-]?\d+)?/gu) ?? []).some((decimal) => !input.includes(decimal));

/** Times of a few runs: the shortest tells the work, others what else the machine did. */
function timed(work) {
  let [best, result] = [Number.POSITIVE_INFINITY, undefined];
  for (let i = 0; i < 3; i++) {
    const started = performance.now();
    result = work();
    best = Math.min(best, performance.now() - started);
  }
  return { result, milliseconds: best };
}

const compared = new Map();

/** Each input with both results. Worked out once. */
export function comparison(list = inputs) {
  if (!compared.has(list)) compared.set(list, compare(list));
  return compared.get(list);
}

async function compare(list) {
  const lib = await library();
  const { parse, format, operations, simplified, formatCondition } = lib;
  const options = { functions: {} };
  const mathjs = new Asked();
  await mathjs.ask("x"); // loaded and warm
  for (const { text } of inputs.slice(0, 40)) simplified(parse(text, options), { steps: false });
  const rows = [];
  for (const { text, best, source } of list) {
    const input = parse(text, options);
    // Read anew for each run: nothing is remembered of it.
    const { result, milliseconds } = timed(() => simplified(parse(text, options), { steps: false }));
    const ours = {
      text: format(result.expr),
      operations: operations([result.expr]),
      conditions: result.conditions.map(formatCondition),
      milliseconds,
      ...judged(lib, input, result.expr, result.conditions),
    };
    const answer = await mathjs.ask(text);
    const theirs = { ...answer };
    if (answer.error === undefined) {
      theirs.isExact = !hasNewDecimals(answer.text, text);
      try {
        Object.assign(theirs, judged(lib, input, parse(answer.text), []));
      } catch (error) {
        theirs.error = error.message; // a result that is no real formula
      }
    }
    rows.push({
      text,
      source,
      given: operations([input]),
      best: best && operations([parse(best)]),
      bestText: best,
      ours,
      theirs,
    });
  }
  await mathjs.end();
  return rows;
}

/** Whether mathjs returned, is right and kept numbers exact. */
export const isGood = ({ theirs }) => theirs.error === undefined && theirs.wrong === 0 && theirs.isExact;

/** What the table comes to. */
export function summary(rows) {
  const good = rows.filter(isGood);
  const known = rows.filter(({ best }) => best !== undefined);
  const times = rows.map(({ ours }) => ours.milliseconds).sort((a, b) => a - b);
  const notBest = good.filter(({ best, theirs }) => best === undefined || theirs.operations > best);
  const total = (list, side) => list.reduce((sum, row) => sum + row[side].operations, 0);
  return {
    inputs: rows.length,
    wrong: rows.filter(({ ours }) => ours.wrong > 0),
    grown: rows.filter(({ ours }) => ours.grown > 0),
    good,
    lost: good.filter(({ ours, theirs }) => ours.operations > theirs.operations),
    notBest,
    notShorter: notBest.filter(({ ours, theirs }) => ours.operations >= theirs.operations),
    known,
    atBest: known.filter(({ best, ours }) => ours.operations <= best),
    theirsAtBest: known.filter((row) => isGood(row) && row.theirs.operations <= row.best),
    operations: { ours: total(good, "ours"), theirs: total(good, "theirs") },
    theirs: {
      late: rows.filter(({ theirs }) => theirs.error !== undefined),
      wrong: rows.filter(({ theirs }) => theirs.wrong > 0),
      inexact: rows.filter(({ theirs }) => theirs.isExact === false),
      grown: rows.filter(({ theirs }) => theirs.grown > 0),
    },
    milliseconds: {
      median: times[Math.floor(times.length / 2)],
      max: times[times.length - 1],
      total: times.reduce((sum, time) => sum + time, 0),
      theirs: good.reduce((sum, { theirs }) => sum + theirs.milliseconds, 0),
    },
  };
}
