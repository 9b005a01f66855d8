import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { beta, betaVisits } from "../../src/backprop/beta.ts";
import { BudgetError } from "../../src/expr/errors.ts";
import type { Expr } from "../../src/expr/node.ts";
import { parse } from "../../src/expr/parse/parse.ts";
import { Add, Mul } from "../../src/expr/primitives/operators.ts";
import { Sin } from "../../src/expr/primitives/trigonometric.ts";
import { format } from "../../src/expr/print/format.ts";
import { Var } from "../../src/expr/var.ts";
import { gradient, gradientAt } from "../../src/methods.ts";
import { tidy } from "../../src/simplify/tidy.ts";
import { randomExpr, SEED } from "../randomExpr.ts";

const x = Var("x");
const text = (expr: Expr): string => format(tidy(expr));

function doubled(leaf: Expr, times: number): Expr {
  let dag = leaf;
  for (let i = 0; i < times; i++) dag = Add(dag, dag);
  return dag;
}

/** y := y*y + y, nested. */
function nested(times: number): Expr {
  let f: Expr = x;
  for (let i = 0; i < times; i++) f = Add(Mul(f, f), f);
  return f;
}

describe("beta.grad(f, x)", () => {
  test("of x*y + sin(y) is y by x, x + cos(y) by y", () => {
    const f = parse("x*y + sin(y)");
    expect([text(beta.grad(f, "x")), text(beta.grad(f, Var("y")))]).toEqual(["y", "x + cos(y)"]);
  });

  test("is just what the rules give: d(x^2 * sin(x))", () => {
    expect(format(beta.grad(parse("x^2*sin(x)"), "x"))).toBe("sin(x)*(2*x) + x^2*cos(x)");
  });

  test("by a variable that does not occur it is 0", () => {
    expect(format(beta.grad(parse("sin(x)"), "y"))).toBe("0");
    expect(format(beta.grad(parse("3"), "y"))).toBe("0");
  });

  test("b = a + a, c = b + b: dc/da is 4", () => {
    expect(text(beta.grad(doubled(x, 2), "x"))).toBe("4");
  });
});

describe("beta.gradAt(f, x, at)", () => {
  test("of x*y + sin(y) at x = 2, y = 0 is 3 by y", () => {
    expect(beta.gradAt(parse("x*y + sin(y)"), "y", { x: 2, y: 0 })).toBe(3);
  });

  test("a variable without a value is an error that names it", () => {
    expect(() => beta.gradAt(parse("x*y"), "x", { x: 1 })).toThrow("unbound variable 'y'");
  });
});

describe("visits", () => {
  const count = (f: Expr, nodes?: number): number[] => {
    const counts: number[] = [];
    beta.grad(f, "x", {
      onVisits: (visits) => counts.push(visits),
      budget: nodes === undefined ? {} : { nodes },
    });
    return counts;
  };

  test("x*y + sin(y): the sum, the product, x, y, the sine, y are 6", () => {
    expect(count(parse("x*y + sin(y)"))).toEqual([6]);
  });

  test("n doublings of x are 2^(n+1) - 1", () => {
    expect([0, 1, 2, 3, 10].map((n) => count(doubled(x, n))[0])).toEqual([1, 3, 7, 15, 2047]);
  });

  test("a conditional's condition is not visited", () => {
    expect(count(parse("if(sin(x) > 0, x, 2)"))).toEqual([3]);
  });

  test("the gradient by n variables visits n times as often", () => {
    const counts: number[] = [];
    gradient(parse("x*y*z"), { method: "beta", onVisits: (visits) => counts.push(visits) });
    expect(counts).toEqual([15]);
  });

  const dags = [
    ...Array.from({ length: 8 }, (_, i) => ["doublings", doubled(x, i + 3)] as const),
    ...Array.from({ length: 6 }, (_, i) => ["y*y + y", nested(i + 1)] as const),
    ...Array.from({ length: 6 }, (_, i) => ["sines of doublings", Sin(doubled(Sin(x), i + 1))] as const),
  ];

  test.each(dags.map(([what, f], i) => [i, what, f] as const))(
    "announced and counted visits of DAG %i (%s) are equal",
    (_i, _what, f) => {
      const announced = betaVisits(f);
      expect(() => beta.grad(f, "x", { budget: { nodes: announced - 1 } })).toThrow(
        `would take ${announced.toLocaleString("en")} visits, over the budget of ${(announced - 1).toLocaleString("en")}`,
      );
      expect(count(f, announced)).toEqual([announced]);
    },
  );

  test("announced and counted visits of random formulas are equal", () => {
    fc.assert(
      fc.property(randomExpr, (f) => {
        const announced = betaVisits(f);
        fc.pre(announced < 20_000);
        expect(count(f, announced)).toEqual([announced]);
      }),
      { seed: SEED, numRuns: 200 },
    );
  });
});

describe("the budget", () => {
  test("beta refuses 30 doublings, and says how many visits it would take", () => {
    expect(() => beta.grad(doubled(x, 30), "x")).toThrowErrorMatchingInlineSnapshot(
      `[BudgetError: differentiating by method beta would take 2,147,483,647 visits, over the budget of 1,000,000; raise budget.nodes, or use method alpha]`,
    );
  });

  test("beyond 2^53 visits are rounded, beyond the largest double they are only called many", () => {
    expect(() => beta.grad(doubled(x, 100), "x")).toThrowErrorMatchingInlineSnapshot(
      `[BudgetError: differentiating by method beta would take about 2.54e+30 visits, over the budget of 1,000,000; raise budget.nodes, or use method alpha]`,
    );
    expect(() => beta.grad(doubled(x, 2000), "x")).toThrowErrorMatchingInlineSnapshot(
      `[BudgetError: differentiating by method beta would take more than 1e308 visits, over the budget of 1,000,000; raise budget.nodes, or use method alpha]`,
    );
  });

  test("it counts all variables of a gradient together", () => {
    expect(() => gradient(parse("x*y*z"), { method: "beta", budget: { nodes: 14 } })).toThrow(BudgetError);
    expect(gradient(parse("x*y*z"), { method: "beta", budget: { nodes: 15 } }).size).toBe(3);
  });

  test("it holds at a point too", () => {
    expect(() => beta.gradAt(doubled(x, 30), "x", { x: 1 })).toThrow(BudgetError);
    expect(() => gradientAt(doubled(x, 30), { x: 1 }, { method: "beta" })).toThrow(BudgetError);
  });

  test("raised, it lets 20 doublings through: 2^20", () => {
    const budget = { nodes: 2 ** 21 };
    expect(beta.gradAt(doubled(x, 20), "x", { x: 1 }, { budget })).toBe(2 ** 20);
  });

  test("a long walk asks whether it is cancelled", () => {
    const budget = { nodes: 1e9, cancelled: () => true };
    expect(() => beta.grad(doubled(x, 20), "x", { budget })).toThrow("cancelled by the caller");
  });
});
