// Law 6: every target has evaluate's values, bit for bit, at every sample of every row, at zeros of both
// signs, infinities and nan, and on random formulas; and alpha's gradients there. Only WebAssembly, whose
// mathematical functions are its own, has the same bits where there are none of these, and else is near.
// Law 7: a program is made of chains a million deep without recursion.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { alpha } from "../../src/backprop/alpha.ts";
import { evaluate } from "../../src/expr/evaluate.ts";
import { variables } from "../../src/expr/measure.ts";
import { Const, type Expr, variable } from "../../src/expr/node.ts";
import { parse } from "../../src/expr/parse/parse.ts";
import type { Primitive } from "../../src/expr/primitive.ts";
import { Tanh } from "../../src/expr/primitives/hyperbolic.ts";
import { primitives } from "../../src/expr/primitives/table.ts";
import { Sin } from "../../src/expr/primitives/trigonometric.ts";
import { format } from "../../src/expr/print/format.ts";
import { postorder } from "../../src/expr/walk.ts";
import { type CompileOptions, compile } from "../../src/program/compile.ts";
import { near } from "../near.ts";
import { NAMES, randomExpr, SEED, specialPoint } from "../randomExpr.ts";

const TARGETS = ["js", "interpret"] as const satisfies readonly CompileOptions["target"][];

const EDGES = [0, -0, 1, -1, 0.5, -2, 3, 1e200, -1e-200, Infinity, -Infinity, NaN];
const tuples = (arity: number, of: readonly number[]): readonly (readonly number[])[] =>
  arity === 0 ? [[]] : tuples(arity - 1, of).flatMap((rest) => of.map((x) => [...rest, x]));

/** Operations that are exact or correctly rounded, and what is made of them. */
const EXACT: ReadonlySet<string> = new Set(
  [
    "add sub mul div neg sqrt square cube abs min max floor ceil trunc round sign frac mod copysign",
    "if eq ne lt le gt ge and or not relu step clamp leakyrelu",
  ].flatMap((names) => names.split(" ")),
);

const isExact = (f: Expr): boolean =>
  [...postorder([f])].every(
    (node) => node.kind !== "apply" || node.args.length === 0 || EXACT.has(node.op.name),
  );

/** Whether a number of WebAssembly's is evaluate's, to a part of it. */
const sameOrNear = (a: number, b: number, tolerance: number): boolean =>
  Object.is(a, b) || (tolerance > 0 && Math.abs(a - b) <= tolerance * Math.abs(b));

/**
 * Values and gradients of a formula at points: by every target the same bits, evaluate's and near alpha's. `parts` is how
 * far WebAssembly's numbers may be off, as a part of them, where its mathematical functions are in the formula.
 */
function check(f: Expr, points: readonly (readonly number[])[], tolerance: number, parts: number): number {
  const names = variables(f);
  const wasm = compile(f, { gradient: true, target: "wasm" });
  expect(wasm.plan.target).toBe("wasm");
  const ofWasm = new Float64Array(names.length);
  const part = isExact(f) ? 0 : parts;
  const kernels = TARGETS.map((target) => compile(f, { gradient: true, target }));
  const gradients = kernels.map(() => new Float64Array(names.length));
  let compared = 0;
  for (const point of points) {
    const at = new Map(NAMES.map((name, i) => [name, point[i]]));
    const inputs = Float64Array.from(names, (name) => at.get(name) ?? Number.NaN);
    const where = `${format(f)} at ${point}`;
    const value = evaluate(f, at);
    const values = kernels.flatMap((kernel, i) => [
      kernel.value(inputs),
      kernel.valueAndGradient(inputs, gradients[i]),
    ]);
    for (const one of values) if (!Object.is(one, value)) expect.fail(`${one}, expected ${value}: ${where}`);
    expect(gradients[1], where).toEqual(gradients[0]);
    for (const one of [wasm.value(inputs), wasm.valueAndGradient(inputs, ofWasm)]) {
      if (!sameOrNear(one, value, part)) expect.fail(`wasm: ${one}, expected ${value}: ${where}`);
    }
    for (const [i, name] of names.entries()) {
      if (!sameOrNear(ofWasm[i], gradients[0][i], 10 * part)) {
        expect.fail(`wasm: d/d${name} ${ofWasm[i]}, expected ${gradients[0][i]}: ${where}`);
      }
    }
    if (Number.isNaN(value)) continue; // there the derivative is whatever the formulas give
    const expected = alpha.gradAt(f, at);
    for (const [i, name] of names.entries()) {
      const partial = expected.read(name);
      // A factor that is the constant 0 contributes nothing here and nan, as inf·0, to alpha's numbers.
      if (Number.isNaN(partial) || Math.abs(partial) > 1e200) continue;
      if (!near(gradients[0][i], partial, tolerance)) {
        expect.fail(`d/d${name} ${gradients[0][i]}, expected ${partial}: ${where}`);
      }
      compared++;
    }
  }
  return compared;
}

