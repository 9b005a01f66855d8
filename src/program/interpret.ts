// Running a program without making code: loops over its arrays, one for each run of operations of one kind.
// It needs no permission to generate code, no time to compile, and for programs too long for a compiler it
// is the fastest there is.
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
import { inRuns } from "./schedule.ts";

/**
 * A program that can be run: writes the outputs from number `skip` on to `out`, and returns the first (nan where
 * there is none).
 */
export type Runner = (inputs: Float64Array, out: Float64Array) => number;

const functions = instructions.map(({ value }) => value);

/** A program in the layout of `compact`, as it is. */
export function interpreter(compacted: Program, skip: number): Runner {
  const program = inRuns(compacted);
  const { inputs, constants, outputs } = program;
  const { length } = inputs;
  const values = new Float64Array(program.opcodes.length);
  values.set(constants, length);
  const ends = runs(program, length + constants.length);
  return (given, out) => {
    for (let i = 0; i < length; i++) values[i] = given[i];
    execute(program, values, ends);
    for (let k = skip; k < outputs.length; k++) out[k - skip] = values[outputs[k]];
    return outputs.length > 0 ? values[outputs[0]] : Number.NaN;
  };
}

/** Where the runs begin, and last where the last one ends. */
function runs({ opcodes }: Program, start: number): Int32Array {
  const ends = [start];
  for (let slot = start + 1; slot < opcodes.length; slot++) {
    if (opcodes[slot] !== opcodes[slot - 1]) ends.push(slot);
  }
  if (opcodes.length > start) ends.push(opcodes.length);
  return Int32Array.from(ends);
}

function execute({ opcodes, first, second, third }: Program, v: Float64Array, ends: Int32Array): void {
  for (let run = 1; run < ends.length; run++) {
    let k = ends[run - 1];
    const end = ends[run];
    switch (opcodes[k]) {
      case ADD:
        for (; k < end; k++) v[k] = v[first[k]] + v[second[k]];
        break;
      case SUB:
        for (; k < end; k++) v[k] = v[first[k]] - v[second[k]];
        break;
      case MUL:
        for (; k < end; k++) v[k] = v[first[k]] * v[second[k]];
        break;
      case DIV:
        for (; k < end; k++) v[k] = v[first[k]] / v[second[k]];
        break;
      case EQ:
        for (; k < end; k++) v[k] = v[first[k]] === v[second[k]] ? 1 : 0;
        break;
      case NE:
        for (; k < end; k++) v[k] = v[first[k]] !== v[second[k]] ? 1 : 0;
        break;
      case LT:
        for (; k < end; k++) v[k] = v[first[k]] < v[second[k]] ? 1 : 0;
        break;
      case LE:
        for (; k < end; k++) v[k] = v[first[k]] <= v[second[k]] ? 1 : 0;
        break;
      case GT:
        for (; k < end; k++) v[k] = v[first[k]] > v[second[k]] ? 1 : 0;
        break;
      case GE:
        for (; k < end; k++) v[k] = v[first[k]] >= v[second[k]] ? 1 : 0;
        break;
      case AND:
        for (; k < end; k++) v[k] = v[first[k]] && v[second[k]] ? 1 : 0;
        break;
      case OR:
        for (; k < end; k++) v[k] = v[first[k]] || v[second[k]] ? 1 : 0;
        break;
      case MAX:
        for (; k < end; k++) v[k] = Math.max(v[first[k]], v[second[k]]);
        break;
      case MIN:
        for (; k < end; k++) v[k] = Math.min(v[first[k]], v[second[k]]);
        break;
      case NEG:
        for (; k < end; k++) v[k] = -v[first[k]];
        break;
      case SQRT:
        for (; k < end; k++) v[k] = Math.sqrt(v[first[k]]);
        break;
      case EXP:
        for (; k < end; k++) v[k] = Math.exp(v[first[k]]);
        break;
      case LN:
        for (; k < end; k++) v[k] = Math.log(v[first[k]]);
        break;
      case SIN:
        for (; k < end; k++) v[k] = Math.sin(v[first[k]]);
        break;
      case COS:
        for (; k < end; k++) v[k] = Math.cos(v[first[k]]);
        break;
      case TANH:
        for (; k < end; k++) v[k] = Math.tanh(v[first[k]]);
        break;
      case ABS:
        for (; k < end; k++) v[k] = Math.abs(v[first[k]]);
        break;
      case NOT:
        for (; k < end; k++) v[k] = v[first[k]] ? 0 : 1;
        break;
      case IF: // 0 and nan are untrue, as in JavaScript
        for (; k < end; k++) v[k] = v[first[k]] ? v[second[k]] : v[third[k]];
        break;
      default: {
        const f = functions[opcodes[k]];
        const arity = arities[opcodes[k]];
        if (arity === 1) for (; k < end; k++) v[k] = f(v[first[k]]);
        else if (arity === 2) for (; k < end; k++) v[k] = f(v[first[k]], v[second[k]]);
        else for (; k < end; k++) v[k] = f(v[first[k]], v[second[k]], v[third[k]]);
      }
    }
  }
}
