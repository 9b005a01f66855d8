// Second derivatives of a program's one output, forward over reverse: tangent sweeps over the program of its
// gradient. A vector's product with the Hessian is one sweep; the Hessian itself takes one for each colour of a
// star colouring of its sparsity, since an entry may be read off in its row or, by symmetry, in its column.
// Gebremedhin, Manne & Pothen, What Color Is Your Jacobian?, SIAM Review 47 (2005), 4.
import type { Budget } from "../expr/budget.ts";
import { withDerivatives } from "./adjoint.ts";
import { Builder } from "./builder.ts";
import { colourSymmetric } from "./colouring.ts";
import { NONE } from "./contribution.ts";
import { expanded } from "./expansions.ts";
import { CONSTANT, INPUT, instructions } from "./instructions.ts";
import { groups } from "./jacobian.ts";
import { checkLength } from "./linearize.ts";
import { fold, live, returning } from "./passes.ts";
import type { Program } from "./program.ts";
import { type Pattern, patternOf, symmetric } from "./sparsity.ts";
import { TangentSweep } from "./tangent.ts";

/** The lower triangle of a Hessian. */
export interface DerivedTwice {
  /** Its outputs: the value, the gradient, then the entries. */
  readonly program: Program;
  /** The entries that may be other than 0, on and below the diagonal, row by row. */
  readonly pattern: Pattern;
  readonly sweeps: number;
}

/** Value and gradient in rows of the table alone, which can be differentiated again. */
function gradientOf(program: Program, wrt: readonly number[], budget: Budget | undefined): Program {
  const isRow = (opcode: number): boolean => instructions[opcode].row !== undefined;
  return expanded(fold(withDerivatives(program, wrt, budget)), isRow, (name) => {
    throw new Error(`invariant: ${name} has an expansion`);
  });
}

/**
 * The program that computes the one output, its gradient by the inputs of the indices `wrt`, and the entries of its
 * Hessian on and below the diagonal that may be other than 0.
 * @throws {DomainError} and {BudgetError} as `withJacobian`.
 */
export function withHessian(given: Program, wrt: readonly number[], budget?: Budget): DerivedTwice {
  const program = gradientOf(given, wrt, budget);
  const gradient = program.outputs.subarray(1);
  const both = symmetric(patternOf(program, gradient, wrt));
  const pattern = lower(both);
  const count = pattern.rows.reduce((sum, row) => sum + row.length, 0);
  checkLength("compiling the Hessian", program.outputs.length + count, budget);
  const { colours, count: sweeps } = colourSymmetric(both);
  const builder = Builder.from(program, 2 * program.opcodes.length);
  const sweep = new TangentSweep(builder, program, live(returning(program, gradient)), budget);
  const one = builder.constant(1);
  const zero = builder.constant(0);
  const alone = standAlone(both, colours);
  const entries = pattern.rows.map((row) => new Int32Array(row.length).fill(zero));
  for (const [colour, group] of groups(colours, sweeps).entries()) {
    const tangents = sweep.along(new Map(group.map((column) => [wrt[column], one])));
    for (const [i, row] of pattern.rows.entries()) {
      for (let k = 0; k < row.length; k++) {
        const j = row[k];
        const source =
          colours[j] === colour && alone(i, j) ? i : colours[i] === colour && !alone(i, j) ? j : NONE;
        if (source === NONE) continue;
        const tangent = tangents[gradient[source]];
        if (tangent !== NONE) entries[i][k] = tangent;
      }
    }
  }
  const results = [...program.outputs, ...entries.flatMap((row) => [...row])];
  return { program: builder.program(Int32Array.from(results)), pattern, sweeps };
}

/** On and below the diagonal. */
const lower = ({ rows, columns }: Pattern): Pattern => ({
  rows: rows.map((row, i) => row.filter((column) => column <= i)),
  columns,
});

/** Whether column j is the only one of its colour in row i; else, by the star colouring, row i is in column j. */
function standAlone({ rows }: Pattern, colours: Int32Array): (i: number, j: number) => boolean {
  const shared = rows.map((row) => {
    const once = new Set<number>();
    const more = new Set<number>();
    for (const column of row) (once.has(colours[column]) ? more : once).add(colours[column]);
    return more;
  });
  return (i, j) => !shared[i].has(colours[j]);
}

/** The names of a direction's inputs: no variable has a blank in its name. */
const directionName = (name: string): string => `d ${name}`;

/**
 * The program that computes the Hessian of the one output by the inputs of the indices `wrt` times a vector, whose
 * entries are further inputs, after the others.
 * @throws {DomainError} and {BudgetError} as `withJacobian`.
 */
export function withHessianProduct(given: Program, wrt: readonly number[], budget?: Budget): Program {
  const program = withInputs(
    gradientOf(given, wrt, budget),
    wrt.map((i) => directionName(given.inputs[i])),
  );
  const gradient = program.outputs.subarray(1);
  const builder = Builder.from(program, 2 * program.opcodes.length);
  const sweep = new TangentSweep(builder, program, live(returning(program, gradient)), budget);
  const direction = new Map(wrt.map((input, k) => [input, given.inputs.length + k]));
  const tangents = sweep.along(direction);
  const zero = builder.constant(0);
  return builder.program(gradient.map((slot) => (tangents[slot] === NONE ? zero : tangents[slot])));
}

/** A program with further inputs after its own. */
function withInputs(program: Program, names: readonly string[]): Program {
  const { opcodes, first, second, third, constants, inputs, outputs } = program;
  const builder = new Builder([...inputs, ...names], opcodes.length);
  const moved = new Int32Array(opcodes.length);
  for (let slot = 0; slot < opcodes.length; slot++) {
    const opcode = opcodes[slot];
    if (opcode === INPUT) moved[slot] = slot;
    else if (opcode === CONSTANT) moved[slot] = builder.constant(constants[first[slot]]);
    else {
      const { arity } = instructions[opcode];
      const b = arity > 1 ? moved[second[slot]] : 0;
      const c = arity > 2 ? moved[third[slot]] : 0;
      moved[slot] = builder.instruction(opcode, moved[first[slot]], b, c);
    }
  }
  return builder.program(outputs.map((slot) => moved[slot]));
}
