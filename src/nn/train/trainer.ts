// Training: a model, a loss, data and an optimizer, step by step. A step copies one array in, the parameters' values, and
// one out, their gradients. What it is now can be saved as text and gone on from, bit for bit.
import { ParseError, UsageError } from "../../expr/errors.ts";
import { anything, checkOptions, checkValue, described, integer, number, rules } from "../../expr/options.ts";
import type { Rows } from "../../program/rows/rows.ts";
import { Batches } from "../data/batches.ts";
import { Dataset } from "../data/dataset.ts";
import { exactNumber, readNumber } from "../exactNumbers.ts";
import type { TargetKind } from "../losses.ts";
import type { LossOptions, Penalty } from "../lossFormula.ts";
import { Module } from "../modules/module.ts";
import { Optimizer } from "../optimizers/optimizer.ts";
import { type Rate, rateRule } from "../optimizers/schedules.ts";
import { optimizerNamed } from "../optimizers/table.ts";
import { apart, type Chance, chance, type Random, randomOf } from "../random.ts";
import { integerOf, membersOf, readSaved, savedText } from "../saved.ts";
import { areFinite, diverged } from "./fault.ts";
import { type Evaluation, Objective } from "./objective.ts";

export interface TrainerOptions extends Chance {
  readonly model: Module;
  /** By name, or a function of the scores and the targets. */
  readonly loss: LossOptions["loss"];
  readonly data: Dataset;
  /** One made with the model's parameters, or the name of one; default "sgd". */
  readonly optimizer?: Optimizer | string | undefined;
  /** The learning rate of an optimizer given by name: a number, or a schedule. */
  readonly rate?: Rate | undefined;
  /** What all parameters add to the loss: the strengths of `l1` and `l2`. */
  readonly penalty?: Penalty | undefined;
  /** The rows of a step, shuffled anew each epoch; default all, in their order. */
  readonly batch?: number | undefined;
}

export interface RunOptions {
  /** The steps to be at in the end, those done before among them. */
  readonly steps: number;
  /** The steps from one evaluation to the next, for what ends a run early; default an epoch. */
  readonly every?: number | undefined;
  /** End when so many evaluations in a row gave no lower loss than before. */
  readonly patience?: number | undefined;
  /** End when the loss is no higher than this. */
  readonly loss?: number | undefined;
  /** End when the accuracy is at least this, from 0 to 1. */
  readonly accuracy?: number | undefined;
  /** What is evaluated; default the data that is trained with. */
  readonly watch?: Dataset | undefined;
}

/** A step that has been done: its number, counted from 1, and the loss of its rows before it. */
export interface Stepped {
  readonly step: number;
  readonly loss: number;
}

/** Why a run has ended: all steps are done, or which of its options ended it. */
export type Ended = "steps" | "patience" | "loss" | "accuracy";

const FORMAT = "gradtree trainer";
const VERSION = 1;

const share = {
  takes: (value: unknown): boolean => typeof value === "number" && value >= 0 && value <= 1,
  expected: "a number from 0 to 1",
};
const count = integer(1, Number.MAX_SAFE_INTEGER);
const dataset = { takes: (value: unknown): boolean => value instanceof Dataset, expected: "a data set" };
const trainerRules = rules({
  ...chance,
  model: { takes: (value) => value instanceof Module, expected: "a model such as MLP(2, [4, 1])" },
  loss: anything,
  data: dataset,
  optimizer: {
    takes: (value) => typeof value === "string" || value instanceof Optimizer,
    expected: "an optimizer of the model's parameters, or the name of one",
  },
  rate: rateRule,
  penalty: anything,
  batch: count,
});
const runRules = rules({
  steps: integer(0, Number.MAX_SAFE_INTEGER),
  every: count,
  patience: count,
  loss: number,
  accuracy: share,
  watch: dataset,
});

export class Trainer {
  readonly model: Module;
  readonly data: Dataset;
  readonly optimizer: Optimizer;
  readonly #objective: Objective;
  readonly #rows: Rows;
  /** Undefined where every step takes all rows. */
  readonly #batches: Batches | undefined;
  /** The parameters before the last step: finite, and so were their loss and its gradient. */
  readonly #before: Float64Array;
  readonly #start: number;
  #steps = 0;
  #lowest = Number.POSITIVE_INFINITY;
  #evaluationsSince = 0;

