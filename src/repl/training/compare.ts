// `gradtree train --compare`: the gradient of one row's loss by every method, on networks of growing width and depth.
// What Beta visits is the whole unfolded loss once for each parameter, and that unfolds width times with each layer.
import { alpha } from "../../backprop/alpha.ts";
import { beta } from "../../backprop/beta.ts";
import type { Differentiator } from "../../backprop/differentiator.ts";
import { forward } from "../../backprop/forward.ts";
import { UsageError } from "../../expr/errors.ts";
import { measure } from "../../expr/measure.ts";
import { grouped } from "../../expr/print/grouped.ts";
import type { Instance } from "../../insight/families.ts";
import { type Approximation, countEvaluations, countVisits, timed, type Work } from "../../insight/work.ts";
import { lossFormula } from "../../nn/lossFormula.ts";
import { parametersOf } from "../../nn/modules/build.ts";
import { MLP } from "../../nn/modules/mlp.ts";
import { compile } from "../../program/compile.ts";
import { oneOf } from "../commands/clauses.ts";
import { type Json, jsonText, object } from "../json.ts";
import type { Given } from "./host.ts";
import { integersOf, textOf } from "./read.ts";

/** The most visits of one cell of the table. */
const BUDGET = 2_000_000;
const WIDTHS = [2, 4, 8, 16];
const DEPTHS = [1, 2, 3];
/** Wider or deeper networks take long to build. */
const WIDEST = 256;
const DEEPEST = 100;
const MOST_PARAMETERS = 200_000;

export interface Compared {
  readonly widths: readonly number[];
  readonly parameters: number;
  readonly nodes: number;
  /** The size of the loss as a tree, every use written out. */
  readonly unfolded: number;
  readonly beta: Work;
  readonly forward: Work;
  readonly alpha: Work;
  readonly finite: Approximation;
  /** Milliseconds of one gradient by compiled code. */
  readonly compiled: number;
  /** The largest difference of a partial derivative by any method but finite from alpha's, relative from 1 on. */
  readonly difference: number;
}

/** What the command prints. @throws {UsageError} for options that don't belong, or are not what they may be */
export function compare(given: Given, clock: () => number): string {
  for (const name of given.keys()) {
    if (["compare", "widths", "depths", "format"].includes(name)) continue;
    throw new UsageError(
      "compared",
      `--${name} beside --compare, expected --widths, --depths and --format alone`,
    );
  }
  const widths = integersOf(given, "widths", WIDEST) ?? WIDTHS;
  const depths = integersOf(given, "depths", DEEPEST) ?? DEPTHS;
  const rows = depths.flatMap((depth) =>
    widths.map((width) => compared([2, ...Array.from({ length: depth }, () => width), 1], clock)),
  );
  const format = oneOf("format", ["text", "json"], textOf(given, "format") ?? "text");
  return format === "json" ? `${jsonText(object([["rows", rows.map(rowJson)]]))}\n` : text(rows);
}

