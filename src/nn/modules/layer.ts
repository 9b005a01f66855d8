// A layer: neurons side by side, each with all inputs.
import type { Expr } from "../../expr/node.ts";
import { type LayerOptions, Part, parametersOf, partOf } from "./build.ts";
import { callable } from "./callable.ts";
import { Module } from "./module.ts";
import { Neuron } from "./neuron.ts";

class LayerModule extends Module {
  readonly neurons: readonly Neuron[];

  /** @internal */
  constructor(nin: number, nout: number, part: Part);
  constructor(nin: number, nout: number, options?: LayerOptions);
  constructor(nin: number, nout: number, given: LayerOptions | Part = {}) {
    const { parameters, activation } = given instanceof Part ? given : partOf("Layer", nin, nout, given);
    super(nin, nout, parameters);
    const each = parametersOf(nin, 1);
    this.neurons = Array.from(
      { length: nout },
      (_, i) => new Neuron(nin, new Part(parameters.part(i * each, (i + 1) * each), activation)),
    );
  }

  override outputs(inputs: readonly Expr[]): Expr[] {
    return this.neurons.flatMap((neuron) => neuron.outputs(inputs));
  }

  override toString(): string {
    return `Layer of [${this.neurons.join(", ")}]`;
  }
}

/**
 * A layer of `nout` neurons with `nin` inputs each. `Layer(2, 3)` or `new Layer(2, 3)`.
 * @throws {UsageError} as Neuron.
 * @example String(Layer(2, 2, { activation: "tanh" }))  // Layer of [TanhNeuron(2), TanhNeuron(2)]
 */
export const Layer = callable(LayerModule);
export type Layer = LayerModule;
