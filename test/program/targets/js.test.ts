import { describe, expect, test } from "vitest";
import { TargetError } from "../../../src/expr/errors.ts";
import { type Expr, variable } from "../../../src/expr/node.ts";
import { parse } from "../../../src/expr/parse/parse.ts";
import { Max } from "../../../src/expr/primitives/extremes.ts";
import { Add, Mul } from "../../../src/expr/primitives/operators.ts";
import { Sin } from "../../../src/expr/primitives/trigonometric.ts";
import { interpreter } from "../../../src/program/interpret.ts";
import { code, javascript } from "../../../src/program/targets/js.ts";
import { programOf } from "../programOf.ts";

const bodyOf = (text: string, ...wrt: string[]): string => code(programOf([parse(text)], wrt), 1).body;

test("code is locals and literals; inputs are read once, and rows are called by number", () => {
  expect(bodyOf("x*y + sin(-2.5*x)", "x")).toBe(
    [
      '"use strict";',
      "function c0(x,y){const s0=x[0];const s1=x[1];const s4=s0*s1;const s5=s0*(-2.5);const s6=f10(s5);" +
        "const s7=s4+s6;const s8=f11(s5);const s9=2.5*s8;const s10=s1-s9;y[0]=s10;return s7;}",
      "return c0;",
    ].join("\n"),
  );
});

test("no name that a user has written is in the code", () => {
  const hostile = ["__proto__", "constructor", "eval", "process", "y", "s0", "toString"];
  const f = hostile.map((name) => variable(name)).reduce<Expr>((sum, v) => Add(sum, Sin(v)), variable("x"));
  const { body } = code(programOf([f], hostile), 1);
  expect(body).not.toMatch(/proto|constructor|eval|process|toString/u);
  const run = javascript(programOf([f], hostile), 1).run;
  expect(run(new Float64Array(8), new Float64Array(7))).toBe(0);
});

test("conditions are true where they are neither 0 nor nan", () => {
  const { run } = javascript(
    programOf([parse("if(x, 1, 2) + 10*(not x) + 100*(x and 1) + 1000*(x or 0)")]),
    1,
  );
  const at = (x: number): number => run(Float64Array.of(x), new Float64Array(0));
  expect([0, -0, NaN, 3, -Infinity].map(at)).toEqual([12, 12, 12, 1101, 1101]);
});

describe("a long program", () => {
  let f: Expr = variable("x");
  for (let i = 0; i < 3000; i++) f = Add(Mul(f, variable(`y_${i % 7}`)), Sin(Max(f, variable("x"))));
  const program = programOf([f], ["x", "y_3"]);

  test("is cut into functions that V8 optimises: each well under 61,440 bytes of bytecode", () => {
    const functions = code(program, 1).body.split("\nfunction ");
    expect(functions.length).toBeGreaterThan(10);
    for (const one of functions) expect((one.match(/;/gu) ?? []).length).toBeLessThan(1100); // 15 to 30 bytes each
  });

  test("has the same bits as when it is interpreted", () => {
    const inputs = Float64Array.from(program.inputs, (_, i) => 0.1 + i / 10);
    const [byCode, byLoop] = [new Float64Array(3), new Float64Array(3)];
    expect(javascript(program, 0).run(inputs, byCode)).toBe(interpreter(program, 0)(inputs, byLoop));
    expect(byCode).toEqual(byLoop);
    expect(byCode.every(Number.isFinite)).toBe(true);
  });
});

test("more results than one function writes are written by several", () => {
  const rows = Array.from({ length: 60 }, (_, i) =>
    Mul(variable(`x_${i % 50}`), variable(`x_${(i * 7) % 50}`)),
  );
  const program = programOf(rows, rows.map((_, i) => `x_${i % 50}`).slice(0, 50));
  expect(program.outputs.length).toBe(60 + 60 * 50);
  const inputs = Float64Array.from(program.inputs, (_, i) => 1 + i);
  const [byCode, byLoop] = [new Float64Array(3060), new Float64Array(3060)];
  expect(code(program, 0).body.split("\nfunction ").length).toBe(1 + 1 + 4); // the operations, and 1,000 results each
  expect(javascript(program, 0).run(inputs, byCode)).toBe(interpreter(program, 0)(inputs, byLoop));
  expect(byCode).toEqual(byLoop);
});

test("a program beyond 250,000 operations is a TargetError that names the interpreter", () => {
  const program = programOf([parse("sin(x)")]);
  const opcodes = new Uint8Array(250_002).fill(program.opcodes[1]);
  const operands = new Int32Array(250_002);
  const long = { ...program, opcodes, first: operands, second: operands, third: operands };
  expect(() => javascript(long, 1)).toThrow(TargetError);
  expect(() => javascript(long, 1)).toThrow(
    "target 'js' is given 250,003 operations and results, expected at most 250,000; use target 'interpret'",
  );
});
