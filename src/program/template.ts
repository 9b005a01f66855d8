// Partials as instruction templates: each row's rules are turned once, on placeholders for its arguments
// and its value, into a list of instructions, and put into a program wherever the row is applied.
import { toNumber } from "../expr/evaluate.ts";
import { type Expr, type ExprLike, toExpr, variable } from "../expr/node.ts";
import type { Primitive } from "../expr/primitive.ts";
import { If } from "../expr/primitives/logic.ts";
import { postorder } from "../expr/walk.ts";
import type { Builder } from "./builder.ts";
import { folded } from "./fold.ts";
import { CONSTANT, IF, instructions, rowOpcode, slopeOpcode } from "./instructions.ts";

/** One instruction: operands are earlier steps, or, as -1 - k, the k-th argument; after the arguments comes the value itself. */
interface Step {
  readonly opcode: number;
  readonly operands: readonly number[];
  /** Of a constant. */
  readonly value: number;
}

export interface Template {
  readonly steps: readonly Step[];
  /** A step, or an argument as above. */
  readonly result: number;
  /** The value where the template is a constant alone, else nan. */
  readonly constant: number;
  /** Whether the rule is a conditional: where that chooses 0, nothing comes through, as through a constant 0. */
  readonly isConditional: boolean;
}

/** By opcode and operand: undefined until it is asked for, null where the partial is the constant 0. */
const templates: (Template | null | undefined)[] = new Array(3 * instructions.length).fill(undefined);

/** The template of the partial of an opcode's row by operand i, or undefined where that is the constant 0. */
export function partialOf(opcode: number, i: number): Template | undefined {
  const known = templates[3 * opcode + i];
  return known === undefined ? newPartial(opcode, i) : (known ?? undefined);
}

function newPartial(opcode: number, i: number): Template | undefined {
  const { row } = instructions[opcode];
  if (row === undefined) throw new Error("invariant: programs of rows are differentiated");
  const template = made(row, i);
  templates[3 * opcode + i] = template ?? null;
  return template;
}

/** A template in the making, and the ways to add to it. */
function draft() {
  const steps: Step[] = [];
  const places = new Map<Expr, number>();
  const add = (opcode: number, operands: readonly number[], value = Number.NaN): number =>
    steps.push({ opcode, operands, value }) - 1;
  const place = (formula: Expr): number => {
    for (const node of postorder([formula])) {
      if (places.has(node)) continue;
      if (node.kind === "var") places.set(node, -1 - Number(node.name));
      else if (node.kind === "const") places.set(node, add(CONSTANT, [], toNumber(node.value)));
      else if (node.args.length === 0) places.set(node, add(CONSTANT, [], node.op.value()));
      else {
        const operands = node.args.map((arg) => places.get(arg) ?? 0); // always there: arguments come first
        places.set(node, add(rowOpcode(node.op), operands));
      }
    }
    return places.get(formula) ?? 0; // always there: it is the postorder's last
  };
  return { steps, add, place };
}

const isChoice = (formula: Expr): boolean => formula.kind === "apply" && formula.op === If;

/** The template of a formula of the variables 0, 1, ..., which stand for the arguments. */
export function templateOf(formula: ExprLike): Template {
  const { steps, place } = draft();
  const expr = toExpr(formula);
  return finished(steps, place(expr), isChoice(expr));
}

function finished(steps: readonly Step[], result: number, isConditional: boolean): Template {
  const constant = result >= 0 && steps[result].opcode === CONSTANT ? steps[result].value : Number.NaN;
  return { steps, result, constant, isConditional };
}

function made(row: Primitive, i: number): Template | undefined {
  const rule = row.partials[i];
  if (typeof rule !== "function") return undefined;
  const placeholders = Array.from({ length: row.arity + 1 }, (_, k) => variable(`${k}`));
  const args = placeholders.slice(0, row.arity);
  const { steps, add, place } = draft();
  const formula = toExpr(rule(...placeholders));
  const slope = slopeOpcode(row, i);
  let result =
    slope === undefined
      ? place(formula)
      : add(
          slope,
          Array.from(args, (_, k) => -1 - k),
        );
  // The first edge that applies counts, so it is put around the others.
  for (const edge of row.edges.filter(({ partial }) => partial === i).reverse()) {
    const condition = place(edge.condition(...args));
    result = add(IF, [condition, add(CONSTANT, [], edge.value), result]);
  }
  return finished(steps, result, isChoice(formula));
}

/** The slots of the steps put in last: one list for all, since none is put in while another is. */
const slots: number[] = [];

/** Puts a template into a program; `args` are the slots of the arguments and, last, of the application. */
export function instantiate(builder: Builder, { steps, result }: Template, args: readonly number[]): number {
  for (let k = 0; k < steps.length; k++) {
    const { opcode, operands, value } = steps[k];
    if (opcode === CONSTANT) slots[k] = builder.constant(value);
    else {
      const a = operands[0] < 0 ? args[-1 - operands[0]] : slots[operands[0]];
      let b = 0;
      let c = 0;
      if (operands.length > 1) b = operands[1] < 0 ? args[-1 - operands[1]] : slots[operands[1]];
      if (operands.length > 2) c = operands[2] < 0 ? args[-1 - operands[2]] : slots[operands[2]];
      slots[k] = folded(builder, opcode, a, b, c);
    }
  }
  return result < 0 ? args[-1 - result] : slots[result];
}
