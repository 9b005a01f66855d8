// Random arrays, and the two distributions that keep the sizes of signals about the same from layer to layer.
import { checkOptions, checkValue, type Rule, rules } from "../../expr/options.ts";
import { type Chance, chance, type Random, randomOf } from "../random.ts";
import { filled, type NdArray } from "./ndarray.ts";
import type { Shape } from "./shape.ts";

const finite: Rule = { takes: Number.isFinite, expected: "a finite number" };
const notNegative: Rule = {
  takes: (value) => typeof value === "number" && value >= 0 && value < Number.POSITIVE_INFINITY,
  expected: "a finite number from 0",
};
const uniformRules = rules({ ...chance, from: finite, to: finite });
const normalRules = rules({ ...chance, mean: finite, deviation: notNegative });
const fanRules = rules(chance);
const fan: Rule = {
  takes: (value) => Number.isSafeInteger(value) && Number(value) > 0,
  expected: "an integer from 1",
};

/**
 * Numbers evenly distributed from `from` (default 0) up to `to` (default 1).
 * @throws {ShapeError} for no shape; {UsageError} for options that there are not.
 * @example uniform([2, 3], { seed: 1, from: -1 }).shape  // [2, 3]
 */
export function uniform(
  shape: Shape,
  options: Chance & { readonly from?: number; readonly to?: number } = {},
): NdArray<number> {
  checkOptions("uniform", options, uniformRules);
  const { from = 0, to = 1 } = options;
  return drawn(shape, options, (random) => from + (to - from) * random.uniform());
}

/**
 * Numbers of the normal distribution with `mean` (default 0) and standard `deviation` (default 1).
 * @example normal([4], { seed: 1, deviation: 0.01 }).size  // 4
 */
export function normal(
  shape: Shape,
  options: Chance & { readonly mean?: number; readonly deviation?: number } = {},
): NdArray<number> {
  checkOptions("normal", options, normalRules);
  const { mean = 0, deviation = 1 } = options;
  return drawn(shape, options, (random) => mean + deviation * random.normal());
}

/**
 * Weights of shape [fanIn, fanOut] for tanh or sigmoid: uniform within ±sqrt(6/(fanIn + fanOut)). Glorot & Bengio,
 * Understanding the difficulty of training deep feedforward neural networks, 2010, equation 16.
 * @example xavier(16, 8, { seed: 1 }).shape  // [16, 8]
 */
export function xavier(fanIn: number, fanOut: number, options: Chance = {}): NdArray<number> {
  checkFans("xavier", fanIn, fanOut, options);
  const bound = xavierBound(fanIn, fanOut);
  return uniform([fanIn, fanOut], { ...options, from: -bound, to: bound });
}

/**
 * Weights of shape [fanIn, fanOut] for relu: normal with deviation sqrt(2/fanIn). He, Zhang, Ren & Sun, Delving deep
 * into rectifiers, 2015, equation 10.
 * @example he(16, 8, { seed: 1 }).shape  // [16, 8]
 */
export function he(fanIn: number, fanOut: number, options: Chance = {}): NdArray<number> {
  checkFans("he", fanIn, fanOut, options);
  return normal([fanIn, fanOut], { ...options, deviation: heDeviation(fanIn) });
}

export const xavierBound = (fanIn: number, fanOut: number): number => Math.sqrt(6 / (fanIn + fanOut));
export const heDeviation = (fanIn: number): number => Math.sqrt(2 / fanIn);

function checkFans(of: string, fanIn: number, fanOut: number, options: Chance): void {
  checkValue("fanIn", fanIn, fan);
  checkValue("fanOut", fanOut, fan);
  checkOptions(of, options, fanRules);
}

function drawn(shape: Shape, { seed, random }: Chance, draw: (random: Random) => number): NdArray<number> {
  const generator = randomOf({ seed, random });
  return filled(shape, () => draw(generator));
}
