// The value numbering: whatever is put in, and however crowded it is, equal instructions are one slot and
// others are others.
import { describe, expect, test } from "vitest";
import { Builder } from "../../src/program/builder.ts";
import { ADD, DIV, IF, MUL, SIN } from "../../src/program/instructions.ts";
import { checkProgram } from "../../src/program/program.ts";

const random =
  (seed: number) =>
  (below: number): number => {
    state = (Math.imul(state + seed, 1664525) + 1013904223) | 0;
    return (state >>> 8) % below;
  };
let state = 1;

describe("equal instructions are one slot, others are not", () => {
  test.each([0, 10, 100_000])("for random instructions, with room for %i", (capacity) => {
    const builder = new Builder(["x", "y"], capacity);
    const next = random(capacity);
    const known = new Map<string, number>();
    const wrong: string[] = [];
    for (let i = 0; i < 20_000; i++) {
      const opcode = [ADD, MUL, DIV, SIN, IF][next(5)];
      const [a, b, c] = [0, 1, 2].map(() => next(Math.min(builder.length, 300)));
      const second = opcode === SIN ? 0 : b;
      const third = opcode === IF ? c : 0;
      const isSymmetric = opcode === ADD || opcode === MUL;
      const [first, other] = isSymmetric ? [Math.min(a, second), Math.max(a, second)] : [a, second];
      const key = [opcode, first, other, third].join();
      const before = builder.length;
      const slot = builder.instruction(opcode, a, second, third);
      if (slot !== (known.get(key) ?? before)) wrong.push(key);
      known.set(key, slot);
    }
    expect(wrong).toEqual([]);
    expect(builder.length).toBe(2 + known.size);
    checkProgram(builder.program(Int32Array.of(builder.length - 1)));
  });

  test("where all have one operand in common, the latest or the first", () => {
    const builder = new Builder(["x"], 10);
    let last = 0;
    for (let i = 0; i < 20_000; i++) last = builder.instruction(SIN, last, 0, 0);
    const constant = builder.constant(0.5);
    const products = Array.from({ length: constant }, (_, slot) =>
      builder.instruction(MUL, constant, slot, 0),
    );
    expect(new Set(products).size).toBe(constant);
    expect(
      Array.from({ length: constant }, (_, slot) => builder.instruction(MUL, slot, constant, 0)),
    ).toEqual(products);
  });

  test("constants are told apart by their bits: 0 from -0, but one nan; 50,000 of them", () => {
    const builder = new Builder([], 0);
    const values = [0, -0, Number.NaN, Infinity, ...Array.from({ length: 50_000 }, (_, i) => i / 7 + 1)];
    const slots = values.map((value) => builder.constant(value));
    expect(new Set(slots).size).toBe(values.length);
    expect(values.map((value) => builder.constant(value))).toEqual(slots);
    expect(slots.map((slot) => builder.constantAt(slot))).toEqual(values);
  });
});

test("a builder that goes on after a program knows all of it", () => {
  const builder = new Builder(["x", "y"], 4);
  const sum = builder.instruction(ADD, 0, 1, 0);
  const half = builder.constant(0.5);
  const product = builder.instruction(MUL, sum, half, 0);
  const program = builder.program(Int32Array.of(product));
  const more = Builder.from(program, 0);
  expect([more.instruction(ADD, 1, 0, 0), more.constant(0.5), more.instruction(MUL, half, sum, 0)]).toEqual([
    sum,
    half,
    product,
  ]);
  expect(more.instruction(SIN, product, 0, 0)).toBe(program.opcodes.length);
  expect(program.opcodes.length).toBe(5); // the program is as it was
  checkProgram(program);
});