  /** @internal */
  constructor(options: TrainerOptions) {
    checkOptions("trainer", options ?? null, trainerRules);
    const { model, loss, data, penalty, batch } = options;
    for (const [name, value] of Object.entries({ model, loss, data })) {
      if (value === undefined)
        throw new UsageError(`bad-${name}`, `a trainer without ${name}, expected ${name}`);
    }
    const { parameters } = model;
    const random = randomOf(options);
    this.model = model;
    this.data = data;
    this.#objective = new Objective(model, loss, penalty, data);
    this.optimizer = optimizerOf(options, random);
    if (this.optimizer.parameters !== parameters) {
      throw new UsageError(
        "other-parameters",
        "the optimizer has other parameters than the model, expected one made with model.parameters",
      );
    }
    this.#batches =
      batch === undefined || batch >= data.size
        ? undefined
        : new Batches(data.size, { size: batch, random: apart(random) });
    this.#rows = this.#objective.rows(this.#batches?.size ?? data.size);
    if (this.#batches === undefined) this.#objective.fill(this.#rows, data);
    this.#before = parameters.values.slice();
    this.#start = parameters.values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  }

  /** The steps done. */
  get steps(): number {
    return this.#steps;
  }

  /** The steps of an epoch: how many go through all rows once. */
  get stepsPerEpoch(): number {
    return Math.ceil(this.data.size / this.#rows.length);
  }

  /** What the targets are; of a loss of numbers "signs" where all of the data's are -1 or 1. */
  get kind(): TargetKind {
    return this.#objective.kind;
  }

  /**
   * One step: the loss of the next batch and its gradient, then the optimizer's step.
   * @returns the mean loss of the batch's rows before the step
   * @throws {DivergedError} where the loss, a gradient or a parameter is not finite: it names the step, the parameter
   * and the likely reason. The parameters are then those before what went wrong, all of them.
   */
  step(): number {
    const { values } = this.model.parameters;
    const places = this.#batches?.next();
    const rows = this.#rows;
    const filled = places === undefined ? rows.length : this.#objective.fill(rows, this.data, places);
    let loss: number | undefined;
    const evaluate = (): number => {
      const found = this.#objective.differentiate(rows, filled); // over the gradients of the step before
      if (loss === undefined) {
        loss = found;
        if (!Number.isFinite(found) || !areFinite(this.model.parameters.gradients)) this.#fail(places, found);
        this.#before.set(values);
      }
      return found;
    };
    if (this.optimizer.evaluates) this.optimizer.step(evaluate);
    else {
      evaluate();
      this.optimizer.step();
    }
    const found = loss ?? Number.NaN; // every optimizer that evaluates does so where the parameters are
    if (!areFinite(values)) this.#fail(places, found);
    this.#steps++;
    return found;
  }

  #fail(places: Int32Array | undefined, loss: number): never {
    const { model, data } = this;
    const error = diverged({
      model,
      data,
      rows: this.#rows,
      places,
      step: this.#steps + 1,
      loss,
      start: this.#start,
    });
    model.parameters.values.set(this.#before);
    throw error;
  }

  /** The steps of one epoch. @returns their mean loss, each as it was before its step */
  epoch(): number {
    const steps = this.stepsPerEpoch;
    let sum = 0;
    for (let i = 0; i < steps; i++) sum += this.step();
    return sum / steps;
  }

  /**
   * Steps one after the other, as a generator: whoever goes through it may stop, or wait, between any two.
   * @returns why it ended, as the generator's last value
   * @throws {UsageError} for an option that there is not, or may not be what it is; {DivergedError} as `step`.
   * @example
   *   const model = MLP(2, [8, 1], { seed: 1 });
   *   const training = trainer({ model, loss: "hinge", data: simple(50), rate: 0.5 });
   *   for (const { step, loss } of training.run({ steps: 200, accuracy: 1 })) if (step % 50 === 0) Math.round(loss);
   *   training.evaluate().accuracy  // 1
   */
  *run(options: RunOptions): Generator<Stepped, Ended, void> {
    checkOptions("run", options ?? null, runRules);
    checkValue("steps", options.steps, integer(0, Number.MAX_SAFE_INTEGER));
    const { steps, every = this.stepsPerEpoch } = options;
    const mayEnd = options.patience ?? options.loss ?? options.accuracy;
    while (this.#steps < steps) {
      const loss = this.step();
      yield { step: this.#steps, loss };
      if (mayEnd === undefined || this.#steps % every !== 0) continue;
      const ended = this.#ended(options);
      if (ended !== undefined) return ended;
    }
    return "steps";
  }

  #ended({ patience, loss, accuracy, watch }: RunOptions): Ended | undefined {
    const found = this.evaluate(watch);
    if (found.loss < this.#lowest) {
      this.#lowest = found.loss;
      this.#evaluationsSince = 0;
    } else this.#evaluationsSince++;
    if (loss !== undefined && found.loss <= loss) return "loss";
    if (accuracy !== undefined && found.accuracy !== undefined && found.accuracy >= accuracy)
      return "accuracy";
    return patience !== undefined && this.#evaluationsSince >= patience ? "patience" : undefined;
  }

  /**
   * The mean loss over all rows of a data set where the parameters are, the penalty included, and the share of rows
   * that is predicted right (undefined where targets are numbers).
   * @param data default the data that is trained with
   * @throws {ShapeError} for data of another number of columns; {DomainError} for a target that the loss does not take.
   */
  evaluate(data: Dataset = this.data): Evaluation {
    return this.#objective.evaluate(data);
  }

  /** Everything that the next steps depend on but the options, as JSON text with exact doubles. */
  save(): string {
    const { names, values } = this.model.parameters;
    return savedText(FORMAT, VERSION, {
      steps: this.#steps,
      lowest: exactNumber(this.#lowest),
      evaluationsSince: this.#evaluationsSince,
      parameters: Object.fromEntries(names.map((name, i) => [name, exactNumber(values[i])])),
      optimizer: this.optimizer.save(),
      batches: this.#batches?.save() ?? null,
    });
  }

  /**
   * Goes on from where `save` was called, in a trainer made with the same options.
   * @throws {ParseError} for text that is cut off or no saved trainer, that is of another version, or of another model,
   * optimizer or data; then nothing has changed.
   */
  load(text: string): void {
    const what = "the saved trainer";
    const members = readSaved(text, FORMAT, VERSION);
    const steps = integerOf(`steps of ${what}`, members.get("steps"));
    const lowest = readNumber(`lowest of ${what}`, members.get("lowest"));
    const since = integerOf(`evaluationsSince of ${what}`, members.get("evaluationsSince"));
    const values = this.#savedValues(membersOf(`parameters of ${what}`, members.get("parameters")));
    const batches = members.get("batches");
    if ((batches === null) !== (this.#batches === undefined)) {
      const [saved, here] = batches === null ? ["takes all rows", "batches"] : ["has batches", "all rows"];
      throw new ParseError("wrong-rows", `${what} ${saved} in a step, expected ${here}`);
    }
    const before = this.optimizer.save();
    this.optimizer.load(textOf(`optimizer of ${what}`, members.get("optimizer")));
    try {
      this.#batches?.load(textOf(`batches of ${what}`, batches));
    } catch (error) {
      this.optimizer.load(before);
      throw error;
    }
    this.model.parameters.values.set(values);
    this.#before.set(values);
    this.#steps = steps;
    this.#lowest = lowest;
    this.#evaluationsSince = since;
  }

  #savedValues(saved: ReadonlyMap<string, unknown>): Float64Array {
    const { names } = this.model.parameters;
    if (saved.size !== names.length || !names.every((name) => saved.has(name))) {
      throw new ParseError(
        "wrong-parameters",
        `the saved trainer has ${saved.size} parameters, expected the ${names.length} of this model: ${names[0]}, ...`,
      );
    }
    return Float64Array.from(names, (name) => readNumber(`parameter '${name}'`, saved.get(name)));
  }
}

function textOf(what: string, value: unknown): string {
  if (typeof value === "string") return value;
  throw new ParseError("not-saved", `${what} is ${described(value)}, expected a text`);
}

function optimizerOf({ optimizer = "sgd", rate, model }: TrainerOptions, random: Random): Optimizer {
  if (typeof optimizer !== "string") {
    if (rate === undefined) return optimizer;
    throw new UsageError("bad-rate", "a rate beside an optimizer, expected it only with the name of one");
  }
  const make = optimizerNamed(optimizer);
  return make(model.parameters, {
    ...(rate !== undefined && { rate }),
    ...(optimizer === "random" && { random: apart(random) }),
  });
}

/**
 * A trainer of a model: its loss compiled once, to be run over the rows of a data set, step by step.
 * @throws {UsageError} for an option that there is not or may not be what it is, an unknown loss or optimizer (the
 * nearest is offered); {ShapeError} for data of another number of columns than the model has inputs; {DomainError} for
 * a feature that is not finite, or a target that the loss does not take: row and column are named.
 * @example
 *   const model = MLP(1, [1]);
 *   const data = new Dataset([Float64Array.of(0, 1, 2)], Float64Array.of(1, 3, 5));
 *   const training = trainer({ model, loss: "squared", data, optimizer: "lbfgs" });
 *   for (let k = 0; k < 10; k++) training.step();
 *   [...model.parameters.values].map((value) => Math.round(value * 1e6) / 1e6)  // [2, 1]
 */
export const trainer = (options: TrainerOptions): Trainer => new Trainer(options);
