// The laws of simplify over random formulas: it keeps every value where the formula has one, compared at
// 50 digits; a second time it changes nothing; neither the order of terms nor the names of variables
// matter; it never takes more operations; each step is an equality.
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { equal } from "../../src/expr/equal.ts";
import type { Expr } from "../../src/expr/node.ts";
import { operations } from "../../src/expr/operations.ts";
import { format } from "../../src/expr/print/format.ts";
import { substitute } from "../../src/expr/substitute.ts";
import { Var } from "../../src/expr/var.ts";
import { simplified, simplify } from "../../src/simplify/simplified.ts";
import { type HighPrecision, highPrecision } from "../laws/highPrecision.ts";
import { randomExpr, randomTree, SEED, specialPoint } from "../randomExpr.ts";
import { cost, isPlain, type Point, permuted } from "./formulasOfLaws.ts";

const RUNS = Number(process.env.GRADTREE_RUNS ?? 80);

let precise: HighPrecision;
beforeAll(async () => {
  precise = await highPrecision();
});
afterAll(() => precise.destroy());

/** Fails where the two differ at 50 digits and the first has a value. */
function expectSameValue(before: Expr, after: Expr, at: Point, what = "became"): void {
  if (!isPlain(before, at) || !isPlain(after, at)) return; // factorials of large numbers take for ever
  const point = new Map(Object.entries(at).map(([name, x]) => [name, precise.of(x)]));
  const value = precise.evaluate(before, point);
  if (!Number.isFinite(value.toNumber())) return;
  const difference = precise.evaluate(after, point).sub(value).abs();
  const scale = Math.max(1, Math.abs(value.toNumber()));
  if (difference.isNaN() || difference.greaterThan(precise.of(scale).mul(1e-50))) {
    expect.fail(`${format(before)} ${what} ${format(after)}, which differs at ${JSON.stringify(at)}`);
  }
}

/** 1/0, 1/(x*0), 1/(0^2*x): it has no value anywhere that there is to be kept. */
const dividesByZero = (f: Expr): boolean => /\/(?:\(?0|\([^()]*\*0)/.test(format(f));

describe("simplify(f)", () => {
  test("has the value of f at 50 digits, at random points, zeros and negative ones among them; so has each step", () => {
    fc.assert(
      fc.property(randomExpr, specialPoint, (f, at) => {
        fc.pre(isPlain(f, at));
        const { expr, steps } = simplified(f);
        expectSameValue(f, expr, at);
        const value = precise.evaluate(
          f,
          new Map(Object.entries(at).map(([name, x]) => [name, precise.of(x)])),
        );
        fc.pre(Number.isFinite(value.toNumber()));
        for (const { rule, before, after } of steps)
          expectSameValue(before, after, at, `by '${rule}' became`);
      }),
      { seed: SEED, numRuns: RUNS, maxSkipsPerRun: 50 },
    );
  }, 120_000);

  test("strict has it too, rests on nothing, and wins no value", () => {
    fc.assert(
      fc.property(randomExpr, specialPoint, (f, at) => {
        fc.pre(isPlain(f, at));
        const { expr, conditions } = simplified(f, { strict: true, steps: false });
        expect(conditions).toEqual([]);
        expectSameValue(f, expr, at);
        expectSameValue(expr, f, at, "came from");
      }),
      { seed: SEED + 1, numRuns: RUNS, maxSkipsPerRun: 50 },
    );
  }, 120_000);

  test("is simple: a second time nothing changes; and it takes no more operations than f", () => {
    fc.assert(
      fc.property(randomExpr, (f) => {
        const once = simplify(f);
        fc.pre(!dividesByZero(once));
        const twice = simplify(once);
        if (!equal(once, twice))
          expect.fail(`${format(f)} became ${format(once)}, and that ${format(twice)}`);
        if (operations([once]) > cost(f)) expect.fail(`${format(f)} became ${format(once)}`);
      }),
      { seed: SEED, numRuns: RUNS },
    );
  }, 120_000);

  test("is the same with terms and factors permuted and grouped otherwise", () => {
    fc.assert(
      fc.property(randomTree, fc.array(fc.nat(5), { minLength: 16, maxLength: 16 }), (f, choices) => {
        const other = permuted(f, choices);
        const [left, right] = [simplify(f), simplify(other)];
        fc.pre(!dividesByZero(left));
        if (!equal(left, right))
          expect.fail(`${format(f)} became ${format(left)}, but ${format(other)} became ${format(right)}`);
      }),
      { seed: SEED, numRuns: RUNS },
    );
  }, 120_000);

  test("costs the same, under as many conditions, with the names changed", () => {
    const names = { x: Var("w"), y: Var("v"), z: Var("u") };
    fc.assert(
      fc.property(randomTree, (f) => {
        const [left, right] = [simplified(f), simplified(substitute(f, names))];
        fc.pre(!dividesByZero(left.expr));
        const counts = [left, right].map(({ expr, conditions }) => [operations([expr]), conditions.length]);
        if (`${counts[0]}` !== `${counts[1]}`)
          expect.fail(
            `${format(f)} became ${format(left.expr)}, renamed ${format(right.expr)}: ${counts.join(" and ")}`,
          );
      }),
      { seed: SEED, numRuns: RUNS },
    );
  }, 120_000);
});
