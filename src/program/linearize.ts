// From formulas to a program: one walk over their distinct nodes, arguments first, each of which
// becomes the slot of its instruction. Equal subformulas become one slot, whether or not they were one node.

import { type Budget, checkCancelled, overBudget } from "../expr/budget.ts";
import { NameError, TargetError } from "../expr/errors.ts";
import { toNumber } from "../expr/evaluate.ts";
import { byCodePoint } from "../expr/measure.ts";
import { type Expr, placeOf } from "../expr/node.ts";
import type { Primitive } from "../expr/primitive.ts";
import { grouped } from "../expr/print/grouped.ts";
import { suggestion } from "../expr/suggest.ts";
import { numbered } from "../expr/walk.ts";
import { Builder } from "./builder.ts";
import { opcodeOf } from "./instructions.ts";
import type { Program } from "./program.ts";

/** The most instructions of a program where no budget is given: some 500 MB while it is made. */
export const MOST_INSTRUCTIONS = 20_000_000;

/** Refuses a program of more instructions than the budget allows. */
export function checkLength(what: string, length: number, budget: Budget | undefined): void {
  const limit = budget?.nodes ?? MOST_INSTRUCTIONS;
  if (length > limit) {
    const instructions = `${grouped(length)} instructions`;
    throw overBudget(what, instructions, limit, "compile less at once, or raise budget.nodes");
  }
}

/**
 * Formulas as one program of the given inputs (by default their variables, sorted), exactly as they are written; its
 * outputs are their values.
 * @throws {NameError} for a variable that is no input, or a function without a definition; {BudgetError} beyond
 * 20 million distinct nodes, or `budget.nodes`.
 * @example formatProgram(linearize([parse("x*y + 2")], ["x", "y"]))
 *   // "s0 = x\ns1 = y\ns2 = mul s0 s1\ns3 = 2\ns4 = add s2 s3\nreturn s4"
 */
export function linearize(formulas: readonly Expr[], given?: readonly string[], budget?: Budget): Program {
  const { nodes } = numbered(formulas);
  checkLength("compiling", nodes.length, budget);
  const inputs = given ?? variablesAmong(nodes);
  const indices = new Map(inputs.map((name, i) => [name, i]));
  const builder = new Builder(inputs, nodes.length);
  const slots = new Int32Array(nodes.length);
  for (let k = 0; k < nodes.length; k++) {
    if ((k & 4095) === 0) checkCancelled(budget);
    const node = nodes[k];
    if (node.kind === "const") slots[k] = builder.constant(toNumber(node.value));
    else if (node.kind === "var") slots[k] = indices.get(node.name) ?? notAnInput(node.name, inputs);
    else {
      const { op, args } = node;
      const opcode = opcodeOf(op) ?? notInTable(op);
      if (args.length === 0) slots[k] = builder.constant(op.value());
      else {
        const first = slots[placeOf(args[0])]; // no walk has begun since, so their places are this one's
        const second = args.length > 1 ? slots[placeOf(args[1])] : 0;
        const third = args.length > 2 ? slots[placeOf(args[2])] : 0;
        slots[k] = builder.instruction(opcode, first, second, third);
      }
    }
  }
  return builder.program(Int32Array.from(formulas, (formula) => slots[placeOf(formula)]));
}

/** The variables among nodes, each once, sorted. */
function variablesAmong(nodes: readonly Expr[]): string[] {
  const found = new Set<string>();
  for (const node of nodes) if (node.kind === "var") found.add(node.name);
  return [...found].sort(byCodePoint);
}

function notAnInput(name: string, inputs: readonly string[]): never {
  const near = suggestion(name, inputs);
  const hint = near === undefined ? "" : ` (did you mean '${near}'?)`;
  throw new NameError("not-an-input", `variable '${name}' is not among the inputs${hint}: add it to them`, {
    suggestion: near,
  });
}

/** A function outside the table is a user's: its value says that it has no definition. */
function notInTable(op: Primitive): never {
  op.value(...Array.from({ length: op.arity }, () => Number.NaN));
  throw new TargetError("no-instruction", `function '${op.name}' is not in the table: it can't be compiled`);
}
