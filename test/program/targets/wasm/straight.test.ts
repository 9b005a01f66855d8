import { describe, expect, test } from "vitest";
import { TargetError } from "../../../../src/expr/errors.ts";
import { type Expr, variable } from "../../../../src/expr/node.ts";
import { parse } from "../../../../src/expr/parse/parse.ts";
import { Max } from "../../../../src/expr/primitives/extremes.ts";
import { Add, Mul, Sub } from "../../../../src/expr/primitives/operators.ts";
import { Abs } from "../../../../src/expr/primitives/rounding.ts";
import { Sin } from "../../../../src/expr/primitives/trigonometric.ts";
import { interpreter, type Runner } from "../../../../src/program/interpret.ts";
import type { Program } from "../../../../src/program/program.ts";
import { code, wasm } from "../../../../src/program/targets/wasm/straight.ts";
import { programOf } from "../../programOf.ts";

function runner(program: Program, skip: number): Runner {
  const found = wasm(program, skip, undefined);
  if (typeof found === "string") throw new Error(found);
  return found.run;
}

/** All outputs of a program at inputs, by the module and by the interpreter. */
function outputs(program: Program, inputs: readonly number[]): { byModule: number[]; byLoop: number[] } {
  const [byModule, byLoop] = [0, 0].map(() => new Float64Array(program.outputs.length));
  const given = Float64Array.from(inputs);
  expect(runner(program, 0)(given, byModule)).toBe(interpreter(program, 0)(given, byLoop));
  return { byModule: [...byModule], byLoop: [...byLoop] };
}

test("a program without outputs, without inputs, of a constant, of an input", () => {
  const none = new Float64Array(0);
  expect(runner(programOf([]), 0)(none, none)).toBeNaN();
  const out = new Float64Array(3);
  expect(runner(programOf([parse("-0.5"), parse("-0"), parse("nan")]), 0)(none, out)).toBe(-0.5);
  expect([...out]).toEqual([-0.5, -0, Number.NaN]);
  expect(outputs(programOf([parse("x")]), [7]).byModule).toEqual([7]);
});

test("results that are inputs, constants, one another, and used by others; inputs that are not used", () => {
  const [x, y] = [variable("x"), variable("y")];
  const sum = Add(x, y);
  const program = programOf([y, sum, Mul(sum, 2), sum, parse("3"), x, Mul(Mul(sum, 2), x)], ["t"]);
  expect(program.inputs).toEqual(["t", "x", "y"]);
  const { byModule, byLoop } = outputs(program, [100, 2, 5]);
  expect(byModule.slice(0, 7)).toEqual([5, 7, 14, 7, 3, 2, 28]);
  expect(byModule).toEqual(byLoop);
});

test("results before number `skip` are not written out", () => {
  const out = Float64Array.of(9, 9);
  expect(runner(programOf([parse("x*y")], ["x", "y"]), 1)(Float64Array.of(2, 5), out)).toBe(10);
  expect([...out]).toEqual([5, 2]);
});

test("no name that a user has written is in the module", () => {
  const hostile = ["__proto__", "constructor", "secret", "toString"];
  const f = hostile.map((name) => variable(name)).reduce<Expr>((sum, v) => Add(sum, Sin(v)), variable("x"));
  const text = String.fromCharCode(...code(programOf([f], hostile)).bytes);
  for (const name of hostile) expect(text).not.toContain(name);
});

test("functions of the host's are imported only where they are needed: erf is, exp is not", () => {
  expect(code(programOf([parse("exp(x) + sqrt(y)")])).hosts).toEqual([]);
  expect(code(programOf([parse("erf(x)")])).hosts.length).toBe(1);
});

describe("a long program of exact operations", () => {
  let seed = 7;
  const random = (n: number): number => {
    seed = (Math.imul(seed, 1664525) + 1013904223) | 0;
    return Math.floor(((seed >>> 0) / 2 ** 32) * n);
  };
  const names = ["a", "b", "c"];
  const parts: Expr[] = names.map(variable);
  for (let i = 0; i < 4000; i++) {
    const near = (): Expr =>
      parts[parts.length - 1 - random(Math.min(parts.length, i % 9 === 0 ? 3000 : 12))];
    const op = [Add, Sub, Mul, Max, Add][random(5)];
    const part = random(12) === 0 ? Abs(near()) : op(near(), near());
    // What grows is brought back, so that bits count.
    parts.push(random(3) === 0 ? (parse("1").kind === "const" ? Mul(part, parse("0.375")) : part) : part);
  }
  const results = [parts.at(-1) ?? parts[0], parts[2000], parts[700], parts.at(-1) ?? parts[0]];

  test("has the interpreter's bits, values and derivatives, though chunks hand them on and places are reused", () => {
    const program = programOf(results, names);
    const made = code(program);
    expect(program.opcodes.length).toBeGreaterThan(10_000);
    expect(made.doubles).toBeLessThan(program.opcodes.length / 2);
    for (const inputs of [
      [0.3, -1.7, 2.2],
      [1, 0, -0],
      [Number.NaN, 1, 2],
      [Infinity, 1, -3],
    ]) {
      const { byModule, byLoop } = outputs(program, inputs);
      expect(byModule).toEqual(byLoop);
    }
  });
});

test("two kernels of one program do not share their memory", () => {
  const program = programOf([parse("x + y")]);
  const [a, b] = [runner(program, 1), runner(program, 1)];
  const none = new Float64Array(0);
  expect(a(Float64Array.of(1, 2), none)).toBe(3);
  expect(b(Float64Array.of(10, 20), none)).toBe(30);
  expect(a(Float64Array.of(1, 3), none)).toBe(4);
});

test("the way of compiling that the host gives is taken, and an error of it is passed on", () => {
  const program = programOf([parse("x^2")]);
  let count = 0;
  const eager = <T>(compile: () => T): T => {
    count++;
    return compile();
  };
  expect(wasm(program, 1, { eager })).toBeTypeOf("object");
  expect(count).toBe(1);
  const failing = (): never => {
    throw new RangeError("not today");
  };
  expect(() => wasm(program, 1, { eager: failing })).toThrow("not today");
});

test("a program beyond two million operations is a TargetError that names the interpreter", () => {
  const program = programOf([parse("sin(x)")]);
  const opcodes = new Uint8Array(2_000_002).fill(program.opcodes[1]);
  const operands = new Int32Array(2_000_002);
  const long = { ...program, opcodes, first: operands, second: operands, third: operands };
  expect(() => wasm(long, 1, undefined)).toThrow(TargetError);
  expect(() => wasm(long, 1, undefined)).toThrow(
    "target 'wasm' is given 2,000,002 operations and results, expected at most 2,000,000; use target 'interpret'",
  );
});
