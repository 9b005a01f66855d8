// A neuron: the activation of the weighted sum of its inputs and a bias.
import type { Expr } from "../../expr/node.ts";
import { Add, Mul } from "../../expr/primitives/operators.ts";
import type { Activating } from "./activation.ts";
import { type LayerOptions, Part, partOf } from "./build.ts";
import { callable } from "./callable.ts";
import { Module } from "./module.ts";

class NeuronModule extends Module {
  readonly activation: Activating;

  /** @internal */
  constructor(nin: number, part: Part);
  constructor(nin: number, options?: LayerOptions);
  constructor(nin: number, given: LayerOptions | Part = {}) {
    const { parameters, activation } = given instanceof Part ? given : partOf("Neuron", nin, 1, given);
    super(nin, 1, parameters);
    this.activation = activation;
  }

  override outputs(inputs: readonly Expr[]): Expr[] {
    const { variables } = this.parameters;
    let sum: Expr | undefined;
    for (const [i, input] of inputs.entries()) {
      const term = Mul(variables[i], input);
      sum = sum === undefined ? term : Add(sum, term);
    }
    const bias = variables[this.nin];
    return [this.activation.apply(sum === undefined ? bias : Add(sum, bias))];
  }

  override toString(): string {
    return `${this.activation.title}Neuron(${this.nin})`;
  }
}

/**
 * A neuron with `nin` inputs, weights w1_1_1, w1_1_2, ... and bias b1_1; in a layer and a network the first number is
 * the layer's, the second the neuron's. `Neuron(2)` or `new Neuron(2)`.
 * @throws {UsageError} for a number of inputs that is no integer from 1, or an unknown activation (the nearest is offered).
 * @example Neuron(2).forward([Var("x"), Var("y")])[0]  // relu(w1_1_1*x + w1_1_2*y + b1_1)
 */
export const Neuron = callable(NeuronModule);
export type Neuron = NeuronModule;
