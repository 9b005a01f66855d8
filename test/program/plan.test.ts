// Long programs, as they are compiled by default. Their operations are exact or correctly rounded, so that WebAssembly
// and the loop over the program's arrays have the same bits; sines would differ in the last, of which so many steps make more.
import { expect, test } from "vitest";
import { type Expr, variable } from "../../src/expr/node.ts";
import { Max } from "../../src/expr/primitives/extremes.ts";
import { Add, Mul, Sub } from "../../src/expr/primitives/operators.ts";
import { Abs } from "../../src/expr/primitives/rounding.ts";
import { compile } from "../../src/program/compile.ts";

/** A formula with so many parts, each of recent ones, all between -1 and 1; the sum of those that no other uses. */
function dag(names: readonly string[], parts: number): Expr {
  let seed = 12345;
  const below = (n: number): number => {
    seed = (Math.imul(seed, 1664525) + 1013904223) | 0;
    return Math.floor(((seed >>> 0) / 2 ** 32) * n);
  };
  const recent: Expr[] = names.map(variable);
  const unused = [...recent];
  for (let i = 0; i < parts; i++) {
    const x = unused.shift() ?? recent[0];
    const y = recent[recent.length - 1 - below(Math.min(recent.length, 300))];
    const choices = [() => Mul(x, y), () => Mul(0.5, Add(x, y)), () => Mul(0.5, Sub(x, y))];
    const part = [...choices, () => Max(x, y), () => Abs(x)][below(5)]();
    recent.push(part);
    unused.push(part);
  }
  return unused.reduce((sum, part) => Add(sum, part));
}

test("100,000 operations of value and gradient are WebAssembly by default, with the interpreter's bits", () => {
  const names = Array.from({ length: 50 }, (_, i) => `x${i}`);
  const f = dag(names, 35_000);
  const inputs = Float64Array.from(names, (_, i) => ((i * 7) % 11) / 6 - 0.9);
  const run = (target?: "interpret") => {
    const { plan, valueAndGradient } = compile(f, { inputs: names, gradient: true, target });
    const gradient = new Float64Array(names.length);
    return { plan, value: valueAndGradient(inputs, gradient), gradient };
  };
  const [byDefault, byLoop] = [run(), run("interpret")];
  expect([byDefault.plan.target, byLoop.plan.target]).toEqual(["wasm", "interpret"]);
  expect(byDefault.plan.operations).toBeGreaterThan(100_000);
  expect(byDefault.value).toBe(byLoop.value);
  expect(byDefault.gradient).toEqual(byLoop.gradient);
  expect(byLoop.gradient.every(Number.isFinite)).toBe(true);
  expect(byLoop.gradient.filter((partial) => partial !== 0).length).toBeGreaterThan(40);
});
