// From settings to a trainer: the data made or read, split, the model and the optimizer, all from one seed.
import { ShapeError, UsageError } from "../../expr/errors.ts";
import { readCsv } from "../../nn/data/csv.ts";
import { type Dataset, trainTest } from "../../nn/data/dataset.ts";
import { datasetNamed } from "../../nn/data/generate.ts";
import { MLP } from "../../nn/modules/mlp.ts";
import { Random } from "../../nn/random.ts";
import { Scaling } from "../../nn/train/scaling.ts";
import { type Trainer, trainer } from "../../nn/train/trainer.ts";
import type { Trained } from "./modelFile.ts";
import type { Settings } from "./settings.ts";
import { targetsFor } from "./targets.ts";

export interface Assembled {
  readonly model: MLP;
  readonly training: Trainer;
  /** The rows to train with, as they are; the trainer's may be scaled. */
  readonly train: Dataset;
  /** The rows to test with, scaled as the trainer's are. */
  readonly test: Dataset | undefined;
  readonly trained: Trained;
  /** The model as it is now, of features as they are. */
  readonly result: () => MLP;
}

/** Hidden layers where none are asked for. */
const HIDDEN = [16, 16];

/**
 * @param text the CSV file's, where the data is one
 * @throws {GradtreeError} for data, layers and losses that don't go together
 */
export function assemble(settings: Settings, text: string | undefined): Assembled {
  const { seed, samples, noise, label, penalty, activation, init, optimizer, rate, batch } = settings;
  const random = new Random(seed);
  const raw =
    text === undefined
      ? datasetNamed(settings.data)(samples, { noise, random })
      : readCsv(text, { label: columnFrom(label) });
  const { data, loss, classes, outputs } = targetsFor(raw, settings.loss);
  const { train, test } =
    settings.test === undefined
      ? { train: data, test: undefined }
      : trainTest(data, { test: settings.test, random });
  const layers = settings.layers ?? [...HIDDEN, outputs];
  checkOutputs(layers[layers.length - 1], outputs, loss, classes);
  const model = MLP(data.columns.length, layers, { activation, init, random });
  const scaling = settings.isStandardised ? new Scaling(train) : undefined;
  const scaled = scaling?.apply(train) ?? train;
  const training = trainer({ model, loss, data: scaled, optimizer, rate, penalty, batch, random });
  const { names, label: labelName } = data;
  const kind = training.kind;
  const named = kind === "signs" && classes.length === 0 ? ["-1", "1"] : classes;
  return {
    model,
    training,
    train,
    test: test && (scaling?.apply(test) ?? test),
    result: () => scaling?.into(model) ?? model,
    trained: { loss, penalty, kind, features: names, label: labelName, classes: named },
  };
}

/** A column by its name, or by its number from 1. */
const columnFrom = (label: string | undefined): string | number | undefined =>
  label !== undefined && /^\d{1,6}$/u.test(label) ? Number(label) : label;

function checkOutputs(last: number, outputs: number, loss: string, classes: readonly string[]): void {
  if (last === outputs) return;
  const why =
    loss === "softmax"
      ? `one for each class (${classes.slice(0, 5).join(", ")}${classes.length > 5 ? ", ..." : ""})`
      : `loss '${loss}' takes one score`;
  throw new ShapeError("wrong-outputs", `the layers end in ${last}, expected ${outputs} there: ${why}`);
}

/** A number that data of other values is very unlikely to have (FNV-1a, over all bytes), to find out changed files. */
export function digestOf({ columns, targets }: Dataset): string {
  let hash = 0x811c9dc5;
  for (const numbers of [...columns, targets]) {
    const bytes = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
    for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, "0");
}

/** @throws {UsageError} where the data is not what it was */
export function checkDigest(found: string, saved: string, data: string): void {
  if (found === saved) return;
  throw new UsageError(
    "other-data",
    `'${data}' is not the data that the checkpoint was trained with: it has changed since`,
  );
}
