import { describe, expect, test } from "vitest";
import { bindingsMap, valueBound } from "../../src/expr/bindings.ts";
import { NameError } from "../../src/expr/errors.ts";
import { evaluate } from "../../src/expr/evaluate.ts";
import { Add } from "../../src/expr/primitives/operators.ts";
import { Var } from "../../src/expr/var.ts";

/** Bindings as they come from JavaScript: with any value. */
const bound = (value: unknown): ReadonlyMap<string, unknown> => new Map([["x", value]]);

describe("bindingsMap", () => {
  test("an object's own properties are its bindings, by canonical name", () => {
    expect([...bindingsMap({ x: 1, "x₁": 2 })]).toEqual([
      ["x", 1],
      ["x_1", 2],
    ]);
  });

  test("inherited properties are not read", () => {
    const child: Record<string, number> = Object.create({ x: 1 });
    child.y = 2;
    expect([...bindingsMap(child).keys()]).toEqual(["y"]);
  });

  test("getters are not run", () => {
    let ran = false;
    const sly = Object.defineProperty({}, "x", {
      enumerable: true,
      get: () => {
        ran = true;
        return 1;
      },
    });
    expect(() => evaluate(Var("x"), sly)).toThrow("unbound variable 'x'");
    expect(ran).toBe(false);
  });

  test("__proto__, constructor and toString are names, bound only where they are own", () => {
    const own: Record<string, number> = JSON.parse('{"__proto__": 1, "constructor": 2}');
    expect(evaluate(Add(Var("__proto__"), Var("constructor")), own)).toBe(3);
    expect(() => evaluate(Var("toString"), {})).toThrow("unbound variable 'toString'");
  });
});

describe("valueBound", () => {
  test("a value is given as it is, nan and infinities too", () => {
    expect(valueBound("x", bound(-0))).toBe(-0);
    expect(valueBound("x", bound(Number.NaN))).toBeNaN();
  });

  test("an unbound variable is a NameError with the nearest name", () => {
    expect(() => valueBound("wieght", new Map([["weight", 1]]))).toThrow(
      new NameError("unbound-variable", "unbound variable 'wieght' (did you mean 'weight'?)", {
        suggestion: "weight",
      }),
    );
    expect(() => valueBound("x", new Map())).toThrow(/^unbound variable 'x'$/);
  });

  test.each<[string, unknown]>([
    ["the text '3'", "3"],
    ["null", null],
    ["a list", [1]],
    ["an object", {}],
    ["a boolean", true],
    ["a bigint", 3n],
    [`the text '${"9".repeat(20)}…'`, "9".repeat(30)],
  ])("a variable bound to %s is an error that says so", (what, value) => {
    expect(() => valueBound("x", bound(value))).toThrow(
      new NameError("not-a-number", `variable 'x' is bound to ${what}, expected a number`),
    );
  });
});
