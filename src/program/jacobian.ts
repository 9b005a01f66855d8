// The Jacobian of a program's outputs, by as few sweeps as its sparsity allows: rows that have no column in
// common are one adjoint sweep, columns that have no row in common one tangent sweep, and whichever takes fewer is done.
// Griewank & Walther, Evaluating Derivatives, 2nd ed., ch. 8.
import type { Budget } from "../expr/budget.ts";
import { AdjointSweep } from "./adjoint.ts";
import { Builder } from "./builder.ts";
import { type Colouring, colourColumns, colourRows } from "./colouring.ts";
import { NONE } from "./contribution.ts";
import { checkLength } from "./linearize.ts";
import { live } from "./passes.ts";
import type { Program } from "./program.ts";
import { type Pattern, patternOf } from "./sparsity.ts";
import { TangentSweep } from "./tangent.ts";

/** A program whose outputs are followed by derivatives: where these stand in a matrix, and what they took. */
export interface Derived {
  readonly program: Program;
  /** The entries that may be other than 0, row by row, in the order of the outputs that follow the values. */
  readonly pattern: Pattern;
  /** Rows by adjoint sweeps, or columns by tangent sweeps. */
  readonly by: "rows" | "columns";
  readonly sweeps: number;
}

/**
 * The program that computes the outputs and then the entries of their Jacobian by the inputs of the indices `wrt` that
 * may be other than 0, row by row.
 * @throws {DomainError} where the way leads through an argument that is an integer constant; {BudgetError} beyond
 * 20 million instructions or 200 million visits, or `budget.nodes` of either.
 */
export function withJacobian(program: Program, wrt: readonly number[], budget?: Budget): Derived {
  const { outputs } = program;
  const pattern = patternOf(program, outputs, wrt);
  const entries = pattern.rows.reduce((sum, row) => sum + row.length, 0);
  checkLength("compiling the derivatives", outputs.length + entries, budget);
  const rows = colourRows(pattern);
  const columns = outputs.length === 1 ? undefined : colourColumns(pattern);
  const byColumns = columns !== undefined && columns.count < rows.count ? columns : undefined;
  const { builder, found } =
    byColumns === undefined
      ? inRows(program, wrt, pattern, rows, budget)
      : inColumns(program, wrt, pattern, byColumns, budget);
  const results = new Int32Array(outputs.length + entries);
  results.set(outputs);
  results.set(found, outputs.length);
  return {
    program: builder.program(results),
    pattern,
    by: byColumns === undefined ? "rows" : "columns",
    sweeps: (byColumns ?? rows).count,
  };
}

interface Found {
  readonly builder: Builder;
  /** The slots of the pattern's entries, row by row. */
  readonly found: Int32Array;
}

/** By row, where its entries begin. */
export function starts({ rows }: Pattern): Int32Array {
  const places = new Int32Array(rows.length + 1);
  for (const [i, row] of rows.entries()) places[i + 1] = places[i] + row.length;
  return places;
}

function inRows(
  program: Program,
  wrt: readonly number[],
  pattern: Pattern,
  { colours, count }: Colouring,
  budget: Budget | undefined,
): Found {
  const sweep = new AdjointSweep(program, wrt, budget);
  const places = starts(pattern);
  const found = new Int32Array(places[pattern.rows.length]);
  for (const group of groups(colours, count)) {
    const adjoints = sweep.from(group.map((i) => program.outputs[i]));
    for (const i of group) {
      for (const [k, column] of pattern.rows[i].entries()) found[places[i] + k] = adjoints[column];
    }
  }
  return { builder: sweep.builder, found };
}

function inColumns(
  program: Program,
  wrt: readonly number[],
  pattern: Pattern,
  { colours, count }: Colouring,
  budget: Budget | undefined,
): Found {
  const builder = Builder.from(program, 2 * program.opcodes.length);
  const sweep = new TangentSweep(builder, program, live(program), budget);
  const places = starts(pattern);
  const found = new Int32Array(places[pattern.rows.length]).fill(builder.constant(0));
  const one = builder.constant(1);
  for (const [colour, group] of groups(colours, count).entries()) {
    const tangents = sweep.along(new Map(group.map((column) => [wrt[column], one])));
    for (const [i, row] of pattern.rows.entries()) {
      const tangent = tangents[program.outputs[i]];
      if (tangent === NONE) continue;
      for (let k = 0; k < row.length; k++) if (colours[row[k]] === colour) found[places[i] + k] = tangent;
    }
  }
  return { builder, found };
}

/** By colour what has it. */
export function groups(colours: Int32Array, count: number): number[][] {
  const all = Array.from({ length: count }, (): number[] => []);
  for (const [i, colour] of colours.entries()) all[colour].push(i);
  return all;
}

/** The same with all entries, those that are always 0 too, row by row. */
export function withWholeJacobian(program: Program, wrt: readonly number[], budget?: Budget): Program {
  const { outputs } = program;
  checkLength("compiling the derivatives", outputs.length * (wrt.length + 1), budget);
  const derived = withJacobian(program, wrt, budget);
  const builder = Builder.from(derived.program, 1);
  const results = new Int32Array(outputs.length * (wrt.length + 1)).fill(builder.constant(0));
  results.set(outputs);
  let next = outputs.length;
  for (const [i, row] of derived.pattern.rows.entries()) {
    for (const column of row)
      results[outputs.length + i * wrt.length + column] = derived.program.outputs[next++];
  }
  return builder.program(results);
}
