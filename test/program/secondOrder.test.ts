// Kernels with second derivatives and sparse matrices: what they write, and what they refuse.
import { describe, expect, test } from "vitest";
import { DomainError, ShapeError, UsageError } from "../../src/expr/errors.ts";
import { type Expr, variable } from "../../src/expr/node.ts";
import { parse } from "../../src/expr/parse/parse.ts";
import { Add, Mul } from "../../src/expr/primitives/operators.ts";
import { Polygamma } from "../../src/expr/primitives/special.ts";
import { Sin } from "../../src/expr/primitives/trigonometric.ts";
import { compile } from "../../src/program/compile.ts";
import type { Target } from "../../src/program/kernel.ts";

const f = parse("x*y^2 + x*z^3");
const AT = Float64Array.of(2, 3, 5);

test.each<Target>(["js", "wasm", "interpret"])(
  "a kernel writes its Hessian row by row, and products, by %s",
  (target) => {
    const kernel = compile(f, { hessian: true, target });
    const out = new Float64Array(9).fill(NaN);
    kernel.hessian(AT, out);
    expect([...out]).toEqual([0, 6, 75, 6, 4, 0, 75, 0, 60]);
    const product = new Float64Array(3);
    kernel.hvp(AT, Float64Array.of(1, 10, 100), product);
    expect([...product]).toEqual([7560, 46, 6075]);
    expect(kernel.value(AT)).toBe(268);
  },
);

test("with a gradient by some variables the Hessian is by these, in their order", () => {
  const kernel = compile(f, { gradient: ["z", "x"], hessian: true });
  const gradient = new Float64Array(2);
  expect(kernel.valueAndGradient(AT, gradient)).toBe(268);
  const out = new Float64Array(4);
  kernel.hessian(AT, out);
  expect([[...gradient], [...out]]).toEqual([
    [150, 134],
    [60, 75, 75, 0],
  ]);
});

test("sparse, it is its entries on and below the diagonal that may be other than 0", () => {
  const kernel = compile(f, { hessian: true, sparse: true });
  const { rows, columns, sweeps } = kernel.hessianPattern ?? expect.fail("a pattern");
  expect([[...rows], [...columns], sweeps]).toEqual([[1, 1, 2, 2], [0, 1, 0, 2], 2]);
  const out = new Float64Array(4);
  kernel.hessian(AT, out);
  expect([...out]).toEqual([6, 4, 75, 60]);
});

test("a chain of 1,000 variables has a Hessian of 1,999 entries by 3 sweeps", () => {
  const names = Array.from({ length: 1000 }, (_, i) => `x_${i}`);
  const chain = names
    .slice(1)
    .reduce<Expr>(
      (sum, name, i) => Add(sum, Mul(variable(name), Sin(variable(names[i])))),
      Sin(variable(names[999])),
    );
  const kernel = compile(chain, { inputs: names, hessian: true, sparse: true });
  expect([kernel.hessianPattern?.sweeps, kernel.hessianPattern?.rows.length]).toEqual([3, 1999]);
  const direction = new Float64Array(1000);
  direction[0] = 1;
  const out = new Float64Array(1000);
  kernel.hvp(new Float64Array(1000), direction, out);
  expect([out[0], out[1], out[2]]).toEqual([0, 1, 0]); // of x_1*sin(x_0) at 0
});

test("a sparse Jacobian is its entries row by row; of one formula in a list too", () => {
  const kernel = compile([parse("x*y"), parse("3*z"), parse("7")], { gradient: true, sparse: true });
  const { rows, columns } = kernel.jacobianPattern ?? expect.fail("a pattern");
  expect([[...rows], [...columns], kernel.length]).toEqual([[0, 0, 1], [0, 1, 2], 6]);
  const out = new Float64Array(6);
  kernel.into(AT, out);
  expect([...out]).toEqual([6, 15, 7, 3, 2, 3]);
  const one = compile([parse("y + 0*x")], { inputs: ["x", "y", "z"], gradient: true, sparse: true });
  expect([...(one.jacobianPattern?.columns ?? [])]).toEqual([0, 1]);
  expect(compile([parse("x")], { gradient: true }).jacobianPattern).toBeUndefined();
});

test("a tall Jacobian by columns has the values of one by rows", () => {
  const names = ["x", "y"];
  const tall = Array.from({ length: 20 }, (_, i) => Sin(Mul(variable("x"), Add(variable("y"), i))));
  const whole = compile(tall, { inputs: names, gradient: true });
  const out = new Float64Array(whole.length);
  whole.into(Float64Array.of(0.5, 1), out);
  for (let i = 0; i < 20; i++) {
    const gradient = new Float64Array(2);
    compile(tall[i], { inputs: names, gradient: true }).valueAndGradient(Float64Array.of(0.5, 1), gradient);
    expect([...out.subarray(20 + 2 * i, 22 + 2 * i)]).toEqual([...gradient]);
  }
});

describe("bad input", () => {
  const kernel = compile(f, { hessian: true });
  const nine = new Float64Array(9);
  const three = new Float64Array(3);
  test.each<[string, () => unknown, new (...args: never[]) => Error, string]>([
    ["no Hessian", () => compile(f).hessian(AT, nine), UsageError, "compile it with { hessian: true }"],
    ["no product", () => compile(f).hvp(AT, three, three), UsageError, "compile it with { hessian: true }"],
    ["too short a result", () => kernel.hessian(AT, three), ShapeError, "out has 3 entries, expected 9"],
    ["too short inputs", () => kernel.hessian(nine, nine), ShapeError, "inputs has 9 entries, expected 3"],
    [
      "too long a direction",
      () => kernel.hvp(AT, nine, three),
      ShapeError,
      "direction has 9 entries, expected 3",
    ],
    [
      "a list for a direction",
      () => kernel.hvp(AT, JSON.parse("[1,2,3]"), three),
      UsageError,
      "expected a Float64Array",
    ],
    [
      "a Hessian of a list",
      () => compile([f], { hessian: true } as object),
      UsageError,
      "hessian is for one formula",
    ],
    [
      "sparse without a matrix",
      () => compile(f, { sparse: true }),
      UsageError,
      "sparse is for a formula with a Hessian",
    ],
    [
      "sparse values",
      () => compile([f], { sparse: true }),
      UsageError,
      "sparse is for a list of formulas with a gradient",
    ],
    ["a word for hessian", () => compile(f, JSON.parse('{"hessian":"yes"}')), UsageError, "hessian is 'yes'"],
    [
      "an integer constant to differentiate by",
      () => compile(Polygamma(variable("n"), variable("x")), { hessian: true }),
      DomainError,
      "polygamma",
    ],
  ])("%s is an error that says what to do", (_what, act, kind, message) => {
    expect(act).toThrow(kind);
    expect(act).toThrow(message);
  });

  test("without variables there is nothing to write; infinities and nan flow", () => {
    compile(2, { hessian: true }).hessian(new Float64Array(0), new Float64Array(0));
    const out = new Float64Array(1);
    compile(parse("x^3"), { hessian: true }).hessian(Float64Array.of(NaN), out);
    expect(out[0]).toBeNaN();
  });
});
