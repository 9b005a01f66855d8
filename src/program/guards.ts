// Guards in a program: the slots of the conditions under which what flows through a slot counts at all. An adjoint
// has one where only branches use its slot, a tangent where only a branch or a rule's own choice gives it.
import type { Builder } from "./builder.ts";
import { folded } from "./fold.ts";
import { AND, IF, NOT, OR } from "./instructions.ts";

/** The guard of what counts everywhere. */
export const ALWAYS = -1;
/** A guard comes from rules alone, or from a conditional of the formula too. */
export const LOOSE = 0;
export const STRICT = 1;
/** How many conditionals inside each other a rule's own choice is followed into. */
export const CHOICES = 4;

/** Conditions put together, in one builder. */
export class Guards {
  readonly #builder: Builder;

  constructor(builder: Builder) {
    this.#builder = builder;
  }

  /** The condition under which a rule's own choice is not 0; ALWAYS where it never is. */
  chosen(partial: number, choices: number): number {
    const { opcodes, first, second, third } = this.#builder;
    if (choices === 0 || opcodes[partial] !== IF) return ALWAYS;
    const condition = first[partial];
    const [chosen, other] = [second[partial], third[partial]];
    const not = (): number => folded(this.#builder, NOT, condition, 0, 0);
    if (this.#builder.isValue(other, 0)) return this.and(condition, this.chosen(chosen, choices - 1));
    if (this.#builder.isValue(chosen, 0)) return this.and(not(), this.chosen(other, choices - 1));
    const [a, b] = [chosen, other].map((branch) => this.chosen(branch, choices - 1));
    if (a === ALWAYS && b === ALWAYS) return ALWAYS;
    const one = this.#builder.constant(1);
    return this.select(condition, a === ALWAYS ? one : a, b === ALWAYS ? one : b);
  }

  select(condition: number, value: number, other: number): number {
    return folded(this.#builder, IF, condition, value, other);
  }

  and(outer: number, condition: number): number {
    if (condition === ALWAYS) return outer;
    return outer === ALWAYS ? condition : folded(this.#builder, AND, outer, condition, 0);
  }

  /** Under either guard; both branches of one conditional together are as the conditional itself. */
  or(a: number, b: number): number {
    if (a === ALWAYS || b === ALWAYS || this.#areOpposite(a, b)) return ALWAYS;
    if (a === b) return a;
    const { opcodes, first, second } = this.#builder;
    if (opcodes[a] === AND && opcodes[b] === AND) {
      for (const [outer, condition] of [
        [first[a], second[a]],
        [second[a], first[a]],
      ]) {
        if (first[b] === outer && this.#areOpposite(condition, second[b])) return outer;
        if (second[b] === outer && this.#areOpposite(condition, first[b])) return outer;
      }
    }
    return folded(this.#builder, OR, a, b, 0);
  }

  #areOpposite(a: number, b: number): boolean {
    const { opcodes, first } = this.#builder;
    return (opcodes[a] === NOT && first[a] === b) || (opcodes[b] === NOT && first[b] === a);
  }
}
