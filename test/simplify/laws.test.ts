// The laws of tidy over random formulas: it keeps every value where the formula has one, compared at 50
// digits; a second time it changes nothing; neither the order of terms nor the names of variables
// matter; and it hardly ever makes a formula more work.
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { equal } from "../../src/expr/equal.ts";
import { type Expr, sizeOf } from "../../src/expr/node.ts";
import { operations } from "../../src/expr/operations.ts";
import { parse } from "../../src/expr/parse/parse.ts";
import { format } from "../../src/expr/print/format.ts";
import { substitute } from "../../src/expr/substitute.ts";
import { Var } from "../../src/expr/var.ts";
import { gradient } from "../../src/methods.ts";
import { tidyAll, tidy as tidyAt } from "../../src/simplify/tidy.ts";
import { formulas } from "../backprop/formulas.ts";
import { type HighPrecision, highPrecision } from "../laws/highPrecision.ts";
import { randomExpr, randomTree, SEED, specialPoint } from "../randomExpr.ts";
import { cost, isPlain, type Point, permuted } from "./formulasOfLaws.ts";

const LEVELS = ["tidy", "search"] as const;

let precise: HighPrecision;
beforeAll(async () => {
  precise = await highPrecision();
});
afterAll(() => precise.destroy());

const text = (f: Expr): string => format(f);

