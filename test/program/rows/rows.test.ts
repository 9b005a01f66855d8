// Kernels over many rows: what they give is compared with the kernel itself, row by row, added in the stated
// order by the plain reading of it.
import { describe, expect, test } from "vitest";
import { BudgetError, NameError, ShapeError, UsageError } from "../../../src/expr/errors.ts";
import { parse } from "../../../src/expr/parse/parse.ts";
import { compile } from "../../../src/program/compile.ts";
import type { Kernel, Target } from "../../../src/program/kernel.ts";
import type { Rows } from "../../../src/program/rows/rows.ts";

const targets: readonly (Target | undefined)[] = ["js", "interpret", "wasm", undefined];

// Arithmetic alone, so that every target has the same bits; the last term is of parameters only.
const fit = parse("(a*x^2 + b*x*y - y/(1 + x^2))^2 + sqrt(abs(x - y))*max(a, x) + 0.1*(a^2 + b^2)");

/** Numbers without a pattern that sums could hide behind. */
const numberAt = (seed: number, i: number): number => (((i + 1) * (7919 + 2 * seed)) % 2003) / 500 - 2;

function filled(kernel: Kernel, n: number): Rows {
  const rows = kernel.rows(n, { parameters: ["b", "a"] });
  rows.column("x").forEach((_, i, x) => {
    x[i] = numberAt(1, i);
  });
  rows.column("y").forEach((_, i, y) => {
    y[i] = numberAt(2, i);
  });
  rows.parameters.set([0.75, -1.25]);
  return rows;
}

/** The stated order: blocks of 1,024 rows, two lanes in each, blocks one after the other. */
function inStatedOrder(terms: readonly number[]): number {
  let total = 0;
  for (let block = 0; block < terms.length; block += 1024) {
    const lanes = [0, 0];
    for (let i = 0; i < 1024 && block + i < terms.length; i++) lanes[i % 2] += terms[block + i];
    total += lanes[0] + lanes[1];
  }
  return total;
}

/** Value and derivatives by b, a of every row, by the kernel itself. */
function termsOf(n: number): readonly (readonly number[])[] {
  const kernel = compile(fit, { inputs: ["x", "y", "a", "b"], gradient: ["b", "a"], target: "js" });
  const gradient = new Float64Array(2);
  const all = Array.from({ length: n }, (_, i) => [
    kernel.valueAndGradient(Float64Array.of(numberAt(1, i), numberAt(2, i), -1.25, 0.75), gradient),
    ...gradient,
  ]);
  return [0, 1, 2].map((k) => all.map((row) => row[k]));
}

