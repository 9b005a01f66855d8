// A rolled program as straight-line code again: what its loops do, one operation after the other. For tests
// that rolling changes nothing.
import { Builder } from "../builder.ts";
import type { Program } from "../program.ts";
import type { Operand, Place, Rolled, Space, Step } from "./rolled.ts";

/** The program that a rolled program runs; `inputs` are the names of its inputs. */
export function unrolled(rolled: Rolled, inputs: readonly string[]): Program {
  const builder = new Builder(inputs, rolled.operations);
  const memory = new Map<Space, Int32Array>([
    ["values", new Int32Array(rolled.values).fill(-1)],
    ["outputs", new Int32Array(rolled.outputs).fill(-1)],
    ["constants", Int32Array.from(rolled.constants, (value) => builder.constant(value))],
  ]);
  for (const kind of rolled.isInOrder.keys()) {
    const slots = new Int32Array(inputs.length).fill(-1);
    for (let i = 0; i < inputs.length; i++) if (rolled.kinds[i] === kind) slots[rolled.layout[i]] = i;
    memory.set(`input${kind}`, slots);
  }
  const array = (space: Space): Int32Array => memory.get(space) ?? new Int32Array(0); // all are there
  const at = ({ base, strides, table }: Place, indices: readonly number[]): number => {
    const place = strides.reduce((sum, stride, d) => sum + stride * indices[d], base);
    return table === undefined ? place : table[place];
  };
  const run = (steps: readonly Step[], indices: readonly number[], locals: Map<number, number>): void => {
    const read = (operand: Operand): number => {
      if (operand.kind === "constant") return builder.constant(operand.value);
      const slot =
        operand.kind === "local"
          ? (locals.get(operand.local) ?? -1)
          : array(operand.place.space)[at(operand.place, indices)];
      if (slot < 0) throw new Error(`invariant: what ${JSON.stringify(operand)} reads is computed before`);
      return slot;
    };
    const store = (places: readonly Place[], slot: number): void => {
      for (const place of places) {
        const slots = array(place.space);
        if (slots[at(place, indices)] >= 0) throw new Error("invariant: every place is written once");
        slots[at(place, indices)] = slot;
      }
    };
    for (const step of steps) {
      if (step.kind === "operation") {
        const [a = 0, b = 0, c = 0] = step.operands.map(read);
        const slot = builder.instruction(step.opcode, a, b, c);
        locals.set(step.local, slot);
        store(step.stores, slot);
        continue;
      }
      for (const { local, init } of step.carried) locals.set(local, read(init));
      for (let t = 0; t < step.count; t++) {
        run(step.body, [...indices, t], locals);
        const handed = step.carried.map(({ next }) => locals.get(next) ?? -1);
        for (const [k, { local }] of step.carried.entries()) locals.set(local, handed[k]);
      }
      for (const { local, stores } of step.carried) store(stores, locals.get(local) ?? -1);
    }
  };
  for (const block of rolled.blocks) run(block, [], new Map());
  for (const { count, from, to } of rolled.copies) {
    for (let k = 0; k < count; k++) array("outputs")[at(to, [k])] = array(from.space)[at(from, [k])];
  }
  return builder.program(rolled.results.map((place) => array("outputs")[place]));
}
