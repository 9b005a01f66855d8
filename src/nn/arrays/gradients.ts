// Gradients of arrays by arrays: one sweep by method alpha from what is differentiated to all variables at once. That
// the gradient of a broadcast operand sums over the axes it was broadcast along follows from the rules, since one
// variable is then used many times; `unbroadcast` and `matmulGradients` say the same of whole arrays.
import { alpha } from "../../backprop/alpha.ts";
import type { Simplify } from "../../backprop/gradient.ts";
import type { Budget } from "../../expr/budget.ts";
import { ShapeError, UsageError } from "../../expr/errors.ts";
import { apply, constant, type Expr, isExpr, mayDependOn, variable, variableMarks } from "../../expr/node.ts";
import { budget, checkOptions, described, oneOf, rules } from "../../expr/options.ts";
import { Add, Mul } from "../../expr/primitives/operators.ts";
import { display } from "../../expr/print/display.ts";
import { foldAll, postorder } from "../../expr/walk.ts";
import { tidied } from "../../simplify/tidy.ts";
import { formulas } from "./arithmetic.ts";
import { productShape } from "./matmul.ts";
import { type ArrayOrNested, array, NdArray } from "./ndarray.ts";
import { checkShape, type Shape, shapeText } from "./shape.ts";

export interface GradientsOptions {
  /** "none": as the rules give them; "tidy" (default); "search": also rewritten where that is shorter. */
  readonly simplify?: Simplify | undefined;
  readonly budget?: Budget | undefined;
}

const gradientsRules = rules({ simplify: oneOf("none", "tidy", "search"), budget });

/**
 * Of each array of variables, upstream · d of / d variable, added over all entries of `of`: what a step down the
 * gradient takes. `upstream` has the shape of `of`, or is broadcast to it; default 1.
 * @throws {UsageError} where an entry of `wrt` is no variable, or a variable is there twice; {ShapeError} for an
 * upstream that is not broadcast to the shape of `of`.
 * @example
 *   const w = variables("w", [2]);
 *   gradients(w.mul([[1, 2], [3, 4]]), [w])[0].nested()  // [4, 6]: the axis that w was broadcast along is summed over
 */
export function gradients(
  of: ArrayOrNested,
  wrt: readonly NdArray<Expr>[],
  upstream: ArrayOrNested = 1,
  options: GradientsOptions = {},
): NdArray<Expr>[] {
  checkOptions("gradients", options, gradientsRules);
  const names = variableNames(wrt);
  const values = array(of).formulas();
  const seeds = array(upstream).formulas().broadcastTo(values.shape);
  const { sum, seeds: standIns } = seededSum(values.entries, seeds.entries, names);
  const { simplify = "tidy", budget } = options;
  const raw = replaced(alpha.gradient(sum, names, { budget }), standIns);
  const found = simplify === "none" ? raw : tidied(raw, { level: simplify, budget }, undefined);
  let start = 0;
  return wrt.map(({ shape, size }) => {
    start += size;
    return new NdArray<Expr>(shape, found.slice(start - size, start), formulas);
  });
}

function variableNames(wrt: unknown): string[] {
  if (!Array.isArray(wrt)) {
    throw new UsageError("bad-wrt", `wrt is ${described(wrt)}, expected a list of arrays of variables`);
  }
  const names = wrt.flatMap((one: unknown) => {
    if (!(one instanceof NdArray)) {
      throw new UsageError("bad-wrt", `wrt holds ${described(one)}, expected arrays of variables`);
    }
    return one.entries.map((entry: unknown) => {
      if (isExpr(entry) && entry.kind === "var") return entry.name;
      throw new UsageError(
        "bad-wrt",
        `wrt holds '${isExpr(entry) ? display(entry) : String(entry)}', expected variables: variables("w", [2, 3])`,
      );
    });
  });
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) throw new UsageError("bad-wrt", `wrt holds '${name}' twice, expected it once`);
    seen.add(name);
  }
  return names;
}

/**
 * The sum of values, each weighted by its upstream. An upstream in which a variable of `names` may occur is not to be
 * differentiated: a variable of its own stands for it, which `seeds` replaces.
 */
