// The adjoint sweep: reverse accumulation from program to program. From an output back to the inputs,
// each slot once, after all its uses; it appends the instructions that hand adjoint·partial to every
// operand. The partials are the rows' own, by the templates made of them, so a program's derivatives
// keep every convention: edges and slopes as numeric methods have them.
//
// What flows through one branch of a conditional is selected, never multiplied by 0: a slot that only
// branches use has a guard, the condition under which any of its uses counts, and what leaves it is
// if(guard, contribution, 0). So it is with a rule's own choice, relu's of 0, where the partial it would be
// multiplied by may be infinite or nan; a weight times an input is no such partial, and costs no guard.

import { compiledPartial } from "../backprop/partials.ts";
import { type Budget, checkCancelled, overBudget } from "../expr/budget.ts";
import { grouped } from "../expr/print/grouped.ts";
import { Builder } from "./builder.ts";
import { FiniteSlots } from "./finite.ts";
import { folded } from "./fold.ts";
import { ADD, AND, arities, CONSTANT, DIV, IF, instructions, MUL, NEG, NOT, OR } from "./instructions.ts";
import { checkLength } from "./linearize.ts";
import { isLeaf, type Program } from "./program.ts";
import { instantiate, template } from "./template.ts";
import { Ties } from "./ties.ts";

/** No slot: nothing has arrived, nothing comes through. */
const NONE = -1;
/** The guard of a slot that counts everywhere. */
const ALWAYS = -1;
/** A slot's guard comes from rules alone, or from a conditional of the formula too. */
const LOOSE = 0;
const STRICT = 1;
/** The most slots that all sweeps together visit where no budget is given: a minute or less. */
const MOST_VISITS = 200_000_000;
/** How many conditionals inside each other a rule's own choice is followed into. */
const CHOICES = 4;

/**
 * The program that computes the outputs and then their derivatives by the inputs of the indices `wrt`: of each output
 * one after the other, in that order.
 * @throws {DomainError} where the way leads through an argument that is an integer constant; {BudgetError} beyond
 * 20 million instructions or 200 million visits, or `budget.nodes` of either.
 */
export function withDerivatives(program: Program, wrt: readonly number[], budget?: Budget): Program {
  const { outputs } = program;
  checkLength("compiling the derivatives", outputs.length * (wrt.length + 1), budget);
  const sweep = new Sweep(program, wrt, budget);
  const results = new Int32Array(outputs.length * (wrt.length + 1));
  results.set(outputs);
  let next = outputs.length;
  const known = new Map<number, readonly number[]>(); // outputs may be one slot
  for (const output of outputs) {
    const derivatives = known.get(output) ?? sweep.from(output);
    known.set(output, derivatives);
    for (const derivative of derivatives) results[next++] = derivative;
  }
  return sweep.builder.program(results);
}

class Sweep {
  readonly builder: Builder;
  readonly #program: Program;
  readonly #wrt: readonly number[];
  readonly #budget: Budget | undefined;
  /** By slot, 1 where it depends on an input of `wrt`. */
  readonly #depends: Uint8Array;
  /** By slot, the slot of its adjoint so far, or NONE. */
  readonly #adjoints: Int32Array;
  /** By slot, the slot of its guard, or ALWAYS. */
  readonly #guards: Int32Array;
  /** By slot, LOOSE or STRICT. */
  readonly #strictness: Uint8Array;
  readonly #finite: FiniteSlots;
  readonly #zero: number;
  /** The operands of the slot that is visited, and after them the slot itself. */
  readonly #operands: number[] = [];
  readonly #ties: Ties;
  #visits = 0;

  constructor(program: Program, wrt: readonly number[], budget: Budget | undefined) {
    const { length } = program.opcodes;
    this.#program = program;
    this.#wrt = wrt;
    this.#budget = budget;
    this.builder = Builder.from(program, 3 * length);
    this.#depends = dependents(program, wrt);
    this.#adjoints = new Int32Array(length).fill(NONE);
    this.#guards = new Int32Array(length).fill(ALWAYS);
    this.#strictness = new Uint8Array(length);
    this.#finite = new FiniteSlots(this.builder);
    this.#zero = this.builder.constant(0);
    this.#ties = new Ties(this.builder);
  }