describe.each(targets)("rows of a kernel with target %s", (target) => {
  const kernel = compile(fit, { gradient: true, target });

  test.each([0, 1, 2, 3, 1023, 1024, 1025, 2050, 3001])(
    "sum of %i rows adds value and gradient in the stated order, bit for bit",
    (n) => {
      const rows = filled(kernel, n);
      const gradient = Float64Array.of(7, 7);
      const sums = termsOf(n).map(inStatedOrder);
      expect([rows.sum(gradient), ...gradient]).toEqual(sums);
      expect(rows.sum()).toBe(sums[0]);
    },
  );

  test("sum of a range counts its rows from its own first", () => {
    const rows = filled(kernel, 2500);
    const gradient = new Float64Array(2);
    const sums = termsOf(2500).map((terms) => inStatedOrder(terms.slice(701, 2400)));
    expect([rows.sum(gradient, { from: 701, to: 2400 }), ...gradient]).toEqual(sums);
    expect(rows.sum(gradient, { from: 9, to: 9 })).toBe(0);
    expect([...gradient]).toEqual([0, 0]);
    expect(rows.sum(undefined, { from: 2499 })).toBe(termsOf(2500)[0][2499]);
  });

  test("map gives value and derivatives of each row, by columns and parameters", () => {
    const rows = filled(kernel, 1029);
    const { value, gradient } = rows.map();
    const expected = compile(fit, { gradient: true, target: "js" });
    const partials = new Float64Array(4);
    for (const i of [0, 1, 511, 1023, 1024, 1027, 1028]) {
      const inputs = Float64Array.of(-1.25, 0.75, numberAt(1, i), numberAt(2, i)); // a, b, x, y
      expect(value[i]).toBe(expected.valueAndGradient(inputs, partials));
      expect(["a", "b", "x", "y"].map((name) => gradient.get(name)?.[i])).toEqual([...partials]);
    }
    expect([...gradient.keys()]).toEqual(["a", "b", "x", "y"]);
    expect(value.length).toBe(1029);
  });

  test("rows of another length, and other parameters, do not disturb each other", () => {
    const [first, second] = [filled(kernel, 5), filled(kernel, 3)];
    const other = kernel.rows(2, { parameters: ["x"] });
    for (const name of ["a", "b", "y"]) other.column(name).fill(1);
    other.parameters[0] = 2;
    const before = first.sum();
    second.parameters.fill(0);
    expect(second.sum()).not.toBe(before);
    expect(other.sum()).toBe(2 * kernel({ a: 1, b: 1, x: 2, y: 1 }));
    expect(first.sum()).toBe(before);
  });

  test("columns and parameters are nan until they are filled, and are views that last", () => {
    const rows = kernel.rows(3, { parameters: ["a"] });
    expect([...rows.column("x"), ...rows.parameters]).toEqual([NaN, NaN, NaN, NaN]);
    expect(rows.sum()).toBeNaN();
    for (const name of ["x", "y", "b"]) rows.column(name).fill(1);
    const { parameters } = rows;
    rows.sum(new Float64Array(1));
    rows.map();
    parameters[0] = 1;
    expect(rows.sum()).toBe(3 * kernel({ a: 1, b: 1, x: 1, y: 1 }));
    expect(rows.column("x")).toBe(rows.column("x"));
  });

  test("infinities and nan flow, each in its own row", () => {
    const product = compile(parse("x*y"), { gradient: true, target }).rows(5);
    product.column("x").set([Infinity, NaN, 0, -Infinity, 2]);
    product.column("y").set([0, 1, Infinity, 2, 3]);
    const { value, gradient } = product.map();
    expect([...value]).toEqual([NaN, NaN, NaN, -Infinity, 6]);
    expect([...(gradient.get("x") ?? [])]).toEqual([0, 1, Infinity, 2, 3]);
  });

  test("a conditional selects: what the other branch gives is never multiplied by 0", () => {
    const guarded = compile(parse("if(x > 0, sqrt(x), w*x)"), { gradient: true, target });
    const rows = guarded.rows(4, { parameters: ["w"] });
    rows.column("x").set([4, -4, 0, 1]);
    rows.parameters[0] = 3;
    const { value, gradient } = rows.map();
    expect([...value]).toEqual([2, -12, 0, 1]);
    expect([...(gradient.get("x") ?? [])]).toEqual([0.25, 3, 3, 0.5]);
    expect([...(gradient.get("w") ?? [])]).toEqual([0, -4, 0, 0]);
    const sums = new Float64Array(1);
    expect(rows.sum(sums)).toBe(-9);
    expect(sums[0]).toBe(-4);
  });

  test("of constants, of one parameter, of unused inputs", () => {
    const five = compile(5, { target }).rows(3);
    expect([five.sum(), ...five.map().value]).toEqual([15, 5, 5, 5]);
    const w = compile(parse("w"), { gradient: true, target }).rows(4, { parameters: ["w"] });
    w.parameters[0] = 2;
    const sums = new Float64Array(1);
    expect([w.sum(sums), sums[0], ...w.map().value]).toEqual([8, 4, 2, 2, 2, 2]);
    const unused = compile(parse("x"), { inputs: ["t", "x", "u"], gradient: true, target });
    const rows = unused.rows(2, { parameters: ["u"] });
    rows.column("x").set([1, 2]);
    expect([rows.sum(sums), sums[0]]).toEqual([3, 0]);
  });

  test("inputs may be results, and names of a prototype are names", () => {
    const names = ["__proto__", "constructor", "toString"];
    const hostile = compile(parse("__proto__ - constructor*toString"), {
      inputs: names,
      gradient: true,
      target,
    });
    const rows = hostile.rows(2, { parameters: ["toString"] });
    rows.column("__proto__").set([1, 2]);
    rows.column("constructor").set([3, 4]);
    rows.parameters[0] = 10;
    expect(rows.sum()).toBe(-67);
    expect([...(rows.map().gradient.get("constructor") ?? [])]).toEqual([-10, -10]);
    expect(() => rows.column("hasOwnProperty")).toThrow(NameError);
  });
});

