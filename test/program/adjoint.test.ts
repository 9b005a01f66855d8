import { describe, expect, test } from "vitest";
import { alpha } from "../../src/backprop/alpha.ts";
import { DomainError } from "../../src/expr/errors.ts";
import { type Expr, variable } from "../../src/expr/node.ts";
import { parse } from "../../src/expr/parse/parse.ts";
import { Ln } from "../../src/expr/primitives/exponential.ts";
import { Max } from "../../src/expr/primitives/extremes.ts";
import { Gt, If } from "../../src/expr/primitives/logic.ts";
import { Add, Mul } from "../../src/expr/primitives/operators.ts";
import { Sqrt } from "../../src/expr/primitives/powers.ts";
import { Polygamma } from "../../src/expr/primitives/special.ts";
import { Var } from "../../src/expr/var.ts";
import { withDerivatives } from "../../src/program/adjoint.ts";
import { interpreter } from "../../src/program/interpret.ts";
import { linearize } from "../../src/program/linearize.ts";
import { formatProgram, operationsOf } from "../../src/program/program.ts";
import { programOf } from "./programOf.ts";

type Point = Readonly<Record<string, number>>;

/** The values of a program's outputs at a point. */
function outputs(formulas: readonly Expr[], wrt: readonly string[], at: Point): number[] {
  const program = programOf(formulas, wrt);
  const out = new Float64Array(program.outputs.length);
  interpreter(program, 0)(
    Float64Array.from(program.inputs, (name) => at[name]),
    out,
  );
  return Array.from(out, (value) => (value === 0 ? 0 : value)); // -0 is 0
}

const slope = (f: Expr | string, at: Point): number =>
  outputs([typeof f === "string" ? parse(f) : f], ["x"], at)[1];

test("the gradient of x*y + sin(y) is y and x + cos(y), beside the value", () => {
  expect(formatProgram(programOf([parse("x*y + sin(y)")], ["x", "y"]))).toBe(
    "s0 = x\ns1 = y\ns2 = mul s0 s1\ns3 = sin s1\ns4 = add s2 s3\ns5 = cos s1\ns6 = add s0 s5\nreturn s4 s1 s6",
  );
});

test("derivatives are in the order asked for, 0 by a variable that is not there", () => {
  expect(outputs([parse("x^2*y")], ["y", "t", "x"], { x: 3, y: 5, t: 0 })).toEqual([45, 9, 0, 30]);
});

test("several formulas have a Jacobian, row by row", () => {
  const rows = [parse("x*y"), parse("x - 3*y"), parse("7"), parse("y")];
  expect(outputs(rows, ["x", "y"], { x: 2, y: 5 })).toEqual([10, -13, 7, 5, 5, 2, 1, -3, 0, 0, 0, 1]);
});

describe("conditionals: the derivative by x", () => {
  const [x, y] = ["x", "y"].map(Var);
  const root = Sqrt(x);
  test.each<[string, Expr | string, Point, number]>([
    ["of the branch that is chosen", "if(x > 0, sqrt(x), 0)", { x: 4 }, 1 / 4],
    ["of a branch that has no value where it is not chosen", "if(x > 0, sqrt(x), 0)", { x: -1 }, 0],
    ["of one whose slope is infinite there", "if(x > 0, sqrt(x), 3*x)", { x: 0 }, 3],
    ["of a condition that is nan", "if(nan, sqrt(x), x)", { x: -1 }, 1],
    ["of branches in branches", "if(x > 0, if(x > 1, ln(x), x - 1), 0)", { x: -1 }, 0],
    ["of branches in branches", "if(x > 0, if(x > 1, ln(x), x - 1), 0)", { x: 0.5 }, 1],
    ["of a part that either branch uses", If(Gt(y, 0), root, Mul(2, root)), { x: 4, y: -1 }, 1 / 2],
    [
      "of a part under two conditions, where neither holds",
      Add(If(Gt(x, 0), root, 0), If(Gt(x, 1), Mul(3, root), 0)),
      { x: -1 },
      0,
    ],
    [
      "of a part under two conditions, where one holds",
      Add(If(Gt(x, 0), root, 0), If(Gt(x, 1), Mul(3, root), 0)),
      { x: 1 },
      1 / 2,
    ],
    ["of a part in condition and branch", If(Gt(Ln(x), 0), Ln(x), 0), { x: -1 }, 0],
    ["of an overflow that is not chosen", "if(x > 700, 0, exp(exp(x)))", { x: 800 }, 0],
    ["of relu's own choice", "sqrt(relu(x))*0 + asinh(relu(sqrt(x)))", { x: 0 }, 0],
  ])("%s: %s at %o is %d", (_what, f, at, expected) => {
    expect(slope(f, at)).toBe(expected);
  });

  test("an input that is nan, and that the branch not chosen reads, does no harm", () => {
    expect(outputs([parse("if(m, w*x, w)")], ["w"], { m: 0, w: 2, x: Number.NaN })).toEqual([2, 1]);
  });

  test("a part outside the conditional too is not guarded", () => {
    const f = Add(If(Gt(x, 0), root, 0), Mul(root, 0));
    expect(slope(f, { x: 4 })).toBe(1 / 4);
  });
});

