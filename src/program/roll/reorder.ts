// A program with its inputs in the order in which they are first read, and its results in the order in which they are
// computed. By names, x10 stands before x2: loops would break at each such place, where in these orders they go on.
import { arities } from "../instructions.ts";
import type { Program } from "../program.ts";

export interface Reordered {
  readonly program: Program;
  readonly kinds: Uint8Array;
  /** By input of the program that it was, its place among the inputs now; and by result its place among the results. */
  readonly inputs: Int32Array;
  readonly outputs: Int32Array;
}

/** A program in the layout of `compact` in these orders; its results too where `outputs` says so. */
export function reordered(program: Program, kinds: Uint8Array, movesOutputs: boolean): Reordered {
  const inputs = inputOrder(program);
  const outputs = movesOutputs ? outputOrder(program) : Int32Array.from(program.outputs.keys());
  const moved = Int32Array.from(program.opcodes, (_, slot) => slot);
  for (const [place, input] of inputs.entries()) moved[input] = place;
  const { opcodes, constants } = program;
  const start = inputs.length + constants.length; // operations come after the leaves
  const operand = (by: Int32Array): Int32Array => by.map((of, slot) => (slot < start ? of : moved[of]));
  return {
    program: {
      opcodes,
      constants,
      first: operand(program.first),
      second: operand(program.second),
      third: operand(program.third),
      inputs: Array.from(inputs, (input) => program.inputs[input]),
      outputs: outputs.map((output) => moved[program.outputs[output]]),
    },
    kinds: Uint8Array.from(inputs, (input) => kinds[input]),
    inputs: inverse(inputs),
    outputs: inverse(outputs),
  };
}

/** The inputs as they are first read, those that are not read last. */
function inputOrder({ opcodes, first, second, third, inputs, constants }: Program): Int32Array {
  const order = new Int32Array(inputs.length);
  const isKnown = new Uint8Array(inputs.length);
  let next = 0;
  const add = (slot: number): void => {
    if (slot >= inputs.length || isKnown[slot] === 1) return;
    isKnown[slot] = 1;
    order[next++] = slot;
  };
  for (let slot = inputs.length + constants.length; slot < opcodes.length; slot++) {
    const arity = arities[opcodes[slot]];
    add(first[slot]);
    if (arity > 1) add(second[slot]);
    if (arity > 2) add(third[slot]);
  }
  for (let input = 0; input < inputs.length; input++) add(input);
  return order;
}

/** The results as they are computed: then inputs and constants, and what is a result again. */
function outputOrder({ opcodes, inputs, constants, outputs }: Program): Int32Array {
  const start = inputs.length + constants.length;
  const firstOf = new Int32Array(opcodes.length).fill(-1);
  const others: number[] = [];
  for (const [output, slot] of outputs.entries()) {
    if (slot < start || firstOf[slot] >= 0) others.push(output);
    else firstOf[slot] = output;
  }
  return Int32Array.from([...firstOf.filter((output) => output >= 0), ...others]);
}

function inverse(order: Int32Array): Int32Array {
  const places = new Int32Array(order.length);
  for (const [place, one] of order.entries()) places[one] = place;
  return places;
}
