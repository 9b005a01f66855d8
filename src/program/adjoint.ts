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
import { NONE, scaled } from "./contribution.ts";
import { FiniteSlots } from "./finite.ts";
import { folded } from "./fold.ts";
import { ALWAYS, CHOICES, Guards, LOOSE, STRICT } from "./guards.ts";
import { ADD, arities, IF, instructions, NEG, NOT } from "./instructions.ts";
import { checkLength } from "./linearize.ts";
import { isLeaf, type Program } from "./program.ts";
import { instantiate, partialOf } from "./template.ts";
import { Ties } from "./ties.ts";

/** The most slots that all sweeps together visit where no budget is given: a minute or less. */
const MOST_VISITS = 200_000_000;

/** Refuses sweeps that visit more slots than the budget allows. */
export function checkVisits(visits: number, budget: Budget | undefined): void {
  const limit = budget?.nodes ?? MOST_VISITS;
  if (visits > limit) {
    const found = `more than ${grouped(limit)} visits`;
    throw overBudget(
      "compiling the derivatives",
      found,
      limit,
      "compile less at once, or raise budget.nodes",
    );
  }
}

/**
 * The program that computes the outputs and then their derivatives by the inputs of the indices `wrt`: of each output
 * one after the other, in that order.
 * @throws {DomainError} where the way leads through an argument that is an integer constant; {BudgetError} beyond
 * 20 million instructions or 200 million visits, or `budget.nodes` of either.
 */
export function withDerivatives(program: Program, wrt: readonly number[], budget?: Budget): Program {
  const { outputs } = program;
  checkLength("compiling the derivatives", outputs.length * (wrt.length + 1), budget);
  const sweep = new AdjointSweep(program, wrt, budget);
  const results = new Int32Array(outputs.length * (wrt.length + 1));
  results.set(outputs);
  let next = outputs.length;
  const known = new Map<number, readonly number[]>(); // outputs may be one slot
  for (const output of outputs) {
    const derivatives = known.get(output) ?? sweep.from([output]);
    known.set(output, derivatives);
    for (const derivative of derivatives) results[next++] = derivative;
  }
  return sweep.builder.program(results);
}

/** Adjoint sweeps over one program, whose instructions go to one builder. */
export class AdjointSweep {
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
  readonly #guarding: Guards;
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
    this.#guarding = new Guards(this.builder);
    this.#zero = this.builder.constant(0);
    this.#ties = new Ties(this.builder);
  }

  /** The slots of the derivatives of the sum of these outputs, by the inputs of `wrt`. */
  from(outputs: readonly number[]): number[] {
    const roots = outputs.filter((output) => this.#depends[output] === 1);
    if (roots.length === 0) return this.#wrt.map(() => this.#zero);
    const order =
      this.#program.outputs.length === 1 ? undefined : reached(this.#program, roots, this.#depends);
    for (const root of roots) this.#adjoints[root] = this.builder.constant(1);
    const steps = order === undefined ? roots[0] + 1 : order.length;
    this.#visits += steps;
    checkVisits(this.#visits, this.#budget);
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
    const rule = partialOf(this.#program.opcodes[slot], i);
    if (rule === undefined) {
      this.#checkParameter(slot, i);
      return;
    }
    if (rule.constant === 1 || rule.constant === -1) {
      const contribution = rule.constant === 1 ? adjoint : folded(this.builder, NEG, adjoint, 0, 0);
      this.#arrive(args[i], contribution, this.#guards[slot], this.#strictness[slot]);
      return;
    }
    const partial = this.#ties.areIn(slot)
      ? this.#ties.partial(slot, i)
      : instantiate(this.builder, rule, args);
    if (partial === undefined) return;
    const choices = rule.isConditional ? CHOICES : 0;
    const contribution = scaled(this.builder, adjoint, partial, slot, choices);
    if (contribution === NONE) return;
    const guard = this.#guards[slot];
    const strictness = this.#strictness[slot];
    if (guard === ALWAYS && choices === 0) {
      this.#arrive(args[i], contribution, ALWAYS, strictness);
      return;
    }
    const isSafe =
      guard === ALWAYS ||
      this.builder.isConstant(partial) ||
      (strictness === LOOSE && this.#finite.has(partial));
    const counted = isSafe ? contribution : this.#guarding.select(guard, contribution, this.#zero);
    const isLast = isLeaf(this.#program.opcodes[args[i]]); // nothing leaves an input, so its guard is never asked
    const chosen = isLast ? ALWAYS : this.#guarding.chosen(partial, choices);
    this.#arrive(args[i], counted, this.#guarding.and(guard, chosen), strictness);
  }

  /** @throws {DomainError} for an argument that is an integer constant: it can't be differentiated by */
  #checkParameter(slot: number, i: number): void {
    const { row } = instructions[this.#program.opcodes[slot]];
    if (row?.partials[i] === "parameter") compiledPartial(row, i);
  }

  /** The branches of a conditional: each receives the adjoint where it is chosen. */
  #choose(slot: number, adjoint: number): void {
    const { first, second, third } = this.#program;
    const [condition, chosen, other] = [first[slot], second[slot], third[slot]];
    const guard = this.#guards[slot];
    if (this.#depends[chosen] === 1) {
      const contribution = this.#guarding.select(condition, adjoint, this.#zero);
      this.#arrive(chosen, contribution, this.#guarding.and(guard, condition), STRICT);
    }
    if (this.#depends[other] === 1) {
      const contribution = this.#guarding.select(condition, this.#zero, adjoint);
      const not = folded(this.builder, NOT, condition, 0, 0);
      this.#arrive(other, contribution, this.#guarding.and(guard, not), STRICT);
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
      if (this.#guards[slot] !== ALWAYS) this.#guards[slot] = this.#guarding.or(this.#guards[slot], guard);
      this.#strictness[slot] |= strictness;
    }
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

/** The slots that depend on an input and that the outputs need, in their order. */
function reached(
  { opcodes, first, second, third }: Program,
  outputs: readonly number[],
  depends: Uint8Array,
): Int32Array {
  const found = new Set<number>(outputs);
  for (const slot of found) {
    const opcode = opcodes[slot];
    if (isLeaf(opcode)) continue;
    const operands = [first[slot], second[slot], third[slot]];
    for (let i = 0; i < arities[opcode]; i++) if (depends[operands[i]] === 1) found.add(operands[i]);
  }
  return Int32Array.from(found).sort();
}
