// Conditionals: only the chosen branch influences a derivative, by every method, as numbers and as
// formulas; a branch that is not taken never contributes, not even 0*nan.
import { describe, expect, test } from "vitest";
import { evaluate } from "../../src/expr/evaluate.ts";
import type { Expr } from "../../src/expr/node.ts";
import { parse } from "../../src/expr/parse/parse.ts";
import { Ln } from "../../src/expr/primitives/exponential.ts";
import { Gt, If } from "../../src/expr/primitives/logic.ts";
import { Add, Mul } from "../../src/expr/primitives/operators.ts";
import { Sqrt } from "../../src/expr/primitives/powers.ts";
import { Var } from "../../src/expr/var.ts";
import { diff, type FormulaMethod, gradientAt } from "../../src/methods.ts";

const [x, y] = ["x", "y"].map(Var);
const METHODS: readonly FormulaMethod[] = ["alpha", "beta", "forward"];

/** The derivative by x at a point, by each method as a number, a formula as the rules give it, and tidied. */
function derivatives(
  f: Expr,
  at: Readonly<Record<string, number>>,
): Readonly<Record<string, number | undefined>> {
  const found: Record<string, number | undefined> = {};
  for (const method of METHODS) {
    found[`${method} number`] = gradientAt(f, at, { method }).get("x");
    found[`${method} formula`] = evaluate(diff(f, "x", { method, simplify: "none" }), at);
    found[`${method} tidied`] = evaluate(diff(f, "x", { method }), at);
  }
  return found;
}

function expectDerivative(f: Expr, at: Readonly<Record<string, number>>, expected: number): void {
  const found = derivatives(f, at);
  expect(found).toEqual(Object.fromEntries(Object.keys(found).map((way) => [way, expected])));
}

describe("the derivative by x", () => {
  test.each<[string, Readonly<Record<string, number>>, number]>([
    ["if(x > 0, sqrt(x), 0)", { x: -1 }, 0],
    ["if(x > 0, sqrt(x), 0)", { x: 4 }, 1 / 4],
    ["if(x > 0, sqrt(x), 0)", { x: 0 }, 0],
    ["if(x > 0, ln(x), 3*x)", { x: -1 }, 3],
    ["if(x <= 0, 3*x, 1/x)", { x: 0 }, 3],
    // nested
    ["if(x > 0, if(x > 1, ln(x), x - 1), 0)", { x: 2 }, 1 / 2],
    ["if(x > 0, if(x > 1, ln(x), x - 1), 0)", { x: 0.5 }, 1],
    ["if(x > 0, if(x > 1, ln(x), x - 1), 0)", { x: -1 }, 0],
    ["if(x > 0, if(y > 0, sqrt(x*y), ln(x)), sqrt(-x))", { x: 4, y: 0 }, 1 / 4],
    // an if inside a condition
    ["if(if(x > 0, ln(x), -1) > 0, x^2, x)", { x: -3 }, 1],
    ["if(if(x > 0, ln(x), -1) > 0, x^2, x)", { x: 3 }, 6],
    // the condition itself has no derivative
    ["if(x^2, x, 5*x)", { x: 2 }, 1],
    ["if(x^2, x, 5*x)", { x: 0 }, 5],
    ["if(nan, sqrt(x), x)", { x: -1 }, 1],
    // chains
    ["piecewise(x < 0, -x, x < 1, x^2, x < 2, ln(x), sqrt(x - 3))", { x: -5 }, -1],
    ["piecewise(x < 0, -x, x < 1, x^2, x < 2, ln(x), sqrt(x - 3))", { x: 0.5 }, 1],
    ["piecewise(x < 0, -x, x < 1, x^2, x < 2, ln(x), sqrt(x - 3))", { x: 1 }, 1],
    ["piecewise(x < 0, -x, x < 1, x^2, x < 2, ln(x), sqrt(x - 3))", { x: 4 }, 1 / 2],
    // under a function, in a product, in a power
    ["if(x > 0, ln(x), 0)^2", { x: -1 }, 0],
    ["exp(if(x > 0, ln(x), 0))", { x: -1 }, 0],
    ["y*if(x > 0, ln(x), 2*x)", { x: -1, y: 3 }, 6],
    ["if(x > 0, sqrt(x), 0) + if(x > 0, 0, sqrt(-x))", { x: -4 }, -1 / 4],
    ["if(x > 0, sqrt(x), 0)*if(x < 0, sqrt(-x), 1)", { x: 4 }, 1 / 4],
    ["if(x > 0 and y > 0, sqrt(x*y), 0)", { x: -1, y: 2 }, 0],
  ])("of %s at %o is %d by every method", (text, at, expected) => {
    expectDerivative(parse(text), at, expected);
  });
});

