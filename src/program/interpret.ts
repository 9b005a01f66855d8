// Running a program without making code: a loop over its arrays. It needs no permission to generate code,
// no time to compile, and for programs too long for a compiler it is the fastest there is.
import {
  ABS,
  ADD,
  AND,
  arities,
  COS,
  DIV,
  EQ,
  EXP,
  GE,
  GT,
  IF,
  instructions,
  LE,
  LN,
  LT,
  MAX,
  MIN,
  MUL,
  NE,
  NEG,
  NOT,
  OR,
  SIN,
  SQRT,
  SUB,
  TANH,
} from "./instructions.ts";
import type { Program } from "./program.ts";

/**
 * A program that can be run: writes the outputs from number `skip` on to `out`, and returns the first (nan where
 * there is none).
 */
export type Runner = (inputs: Float64Array, out: Float64Array) => number;

const functions = instructions.map(({ value }) => value);

/** A program in the layout of `compact`, as it is. */
export function interpreter(program: Program, skip: number): Runner {
  const { inputs, constants, outputs } = program;
  const { length } = inputs;
  const values = new Float64Array(program.opcodes.length);
  values.set(constants, length);
  const start = length + constants.length;
  return (given, out) => {
    for (let i = 0; i < length; i++) values[i] = given[i];
    execute(program, values, start);
    for (let k = skip; k < outputs.length; k++) out[k - skip] = values[outputs[k]];
    return outputs.length > 0 ? values[outputs[0]] : Number.NaN;
  };
}

function execute({ opcodes, first, second, third }: Program, values: Float64Array, start: number): void {
  for (let slot = start; slot < opcodes.length; slot++) {
    const opcode = opcodes[slot];
    const x = values[first[slot]];
    const y = values[second[slot]];
    let value: number;
    switch (opcode) {
      case ADD:
        value = x + y;
        break;
      case SUB:
        value = x - y;
        break;
      case MUL:
        value = x * y;
        break;
      case DIV:
        value = x / y;
        break;
      case NEG:
        value = -x;
        break;
      case SQRT:
        value = Math.sqrt(x);
        break;
      case EXP:
        value = Math.exp(x);
        break;
      case LN:
        value = Math.log(x);
        break;
      case SIN:
        value = Math.sin(x);
        break;
      case COS:
        value = Math.cos(x);
        break;
      case TANH:
        value = Math.tanh(x);
        break;
      case ABS:
        value = Math.abs(x);
        break;
      case IF: // 0 and nan are untrue, as in JavaScript
        value = x ? y : values[third[slot]];
        break;
      case EQ:
        value = x === y ? 1 : 0;
        break;
      case NE:
        value = x !== y ? 1 : 0;
        break;
      case LT:
        value = x < y ? 1 : 0;
        break;
      case LE:
        value = x <= y ? 1 : 0;
        break;
      case GT:
        value = x > y ? 1 : 0;
        break;
      case GE:
        value = x >= y ? 1 : 0;
        break;
      case AND:
        value = x && y ? 1 : 0;
        break;
      case OR:
        value = x || y ? 1 : 0;
        break;
      case NOT:
        value = x ? 0 : 1;
        break;
      case MAX:
        value = Math.max(x, y);
        break;
      case MIN:
        value = Math.min(x, y);
        break;
      default: {
        const f = functions[opcode];
        const arity = arities[opcode];
        value = arity === 1 ? f(x) : arity === 2 ? f(x, y) : f(x, y, values[third[slot]]);
      }
    }
    values[slot] = value;
  }
}
