// The laws of what writes formulas in another way, over random formulas: every value is kept where the formula has
// one, a value is won only under a condition that is said, a second time changes nothing, and neither the order of
// terms nor the names of variables matter. Values are compared with a running bound of rounding beside them.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { equal } from "../../src/expr/equal.ts";
import { evaluate } from "../../src/expr/evaluate.ts";
import { apply, type Expr } from "../../src/expr/node.ts";
import { Add, Mul } from "../../src/expr/primitives/operators.ts";
import { format } from "../../src/expr/print/format.ts";
import { rounded } from "../../src/expr/rounded.ts";
import { substitute } from "../../src/expr/substitute.ts";
import { Var } from "../../src/expr/var.ts";
import { fold } from "../../src/expr/walk.ts";
import { takenApart } from "../../src/simplify/apart.ts";
import { collected } from "../../src/simplify/collect.ts";
import { type Condition, formatCondition } from "../../src/simplify/condition.ts";
import { expanded } from "../../src/simplify/expand.ts";
import { factored } from "../../src/simplify/factor.ts";
import { normalized } from "../../src/simplify/normal.ts";
import { type Rewritten, Unfinished } from "../../src/simplify/rewriting.ts";
import { broughtTogether } from "../../src/simplify/together.ts";
import { trigRewritten } from "../../src/simplify/trig.ts";
import { randomExpr, randomTree, SEED, specialPoint } from "../randomExpr.ts";

type Way = (f: Expr) => Rewritten;

const WAYS: readonly (readonly [string, Way])[] = [
  ["expand", expanded],
  ["factor", factored],
  ["collect by x", (f) => collected(f, "x")],
  ["together", broughtTogether],
  ["apart by x", (f) => takenApart(f, "x")],
  ["normal", normalized],
  ["trig expand", (f) => trigRewritten(f, "expand")],
  ["trig reduce", (f) => trigRewritten(f, "reduce")],
];

/** The result, or undefined where it would be too large: a stated error. */
function attempt(way: Way, f: Expr): Rewritten | undefined {
  try {
    return way(f);
  } catch (error) {
    if (error instanceof Unfinished) return undefined;
    throw error;
  }
}

type Point = Readonly<Record<string, number>>;

function holds({ expr, holds: what }: Condition, at: Point): boolean {
  const value = evaluate(expr, at);
  switch (what) {
    case "nonzero":
      return value !== 0 && !Number.isNaN(value);
    case "nonnegative":
      return value >= 0;
    case "positive":
      return value > 0;
    case "defined":
      return Number.isFinite(value);
  }
}

/** Rounding in both, and a part of 1e-7 for what the bound leaves out: rows that are accurate to a few units. */
const near = (a: number, b: number, bound: number): boolean =>
  Math.abs(a - b) <= 1e-7 * Math.max(1, Math.abs(a)) + 100 * bound;

/** Whether a literal 0 stands below a bar: such a formula has no value, and is left as it was found. */
const dividesByZero = (f: Expr): boolean => /\/(?:0|\([^()]*\*0|0\^)/.test(format(f));

describe.each(WAYS)("%s", (_, way) => {
  test("keeps every value, and says where it wins one", () => {
    fc.assert(
      fc.property(randomExpr, fc.array(specialPoint, { minLength: 6, maxLength: 6 }), (f, points) => {
        const result = attempt(way, f);
        if (result === undefined) return;
        for (const at of points) {
          const [before, after] = [rounded(f, at), rounded(result.expr, at)];
          const change: string = `${format(f)} became ${format(result.expr)}`;
          if (Number.isFinite(before.value)) {
            if (Number.isFinite(after.bound) && !near(before.value, after.value, before.bound + after.bound))
              expect.fail(`${change}, which differs at ${JSON.stringify(at)}`);
          } else if (Number.isFinite(after.value) && !before.overflows && before.bound !== 0) {
            if (result.conditions.every((each) => holds(each, at)))
              expect.fail(`${change}, which has a value at ${JSON.stringify(at)}`);
          }
        }
      }),
      { seed: SEED, numRuns: 40 },
    );
  });
});

describe.each(WAYS.filter(([name]) => !name.startsWith("trig")))("%s", (_, way) => {
  test("changes nothing a second time", () => {
    fc.assert(
      fc.property(randomExpr, (f) => {
        const once = attempt(way, f);
        if (once === undefined) return;
        fc.pre(!dividesByZero(once.expr));
        const twice = attempt(way, once.expr)?.expr;
        if (twice !== undefined && !equal(once.expr, twice))
          expect.fail(`${format(f)} became ${format(once.expr)}, and that ${format(twice)}`);
      }),
      { seed: SEED, numRuns: 40 },
    );
  });

  test("is the same with terms and factors swapped and names changed, up to the order of names", () => {
    const names = { x: Var("x"), y: Var("y_2"), z: Var("z_1") };
    fc.assert(
      fc.property(randomTree, (f) => {
        const left = attempt(way, f);
        const right = attempt(way, substitute(swapped(f), names));
        if (left === undefined || right === undefined) return;
        fc.pre(!dividesByZero(left.expr));
        const again = attempt(way, substitute(left.expr, names));
        if (again !== undefined && !equal(again.expr, right.expr))
          expect.fail(`${format(f)} became ${format(left.expr)}, swapped ${format(right.expr)}`);
        const said = [left, right].map(({ conditions }) => conditions.length);
        if (said[0] !== said[1])
          expect.fail(
            `${format(f)}: ${left.conditions.map(formatCondition)} and ${right.conditions.map(formatCondition)}`,
          );
      }),
      { seed: SEED, numRuns: 40 },
    );
  });
});

/** The same formula with the arguments of every + and * swapped. */
const swapped = (f: Expr): Expr =>
  fold<Expr>(f, {
    constant: (node) => node,
    variable: (node) => node,
    apply: (node, args) =>
      node.op === Add || node.op === Mul ? node.op(args[1], args[0]) : apply(node.op, [...args]),
  });
