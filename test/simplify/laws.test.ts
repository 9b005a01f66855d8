// The laws of tidy over random formulas: it keeps every value where the formula has one, compared at 50
// digits; a second time it changes nothing; neither the order of terms nor the names of variables
// matter; and it never makes a formula more work.
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { equal } from "../../src/expr/equal.ts";
import { toNumber } from "../../src/expr/evaluate.ts";
import { apply, type Expr } from "../../src/expr/node.ts";
import { operations } from "../../src/expr/operations.ts";
import { parse } from "../../src/expr/parse/parse.ts";
import { Add, Mul } from "../../src/expr/primitives/operators.ts";
import { format } from "../../src/expr/print/format.ts";
import { substitute } from "../../src/expr/substitute.ts";
import { Var } from "../../src/expr/var.ts";
import { fold, foldAll, postorder } from "../../src/expr/walk.ts";
import { gradient } from "../../src/methods.ts";
import { tidy, tidyAll } from "../../src/simplify/tidy.ts";
import { formulas } from "../backprop/formulas.ts";
import { type HighPrecision, highPrecision } from "../laws/highPrecision.ts";
import { randomExpr, randomTree, SEED, specialPoint } from "../randomExpr.ts";

type Point = Readonly<Record<string, number>>;

let precise: HighPrecision;
beforeAll(async () => {
  precise = await highPrecision();
});
afterAll(() => precise.destroy());

/** Whether every part of f has a real value, of a size at which high precision is quick, or none at all. */
function isQuick(f: Expr, at: Point): boolean {
  const values = foldAll<number>([f], {
    constant: (node) => toNumber(node.value),
    variable: (node) => at[node.name],
    apply: (node, args) => node.op.value(...args),
  });
  return [...values.values()].every((value) => Number.isNaN(value) || Math.abs(value) < 1e9);
}

/** Operations, and a fraction counts as one: what is printed as 1/2/x is two. */
function cost(f: Expr): number {
  const fractions = new Set<string>();
  for (const node of postorder([f])) {
    if (node.kind === "const" && typeof node.value === "object" && node.value.denominator !== 1n)
      fractions.add(text(node));
  }
  return operations([f]) + fractions.size;
}

const text = (f: Expr): string => format(f);

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

describe("tidy(f)", () => {
  test("has the value of f at 50 digits, at 1,000 points of random formulas", () => {
    fc.assert(
      fc.property(randomExpr, specialPoint, (f, at) => {
        fc.pre(isQuick(f, at));
        expectSameValue(f, tidy(f), at);
      }),
      { seed: SEED, numRuns: 1000, maxSkipsPerRun: 50 },
    );
  }, 120_000);

  test("strict has it too, and rests on nothing", () => {
    fc.assert(
      fc.property(randomExpr, specialPoint, (f, at) => {
        fc.pre(isQuick(f, at));
        const { exprs, conditions } = tidyAll([f], { strict: true });
        expect(conditions).toEqual([]);
        expectSameValue(f, exprs[0], at);
        // And where f has no value, neither has the result: nothing was won.
        expectSameValue(exprs[0], f, at);
      }),
      { seed: SEED, numRuns: 500, maxSkipsPerRun: 50 },
    );
  }, 120_000);

  test("is tidy: tidy(tidy(f)) equals tidy(f)", () => {
    fc.assert(
      fc.property(randomExpr, (f) => {
        const once = tidy(f);
        const twice = tidy(once);
        if (!equal(once, twice)) expect.fail(`${text(f)} became ${text(once)}, and that ${text(twice)}`);
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });

  test("never takes more operations than f", () => {
    fc.assert(
      fc.property(randomExpr, (f) => {
        const after = tidy(f);
        if (cost(after) > cost(f))
          expect.fail(`${text(f)} (${cost(f)}) became ${text(after)} (${cost(after)})`);
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });

  test("is the same with terms and factors permuted and grouped otherwise", () => {
    fc.assert(
      fc.property(randomTree, fc.array(fc.nat(5), { minLength: 16, maxLength: 16 }), (f, choices) => {
        const other = permuted(f, choices);
        const [left, right] = [tidy(f), tidy(other)];
        if (!equal(left, right))
          expect.fail(`${text(f)} became ${text(left)}, but ${text(other)} became ${text(right)}`);
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });

  test("is the same with the names changed, up to order", () => {
    const names = { x: Var("w"), y: Var("v"), z: Var("u") };
    fc.assert(
      fc.property(randomTree, (f) => {
        const renamed = substitute(f, names);
        const [left, right] = [tidyAll([f]), tidyAll([renamed])];
        const again = tidy(substitute(left.exprs[0], names));
        if (!equal(again, right.exprs[0]))
          expect.fail(`${text(f)} became ${text(left.exprs[0])}, but renamed ${text(right.exprs[0])}`);
        expect(right.conditions.length).toBe(left.conditions.length);
        expect(operations(right.exprs)).toBe(operations(left.exprs));
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });
});

/** The same formula with the arguments of + and * swapped, and sums and products of three grouped otherwise, here and there. */
function permuted(f: Expr, choices: readonly number[]): Expr {
  let k = 0;
  return fold<Expr>(f, {
    constant: (node) => node,
    variable: (node) => node,
    apply: (node, args) => {
      if (node.op !== Add && node.op !== Mul) return apply(node.op, [...args]);
      const [a, b] = args;
      const choice = choices[k++ % choices.length];
      if (choice < 2) return node.op(a, b);
      if (choice < 4) return node.op(b, a);
      if (a.kind === "apply" && a.op === node.op) return node.op(a.args[0], node.op(a.args[1], b));
      if (b.kind === "apply" && b.op === node.op) return node.op(node.op(b.args[1], a), b.args[0]);
      return node.op(b, a);
    },
  });
}

describe("the tidied derivatives of formulas read from text", () => {
  const derivatives = formulas.flatMap((source) =>
    [...gradient(parse(source))].map(([name, partial]) => [`d/d${name} ${source}`, partial] as const),
  );

  test("are tidy, but for these", () => {
    const untidy = derivatives
      .filter(([, partial]) => !equal(tidy(partial), partial))
      .map(([what, partial]) => `${what}: ${text(partial)} becomes ${text(tidy(partial))}`);
    expect(untidy).toEqual([]);
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