describe("the gradient of a sum", () => {
  test("is by the parameters that the kernel is differentiated by, in the parameters' order", () => {
    const rows = compile(fit, { gradient: ["a", "x"] }).rows(3, { parameters: ["b", "a"] });
    expect(rows.wrt).toEqual(["a"]);
    rows.column("x").fill(1);
    rows.column("y").fill(2);
    rows.parameters.set([1, 1]);
    const gradient = new Float64Array(1);
    rows.sum(gradient);
    const all = compile(fit, { gradient: ["a"] });
    const a = new Float64Array(1);
    all.valueAndGradient(Float64Array.of(1, 1, 1, 2), a);
    expect(gradient[0]).toBe(3 * a[0]);
    expect([...rows.map().gradient.keys()]).toEqual(["a", "x"]);
  });

  test("is by as many parameters as there are: 130,000, more than a call takes arguments", () => {
    const names = Array.from({ length: 130_000 }, (_, i) => `w${i}`);
    const kernel = compile(parse("x*w7"), {
      inputs: ["x", ...names],
      gradient: names,
      target: "interpret",
    });
    const rows = kernel.rows(2, { parameters: names });
    rows.column("x").set([1, 2]);
    rows.parameters.fill(5);
    const gradient = new Float64Array(names.length);
    expect([rows.sum(gradient), gradient[7], gradient[129_999]]).toEqual([15, 3, 0]);
  });

  test("by no parameter is empty; of a kernel without gradient there is none", () => {
    expect(filledByHand(compile(fit, { gradient: ["x"] })).sum(new Float64Array(0))).toBe(0.25);
    const values = filledByHand(compile(fit));
    expect([...values.map().gradient]).toEqual([]);
    expect(() => values.sum(new Float64Array(2))).toThrow("this kernel has no gradient: compile it with");
  });
});

/** One row of x = 0, y = 1/2 and a = b = 0, where fit is (1/2)^2. */
function filledByHand(kernel: Kernel): Rows {
  const rows = kernel.rows(1, { parameters: ["b", "a"] });
  rows.column("x").fill(0);
  rows.column("y").fill(0.5);
  rows.parameters.fill(0);
  return rows;
}

/** A kernel of so many inputs, differentiated by all. */
const wide = (count: number): Kernel =>
  compile(1, { inputs: Array.from({ length: count }, (_, i) => `v_${i}`), gradient: true });

describe("bad input", () => {
  const rows = (): Rows => filled(compile(fit, { gradient: true }), 4);
  const untyped = JSON.parse;
  test.each<[string, () => unknown, new (...args: never[]) => Error, string]>([
    [
      "-1 rows",
      () => compile(fit).rows(-1),
      UsageError,
      "the number of rows is -1, expected an integer from 0",
    ],
    [
      "half a row",
      () => compile(fit).rows(0.5),
      UsageError,
      "the number of rows is 0.5, expected an integer",
    ],
    ["no number of rows", () => compile(fit).rows(untyped('"3"')), UsageError, "the number of rows is '3'"],
    [
      "10 million rows and one",
      () => compile(fit).rows(10_000_001),
      BudgetError,
      "over the budget of 10,000,000",
    ],
    [
      "more than 1 GiB of columns",
      () => wide(14).rows(1e7),
      BudgetError,
      "140,000,000 numbers, over the budget of 134,217,728",
    ],
    [
      "more than 1 GiB of results",
      () =>
        wide(300)
          .rows(450_000, { parameters: wide(300).inputs.slice(1) })
          .map(),
      BudgetError,
      "map would give 135,450,000 numbers, expected at most 134,217,728",
    ],
    [
      "an unknown option",
      () => compile(fit).rows(1, untyped('{"params": []}')),
      UsageError,
      "unknown option 'params'",
    ],
    [
      "parameters as a text",
      () => compile(fit).rows(1, untyped('{"parameters": "a"}')),
      UsageError,
      "expected a list",
    ],
    [
      "a parameter that is no input",
      () => compile(fit).rows(1, { parameters: ["w"] }),
      NameError,
      "parameter 'w'",
    ],
    ["a parameter twice", () => compile(fit).rows(1, { parameters: ["a", "a"] }), UsageError, "'a' twice"],
    [
      "a number as a parameter",
      () => compile(fit).rows(1, untyped('{"parameters": [1]}')),
      UsageError,
      "holds 1",
    ],
    ["a parameter's column", () => rows().column("a"), UsageError, "fill rows.parameters[1]"],
    [
      "a column that is no input",
      () => rows().column("z"),
      NameError,
      "column 'z' is not among the kernel's inputs",
    ],
    [
      "too long a gradient",
      () => rows().sum(new Float64Array(3)),
      ShapeError,
      "gradient has 3 entries, expected 2: one for each of the parameters differentiated by",
    ],
    ["a list as gradient", () => rows().sum(untyped("[0, 0]")), UsageError, "gradient is a list"],
    [
      "a range beyond the rows",
      () => rows().sum(undefined, { to: 5 }),
      UsageError,
      "to is 5, expected an integer from 0 to 4",
    ],
    [
      "a range backwards",
      () => rows().sum(undefined, { from: 3, to: 2 }),
      UsageError,
      "from is 3 and to is 2",
    ],
    ["half a range", () => rows().sum(undefined, { from: 0.5 }), UsageError, "from is 0.5"],
    [
      "a misspelt range",
      () => rows().sum(undefined, untyped('{"until": 2}')),
      UsageError,
      "unknown option 'until'",
    ],
  ])("%s is an error that says what to do", (_what, act, kind, message) => {
    expect(act).toThrow(kind);
    expect(act).toThrow(message);
  });
});
