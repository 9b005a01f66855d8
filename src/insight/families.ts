// Formulas of any size on which differentiators are compared: a product of many variables, a formula
// that uses itself again and again, and the loss of a small network. Each comes with a point, and
// with the visits that Beta and Alpha make as closed formulas of its size n, found by hand.
import type { Expr } from "../expr/node.ts";
import { Tanh } from "../expr/primitives/hyperbolic.ts";
import { Add, Mul, Sub } from "../expr/primitives/operators.ts";
import { Pow } from "../expr/primitives/powers.ts";
import { Var } from "../expr/var.ts";

/** A formula of one size, at a point, and the variables to differentiate it by. */
export interface Instance {
  readonly expr: Expr;
  readonly wrt: readonly string[];
  readonly at: ReadonlyMap<string, number>;
}

/** A number that depends on the size alone, with the formula for people. */
export interface Prediction {
  readonly formula: string;
  readonly of: (n: number) => number;
}

export interface Family {
  readonly name: string;
  /** What the formula is and what its size means. */
  readonly about: string;
  readonly sizes: readonly number[];
  readonly instance: (n: number) => Instance;
  readonly variables: Prediction;
  /** Whole evaluations, two for each variable. */
  readonly finite: Prediction;
  /** For the whole gradient: every path from the root counts, once for each variable. */
  readonly beta: Prediction;
  /** For the whole gradient: the distinct nodes. */
  readonly alpha: Prediction;
  /** Why the counts are what they are, as the end of a sentence. */
  readonly why: string;
}

const product: Family = {
  name: "product",
  about: "x_1*x_2*...*x_n",
  sizes: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000],
  instance: (n) => {
    const factors = Array.from({ length: n }, (_, i) => Var(`x_${i + 1}`));
    // 5/4 and 4/5 by turns: the product neither overflows nor vanishes, whatever n is.
    const at = new Map(factors.map(({ name }, i) => [name, i % 2 === 0 ? 1.25 : 0.8]));
    return { expr: chained(factors, Mul), wrt: factors.map(({ name }) => name), at };
  },
  variables: { formula: "n", of: (n) => n },
  finite: { formula: "2*n", of: (n) => 2 * n },
  beta: { formula: "n*(2*n - 1)", of: (n) => n * (2 * n - 1) },
  alpha: { formula: "2*n - 1", of: (n) => 2 * n - 1 },
  why: "Beta walks the whole product anew for each of its n variables",
};

const nested: Family = {
  name: "nested",
  about: "y := y*y + y, n times, from y = x",
  sizes: [1, 2, 4, 6, 8, 10, 11, 12, 16, 32, 64, 128],
  instance: (n) => {
    let y: Expr = Var("x");
    for (let i = 0; i < n; i++) y = Add(Mul(y, y), y);
    return { expr: y, wrt: ["x"], at: new Map([["x", -0.3]]) }; // from -0.3 the values creep up to 0
  },
  variables: { formula: "1", of: () => 1 },
  finite: { formula: "2", of: () => 2 },
  beta: { formula: "2*3^n - 1", of: (n) => 2 * 3 ** n - 1 },
  alpha: { formula: "2*n + 1", of: (n) => 2 * n + 1 },
  why: "each y is used three times, and Beta works it out at every use, so that n levels have 3^n paths; Alpha adds up what the uses hand down before it goes on",
};

const network: Family = {
  name: "network",
  about:
    "(out - t)^2, where out is a network of two inputs, two layers of n neurons and one output, all tanh",
  sizes: [1, 2, 3, 4, 6, 8, 10, 12, 14, 16, 24],
  instance: (n) => {
    const rng = lcg(n);
    const at = new Map<string, number>();
    const leaf = (name: string, value: number): Expr => {
      at.set(name, value);
      return Var(name);
    };
    const neuron = (layer: number, j: number, inputs: readonly Expr[]): Expr => {
      const weighted = inputs.map((input, i) => Mul(leaf(`w${layer}_${j}_${i + 1}`, rng()), input));
      return Tanh(chained([...weighted, leaf(`b${layer}_${j}`, rng())], Add));
    };
    const layer = (index: number, width: number, inputs: readonly Expr[]): Expr[] =>
      Array.from({ length: width }, (_, j) => neuron(index, j + 1, inputs));
    const data = [leaf("x_1", 0.5), leaf("x_2", -0.25)];
    const [out] = layer(3, 1, layer(2, n, layer(1, n, data)));
    const expr = Pow(Sub(out, leaf("t", 1)), 2);
    return { expr, wrt: [...at.keys()].filter((name) => /^[wb]/u.test(name)), at };
  },
  variables: { formula: "n^2 + 5*n + 1", of: (n) => n * n + 5 * n + 1 },
  finite: { formula: "2*(n^2 + 5*n + 1)", of: (n) => 2 * (n * n + 5 * n + 1) },
  beta: {
    formula: "(n^2 + 5*n + 1)*(13*n^2 + 5*n + 6)",
    of: (n) => (n * n + 5 * n + 1) * (13 * n * n + 5 * n + 6),
  },
  alpha: { formula: "3*n^2 + 13*n + 8", of: (n) => 3 * n * n + 13 * n + 8 },
  why: "Beta goes through the whole network for each weight, and through a neuron once for each neuron that it feeds",
};

/** The families, in the order in which they are shown. */
export const families: readonly Family[] = [product, nested, network];

/** ((a op b) op c) op ...; one formula is itself. */
function chained(exprs: readonly Expr[], op: (a: Expr, b: Expr) => Expr): Expr {
  return exprs.reduce((left, right) => op(left, right));
}

/** Weights between -1/2 and 1/2 that are the same every time. Knuth, TAOCP vol. 2, 3.3.4, line 17. */
function lcg(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32 - 0.5;
  };
}
