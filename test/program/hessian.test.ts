// Hessians of programs, forward over reverse, against the symbolic ones and against differences of gradients.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hessian } from "../../src/calculus/jacobian.ts";
import { BudgetError, DomainError } from "../../src/expr/errors.ts";
import { evaluate } from "../../src/expr/evaluate.ts";
import { Const, type Expr, variable } from "../../src/expr/node.ts";
import { parse } from "../../src/expr/parse/parse.ts";
import { Add, Mul, Sub } from "../../src/expr/primitives/operators.ts";
import { Square } from "../../src/expr/primitives/powers.ts";
import { Polygamma } from "../../src/expr/primitives/special.ts";
import { primitives } from "../../src/expr/primitives/table.ts";
import { Sin } from "../../src/expr/primitives/trigonometric.ts";
import { format } from "../../src/expr/print/format.ts";
import { type DerivedTwice, withHessian, withHessianProduct } from "../../src/program/hessian.ts";
import { interpreter } from "../../src/program/interpret.ts";
import { linearize } from "../../src/program/linearize.ts";
import { optimized } from "../../src/program/passes.ts";
import { checkProgram, type Program } from "../../src/program/program.ts";
import { near } from "../near.ts";
import { NAMES, randomExpr, SEED } from "../randomExpr.ts";

const xs = (n: number): string[] => Array.from({ length: n }, (_, i) => `x_${i}`);
const x = (i: number): Expr => variable(`x_${i}`);
const all = (names: readonly string[]): number[] => names.map((_, i) => i);
const sum = (terms: readonly Expr[]): Expr => terms.reduce((a, b) => Add(a, b));

function twice(f: Expr, names: readonly string[]): DerivedTwice {
  const made = withHessian(linearize([f], names), all(names));
  checkProgram(made.program);
  return made;
}

function outputsOf(program: Program, inputs: readonly number[]): Float64Array {
  const run = optimized(program);
  const out = new Float64Array(run.outputs.length);
  interpreter(run, 0)(Float64Array.from(inputs), out);
  return out;
}

/** The whole matrix from its lower triangle. */
function matrix({ program, pattern }: DerivedTwice, inputs: readonly number[]): number[][] {
  const out = outputsOf(program, inputs);
  const dense = Array.from({ length: pattern.columns }, () => new Array<number>(pattern.columns).fill(0));
  let next = 1 + pattern.columns;
  for (const [i, row] of pattern.rows.entries()) {
    for (const j of row) dense[i][j] = dense[j][i] = out[next++];
  }
  return dense;
}

const product = (f: Expr, names: readonly string[], at: readonly number[], direction: readonly number[]) =>
  outputsOf(withHessianProduct(linearize([f], names), all(names)), [...at, ...direction]);

describe("the number of sweeps", () => {
  test("Rosenbrock's chain takes 3, whatever its length", () => {
    for (const n of [10, 500]) {
      const f = sum(
        xs(n - 1).map((_, i) => Add(Mul(100, Square(Sub(x(i + 1), Square(x(i))))), Square(Sub(1, x(i))))),
      );
      const { sweeps, pattern } = twice(f, xs(n));
      expect([sweeps, pattern.rows.reduce((count, row) => count + row.length, 0)]).toEqual([3, 2 * n - 1]);
    }
  });

  test("an arrow takes 2, wherever its hub stands", () => {
    const n = 200;
    for (const hub of [0, 77, n - 1]) {
      const f = sum(xs(n).map((_, i) => Mul(Sin(x(i)), x(hub))));
      expect(twice(f, xs(n)).sweeps).toBe(2);
    }
  });

  test("bands of 2 on each side take at most 5", () => {
    const f = sum(xs(98).map((_, i) => Mul(x(i), Mul(Sin(x(i + 1)), x(i + 2)))));
    expect(twice(f, xs(100)).sweeps).toBeLessThanOrEqual(5);
  });

  test("a separable sum takes 1, a dense one as many as it has variables, a linear one none that gives an entry", () => {
    expect(twice(sum(xs(50).map((_, i) => Sin(x(i)))), xs(50)).sweeps).toBe(1);
    expect(twice(Sin(sum(xs(8).map((_, i) => x(i)))), xs(8)).sweeps).toBe(8);
    expect(
      twice(sum(xs(8).map((_, i) => Mul(x(i), i + 2))), xs(8)).pattern.rows.flatMap((row) => [...row]),
    ).toEqual([]);
  });
});

