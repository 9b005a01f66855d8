// Features brought to mean 0 and deviation 1, as steps of one rate for all weights want them. A model trained with
// such features is turned into one of the features as they are, its first layer's weights and biases taking the scaling
// in; so nothing has to be kept beside a model, and its formula is of what it is asked about.
import { ShapeError, UsageError } from "../../expr/errors.ts";
import { described } from "../../expr/options.ts";
import { Dataset } from "../data/dataset.ts";
import { MLP } from "../modules/mlp.ts";
import { loadModel, saveModel } from "../modules/savedModel.ts";

/** By which each column of features is scaled. */
export class Scaling {
  /** Of each column. */
  readonly means: Float64Array;
  /** Of each column the square root of the mean square of what is over its mean; 1 of a column that is all one number. */
  readonly deviations: Float64Array;

  /**
   * The scaling of a data set's features: of the rows that a model is trained with, and no others.
   * @example [...new Scaling(new Dataset([Float64Array.of(1, 3)], Float64Array.of(0, 1))).means]  // [2]
   */
  constructor(data: Dataset) {
    checkDataset(data);
    this.means = Float64Array.from(data.columns, meanOf);
    this.deviations = Float64Array.from(data.columns, (column, c) => deviationOf(column, this.means[c]));
  }

  /**
   * The data set with its features scaled: (x - mean)/deviation.
   * @throws {ShapeError} for other columns than those that the scaling is of.
   */
  apply(data: Dataset): Dataset {
    checkDataset(data);
    this.#checkCount("columns", data.columns.length);
    const scaled = data.columns.map((column, c) => {
      const [mean, deviation] = [this.means[c], this.deviations[c]];
      return column.map((value) => (value - mean) / deviation);
    });
    return new Dataset(scaled, data.targets, data);
  }

  /**
   * The model of the features as they are that says what `model` says of scaled ones. `model` stays as it is.
   * @throws {ShapeError} for a model of another number of inputs.
   * @example
   *   const scaling = new Scaling(new Dataset([Float64Array.of(1, 3)], Float64Array.of(0, 1)));
   *   const model = MLP(1, [1]);
   *   model.parameters.values.set([5, 7]);
   *   [...scaling.into(model).parameters.values]  // [5, -3]: 5*(x - 2)/1 + 7
   */
  into(model: MLP): MLP {
    if (!(model instanceof MLP)) {
      throw new UsageError("bad-model", `model is ${described(model)}, expected one such as MLP(2, [4, 1])`);
    }
    this.#checkCount("inputs", model.nin);
    const made = loadModel(saveModel(model));
    for (const { parameters } of made.layers[0].neurons) {
      const { values } = parameters; // a weight for each input, then the bias
      for (let c = 0; c < model.nin; c++) {
        values[c] /= this.deviations[c];
        values[model.nin] -= values[c] * this.means[c];
      }
    }
    return made;
  }

  #checkCount(what: string, count: number): void {
    if (count === this.means.length) return;
    throw new ShapeError(
      "wrong-length",
      `${count} ${what}, expected the ${this.means.length} that are scaled`,
    );
  }
}

function checkDataset(data: unknown): void {
  if (data instanceof Dataset) return;
  throw new UsageError("bad-data", `data is ${described(data)}, expected a data set`);
}

/** Each number is divided first, so that no sum overflows. */
const meanOf = (column: Float64Array): number =>
  column.reduce((sum, value) => sum + value / column.length, 0);

function deviationOf(column: Float64Array, mean: number): number {
  const most = column.reduce((largest, value) => Math.max(largest, Math.abs(value - mean)), 0);
  // A mean of equal numbers may be rounded; what is left over is no deviation.
  if (most <= Math.abs(mean) * 2 ** -48) return 1;
  const square = column.reduce((sum, value) => sum + ((value - mean) / most) ** 2, 0);
  return most * Math.sqrt(square / column.length);
}
