// Functions that give the derivatives of functions: traced once, compiled once, called with numbers.
import { alpha } from "../backprop/alpha.ts";
import { ShapeError, UsageError } from "../expr/errors.ts";
import { described } from "../expr/options.ts";
import { compile } from "../program/compile.ts";
import type { Shape } from "./parameters.ts";
import type { AnyFunction } from "./source.ts";
import { type TraceOptions, traced } from "./trace.ts";

/** Derivatives in the shape of the arguments. */
export type Derivatives = number | Derivatives[];

/** What is derived by one argument: a number by a number, an array by an array. */
type By<A> = A extends number ? number : A extends readonly (infer T)[] ? By<T>[] : never;
/** Of a function of one parameter the derivative by it; of several, one for each. */
export type GradientOf<P extends readonly unknown[]> = P extends readonly [infer A]
  ? By<A>
  : { [K in keyof P]: By<P[K]> };

type Fn<P extends readonly unknown[], R> = (...args: P) => R;

/**
 * The gradient of a function, as a function of the same arguments: of one parameter the derivative, of several an
 * array of one each, in the shape of the arguments.
 * @throws {UsageError} as `trace`; the function made, for other arguments than its parameters.
 * @example grad((x, y) => x * y + Math.sin(y))(2, 0)  // [0, 3]
 */
export function grad<P extends readonly unknown[]>(
  fn: (...args: [...P]) => number,
  options?: TraceOptions,
): Fn<P, GradientOf<P>> {
  const both = valueAndGrad(fn, options);
  return (...args) => both(...args)[1];
}

/**
 * The value of a function and its gradient, as a function that gives both: [value, gradient].
 * @example valueAndGrad((x) => x * x)(3)  // [9, 6]
 */
export function valueAndGrad<P extends readonly unknown[]>(
  fn: (...args: [...P]) => number,
  options?: TraceOptions,
): Fn<P, [value: number, gradient: GradientOf<P>]> {
  const { expr, inputs, shapes } = traced(fn as AnyFunction, options);
  const kernel = compile(expr, { inputs, gradient: true });
  const values = new Float64Array(inputs.length);
  const partials = new Float64Array(inputs.length);
  return (...args) => {
    flatten(args, shapes, values);
    const value = kernel.valueAndGradient(values, partials);
    let k = 0;
    const given = shapes.map((shape) => shaped(shape, () => partials[k++]));
    return [value, (given.length === 1 ? given[0] : given) as unknown as GradientOf<P>];
  };
}

/**
 * The second derivatives of a function, as a function of the same arguments that gives them as rows, one for each
 * number among the arguments, in order; of one number alone, the second derivative.
 * @example hessian((x, y) => x * x * y)(3, 5)  // [[10, 6], [6, 0]]
 */
export function hessian<P extends readonly unknown[]>(
  fn: (...args: [...P]) => number,
  options?: TraceOptions,
): Fn<P, P extends readonly [number] ? number : number[][]> {
  const { expr, inputs, shapes } = traced(fn as AnyFunction, options);
  const first = alpha.grad(expr);
  const kernel = compile(
    inputs.map((name) => first.read(name)),
    { inputs, gradient: true },
  );
  const n = inputs.length;
  const values = new Float64Array(n);
  const out = new Float64Array(kernel.length);
  const isNumber = shapes.length === 1 && shapes[0].kind === "number";
  return (...args) => {
    flatten(args, shapes, values);
    kernel.into(values, out);
    const rows = Array.from({ length: n }, (_, i) => Array.from(out.subarray(n + i * n, n + (i + 1) * n)));
    return (isNumber ? rows[0][0] : rows) as P extends readonly [number] ? number : number[][];
  };
}

/** Writes arguments, taken apart by the shapes of their parameters, one after the other. */
function flatten(args: readonly unknown[], shapes: readonly Shape[], into: Float64Array): void {
  if (args.length !== shapes.length) {
    const expected = `${shapes.length} ${shapes.length === 1 ? "argument" : "arguments"}`;
    throw new UsageError("wrong-arguments", `${args.length} given, expected ${expected}`);
  }
  let k = 0;
  const put = (value: unknown, shape: Shape, what: string): void => {
    if (shape.kind === "number") {
      if (typeof value !== "number") {
        throw new UsageError("wrong-arguments", `${what} is ${described(value)}, expected a number`);
      }
      into[k++] = value;
      return;
    }
    const { entries } = shape;
    if (!Array.isArray(value) && !ArrayBuffer.isView(value)) {
      throw new UsageError(
        "wrong-arguments",
        `${what} is ${described(value)}, expected an array of ${entries.length}`,
      );
    }
    const list = value as readonly unknown[];
    if (list.length !== entries.length) {
      throw new ShapeError("wrong-length", `${what} has ${list.length} entries, expected ${entries.length}`);
    }
    for (const [i, entry] of entries.entries()) put(list[i], entry, `${what}[${i}]`);
  };
  for (const [i, shape] of shapes.entries()) put(args[i], shape, `argument ${i + 1}`);
}

const shaped = (shape: Shape, next: () => number): Derivatives =>
  shape.kind === "number" ? next() : shape.entries.map((entry) => shaped(entry, next));
