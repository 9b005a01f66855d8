// Passes from program to program: what can be folded is folded, and what no result needs goes.
import { Builder } from "./builder.ts";
import { folded, isFolded } from "./fold.ts";
import { arities, CONSTANT, INPUT } from "./instructions.ts";
import { isLeaf, type Program } from "./program.ts";

/** By slot, 1 where some output needs it. */
export function live({ opcodes, first, second, third, outputs }: Program): Uint8Array {
  const needed = new Uint8Array(opcodes.length);
  for (const slot of outputs) needed[slot] = 1;
  for (let slot = opcodes.length - 1; slot >= 0; slot--) {
    const opcode = opcodes[slot];
    if (needed[slot] === 0 || isLeaf(opcode)) continue;
    const arity = arities[opcode];
    needed[first[slot]] = 1;
    if (arity > 1) needed[second[slot]] = 1;
    if (arity > 2) needed[third[slot]] = 1;
  }
  return needed;
}

/**
 * The same program with constants folded and small integer powers as products: every value keeps its bits, and so
 * does what it is at infinities and nan.
 */
export function fold(program: Program): Program {
  const { opcodes, first, second, third, constants, inputs, outputs } = program;
  const needed = live(program);
  const builder = new Builder(inputs, opcodes.length - inputs.length);
  const moved = new Int32Array(opcodes.length); // where each slot's value is now
  for (let slot = 0; slot < opcodes.length; slot++) {
    const opcode = opcodes[slot];
    if (opcode === INPUT) moved[slot] = slot;
    else if (needed[slot] === 0) continue;
    else if (opcode === CONSTANT) moved[slot] = builder.constant(constants[first[slot]]);
    else {
      const arity = arities[opcode];
      const b = arity > 1 ? moved[second[slot]] : 0;
      const c = arity > 2 ? moved[third[slot]] : 0;
      moved[slot] = folded(builder, opcode, moved[first[slot]], b, c);
    }
  }
  return builder.program(outputs.map((slot) => moved[slot]));
}

/**
 * The instructions that outputs need, in one layout: the inputs (all of them), the constants in the order of their
 * pool, then the operations.
 */
export function compact(program: Program): Program {
  const { opcodes, first, second, third, constants, inputs, outputs } = program;
  const needed = live(program);
  let [constantCount, operationCount] = [0, 0];
  for (let slot = inputs.length; slot < opcodes.length; slot++) {
    if (needed[slot] === 0) continue;
    if (opcodes[slot] === CONSTANT) constantCount++;
    else operationCount++;
  }
  const length = inputs.length + constantCount + operationCount;
  const result = {
    opcodes: new Uint8Array(length),
    first: new Int32Array(length),
    second: new Int32Array(length),
    third: new Int32Array(length),
    constants: new Float64Array(constantCount),
    inputs,
  };
  const moved = new Int32Array(opcodes.length);
  let pooled = 0;
  let next = inputs.length + constantCount;
  for (let slot = 0; slot < opcodes.length; slot++) {
    const opcode = opcodes[slot];
    if (opcode === INPUT) {
      moved[slot] = slot;
      result.first[slot] = slot;
    } else if (needed[slot] === 0) continue;
    else if (opcode === CONSTANT) {
      const to = inputs.length + pooled;
      moved[slot] = to;
      result.opcodes[to] = CONSTANT;
      result.first[to] = pooled;
      result.constants[pooled++] = constants[first[slot]];
    } else {
      const arity = arities[opcode];
      moved[slot] = next;
      result.opcodes[next] = opcode;
      result.first[next] = moved[first[slot]];
      if (arity > 1) result.second[next] = moved[second[slot]];
      if (arity > 2) result.third[next] = moved[third[slot]];
      next++;
    }
  }
  return { ...result, outputs: outputs.map((slot) => moved[slot]) };
}

/** A program as it is run: folded, and without what is not needed. */
export const optimized = (program: Program): Program => compact(isFolded(program) ? program : fold(program));

/** The same instructions with other results. */
export const returning = (program: Program, outputs: Int32Array): Program => ({ ...program, outputs });
