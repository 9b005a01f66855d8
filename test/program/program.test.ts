import { describe, expect, test } from "vitest";
import { parse } from "../../src/expr/parse/parse.ts";
import { primitives } from "../../src/expr/primitives/table.ts";
import {
  arities,
  CUBE,
  instructions,
  isBoolean,
  opcodeOf,
  slopeOpcode,
} from "../../src/program/instructions.ts";
import { linearize } from "../../src/program/linearize.ts";
import { checkProgram, operationsOf, type Program } from "../../src/program/program.ts";

describe("the instructions", () => {
  test("are the rows of the table and their slopes, each once", () => {
    for (const row of primitives.values()) {
      const opcode = opcodeOf(row) ?? -1;
      expect([instructions[opcode]?.row, arities[opcode]]).toEqual([row, row.arity]);
      for (const [i, slope] of (row.slopes ?? []).entries()) {
        expect(instructions[slopeOpcode(row, i) ?? -1]?.value).toBe(slope);
      }
    }
    expect(new Set(instructions.map(({ name }) => name)).size).toBe(instructions.length);
  });

  test("that are switched on have the numbers of their rows", () => {
    const names = "add sub mul div neg sqrt exp ln sin cos tan sinh cosh tanh abs sign floor if";
    const logic = "eq ne lt le gt ge and or not max min pow square cube";
    expect(instructions.slice(2, CUBE + 1).map(({ name }) => name)).toEqual(`${names} ${logic}`.split(" "));
    for (const [opcode, { row }] of instructions.entries()) {
      if (isBoolean(opcode)) expect(row?.range).toEqual([0, 1]);
    }
  });
});

describe("checkProgram", () => {
  const good = linearize([parse("x*y + 2")], ["x", "y"]);

  test("passes what linearize makes", () => {
    expect(() => checkProgram(good)).not.toThrow();
    expect(operationsOf(good)).toBe(2);
  });

  test.each<[string, Partial<Program>]>([
    ["slot 4 comes after its operand 0", { first: Int32Array.of(0, 1, 0, 0, 4) }],
    ["slot 3 has its constant in the pool", { constants: new Float64Array(0) }],
    ["slot 2: the inputs are the first slots", { inputs: ["x", "y", "z"] }],
    ["output 5 is a slot", { outputs: Int32Array.of(5) }],
    ["slot 2 has an opcode", { opcodes: Uint8Array.of(0, 0, 255, 1, 2) }],
    ["slot 2 has no operand 2", { third: Int32Array.of(0, 0, 1, 0, 0) }],
    ["arrays of one length", { second: new Int32Array(4) }],
  ])("finds what breaks it: %s", (message, change) => {
    expect(() => checkProgram({ ...good, ...change })).toThrow(`invariant: ${message}`);
  });

  test("finds an instruction that stands twice", () => {
    const twice = linearize([parse("sin(x) + cos(x)")], ["x"]);
    const opcodes = twice.opcodes.map((opcode, slot) => (slot === 2 ? twice.opcodes[1] : opcode));
    expect(() => checkProgram({ ...twice, opcodes })).toThrow("slot 2 is no copy of another");
  });
});
