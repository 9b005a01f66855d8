import { describe, expect, test } from "vitest";
import { measure, unfoldedSize, variables } from "../../src/expr/measure.ts";
import { Const, type Expr } from "../../src/expr/node.ts";
import { Add, Mul } from "../../src/expr/primitives/operators.ts";
import { Sin } from "../../src/expr/primitives/trigonometric.ts";
import { Var } from "../../src/expr/var.ts";

const [x, y] = ["x", "y"].map(Var);

function doubled(times: number): Expr {
  let dag: Expr = x;
  for (let i = 0; i < times; i++) dag = Add(dag, dag);
  return dag;
}

describe("measure", () => {
  test("a leaf is one node of depth 0", () => {
    expect(measure(x)).toEqual({ nodes: 1, unfolded: 1, depth: 0 });
  });

  test("x*y + x has 4 distinct nodes and unfolds to 5", () => {
    expect(measure(Add(Mul(x, y), x))).toEqual({ nodes: 4, unfolded: 5, depth: 2 });
  });

  test("two nodes of one name are two", () => {
    expect(measure(Add(Var("x"), Var("x"))).nodes).toBe(3);
  });

  test("2,000 doublings unfold to Infinity", () => {
    expect(measure(doubled(2000))).toEqual({
      nodes: 2001,
      unfolded: Number.POSITIVE_INFINITY,
      depth: 2000,
    });
  });

  test("50 doublings unfold to 2^51 - 1", () => {
    expect(measure(doubled(50)).unfolded).toBe(2 ** 51 - 1);
  });

  test("a chain of depth 1e6 is measured", () => {
    let chain: Expr = x;
    for (let i = 0; i < 1e6; i++) chain = Sin(chain);
    expect(measure(chain)).toEqual({ nodes: 1_000_001, unfolded: 1_000_001, depth: 1_000_000 });
    expect(unfoldedSize(chain)).toBe(1_000_001n);
  }, 60_000);
});

describe("unfoldedSize", () => {
  test("2,000 doublings unfold to exactly 2^2001 - 1 nodes", () => {
    expect(unfoldedSize(doubled(2000))).toBe(2n ** 2001n - 1n);
  });

  test("beyond the budget it is a BudgetError", () => {
    expect(() => unfoldedSize(doubled(100), { nodes: 50 })).toThrow("over the budget of 50");
  });

  test("a node whose size takes many words counts as many", () => {
    expect(() => unfoldedSize(doubled(50_000))).toThrow("over the budget of 10,000,000");
  });

  test("it can be cancelled", () => {
    expect(() => unfoldedSize(doubled(10), { cancelled: () => true })).toThrow("cancelled");
  });
});

describe("variables", () => {
  test("each name once, sorted", () => {
    expect(variables(Add(Mul(y, x), Sin(Var("x"))))).toEqual(["x", "y"]);
  });

  test("a constant has none", () => {
    expect(variables(Const(2))).toEqual([]);
  });

  test("the order is by code point: upper case, _, lower case, and letters beyond U+FFFF last", () => {
    const names = ["𝑎", "z", "_a", "ﬁ", "Z", "x_10", "x_2", "α"];
    const sum = names.map(Var).reduce<Expr>((left, right) => Add(left, right), Const(0));
    expect(variables(sum)).toEqual(["Z", "_a", "x_10", "x_2", "z", "α", "ﬁ", "𝑎"]);
  });
});
