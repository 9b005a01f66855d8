// A multilayer perceptron: layers, each with the outputs of the one before as its inputs.
import { ShapeError, UsageError } from "../../expr/errors.ts";
import type { Expr } from "../../expr/node.ts";
import { described } from "../../expr/options.ts";
import {
  activationsOf,
  checkMlpOptions,
  checkWidths,
  type MLPOptions,
  Part,
  parametersOf,
  startParameters,
} from "./build.ts";
import { callable } from "./callable.ts";
import { Layer } from "./layer.ts";
import { Module } from "./module.ts";

class MLPModule extends Module {
  readonly layers: readonly Layer[];

  constructor(nin: number, nouts: readonly number[], options: MLPOptions = {}) {
    checkMlpOptions(options);
    checkNouts(nouts);
    const widths = [nin, ...nouts];
    checkWidths("MLP", widths);
    const activations = activationsOf(nouts.length, options);
    const parameters = startParameters("MLP", widths, options);
    super(nin, nouts[nouts.length - 1], parameters);
    let start = 0;
    this.layers = nouts.map((nout, i) => {
      const end = start + parametersOf(widths[i], nout);
      const part = new Part(parameters.part(start, end), activations[i]);
      start = end;
      return new Layer(widths[i], nout, part);
    });
  }

  /** The number of inputs, then of neurons in each layer. */
  get widths(): number[] {
    return [this.nin, ...this.layers.map(({ nout }) => nout)];
  }

  override outputs(inputs: readonly Expr[]): Expr[] {
    return this.layers.reduce<readonly Expr[]>((signals, layer) => layer.outputs(signals), inputs).slice();
  }

  override toString(): string {
    return `MLP of [${this.layers.join(", ")}]`;
  }
}

function checkNouts(nouts: unknown): void {
  if (!Array.isArray(nouts)) {
    throw new UsageError(
      "bad-nouts",
      `the numbers of neurons are ${described(nouts)}, expected a list with one for each layer, [16, 16, 1]`,
    );
  }
  if (nouts.length === 0) {
    throw new ShapeError(
      "no-layers",
      "an MLP without layers, expected the number of neurons of at least one",
    );
  }
}

/**
 * A multilayer perceptron of `nin` inputs and layers of `nouts` neurons: relu, the last layer linear, unless the
 * options say otherwise. `MLP(2, [16, 16, 1])` or `new MLP(2, [16, 16, 1])`.
 *
 * Its parameters are one store in the order layer by layer, neuron by neuron, weights then bias; layers and neurons
 * see their parts of it. The same `seed` (default 0) starts from the same numbers.
 * @throws {UsageError} for widths that are no integers from 1, an unknown activation or init (the nearest is offered);
 * {ShapeError} for no layers, or a list of activations of another length; {BudgetError} for over 5 million parameters.
 * @example
 *   const model = MLP(1, [2, 1]);
 *   String(model)  // MLP of [Layer of [ReLUNeuron(1), ReLUNeuron(1)], Layer of [LinearNeuron(2)]]
 *   model.forward([Var("x")])[0]  // w2_1_1*relu(w1_1_1*x + b1_1) + w2_1_2*relu(w1_2_1*x + b1_2) + b2_1
 */
export const MLP = callable(MLPModule);
export type MLP = MLPModule;
