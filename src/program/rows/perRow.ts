// Rows without WebAssembly: a kernel's runner, generated JavaScript or the interpreter, for one row after
// the other.
import { grouped } from "../../expr/print/grouped.ts";
import { arities } from "../instructions.ts";
import { interpreter, type Runner } from "../interpret.ts";
import { operationsOf, type Program } from "../program.ts";
import { rolledRunner } from "../roll/runner.ts";
import { javascript, mayGenerateCode } from "../targets/js.ts";
import type { Bound } from "./body.ts";
import type { Columns } from "./columns.ts";

/** Up to so many operations are not looked through for loops. */
export const STRAIGHT = 300;
/** Up to so many operations a row JavaScript is generated; longer code takes long to be optimised. */
const CODE_OPERATIONS = 6000;

export interface Chosen {
  readonly run: Runner;
  readonly target: "js" | "interpret";
  readonly why: string;
  readonly bytes: number;
}

/** What runs a program that is run often: generated code where that pays and is allowed. */
export function chosenRunner(program: Program, isInterpreted = false): Chosen {
  const interpreted = (why: string): Chosen => ({
    run: interpreter(program, 0),
    target: "interpret",
    why,
    bytes: 21 * program.opcodes.length,
  });
  if (isInterpreted) return interpreted("asked for");
  const loops = operationsOf(program) > STRAIGHT ? rolledRunner(program, 0, "js", undefined) : undefined;
  if (loops !== undefined) {
    const why = `generated code for one row after the other, in ${loops.loops}`;
    return { run: loops.run, target: "js", why, bytes: loops.bytes };
  }
  if (operationsOf(program) + program.outputs.length > CODE_OPERATIONS) {
    return interpreted(`more than ${grouped(CODE_OPERATIONS)} operations a row`);
  }
  if (!mayGenerateCode()) return interpreted("generating code is forbidden here");
  const { run, bytes } = javascript(program, 0);
  return { run, target: "js", why: "generated code for one row after the other", bytes };
}

/** A runner of a program, for one row after the other; the columns are the program's first inputs. */
export function perRow(program: Program, columnCount: number, run: Runner, { columns }: Columns): Bound {
  const inputs = new Float64Array(program.inputs.length);
  const outputs = new Float64Array(program.outputs.length);
  const used = usedBelow(program, columnCount);
  const lanes = new Float64Array(2 * outputs.length);
  const runRow = (row: number): void => {
    for (let k = 0; k < used.length; k++) inputs[used[k]] = columns[used[k]][row];
    run(inputs, outputs);
  };
  return {
    shared: inputs.subarray(columnCount),
    lanes,
    begin: () => {},
    add: (from, count) => {
      for (let i = 0; i < count; i++) {
        runRow(from + i);
        for (let k = 0, lane = i & 1; k < outputs.length; k++, lane += 2) lanes[lane] += outputs[k];
      }
    },
    write: (from, count, results) => {
      for (let row = from; row < from + count; row++) {
        runRow(row);
        for (let k = 0; k < outputs.length; k++) results[k][row] = outputs[k];
      }
    },
  };
}

/** The first `count` inputs of a program without those that it doesn't read. */
export function usedBelow(
  { opcodes, first, second, third, inputs, outputs }: Program,
  count: number,
): Int32Array {
  const isRead = new Uint8Array(opcodes.length);
  for (const slot of outputs) isRead[slot] = 1;
  for (let slot = inputs.length; slot < opcodes.length; slot++) {
    const arity = arities[opcodes[slot]];
    if (arity > 0) isRead[first[slot]] = 1;
    if (arity > 1) isRead[second[slot]] = 1;
    if (arity > 2) isRead[third[slot]] = 1;
  }
  return Int32Array.from(inputs.keys()).filter((input) => input < count && isRead[input] === 1);
}
