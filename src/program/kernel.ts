// A kernel: formulas compiled, to be run many times. Its inputs are numbers in one order, its results
// are numbers; where they come from, generated code or the loop over the program, is its plan.

import { type Bindings, bindingsMap, valueBound } from "../expr/bindings.ts";
import { ShapeError, UsageError } from "../expr/errors.ts";
import { described } from "../expr/options.ts";
import { grouped } from "../expr/print/grouped.ts";
import { arities } from "./instructions.ts";
import { interpreter, type Runner } from "./interpret.ts";
import { optimized } from "./passes.ts";
import { operationsOf, type Program } from "./program.ts";
import { javascript, mayGenerateCode } from "./targets/js.ts";

export type Target = "js" | "interpret";

/** What a kernel runs, and why. */
export interface Plan {
  readonly target: Target;
  /** The operations of a run: of value and derivatives where it has these, else of the values. */
  readonly operations: number;
  /** The memory that the program and its code take, about. */
  readonly bytes: number;
  /** Why this target, in words. */
  readonly why: string;
}

/** What kernels of one and of several formulas have in common. */
interface Compiled {
  /** The names of the inputs, in the order of their values. */
  readonly inputs: readonly string[];
  /** The names that are differentiated by, in the order of the derivatives. */
  readonly wrt: readonly string[];
  readonly plan: Plan;
}

/** One formula, compiled. */
export interface Kernel extends Compiled {
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
}

/** Several formulas, compiled together. */
export interface VectorKernel extends Compiled {
  /** The number of results that `into` writes: the values, then with a gradient the Jacobian. */
  readonly length: number;
  /** Writes the values, then with a gradient the Jacobian row by row: all derivatives of the first, of the second ... */
  readonly into: (inputs: Float64Array, out: Float64Array) => void;
}

/**
 * Up to so many operations and results code is generated: V8 optimises it after some hundreds of runs. Longer code
 * takes seconds of running to be optimised, in which the interpreter is the faster.
 */
export const CODE_OPERATIONS = 6000;

interface Planned {
  readonly run: Runner;
  readonly plan: Plan;
}

function planned(program: Program, skip: number, target: Target | undefined): Planned {
  const operations = operationsOf(program);
  const bytes = 13 * program.opcodes.length + 8 * program.constants.length;
  const interpreted = (why: string): Planned => ({
    run: interpreter(program, skip),
    plan: { target: "interpret", operations, bytes: bytes + 8 * program.opcodes.length, why },
  });
  if (target === "interpret") return interpreted("asked for");
  const limit = grouped(CODE_OPERATIONS);
  if (target === undefined && operations + program.outputs.length > CODE_OPERATIONS) {
    return interpreted(
      `more than ${limit} operations and results: generated code would take long to be optimised`,
    );
  }
  if (!mayGenerateCode()) return interpreted("generating code is forbidden here");
  const made = javascript(program, skip);
  const why =
    target === "js" ? "asked for" : `at most ${limit} operations and results: generated code is the fastest`;
  return { run: made.run, plan: { target: "js", operations, bytes: bytes + made.bytes, why } };
}

/** What a kernel is made of: the values' program, the same with derivatives, and what it was asked for. */
export interface Parts {
  readonly values: Program;
  readonly whole: Program;
  readonly wrt: readonly string[];
  readonly hasGradient: boolean;
  readonly target: Target | undefined;
}

const NOTHING = new Float64Array(0);

/** The kernel of one formula. */
export function scalarKernel({ values, whole, wrt, hasGradient, target }: Parts): Kernel {
  const { inputs } = values;
  const main = planned(optimized(whole), 1, target);
  let valueAlone = hasGradient ? undefined : main.run;
  const used = usedInputs(values);
  const scratch = new Float64Array(inputs.length);
  const runValue = (given: Float64Array): number => {
    valueAlone ??= planned(optimized(values), 1, target).run;
    return valueAlone(given, NOTHING);
  };
  const kernel = (at: Bindings): number => {
    const bindings = bindingsMap(at);
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
  return Object.freeze(Object.assign(kernel, { inputs, wrt, plan: main.plan, value, valueAndGradient }));
}

/** The kernel of several formulas. */
export function vectorKernel({ values, whole, wrt, target }: Parts): VectorKernel {
  const { inputs } = values;
  const { length } = whole.outputs;
  const { run, plan } = planned(optimized(whole), 0, target);
  const into = (given: Float64Array, out: Float64Array): void => {
    checkNumbers("inputs", given, inputs.length, "inputs");
    checkNumbers("out", out, length, "results");
    run(given, out);
  };
  return Object.freeze({ inputs, wrt, plan, length, into });
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

function checkNumbers(
  what: string,
  given: unknown,
  length: number,
  of: string,
): asserts given is Float64Array {
  if (!(given instanceof Float64Array)) {
    throw new UsageError("bad-array", `${what} is ${described(given)}, expected a Float64Array`);
  }
  if (given.length !== length) {
    const entries = `${given.length} ${given.length === 1 ? "entry" : "entries"}`;
    throw new ShapeError(
      "wrong-length",
      `${what} has ${entries}, expected ${length}: one for each of the ${of}`,
    );
  }
}
