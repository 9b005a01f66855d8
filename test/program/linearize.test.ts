import { expect, test } from "vitest";
import { BudgetError, NameError } from "../../src/expr/errors.ts";
import type { Expr } from "../../src/expr/node.ts";
import { parse } from "../../src/expr/parse/parse.ts";
import { Add } from "../../src/expr/primitives/operators.ts";
import { Sin } from "../../src/expr/primitives/trigonometric.ts";
import { Var } from "../../src/expr/var.ts";
import { linearize } from "../../src/program/linearize.ts";
import { checkProgram, formatProgram } from "../../src/program/program.ts";

const text = (formulas: string, ...inputs: string[]): string => {
  const program = linearize(
    formulas.split("; ").map((formula) => parse(formula)),
    inputs,
  );
  checkProgram(program);
  return formatProgram(program);
};

test("a program has its inputs first, then each distinct subformula once, as it is written", () => {
  expect(text("(x + y)^2 - sin(y + x)", "x", "y")).toBe(
    "s0 = x\ns1 = y\ns2 = add s0 s1\ns3 = 2\ns4 = pow s2 s3\ns5 = sin s2\ns6 = sub s4 s5\nreturn s6",
  );
});

test("several formulas share what they have in common; an input may be unused, and an output a leaf", () => {
  expect(text("x*x; 2; x*x + pi; x", "w", "x")).toBe(
    `s0 = w\ns1 = x\ns2 = mul s1 s1\ns3 = 2\ns4 = ${Math.PI}\ns5 = add s2 s4\nreturn s2 s3 s5 s1`,
  );
});

test("0 and -0 are two constants, nan is one", () => {
  const program = linearize([parse("if(x > 0, 0*nan, -0 + nan)")], ["x"]);
  checkProgram(program);
  expect([...program.constants].map((value) => (Object.is(value, -0) ? "-0" : `${value}`))).toEqual([
    "0",
    "NaN",
  ]);
  expect(formatProgram(program)).toContain("neg");
});

test("a variable that is no input is a NameError with the nearest one", () => {
  expect(() => linearize([parse("weight*wieght")], ["weight"])).toThrow(NameError);
  expect(() => linearize([parse("weight*wieght")], ["weight"])).toThrow(
    "variable 'wieght' is not among the inputs (did you mean 'weight'?): add it to them",
  );
});

test("a function without a definition can't be compiled, and says so", () => {
  expect(() => linearize([parse("f(x)", { functions: { f: 1 } })], ["x"])).toThrow(
    "function 'f' is declared without a definition: it has no value",
  );
});

test("more nodes than the budget allows are refused, and work that is cancelled stops", () => {
  const f = parse("x*y + x");
  expect(() => linearize([f], ["x", "y"], { nodes: 3 })).toThrow(BudgetError);
  expect(() => linearize([f], ["x", "y"], { cancelled: () => true })).toThrow("cancelled");
});

test("a DAG of 2^2000 unfolded nodes is 2,000 instructions; a thousand equal copies are one", () => {
  let f: Expr = Var("x");
  for (let i = 0; i < 2000; i++) f = Add(f, f);
  expect(linearize([f], ["x"]).opcodes.length).toBe(2001);
  const copies = Array.from({ length: 1000 }, () => Sin(Add(Var("x"), 1)));
  expect(linearize(copies, ["x"]).opcodes.length).toBe(4);
});

test("a program keeps 13 bytes an instruction", () => {
  const program = linearize([parse("x*y + sin(x*y)")], ["x", "y"]);
  const { opcodes, first, second, third } = program;
  const bytes = [opcodes, first, second, third].reduce((sum, { byteLength }) => sum + byteLength, 0);
  expect(bytes).toBe(13 * opcodes.length);
});

test("inputs are by default the variables of all formulas, each once, sorted", () => {
  expect(linearize([parse("z*b + a"), parse("B - z")]).inputs).toEqual(["B", "a", "b", "z"]);
  expect(linearize([parse("2")]).inputs).toEqual([]);
});