test("an arrow's and a chain's entries are those worked out by hand", () => {
  // f = x_0*x_1^2 + x_0*x_2^3, at (2, 3, 5)
  expect(matrix(twice(parse("x_0*x_1^2 + x_0*x_2^3"), xs(3)), [2, 3, 5])).toEqual([
    [0, 6, 75],
    [6, 4, 0],
    [75, 0, 60],
  ]);
  expect([...product(parse("x_0*x_1^2 + x_0*x_2^3"), xs(3), [2, 3, 5], [1, 10, 100])]).toEqual([
    7560, 46, 6075,
  ]);
});

test.each([...primitives.values()].filter((op) => op.arity > 0).map((op) => [op.name, op] as const))(
  "%s has the second derivatives of the symbolic Hessian at its samples",
  (_, op) => {
    for (const sample of op.samples) {
      const args = sample.map((value, i) =>
        op.partials[i] === "parameter" ? Const(value) : variable(NAMES[i]),
      );
      const f = Mul(op(...args), Add(1, Mul(2, variable("x"))));
      const names = NAMES.filter((_name, i) => i < Math.max(1, sample.length));
      const at = new Map(names.map((name, i) => [name, sample[i]]));
      const symbolic = hessian(f, names);
      for (const [i, row] of matrix(twice(f, names), sample).entries()) {
        for (const [j, found] of row.entries()) {
          const expected = evaluate(symbolic[i][j], at);
          if (!Number.isFinite(expected)) continue;
          // The derivative of another form of the first one, at arguments near the edges of domains.
          if (!near(found, expected, 1e-9))
            expect.fail(`${format(f)} [${i}][${j}] at ${sample}: ${found}, ${expected}`);
        }
      }
    }
  },
);

test("Hessians and products of 150 random formulas agree with differences of gradients", () => {
  let compared = 0;
  // No two coordinates are equal: there is a jump in x == y.
  const places = [
    [0.3, 0.7, -1.3],
    [1.1, 1.9, -0.4],
    [0.45, 2.2, -0.9],
  ];
  const place = fc.tuple(...places.map((among) => fc.constantFrom(...among)));
  fc.assert(
    fc.property(randomExpr, place, (f, at) => {
      const made = twice(f, NAMES);
      const dense = matrix(made, at);
      const h = 1e-6;
      const gradient = (k: number, step: number): Float64Array =>
        outputsOf(
          made.program,
          at.map((value, i) => (i === k ? value + step : value)),
        ).subarray(1, 4);
      const direction = [1, -2, 0.5];
      const times = product(f, NAMES, at, direction);
      for (let i = 0; i < 3; i++) {
        const expectedProduct = direction.reduce((total, d, j) => total + d * dense[i][j], 0);
        if (Number.isFinite(expectedProduct) && Math.abs(expectedProduct) < 1e100) {
          // The same terms added in another order.
          if (!near(times[i], expectedProduct, 1e-9)) {
            expect.fail(`${format(f)} at ${at}: product ${times[i]}, expected ${expectedProduct}`);
          }
        }
        for (let j = 0; j < 3; j++) {
          const [more, less, wider, lesser] = [
            gradient(j, h),
            gradient(j, -h),
            gradient(j, 2 * h),
            gradient(j, -2 * h),
          ];
          const slope = (more[i] - less[i]) / (2 * h);
          const coarse = (wider[i] - lesser[i]) / (4 * h);
          // Where differences themselves don't settle (kinks, cancellation) they say nothing.
          if (!Number.isFinite(slope) || Math.abs(slope) > 1e6 || !near(slope, coarse, 1e-5)) continue;
          if (!near(dense[i][j], slope, 1e-4)) {
            expect.fail(`${format(f)} at ${at}, [${i}][${j}]: ${dense[i][j]}, differences ${slope}`);
          }
          compared++;
        }
      }
    }),
    { seed: SEED, numRuns: 150 },
  );
  expect(compared).toBeGreaterThan(600);
});

test("a branch that is not taken gives nothing, not even 0*nan", () => {
  const dense = matrix(twice(parse("if(x_0 > 0, sqrt(x_0)*x_1, x_1^2)"), xs(2)), [-1, 3]);
  expect(dense).toEqual([
    [0, 0],
    [0, 2],
  ]);
});

test("a dense Hessian of many sweeps over much is refused by the budget", () => {
  let f = sum(xs(400).map((_, i) => x(i)));
  for (let i = 0; i < 300; i++) f = Sin(f);
  const program = linearize([f], xs(400));
  expect(() => withHessian(program, all(xs(400)), { nodes: 100_000 })).toThrow(BudgetError);
});

test("an argument that is an integer constant is a DomainError", () => {
  expect(() => twice(Polygamma(x(0), x(1)), xs(2))).toThrow(DomainError);
});
