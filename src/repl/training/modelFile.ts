// A trained model in a file: what `saveModel` writes, and beside it what predicting and explaining need to know of its
// training. `loadModel` of the library reads the same file.
import { ParseError } from "../../expr/errors.ts";
import { described } from "../../expr/options.ts";
import { readNumber } from "../../nn/exactNumbers.ts";
import { lossNamed, type TargetKind } from "../../nn/losses.ts";
import type { Penalty } from "../../nn/lossFormula.ts";
import type { MLP } from "../../nn/modules/mlp.ts";
import { loadModel, saveModel } from "../../nn/modules/savedModel.ts";
import { listOf, type Members, membersOf } from "../../nn/saved.ts";

export interface Trained {
  readonly loss: string;
  readonly penalty: Penalty;
  readonly kind: TargetKind;
  /** What the columns of features and the label are called. */
  readonly features: readonly string[];
  readonly label: string;
  /** What the classes are called, in their order; none of numbers. */
  readonly classes: readonly string[];
}

export interface ModelFile {
  readonly model: MLP;
  /** Undefined of a file that the library wrote. */
  readonly trained: Trained | undefined;
}

export const modelText = (model: MLP, trained: Trained): string =>
  `${JSON.stringify({ ...JSON.parse(saveModel(model)), training: trained })}\n`;

/** @throws {ParseError} for text that is cut off or no saved model, or that is of another version: what is wrong is named. */
export function readModel(text: string): ModelFile {
  const model = loadModel(text);
  const training: unknown = new Map(Object.entries(JSON.parse(text))).get("training");
  return { model, trained: training === undefined ? undefined : trainedFrom(training, model) };
}

const KINDS: readonly TargetKind[] = ["numbers", "signs", "bits", "class"];

function trainedFrom(value: unknown, model: MLP): Trained {
  const members = membersOf("training of the saved model", value);
  const kind = KINDS.find((one) => one === members.get("kind"));
  const features = namesFrom(members, "features");
  const classes = namesFrom(members, "classes");
  const expected = kind === "numbers" ? 0 : kind === "class" ? model.nout : 2;
  const fits = features.length === model.nin && (classes.length === expected || classes.length === 0);
  if (kind === undefined || !fits || (kind !== "class" && model.nout !== 1)) {
    throw new ParseError(
      "not-saved",
      "the training of the saved model does not fit its layers: features, kind or classes are others",
    );
  }
  const penalty = membersOf("penalty of the saved model", members.get("penalty"));
  const strength = (name: string): number | undefined =>
    penalty.has(name) ? readNumber(`${name} of the saved model`, penalty.get(name)) : undefined;
  return {
    loss: lossNamed(textFrom(members, "loss")).name,
    penalty: { l1: strength("l1"), l2: strength("l2") },
    kind,
    features,
    label: textFrom(members, "label"),
    classes,
  };
}

const namesFrom = (members: Members, name: string): string[] =>
  listOf(`${name} of the saved model`, members.get(name)).map((one, i) =>
    checkedText(`${name}[${i}] of the saved model`, one),
  );

const textFrom = (members: Members, name: string): string =>
  checkedText(`${name} of the saved model`, members.get(name));

function checkedText(what: string, value: unknown): string {
  if (typeof value === "string") return value;
  throw new ParseError("not-saved", `${what} is ${described(value)}, expected a text`);
}
