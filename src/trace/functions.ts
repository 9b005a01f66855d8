// Functions that give the derivatives of functions: traced once, compiled once, called with numbers.
import { ShapeError, UsageError } from "../expr/errors.ts";
import { described } from "../expr/options.ts";
import { compile } from "../program/compile.ts";
import type { NumberFunction, Shape } from "./signature.ts";
import { type TraceOptions, tracedAs } from "./trace.ts";

/** A function of numbers and of arrays of numbers. */
type Differentiable = (...args: never[]) => number;

/** What is derived by one argument: a number by a number, an array by an array. */
type By<A> = A extends number ? number : A extends readonly (infer T)[] ? By<T>[] : never;

/** The parameters without those that have defaults: these are constants. */
type Given<P extends readonly unknown[]> = number extends P["length"]
  ? P
  : P extends readonly [infer A, ...infer More]
    ? [A, ...Given<More>]
    : [];

type OfGiven<P extends readonly unknown[]> = P extends readonly [infer A]
  ? By<A>
  : { [K in keyof P]: By<P[K]> };

/** Of a function of one parameter the derivative by it; of several, one for each. */
export type GradientOf<F extends Differentiable> = OfGiven<Given<Parameters<F>>>;

/** Of a function of one number the second derivative; else rows of them. */
export type HessianOf<F extends Differentiable> =
  Given<Parameters<F>> extends readonly [number] ? number : number[][];

/** A function of the same arguments as another. */
type Like<F extends Differentiable, R> = (...args: Given<Parameters<F>>) => R;

/**
 * The gradient of a function, as a function of the same arguments: of one parameter the derivative, of several an
 * array of one each, in the shape of the arguments. A parameter with a default is a constant, unless `names` names it.
 * @throws {UsageError} as `trace`; the function made, for other arguments than its parameters.
 * @example grad((x, y) => x * y + Math.sin(y))(2, 0)  // [0, 3]
 * @example grad((x) => x ** 3)(2)  // 12
 */
export function grad<F extends NumberFunction<number>>(fn: F, options?: TraceOptions): Like<F, GradientOf<F>>;
export function grad<F extends Differentiable>(fn: F, options?: TraceOptions): Like<F, GradientOf<F>>;
export function grad<F extends Differentiable>(fn: F, options?: TraceOptions): Like<F, GradientOf<F>> {
  const both = derived("grad", fn, options);
  return (...args) => both(args).gradient as GradientOf<F>; // in the shape of the parameters
}

/**
 * The value of a function and its gradient, as a function that gives both: [value, gradient].
 * @throws as `grad`.
 * @example valueAndGrad((x) => x * x)(3)  // [9, 6]
 */
export function valueAndGrad<F extends NumberFunction<number>>(
  fn: F,
  options?: TraceOptions,
): Like<F, [value: number, gradient: GradientOf<F>]>;
export function valueAndGrad<F extends Differentiable>(
  fn: F,
  options?: TraceOptions,
): Like<F, [value: number, gradient: GradientOf<F>]>;
export function valueAndGrad<F extends Differentiable>(
  fn: F,
  options?: TraceOptions,
): Like<F, [value: number, gradient: GradientOf<F>]> {
  const both = derived("valueAndGrad", fn, options);
  return (...args) => {
    const { value, gradient } = both(args);
    return [value, gradient as GradientOf<F>]; // in the shape of the parameters
  };
}

/**
 * The second derivatives of a function, as a function of the same arguments that gives them as rows, one for each
 * number among the arguments, in order; of one number alone, the second derivative.
 * @throws as `grad`.
 * @example hessian((x, y) => x * x * y)(3, 5)  // [[10, 6], [6, 0]]
 */
export function hessian<F extends NumberFunction<number>>(
  fn: F,
  options?: TraceOptions,
): Like<F, HessianOf<F>>;
export function hessian<F extends Differentiable>(fn: F, options?: TraceOptions): Like<F, HessianOf<F>>;
export function hessian<F extends Differentiable>(fn: F, options?: TraceOptions): Like<F, HessianOf<F>> {
  const { expr, inputs, shapes } = tracedAs("hessian", fn, options);
  const kernel = compile(expr, { inputs, hessian: true });
  const n = inputs.length;
  const values = new Float64Array(n);
  const out = new Float64Array(n * n);
  const isNumber = shapes.length === 1 && shapes[0].kind === "number";
  return (...args) => {
    flatten(args, shapes, values);
    kernel.hessian(values, out);
    const rows = Array.from({ length: n }, (_, i) => Array.from(out.subarray(i * n, (i + 1) * n)));
    return (isNumber ? rows[0][0] : rows) as HessianOf<F>; // one number for one
  };
}

type Derivatives = number | Derivatives[];

/** The value and the gradient, in the shape of the parameters, at arguments that are checked. */
function derived(caller: string, fn: Differentiable, options: TraceOptions | undefined) {
  const { expr, inputs, shapes } = tracedAs(caller, fn, options);
  const kernel = compile(expr, { inputs, gradient: true });
  const values = new Float64Array(inputs.length);
  const partials = new Float64Array(inputs.length);
  return (args: readonly unknown[]): { value: number; gradient: Derivatives } => {
    flatten(args, shapes, values);
    const value = kernel.valueAndGradient(values, partials);
    let k = 0;
    const given = shapes.map((shape) => shaped(shape, () => partials[k++]));
    return { value, gradient: given.length === 1 ? given[0] : given };
  };
}

/** Writes arguments, taken apart by the shapes of their parameters, one after the other. */
function flatten(args: readonly unknown[], shapes: readonly Shape[], into: Float64Array): void {
  if (args.length !== shapes.length) {
    const expected = `${shapes.length} ${shapes.length === 1 ? "argument" : "arguments"}`;
    throw new UsageError("wrong-arguments", `${args.length} given, expected ${expected}`);
  }
  let k = 0;
  const put = (value: unknown, shape: Shape, what: () => string): void => {
    if (shape.kind === "number") {
      if (typeof value !== "number") {
        throw new UsageError("wrong-arguments", `${what()} is ${described(value)}, expected a number`);
      }
      into[k++] = value;
      return;
    }
    const { entries } = shape;
    if (!Array.isArray(value) && !(value instanceof Float64Array)) {
      throw new UsageError(
        "wrong-arguments",
        `${what()} is ${described(value)}, expected an array of ${entries.length}`,
      );
    }
    if (value.length !== entries.length) {
      throw new ShapeError(
        "wrong-length",
        `${what()} has ${value.length} entries, expected ${entries.length}`,
      );
    }
    for (const [i, entry] of entries.entries()) put(value[i], entry, () => `${what()}[${i}]`);
  };
  for (const [i, shape] of shapes.entries()) put(args[i], shape, () => `argument ${i + 1}`);
}

const shaped = (shape: Shape, next: () => number): Derivatives =>
  shape.kind === "number" ? next() : shape.entries.map((entry) => shaped(entry, next));
