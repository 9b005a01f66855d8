// The targets of a data set as a loss takes them: classes, whatever they are called in a file, become -1 and 1, 0 and 1,
// or numbers from 0.
import { DomainError, ShapeError } from "../../expr/errors.ts";
import { Dataset } from "../../nn/data/dataset.ts";
import { lossNamed, type TargetKind } from "../../nn/losses.ts";

export interface Targets {
  readonly data: Dataset;
  readonly loss: string;
  /** What classes are called, in their order; none of a loss of numbers. */
  readonly classes: readonly string[];
  /** The outputs that the loss takes. */
  readonly outputs: number;
}

/** The most classes that distinct numbers make. */
const MOST_CLASSES = 1000;

/**
 * The data with targets for a loss; where none is named, hinge for two classes, softmax for more, squared for numbers.
 * @throws {DomainError} for one class only, more than the loss takes, or targets that it does not take at all;
 * {ShapeError} for features that are the same in every row.
 */
export function targetsFor(data: Dataset, asked: string | undefined): Targets {
  checkFeatures(data);
  const distinct = [...new Set(data.targets)].sort((a, b) => a - b);
  const named = data.classes;
  const loss =
    asked ??
    (named === undefined && distinct.length > 2 ? "squared" : distinct.length > 2 ? "softmax" : "hinge");
  const kind = lossNamed(loss).targets;
  if (kind === "numbers") {
    if (named === undefined) return { data, loss, classes: [], outputs: 1 };
    throw new DomainError(
      "bad-target",
      `label '${data.label}' has classes (${listed(named)}), and loss '${loss}' takes numbers: use hinge or logistic for two, softmax for more`,
    );
  }
  const isProbability = kind === "bits" && named === undefined && distinct.every((t) => t >= 0 && t <= 1);
  if (isProbability && distinct.some((t) => t !== 0 && t !== 1)) {
    return { data, loss, classes: ["0", "1"], outputs: 1 };
  }
  const classes = named ?? distinct.map(String);
  checkClasses(data.label, classes, loss, kind);
  // `distinct` are the numbers of the classes where these have names, so each is found at its place.
  const places = new Map(distinct.map((target, i) => [target, i]));
  const numbers = data.targets.map((target) => targetOf(places.get(target) ?? 0, kind));
  return {
    data: new Dataset(data.columns, numbers, data),
    loss,
    classes,
    outputs: kind === "class" ? classes.length : 1,
  };
}

const targetOf = (place: number, kind: TargetKind): number => (kind === "signs" ? 2 * place - 1 : place);

function checkFeatures(data: Dataset): void {
  if (data.columns.some((column) => column.some((value) => value !== column[0]))) return;
  throw new ShapeError(
    "equal-features",
    `the features are the same in every row (${data.names[0]} is ${data.columns[0][0]}): nothing tells one from another`,
  );
}

function checkClasses(label: string, classes: readonly string[], loss: string, kind: TargetKind): void {
  if (classes.length === 1) {
    throw new DomainError(
      "one-class",
      `label '${label}' has one class only ('${classes[0]}'), expected two or more: there is nothing to learn`,
    );
  }
  if (kind !== "class" && classes.length > 2) {
    throw new DomainError(
      "too-many-classes",
      `label '${label}' has ${classes.length} classes (${listed(classes)}), and loss '${loss}' takes two: use --loss softmax`,
    );
  }
  if (classes.length > MOST_CLASSES) {
    throw new DomainError(
      "too-many-classes",
      `label '${label}' has ${classes.length} classes, expected at most ${MOST_CLASSES}: use --loss squared for numbers`,
    );
  }
}

const listed = (names: readonly string[]): string =>
  names.length > 5 ? `${names.slice(0, 5).join(", ")}, ...` : names.join(", ");
