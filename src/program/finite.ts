// Which slots are finite wherever the inputs are, as far as the table tells: sums, products, bounded
// functions such as sin and tanh, and piecewise ones such as abs and max, of such slots. Overflow of
// sums and products is not looked for.
import type { Builder } from "./builder.ts";
import { ADD, arities, CONSTANT, IF, INPUT, instructions, MUL, NEG, SUB } from "./instructions.ts";

const arithmetic: ReadonlySet<number> = new Set([ADD, SUB, MUL, NEG, IF]);

/** By opcode, whether it takes finite numbers to finite numbers. */
const keeps: readonly boolean[] = instructions.map(({ row }, opcode) => {
  if (arithmetic.has(opcode)) return true;
  if (row === undefined || row.domain !== undefined) return false;
  return row.kinkAt !== undefined || (row.range?.every(Number.isFinite) ?? false);
});

/** Answers for the slots of a growing program, each worked out once. */
export class FiniteSlots {
  readonly #builder: Builder;
  #isFinite = new Uint8Array(1024);
  /** Slots from here on have no answer yet. */
  #next = 0;

  constructor(builder: Builder) {
    this.#builder = builder;
  }

  has(slot: number): boolean {
    if (slot >= this.#next) this.#extend();
    return this.#isFinite[slot] === 1;
  }

  #extend(): void {
    const { opcodes, first, second, third, length } = this.#builder;
    if (length > this.#isFinite.length) {
      const wider = new Uint8Array(2 * length);
      wider.set(this.#isFinite);
      this.#isFinite = wider;
    }
    const known = this.#isFinite;
    for (; this.#next < length; this.#next++) {
      const slot = this.#next;
      const opcode = opcodes[slot];
      const arity = arities[opcode];
      if (opcode === INPUT) known[slot] = 1;
      else if (opcode === CONSTANT) known[slot] = Number.isFinite(this.#builder.constantAt(slot)) ? 1 : 0;
      else if (keeps[opcode]) {
        known[slot] =
          known[first[slot]] & (arity > 1 ? known[second[slot]] : 1) & (arity > 2 ? known[third[slot]] : 1);
      }
    }
  }
}