const isParameter = (op: Primitive, i: number): boolean => op.partials[i] === "parameter";
const rows = [...primitives.values()].filter((op) => op.arity > 0);

describe("values and gradients of every row at its samples, its kinks and the edges of doubles", () => {
  test.each(rows.filter((op) => !op.partials.includes("parameter")).map((op) => [op.name, op] as const))(
    "%s",
    (_name, op) => {
      const f = op(...NAMES.slice(0, op.arity).map(variable));
      const kinks = op.kinks.map((kink) => kink.at);
      const edges = op.arity < 3 ? EDGES : EDGES.filter((x) => Math.abs(x) <= 3 || Number.isNaN(x));
      // The same partials by the same steps, but for a division by y: one rounding less.
      check(f, [...op.samples, ...kinks, ...tuples(op.arity, edges)], 1e-15, 3e-15);
    },
  );

  test.each(rows.filter((op) => op.partials.includes("parameter")).map((op) => [op.name, op] as const))(
    "%s, whose parameter is a constant",
    (_name, op) => {
      for (const sample of op.samples) {
        const args = sample.map((x, i) => (isParameter(op, i) ? Const(x) : variable(NAMES[i])));
        expect(check(op(...args), [sample], 1e-15, 3e-15)).toBe(1);
      }
    },
  );
});

test("values and gradients of 400 random formulas, trees and DAGs, at points where anything may happen", () => {
  let compared = 0;
  fc.assert(
    fc.property(randomExpr, fc.array(specialPoint, { minLength: 3, maxLength: 3 }), (f, points) => {
      // The same partials, multiplied and added in another order; where they cancel, digits are lost.
      compared += check(
        f,
        points.map(({ x, y, z }) => [x, y, z]),
        1e-9,
        1e-9,
      );
    }),
    { seed: SEED, numRuns: 400 },
  );
  expect(compared).toBeGreaterThan(500);
});

test.each([
  "if(x > 0, if(y > 0, x/y, sqrt(x)), 0)",
  "sqrt(if(y > 1, if(x > 1, y, x), x))",
  "sqrt(relu(x))",
  "cbrt(min(x, y))*x",
  "x^max(x, y)",
  "sqrt(if(x > 0, x, 0) + if(y > 0, y, 0))",
  "piecewise(x < 0, -x, x < 1, x^2, x < 2, ln(x), sqrt(x - 3))",
  "if(x > 0 and y > 0, sqrt(x*y), 0)*if(x < 0 or y < 0, ln(-x), y)",
  "max(x, y, z, max(y, x), min(z, z, x))",
])("branches and ties: %s at every point of a grid", (text) => {
  expect(check(parse(text), tuples(3, [-2, -0.5, 0, 1, 2]), 1e-12, 1e-12)).toBeGreaterThan(20);
});

/** Sines and hyperbolic tangents without a pattern, so that there is no loop in it. */
const irregular = (depth: number): Expr => {
  let f: Expr = variable("x");
  for (let i = 0, seed = 1; i < depth; i++) {
    seed = (Math.imul(seed, 1664525) + 1013904223) | 0;
    f = seed < 0 ? Sin(f) : Tanh(f);
  }
  return f;
};

test("a chain of a million functions is compiled and run, one of 250,000 with its derivative", () => {
  const million = compile(irregular(1_000_000));
  expect(million.value(Float64Array.of(0))).toBe(0);
  expect(million.plan.why).toBe("more than 500,000 operations and results: generated code would be slower");
  const kernel = compile(irregular(250_000), { gradient: true });
  const gradient = new Float64Array(1);
  expect(kernel.valueAndGradient(Float64Array.of(0), gradient)).toBe(0);
  expect([gradient[0], kernel.plan.target]).toEqual([1, "interpret"]);
}, 60_000);
