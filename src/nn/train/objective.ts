// What training makes small: the loss of one row, compiled once and run over the rows of a data set, never written out
// for all of them; and beside it, by the same model, whether a row is predicted right.
import { DomainError, ShapeError, UsageError } from "../../expr/errors.ts";
import type { Expr } from "../../expr/node.ts";
import { described } from "../../expr/options.ts";
import { compile } from "../../program/compile.ts";
import type { Kernel } from "../../program/kernel.ts";
import type { Rows } from "../../program/rows/rows.ts";
import { Dataset } from "../data/dataset.ts";
import { checkTargets, lossNamed, type TargetKind } from "../losses.ts";
import {
  inputVariables,
  type LossOptions,
  lossFormula,
  type Penalty,
  targetVariables,
} from "../lossFormula.ts";
import type { Module } from "../modules/module.ts";
import { correct } from "./decision.ts";

/** The loss of some rows, and the share of them that is predicted right where targets are classes of any kind. */
export interface Evaluation {
  readonly loss: number;
  readonly accuracy: number | undefined;
}

export class Objective {
  readonly model: Module;
  readonly loss: LossOptions["loss"];
  /** What the targets are; of a squared loss signs, where all of the training data's are -1 or 1. */
  readonly kind: TargetKind;
  /** The inputs and the target, in the order of the columns of a data set. */
  readonly #inputs: readonly Expr[];
  readonly #kernel: Kernel;
  #hits: Kernel | undefined;
  readonly #evaluated = new WeakMap<Dataset, Rows>();
  readonly #counted = new WeakMap<Dataset, Rows>();

  constructor(model: Module, loss: LossOptions["loss"], penalty: Penalty | undefined, data: Dataset) {
    const formula = lossFormula({ model, loss, penalty });
    this.model = model;
    this.loss = loss;
    const targets = targetVariables(model, loss);
    if (targets.length > 1) {
      throw new ShapeError(
        "wrong-length",
        `a loss of ${targets.length} targets for each row, expected one, as data sets have: a model with 1 output, or loss 'softmax'`,
      );
    }
    this.check(data);
    const kind = typeof loss === "string" ? lossNamed(loss).targets : "numbers";
    const areSigns = model.nout === 1 && data.targets.every((target) => target === 1 || target === -1);
    this.kind = kind === "numbers" && areSigns ? "signs" : kind;
    const { names } = model.parameters;
    this.#inputs = [...inputVariables(model), ...targets];
    this.#kernel = compile(formula, { inputs: [...this.#inputs, ...names], gradient: names });
  }

  /** @throws {UsageError}, {ShapeError}, {DomainError} for data that this model and loss do not take: row and column are named. */
  check(data: Dataset): void {
    if (!(data instanceof Dataset)) {
      throw new UsageError("bad-data", `data is ${described(data)}, expected a data set`);
    }
    const { model, loss } = this;
    if (data.columns.length !== model.nin) {
      const columns = data.columns.length;
      throw new ShapeError(
        "wrong-length",
        `${columns} ${columns === 1 ? "column" : "columns"} of features into a model of ${model.nin}, expected as many`,
      );
    }
    for (const [c, column] of data.columns.entries()) {
      const row = column.findIndex((value) => !Number.isFinite(value));
      if (row >= 0) {
        throw new DomainError(
          "bad-feature",
          `'${data.names[c]}' in row ${row + 1} is ${column[row]}, expected a finite number`,
        );
      }
    }
    if (typeof loss === "string") checkTargets(lossNamed(loss), data.targets, model.nout);
  }

  /** Rows to be filled with at most `n` of a data set's. */
  rows(n: number): Rows {
    return this.#kernel.rows(n, { parameters: this.model.parameters.names });
  }

  /** Fills the first rows with those of the data that are named, or with all. Returns how many. */
  fill(rows: Rows, data: Dataset, places?: Int32Array): number {
    for (const [c, values] of [...data.columns, data.targets].entries()) {
      const column = rows.column(this.#kernel.inputs[c]);
      if (places === undefined) column.set(values);
      else for (let i = 0; i < places.length; i++) column[i] = values[places[i]];
    }
    return places?.length ?? data.size;
  }

  /** The mean loss of the first `count` rows where the parameters are; its gradient is written over the parameters' own. */
  differentiate(rows: Rows, count: number): number {
    const { values, gradients } = this.model.parameters;
    rows.parameters.set(values);
    const sum = rows.sum(gradients, count === rows.length ? undefined : { to: count });
    for (let i = 0; i < gradients.length; i++) gradients[i] /= count;
    return sum / count;
  }

  /** The mean loss over all rows of a data set, and the share that is predicted right. */
  evaluate(data: Dataset): Evaluation {
    return { loss: this.#lossOf(data), accuracy: this.#accuracyOf(data) };
  }

  #lossOf(data: Dataset): number {
    let rows = this.#evaluated.get(data);
    if (rows === undefined) {
      this.check(data);
      rows = this.rows(data.size);
      this.fill(rows, data);
      this.#evaluated.set(data, rows);
    }
    rows.parameters.set(this.model.parameters.values);
    return rows.sum() / data.size;
  }

  #accuracyOf(data: Dataset): number | undefined {
    if (this.kind === "numbers") return undefined;
    const { model } = this;
    const { names, values } = model.parameters;
    this.#hits ??= compile(
      correct(model.forward(inputVariables(model)), targetVariables(model, this.loss)[0], this.kind),
      { inputs: [...this.#inputs, ...names] },
    );
    let rows = this.#counted.get(data);
    if (rows === undefined) {
      rows = this.#hits.rows(data.size, { parameters: names });
      this.fill(rows, data);
      this.#counted.set(data, rows);
    }
    rows.parameters.set(values);
    return rows.sum() / data.size;
  }
}
