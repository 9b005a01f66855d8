// Compiling formulas: linearized, differentiated where that is asked for, and made into a kernel.
import { nameIn } from "../backprop/gradient.ts";
import { type Budget, checkCancelled } from "../expr/budget.ts";
import { NameError, UsageError } from "../expr/errors.ts";
import { type Expr, type ExprLike, toExpr } from "../expr/node.ts";
import { budget, checkOptions, described, flag, list, oneOf, type Rule, rules } from "../expr/options.ts";
import { suggestion } from "../expr/suggest.ts";
import { withDerivatives } from "./adjoint.ts";
import { withJacobian, withWholeJacobian } from "./jacobian.ts";
import {
  type Kernel,
  type Parts,
  scalarKernel,
  type Target,
  type VectorKernel,
  vectorKernel,
} from "./kernel.ts";
import { linearize } from "./linearize.ts";
import { entriesOf } from "./secondOrder.ts";
import type { Host } from "./targets/wasm/host.ts";

export interface CompileOptions {
  /** The inputs in their order; default the formulas' variables, sorted. May list names that do not occur. */
  readonly inputs?: readonly (string | Expr)[] | undefined;
  /** Whether derivatives are computed too: by all inputs (true), or by these, in their order. */
  readonly gradient?: boolean | readonly (string | Expr)[] | undefined;
  /** Whether a kernel of one formula has its second derivatives too, by the same variables: `hessian` and `hvp`. */
  readonly hessian?: boolean | undefined;
  /** Whether a Jacobian or Hessian is written by its entries that may be other than 0, which the kernel's pattern lists. */
  readonly sparse?: boolean | undefined;
  /** What runs it; chosen by size where left out. */
  readonly target?: Target | undefined;
  /** What the caller hands in of its surroundings: how WebAssembly is compiled. */
  readonly host?: Host | undefined;
  readonly budget?: Budget | undefined;
}

const names = list('variables, ["x", "y"]');
const gradient: Rule = {
  takes: (value) => flag.takes(value) || names.takes(value),
  expected: `true, false or ${names.expected}`,
};
const eager: Rule = { takes: (value) => typeof value === "function", expected: "a function" };
const host: Rule = {
  takes: (value) => typeof value === "object" && value !== null,
  expected: "an object { eager }",
  within: rules({ eager }),
};
export const compileRules = rules({
  inputs: names,
  gradient,
  hessian: flag,
  sparse: flag,
  target: oneOf("js", "wasm", "interpret"),
  host,
  budget,
});

/**
 * A formula, or a list of formulas, compiled to be run many times, with its derivatives where `gradient` asks for
 * them: a gradient costs a small multiple of the value, whatever the number of inputs. A Jacobian takes a sweep for each
 * group of rows without a variable in common, or of columns without a formula in common, whichever are fewer; a Hessian
 * one for each colour of its sparsity.
 * @throws {NameError} for a variable that is not among the inputs, or a derivative by a name that is none; {UsageError}
 * for an unknown target, a Hessian of a list, or `sparse` without a matrix; {DomainError} for a derivative by an integer
 * constant such as the n of polygamma; {BudgetError} beyond 20 million instructions, or `budget.nodes`.
 * @example
 *   const kernel = compile(parse("x*y + sin(y)"), { gradient: true });
 *   const gradient = new Float64Array(2);
 *   kernel.valueAndGradient(Float64Array.of(2, 0), gradient)  // 0, and gradient is [0, 3]
 */
export function compile(expr: ExprLike, options?: CompileOptions): Kernel;
export function compile(exprs: readonly ExprLike[], options?: CompileOptions): VectorKernel;
export function compile(
  exprs: ExprLike | readonly ExprLike[],
  options: CompileOptions = {},
): Kernel | VectorKernel {
  checkOptions("compile", options, compileRules);
  const { hessian = false, sparse = false, gradient = false } = options;
  if (isList(exprs)) {
    if (hessian) {
      throw new UsageError("bad-hessian", "hessian is for one formula, got a list: compile each by itself");
    }
    if (sparse && gradient === false) noMatrix("a list of formulas with a gradient");
    return vectorKernel(parts(exprs, options));
  }
  if (sparse && !hessian) noMatrix("a formula with a Hessian");
  return scalarKernel({ ...parts([exprs], { ...options, sparse: false }), isSparse: sparse });
}

const isList = (exprs: ExprLike | readonly ExprLike[]): exprs is readonly ExprLike[] => Array.isArray(exprs);

/** The programs of formulas and of their derivatives. */
export function parts(exprs: readonly ExprLike[], options: CompileOptions): Parts {
  checkCancelled(options.budget);
  const formulas = exprs.map(toExpr);
  const given = options.inputs === undefined ? undefined : distinct("inputs", options.inputs);
  const values = linearize(formulas, given, options.budget);
  const { inputs } = values;
  const hasGradient = options.gradient !== undefined && options.gradient !== false;
  const { hessian: hasHessian = false, sparse: isSparse = false, target, host, budget } = options;
  const wrt = hasGradient || hasHessian ? differentiatedBy(options.gradient, inputs) : [];
  const indices = new Map(inputs.map((name, i) => [name, i]));
  const by = wrt.map((name) => indices.get(name) ?? notAnInput(name, inputs));
  const made = { values, wrt, hasGradient, target, host, hasHessian, isSparse, budget, entries: undefined };
  if (!hasGradient) return { ...made, whole: values };
  if (!isSparse) {
    const whole = formulas.length === 1 ? withDerivatives : withWholeJacobian;
    return { ...made, whole: whole(values, by, budget) };
  }
  const { program, pattern, sweeps } = withJacobian(values, by, budget);
  return { ...made, whole: program, entries: Object.freeze(entriesOf(pattern, sweeps)) };
}

function differentiatedBy(asked: CompileOptions["gradient"], inputs: readonly string[]): readonly string[] {
  return typeof asked === "object" ? distinct("gradient", asked) : inputs;
}

/** The names of variables, each once. */
function distinct(what: string, given: readonly (string | Expr)[]): readonly string[] {
  const names = given.map((one) => nameIn(what, one));
  const twice = names.length === new Set(names).size ? undefined : names.find((x, i) => names.indexOf(x) < i);
  if (twice !== undefined) {
    throw new UsageError(`bad-${what}`, `${what} holds ${described(twice)} twice, expected it once`);
  }
  return Object.freeze(names);
}

function noMatrix(expected: string): never {
  throw new UsageError("bad-sparse", `sparse is for ${expected}, expected that to be asked for too`);
}

function notAnInput(name: string, inputs: readonly string[]): never {
  const near = suggestion(name, inputs);
  const hint = near === undefined ? "" : ` (did you mean '${near}'?)`;
  throw new NameError(
    "not-an-input",
    `gradient holds '${name}', which is not among the inputs${hint}: add it to them`,
    { suggestion: near },
  );
}
