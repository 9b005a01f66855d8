// Law 7: no recursion over trees. Chains of depth 1e6 and DAGs that unfold to 2^2000 nodes pass through
// every walk, in time linear in shared nodes; only Beta, which follows every path, refuses by budget.
import { describe, expect, test } from "vitest";
import { alpha } from "../../src/backprop/alpha.ts";
import { beta } from "../../src/backprop/beta.ts";
import { equal } from "../../src/expr/equal.ts";
import { evaluate } from "../../src/expr/evaluate.ts";
import { measure } from "../../src/expr/measure.ts";
import { Const, type Expr, sizeOf } from "../../src/expr/node.ts";
import { operations } from "../../src/expr/operations.ts";
import { Tanh } from "../../src/expr/primitives/hyperbolic.ts";
import { Gt, If } from "../../src/expr/primitives/logic.ts";
import { Add, Mul } from "../../src/expr/primitives/operators.ts";
import { Pow } from "../../src/expr/primitives/powers.ts";
import { Sin } from "../../src/expr/primitives/trigonometric.ts";
import { format } from "../../src/expr/print/format.ts";
import { substitute } from "../../src/expr/substitute.ts";
import { Var } from "../../src/expr/var.ts";
import { postorder } from "../../src/expr/walk.ts";
import { diff, gradient, gradientAt } from "../../src/methods.ts";
import { tidy } from "../../src/simplify/tidy.ts";
import { expectNear } from "../near.ts";

const [x, y] = ["x", "y"].map(Var);
const AT = { x: 0.5, y: 0.25 };

type Step = (f: Expr, i: number) => Expr;

const raise = (what: string): never => {
  throw new Error(`no chain is called '${what}'`);
};

/** A step repeated, from x. */
function chain(times: number, step: Step): Expr {
  let f: Expr = x;
  for (let i = 0; i < times; i++) f = step(f, i);
  return f;
}

const NUMBERS = Array.from({ length: 8 }, (_, i) => Const(i + 2));
const chains: readonly (readonly [what: string, step: Step])[] = [
  ["sines of sines", (f) => Sin(f)],
  ["a left-nested sum", (f, i) => Add(f, i % 2 === 0 ? x : y)],
  ["a right-nested sum", (f, i) => Add(i % 2 === 0 ? x : y, f)],
  ["a left-nested product", (f) => Mul(f, y)],
  ["sums of sines", (f) => Add(Sin(f), y)],
  ["powers in the exponent", (f) => Pow(y, f)],
  ["conditionals in the other branch", (f, i) => If(Gt(x, NUMBERS[i % 8]), y, f)],
  ["conditionals in the condition", (f) => If(f, y, x)],
];

// A million deep takes seconds for its size alone: one chain of calls, one of sums; the others are 200,000 deep, more
// than a hundred times what a recursion bears. What is left of the list is 20,000 deep below.
const depths: readonly (readonly [what: string, depth: number])[] = [
  ["sines of sines", 1_000_000],
  ["a left-nested sum", 1_000_000],
  ["a right-nested sum", 200_000],
  ["a left-nested product", 200_000],
  ["conditionals in the other branch", 200_000],
];
const stepOf = new Map(chains);

test.each(depths)(
  "%s, %i deep, is evaluated, tidied and differentiated at a point",
  (what, depth) => {
    const f = chain(depth, stepOf.get(what) ?? raise(what));
    expect(evaluate(f, AT)).not.toBeNaN();
    expect(sizeOf(tidy(f))).toBeLessThanOrEqual(sizeOf(f));
    expect([...gradientAt(f, AT).values()]).not.toContain(Number.NaN);
  },
  60_000,
);

test("sines of sines are differentiated by alpha a million deep, tidied and by forward 200,000", () => {
  const [f, shallower] = [1_000_000, 200_000].map((depth) => chain(depth, (g) => Sin(g)));
  const forward = diff(shallower, "x", { method: "forward", simplify: "none" });
  expect(postorder([alpha.grad(f).read("x")]).length).toBeGreaterThan(1_000_000);
  expect(postorder([diff(shallower, "x")]).length).toBeGreaterThan(200_000);
  expect(postorder([forward]).length).toBeGreaterThan(200_000);
}, 150_000);

/** Each level's exponent is exact and may have 4,096 bits: fewer levels of these. */
const powers = ["powers of powers", 5_000, (f, i) => Pow(f, NUMBERS[i % 8])] as const satisfies Chain;

type Chain = readonly [what: string, depth: number, step: Step];
/** Its derivative is a sum of as many terms as there are levels, each a product of powers. */
const exponents = "powers in the exponent";
const shorter = chains.map(([what, step]): Chain => [what, what === exponents ? 5_000 : 20_000, step]);

