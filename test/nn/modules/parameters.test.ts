import { expect, test } from "vitest";
import { alpha } from "../../../src/backprop/alpha.ts";
import { NameError, ShapeError } from "../../../src/expr/errors.ts";
import { parse } from "../../../src/expr/parse/parse.ts";
import { Parameters } from "../../../src/nn/modules/parameters.ts";

test("values are read and written by name or in order", () => {
  const parameters = new Parameters(["w", "b"], [0.5, 2]);
  parameters.set("b", 3);
  parameters.values[0] = -1;
  expect([parameters.get("w"), parameters.get("b"), parameters.size]).toEqual([-1, 3, 2]);
  expect(parameters.bindings({ x: 7 })).toEqual(
    new Map([
      ["x", 7],
      ["w", -1],
      ["b", 3],
    ]),
  );
  expect(() => parameters.get("v")).toThrow(new NameError("unknown-parameter", "'v' is no parameter"));
  expect(() => new Parameters(["weight"]).get("wieght")).toThrow(
    "'wieght' is no parameter (did you mean 'weight'?)",
  );
  expect(() => parameters.get("__proto__")).toThrow(NameError);
});

test("gradients add up by name until they are cleared; the inputs' are passed over", () => {
  const parameters = new Parameters(["w", "b"], [2, 1]);
  const loss = parse("(w*x + b)^2");
  const at = parameters.bindings({ x: 3 });
  parameters.accumulate(alpha.gradAt(loss, at).entries());
  parameters.accumulate(alpha.gradAt(loss, at).entries());
  // d/dw = 2·(2·3 + 1)·3 = 42, d/db = 14; twice.
  expect([...parameters.gradients]).toEqual([84, 28]);
  parameters.zeroGrad();
  expect([parameters.gradient("w"), parameters.gradient("b")]).toEqual([0, 0]);
});

test("a part is the same numbers", () => {
  const parameters = new Parameters(["a", "b", "c"], [1, 2, 3]);
  const part = parameters.part(1, 3);
  part.set("c", 30);
  part.gradients[0] = 5;
  expect([part.names, parameters.get("c"), parameters.gradient("b")]).toEqual([["b", "c"], 30, 5]);
});

test("names that no variable may have, twice the same, or other numbers of values are refused", () => {
  expect(() => new Parameters(["2w"])).toThrow("'2w' is no variable's name");
  expect(() => new Parameters(["w", "w"])).toThrow("names holds 'w' twice, expected it once");
  expect(() => new Parameters(["w"], [1, 2])).toThrow(
    new ShapeError("wrong-length", "2 values of 1 names, expected one each"),
  );
  // @ts-expect-error a text where a list is due
  expect(() => new Parameters("w")).toThrow("names is 'w', expected a list of names");
});
