// Formulas that repeat themselves, for the tests of rolling.
import { type Expr, type ExprLike, variable } from "../../../src/expr/node.ts";
import { Exp, Ln } from "../../../src/expr/primitives/exponential.ts";
import { Max, Relu } from "../../../src/expr/primitives/extremes.ts";
import { Tanh } from "../../../src/expr/primitives/hyperbolic.ts";
import { Gt, If } from "../../../src/expr/primitives/logic.ts";
import { Add, Mul, Neg, Sub } from "../../../src/expr/primitives/operators.ts";
import { Pow } from "../../../src/expr/primitives/powers.ts";
import { Sin } from "../../../src/expr/primitives/trigonometric.ts";
import { withDerivatives } from "../../../src/program/adjoint.ts";
import { linearize } from "../../../src/program/linearize.ts";
import { optimized } from "../../../src/program/passes.ts";
import type { Program } from "../../../src/program/program.ts";

export interface Case {
  readonly formulas: readonly Expr[];
  readonly inputs: readonly string[];
  /** What it is differentiated by; nothing where it isn't. */
  readonly wrt?: readonly string[] | undefined;
}

export function programOfCase({ formulas, inputs, wrt }: Case): Program {
  const values = linearize(formulas, inputs);
  return optimized(
    wrt === undefined
      ? values
      : withDerivatives(
          values,
          wrt.map((name) => inputs.indexOf(name)),
        ),
  );
}

const named = (name: string, n: number): string[] => Array.from({ length: n }, (_, i) => `${name}_${i}`);

export const sum = (terms: readonly Expr[]): Expr => terms.reduce((total, term) => Add(total, term));

const at = (values: ArrayLike<Expr>, i: number): Expr => values[i];

export function rosenbrock(n: number): Case {
  const inputs = named("x", n);
  const x = inputs.map(variable);
  const terms = Array.from({ length: n - 1 }, (_, i) => {
    const [a, d] = [Sub(1, at(x, i)), Sub(at(x, i + 1), Mul(at(x, i), at(x, i)))];
    return Add(Mul(a, a), Mul(100, Mul(d, d)));
  });
  return { formulas: [sum(terms)], inputs, wrt: inputs };
}

interface Network {
  readonly scores: readonly Expr[];
  readonly weights: readonly string[];
  readonly columns: readonly string[];
}

/** A network of fully connected layers; the last one is linear. */
export function network(widths: readonly number[], activation: (x: ExprLike) => Expr): Network {
  const weights: string[] = [];
  const weight = (name: string): Expr => {
    weights.push(name);
    return variable(name);
  };
  const columns = named("x", widths[0]);
  let values: Expr[] = columns.map(variable);
  for (let layer = 1; layer < widths.length; layer++) {
    const inputs = values;
    values = named(`w${layer}`, widths[layer]).map((name) => {
      const products = inputs.map((input, i) => Mul(weight(`${name}_${i}`), input));
      const score = Add(sum(products), weight(`${name}_b`));
      return layer === widths.length - 1 ? score : activation(score);
    });
  }
  return { scores: values, weights, columns };
}

/** max(0, 1 - t*score), by the weights. */
export function marginCase(widths: readonly number[], activation: (x: ExprLike) => Expr = Relu): Case {
  const { scores, weights, columns } = network(widths, activation);
  const loss = Relu(Sub(1, Mul(variable("t"), scores[0])));
  return { formulas: [loss], inputs: [...columns, "t", ...weights], wrt: weights };
}

/** Cross-entropy of softmax, by the weights; the inputs in the order of their names, as they are by default. */
export function softmaxCase(widths: readonly number[]): Case {
  const { scores, weights, columns } = network(widths, Tanh);
  const most = scores.reduce((a, b) => Max(a, b));
  const total = Add(most, Ln(sum(scores.map((score) => Exp(Sub(score, most))))));
  const targets = named("t", scores.length);
  const hit = sum(scores.map((score, i) => Mul(variable(targets[i]), score)));
  const inputs = [...columns, ...targets, ...weights].sort();
  return { formulas: [Sub(total, hit)], inputs, wrt: [...weights].sort() };
}

/** The sum of (a*exp(-b*t) + c - y)^2 over times t and numbers y. */
export function fitCase(n: number): Case {
  const [a, b, c] = ["a", "b", "c"].map(variable);
  const terms = Array.from({ length: n }, (_, i) => {
    const error = Sub(Add(Mul(a, Exp(Mul(Neg(b), (i + 1) / 128))), c), (((i * 37) % 101) + 1) / 64);
    return Mul(error, error);
  });
  return { formulas: [sum(terms)], inputs: ["a", "b", "c"], wrt: ["a", "b", "c"] };
}

