// The optimizers by name.
import { described, unknownName } from "../../expr/options.ts";
import type { Parameters } from "../modules/parameters.ts";
import { adam, adamw, rmsprop } from "./adaptive.ts";
import { gradientDescent, momentum, nesterov } from "./descent.ts";
import { lbfgs } from "./lbfgs.ts";
import type { Optimizer } from "./optimizer.ts";
import { randomSearch } from "./randomSearch.ts";

/** An optimizer of parameters; each takes its own options, and refuses others. */
export type MakeOptimizer = (parameters: Parameters, options?: object) => Optimizer;

/**
 * The optimizers by name.
 * @example [...optimizers.keys()].join(" ")  // sgd momentum nesterov rmsprop adam adamw lbfgs random
 */
export const optimizers: ReadonlyMap<string, MakeOptimizer> = new Map<string, MakeOptimizer>([
  ["sgd", gradientDescent],
  ["momentum", momentum],
  ["nesterov", nesterov],
  ["rmsprop", rmsprop],
  ["adam", adam],
  ["adamw", adamw],
  ["lbfgs", lbfgs],
  ["random", randomSearch],
]);

/**
 * How to make the optimizer of a name.
 * @throws {UsageError} for an unknown one: the nearest is offered.
 * @example optimizerNamed("adam")(MLP(1, [1]).parameters, { rate: 0.01 }).name  // adam
 */
export function optimizerNamed(name: string): MakeOptimizer {
  const make = optimizers.get(name);
  if (make === undefined) {
    throw unknownName("optimizer", typeof name === "string" ? name : described(name), [...optimizers.keys()]);
  }
  return make;
}
