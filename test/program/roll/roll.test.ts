import { describe, expect, test } from "vitest";
import { CancelledError } from "../../../src/expr/errors.ts";
import { type Expr, variable } from "../../../src/expr/node.ts";
import { parse } from "../../../src/expr/parse/parse.ts";
import { Add, Mul } from "../../../src/expr/primitives/operators.ts";
import { Sin } from "../../../src/expr/primitives/trigonometric.ts";
import { Builder } from "../../../src/program/builder.ts";
import { CONSTANT, INPUT } from "../../../src/program/instructions.ts";
import { operationsOf, type Program } from "../../../src/program/program.ts";
import { roll, SHRINK } from "../../../src/program/roll/roll.ts";
import { checkRolled, loopsInWords, type Rolled, written } from "../../../src/program/roll/rolled.ts";
import { unrolled } from "../../../src/program/roll/unrolled.ts";
import { byName, cases, marginCase, programOfCase, rosenbrock, softmaxCase, sum } from "./formulas.ts";

/** Whether two programs are the same instructions on the same inputs, in whatever order: then every bit is the same. */
function expectSame(one: Program, other: Program): void {
  const builder = Builder.from(other, one.opcodes.length);
  const before = builder.length;
  const moved = Array.from(one.opcodes, () => 0);
  for (const [slot, opcode] of one.opcodes.entries()) {
    if (opcode === INPUT) moved[slot] = slot;
    else if (opcode === CONSTANT) moved[slot] = builder.constant(one.constants[one.first[slot]]);
    else {
      const [a, b, c] = [one.first, one.second, one.third].map((operands) => moved[operands[slot]]);
      moved[slot] = builder.instruction(opcode, a, b, c);
    }
  }
  expect(Array.from(one.outputs, (slot) => moved[slot])).toEqual(Array.from(other.outputs));
  const isNewOperation = (slot: number): boolean => builder.opcodes[slot] !== CONSTANT;
  for (let slot = before; slot < builder.length; slot++) expect(isNewOperation(slot)).toBe(false);
}

function rolledOf(program: Program, shrink = SHRINK): Rolled {
  const rolled = roll(program, { shrink });
  if (rolled === undefined) throw new Error("it does not roll");
  return rolled;
}

const shape = (rolled: Rolled): string =>
  `${written(rolled)} of ${rolled.operations}, ${loopsInWords(rolled)}`;

describe.each([...cases])("%s", (_, one) => {
  const program = programOfCase(one);

  test("is, unrolled again, instruction by instruction what it was", () => {
    const rolled = rolledOf(program, 1);
    checkRolled(rolled);
    expect(rolled.operations).toBe(operationsOf(program));
    expectSame(program, unrolled(rolled, program.inputs));
  });

  test("has its loops found", () => {
    expect(shape(rolledOf(program, 1))).toMatchSnapshot();
  });
});

test("the value and gradient of Rosenbrock's function are one loop", () => {
  const program = programOfCase(rosenbrock(1000));
  const rolled = rolledOf(program);
  expect(loopsInWords(rolled)).toBe("1 loop of 998");
  expect(written(rolled)).toBeLessThan(40);
  expect(rolled.isInOrder).toEqual([true]);
});

test("and they are one loop in whatever order its inputs and derivatives stand", () => {
  const { formulas, inputs, wrt = [] } = rosenbrock(1000);
  const shuffled = (names: readonly string[], step: number): string[] =>
    names.map((_, i) => names[(i * step) % names.length]); // step has no factor in common with the length
  for (const one of [
    byName({ formulas, inputs, wrt }),
    { formulas, inputs: shuffled(inputs, 387), wrt: shuffled(wrt, 721) },
    { formulas, inputs, wrt: [...wrt].reverse() },
  ]) {
    const program = programOfCase(one);
    const rolled = rolledOf(program);
    checkRolled(rolled);
    expect(loopsInWords(rolled)).toBe("1 loop of 998");
    expectSame(program, unrolled(rolled, program.inputs));
  }
});

test("layers are loops over neurons and inputs; what names are out of order is read in order", () => {
  const inOrder = rolledOf(programOfCase(marginCase([2, 16, 16, 1])));
  expect(loopsInWords(inOrder)).toContain("16 x 15");
  expect(written(inOrder)).toBeLessThan(50);
  expect(inOrder.isInOrder).toEqual([true]);
  const sorted = rolledOf(programOfCase(softmaxCase([20, 14, 12])));
  expect(sorted.isInOrder).toEqual([false]);
  expect([...sorted.layout].sort((a, b) => a - b)).toEqual(Array.from(sorted.layout.keys()));
});

