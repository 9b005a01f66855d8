// What languages that look like C have in common: a program as statements, one constant a slot. A dialect
// says how it writes an operation and a number; what it lacks is expanded into what it has.

import { TargetError } from "../../expr/errors.ts";
import { grouped } from "../../expr/print/grouped.ts";
import { expanded } from "../expansions.ts";
import { AND, arities, CONSTANT, IF, INPUT, isBoolean, NOT, OR } from "../instructions.ts";
import { compact } from "../passes.ts";
import { operationsOf, type Program } from "../program.ts";

export interface Dialect {
  readonly name: string;
  /** How an operation is written, by opcode: operators, calls of the language's functions or of its own helpers. */
  readonly operations: ReadonlyMap<number, (a: string, b: string, c: string) => string>;
  /** Helper functions in the language, by the name under which operations call them, in the order to write them. */
  readonly helpers: ReadonlyMap<string, string>;
  /** A condition that is neither 0 nor nan; `isBit` where it is known to be 1 or 0. */
  readonly condition: (a: string, isBit: boolean) => string;
  readonly literal: (value: number) => string;
  /** What begins the declaration of a constant. */
  readonly declare: string;
}

/** The most operations of a generated text, some 10 MB. */
const MOST_OPERATIONS = 250_000;

/** A program in a dialect's own operations. @throws {TargetError} for a row that it neither has nor can expand. */
export function inDialect(program: Program, { name, operations }: Dialect): Program {
  const found = operationsOf(program);
  if (found > MOST_OPERATIONS) {
    const [is, most] = [found, MOST_OPERATIONS].map(grouped);
    throw new TargetError(
      "too-large",
      `target '${name}' is given ${is} operations, expected at most ${most}`,
    );
  }
  const missing = (row: string): never => {
    throw new TargetError(
      "no-instruction",
      `target '${name}' cannot compute '${row}': it has neither the function nor an expansion of it`,
    );
  };
  return compact(expanded(program, (opcode) => operations.has(opcode), missing));
}

/** How many of its operands an operation asks whether they are true. */
const conditions: ReadonlyMap<number, number> = new Map([
  [IF, 1],
  [NOT, 1],
  [AND, 2],
  [OR, 2],
]);

/** The statements of a program's operations, and how each slot is written. */
export function statements(
  program: Program,
  dialect: Dialect,
): { lines: string[]; slot: (slot: number) => string } {
  const { opcodes, first, second, third, constants, outputs } = program;
  const slot = (k: number): string =>
    opcodes[k] === CONSTANT ? dialect.literal(constants[first[k]]) : `s${k}`;
  const isRead = new Uint8Array(opcodes.length);
  for (const k of outputs) isRead[k] = 1;
  const operations: string[] = [];
  for (let k = 0; k < opcodes.length; k++) {
    const opcode = opcodes[k];
    const write = dialect.operations.get(opcode);
    if (write === undefined) continue; // a leaf
    const operands = [first[k], second[k], third[k]].slice(0, arities[opcode]);
    for (const operand of operands) isRead[operand] = 1;
    const asked = conditions.get(opcode) ?? 0;
    const [a, b = "", c = ""] = operands.map((operand, i) =>
      i < asked ? dialect.condition(slot(operand), isBoolean(opcodes[operand])) : slot(operand),
    );
    operations.push(`  ${dialect.declare} s${k} = ${write(a, b, c)};`);
  }
  const inputs = Array.from(opcodes.subarray(0, program.inputs.length), (opcode, k) =>
    opcode === INPUT && isRead[k] === 1 ? [`  ${dialect.declare} s${k} = inputs[${k}];`] : [],
  ).flat();
  return { lines: [...inputs, ...operations], slot };
}

/** The helpers that some lines call, and those that these call. */
export function helpersOf(lines: readonly string[], { helpers }: Dialect): string[] {
  const all = [...helpers].reverse();
  let text = lines.join("\n");
  const used: string[] = [];
  for (const [name, body] of all) {
    if (!text.includes(`${name}(`)) continue;
    used.unshift(body);
    text += body;
  }
  return used;
}
