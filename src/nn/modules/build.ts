// How networks are made: their options, the names of their parameters (w1_3_2: layer, neuron, input; b1_3: its bias;
// counted from 1), and the values that training starts from.
import { BudgetError, ShapeError, UsageError } from "../../expr/errors.ts";
import {
  anything,
  checkOptions,
  checkValue,
  flag,
  integer,
  list,
  rules,
  unknownName,
} from "../../expr/options.ts";
import { grouped } from "../../expr/print/grouped.ts";
import { heDeviation, xavierBound } from "../arrays/random.ts";
import { type Chance, chance, type Random, randomOf } from "../random.ts";
import { type Activating, type Activation, activationOf, linear } from "./activation.ts";
import { Parameters } from "./parameters.ts";

/**
 * Where weights start; biases start at 0. "uniform": within ±1 (the default); "normal": with deviation 1;
 * "xavier", "he": scaled to the layer's width, see the arrays of these names.
 */
export type Init = "uniform" | "normal" | "xavier" | "he";

export interface LayerOptions extends Chance {
  /** By name, or a function from a formula to a formula; default "relu". */
  readonly activation?: Activation | undefined;
  /** Whether there is one at all; false: linear. Default true. */
  readonly nonlin?: boolean | undefined;
  readonly init?: Init | undefined;
}

export interface MLPOptions extends Chance {
  /** One for all layers but the last, which is linear, or a list with one for each layer, the last among them; default "relu". */
  readonly activation?: Activation | readonly Activation[] | undefined;
  /** Whether the last layer has the activation too, where one is given for all. Default false. */
  readonly nonlin?: boolean | undefined;
  readonly init?: Init | undefined;
}

/** A module's share of a larger one: its parameters and its activation. */
export class Part {
  readonly parameters: Parameters;
  readonly activation: Activating;

  constructor(parameters: Parameters, activation: Activating) {
    this.parameters = parameters;
    this.activation = activation;
  }
}

const optionRules = rules({ ...chance, activation: anything, nonlin: flag, init: anything });
const activationList = list("activations, or one for all layers");
const width = integer(1, 1_000_000);

/** The most parameters of a network. */
const MOST_PARAMETERS = 5_000_000;

const starts: ReadonlyMap<string, (random: Random, fanIn: number, fanOut: number) => number> = new Map([
  ["uniform", (random: Random) => 2 * random.uniform() - 1],
  ["normal", (random: Random) => random.normal()],
  [
    "xavier",
    (random: Random, fanIn: number, fanOut: number) =>
      xavierBound(fanIn, fanOut) * (2 * random.uniform() - 1),
  ],
  ["he", (random: Random, fanIn: number) => heDeviation(fanIn) * random.normal()],
]);

/** The number of parameters of a layer: for each neuron its weights and its bias. */
export const parametersOf = (nin: number, nout: number): number => nout * (nin + 1);

/** @throws {UsageError} for what is no width of a network: an integer from 1. */
export function checkWidths(of: string, widths: readonly number[]): void {
  for (const [i, one] of widths.entries())
    checkValue(i === 0 ? `the number of inputs of ${of}` : `the number of outputs of ${of}`, one, width);
}

/** The parameters of layers of these widths, the inputs' first, in the order neuron by neuron: weights, then bias. */
export function startParameters(
  of: string,
  widths: readonly number[],
  { init = "uniform", seed, random }: Chance & { readonly init?: Init | undefined },
): Parameters {
  const start = starts.get(init);
  if (start === undefined) throw unknownName("init", String(init), [...starts.keys()]);
  checkParameters(of, widths);
  const generator = randomOf({ seed, random });
  const names = parameterNames(widths);
  const values = new Float64Array(names.length);
  let place = 0;
  for (let layer = 1; layer < widths.length; layer++) {
    const fanIn = widths[layer - 1];
    for (let neuron = 0; neuron < widths[layer]; neuron++) {
      for (let input = 0; input < fanIn; input++) values[place++] = start(generator, fanIn, widths[layer]);
      place++; // the bias starts at 0
    }
  }
  return new Parameters(names, values);
}

/** @throws {BudgetError} for more parameters than a network may have. */
export function checkParameters(of: string, widths: readonly number[]): void {
  const count = widths.slice(1).reduce((sum, nout, i) => sum + parametersOf(widths[i], nout), 0);
  if (count > MOST_PARAMETERS) {
    throw new BudgetError(
      "too-many-parameters",
      `${of} would have ${grouped(count)} parameters, over the limit of ${grouped(MOST_PARAMETERS)}; make it narrower`,
    );
  }
}

/** The names of all parameters, in their order. */
export function parameterNames(widths: readonly number[]): string[] {
  const names: string[] = [];
  for (let layer = 1; layer < widths.length; layer++) {
    for (let neuron = 1; neuron <= widths[layer]; neuron++) {
      for (let input = 1; input <= widths[layer - 1]; input++) names.push(`w${layer}_${neuron}_${input}`);
      names.push(`b${layer}_${neuron}`);
    }
  }
  return names;
}

/** What a neuron or a layer of its own is made of. */
export function partOf(of: string, nin: number, nout: number, options: LayerOptions): Part {
  checkOptions(of, options, optionRules);
  checkWidths(of, [nin, nout]);
  const { activation = "relu", nonlin = true } = options;
  const found = activationOf(activation);
  return new Part(startParameters(of, [nin, nout], options), nonlin ? found : linear);
}

/** The activation of each of a network's layers. */
export function activationsOf(layers: number, { activation = "relu", nonlin }: MLPOptions): Activating[] {
  if (typeof activation !== "object" || activation === null) {
    const found = activationOf(activation);
    return Array.from({ length: layers }, (_, i) => (i < layers - 1 || nonlin === true ? found : linear));
  }
  checkValue("activation", activation, activationList);
  if (activation.length !== layers) {
    throw new ShapeError(
      "wrong-length",
      `${activation.length} activations of ${layers} layers, expected one for each, the last among them`,
    );
  }
  if (nonlin !== undefined) {
    throw new UsageError(
      "bad-nonlin",
      "nonlin says whether the last layer has the activation of all others, expected it only where one is given for all",
    );
  }
  return activation.map((one) => activationOf(one));
}

export const checkMlpOptions = (options: MLPOptions): void => checkOptions("MLP", options, optionRules);
