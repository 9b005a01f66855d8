// `gradtree predict`: what a trained model makes of the rows of a CSV file, by the columns that it was trained with.
import { NameError, ParseError, ShapeError, UsageError } from "../../expr/errors.ts";
import { readCsv } from "../../nn/data/csv.ts";
import type { Dataset } from "../../nn/data/dataset.ts";
import type { TargetKind } from "../../nn/losses.ts";
import { type Predictions, predictions } from "../../nn/train/predict.ts";
import { oneOf } from "../commands/clauses.ts";
import { type Json, jsonText, object } from "../json.ts";
import type { Given, Outside } from "./host.ts";
import { type ModelFile, readModel, type Trained } from "./modelFile.ts";
import { percent } from "./progress.ts";
import { fileText, textOf } from "./read.ts";

/** Resolves to the exit code. @throws {GradtreeError} with what is wrong */
export async function predict(words: readonly string[], given: Given, host: Outside): Promise<number> {
  if (words.length !== 2) {
    throw new UsageError(
      "wrong-words",
      `got ${words.length || "no"} files, expected two: model.json data.csv`,
    );
  }
  const format = oneOf("format", ["csv", "json"], textOf(given, "format") ?? "csv");
  const [modelPath, dataPath] = words;
  const file = readModel(await fileText(host, modelPath));
  const { columns, labels } = tableFrom(await fileText(host, dataPath), file);
  const { model, trained } = file;
  const found = predictions(model, columns, trained?.kind ?? "numbers");
  const names = Array.from(found.targets, (target) => nameOf(target, trained));
  host.out(format === "json" ? json(names, found) : csv(names, found, trained));
  if (labels !== undefined) {
    const right = names.filter((name, i) => name === labels[i]).length;
    host.err(`accuracy ${percent(right / names.length)} of ${names.length} rows with a label\n`);
  }
  return 0;
}

interface Table {
  readonly columns: readonly Float64Array[];
  /** The classes of the rows, where the file has the column of the label. */
  readonly labels: readonly string[] | undefined;
}

/** The columns of features, found by their names or, in a file without these, by their order. */
function tableFrom(text: string, { model, trained }: ModelFile): Table {
  const data = read(text, trained, model.nin);
  const byName = new Map(data.names.map((name, i) => [name, data.columns[i]]));
  const isLabel =
    trained !== undefined && data.label === trained.label && !trained.features.includes(data.label);
  // Where the label is not in the file, what was read as one is the last feature.
  if (!isLabel && data.classes === undefined) byName.set(data.label, data.targets);
  const features = trained?.features ?? [];
  const inOrder = [...byName.values()];
  if (features.length > 0 && features.every((name) => byName.has(name))) {
    return {
      columns: features.map((name) => byName.get(name) ?? data.targets), // always there
      labels: isLabel ? labelsOf(data, trained) : undefined,
    };
  }
  // Without names of its own, or of a model that knows none, the order tells.
  const isNumbered = features.length === 0 || data.names.every((name, i) => name === `x${i + 1}`);
  if (isNumbered && inOrder.length === model.nin) return { columns: inOrder, labels: undefined };
  if (isNumbered && data.columns.length === model.nin) {
    return { columns: data.columns, labels: trained && labelsOf(data, trained) };
  }
  const missing = features.find((name) => !byName.has(name));
  if (missing !== undefined && !isNumbered) {
    throw new NameError(
      "no-column",
      `the data has no column '${missing}', expected those that the model was trained with: ${features.slice(0, 10).join(", ")}`,
    );
  }
  throw new ShapeError(
    "wrong-length",
    `the data has ${inOrder.length} columns, expected the ${model.nin} features of the model`,
  );
}

/** The data with the label where it is there, else with the last column in its place. */
function read(text: string, trained: Trained | undefined, nin: number): Dataset {
  try {
    return readCsv(text, { label: trained?.label });
  } catch (error) {
    if (error instanceof UsageError && error.code === "unknown-column") return readCsv(text);
    if (error instanceof ParseError && error.code === "too-few-columns" && nin === 1) {
      return readCsv(text.replace(/^.*\S.*$/gmu, (line) => `${line.trimEnd()},0`)); // a label that nobody asks for
    }
    throw error;
  }
}

function labelsOf(data: Dataset, { classes, kind }: Trained): readonly string[] | undefined {
  if (kind === "numbers") return undefined;
  if (data.classes !== undefined) return Array.from(data.targets, (target) => data.classes?.[target] ?? "");
  return classes.length === 0 ? undefined : Array.from(data.targets, String);
}

/** What a predicted target is called. */
function nameOf(target: number, trained: Trained | undefined): string {
  if (trained === undefined || trained.classes.length === 0) return String(target);
  return trained.classes[PLACES[trained.kind](target)] ?? String(target);
}

const PLACES: Readonly<Record<TargetKind, (target: number) => number>> = {
  numbers: () => -1,
  signs: (target) => (target > 0 ? 1 : 0),
  bits: (target) => target,
  class: (target) => target,
};

function csv(names: readonly string[], { scores }: Predictions, trained: Trained | undefined): string {
  const titles =
    scores.length === 1 ? ["score"] : scores.map((_, k) => `score_${trained?.classes[k] ?? k + 1}`);
  const lines = names.map((name, row) =>
    [name, ...scores.map((score) => String(score[row]))].map(field).join(","),
  );
  return `${[["prediction", ...titles].map(field).join(","), ...lines].join("\n")}\n`;
}

/** A field as RFC 4180 has it. */
const field = (text: string): string => (/[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

const json = (names: readonly string[], { scores }: Predictions): string => {
  const rows = names.map(
    (name, row): Json =>
      object([
        ["prediction", name],
        ["scores", scores.map((score) => score[row])],
      ]),
  );
  return `${jsonText(object([["rows", rows]]))}\n`;
};
