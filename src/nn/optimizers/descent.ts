// Descent along the gradient, with and without a velocity that remembers earlier ones. Both forms of momentum as in
// Sutskever, Martens, Dahl & Hinton, On the importance of initialization and momentum in deep learning, 2013.
import type { Parameters } from "../modules/parameters.ts";
import { checkOptimizer, GradientOptimizer, type Optimizer } from "./optimizer.ts";
import type { Rate } from "./schedules.ts";

export interface DescentOptions {
  /** How far to go; default 0.01. */
  readonly rate?: Rate | undefined;
}

export interface MomentumOptions extends DescentOptions {
  /** How much of the velocity is kept; default 0.9. */
  readonly momentum?: number | undefined;
}

/**
 * Gradient descent: p ← p - rate·g. Stochastic where the gradients are those of a mini-batch.
 * @throws {UsageError} for an option that there is not, or may not be what it is.
 * @example
 *   const parameters = new Parameters(["w"], [1]);
 *   parameters.accumulate([["w", 2]]);
 *   gradientDescent(parameters, { rate: 0.1 }).step();
 *   parameters.get("w")  // 0.8
 */
export function gradientDescent(parameters: Parameters, options: DescentOptions = {}): Optimizer {
  checkOptimizer("gradientDescent", options, ["rate"]);
  const { rate = 0.01 } = options;
  return new GradientOptimizer("sgd", parameters, rate, [], (values, gradients, rate) => {
    for (let i = 0; i < values.length; i++) values[i] -= rate * gradients[i];
  });
}

/**
 * Classical momentum (equations 1 and 2 there): v ← momentum·v - rate·g, p ← p + v.
 * @example momentum(MLP(1, [1]).parameters, { rate: 0.1, momentum: 0.8 }).step()  // true
 */
export function momentum(parameters: Parameters, options: MomentumOptions = {}): Optimizer {
  checkOptimizer("momentum", options, ["rate", "momentum"]);
  const { rate = 0.01, momentum: kept = 0.9 } = options;
  return new GradientOptimizer(
    "momentum",
    parameters,
    rate,
    ["velocity"],
    (values, gradients, rate, [velocity]) => {
      for (let i = 0; i < values.length; i++) {
        velocity[i] = kept * velocity[i] - rate * gradients[i];
        values[i] += velocity[i];
      }
    },
  );
}

/**
 * Nesterov's momentum (equations 3 and 4 there): the gradient is taken ahead, where the velocity is about to lead. The
 * parameters held are those ahead, p + momentum·v, so that gradients are taken where the parameters are:
 * v ← momentum·v - rate·g, p ← p + momentum·v - rate·g (Bengio, Boulanger-Lewandowski & Pascanu, Advances in
 * optimizing recurrent networks, 2013, equation 7).
 * @example nesterov(MLP(1, [1]).parameters, { rate: 0.1, momentum: 0.8 }).step()  // true
 */
export function nesterov(parameters: Parameters, options: MomentumOptions = {}): Optimizer {
  checkOptimizer("nesterov", options, ["rate", "momentum"]);
  const { rate = 0.01, momentum: kept = 0.9 } = options;
  return new GradientOptimizer(
    "nesterov",
    parameters,
    rate,
    ["velocity"],
    (values, gradients, rate, [velocity]) => {
      for (let i = 0; i < values.length; i++) {
        velocity[i] = kept * velocity[i] - rate * gradients[i];
        values[i] += kept * velocity[i] - rate * gradients[i];
      }
    },
  );
}
