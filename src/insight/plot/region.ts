// Where in the plane a network predicts which class, on a grid, beside the points that it was trained with: what the
// pictures of a decision boundary are drawn from.
import { ShapeError } from "../../expr/errors.ts";
import type { Dataset } from "../../nn/data/dataset.ts";
import type { TargetKind } from "../../nn/losses.ts";
import type { Module } from "../../nn/modules/module.ts";
import { predictions } from "../../nn/train/predict.ts";

export interface Extent {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

export interface Region {
  readonly x: Extent;
  readonly y: Extent;
  /** The grid: so many cells across and up; numbers are of the middles of cells, row by row from the lowest y on. */
  readonly across: number;
  readonly up: number;
  /** For each class, by how much its score is over every other's: 0 on its boundary. */
  readonly margins: readonly Float64Array[];
  /** The names of the classes. */
  readonly classes: readonly string[];
  readonly points: readonly Point[];
}

export interface Point {
  readonly x: number;
  readonly y: number;
  /** The number of its class, and of the one predicted. */
  readonly class: number;
  readonly predicted: number;
}

export interface RegionOptions {
  readonly kind: TargetKind;
  readonly classes: readonly string[];
  readonly across: number;
  readonly up: number;
}

/** The most points that are drawn: of more, some evenly spread over their order. */
const MOST_POINTS = 2000;

/** How far the plane goes on beyond the outermost points, as a share of their extent. */
const BORDER = 0.08;

/**
 * The region of a model of two inputs, about the points of a data set.
 * @throws {ShapeError} for a model of another number of inputs.
 */
export function regionOf(model: Module, data: Dataset, { kind, classes, across, up }: RegionOptions): Region {
  if (model.nin !== 2) {
    throw new ShapeError(
      "wrong-length",
      `a region of a model of ${model.nin} inputs, expected 2: it is drawn in the plane`,
    );
  }
  const [x, y] = data.columns.map((column, i) => extentOf(data.names[i], column));
  const cells = across * up;
  const gridX = Float64Array.from({ length: cells }, (_, i) => middle(x, i % across, across));
  const gridY = Float64Array.from({ length: cells }, (_, i) => middle(y, Math.floor(i / across), up));
  const { scores } = predictions(model, [gridX, gridY], kind);
  const stride = Math.ceil(data.size / MOST_POINTS);
  const shown = data.pick(Array.from({ length: Math.ceil(data.size / stride) }, (_, i) => i * stride));
  const { targets: predicted } = predictions(model, shown.columns, kind);
  const points = Array.from(shown.targets, (target, i) => ({
    x: shown.columns[0][i],
    y: shown.columns[1][i],
    class: classOf(target, kind),
    predicted: classOf(predicted[i], kind),
  }));
  return { x, y, across, up, margins: marginsOf(scores), classes, points };
}

/** The number of a target's class. */
export const classOf = (target: number, kind: TargetKind): number =>
  kind === "class" ? target : target > (kind === "bits" ? 0.5 : 0) ? 1 : 0;

/** The class of the largest margin at a cell. */
export function classAt({ margins }: Region, cell: number): number {
  let best = 0;
  for (let k = 1; k < margins.length; k++) if (margins[k][cell] > margins[best][cell]) best = k;
  return best;
}

const middle = ({ from, to }: Extent, i: number, count: number): number =>
  from + ((i + 0.5) / count) * (to - from);

function extentOf(name: string, column: Float64Array): Extent {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of column) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  const border = BORDER * (most - least) || 0.5; // points on a line have no extent across it
  return { name, from: least - border, to: most + border };
}

/** One score tells two classes apart by its sign. */
function marginsOf(scores: readonly Float64Array[]): Float64Array[] {
  if (scores.length === 1) return [scores[0].map((score) => -score), scores[0]];
  return scores.map((own, k) =>
    own.map((score, cell) => {
      let rival = Number.NEGATIVE_INFINITY;
      for (const [j, other] of scores.entries()) if (j !== k) rival = Math.max(rival, other[cell]);
      return score - rival;
    }),
  );
}
