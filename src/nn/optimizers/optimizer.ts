// An optimizer changes parameters by their gradients. It is made with the parameters and so knows whose gradients to
// clear; of the loss it knows nothing: gradients come to it in the parameters' store, whatever they were worked out from.
// (Those that try several points on their way take a function that evaluates the loss where the parameters are.)
import { ParseError, UsageError } from "../../expr/errors.ts";
import { checkOptions, checkValue, described, type Rule, rules } from "../../expr/options.ts";
import { exactNumbers } from "../exactNumbers.ts";
import { Parameters } from "../modules/parameters.ts";
import { doublesOf, integerOf, type Members, readSaved, savedText } from "../saved.ts";
import { type Rate, rateAt, rateRule } from "./schedules.ts";

const FORMAT = "gradtree optimizer";
const VERSION = 1;

/**
 * The loss where the parameters are; with `gradients`, their gradients written into the parameters' store too (over
 * whatever was there). It must be the same function throughout one step.
 */
export type Evaluate = () => number;

const ownParameters: Rule = {
  takes: (value) => value instanceof Parameters,
  expected: "a model's parameters",
};

export abstract class Optimizer {
  readonly name: string;
  readonly parameters: Parameters;
  /** Whether `step` takes a function that evaluates the loss: of L-BFGS and random search. */
  abstract readonly evaluates: boolean;
  #steps = 0;

  protected constructor(name: string, parameters: Parameters) {
    checkValue("parameters", parameters, ownParameters);
    this.name = name;
    this.parameters = parameters;
  }

  /** The steps done. */
  get steps(): number {
    return this.#steps;
  }

  /** Clears the gradients of all parameters, before the next are added up. */
  zeroGrad(): void {
    this.parameters.zeroGrad();
  }

  /**
   * Changes the parameters, all of them or, where an error is thrown, none.
   * @param evaluate of an optimizer that `evaluates`: see Evaluate
   * @returns whether anything changed; a search may find nothing better.
   * @throws {UsageError} where a function is missing, or a schedule gives no rate.
   */
  step(evaluate?: Evaluate): boolean {
    const changed = this.advance(evaluate);
    this.#steps++;
    return changed;
  }

  /** @internal */
  protected abstract advance(evaluate: Evaluate | undefined): boolean;

  /** What it remembers, as JSON text with exact doubles. Options are not part of it: make it with the same ones. */
  save(): string {
    return savedText(FORMAT, VERSION, {
      name: this.name,
      parameters: this.parameters.size,
      steps: this.#steps,
      ...this.remembered(),
    });
  }

  /**
   * Goes on from where `save` was called.
   * @throws {ParseError} for text that is cut off or no saved optimizer, that is of another version, of another
   * optimizer, or of another number of parameters; then nothing has changed.
   */
  load(text: string): void {
    const members = readSaved(text, FORMAT, VERSION);
    if (members.get("name") !== this.name) {
      throw new ParseError(
        "other-optimizer",
        `the saved optimizer is ${described(members.get("name"))}, expected '${this.name}'`,
      );
    }
    const { size } = this.parameters;
    const saved = integerOf("parameters of the saved optimizer", members.get("parameters"));
    if (saved !== size) {
      throw new ParseError(
        "wrong-parameters",
        `the saved optimizer is of ${saved} parameters, expected ${size}: it belongs to another model`,
      );
    }
    const steps = integerOf("steps of the saved optimizer", members.get("steps"));
    this.remember(members);
    this.#steps = steps;
  }

  /** @internal What is remembered beside the steps. */
  protected abstract remembered(): object;
  /** @internal Takes that back; checks all of it first. */
  protected abstract remember(members: Members): void;
}

/** The recurrence of an optimizer: changes the values, and its own numbers. */
export type Update = (
  values: Float64Array,
  gradients: Float64Array,
  rate: number,
  /** Its own numbers, an array for each name, each with one for every parameter. */
  own: readonly Float64Array[],
  /** Counted from 1. */
  step: number,
) => void;

/** An optimizer that looks only at the gradients, with numbers of its own for each parameter, 0 at first. */
export class GradientOptimizer extends Optimizer {
  override readonly evaluates = false;
  readonly #rate: Rate;
  readonly #names: readonly string[];
  readonly #own: readonly Float64Array[];
  readonly #update: Update;

  /** @internal */
  constructor(name: string, parameters: Parameters, rate: Rate, own: readonly string[], update: Update) {
    super(name, parameters);
    this.#rate = rate;
    this.#names = own;
    this.#own = own.map(() => new Float64Array(parameters.size));
    this.#update = update;
  }

  protected override advance(): boolean {
    const { values, gradients } = this.parameters;
    this.#update(values, gradients, rateAt(this.#rate, this.steps), this.#own, this.steps + 1);
    return true;
  }

  protected override remembered(): object {
    return Object.fromEntries(this.#names.map((name, i) => [name, exactNumbers(this.#own[i])]));
  }

  protected override remember(members: Members): void {
    const { size } = this.parameters;
    const saved = this.#names.map((name) =>
      doublesOf(`${name} of the saved optimizer`, members.get(name), size),
    );
    for (const [i, own] of this.#own.entries()) own.set(saved[i]);
  }
}

const between0And1: Rule = {
  takes: (value) => typeof value === "number" && value >= 0 && value < 1,
  expected: "a number from 0 and under 1",
};
const small: Rule = {
  takes: (value) => typeof value === "number" && value >= 0 && value < Number.POSITIVE_INFINITY,
  expected: "a finite number from 0",
};

/** What the options of optimizers may be. */
export const optimizerRules = {
  rate: rateRule,
  momentum: between0And1,
  decay: small,
  rho: between0And1,
  beta1: between0And1,
  beta2: between0And1,
  epsilon: small,
} satisfies Record<string, Rule>;

/** Checks the options of an optimizer that takes those named. */
export function checkOptimizer(
  of: string,
  options: object,
  names: readonly (keyof typeof optimizerRules)[],
): void {
  checkOptions(of, options, rules(Object.fromEntries(names.map((name) => [name, optimizerRules[name]]))));
}

/** @throws {UsageError} where an optimizer that evaluates is not given a function. */
export function checkEvaluate(of: string, evaluate: Evaluate | undefined): asserts evaluate is Evaluate {
  if (typeof evaluate === "function") return;
  throw new UsageError(
    "no-evaluate",
    `a step of ${of} with ${described(evaluate)}, expected a function that gives the loss where the parameters are`,
  );
}
