// Target js: a program as JavaScript. Every slot is a local constant, never a place in an array (V8 keeps
// doubles in locals, and boxes them in scratch slots); functions stay under the size beyond which V8 gives
// up optimising, and hand values on to each other through one array. The code holds numbered slots and
// literals only: nothing that a user has written.

import { TargetError } from "../../expr/errors.ts";
import { grouped } from "../../expr/print/grouped.ts";
import {
  ADD,
  AND,
  arities,
  CONSTANT,
  DIV,
  EQ,
  GE,
  GT,
  IF,
  INPUT,
  instructions,
  LE,
  LT,
  MUL,
  NE,
  NEG,
  NOT,
  OR,
  SUB,
} from "../instructions.ts";
import type { Runner } from "../interpret.ts";
import { isLeaf, operationsOf, type Program } from "../program.ts";

/** The most operations of generated code: beyond, it takes seconds to read and is never optimised. */
export const MOST_OPERATIONS = 250_000;

/**
 * V8 optimises functions of up to 61,440 bytes of bytecode (--max-optimized-bytecode-size), and small ones sooner:
 * chunks are held well under that, by what each kind of statement takes, about.
 */
const CHUNK_BYTES = 15_000;
const BYTES = { operator: 15, choice: 30, call: 26, transfer: 14 };

const infix: ReadonlyMap<number, string> = new Map([
  [ADD, "+"],
  [SUB, "-"],
  [MUL, "*"],
  [DIV, "/"],
]);
const comparisons: ReadonlyMap<number, string> = new Map([
  [EQ, "==="],
  [NE, "!=="],
  [LT, "<"],
  [LE, "<="],
  [GT, ">"],
  [GE, ">="],
  [AND, "&&"],
  [OR, "||"],
]);

/** The rows that are called, by opcode; the others are operators of JavaScript. */
export const isCalled = (opcode: number): boolean =>
  !isLeaf(opcode) &&
  !infix.has(opcode) &&
  !comparisons.has(opcode) &&
  opcode !== NEG &&
  opcode !== NOT &&
  opcode !== IF;

export function expression(opcode: number, a: string, b: string, c: string): string {
  const operator = infix.get(opcode);
  if (operator !== undefined) return `${a}${operator}${b}`;
  const comparison = comparisons.get(opcode);
  // 0 and nan are untrue in JavaScript as they are in conditions.
  if (comparison !== undefined) return `${a}${comparison}${b}?1:0`;
  if (opcode === NEG) return `-${a}`;
  if (opcode === NOT) return `${a}?0:1`;
  if (opcode === IF) return `${a}?${b}:${c}`;
  return `f${opcode}(${[a, b, c].slice(0, arities[opcode]).join()})`;
}

export const literal = (value: number): string => {
  const text = Object.is(value, -0) ? "-0" : `${value}`;
  return text.startsWith("-") ? `(${text})` : text;
};

const bytesOf = (opcode: number): number =>
  infix.has(opcode) || opcode === NEG ? BYTES.operator : isCalled(opcode) ? BYTES.call : BYTES.choice;

/** By slot the chunk that its operation stands in; leaves stand in none. */
function chunksOf({ opcodes, first, second, third }: Program): Int32Array {
  const chunks = new Int32Array(opcodes.length).fill(-1);
  let chunk = 0;
  let bytes = 0;
  for (let slot = 0; slot < opcodes.length; slot++) {
    const opcode = opcodes[slot];
    if (isLeaf(opcode)) continue;
    bytes += bytesOf(opcode);
    const operands = [first[slot], second[slot], third[slot]].slice(0, arities[opcode]);
    for (const operand of operands) if (chunks[operand] !== chunk) bytes += BYTES.transfer;
    if (bytes > CHUNK_BYTES) {
      chunk++;
      bytes = bytesOf(opcode) + operands.length * BYTES.transfer;
    }
    chunks[slot] = chunk;
  }
  return chunks;
}

/** Outputs that one function writes: more of them have functions of their own, after those of the operations. */
const OUTPUTS = 1000;

/** A program's code: the body of a function of the functions that are called and of the array between chunks. */
export interface Code {
  readonly body: string;
  /** The opcodes of the functions f7, f8, ... that it calls. */
  readonly called: readonly number[];
  /** The numbers that chunks hand on. */
  readonly handed: number;
}

