// A kernel: formulas compiled, to be run many times. Its inputs are numbers in one order, its results
// are numbers; where they come from, generated code or the loop over the program, is its plan.

import { type Bindings, bindingsMap, valueBound } from "../expr/bindings.ts";
import type { Budget } from "../expr/budget.ts";
import { UsageError } from "../expr/errors.ts";
import { checkNumbers } from "./checkNumbers.ts";
import { arities } from "./instructions.ts";
import { optimized } from "./passes.ts";
import { type Plan, planned, type Target } from "./plan.ts";
import type { Program } from "./program.ts";
import { type Rows, type RowsOptions, rowsOf } from "./rows/rows.ts";
import { type Entries, noSecondOrder, type SecondOrder, secondOrder } from "./secondOrder.ts";
import type { Host } from "./targets/wasm/host.ts";

export type { Plan, Target } from "./plan.ts";

/** What kernels of one and of several formulas have in common. */
interface Compiled {
  /** The names of the inputs, in the order of their values. */
  readonly inputs: readonly string[];
  /** The names that are differentiated by, in the order of the derivatives. */
  readonly wrt: readonly string[];
  readonly plan: Plan;
}

/** One formula, compiled. */
export interface Kernel extends Compiled, SecondOrder {
  /**
   * The value at a point, by name.
   * @throws {NameError} for a variable without a value, or with one that is no number.
   */
  (at: Bindings): number;
  /**
   * The value at inputs in the kernel's order.
   * @throws {ShapeError} for another number of inputs; {UsageError} for anything but a Float64Array.
   */
  readonly value: (inputs: Float64Array) => number;
  /**
   * The value, and the partial derivatives written over `gradient`.
   * @throws {UsageError} for a kernel compiled without a gradient, and as `value`.
   */
  readonly valueAndGradient: (inputs: Float64Array, gradient: Float64Array) => number;
  /**
   * Many rows of inputs at once: see Rows. `parameters` are the inputs that have one value for all rows.
   * @throws {NameError} for a parameter that is no input; {BudgetError} beyond 10 million rows, or 1 GiB of columns.
   */
  readonly rows: (n: number, options?: RowsOptions) => Rows;
}

/** Several formulas, compiled together. */
export interface VectorKernel extends Compiled {
  /** The number of results that `into` writes: the values, then with a gradient the Jacobian. */
  readonly length: number;
  /**
   * Writes the values, then with a gradient the Jacobian row by row: all derivatives of the first, of the second ...; of a
   * kernel compiled with `sparse` the entries of `jacobianPattern` alone.
   */
  readonly into: (inputs: Float64Array, out: Float64Array) => void;
  /** The entries of the Jacobian that may be other than 0, row by row, where it is `sparse`. */
  readonly jacobianPattern: Entries | undefined;
}

/** What a kernel is made of: the values' program, the same with derivatives, and what it was asked for. */
export interface Parts {
  readonly values: Program;
  readonly whole: Program;
  readonly wrt: readonly string[];
  readonly hasGradient: boolean;
  readonly target: Target | undefined;
  readonly host: Host | undefined;
  readonly hasHessian: boolean;
  readonly isSparse: boolean;
  /** The entries of a sparse Jacobian. */
  readonly entries: Entries | undefined;
  readonly budget: Budget | undefined;
}

const NOTHING = new Float64Array(0);

/** The kernel of one formula. */
export function scalarKernel(made: Parts): Kernel {
  const { values, whole, wrt, hasGradient, target, host } = made;
  const { inputs } = values;
  const main = planned(optimized(whole), 1, target, host, made.budget);
  let valueAlone = hasGradient ? undefined : main.run;
  let used: readonly number[] | undefined;
  const scratch = new Float64Array(inputs.length);
  const runValue = (given: Float64Array): number => {
    valueAlone ??= planned(optimized(values), 1, target, host).run;
    return valueAlone(given, NOTHING);
  };
  const kernel = (at: Bindings): number => {
    const bindings = bindingsMap(at);
    used ??= usedInputs(values);
    for (const i of used) scratch[i] = valueBound(inputs[i], bindings);
    return runValue(scratch);
  };
  const value = (given: Float64Array): number => {
    checkNumbers("inputs", given, inputs.length, "inputs");
    return runValue(given);
  };
  const valueAndGradient = (given: Float64Array, gradient: Float64Array): number => {
    if (!hasGradient) {
      throw new UsageError(
        "no-gradient",
        "this kernel has no gradient: compile it with { gradient: true }, or with the names to differentiate by",
      );
    }
    checkNumbers("inputs", given, inputs.length, "inputs");
    checkNumbers("gradient", gradient, wrt.length, "variables differentiated by");
    return main.run(given, gradient);
  };
  const rows = rowsOf(made);
  const second = made.hasHessian
    ? secondOrder(
        values,
        wrt.map((name) => inputs.indexOf(name)),
        made.isSparse,
        (program) => planned(program, 0, target, host).run,
        made.budget,
      )
    : noSecondOrder;
  return Object.freeze(
    Object.assign(kernel, { inputs, wrt, plan: main.plan, value, valueAndGradient, rows, ...second }),
  );
}

/** The kernel of several formulas. */
export function vectorKernel({ values, whole, wrt, target, host, entries, budget }: Parts): VectorKernel {
  const { inputs } = values;
  const { length } = whole.outputs;
  const { run, plan } = planned(optimized(whole), 0, target, host, budget);
  const into = (given: Float64Array, out: Float64Array): void => {
    checkNumbers("inputs", given, inputs.length, "inputs");
    checkNumbers("out", out, length, "results");
    run(given, out);
  };
  return Object.freeze({ inputs, wrt, plan, length, into, jacobianPattern: entries });
}

/** The indices of the inputs that are in the formulas. */
function usedInputs(program: Program): number[] {
  const { opcodes, first, second, third, inputs, outputs } = program;
  const used = new Uint8Array(opcodes.length);
  for (const slot of outputs) used[slot] = 1;
  for (let slot = inputs.length; slot < opcodes.length; slot++) {
    const arity = arities[opcodes[slot]];
    if (arity > 0) used[first[slot]] = 1;
    if (arity > 1) used[second[slot]] = 1;
    if (arity > 2) used[third[slot]] = 1;
  }
  return inputs.flatMap((_, i) => (used[i] === 1 ? [i] : []));
}