describe("a part that is shared", () => {
  const root = Sqrt(x);
  const logarithm = Ln(x);
  const positive = Gt(x, 0);

  test("between both branches counts in either: if(y > 0, s, 2*s) with s = sqrt(x)", () => {
    const f = If(Gt(y, 0), root, Mul(2, root));
    expectDerivative(f, { x: 4, y: 1 }, 1 / 4);
    expectDerivative(f, { x: 4, y: -1 }, 1 / 2);
  });

  test("between a branch and outside counts where it is used: if(x > 0, s, 0) + s*0 at -1 is nan", () => {
    const f = Add(If(positive, root, 0), Mul(root, y));
    expectDerivative(f, { x: 4, y: 3 }, 1);
    expect(gradientAt(f, { x: -1, y: 3 }).get("x")).toBeNaN();
  });

  test("between the branches of two conditionals counts under either: at -1 under neither", () => {
    const f = Add(If(positive, root, 0), If(Gt(x, 1), Mul(3, root), 0));
    expectDerivative(f, { x: -1 }, 0);
    expectDerivative(f, { x: 1 }, 1 / 2);
    expectDerivative(f, { x: 4 }, 1);
  });

  test("between nested branches and the outer branch: if(x > 0, if(x > 1, s, 2*s) + s, 0)", () => {
    const f = If(positive, Add(If(Gt(x, 1), root, Mul(2, root)), root), 0);
    expectDerivative(f, { x: -1 }, 0);
    expectDerivative(f, { x: 4 }, 1 / 2);
    expectDerivative(f, { x: 1 / 4 }, 3);
  });

  test("between the condition and a branch counts in the branch alone: if(ln(x) > 0, ln(x), 0)", () => {
    const f = If(Gt(logarithm, 0), logarithm, 0);
    expectDerivative(f, { x: 2 }, 1 / 2);
    expectDerivative(f, { x: 1 / 2 }, 0);
    expectDerivative(f, { x: -1 }, 0);
  });

  test("that holds a conditional itself: u = if(x > 0, sqrt(x), 0) in u*u + u", () => {
    const u = If(positive, root, 0);
    const f = Add(Mul(u, u), u);
    expectDerivative(f, { x: -1 }, 0);
    expectDerivative(f, { x: 4 }, 5 / 4);
  });

  test("deep inside one branch: ln(ln(x)) in if(x > 1, ln(ln(x))*ln(x), 0)", () => {
    const f = If(Gt(x, 1), Mul(Ln(logarithm), logarithm), 0);
    expectDerivative(f, { x: 1 / 2 }, 0);
    expectDerivative(f, { x: -1 }, 0);
  });
});

describe("second derivatives", () => {
  test("of if(x > 0, sqrt(x), 0) at -1 is 0, at 1 is -1/4", () => {
    const f = parse("if(x > 0, sqrt(x), 0)");
    for (const method of METHODS) {
      const second = diff(f, ["x", "x"], { method });
      expect([method, evaluate(second, { x: -1 }), evaluate(second, { x: 1 })]).toEqual([method, 0, -1 / 4]);
    }
  });
});
