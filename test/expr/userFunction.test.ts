// Functions of a scope and their derivatives as primitives outside the table.
import { setImmediate } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { evaluate } from "../../src/expr/evaluate.ts";
import { parse } from "../../src/expr/parse/parse.ts";
import { primitives } from "../../src/expr/primitives/table.ts";
import { userFunctionFacts, userPrimitive } from "../../src/expr/userFunction.ts";
import { Var } from "../../src/expr/var.ts";

const [x, y] = [Var("x"), Var("y")];

test("one name with one number of arguments is one primitive", () => {
  expect(userPrimitive("f", [0])).toBe(userPrimitive("f", [0]));
});

test("the partial of f(x) is f'(x)", () => {
  const f = userPrimitive("f", [0]);
  const [rule] = f.partials;
  expect(typeof rule === "function" && rule(x, f(x))).toEqual(parse("f'(x)", { functions: { f: 1 } }));
});

test("the second partial of g'[1,0](x, y) is g'[1,1](x, y)", () => {
  const g = userPrimitive("g", [1, 0]);
  const rule = g.partials[1];
  expect(typeof rule === "function" && rule(x, y, g(x, y))).toEqual(userPrimitive("g", [1, 1])(x, y));
});

test("names of derivatives are those that the reader takes", () => {
  const names = [[0], [1], [3], [4], [1, 0], [0, 0]].map((orders) => userPrimitive("f", orders).name);
  expect(names).toEqual(["f", "f'", "f'''", "f'[4]", "f'[1,0]", "f"]);
});

test("userFunctionFacts(f'[2]) is f and its order", () => {
  expect(userFunctionFacts(userPrimitive("f", [2]))).toEqual({ name: "f", orders: [2] });
});

test("a user's function is not in the table", () => {
  userPrimitive("f", [0]);
  expect(primitives.has("f")).toBe(false);
});

test("evaluating a function without a definition names it", () => {
  expect(() => evaluate(userPrimitive("f", [1])(x), { x: 1 })).toThrow(
    "function 'f'' is declared without a definition: it has no value",
  );
});

test("a function that no formula holds is let go of", async () => {
  setFlagsFromString("--expose-gc");
  const collect: () => void = runInNewContext("gc");
  const primitive = new WeakRef(userPrimitive("nobody", [0]));
  for (let i = 0; i < 10 && primitive.deref() !== undefined; i++) {
    await setImmediate(); // what was read is held until the end of its turn
    collect();
  }
  expect(primitive.deref()).toBeUndefined();
});