describe("conventions", () => {
  test.each<[string, Point, number]>([
    ["abs(x)", { x: 0 }, 0],
    ["relu(x)", { x: 0 }, 0],
    ["sqrt(x)", { x: -0 }, Number.POSITIVE_INFINITY],
    ["hypot(x, y)", { x: 0, y: 0 }, 0],
    ["max(max(x, y), z)", { x: 2, y: 2, z: 2 }, 1 / 3],
    ["max(x, max(y, z))", { x: 2, y: 2, z: 2 }, 1 / 3],
    ["min(min(x, y), min(z, x))", { x: 1, y: 1, z: 1 }, 1 / 2],
    ["clamp(max(x, y), z, 5)", { x: 2, y: 2, z: 0 }, 1 / 2],
    ["y^x", { x: 2, y: 0 }, 0],
    ["x^y", { x: 0, y: 0 }, 0],
    ["x^floor(y)", { x: -2, y: 2.5 }, -4],
    ["asinh(x)*1e200", { x: 1e200 }, 1],
  ])("d/dx %s at %o is %d", (text, at, expected) => {
    expect(slope(text, at)).toBe(expected);
  });

  test("a nest of a thousand maxima is differentiated in linear size, ties shared equally", () => {
    let f: Expr = variable("x");
    for (let i = 0; i < 1000; i++) f = Max(f, variable(`y_${i}`));
    const program = programOf([f], ["x"]);
    expect(program.opcodes.length).toBeLessThan(15_000);
    const run = interpreter(program, 1);
    const out = new Float64Array(1);
    run(new Float64Array(1001).fill(3), out);
    expect(out[0]).toBeCloseTo(1 / 1001, 15);
  });

  test("an integer constant can't be differentiated by", () => {
    const n = Polygamma(variable("n"), variable("x"));
    expect(() => withDerivatives(linearize([n], ["n", "x"]), [0])).toThrow(DomainError);
    expect(() => withDerivatives(linearize([n], ["n", "x"]), [0])).toThrow(
      "polygamma can't be differentiated by its first argument",
    );
  });
});

test("a Jacobian larger than the budget is refused before it is begun", () => {
  const program = linearize([parse("x"), parse("y")], ["x", "y"]);
  expect(() => withDerivatives(program, [0, 1], { nodes: 5 })).toThrow(
    "compiling the derivatives would take 6 instructions, over the budget of 5",
  );
  expect(() => withDerivatives(program, [0, 1], { cancelled: () => true })).toThrow("cancelled");
});

test("the sweep through a product of a thousand factors costs what alpha's does", () => {
  const names = Array.from({ length: 1000 }, (_, i) => `x_${i}`);
  const f = names.map(variable).reduce<Expr>((product, x) => Mul(product, x), variable("x_0"));
  const program = programOf([f], names);
  expect(operationsOf(program)).toBeLessThan(3010);
  const at = Object.fromEntries(names.map((name, i) => [name, 1 + (i % 7) / 1000]));
  const found = outputs([f], names, at).slice(1);
  const expected = alpha.gradAt(f, at);
  for (const [i, name] of names.entries()) expect(found[i] / expected.read(name)).toBeCloseTo(1, 12);
});

test("formulas that are one have one sweep; sweeps that make nothing new are counted too", () => {
  let f: Expr = Var("x");
  for (let i = 0; i < 50; i++) f = Mul(f, variable("x"));
  const same = Array.from({ length: 1000 }, () => f);
  expect(operationsOf(withDerivatives(linearize(same, ["x"]), [0], { nodes: 5000 }))).toBeLessThan(300);
  const moved = Array.from({ length: 100 }, (_, i) => Add(f, i + 1));
  expect(() => withDerivatives(linearize(moved, ["x"]), [0], { nodes: 5000 })).toThrow(
    "compiling the derivatives would take more than 5,000 visits, over the budget of 5,000",
  );
});
