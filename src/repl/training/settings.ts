// The options of `gradtree train` that a training depends on, read and checked. They are kept as texts in a checkpoint,
// and read again from there by the same rules.
import { UsageError } from "../../expr/errors.ts";
import { unknownName } from "../../expr/options.ts";
import { datasets } from "../../nn/data/generate.ts";
import { losses } from "../../nn/losses.ts";
import type { Penalty } from "../../nn/lossFormula.ts";
import type { Init } from "../../nn/modules/build.ts";
import { cosineDecay, linearDecay, type Rate } from "../../nn/optimizers/schedules.ts";
import { optimizers } from "../../nn/optimizers/table.ts";
import { oneOf } from "../commands/clauses.ts";
import type { Given } from "./host.ts";
import { integerOf, integersOf, numberOf, textOf } from "./read.ts";

export interface Settings {
  /** The name of a made data set, or the path of a CSV file. */
  readonly data: string;
  readonly isFile: boolean;
  readonly label: string | undefined;
  readonly samples: number;
  readonly noise: number | undefined;
  readonly test: number | undefined;
  readonly isStandardised: boolean;
  readonly layers: readonly number[] | undefined;
  readonly activation: string;
  readonly init: Init;
  /** Undefined: by what the data's targets are. */
  readonly loss: string | undefined;
  readonly penalty: Penalty;
  readonly optimizer: string;
  /** Undefined of L-BFGS, which has none. */
  readonly rate: Rate | undefined;
  readonly steps: number;
  readonly batch: number | undefined;
  readonly seed: number;
}

/** The options that end a training early: kept in a checkpoint, and others may be given beside --resume. */
export const ENDING: readonly string[] = ["targetLoss", "targetAccuracy", "patience"];

/** The options that a training is made from: kept in a checkpoint, so none but the steps is given beside --resume. */
export const KEPT: readonly string[] = [
  ...[
    "data",
    "label",
    "samples",
    "noise",
    "test",
    "standardise",
    "layers",
    "activation",
    "init",
    "loss",
    "penalty",
  ],
  ...["optimizer", "learningRate", "schedule", "steps", "batch", "seed"],
];

const RATES: ReadonlyMap<string, number> = new Map([
  ["sgd", 1],
  ["momentum", 0.1],
  ["nesterov", 0.1],
  ["random", 0.1],
]);
const OTHER_RATE = 0.02;
const MOST = 1_000_000_000;

/** @throws {UsageError} for an option that is not what it may be; of a name that there is not the nearest is offered */
export function settingsFrom(given: Given): Settings {
  const data = textOf(given, "data") ?? "moons";
  const isFile = !datasets.has(data) && /[./\\]/u.test(data);
  if (!isFile && !datasets.has(data)) {
    const { message, suggestion } = unknownName("dataset", data, [...datasets.keys()]);
    throw new UsageError("unknown-dataset", `${message}, or the path of a CSV file`, { suggestion });
  }
  for (const [name, belongs] of [
    ["label", isFile],
    ["samples", !isFile],
    ["noise", !isFile],
  ] as const) {
    if (!given.has(name) || belongs) continue;
    const [what, of] = isFile ? ["a CSV file", "a made data set"] : ["a made data set", "a CSV file"];
    throw new UsageError(`bad-${name}`, `--${name} with ${what}, expected it only with ${of}`);
  }
  const optimizer = oneOf("optimizer", [...optimizers.keys()], textOf(given, "optimizer") ?? "sgd");
  const loss = textOf(given, "loss");
  const steps = integerOf(given, "steps", 1, MOST) ?? 100;
  const positive = (value: number): boolean => value > 0;
  return {
    data,
    isFile,
    label: textOf(given, "label"),
    samples: integerOf(given, "samples", 1, 10_000_000) ?? 100,
    noise: numberOf(given, "noise", (value) => value >= 0, "a number from 0"),
    test: numberOf(given, "test", (value) => value > 0 && value < 1, "a share between 0 and 1"),
    isStandardised: given.has("standardise"),
    layers: integersOf(given, "layers", 1_000_000),
    activation: textOf(given, "activation") ?? "relu",
    init: oneOf<Init>("init", ["uniform", "normal", "xavier", "he"], textOf(given, "init") ?? "uniform"),
    loss: loss === undefined ? undefined : oneOf("loss", [...losses.keys()], loss),
    penalty: penaltyFrom(textOf(given, "penalty")),
    optimizer,
    rate: rateFrom(
      optimizer,
      numberOf(given, "learningRate", positive, "a number over 0"),
      oneOf("schedule", ["constant", "linear", "cosine"], textOf(given, "schedule") ?? "constant"),
      steps,
      given,
    ),
    steps,
    batch: integerOf(given, "batch", 1, 10_000_000),
    seed: integerOf(given, "seed", 0, 2 ** 32 - 1) ?? 0,
  };
}

function rateFrom(
  optimizer: string,
  rate: number | undefined,
  schedule: "constant" | "linear" | "cosine",
  steps: number,
  given: Given,
): Rate | undefined {
  if (optimizer === "lbfgs") {
    const one = ["learningRate", "schedule"].find((name) => given.has(name));
    if (one === undefined) return undefined;
    const option = one === "schedule" ? "--schedule" : "--learning-rate";
    throw new UsageError(
      "bad-rate",
      `${option} with optimizer 'lbfgs', which finds its own way: leave it out`,
    );
  }
  const from = rate ?? RATES.get(optimizer) ?? OTHER_RATE;
  if (schedule === "linear") return linearDecay({ from, to: from / 10, steps });
  if (schedule === "cosine") return cosineDecay({ from, to: 0, steps });
  return from;
}

/** "l2:1e-4", "l1:1e-3, l2:1e-4" */
function penaltyFrom(text: string | undefined): Penalty {
  const penalty = new Map<string, number>();
  for (const item of text?.split(",") ?? []) {
    const [, name, strength] =
      /^\s*(l1|l2)\s*:\s*(\d+\.?\d*(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?)\s*$/iu.exec(item) ?? [];
    if (name === undefined || !Number.isFinite(Number(strength))) {
      throw new UsageError(
        "bad-penalty",
        `--penalty is '${text?.slice(0, 40)}', expected l1 or l2 with a strength, as in l2:1e-4`,
      );
    }
    penalty.set(name.toLowerCase(), Number(strength));
  }
  return { l1: penalty.get("l1"), l2: penalty.get("l2") };
}
