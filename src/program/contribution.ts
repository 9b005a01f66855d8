// What one operand contributes: a partial times what comes from above (an adjoint) or below (a tangent), in as few
// operations as it takes.
import type { Builder } from "./builder.ts";
import { folded } from "./fold.ts";
import { CONSTANT, DIV, IF, MUL, NEG } from "./instructions.ts";

/** No slot: nothing comes through. */
export const NONE = -1;

/**
 * factor·partial: a/q where the partial is 1/q, (a/q)·f where it is the quotient f/q that is differentiated, by itself
 * (`slot`). Into `choices` levels of the rule's own choice, where 0 is nothing.
 */
export function scaled(
  builder: Builder,
  factor: number,
  partial: number,
  slot: number,
  choices: number,
): number {
  const opcode = builder.opcodes[partial];
  if (opcode !== CONSTANT && opcode !== NEG && opcode !== DIV && opcode !== IF) {
    return folded(builder, MUL, factor, partial, 0);
  }
  const { opcodes, first, second, third } = builder;
  if (opcode === CONSTANT) {
    return builder.constantAt(partial) === 0 ? NONE : folded(builder, MUL, factor, partial, 0);
  }
  if (opcode === NEG) {
    const product = scaled(builder, factor, first[partial], slot, choices);
    return product === NONE ? NONE : folded(builder, NEG, product, 0, 0);
  }
  if (opcode === DIV) {
    const [numerator, denominator] = [first[partial], second[partial]];
    if (builder.isValue(numerator, 1)) return folded(builder, DIV, factor, denominator, 0);
    if (numerator === slot && opcodes[slot] === DIV && denominator === second[slot]) {
      return folded(builder, MUL, folded(builder, DIV, factor, denominator, 0), slot, 0);
    }
  }
  if (opcode === IF && choices > 0) {
    const [condition, chosen, other] = [first[partial], second[partial], third[partial]];
    const a = scaled(builder, factor, chosen, slot, choices - 1);
    const b = scaled(builder, factor, other, slot, choices - 1);
    if (a !== NONE && b !== NONE) return folded(builder, IF, condition, a, b);
    const zero = builder.constant(0);
    return folded(builder, IF, condition, a === NONE ? zero : a, b === NONE ? zero : b);
  }
  return folded(builder, MUL, factor, partial, 0);
}
