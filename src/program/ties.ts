// Ties within ties: the partials of max(max(a, b), c) count the arguments of a whole nest, so there the
// rule is given the nest as a formula, and what it answers is put into the program.
import { toNumber } from "../expr/evaluate.ts";
import { apply, type Expr, toExpr, variable } from "../expr/node.ts";
import type { Primitive } from "../expr/primitive.ts";
import { numbered } from "../expr/walk.ts";
import type { Builder } from "./builder.ts";
import { folded } from "./fold.ts";
import { arities, instructions, rowOpcode } from "./instructions.ts";

const isNest = (row: Primitive | undefined): boolean => row?.variadic === true && row.kinkAt !== undefined;

/** By opcode 1 where a row of several arguments has a kink. */
const mayTie = Uint8Array.from(instructions, ({ arity, row }) =>
  arity >= 2 && row?.kinkAt !== undefined ? 1 : 0,
);

export class Ties {
  readonly #builder: Builder;
  /** Slots of nests as formulas; any other slot is a variable of its number. */
  readonly #formulas = new Map<number, Expr>();
  /** The slots of formulas that are in the program. */
  readonly #slots = new Map<Expr, number>();

  constructor(builder: Builder) {
    this.#builder = builder;
  }

  /** Whether a row's rules may look into an operand of this application. */
  areIn(slot: number): boolean {
    const opcode = this.#builder.opcodes[slot];
    if (mayTie[opcode] === 0) return false;
    const { opcodes, first, second, third } = this.#builder;
    const arity = arities[opcode];
    const isNestAt = (operand: number): boolean => isNest(instructions[opcodes[operand]].row);
    return isNestAt(first[slot]) || isNestAt(second[slot]) || (arity > 2 && isNestAt(third[slot]));
  }

  /** The slot of d slot / d operand i, by the rule on the operands as formulas; undefined where it is 0. */
  partial(slot: number, i: number): number | undefined {
    const { row } = instructions[this.#builder.opcodes[slot]];
    const rule = row?.partials[i];
    if (row === undefined || typeof rule !== "function") return undefined;
    const args = this.#operands(slot).map((operand) => this.#formula(operand));
    return this.#put(toExpr(rule(...args, apply(row, args))));
  }

  #operands(slot: number): number[] {
    const { opcodes, first, second, third } = this.#builder;
    return [first[slot], second[slot], third[slot]].slice(0, arities[opcodes[slot]]);
  }

  #formula(root: number): Expr {
    const stack = [root];
    for (let slot = stack.pop(); slot !== undefined; slot = stack.pop()) {
      if (this.#formulas.has(slot)) continue;
      const { row } = instructions[this.#builder.opcodes[slot]];
      const operands = isNest(row) ? this.#operands(slot) : [];
      const args = operands.flatMap((operand) => this.#formulas.get(operand) ?? []);
      if (args.length < operands.length) stack.push(slot, ...operands);
      else {
        const formula = row !== undefined && args.length > 0 ? apply(row, args) : variable(`${slot}`);
        this.#formulas.set(slot, formula);
        this.#slots.set(formula, slot);
      }
    }
    return this.#formulas.get(root) ?? variable(`${root}`); // always there by now
  }

  #put(formula: Expr): number {
    const slotOf = (node: Expr): number => this.#slots.get(node) ?? 0; // always there: arguments come first
    for (const node of numbered([formula], (apply) => this.#slots.has(apply)).nodes) {
      if (this.#slots.has(node)) continue;
      let slot = 0;
      if (node.kind === "const") slot = this.#builder.constant(toNumber(node.value));
      else if (node.kind === "var") slot = Number(node.name);
      else {
        const operands = node.args.map(slotOf);
        slot = folded(this.#builder, rowOpcode(node.op), operands[0], operands[1] ?? 0, operands[2] ?? 0);
      }
      this.#slots.set(node, slot);
    }
    return slotOf(formula);
  }
}
