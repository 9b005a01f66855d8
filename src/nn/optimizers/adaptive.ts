// Optimizers with a step of its own for each parameter, from running means of its gradient and of the gradient's square.
import type { Parameters } from "../modules/parameters.ts";
import { checkOptimizer, GradientOptimizer, type Optimizer } from "./optimizer.ts";
import type { Rate } from "./schedules.ts";

export interface RmspropOptions {
  /** Default 0.01. */
  readonly rate?: Rate | undefined;
  /** How much of the mean square is kept; default 0.9. */
  readonly rho?: number | undefined;
  /** Added to the root, against dividing by 0; default 1e-8. */
  readonly epsilon?: number | undefined;
}

export interface AdamOptions {
  /** Default 0.001. */
  readonly rate?: Rate | undefined;
  /** How much of the mean gradient is kept; default 0.9. */
  readonly beta1?: number | undefined;
  /** How much of the mean square is kept; default 0.999. */
  readonly beta2?: number | undefined;
  /** Added to the root, against dividing by 0; default 1e-8. */
  readonly epsilon?: number | undefined;
}

export interface AdamwOptions extends AdamOptions {
  /** How much of each parameter is taken off, times the rate; default 0.01. */
  readonly decay?: number | undefined;
}

/**
 * RMSProp: s ← rho·s + (1 - rho)·g², p ← p - rate·g/(sqrt(s) + epsilon). Tieleman & Hinton, Neural networks for machine
 * learning, lecture 6.5, 2012.
 * @example rmsprop(MLP(1, [1]).parameters, { rho: 0.99 }).step()  // true
 */
export function rmsprop(parameters: Parameters, options: RmspropOptions = {}): Optimizer {
  checkOptimizer("rmsprop", options, ["rate", "rho", "epsilon"]);
  const { rate = 0.01, rho = 0.9, epsilon = 1e-8 } = options;
  return new GradientOptimizer(
    "rmsprop",
    parameters,
    rate,
    ["squares"],
    (values, gradients, rate, [squares]) => {
      for (let i = 0; i < values.length; i++) {
        squares[i] = rho * squares[i] + (1 - rho) * gradients[i] ** 2;
        values[i] -= (rate * gradients[i]) / (Math.sqrt(squares[i]) + epsilon);
      }
    },
  );
}

/**
 * Adam: m ← beta1·m + (1 - beta1)·g, v ← beta2·v + (1 - beta2)·g², p ← p - rate·m̂/(sqrt(v̂) + epsilon), where
 * m̂ = m/(1 - beta1^t) and v̂ = v/(1 - beta2^t). Kingma & Ba, Adam, 2015, algorithm 1.
 * @example adam(MLP(1, [1]).parameters, { rate: 0.01 }).step()  // true
 */
export function adam(parameters: Parameters, options: AdamOptions = {}): Optimizer {
  checkOptimizer("adam", options, ["rate", "beta1", "beta2", "epsilon"]);
  return adaptive("adam", parameters, options, 0);
}

/**
 * Adam with decoupled weight decay: as Adam, and p loses rate·decay·p of what it was. Loshchilov & Hutter, Decoupled
 * weight decay regularization, 2019, algorithm 2, the decay times the whole rate as programs have it.
 * @example adamw(MLP(1, [1]).parameters, { rate: 0.01, decay: 0.1 }).step()  // true
 */
export function adamw(parameters: Parameters, options: AdamwOptions = {}): Optimizer {
  checkOptimizer("adamw", options, ["rate", "beta1", "beta2", "epsilon", "decay"]);
  return adaptive("adamw", parameters, options, options.decay ?? 0.01);
}

function adaptive(name: string, parameters: Parameters, options: AdamOptions, decay: number): Optimizer {
  const { rate = 0.001, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = options;
  return new GradientOptimizer(
    name,
    parameters,
    rate,
    ["means", "squares"],
    (values, gradients, rate, [means, squares], step) => {
      const meanScale = 1 - beta1 ** step;
      const squareScale = 1 - beta2 ** step;
      for (let i = 0; i < values.length; i++) {
        const gradient = gradients[i];
        means[i] = beta1 * means[i] + (1 - beta1) * gradient;
        squares[i] = beta2 * squares[i] + (1 - beta2) * gradient ** 2;
        const scaled = means[i] / meanScale / (Math.sqrt(squares[i] / squareScale) + epsilon);
        values[i] -= rate * (scaled + decay * values[i]);
      }
    },
  );
}
