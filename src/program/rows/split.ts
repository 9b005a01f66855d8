// A program of columns and parameters in two: what the parameters alone determine, computed once for all
// rows (a penalty on the weights, say), and what is to be computed for each row. The operations are the
// same ones, so every value keeps its bits.
import { arities, CONSTANT, INPUT } from "../instructions.ts";
import { compact, returning } from "../passes.ts";
import { isLeaf, type Program } from "../program.ts";

export interface Split {
  /** Of the parameters, the values that rows share; undefined where there are none. */
  readonly shared: Program | undefined;
  /** Its inputs are the columns, then the parameters, then what `shared` returns. */
  readonly row: Program;
}

/** `columns` and `parameters` are the indices of a program's inputs, all of them together. */
export function split(program: Program, columns: readonly number[], parameters: readonly number[]): Split {
  const { opcodes, first, second, third, inputs, constants, outputs } = program;
  const varies = new Uint8Array(opcodes.length);
  const isShared = new Uint8Array(opcodes.length); // the parameters' slots that rows read
  for (const column of columns) varies[column] = 1;
  for (let slot = inputs.length; slot < opcodes.length; slot++) {
    const opcode = opcodes[slot];
    if (isLeaf(opcode)) continue;
    const operands = [first[slot], second[slot], third[slot]].slice(0, arities[opcode]);
    if (!operands.some((operand) => varies[operand] === 1)) continue;
    varies[slot] = 1;
    for (const operand of operands) isShared[operand] = 1;
  }
  for (const slot of outputs) isShared[slot] = 1;
  const kept: number[] = [];
  for (let slot = inputs.length; slot < opcodes.length; slot++) {
    if (isShared[slot] === 1 && varies[slot] === 0 && !isLeaf(opcodes[slot])) kept.push(slot);
  }

  const order = [...columns, ...parameters, ...kept];
  const start = order.length + constants.length;
  let length = start;
  for (let slot = inputs.length; slot < opcodes.length; slot++) if (varies[slot] === 1) length++;
  const row = {
    opcodes: new Uint8Array(length),
    first: new Int32Array(length),
    second: new Int32Array(length),
    third: new Int32Array(length),
  };
  const moved = new Int32Array(opcodes.length);
  for (const [to, slot] of order.entries()) {
    moved[slot] = row.first[to] = to;
    row.opcodes[to] = INPUT;
  }
  for (const k of constants.keys()) {
    row.opcodes[order.length + k] = CONSTANT;
    row.first[order.length + k] = k;
  }
  let next = start;
  for (let slot = inputs.length; slot < opcodes.length; slot++) {
    const opcode = opcodes[slot];
    if (opcode === CONSTANT) moved[slot] = order.length + first[slot];
    else if (varies[slot] === 1) {
      const arity = arities[opcode];
      row.opcodes[next] = opcode;
      row.first[next] = moved[first[slot]];
      if (arity > 1) row.second[next] = moved[second[slot]];
      if (arity > 2) row.third[next] = moved[third[slot]];
      moved[slot] = next++;
    }
  }
  const names = order.map((slot, i) => (slot < inputs.length ? inputs[slot] : `shared ${i}`));
  return {
    shared: kept.length === 0 ? undefined : compact(returning(program, Int32Array.from(kept))),
    row: compact({ ...row, constants, inputs: names, outputs: outputs.map((slot) => moved[slot]) }),
  };
}