test("equal programs are rolled equally", () => {
  const program = programOfCase(softmaxCase([5, 9, 4]));
  expect(rolledOf(program, 1)).toEqual(rolledOf(program, 1));
});

test("inputs of two kinds stand in two arrays", () => {
  const one = marginCase([3, 8, 1]);
  const program = programOfCase(one);
  const kinds = Uint8Array.from(program.inputs, (name) => (name.startsWith("w") ? 1 : 0));
  const rolled = roll(program, { kinds, shrink: 1 });
  expect(rolled?.isInOrder.length).toBe(2);
  if (rolled === undefined) return;
  checkRolled(rolled);
  expectSame(program, unrolled(rolled, program.inputs));
});

describe("what does not repeat itself", () => {
  const x = variable("x");

  test("is left as it is: a random formula, few terms, no operation, one input", () => {
    let seed = 7;
    const random = (n: number): number => {
      seed = (Math.imul(seed, 1664525) + 1013904223) | 0;
      return Math.floor(((seed >>> 0) / 2 ** 32) * n);
    };
    const parts: Expr[] = Array.from({ length: 9 }, (_, i) => variable(`x_${i}`));
    for (let i = 0; i < 2500; i++) {
      const [a, b] = [parts[random(parts.length)], parts[random(parts.length)]];
      parts.push([Add(a, b), Mul(a, b), Sin(a)][random(3)]);
    }
    const inputs = Array.from({ length: 9 }, (_, i) => `x_${i}`);
    expect(roll(programOfCase({ formulas: [sum(parts)], inputs, wrt: inputs }))).toBeUndefined();
    expect(roll(programOfCase({ formulas: [parse("x*a + x*b + x*c")], inputs: ["a", "b", "c", "x"] }))).toBe(
      undefined,
    );
    expect(roll(programOfCase({ formulas: [x], inputs: ["x"] }))).toBeUndefined();
    expect(roll(programOfCase({ formulas: [], inputs: [] }))).toBeUndefined();
  });

  test("a term that comes three times is no loop, one that comes six times is", () => {
    const of = (n: number): Program => {
      const inputs = Array.from({ length: n }, (_, i) => `x_${i}`);
      return programOfCase({ formulas: [sum(inputs.map((name) => Sin(variable(name))))], inputs });
    };
    const loops = (n: number): string => {
      const rolled = roll(of(n), { shrink: 1 });
      return rolled === undefined ? "none" : loopsInWords(rolled);
    };
    expect(loops(3)).toBe("0 loops of ");
    expect(loops(6)).toBe("1 loop of 5");
  });
});

describe("size", () => {
  test("a formula of 2^2000 paths is one loop", () => {
    let f: Expr = variable("x");
    for (let i = 0; i < 2000; i++) f = Add(f, f);
    const rolled = rolledOf(programOfCase({ formulas: [f], inputs: ["x"] }));
    expect(shape(rolled)).toBe("2 of 2000, 1 loop of 1999");
  });

  test("so is a chain of 40,000 operations, with its gradient", () => {
    const [x, y] = [variable("x"), variable("y")];
    let f: Expr = x;
    for (let i = 0; i < 8_000; i++) f = Add(Mul(f, y), Sin(x));
    const program = programOfCase({ formulas: [f], inputs: ["x", "y"], wrt: ["x", "y"] });
    const rolled = rolledOf(program);
    checkRolled(rolled);
    expect(rolled.operations).toBeGreaterThan(40_000);
    expect(written(rolled)).toBeLessThan(200);
  });

  test("the work is given up where it is cancelled", () => {
    const program = programOfCase(rosenbrock(500));
    let polls = 0;
    roll(program, { budget: { cancelled: () => ++polls < 0 } });
    expect(polls).toBeGreaterThan(5);
    let left = polls - 1;
    expect(() => roll(program, { budget: { cancelled: () => --left < 0 } })).toThrow(CancelledError);
  });

  test("the code of a sum does not grow with its terms", () => {
    const sizes = [50, 500].map((n) => written(rolledOf(programOfCase(rosenbrock(n)))));
    expect(sizes[0]).toBe(sizes[1]);
  });
});
