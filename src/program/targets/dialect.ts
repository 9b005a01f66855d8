// What is said of a language that source code is generated in, and programs in the operations that it has:
// its own functions, helper functions written beside them, and what these can express.
import { TargetError } from "../../expr/errors.ts";
import { grouped } from "../../expr/print/grouped.ts";
import { expanded } from "../expansions.ts";
import { compact } from "../passes.ts";
import { operationsOf, type Program } from "../program.ts";
import { unrolled } from "../routines.ts";
import type { Operation, Written } from "./written.ts";

/** A function to be written: its statements, and what it answers. */
export interface Body {
  readonly name: string;
  /** The names of the inputs in the code, in their order. */
  readonly inputs: readonly string[];
  /** By input, whether any statement reads it. */
  readonly isRead: readonly boolean[];
  /** One formula, which is returned, or a list of them. */
  readonly isScalar: boolean;
  readonly hasGradient: boolean;
  /** What each statement declares. */
  readonly statements: readonly Statement[];
  readonly values: readonly Written[];
  /** The derivatives, row by row. */
  readonly derivatives: readonly Written[];
  /** How many derivatives a row has. */
  readonly columns: number;
}

export interface Statement {
  readonly name: string;
  readonly text: string;
  readonly isCondition: boolean;
}

export interface Dialect {
  /** The name of the target. */
  readonly name: string;
  /** What the language is called. */
  readonly title: string;
  /**
   * How an operation is written, by opcode. Comparisons, and, or, not give conditions and the last three take them, as
   * `if` does first; all others are numbers.
   */
  readonly operations: ReadonlyMap<number, Operation>;
  /** Helper functions in the language, by the name under which they are called, each after those it calls. */
  readonly helpers: ReadonlyMap<string, string>;
  /** The language's words, and other names that code here can't give to variables or functions. */
  readonly words: ReadonlySet<string>;
  /** Names of functions that a variable may hide, but that no other function may have. */
  readonly taken?: ReadonlySet<string>;
  /** Names that the language refuses beside its words. */
  readonly refuses?: RegExp;
  /** From a number to the condition that it is neither 0 nor nan. */
  readonly truth: (number: Written) => Written;
  /** From a condition to 1 or 0. */
  readonly number: (condition: Written) => Written;
  readonly literal: (value: number) => Written;
  /** A line, or lines, of comment. */
  readonly comment: (lines: readonly string[]) => string;
  /** What stands at the top of a file with this code. */
  readonly top?: (code: string) => readonly string[];
  /** The most parameters of a function, where its inputs are parameters. */
  readonly mostInputs?: number;
  readonly write: (body: Body) => string;
}

/** The most operations of a generated text, some 10 MB. */
const MOST_OPERATIONS = 250_000;

/** A program in a dialect's own operations. @throws {TargetError} for a row that it neither has nor can express. */
export function inDialect(program: Program, { name, operations, mostInputs = Infinity }: Dialect): Program {
  const found = operationsOf(program);
  if (found > MOST_OPERATIONS) {
    const [is, most] = [found, MOST_OPERATIONS].map(grouped);
    throw new TargetError(
      "too-large",
      `target '${name}' is given ${is} operations, expected at most ${most}`,
    );
  }
  if (program.inputs.length > mostInputs) {
    throw new TargetError(
      "too-large",
      `target '${name}' is given ${grouped(program.inputs.length)} inputs, expected at most ${mostInputs}`,
    );
  }
  const missing = (row: string): never => {
    throw new TargetError(
      "no-instruction",
      `target '${name}' cannot compute '${row}': it has neither the function nor an expansion of it`,
    );
  };
  const isNative = (opcode: number): boolean => operations.has(opcode);
  return compact(expanded(unrolled(program, isNative), isNative, missing));
}