describe.each<Chain>([...shorter, powers])("%s, %i deep,", (_what, depth, step) => {
  const f = chain(depth, step);

  test("is measured", () => {
    expect(measure(f).depth).toBeGreaterThanOrEqual(depth);
    expect(operations([f])).toBeGreaterThanOrEqual(depth);
  }, 30_000);

  test("is substituted in, and compared with its copy", () => {
    const copy = substitute(f, { x: Var("x") });
    expect(copy === f).toBe(false); // a matcher would look into them, recursively
    expect(equal(copy, f)).toBe(true);
    expect(equal(substitute(f, { x: Var("t") }), f)).toBe(false);
  }, 30_000);

  test("is tidied to no more operations", () => {
    expect(operations([tidy(f)])).toBeLessThanOrEqual(operations([f]));
  }, 30_000);

  test("has the same derivatives at a point by alpha and forward", () => {
    const [byAlpha, byForward] = (["alpha", "forward"] as const).map((method) =>
      gradientAt(f, AT, { method }),
    );
    expect([...byAlpha.keys()]).toEqual([...byForward.keys()]);
    // Twenty thousand roundings, each of half a unit in the last place.
    for (const [name, value] of byAlpha)
      expectNear(byForward.get(name) ?? Number.NaN, value, 1e-10, `d/d${name}`);
  }, 30_000);

  test("has derivatives as formulas by alpha and forward, and diff has the value that the gradient has", () => {
    expect(postorder([alpha.grad(f).read("x")]).length).toBeGreaterThan(0);
    expect(postorder([diff(f, "x", { method: "forward", simplify: "none" })]).length).toBeGreaterThan(0);
    const [whole, alone] = [gradient(f).get("x") ?? x, diff(f, "x")].map((byX) => evaluate(byX, AT));
    expectNear(alone, whole, 1e-10, "diff");
  }, 60_000);
});

test.each(shorter)(
  "%s, %i deep, are tidied a second time to the same",
  (_what, depth, step) => {
    const tidied = tidy(chain(depth, step));
    expect(equal(tidy(tidied), tidied)).toBe(true);
  },
  30_000,
);

/** A DAG of n doublings: 2^n paths. */
const dags: readonly (readonly [string, Step])[] = [
  ["f + f", (f) => Add(f, f)],
  ["f*f", (f) => Mul(f, f)],
  ["tanh(f) + f", (f) => Add(Tanh(f), f)],
  ["f*f + f", (f) => Add(Mul(f, f), f)],
  ["sin(f)*y + f", (f) => Add(Mul(Sin(f), y), f)],
  ["if(f > 2, f, tanh(f))", (f) => If(Gt(f, 2), f, Tanh(f))],
];

describe.each(dags)("a DAG of 2^2000 unfolded nodes, f := %s,", (_what, step) => {
  const f = chain(2000, step);
  const copy = chain(2000, step);

  test("unfolds to more than a double holds, and is measured, evaluated, compared, substituted in", () => {
    expect(measure(f).unfolded).toBe(Number.POSITIVE_INFINITY);
    expect(typeof evaluate(f, AT)).toBe("number");
    expect(equal(f, copy)).toBe(true);
    expect(equal(substitute(f, { x: y }), f)).toBe(false);
  }, 30_000);

  test("is tidied, and stays shared", () => {
    const after = tidy(f);
    expect(measure(after).nodes).toBeLessThanOrEqual(measure(f).nodes + 4);
    expect(equal(tidy(after), after)).toBe(true);
  }, 30_000);

  test("alpha and forward agree, as numbers and as formulas", () => {
    const [byAlpha, byForward] = (["alpha", "forward"] as const).map((method) =>
      gradientAt(f, AT, { method }).get("x"),
    );
    expect(byAlpha).toBeCloseTo(byForward ?? Number.NaN, 6);
    const formula = alpha.grad(f).read("x");
    expect(measure(formula).nodes).toBeLessThan(20 * measure(f).nodes);
    expect(evaluate(formula, AT)).toBeCloseTo(byAlpha ?? Number.NaN, 6);
    const tangent = diff(f, "x", { method: "forward", simplify: "none" });
    expect(measure(tangent).nodes).toBeLessThan(20 * measure(f).nodes);
  }, 30_000);

  test("its tidied gradient is linear in size, and diff has the same", () => {
    const byX = gradient(f).get("x") ?? x;
    expect(measure(byX).nodes).toBeLessThan(20 * measure(f).nodes);
    expect(equal(diff(f, "x"), byX)).toBe(true);
  }, 30_000);

  test("let prints it", () => {
    expect(format(f, "let").split("\n").length).toBeGreaterThanOrEqual(1999);
  }, 30_000);

  test("beta refuses", () => {
    expect(() => beta.grad(f, "x")).toThrow("over the budget of 1,000,000");
  });
});

describe("beta", () => {
  test("refuses 2^2000 paths with a message that names the budget and the way out", () => {
    expect(() =>
      beta.grad(
        chain(2000, (f) => Add(f, f)),
        "x",
      ),
    ).toThrowErrorMatchingInlineSnapshot(
      `[BudgetError: differentiating by method beta would take more than 1e308 visits, over the budget of 1,000,000; raise budget.nodes, or use method alpha]`,
    );
  });

  test("takes a chain of depth 400,000 without recursion", () => {
    const f = chain(400_000, (g) => Sin(g));
    expect(beta.gradAt(f, "x", { x: 0 })).toBe(1);
    expect(postorder([beta.grad(f, "x")]).length).toBeGreaterThan(400_000);
  }, 60_000);
});