/** One network of these widths, the inputs first, by every method. */
export function compared(widths: readonly number[], clock: () => number): Compared {
  const [nin, ...nouts] = widths;
  const size = nouts.reduce((sum, nout, i) => sum + parametersOf(widths[i], nout), 0);
  if (size > MOST_PARAMETERS) {
    const [parameters, most] = [size, MOST_PARAMETERS].map(grouped);
    throw new UsageError(
      "too-large",
      `${widths.join("-")} has ${parameters} parameters, expected at most ${most}`,
    );
  }
  const model = MLP(nin, nouts, { activation: "tanh", init: "xavier", seed: 1 });
  const { names } = model.parameters;
  const expr = lossFormula({ model, loss: "squared" });
  const inputs = Object.fromEntries(Array.from({ length: nin }, (_, i) => [`x${i + 1}`, 0.5 - 0.75 * i]));
  const at = model.parameters.bindings({ ...inputs, y: 1 });
  const instance: Instance = { expr, wrt: names, at };
  const { nodes, unfolded } = measure(expr);
  const limits = { budget: BUDGET, clock };
  const byAlpha = countVisits(alpha, instance, nodes, limits);
  const visits = (method: Differentiator, predicted: number) =>
    predicted > BUDGET
      ? { work: { predicted }, gradient: [] }
      : countVisits(method, instance, predicted, limits);
  const byBeta = visits(beta, size * unfolded);
  const byForward = visits(forward, size * nodes);
  const kernel = compile(expr, { inputs: [...at.keys()], gradient: names });
  const partials = new Float64Array(size);
  const numbers = Float64Array.from(at.values());
  const { ms } = timed(() => kernel.valueAndGradient(numbers, partials), clock);
  const exact = byAlpha.gradient;
  const off = (gradient: ArrayLike<number>): number =>
    Array.from(gradient).reduce(
      (most, value, i) => Math.max(most, Math.abs(value - exact[i]) / Math.max(1, Math.abs(exact[i]))),
      0,
    );
  return {
    widths,
    parameters: size,
    nodes,
    unfolded,
    beta: byBeta.work,
    forward: byForward.work,
    alpha: byAlpha.work,
    finite: countEvaluations(instance, 2 * size, nodes, exact, limits),
    compiled: ms,
    difference: Math.max(off(byBeta.gradient), off(byForward.gradient), off(partials)),
  };
}

function text(rows: readonly Compared[]): string {
  const counted = rows.map(({ widths, parameters, nodes, unfolded, beta, forward, alpha, finite }) => [
    widths.join("-"),
    ...[parameters, nodes, unfolded].map(count),
    ...[beta, forward, alpha, finite].map((work) =>
      work.counted === undefined ? `(${count(work.predicted)})` : count(work.counted),
    ),
  ]);
  const times = rows.map(({ widths, beta, forward, alpha, finite, compiled }) => [
    widths.join("-"),
    ...[beta, forward, alpha, finite].map(({ ms }) => (ms === undefined ? "refused" : milliseconds(ms))),
    milliseconds(compiled),
  ]);
  const off = Math.max(...rows.map(({ difference }) => difference));
  return [
    "The gradient of one row's loss by all weights: visits of nodes, and whole",
    "evaluations for finite differences.",
    "",
    ...table(["network", "weights", "nodes", "unfolded", "Beta", "Forward", "Alpha", "finite"], counted),
    "",
    "The same in milliseconds:",
    "",
    ...table(["network", "Beta", "Forward", "Alpha", "finite", "compiled"], times),
    "",
    "Beta goes through the unfolded loss once for each weight, and every layer unfolds",
    "the one before it width times; in brackets what it would visit, over the budget of",
    `${grouped(BUDGET)}. Alpha visits each node once, whatever the depth. All but finite`,
    `differences agree to ${off.toExponential(0)}.`,
    "",
  ].join("\n");
}

/** Columns side by side: the first from its left, numbers from their right. */
function table(titles: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = titles.map((title, c) => Math.max(title.length, ...rows.map((row) => row[c].length)));
  return [titles, ...rows].map((row) =>
    row.map((cell, c) => (c === 0 ? cell.padEnd(widths[c]) : cell.padStart(widths[c]))).join("  "),
  );
}

const count = (value: number): string =>
  value < 1e9 ? grouped(value) : value.toExponential(1).replace("e+", "e");
const milliseconds = (ms: number): string =>
  ms < 0.01 ? ms.toFixed(4) : ms < 100 ? ms.toFixed(2) : ms.toFixed(0);

const workJson = ({ predicted, counted, ms }: Work): Json =>
  object([
    ["predicted", predicted],
    ["counted", counted ?? null],
    ["ms", ms ?? null],
  ]);

const rowJson = (row: Compared): Json =>
  object([
    ["widths", row.widths],
    ["parameters", row.parameters],
    ["nodes", row.nodes],
    ["unfolded", row.unfolded],
    ["beta", workJson(row.beta)],
    ["forward", workJson(row.forward)],
    ["alpha", workJson(row.alpha)],
    ["finite", workJson(row.finite)],
    ["compiledMs", row.compiled],
    ["difference", row.difference],
  ]);
