import { describe, expect, test } from "vitest";
import {
  chosenBranch,
  PartialValues,
  partialFormula,
  type Subgradient,
} from "../../src/backprop/partials.ts";
import type { Bindings } from "../../src/expr/bindings.ts";
import { DomainError } from "../../src/expr/errors.ts";
import { valuesOf } from "../../src/expr/evaluate.ts";
import { type Apply, Const } from "../../src/expr/node.ts";
import { Hypot } from "../../src/expr/primitives/geometry.ts";
import { If } from "../../src/expr/primitives/logic.ts";
import { Add, Div, Mul } from "../../src/expr/primitives/operators.ts";
import { Nthroot, Pow, Sqrt } from "../../src/expr/primitives/powers.ts";
import { Floor } from "../../src/expr/primitives/rounding.ts";
import { Polygamma } from "../../src/expr/primitives/special.ts";
import { Sin } from "../../src/expr/primitives/trigonometric.ts";
import { format } from "../../src/expr/print/format.ts";
import { Var } from "../../src/expr/var.ts";
import { numbered } from "../../src/expr/walk.ts";

const [x, y] = ["x", "y"].map(Var);
const text = (node: Apply, i: number): string | undefined => {
  const partial = partialFormula(node, i);
  return partial === undefined ? undefined : format(partial);
};

describe("partialFormula", () => {
  test("of x*y are y and x, of x/y are 1/y and -(x/y/y)", () => {
    expect([text(Mul(x, y), 0), text(Mul(x, y), 1)]).toEqual(["y", "x"]);
    expect([text(Div(x, y), 0), text(Div(x, y), 1)]).toEqual(["1/y", "-(x/y/y)"]);
  });

  test("of floor(x) is nothing, of x + y is 1", () => {
    expect([text(Floor(x), 0), text(Add(x, y), 0)]).toEqual([undefined, "1"]);
  });

  test("of sqrt reuses the application itself", () => {
    const root = Sqrt(x);
    const partial = partialFormula(root, 0);
    expect(partial === undefined ? "" : format(partial)).toBe("1/(2*sqrt(x))");
  });

  test("is remembered once it is asked for again: most formulas are differentiated once", () => {
    const node = Div(Sin(x), y);
    const [first, second, third] = [0, 0, 0].map((i) => partialFormula(node, i));
    expect(second).toBe(third);
    expect(first).not.toBe(second);
    expect(first).toEqual(second);
    expect(text(node, 1)).toBe(text(node, 1)); // each argument for itself
  });

  test("is given the arguments that the application has, one, two or three", () => {
    expect(text(Sin(x), 0)).toBe("cos(x)");
    expect(text(Mul(x, y), 0)).toBe("y");
    expect([1, 2].map((i) => text(If(x, y, 2), i))).toEqual(["if(x, 1, 0)", "if(x, 0, 1)"]);
  });

  test("of powers goes by case", () => {
    const power = (u: Parameters<typeof Pow>[0], v: Parameters<typeof Pow>[1]): unknown[] => [
      text(Pow(u, v), 0),
      text(Pow(u, v), 1),
    ];
    expect(power(x, 3)).toEqual(["3*x^2", "ln(x)*x^3"]);
    expect(power(x, 2)[0]).toBe("2*x");
    expect(power(x, 1)[0]).toBe("1");
    expect(power(x, 0)[0]).toBeUndefined();
    expect(power(x, Const("1/2"))[0]).toBe("1/2*x^(-1/2)");
    expect(power(x, y)).toEqual(["y*x^(y - 1)", "ln(x)*x^y"]);
    expect(power(2, x)[1]).toBe("ln(2)*2^x");
    expect(power(0, x)[1]).toBe("if(x > 0, 0, nan)");
    expect(power(-2, x)[1]).toBe("nan");
  });

  test("by an integer parameter there is none, and the error says so", () => {
    expect(() => partialFormula(Nthroot(x, 3), 1)).toThrow(DomainError);
    expect(() => partialFormula(Polygamma(2, x), 0)).toThrow(
      "polygamma can't be differentiated by its first argument, which is an integer constant",
    );
  });
});

describe("PartialValues.partial", () => {
  const at = (
    node: Apply,
    i: number,
    values: Bindings,
    subgradient: Subgradient = "midpoint",
  ): number | undefined => {
    const order = numbered([node]);
    return new PartialValues(order, valuesOf(order, values), subgradient).partial(node, i);
  };

  test("of sin at 0 is 1", () => {
    expect(at(Sin(x), 0, { x: 0 })).toBe(1);
  });

  test("of sqrt at 0 and at -0 is inf", () => {
    expect([at(Sqrt(x), 0, { x: 0 }), at(Sqrt(x), 0, { x: -0 })]).toEqual([
      Number.POSITIVE_INFINITY,
      Number.POSITIVE_INFINITY,
    ]);
  });

  test("of hypot at the origin is 0, elsewhere x/hypot(x, y)", () => {
    expect(at(Hypot(x, y), 0, { x: 0, y: 0 })).toBe(0);
    expect(at(Hypot(x, y), 0, { x: 3, y: 4 })).toBe(0.6);
  });

  test("of floor is none: it contributes nothing", () => {
    expect(at(Floor(x), 0, { x: 2.5 })).toBeUndefined();
  });

  test('with subgradient "nan" hypot at (0, 0) and u^v by v at u = 0 have none', () => {
    expect(at(Hypot(x, y), 0, { x: 0, y: 0 }, "nan")).toBeNaN();
    expect(at(Hypot(x, y), 0, { x: 3, y: 4 }, "nan")).toBe(0.6);
    expect(at(Pow(x, y), 1, { x: 0, y: 2 }, "nan")).toBeNaN();
    expect(at(Pow(x, y), 1, { x: 1, y: 2 }, "nan")).toBe(0);
  });

  test("by an integer parameter is an error that names the argument", () => {
    expect(() => at(Nthroot(x, 3), 1, { x: 8 })).toThrow(
      "nthroot can't be differentiated by its second argument",
    );
  });
});

describe("chosenBranch", () => {
  test("of any number but 0 and nan is 1", () => {
    expect([1, -1, 0.5, Number.POSITIVE_INFINITY, 0, -0, Number.NaN].map(chosenBranch)).toEqual([
      1, 1, 1, 1, 2, 2, 2,
    ]);
  });
});