function seededSum(
  values: readonly Expr[],
  upstreams: readonly Expr[],
  names: readonly string[],
): { sum: Expr; seeds: ReadonlyMap<string, Expr> } {
  const marks = variableMarks(names);
  const seeds = new Map<string, Expr>();
  const taken = new Set(names);
  for (const node of postorder([...values, ...upstreams])) if (node.kind === "var") taken.add(node.name);
  let count = 0;
  const standIn = (upstream: Expr): Expr => {
    let name: string;
    do name = `upstream_${++count}`;
    while (taken.has(name));
    seeds.set(name, upstream);
    return variable(name);
  };
  let sum: Expr | undefined;
  for (const [i, value] of values.entries()) {
    const upstream = mayDependOn(upstreams[i], marks) ? standIn(upstreams[i]) : upstreams[i];
    const isOne = upstream.kind === "const" && upstream.value === 1;
    const term = isOne ? value : Mul(value, upstream);
    sum = sum === undefined ? term : Add(sum, term);
  }
  return { sum: sum ?? constant(0), seeds };
}

/** Formulas with variables replaced in all of them together, so that each shared node is looked at once. */
function replaced(formulas: readonly Expr[], by: ReadonlyMap<string, Expr>): readonly Expr[] {
  if (by.size === 0) return formulas;
  const results = foldAll<Expr>(formulas, {
    constant: (node) => node,
    variable: (node) => by.get(node.name) ?? node,
    apply: (node, args) => (args.every((arg, i) => arg === node.args[i]) ? node : apply(node.op, [...args])),
  });
  return formulas.map((formula) => results.get(formula) ?? formula);
}

/**
 * The gradient of an operand of shape `shape` from that of what it was broadcast to: the sum over the axes that it
 * was broadcast along.
 * @throws {ShapeError} for a shape that is not broadcast to the gradient's.
 * @example unbroadcast(array([[1, 2], [3, 4]]), [2]).nested()  // [4, 6]
 */
export function unbroadcast<T>(gradient: NdArray<T>, shape: Shape): NdArray<T> {
  checkShape(shape);
  const whole = gradient.shape;
  const missing = whole.length - shape.length;
  const isBroadcast = shape.every((length, axis) => length === 1 || length === whole[axis + missing]);
  if (missing < 0 || !isBroadcast) {
    throw new ShapeError(
      "no-broadcast",
      `a gradient of shape ${shapeText(whole)} is not that of an operand of shape ${shapeText(shape)}, expected one that is broadcast to it`,
    );
  }
  const axes = whole.flatMap((_, axis) => (axis < missing || shape[axis - missing] === 1 ? [axis] : []));
  return gradient.sum({ axes, keepdims: true }).reshape(shape);
}

/**
 * The gradients of both operands of a matrix product by that of the result, g: g·bᵀ and aᵀ·g, summed over the axes
 * that a stack was broadcast along.
 * @throws {ShapeError} where a and b have no product, or g has not its shape.
 * @example
 *   const { a, b } = matmulGradients(array([[1, 2]]), array([[3], [4]]), array([[10]]));
 *   [a.nested(), b.nested()]  // [[[30, 40]], [[10], [20]]]
 */
export function matmulGradients<T>(
  a: NdArray<T>,
  b: NdArray<T>,
  g: NdArray<T>,
): { a: NdArray<T>; b: NdArray<T> } {
  const { rows, inner, columns, batchOfA, batchOfB, batch, result } = productShape(a.shape, b.shape);
  if (shapeText(g.shape) !== shapeText(result)) {
    throw new ShapeError(
      "wrong-shape",
      `the gradient of a product of shape ${shapeText(result)} has shape ${shapeText(g.shape)}, expected the product's`,
    );
  }
  const whole = g.reshape([...batch, rows, columns]);
  const left = a.reshape([...batchOfA, rows, inner]);
  const right = b.reshape([...batchOfB, inner, columns]);
  const ofA = whole.matmul(turned(right));
  const ofB = turned(left).matmul(whole);
  return {
    a: unbroadcast(ofA, left.shape).reshape(a.shape),
    b: unbroadcast(ofB, right.shape).reshape(b.shape),
  };
}

/** The last two axes exchanged. */
function turned<T>(a: NdArray<T>): NdArray<T> {
  const axes = a.shape.map((_, axis) => axis);
  const [row, column] = axes.splice(-2);
  return a.transpose([...axes, column, row]);
}