/** Whether a literal 0 stands below a bar: 1/10/0 becomes 1/(10*0), which has no value to keep. */
const dividesByZero = (f: Expr): boolean => /\/(?:0|\([^()]*\*0|0\^)/.test(text(f));

/** Fails where the two differ at 50 digits and the first has a value. */
function expectSameValue(before: Expr, after: Expr, at: Point): void {
  const point = new Map(Object.entries(at).map(([name, x]) => [name, precise.of(x)]));
  const value = precise.evaluate(before, point);
  fc.pre(Number.isFinite(value.toNumber()));
  const difference = precise.evaluate(after, point).sub(value).abs();
  const scale = Math.max(1, Math.abs(value.toNumber()));
  if (difference.isNaN() || difference.greaterThan(precise.of(scale).mul(1e-50))) {
    expect.fail(`${text(before)} became ${text(after)}, which differs at ${JSON.stringify(at)}`);
  }
}

describe.each(LEVELS)("at level %s, tidy(f)", (level) => {
  const tidy = (f: Expr): Expr => tidyAt(f, { level });
  test("has the value of f at 50 digits, at 300 points of random formulas", () => {
    fc.assert(
      fc.property(randomExpr, specialPoint, (f, at) => {
        fc.pre(isPlain(f, at));
        expectSameValue(f, tidy(f), at);
      }),
      { seed: SEED, numRuns: 300, maxSkipsPerRun: 50 },
    );
  }, 120_000);

  test("strict has it too, and rests on nothing", () => {
    fc.assert(
      fc.property(randomExpr, specialPoint, (f, at) => {
        fc.pre(isPlain(f, at));
        const { exprs, conditions } = tidyAll([f], { level, strict: true });
        expect(conditions).toEqual([]);
        expectSameValue(f, exprs[0], at);
        // And where f has no value, neither has the result: nothing was won.
        expectSameValue(exprs[0], f, at);
      }),
      { seed: SEED, numRuns: 300, maxSkipsPerRun: 50 },
    );
  }, 120_000);

  test("is tidy: tidy(tidy(f)) equals tidy(f)", () => {
    fc.assert(
      fc.property(randomExpr, (f) => {
        const once = tidy(f);
        fc.pre(!dividesByZero(once));
        const twice = tidy(once);
        if (!equal(once, twice)) expect.fail(`${text(f)} became ${text(once)}, and that ${text(twice)}`);
      }),
      { seed: SEED, numRuns: 600 },
    );
  });

  test("seldom takes more operations than f, and then by few: (x*y)^2 becomes x^2*y^2", () => {
    const sample = fc.sample(randomExpr, { seed: SEED, numRuns: 1200 });
    const more = sample.map((f) => ({ f, by: operations([tidy(f)]) - cost(f) })).filter(({ by }) => by > 0);
    expect(more.filter(({ by }) => by > 3).map(({ f }) => text(f))).toEqual([]);
    expect(more.length).toBeLessThanOrEqual(sample.length / 50);
  });

  test("is the same with terms and factors permuted and grouped otherwise", () => {
    fc.assert(
      fc.property(randomTree, fc.array(fc.nat(5), { minLength: 16, maxLength: 16 }), (f, choices) => {
        const other = permuted(f, choices);
        const [left, right] = [tidy(f), tidy(other)];
        fc.pre(!dividesByZero(left));
        if (!equal(left, right))
          expect.fail(`${text(f)} became ${text(left)}, but ${text(other)} became ${text(right)}`);
      }),
      { seed: SEED, numRuns: 600 },
    );
  });

  test("is the same with the names changed, up to order", () => {
    const names = { x: Var("w"), y: Var("v"), z: Var("u") };
    fc.assert(
      fc.property(randomTree, (f) => {
        const renamed = substitute(f, names);
        const [left, right] = [tidyAll([f], { level }), tidyAll([renamed], { level })];
        fc.pre(!dividesByZero(left.exprs[0]));
        const again = tidy(substitute(left.exprs[0], names));
        if (!equal(again, right.exprs[0]))
          expect.fail(`${text(f)} became ${text(left.exprs[0])}, but renamed ${text(right.exprs[0])}`);
        const counts = [left, right].map(({ exprs, conditions }) => [sizeOf(exprs[0]), conditions.length]);
        if (`${counts[0]}` !== `${counts[1]}`)
          expect.fail(`${text(f)}: ${counts[0]} nodes and conditions, renamed ${counts[1]}`);
      }),
      { seed: SEED, numRuns: 600 },
    );
  });
});

describe.each(LEVELS)("at level %s, the derivatives of formulas read from text", (level) => {
  const tidy = (f: Expr): Expr => tidyAt(f, { level });
  const derivatives = formulas.flatMap((source) =>
    [...gradient(parse(source), { simplify: level })].map(
      ([name, partial]) => [`d/d${name} ${source}`, partial] as const,
    ),
  );

  test("are tidy, but for these", () => {
    const untidy = derivatives
      .filter(([, partial]) => !equal(tidy(partial), partial))
      .map(([what, partial]) => `${what}: ${text(partial)} becomes ${text(tidy(partial))}`);
    expect(untidy).toEqual([]);
  });

  test("take no more operations than the rules give, all in all and each but for these", () => {
    const pairs = formulas.flatMap((source) => {
      const raw = gradient(parse(source), { simplify: "none" });
      return [...gradient(parse(source), { simplify: level })].map(([name, partial]) => {
        const given = raw.get(name);
        return {
          what: `d/d${name} ${source}`,
          partial,
          given: given === undefined ? 0 : operations([given]),
        };
      });
    });
    const costlier = pairs
      .filter(({ partial, given }) => operations([partial]) > given)
      .map(({ what, partial, given }) => `${what}: ${text(partial)}, given ${given}`);
    expect(costlier).toMatchInlineSnapshot(`
      [
        "d/dt a*exp(-b*t) + c: -a*b*exp(-b*t), given 5",
        "d/da sigmoid(a*x + b): x*sigmoid(a*x + b)*sigmoid(-a*x - b), given 7",
        "d/db sigmoid(a*x + b): sigmoid(a*x + b)*sigmoid(-a*x - b), given 6",
        "d/dx sigmoid(a*x + b): a*sigmoid(a*x + b)*sigmoid(-a*x - b), given 7",
      ]
    `);
  });

  test("are read back from their text and tidied to themselves", () => {
    const changed = derivatives
      .filter(([, partial]) => !equal(tidy(parse(format(partial))), partial))
      .map(
        ([what, partial]) => `${what}: ${text(partial)}, read again ${text(tidy(parse(format(partial))))}`,
      );
    expect(changed).toEqual([]);
  });
});
