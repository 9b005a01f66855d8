// The order of a program's operations is free where none needs another. Here those of one kind are
// brought together, so that an interpreter decides what to do once for a run of them, not for each.
import { arities, instructions } from "./instructions.ts";
import type { Program } from "./program.ts";

/**
 * A program in the layout of `compact` with its operations in runs of one opcode: of those that are ready the most
 * numerous kind comes next, until none of it is left. Values and outputs are the same.
 */
export function inRuns(program: Program): Program {
  const { opcodes, first, second, third, inputs, constants } = program;
  const { length } = opcodes;
  const start = inputs.length + constants.length;
  // The operations that use each operation, as one list with where each part starts.
  const starts = new Int32Array(length + 1);
  const waits = new Uint8Array(length); // by slot, how many of its operands are operations not yet placed
  const eachOperand = (found: (slot: number, operand: number) => void): void => {
    for (let slot = start; slot < length; slot++) {
      const arity = arities[opcodes[slot]];
      if (first[slot] >= start) found(slot, first[slot]);
      if (arity > 1 && second[slot] >= start) found(slot, second[slot]);
      if (arity > 2 && third[slot] >= start) found(slot, third[slot]);
    }
  };
  eachOperand((slot, operand) => {
    starts[operand + 1]++;
    waits[slot]++;
  });
  for (let slot = start; slot < length; slot++) starts[slot + 1] += starts[slot];
  const users = new Int32Array(starts[length]);
  const filled = starts.slice();
  eachOperand((slot, operand) => {
    users[filled[operand]++] = slot;
  });

  const ready: number[][] = Array.from(instructions, () => []);
  for (let slot = length - 1; slot >= start; slot--) if (waits[slot] === 0) ready[opcodes[slot]].push(slot);
  const kinds = ready.filter((_, opcode) => opcodes.includes(opcode));
  const moved = new Int32Array(length); // by old slot the new one
  const order = new Int32Array(length); // by new slot the old one
  for (let slot = 0; slot < start; slot++) moved[slot] = order[slot] = slot;
  let next = start;
  while (next < length) {
    const kind = kinds.reduce((most, slots) => (slots.length > most.length ? slots : most));
    for (let slot = kind.pop(); slot !== undefined; slot = kind.pop()) {
      moved[slot] = next;
      order[next++] = slot;
      for (let k = starts[slot]; k < starts[slot + 1]; k++) {
        const user = users[k];
        if (--waits[user] === 0) ready[opcodes[user]].push(user);
      }
    }
  }
  const operands = (from: Int32Array, least: number): Int32Array =>
    order.map((slot, to) =>
      to < start ? from[slot] : arities[opcodes[slot]] >= least ? moved[from[slot]] : 0,
    );
  return {
    ...program,
    opcodes: opcodes.map((_, to) => opcodes[order[to]]),
    first: operands(first, 1),
    second: operands(second, 2),
    third: operands(third, 3),
    outputs: program.outputs.map((slot) => moved[slot]),
  };
}
