// Parameters as variables: their names, arrays, defaults.
import { expect, test } from "vitest";
import { trace, traced } from "../../src/trace/index.ts";
import { fromText } from "./samples.ts";

test("parameters whose names are no variables' are renamed, and it is said how", () => {
  const { expr, inputs, renamed } = traced(
    fromText("(e, step, $x, _x, pi_, pi) => e*step + $x - _x + pi_*pi"),
  );
  expect(inputs).toEqual(["e_", "step_", "_x_", "_x", "pi_", "pi__"]);
  expect([...renamed]).toEqual([
    ["e", "e_"],
    ["step", "step_"],
    ["$x", "_x_"],
    ["pi", "pi__"],
  ]);
  expect(`${expr}`).toBe("e_*step_ + _x_ - _x + pi_*pi__");
});

test("names in other scripts, and those of Object's prototype, are names", () => {
  const text =
    "(\u212b, Ⅷ, toString, __proto__, constructor) => \u212b + Ⅷ + toString + __proto__*constructor";
  expect(traced(fromText(text)).inputs).toEqual(["\u00c5", "_", "toString", "__proto__", "constructor"]);
  for (const name of ["toString", "__proto__", "constructor"]) {
    expect(() => trace(fromText(`(x) => x + ${name}`))).toThrow(`'${name}' is not known here`);
    expect(() => trace(fromText(`(x) => Math.${name}(x)`))).toThrow(`Math has no '${name}'`);
    expect(() => trace(fromText(`(x) => [x].${name}`))).toThrow(`an array has no '${name}'`);
  }
});

test.each([
  [{ x: "u" }, "u*y"],
  [{ x: "y", y: "x" }, "y*x"],
])("names: %j names variables", (names, expected) => {
  expect(`${trace((x, y) => x * y, { names })}`).toBe(expected);
});

test("an array's variables are counted from 1, by axis, or named", () => {
  const f = (w: readonly number[]) => w[0] - w[1];
  expect(traced(f, { names: { w: 2 } }).inputs).toEqual(["w1", "w2"]);
  expect(traced(f, { names: { w: ["a", "b"] } }).inputs).toEqual(["a", "b"]);
  const g = (w: readonly (readonly number[])[]) => w[0][1] - w[1][0];
  expect(traced(g, { names: { w: [2, 2] } }).inputs).toEqual(["w1_1", "w1_2", "w2_1", "w2_2"]);
  expect([...traced((log: readonly number[]) => log[1], { names: { log: 2 } }).renamed]).toEqual([
    ["log2", "log2_"],
  ]);
});

test("a parameter with a default is a constant, unless it is named", () => {
  const f = (x: number, k = 2) => x * k;
  expect(`${trace(f)}`).toBe("x*2");
  expect(`${trace(f, { names: { k: "k" } })}`).toBe("x*k");
});
