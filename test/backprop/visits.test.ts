// What the differentiators say of their own work: on random formulas with shared parts, conditionals and
// rows whose partials are 0 among them, Beta makes the visits that it announces, and Alpha one for each node.
import { describe, expect, test } from "vitest";
import { alpha } from "../../src/backprop/alpha.ts";
import { beta, betaVisits, DEFAULT_VISITS } from "../../src/backprop/beta.ts";
import { BudgetError } from "../../src/expr/errors.ts";
import { measure, variables } from "../../src/expr/measure.ts";
import { Const, type Expr } from "../../src/expr/node.ts";
import type { Primitive } from "../../src/expr/primitive.ts";
import { Max } from "../../src/expr/primitives/extremes.ts";
import { If, Lt } from "../../src/expr/primitives/logic.ts";
import { Add, Div, Mul, Neg, Sub } from "../../src/expr/primitives/operators.ts";
import { Pow } from "../../src/expr/primitives/powers.ts";
import { Floor, Mod, Sign } from "../../src/expr/primitives/rounding.ts";
import { Sin } from "../../src/expr/primitives/trigonometric.ts";
import { Var } from "../../src/expr/var.ts";
import { postorder } from "../../src/expr/walk.ts";

const ROWS: readonly Primitive[] = [Add, Sub, Mul, Div, Neg, Pow, Sin, Max, Mod, Floor, Sign, Lt, If];

/** The minimal standard generator of Park and Miller. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 16807) % 2147483647;
    return state % below;
  };
}

/** 30 applications whose arguments are among the six latest nodes, so that most nodes have several uses. */
function randomDag(seed: number): Expr {
  const pick = random(seed);
  const nodes: Expr[] = [Var("x"), Var("y"), Const(2), Var("z")];
  for (let i = 0; i < 30; i++) {
    const op = i % 10 === 4 ? If : i % 10 === 8 ? Floor : ROWS[pick(ROWS.length)];
    const args = Array.from(
      { length: op.arity },
      () => nodes[nodes.length - 1 - pick(Math.min(6, nodes.length))],
    );
    nodes.push(op(...args));
  }
  return Mul(nodes[nodes.length - 1], Add(nodes[nodes.length - 2], nodes[nodes.length - 3]));
}

const dags = Array.from({ length: 20 }, (_, i) => ({ seed: 1000 + 17 * i, dag: randomDag(1000 + 17 * i) }));
const at = new Map([
  ["x", 0.7],
  ["y", -1.3],
  ["z", 2.1],
]);

describe.each(dags)("the DAG of seed $seed", ({ dag }) => {
  const announced = betaVisits(dag);

  test("Beta makes the visits that it announces, for formulas and at a point", () => {
    const counted: number[] = [];
    const options = { budget: { nodes: announced }, onVisits: (visits: number) => counted.push(visits) };
    beta.grad(dag, "x", options);
    beta.gradAt(dag, "x", at, options);
    expect(counted).toEqual([announced, announced]);
  });

  test("Beta with one visit less to spend refuses, and says how many it needs", () => {
    const budget = { nodes: announced - 1 };
    const message = `would take ${announced.toLocaleString("en")} visits, over the budget of ${budget.nodes.toLocaleString("en")}`;
    expect(() => beta.grad(dag, "x", { budget })).toThrow(BudgetError);
    expect(() => beta.grad(dag, "x", { budget })).toThrow(message);
    expect(() => beta.gradAt(dag, "x", at, { budget })).toThrow(message);
  });

  test("a whole gradient takes Beta as many visits for each variable", () => {
    const wrt = variables(dag);
    let counted = 0;
    const onVisits = (visits: number): void => {
      counted = visits;
    };
    beta.gradient(dag, wrt, { budget: { nodes: announced * wrt.length }, onVisits });
    expect(counted).toBe(announced * wrt.length);
    expect(() => beta.gradient(dag, wrt, { budget: { nodes: announced * wrt.length - 1 } })).toThrow(
      BudgetError,
    );
  });

  test("Alpha visits each node once, for formulas and at a point", () => {
    const counted: number[] = [];
    const options = { onVisits: (visits: number) => counted.push(visits) };
    alpha.grad(dag, 1, undefined, options);
    alpha.gradAt(dag, at, 1, undefined, options);
    expect(counted).toEqual([measure(dag).nodes, measure(dag).nodes]);
  });
});

test("the DAGs have shared nodes, and between them conditionals and arguments that Beta does not look at", () => {
  const ops = new Set(
    dags.flatMap(({ dag }) => postorder([dag]).flatMap((node) => (node.kind === "apply" ? node.op : []))),
  );
  expect([...ROWS].filter((row) => !ops.has(row))).toEqual([]);
  for (const { dag } of dags) expect(measure(dag).unfolded).toBeGreaterThan(measure(dag).nodes);
  const notFollowed = dags.filter(({ dag }) => betaVisits(dag) < measure(dag).unfolded);
  expect(notFollowed.length).toBeGreaterThanOrEqual(15);
});

test("Beta stops at a million visits where no budget is given", () => {
  const doubled = (times: number): Expr =>
    Array.from({ length: times }).reduce<Expr>((sum) => Add(sum, sum), Var("x"));
  expect(betaVisits(doubled(19))).toBe(2 ** 20 - 1);
  expect(DEFAULT_VISITS).toBe(1_000_000);
  expect(() => beta.grad(doubled(18), "x")).not.toThrow();
  expect(() => beta.grad(doubled(19), "x")).toThrow(
    "differentiating by method beta would take 1,048,575 visits, over the budget of 1,000,000; raise budget.nodes, or use method alpha",
  );
});
