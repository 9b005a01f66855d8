// What a trace takes from around the function, and what its formulas look like.
import { expect, test } from "vitest";
import { alpha, Mul, measure, Sqrt, Var, variables } from "../../src/index.ts";
import { type Captured, grad, trace } from "../../src/trace/index.ts";
import { fromText } from "./samples.ts";

test.each<[string, Captured, string, string]>([
  ["a number", 3, "(x) => k * x", "3*x"],
  ["a fraction", 0.1, "(x) => k * x", "1/10*x"],
  ["true", true, "(x) => (k ? x : 2)", "x"],
  ["an array", [1, [2, 3]], "(x) => k[1][0] * x + k.length", "2*x + 2"],
  ["numbers in a row", Float64Array.of(1, 2), "(x) => k[1] * x", "2*x"],
  ["a formula", Mul(Var("a"), 2), "(x) => k * x", "a*2*x"],
  ["a constant formula", Sqrt(2), "(x) => (k > 0 ? x : 1)", "if(sqrt(2) > 0, x, 1)"],
  ["a function", (y: number) => y * y, "(x) => k(x + 1)", "(x + 1)*(x + 1)"],
  ["a function of Math", Math.hypot, "(x) => k(x, 2)", "hypot(x, 2)"],
  ["functions in an array", [Math.sin, Math.cos], "(x) => k[1](x) + k.map((f) => f(2)).length", "cos(x) + 2"],
])("using may hold %s", (_, k, text, expected) => {
  expect(`${trace(fromText(text), { using: { k } })}`).toBe(expected);
});

test("functions handed over call one another", () => {
  const using = {
    even: fromText("(n) => (n === 0 ? 1 : odd(n - 1))"),
    odd: fromText("(n) => (n === 0 ? 0 : even(n - 1))"),
  };
  expect(`${trace(fromText("(x) => x * even(10) + odd(10)"), { using })}`).toBe("x*1 + 0");
});

test("a name that is declared hides one that is handed over, and one that is handed over hides Math", () => {
  expect(`${trace(fromText("(x) => { const k = 2; return k * x }"), { using: { k: 3 } })}`).toBe("2*x");
  expect(`${trace(fromText("(x) => Math + x"), { using: { Math: 3 } })}`).toBe("3 + x");
});

test("literals stay as they are written, counters are worked out", () => {
  expect(`${trace((x) => (1 / 3) * x + 2 ** 3 - -1)}`).toBe("1/3*x + 2^3 - (-1)");
  expect(`${trace((x) => 2 * 3 * x + Math.PI / 2)}`).toBe("2*3*x + pi/2");
  const counted = fromText(
    "(x) => { let s = x; const n = 7; for (let i = 1; i < 3; i++) s += Math.floor(n / 2) * i; return s / n }",
  );
  expect(`${trace(counted)}`).toBe("(x + 3 + 6)/7");
});

test("what is computed once is one node", () => {
  const powered = (x: number): number => {
    let y = x;
    for (let i = 0; i < 50; i++) y = y * y;
    return y;
  };
  const expr = trace(powered);
  expect(measure(expr).nodes).toBe(51);
  expect(variables(alpha.grad(expr).read("x"))).toEqual(["x"]);
  expect(grad(powered)(1)).toBe(2 ** 50);
});

test("names that a compiler keeps for functions are no hindrance", () => {
  const kept = fromText('(x) => { const f = /* @__PURE__ */ __name((a) => a * a, "f"); return f(x) }');
  expect(`${trace(kept)}`).toBe("x*x");
  expect(() => trace(fromText("(x) => __name()"))).toThrow("'__name' is not known here");
});