/** The JavaScript of a program in the layout of `compact`; outputs from number `skip` on are written out. */
export function code(program: Program, skip: number): Code {
  const { opcodes, first, second, third, constants, inputs, outputs } = program;
  const chunks = chunksOf(program);
  const operationChunks = Math.max(0, ...chunks.subarray(-1));
  const groups = Math.max(1, Math.ceil((outputs.length - skip) / OUTPUTS));
  const firstWriting = groups === 1 ? operationChunks : operationChunks + 1;
  const last = firstWriting + groups - 1;
  const memory = new Int32Array(opcodes.length).fill(-1); // by slot, where it is handed on
  let handed = 0;
  const need = (slot: number, chunk: number): void => {
    if (chunks[slot] >= 0 && chunks[slot] < chunk && memory[slot] < 0) memory[slot] = handed++;
  };
  const called = new Set<number>();
  for (let slot = 0; slot < opcodes.length; slot++) {
    const opcode = opcodes[slot];
    if (isLeaf(opcode)) continue;
    if (isCalled(opcode)) called.add(opcode);
    const arity = arities[opcode];
    need(first[slot], chunks[slot]);
    if (arity > 1) need(second[slot], chunks[slot]);
    if (arity > 2) need(third[slot], chunks[slot]);
  }
  const writes = (k: number): number => firstWriting + Math.floor((k - skip) / OUTPUTS);
  for (let k = skip; k < outputs.length; k++) need(outputs[k], writes(k));
  if (outputs.length > 0) need(outputs[0], last);

  const loaded = new Int32Array(opcodes.length).fill(-1); // by slot, the chunk in which it is a local
  const text: string[] = [];
  const use = (slot: number, chunk: number): string => {
    if (opcodes[slot] === CONSTANT) return literal(constants[first[slot]]);
    if (loaded[slot] !== chunk) {
      loaded[slot] = chunk;
      text.push(`const s${slot}=${opcodes[slot] === INPUT ? `x[${slot}]` : `m[${memory[slot]}]`};`);
    }
    return `s${slot}`;
  };
  let slot = inputs.length + constants.length;
  let output = skip;
  for (let chunk = 0; chunk <= last; chunk++) {
    text.push(`function c${chunk}(x,y){`);
    for (; slot < opcodes.length && chunks[slot] === chunk; slot++) {
      const opcode = opcodes[slot];
      const arity = arities[opcode];
      const a = use(first[slot], chunk);
      const b = arity > 1 ? use(second[slot], chunk) : "";
      const c = arity > 2 ? use(third[slot], chunk) : "";
      loaded[slot] = chunk;
      text.push(`const s${slot}=${expression(opcode, a, b, c)};`);
      if (memory[slot] >= 0) text.push(`m[${memory[slot]}]=s${slot};`);
    }
    for (; output < outputs.length && writes(output) === chunk; output++) {
      const value = use(outputs[output], chunk);
      text.push(`y[${output - skip}]=${value};`);
    }
    if (chunk === last) {
      const value = outputs.length > 0 ? use(outputs[0], chunk) : "NaN";
      text.push(`return ${value};`);
    }
    text.push("}\n");
  }
  const calls = Array.from({ length: last + 1 }, (_, chunk) => `c${chunk}(x,y)`);
  const body = `"use strict";\n${text.join("")}return ${last === 0 ? "c0" : `(x,y)=>(${calls.join()})`};`;
  return { body, called: [...called], handed };
}

/** Whether code may be generated here: a page's content security policy may forbid it. */
export function mayGenerateCode(): boolean {
  try {
    return new Function("return 1")() === 1;
  } catch {
    return false;
  }
}

/**
 * A program as a function that runs it.
 * @throws {TargetError} for a program of more than 250,000 operations and results.
 */
export function javascript(program: Program, skip: number): { readonly run: Runner; readonly bytes: number } {
  const operations = operationsOf(program) + program.outputs.length;
  if (operations > MOST_OPERATIONS) {
    const [found, most] = [operations, MOST_OPERATIONS].map(grouped);
    throw new TargetError(
      "too-large",
      `target 'js' is given ${found} operations and results, expected at most ${most}; use target 'interpret'`,
    );
  }
  const { body, called, handed } = code(program, skip);
  const make = new Function("m", ...called.map((opcode) => `f${opcode}`), body);
  const run: Runner = make(new Float64Array(handed), ...called.map((opcode) => instructions[opcode].value));
  return { run, bytes: body.length + 8 * handed };
}