/** x_{k+1} = x_k*y + sin(max(x_k, x)) */
export function recurrence(n: number): Case {
  const [x, y] = ["x", "y"].map(variable);
  let f: Expr = x;
  for (let i = 0; i < n; i++) f = Add(Mul(f, y), Sin(Max(f, x)));
  return { formulas: [f], inputs: ["x", "y"], wrt: ["x", "y"] };
}

/** The same with inputs and derivatives in the order of their names. */
export const byName = ({ formulas, inputs, wrt }: Case): Case => ({
  formulas,
  inputs: [...inputs].sort(),
  wrt: wrt === undefined ? undefined : [...wrt].sort(),
});

/** Cases by name. */
export const cases: ReadonlyMap<string, Case> = new Map([
  ["Rosenbrock of 60 inputs", rosenbrock(60)],
  ["Rosenbrock of 41 inputs", rosenbrock(41)],
  ["a network of two hidden layers", marginCase([2, 8, 6, 1])],
  ["a network with names out of order", softmaxCase([13, 11, 5])],
  ["a fit with other constants in each term", fitCase(60)],
  ["a recurrence", recurrence(60)],
  ["a product of all inputs", productCase(50)],
  ["a sum of conditionals", conditionalCase(40)],
  ["a sum of integer powers", powersCase(40)],
  ["a sum of squares of sums", squaresCase(12, 10)],
  ["a recurrence that goes back by two", fibonacciCase(60)],
  ["elementwise results", elementwiseCase(30)],
  ["sums of two, one of them of a number and itself", twiceCase(8)],
  ["conditions that are branches too", conditionCase(12)],
  ["Rosenbrock in the order of its names", byName(rosenbrock(60))],
  ["elementwise results of inputs in the order of their names", byName(elementwiseCase(120))],
]);

function productCase(n: number): Case {
  const inputs = named("x", n);
  return {
    formulas: [
      inputs
        .slice(1)
        .map(variable)
        .reduce<Expr>((a, b) => Mul(a, b), variable("x_0")),
    ],
    inputs,
    wrt: inputs,
  };
}

function conditionalCase(n: number): Case {
  const inputs = named("x", n);
  const terms = inputs.map((name, i) => {
    const x = variable(name);
    return If(Gt(x, i / 50), Mul(x, x), Neg(x));
  });
  return { formulas: [sum(terms)], inputs, wrt: inputs };
}

function powersCase(n: number): Case {
  const inputs = named("x", n);
  return { formulas: [sum(inputs.map((name) => Pow(variable(name), 31)))], inputs, wrt: inputs };
}

function squaresCase(n: number, m: number): Case {
  const weights = Array.from({ length: n }, (_, j) => named(`w_${j}`, m));
  const inputs = named("x", m);
  const terms = weights.map((row) => {
    const dot = sum(row.map((name, i) => Mul(variable(name), variable(inputs[i]))));
    return Mul(dot, dot);
  });
  return { formulas: [sum(terms)], inputs: [...inputs, ...weights.flat()], wrt: inputs };
}

function fibonacciCase(n: number): Case {
  let a: Expr = variable("a");
  let b: Expr = variable("b");
  const k = variable("k");
  for (let i = 0; i < n; i++) [a, b] = [b, Add(Mul(k, b), a)];
  return { formulas: [b], inputs: ["a", "b", "k"] };
}

/** Several results, some of them equal, an input or a number. */
function elementwiseCase(n: number): Case {
  const inputs = named("x", n);
  const x = inputs.map(variable);
  const squares = x.map((one) => Sub(Mul(one, one), 1));
  return { formulas: [...squares, squares[3], x[5], Add(1, 2), squares[0], sum(squares)], inputs };
}

/** Sums of products, the first of which is added to itself; and what is made of each of them. */
function twiceCase(n: number): Case {
  const inputs = named("x", 2 * n);
  const products = Array.from({ length: n }, (_, i) =>
    Mul(variable(inputs[2 * i]), variable(inputs[2 * i + 1])),
  );
  const sums = products.map((product, i) =>
    Add(product, i === 0 ? product : Mul(variable(inputs[i]), variable(inputs[2 * i + 1]))),
  );
  return { formulas: [...sums, sum(sums)], inputs };
}

/** if(x > y, x*y, x > y), where the condition is a number too. */
function conditionCase(n: number): Case {
  const inputs = named("x", n + 1);
  const terms = inputs.slice(1).map((name, i) => {
    const [x, y] = [variable(name), variable(inputs[i])];
    const condition = Gt(x, y);
    return If(condition, Mul(x, y), condition);
  });
  return { formulas: [...terms, sum(terms)], inputs };
}
