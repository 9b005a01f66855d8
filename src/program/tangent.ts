// The tangent sweep: forward accumulation from program to program. From the inputs' tangents to the outputs', each
// slot once; it appends the instructions that add partial·tangent over the operands. A conditional
// selects the tangent of the branch that is taken, and what comes from none, or from a rule's own choice of 0, is selected
// too where a partial it is multiplied by may be infinite or nan.
import { compiledPartial } from "../backprop/partials.ts";
import { type Budget, checkCancelled } from "../expr/budget.ts";
import { checkVisits } from "./adjoint.ts";
import type { Builder } from "./builder.ts";
import { NONE, scaled } from "./contribution.ts";
import { FiniteSlots } from "./finite.ts";
import { folded } from "./fold.ts";
import { ALWAYS, CHOICES, Guards, LOOSE, STRICT } from "./guards.ts";
import { ADD, arities, IF, instructions } from "./instructions.ts";
import { checkLength } from "./linearize.ts";
import { isLeaf, type Program } from "./program.ts";
import { handed } from "./sparsity.ts";
import { instantiate, partialOf } from "./template.ts";
import { Ties } from "./ties.ts";

export class TangentSweep {
  readonly #builder: Builder;
  readonly #program: Program;
  readonly #budget: Budget | undefined;
  /** By slot, the slot of its tangent, or NONE. */
  readonly #tangents: Int32Array;
  /** By slot, 1 where some output needs it. */
  readonly #needed: Uint8Array;
  /** By slot, the slot of its tangent's guard, or ALWAYS; of slots that have a tangent. */
  readonly #guards: Int32Array;
  /** By slot, LOOSE or STRICT. */
  readonly #strictness: Uint8Array;
  readonly #guarding: Guards;
  readonly #finite: FiniteSlots;
  readonly #ties: Ties;
  readonly #operands: number[] = [];
  #visits = 0;

  /** @param builder holds the program's slots as they are, and gets what is added. */
  constructor(builder: Builder, program: Program, needed: Uint8Array, budget: Budget | undefined) {
    this.#builder = builder;
    this.#program = program;
    this.#budget = budget;
    this.#needed = needed;
    this.#tangents = new Int32Array(program.opcodes.length);
    this.#guards = new Int32Array(program.opcodes.length);
    this.#strictness = new Uint8Array(program.opcodes.length);
    this.#guarding = new Guards(builder);
    this.#finite = new FiniteSlots(builder);
    this.#ties = new Ties(builder);
  }

  /** By slot of the program the slot of its tangent, or NONE where it is 0; until the next sweep. */
  along(seeds: ReadonlyMap<number, number>): Int32Array {
    const { opcodes, first, second, third, inputs } = this.#program;
    const tangents = this.#tangents.fill(NONE);
    const bits = handed();
    this.#visits += opcodes.length - inputs.length;
    checkVisits(this.#visits, this.#budget);
    for (const [input, slot] of seeds) {
      tangents[input] = slot;
      this.#guards[input] = ALWAYS;
      this.#strictness[input] = LOOSE;
    }
    for (let slot = inputs.length; slot < opcodes.length; slot++) {
      if ((slot & 4095) === 0) {
        checkCancelled(this.#budget);
        checkLength("compiling the derivatives", this.#builder.length, this.#budget);
      }
      const opcode = opcodes[slot];
      if (this.#needed[slot] === 0 || isLeaf(opcode)) continue;
      const arity = arities[opcode];
      const handsOn = bits[opcode];
      const a = handsOn & 1 ? tangents[first[slot]] : NONE;
      const b = arity > 1 && handsOn & 2 ? tangents[second[slot]] : NONE;
      const c = arity > 2 && handsOn & 4 ? tangents[third[slot]] : NONE;
      if (a === NONE && b === NONE && c === NONE) continue;
      tangents[slot] = opcode === IF ? this.#choose(slot, b, c) : this.#push(slot, a, b, c);
    }
    return tangents;
  }

  /** The tangent of the branch that is taken, under its guard there. */
  #choose(slot: number, chosen: number, other: number): number {
    const { first, second, third } = this.#program;
    const condition = first[slot];
    const zero = this.#builder.constant(0);
    const one = this.#builder.constant(1);
    const guardOf = (tangent: number, branch: number): number =>
      tangent === NONE ? zero : this.#guards[branch] === ALWAYS ? one : this.#guards[branch];
    const [a, b] = [guardOf(chosen, second[slot]), guardOf(other, third[slot])];
    const guard = a === one && b === one ? ALWAYS : this.#guarding.select(condition, a, b);
    this.#guards[slot] = guard;
    this.#strictness[slot] = guard === ALWAYS ? LOOSE : STRICT;
    return this.#guarding.select(condition, chosen === NONE ? zero : chosen, other === NONE ? zero : other);
  }

  /** The sum of partial·tangent over the operands. */
  #push(slot: number, ...tangents: readonly number[]): number {
    const { opcodes, first, second, third } = this.#program;
    const opcode = opcodes[slot];
    const arity = arities[opcode];
    const { row } = instructions[opcode];
    if (row === undefined) throw new Error("invariant: programs of rows are differentiated");
    const args = this.#operands;
    args[0] = first[slot];
    args[1] = second[slot];
    args[2] = third[slot];
    args[arity] = slot;
    let sum = NONE;
    for (let i = 0; i < arity; i++) {
      if (tangents[i] === NONE) continue;
      if (row.partials[i] === "parameter") compiledPartial(row, i); // throws: it can't be differentiated by
      const rule = partialOf(opcode, i);
      if (rule === undefined) continue;
      const partial = this.#ties.areIn(slot)
        ? this.#ties.partial(slot, i)
        : instantiate(this.#builder, rule, args);
      if (partial === undefined) continue;
      const choices = rule.isConditional ? CHOICES : 0;
      const product = scaled(this.#builder, tangents[i], partial, slot, choices);
      if (product === NONE || this.#builder.isValue(product, 0)) continue;
      const below = this.#guards[args[i]];
      const strictness = this.#strictness[args[i]];
      const term = this.#isSafe(below, strictness, partial)
        ? product
        : this.#guarding.select(below, product, this.#builder.constant(0));
      const guard = this.#guarding.and(below, this.#guarding.chosen(partial, choices));
      const isFirst = sum === NONE;
      sum = isFirst ? term : folded(this.#builder, ADD, sum, term, 0);
      this.#guards[slot] = isFirst ? guard : this.#guarding.or(this.#guards[slot], guard);
      this.#strictness[slot] = isFirst ? strictness : this.#strictness[slot] | strictness;
    }
    return sum;
  }

  /** Whether partial·0 is 0. */
  #isSafe(guard: number, strictness: number, partial: number): boolean {
    return (
      guard === ALWAYS ||
      this.#builder.isConstant(partial) ||
      (strictness === LOOSE && this.#finite.has(partial))
    );
  }
}
