// Random search, the way before gradients: try a random point nearby, and stay there if the loss is lower.
import { checkOptions, rules } from "../../expr/options.ts";
import type { Parameters } from "../modules/parameters.ts";
import { type Chance, chance, type Random, randomOf } from "../random.ts";
import { integerOf, listOf, type Members } from "../saved.ts";
import { checkEvaluate, type Evaluate, Optimizer } from "./optimizer.ts";
import { type Rate, rateAt, rateRule } from "./schedules.ts";

export interface RandomSearchOptions extends Chance {
  /** The standard deviation of what is added to each parameter; default 0.1. */
  readonly rate?: Rate | undefined;
}

const searchRules = rules({ ...chance, rate: rateRule });

class RandomSearch extends Optimizer {
  override readonly evaluates = true;
  readonly #rate: Rate;
  readonly #random: Random;

  constructor(parameters: Parameters, rate: Rate, random: Random) {
    super("random", parameters);
    this.#rate = rate;
    this.#random = random;
  }

  protected override advance(evaluate: Evaluate | undefined): boolean {
    checkEvaluate("random search", evaluate);
    const { values } = this.parameters;
    const deviation = rateAt(this.#rate, this.steps);
    const start = values.slice();
    let isBetter = false;
    try {
      const loss = evaluate();
      for (let i = 0; i < values.length; i++) values[i] += deviation * this.#random.normal();
      isBetter = evaluate() < loss;
      return isBetter;
    } finally {
      if (!isBetter) values.set(start);
    }
  }

  protected override remembered(): object {
    return { random: this.#random.state };
  }

  protected override remember(members: Members): void {
    const what = "random of the saved optimizer";
    const words = listOf(what, members.get("random"));
    this.#random.state = words.map((word, i) => integerOf(`${what}[${i}]`, word, -(2 ** 31)));
  }
}

/**
 * Random search: each step evaluates the loss where the parameters are and at one random point nearby, and stays where it
 * is lower. It needs no gradients, and ever more luck the more parameters there are.
 * @throws {UsageError} for an option that there is not, or may not be what it is.
 * @example
 *   const parameters = new Parameters(["p"], [4]);
 *   const optimizer = randomSearch(parameters, { rate: 0.5, seed: 1 });
 *   for (let k = 0; k < 100; k++) optimizer.step(() => parameters.get("p") ** 2);
 *   Math.abs(parameters.get("p")) < 0.1  // true
 */
export function randomSearch(parameters: Parameters, options: RandomSearchOptions = {}): Optimizer {
  checkOptions("randomSearch", options, searchRules);
  const { rate = 0.1, seed, random } = options;
  return new RandomSearch(parameters, rate, randomOf({ seed, random }));
}
