// Scalars with history. A function of scalars gives new ones, and each remembers which function was called last, what
// that saved, and with which inputs: the formula grows while the program runs. (gradtree's own trees are the other way
// round: first the formula, then its values.) Every row of gradtree's table is a function here, and any formula.
import { evaluate, gradientAt, primitives, Var } from "gradtree";

/** What a function keeps on the way forward for the way back: nothing where gradients are off. */
export class Context {
  savedValues = [];
  constructor(noGrad) {
    this.noGrad = noGrad;
  }
  saveForBackward(...values) {
    if (!this.noGrad) this.savedValues = values;
  }
}

let gradientsAreOff = false;

/** Runs with gradients off: scalars made meanwhile have no history. */
export function noGrad(work) {
  const before = gradientsAreOff;
  gradientsAreOff = true;
  try {
    return work();
  } finally {
    gradientsAreOff = before;
  }
}

export class Scalar {
  derivative = 0;

  /** @param history { lastFn, ctx, inputs, result }; undefined of a leaf: what was made by no function */
  constructor(data, history) {
    this.data = data;
    this.history = history;
  }
  get isLeaf() {
    return this.history === undefined;
  }
  accumulateDerivative(d) {
    this.derivative += d;
  }
  /** Each input with what arrives there where d arrives here. */
  chainRule(d) {
    const { lastFn, ctx, inputs, result } = this.history;
    const back = lastFn.backward(ctx, result, d);
    return inputs.map((input, i) => [input, back[i]]);
  }
  backward(d = 1) {
    backpropagate(this, d);
  }
}

/** A function from the formulas of its results, in the variables x1, x2, ...: one for each input. */
export class ScalarFunction {
  constructor(name, count, ...formulas) {
    this.name = name;
    this.names = Array.from({ length: count }, (_, i) => `x${i + 1}`);
    this.formulas = formulas;
  }
  #at(values) {
    return new Map(this.names.map((name, i) => [name, values[i]]));
  }
  forward(ctx, ...values) {
    ctx.saveForBackward(...values);
    return this.formulas.map((formula) => evaluate(formula, this.#at(values)));
  }
  /** The derivatives by all inputs of one of the results, times d. */
  backward(ctx, result, d) {
    const at = this.#at(ctx.savedValues);
    const partials = gradientAt(this.formulas[result], at, { wrt: this.names, upstream: d });
    return this.names.map((name) => partials.get(name));
  }
  /** The results for scalars and numbers, as scalars with this history: a list where there are several. */
  apply(...given) {
    const inputs = given.map((one) => (one instanceof Scalar ? one : new Scalar(one)));
    const ctx = new Context(gradientsAreOff);
    const results = this.forward(ctx, ...inputs.map(({ data }) => data)).map((data, result) =>
      gradientsAreOff ? new Scalar(data) : new Scalar(data, { lastFn: this, ctx, inputs, result }),
    );
    return results.length === 1 ? results[0] : results;
  }
}

const variables = [Var("x1"), Var("x2"), Var("x3")];

/** The functions of gradtree's table: all that take formulas in every place. */
export const functions = new Map(
  [...primitives]
    .filter(([, row]) => row.arity > 0 && !row.partials.includes("parameter"))
    .map(([name, row]) => [name, new ScalarFunction(name, row.arity, row(...variables.slice(0, row.arity)))]),
);

/** Scalars before what was made of them; by a list of what is still to be done, so that no chain is too long. */
export function topologicalOrder(last) {
  const order = [];
  const seen = new Set();
  const stack = [[last, false]];
  while (stack.length > 0) {
    const [scalar, isDone] = stack.pop();
    if (isDone) order.push(scalar);
    else if (!seen.has(scalar)) {
      seen.add(scalar);
      stack.push([scalar, true]);
      for (const input of scalar.history?.inputs ?? []) stack.push([input, false]);
    }
  }
  return order;
}

/** From the result to the leaves. What arrives at a scalar is complete when it is visited; at leaves it is kept. */
export function backpropagate(last, d = 1) {
  const arrived = new Map([[last, d]]);
  for (const scalar of topologicalOrder(last).reverse()) {
    const derivative = arrived.get(scalar);
    if (scalar.isLeaf) scalar.accumulateDerivative(derivative);
    else {
      for (const [input, part] of scalar.chainRule(derivative)) {
        arrived.set(input, (arrived.get(input) ?? 0) + part);
      }
    }
  }
}
