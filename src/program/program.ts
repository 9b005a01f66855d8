// A program: formulas as straight-line code. One instruction after the other, each the value of a slot
// of its own, in topological order and value-numbered: equal subformulas are one slot. It is a struct of
// arrays, 13 bytes an instruction, so that programs of millions of instructions are plain to walk.
import { arities, CONSTANT, INPUT, instructions } from "./instructions.ts";

export interface Program {
  /** What each slot's instruction does: see instructions.ts. */
  readonly opcodes: Uint8Array;
  /** The slots of the operands; 0 where the instruction has fewer. Of leaves the index of the input or constant. */
  readonly first: Int32Array;
  readonly second: Int32Array;
  readonly third: Int32Array;
  /** The pool of constants. */
  readonly constants: Float64Array;
  /** The inputs' names; the first slots hold them, in this order. */
  readonly inputs: readonly string[];
  /** The slots of the results. */
  readonly outputs: Int32Array;
}

/** Whether an opcode is an input's or a constant's. */
export const isLeaf = (opcode: number): boolean => opcode <= CONSTANT;

/** The number of operations: all instructions but leaves. */
export function operationsOf({ opcodes }: Program): number {
  let count = 0;
  for (let slot = 0; slot < opcodes.length; slot++) if (opcodes[slot] > CONSTANT) count++;
  return count;
}

/**
 * A program as text, one instruction a line.
 * @example formatProgram(linearize([parse("x*y + x*y")], ["x", "y"]))
 *   // "s0 = x\ns1 = y\ns2 = mul s0 s1\ns3 = add s2 s2\nreturn s3"
 */
export function formatProgram(program: Program): string {
  const { opcodes, first, second, third, constants, inputs, outputs } = program;
  const lines = Array.from(opcodes, (opcode, slot) => {
    if (opcode === INPUT) return `s${slot} = ${inputs[first[slot]]}`;
    if (opcode === CONSTANT) {
      const value = constants[first[slot]];
      return `s${slot} = ${Object.is(value, -0) ? "-0" : value}`;
    }
    const operands = [first[slot], second[slot], third[slot]].slice(0, arities[opcode]);
    return `s${slot} = ${[instructions[opcode].name, ...operands.map((operand) => `s${operand}`)].join(" ")}`;
  });
  return [...lines, ["return", ...Array.from(outputs, (slot) => `s${slot}`)].join(" ")].join("\n");
}

/**
 * The invariants of a program, for tests to run after every pass: operands come before their uses, leaves name
 * inputs and constants that are there, no two slots are the same instruction.
 * @throws {Error} that names the first slot where one does not hold.
 */
export function checkProgram(program: Program): void {
  const { opcodes, first, second, third, constants, inputs, outputs } = program;
  const length = opcodes.length;
  const check = (holds: boolean, what: string): void => {
    if (!holds) throw new Error(`invariant: ${what}`);
  };
  check(
    [first, second, third].every((operands) => operands.length === length),
    "arrays of one length",
  );
  const seen = new Set<string>();
  for (let slot = 0; slot < length; slot++) {
    const opcode = opcodes[slot];
    const operands = [first[slot], second[slot], third[slot]];
    check(opcode < instructions.length, `slot ${slot} has an opcode`);
    check((opcode === INPUT) === slot < inputs.length, `slot ${slot}: the inputs are the first slots`);
    if (opcode === INPUT) check(operands[0] === slot, `slot ${slot} is the input of its index`);
    if (opcode === CONSTANT) {
      check(operands[0] >= 0 && operands[0] < constants.length, `slot ${slot} has its constant in the pool`);
    }
    for (const [i, operand] of operands.entries()) {
      if (i >= (isLeaf(opcode) ? 1 : arities[opcode]))
        check(operand === 0, `slot ${slot} has no operand ${i}`);
      else if (!isLeaf(opcode)) {
        check(operand >= 0 && operand < slot, `slot ${slot} comes after its operand ${i}`);
      }
    }
    const value = constants[first[slot]];
    const key =
      opcode === CONSTANT
        ? `constant ${Object.is(value, -0) ? "-0" : value}`
        : `${opcode} ${operands.join(" ")}`;
    check(!seen.has(key), `slot ${slot} is no copy of another`);
    seen.add(key);
  }
  for (const slot of outputs) check(slot >= 0 && slot < length, `output ${slot} is a slot`);
}