  /** The slots of the derivatives of one output. */
  from(output: number): number[] {
    if (this.#depends[output] === 0) return this.#wrt.map(() => this.#zero);
    const order =
      this.#program.outputs.length === 1 ? undefined : reached(this.#program, output, this.#depends);
    this.#adjoints[output] = this.builder.constant(1);
    const steps = order === undefined ? output + 1 : order.length;
    this.#visits += steps;
    const limit = this.#budget?.nodes ?? MOST_VISITS;
    if (this.#visits > limit) {
      const visits = `more than ${grouped(limit)} visits`;
      throw overBudget(
        "compiling the derivatives",
        visits,
        limit,
        "compile less at once, or raise budget.nodes",
      );
    }
    for (let k = steps - 1; k >= 0; k--) {
      if ((k & 4095) === 0) {
        checkCancelled(this.#budget);
        checkLength("compiling the derivatives", this.builder.length, this.#budget);
      }
      const slot = order === undefined ? k : order[k];
      if (this.#adjoints[slot] !== NONE && !isLeaf(this.#program.opcodes[slot])) this.#visit(slot);
    }
    const derivatives = this.#wrt.map((input) =>
      this.#adjoints[input] === NONE ? this.#zero : this.#adjoints[input],
    );
    if (order !== undefined) {
      for (const slot of order) {
        this.#adjoints[slot] = NONE;
        this.#guards[slot] = ALWAYS;
        this.#strictness[slot] = LOOSE;
      }
    }
    return derivatives;
  }

  #visit(slot: number): void {
    const { opcodes, first, second, third } = this.#program;
    const opcode = opcodes[slot];
    const adjoint = this.#adjoints[slot];
    if (this.builder.isValue(adjoint, 0)) return;
    if (opcode === IF) {
      this.#choose(slot, adjoint);
      return;
    }
    const arity = arities[opcode];
    const args = this.#operands;
    args[0] = first[slot];
    args[1] = second[slot];
    args[2] = third[slot];
    args[arity] = slot;
    for (let i = 0; i < arity; i++) {
      if (this.#depends[args[i]] === 1) this.#hand(slot, adjoint, args, i);
    }
  }

  /** adjoint·partial for operand i. */
  #hand(slot: number, adjoint: number, args: readonly number[], i: number): void {
    const { row } = instructions[this.#program.opcodes[slot]];
    if (row === undefined) throw new Error("invariant: programs of rows are differentiated");
    if (row.partials[i] === "parameter") compiledPartial(row, i); // throws: it can't be differentiated by
    const rule = template(row, i);
    if (rule === undefined) return;
    const partial = this.#ties.areIn(slot)
      ? this.#ties.partial(slot, i)
      : instantiate(this.builder, rule, args);
    if (partial === undefined) return;
    const choices = rule.isConditional ? CHOICES : 0;
    const contribution = this.#times(adjoint, partial, slot, choices);
    if (contribution === NONE) return;
    const guard = this.#guards[slot];
    const strictness = this.#strictness[slot];
    const isSafe =
      guard === ALWAYS ||
      this.builder.isConstant(partial) ||
      (strictness === LOOSE && this.#finite.has(partial));
    const counted = isSafe ? contribution : this.#select(guard, contribution, this.#zero);
    const isLast = isLeaf(this.#program.opcodes[args[i]]); // nothing leaves an input, so its guard is never asked
    const chosen = isLast ? ALWAYS : this.#chosen(partial, choices);
    this.#arrive(args[i], counted, this.#and(guard, chosen), strictness);
  }

  /** The condition under which a rule's own choice is not 0; ALWAYS where it never is. */
  #chosen(partial: number, choices: number): number {
    const { opcodes, first, second, third } = this.builder;
    if (choices === 0 || opcodes[partial] !== IF) return ALWAYS;
    const condition = first[partial];
    const [chosen, other] = [second[partial], third[partial]];
    const not = (): number => folded(this.builder, NOT, condition, 0, 0);
    if (this.builder.isValue(other, 0)) return this.#and(condition, this.#chosen(chosen, choices - 1));
    if (this.builder.isValue(chosen, 0)) return this.#and(not(), this.#chosen(other, choices - 1));
    const [a, b] = [chosen, other].map((branch) => this.#chosen(branch, choices - 1));
    if (a === ALWAYS && b === ALWAYS) return ALWAYS;
    const one = this.builder.constant(1);
    return this.#select(condition, a === ALWAYS ? one : a, b === ALWAYS ? one : b);
  }

  /** The branches of a conditional: each receives the adjoint where it is chosen. */
  #choose(slot: number, adjoint: number): void {
    const { first, second, third } = this.#program;
    const [condition, chosen, other] = [first[slot], second[slot], third[slot]];
    const guard = this.#guards[slot];
    if (this.#depends[chosen] === 1) {
      const contribution = this.#select(condition, adjoint, this.#zero);
      this.#arrive(chosen, contribution, this.#and(guard, condition), STRICT);
    }
    if (this.#depends[other] === 1) {
      const contribution = this.#select(condition, this.#zero, adjoint);
      const not = folded(this.builder, NOT, condition, 0, 0);
      this.#arrive(other, contribution, this.#and(guard, not), STRICT);
    }
  }

  #arrive(slot: number, contribution: number, guard: number, strictness: number): void {
    if (this.builder.isValue(contribution, 0)) return;
    const before = this.#adjoints[slot];
    if (before === NONE) {
      this.#adjoints[slot] = contribution;
      this.#guards[slot] = guard;
      this.#strictness[slot] = strictness;
    } else {
      this.#adjoints[slot] = folded(this.builder, ADD, before, contribution, 0);
      this.#guards[slot] = this.#or(this.#guards[slot], guard);
      this.#strictness[slot] |= strictness;
    }
  }

  #select(condition: number, value: number, other: number): number {
    return folded(this.builder, IF, condition, value, other);
  }

  /**
   * adjoint·partial, as few operations as it takes: a/q where the partial is 1/q, (a/q)·f where it is the quotient f/q
   * that is differentiated, by itself. Into `choices` levels of the rule's own choice, where 0 is nothing.
   */
  #times(adjoint: number, partial: number, slot: number, choices: number): number {
    const { opcodes, first, second, third } = this.builder;
    if (opcodes[partial] === CONSTANT && this.builder.constantAt(partial) === 0) return NONE;
    if (opcodes[partial] === NEG) {
      const product = this.#times(adjoint, first[partial], slot, choices);
      return product === NONE ? NONE : folded(this.builder, NEG, product, 0, 0);
    }
    if (opcodes[partial] === DIV) {
      const [numerator, denominator] = [first[partial], second[partial]];
      if (this.builder.isValue(numerator, 1)) return folded(this.builder, DIV, adjoint, denominator, 0);
      if (numerator === slot && opcodes[slot] === DIV && denominator === second[slot]) {
        return folded(this.builder, MUL, folded(this.builder, DIV, adjoint, denominator, 0), slot, 0);
      }
    }
    if (opcodes[partial] === IF && choices > 0) {
      const [condition, chosen, other] = [first[partial], second[partial], third[partial]];
      const [a, b] = [chosen, other].map((branch) => this.#times(adjoint, branch, slot, choices - 1));
      return this.#select(condition, a === NONE ? this.#zero : a, b === NONE ? this.#zero : b);
    }
    return folded(this.builder, MUL, adjoint, partial, 0);
  }

  #and(outer: number, condition: number): number {
    if (condition === ALWAYS) return outer;
    return outer === ALWAYS ? condition : folded(this.builder, AND, outer, condition, 0);
  }

  /** Under either guard; both branches of one conditional together are as the conditional itself. */
  #or(a: number, b: number): number {
    if (a === ALWAYS || b === ALWAYS || this.#areOpposite(a, b)) return ALWAYS;
    if (a === b) return a;
    const { opcodes, first, second } = this.builder;
    if (opcodes[a] === AND && opcodes[b] === AND) {
      for (const [outer, condition] of [
        [first[a], second[a]],
        [second[a], first[a]],
      ]) {
        if (first[b] === outer && this.#areOpposite(condition, second[b])) return outer;
        if (second[b] === outer && this.#areOpposite(condition, first[b])) return outer;
      }
    }
    return folded(this.builder, OR, a, b, 0);
  }

  #areOpposite(a: number, b: number): boolean {
    const { opcodes, first } = this.builder;
    return (opcodes[a] === NOT && first[a] === b) || (opcodes[b] === NOT && first[b] === a);
  }
}

/** By slot, 1 where one of the inputs is below. */
function dependents({ opcodes, first, second, third }: Program, wrt: readonly number[]): Uint8Array {
  const depends = new Uint8Array(opcodes.length);
  for (const input of wrt) depends[input] = 1;
  for (let slot = 0; slot < opcodes.length; slot++) {
    const opcode = opcodes[slot];
    if (isLeaf(opcode)) continue;
    const arity = arities[opcode];
    depends[slot] =
      depends[first[slot]] | (arity > 1 ? depends[second[slot]] : 0) | (arity > 2 ? depends[third[slot]] : 0);
  }
  return depends;
}

/** The slots that depend on an input and that the output needs, in their order. */
function reached(
  { opcodes, first, second, third }: Program,
  output: number,
  depends: Uint8Array,
): Int32Array {
  const found = new Set<number>([output]);
  for (const slot of found) {
    const opcode = opcodes[slot];
    if (isLeaf(opcode)) continue;
    const operands = [first[slot], second[slot], third[slot]];
    for (let i = 0; i < arities[opcode]; i++) if (depends[operands[i]] === 1) found.add(operands[i]);
  }
  return Int32Array.from(found).sort();
}
