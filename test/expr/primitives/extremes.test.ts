// Ties of min, max and clamp, of any number of arguments.
import { describe, expect, test } from "vitest";
import { alpha } from "../../../src/backprop/alpha.ts";
import { beta } from "../../../src/backprop/beta.ts";
import { forward } from "../../../src/backprop/forward.ts";
import { evaluate } from "../../../src/expr/evaluate.ts";
import type { Expr } from "../../../src/expr/node.ts";
import { Clamp, Max, Min } from "../../../src/expr/primitives/extremes.ts";
import { Mul } from "../../../src/expr/primitives/operators.ts";
import { format } from "../../../src/expr/print/format.ts";
import { Var } from "../../../src/expr/var.ts";
import { postorder } from "../../../src/expr/walk.ts";
import { diff } from "../../../src/methods.ts";

const [a, b, c, d] = ["a", "b", "c", "d"].map(Var);

const partials = (expr: Expr, names: readonly string[], at: Record<string, number>): number[] =>
  (forward.gradient?.(expr, names, {}) ?? []).map((partial) => evaluate(partial, at));

describe.each([Max, Min])("$name", (row) => {
  test("a tie of two gives 1/2 to each", () => {
    expect(partials(row(a, b), ["a", "b"], { a: 2, b: 2 })).toEqual([1 / 2, 1 / 2]);
  });

  test("a tie of three gives 1/3 to each, nested to the left or to the right", () => {
    const at = { a: 2, b: 2, c: 2 };
    expect(partials(row(a, b, c), ["a", "b", "c"], at)).toEqual([1 / 3, 1 / 3, 1 / 3]);
    expect(partials(row(a, row(b, c)), ["a", "b", "c"], at)).toEqual([1 / 3, 1 / 3, 1 / 3]);
  });

  test("a tie of three of four gives 1/3 to each of the three", () => {
    const other = row === Max ? 1 : 3;
    for (const name of ["a", "b", "c", "d"]) {
      const found = partials(row(a, b, c, d), ["a", "b", "c", "d"], {
        a: 2,
        b: 2,
        c: 2,
        d: 2,
        [name]: other,
      });
      expect(found.map((x) => Math.abs(x - 1 / 3) < 1e-16 || x)).toEqual(
        ["a", "b", "c", "d"].map((each) => (each === name ? 0 : true)),
      );
    }
  });

  test("a pair of ties gives 1/4 to each of four", () => {
    expect(partials(row(row(a, b), row(c, d)), ["a", "b", "c", "d"], { a: 0, b: 0, c: 0, d: 0 })).toEqual([
      1 / 4,
      1 / 4,
      1 / 4,
      1 / 4,
    ]);
  });

  test("one variable twice has the partial 1", () => {
    expect(partials(row(a, a), ["a"], { a: 2 })).toEqual([1]);
    expect(partials(row(a, b, a), ["a", "b"], { a: 2, b: 2 })).toEqual([2 / 3, 1 / 3]);
  });

  test("what is not an application of the same row is one argument", () => {
    expect(partials(row(Mul(1, row(a, b)), c), ["a", "b", "c"], { a: 2, b: 2, c: 2 })).toEqual([
      0.25, 0.25, 0.5,
    ]);
  });

  test("the gradient of 2,000 arguments has a size linear in them, and a tie of all gives 1/2000 to each", () => {
    const names = Array.from({ length: 2000 }, (_, i) => `x_${i}`);
    const [first, second, ...more] = names.map(Var);
    const gradient = alpha.gradient?.(row(first, second, ...more), names, {}) ?? [];
    expect(postorder(gradient).length).toBeLessThan(30 * names.length);
    const at = Object.fromEntries(names.map((name) => [name, 1]));
    for (const partial of [gradient[0], gradient[1000], gradient[1999]]) {
      expect(evaluate(partial, at)).toBeCloseTo(1 / 2000, 12);
    }
  });

  test("the second derivative is 0 on both sides of a tie", () => {
    const [first] = forward.gradient?.(row(Mul(a, b), a), ["a"], {}) ?? [];
    expect(partials(first, ["b"], { a: 1, b: 3 })).toEqual([row === Max ? 1 : 0]);
  });

  test("nan is propagated", () => {
    expect(row.value(Number.NaN, 1)).toBeNaN();
    expect(row.value(1, Number.NaN)).toBeNaN();
  });
});

test.each([alpha, beta, forward])(
  "clamp(x, lo, hi) has the partials of min(max(x, lo), hi) by $name",
  (method) => {
    const names = ["a", "b", "c"];
    for (const at of [
      { a: 1, b: 0, c: 2 },
      { a: -1, b: 0, c: 2 },
      { a: 3, b: 0, c: 2 },
      { a: 0, b: 0, c: 2 },
      { a: 2, b: 0, c: 2 },
      { a: 2, b: 2, c: 2 },
      { a: 1, b: 2, c: 0 },
    ]) {
      const [clamped, composed] = [Clamp(a, b, c), Min(Max(a, b), c)].map((f) =>
        method.gradientAt(f, at, names, {}),
      );
      expect(clamped).toEqual(composed);
    }
  },
);

test("clamp of a max shares a tie with the arguments of that max", () => {
  expect(partials(Clamp(Max(a, b), c, 9), ["a", "b", "c"], { a: 2, b: 2, c: 2 })).toEqual([
    1 / 3,
    1 / 3,
    1 / 3,
  ]);
});

test("shares at ties print as numbers: of two, of three, and of clamp with its bounds", () => {
  const byA = (expr: Expr): string => format(diff(expr, "a"));
  expect(byA(Max(a, b))).toBe("if(a > b, 1, if(a < b, 0, 1/2))");
  expect(byA(Max(Max(b, c), a))).toBe("if(max(b, c) > a, 0, if(max(b, c) < a, 1, if(b == c, 1/3, 1/2)))");
  expect(byA(Clamp(a, 0, 1))).toBe("if(a > 0 and a < 1, 1, if(a < 0 or a > 1, 0, 1/2))");
});

test("clamp has the partials of min(max(x, lo), hi) wherever its arguments stand", () => {
  const values = [-1, 0, 1];
  for (const x of values)
    for (const lo of values)
      for (const hi of values) {
        const at = { a: x, b: lo, c: hi };
        const composed = partials(Min(Mul(1, Max(a, b)), c), ["a", "b", "c"], at);
        expect(partials(Clamp(a, b, c), ["a", "b", "c"], at), JSON.stringify(at)).toEqual(composed);
      }
});
