// From a program to the statements of a function. What is used once stands where it is used, as long as
// lines stay short; what is used more often has a name. Each text is made of those before it, so nothing recurses
// and the code grows with the program.
import { AND, arities, CONSTANT, IF, isBoolean, NOT, OR } from "../instructions.ts";
import { isLeaf, type Program } from "../program.ts";
import type { Body, Dialect, Statement } from "./dialect.ts";
import { inputNames, numberedNames } from "./names.ts";
import { atom, type Written } from "./written.ts";

/** Longer texts get names, even where they are used once. */
const SHORT = 36;

export interface Shape {
  readonly name: string;
  readonly isScalar: boolean;
  /** The number of formulas. */
  readonly values: number;
  readonly hasGradient: boolean;
  readonly columns: number;
}

/** How many of its operands an operation takes as conditions. */
const asked = (opcode: number): number =>
  opcode === IF || opcode === NOT ? 1 : opcode === AND || opcode === OR ? 2 : 0;

/** The body of a function that computes a program in a dialect's own operations. */
export function bodyOf(program: Program, dialect: Dialect, shape: Shape): Body {
  const { opcodes, first, second, third, constants, outputs } = program;
  const inputs = inputNames(program.inputs, dialect, shape.name);
  const temporary = numberedNames("t", new Set([...inputs, shape.name]), 1);
  const uses = usesOf(program);
  const texts = new Array<Written>(opcodes.length); // by slot how it is written: as a condition where it is one
  const isCondition = new Uint8Array(opcodes.length);
  const statements: Statement[] = [];
  const number = (slot: number): Written =>
    isCondition[slot] === 1 ? dialect.number(texts[slot]) : texts[slot];
  const condition = (slot: number): Written =>
    isCondition[slot] === 1 ? texts[slot] : dialect.truth(texts[slot]);
  for (let slot = 0; slot < opcodes.length; slot++) {
    const opcode = opcodes[slot];
    const write = dialect.operations.get(opcode);
    if (isLeaf(opcode) || write === undefined) {
      const given = first[slot];
      texts[slot] = opcode === CONSTANT ? dialect.literal(constants[given]) : atom(inputs[given]);
      continue;
    }
    const conditions = asked(opcode);
    const operands = [first[slot], second[slot], third[slot]].slice(0, arities[opcode]);
    let written = write(
      ...operands.map((operand, i) => (i < conditions ? condition(operand) : number(operand))),
    );
    isCondition[slot] = isBoolean(opcode) ? 1 : 0;
    if (uses[slot] > 1 || written.text.length > SHORT) {
      const name = temporary();
      statements.push({ name, text: written.text, isCondition: isCondition[slot] === 1 });
      written = atom(name);
    }
    texts[slot] = written;
  }
  const results = Array.from(outputs, number);
  return {
    ...shape,
    inputs,
    isRead: inputs.map((_, i) => uses[i] > 0),
    statements,
    values: results.slice(0, shape.values),
    derivatives: results.slice(shape.values),
  };
}

/** By slot how often it is used. */
function usesOf({ opcodes, first, second, third, outputs }: Program): Int32Array {
  const uses = new Int32Array(opcodes.length);
  for (let slot = 0; slot < opcodes.length; slot++) {
    const opcode = opcodes[slot];
    if (isLeaf(opcode)) continue;
    const arity = arities[opcode];
    uses[first[slot]]++;
    if (arity > 1) uses[second[slot]]++;
    if (arity > 2) uses[third[slot]]++;
  }
  for (const slot of outputs) uses[slot]++;
  return uses;
}

/** The helpers that a text calls, and those that these call, in the order in which they are to be written. */
export function helpersOf(code: string, { helpers }: Dialect): readonly string[] {
  let text = code;
  const used: string[] = [];
  for (const [name, source] of [...helpers].reverse()) {
    if (!new RegExp(`(?<!\\w)${name}\\(`, "u").test(text)) continue;
    used.unshift(source);
    text += source;
  }
  return used;
}
