// Formulas whose gradients are large: a product, a fit of a curve, a network.
import { Add, Mul, Pow, parse, Sub, Tanh, Var } from "../../dist/index.js";

const chained = (exprs, op) => exprs.reduce((left, right) => op(left, right));

/** x_1*...*x_n */
export const product = (n) =>
  chained(
    Array.from({ length: n }, (_, i) => Var(`x_${i + 1}`)),
    Mul,
  );

/** The sum of n terms (a*exp(-b*t_i) + c - d_i)^2 with numbers t_i, d_i, as text that mathjs reads too. */
export function residualsText(n) {
  const residual = (i) => {
    const t = i / 100;
    const d = ((i * 37) % 101) / 50;
    return `(a*exp(-b*${t}) + c - ${d})^2`;
  };
  return Array.from({ length: n }, (_, i) => residual(i + 1)).join(" + ");
}

export const residuals = (n) => parse(residualsText(n));

/** The squared loss of a network of 2 inputs, two layers of `width` and one output, all tanh, and its weights' names. */
export function network(width) {
  const weights = [];
  const weight = (name) => {
    weights.push(name);
    return Var(name);
  };
  const neuron = (layer, j, inputs) => {
    const terms = inputs.map((input, i) => Mul(weight(`w${layer}_${j}_${i}`), input));
    return Tanh(chained([...terms, weight(`b${layer}_${j}`)], Add));
  };
  const layer = (index, size, inputs) => Array.from({ length: size }, (_, j) => neuron(index, j, inputs));
  const inputs = [Var("x_0"), Var("x_1")];
  const [out] = layer(3, 1, layer(2, width, layer(1, width, inputs)));
  return { loss: Pow(Sub(out, Var("t")), 2), weights };
}
