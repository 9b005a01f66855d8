// The loss of a small classifier over a data set, as a formula of one sample: max-margin with a penalty on
// all weights, a network of relu layers and a linear neuron at the end; and its samples.
import { Add, Mul, Relu, Sub, Var } from "../../dist/index.js";

/** Weights layer by layer, neuron by neuron: the weights of a neuron, then its bias. */
export function mlp(widths) {
  const parameters = [];
  const parameter = (name) => {
    parameters.push(name);
    return Var(name);
  };
  let values = Array.from({ length: widths[0] }, (_, i) => Var(`x_${i + 1}`));
  for (let layer = 1; layer < widths.length; layer++) {
    const inputs = values;
    values = Array.from({ length: widths[layer] }, (_, j) => {
      const weights = inputs.map((_, i) => parameter(`w${layer}_${j}_${i}`));
      const terms = weights.map((weight, i) => Mul(weight, inputs[i]));
      const sum = [...terms, parameter(`b${layer}_${j}`)].reduce((a, b) => Add(a, b));
      return layer === widths.length - 1 ? sum : Relu(sum);
    });
  }
  return { score: values[0], parameters };
}

/** max(0, 1 - t*score) of one sample, plus `alpha` times the sum of squares of all parameters, both by `samples`. */
export function marginLoss({ score, parameters }, alpha, samples) {
  const margin = Relu(Sub(1, Mul(Var("t"), score)));
  const squares = parameters.map((name) => Mul(Var(name), Var(name))).reduce((a, b) => Add(a, b));
  return Mul(Add(margin, Mul(alpha, squares)), 1 / samples);
}

/** Two half circles that reach into each other, labelled -1 and 1. */
export function moons(samples) {
  const half = samples / 2;
  const x1 = [];
  const x2 = [];
  const t = [];
  for (let i = 0; i < samples; i++) {
    const angle = (Math.PI * (i % half)) / (half - 1);
    const noise = Math.sin(i * 12.9898) * 0.1;
    const isOuter = i < half;
    x1.push((isOuter ? Math.cos(angle) : 1 - Math.cos(angle)) + noise);
    x2.push((isOuter ? Math.sin(angle) : 0.5 - Math.sin(angle)) - noise);
    t.push(isOuter ? -1 : 1);
  }
  return { x1, x2, t };
}
