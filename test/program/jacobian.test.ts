// Jacobians of programs: by rows or by columns, whichever takes fewer sweeps, and as one sweep for all rows or
// columns that have nothing in common.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { jacobian } from "../../src/calculus/jacobian.ts";
import { BudgetError, DomainError } from "../../src/expr/errors.ts";
import { evaluate } from "../../src/expr/evaluate.ts";
import { type Expr, variable } from "../../src/expr/node.ts";
import { parse } from "../../src/expr/parse/parse.ts";
import { Add, Mul } from "../../src/expr/primitives/operators.ts";
import { Polygamma } from "../../src/expr/primitives/special.ts";
import { Sin } from "../../src/expr/primitives/trigonometric.ts";
import { format } from "../../src/expr/print/format.ts";
import { withDerivatives } from "../../src/program/adjoint.ts";
import { interpreter } from "../../src/program/interpret.ts";
import { type Derived, withJacobian } from "../../src/program/jacobian.ts";
import { linearize } from "../../src/program/linearize.ts";
import { optimized } from "../../src/program/passes.ts";
import { checkProgram, type Program } from "../../src/program/program.ts";
import { near } from "../near.ts";
import { NAMES, randomExpr, SEED, specialPoint } from "../randomExpr.ts";

const xs = (n: number): string[] => Array.from({ length: n }, (_, i) => `x_${i}`);
const x = (i: number): Expr => variable(`x_${i}`);
const all = (names: readonly string[]): number[] => names.map((_, i) => i);

function derived(formulas: readonly Expr[], names: readonly string[]): Derived {
  const made = withJacobian(linearize(formulas, names), all(names));
  checkProgram(made.program);
  return made;
}

function outputsOf(program: Program, inputs: readonly number[]): Float64Array {
  const run = optimized(program);
  const out = new Float64Array(run.outputs.length);
  interpreter(run, 0)(Float64Array.from(inputs), out);
  return out;
}

/** The Jacobian as a matrix, from its entries. */
function matrix({ program, pattern }: Derived, inputs: readonly number[]): number[][] {
  const out = outputsOf(program, inputs);
  let next = pattern.rows.length;
  return pattern.rows.map((row) => {
    const dense = new Array<number>(pattern.columns).fill(0);
    for (const column of row) dense[column] = out[next++];
    return dense;
  });
}

const ways = ({ by, sweeps }: Derived): string => `${sweeps} by ${by}`;

describe("the number of sweeps", () => {
  test("many functions of few variables take a sweep for each variable, few of many one for each function", () => {
    const tall = Array.from({ length: 50 }, (_, i) => Sin(Mul(x(0), Add(x(1), i))));
    expect(ways(derived(tall, xs(2)))).toBe("2 by columns");
    const wide = [0, 1].map((k) =>
      xs(50)
        .map((_, i) => Sin(Mul(x(i), i + k)))
        .reduce((a, b) => Add(a, b)),
    );
    expect(ways(derived(wide, xs(50)))).toBe("2 by rows");
  });

  test("a tridiagonal Jacobian takes 3, whatever its size", () => {
    for (const n of [10, 1000]) {
      const rows = xs(n).map((_, i) => Add(Mul(x(Math.max(0, i - 1)), x(i)), Sin(x(Math.min(n - 1, i + 1)))));
      expect(ways(derived(rows, xs(n)))).toBe("3 by rows");
    }
  });

  test("a diagonal one takes 1, a dense one its smaller side", () => {
    expect(
      ways(
        derived(
          xs(100).map((_, i) => Sin(x(i))),
          xs(100),
        ),
      ),
    ).toBe("1 by rows");
    const product = xs(5)
      .map((_, i) => x(i))
      .reduce((a, b) => Mul(a, b));
    expect(ways(derived([Sin(product), Mul(product, product), Add(product, x(0))], xs(5)))).toBe("3 by rows");
  });

  test("a full row makes all columns differ, and takes two sweeps by rows; a full column the other way", () => {
    const arrow = xs(100).map((_, i) => Sin(x(i)));
    const full = arrow.reduce((a, b) => Add(a, b));
    expect(ways(derived([full, ...arrow.slice(1)], xs(100)))).toBe("2 by rows");
    expect(
      ways(
        derived(
          arrow.map((f) => Mul(f, x(0))),
          xs(100),
        ),
      ),
    ).toBe("2 by columns");
  });

  test("conditions and steps make no entry", () => {
    const { pattern } = derived([parse("if(x_0 > 0, x_1, floor(x_2)*3)"), parse("sign(x_0) + 2")], xs(3));
    expect(pattern.rows.map((row) => [...row])).toEqual([[1], []]);
  });
});

test("entries are those of the symbolic Jacobian, by rows, by columns, and with conditions", () => {
  const systems = [
    ["x_0*x_1", "sin(x_0)/x_1", "x_0^x_1", "if(x_0 > x_1, sqrt(x_0), x_1^3)", "atan2(x_0, x_1)"],
    ["x_0*x_1*x_2", "max(x_0, x_1, x_2) + hypot(x_0, x_2)"],
    ["x_0*x_1", "x_1*x_2", "x_2*x_3", "x_3*exp(x_0)"],
  ];
  for (const texts of systems) {
    const formulas = texts.map((text) => parse(text));
    const names = xs(4);
    const made = derived(formulas, names);
    const symbolic = jacobian(formulas, names);
    for (const point of [
      [0.5, 1.25, 2, 3],
      [3, 0.75, 0.25, 1],
    ]) {
      const at = new Map(names.map((name, i) => [name, point[i]]));
      // The same partials, multiplied in another order.
      for (const [i, row] of matrix(made, point).entries()) {
        for (const [j, found] of row.entries()) {
          const expected = evaluate(symbolic[i][j], at);
          expect(near(found, expected, 1e-14), `${texts[i]} by ${names[j]}: ${found}, ${expected}`).toBe(
            true,
          );
        }
      }
    }
  }
});

test("100 random systems of three formulas: compressed sweeps agree with one adjoint sweep for each row", () => {
  let compared = 0;
  fc.assert(
    fc.property(fc.array(randomExpr, { minLength: 2, maxLength: 6 }), specialPoint, (formulas, point) => {
      const program = linearize(formulas, NAMES);
      const made = derived(formulas, NAMES);
      const at = [point.x, point.y, point.z];
      const rows = outputsOf(withDerivatives(program, all(NAMES)), at).subarray(formulas.length);
      for (const [i, row] of matrix(made, at).entries()) {
        const value = evaluate(formulas[i], point);
        for (const [j, found] of row.entries()) {
          const expected = rows[i * NAMES.length + j];
          if (Number.isNaN(value) || !Number.isFinite(expected) || Math.abs(expected) > 1e100) continue;
          // Sums of products in another order; where they cancel, digits are lost.
          if (!near(found, expected, 1e-9)) {
            expect.fail(`${format(formulas[i])} by ${NAMES[j]} at ${at}: ${found}, expected ${expected}`);
          }
          compared++;
        }
      }
    }),
    { seed: SEED, numRuns: 100 },
  );
  expect(compared).toBeGreaterThan(200);
});

describe("bad input", () => {
  test("no formulas, no variables", () => {
    expect(derived([], xs(2)).program.outputs.length).toBe(0);
    expect(derived([parse("x_0")], xs(1)).program.outputs.length).toBe(2);
    expect(withJacobian(linearize([parse("x_0*x_1")], xs(2)), []).program.outputs.length).toBe(1);
  });

  test("an argument that is an integer constant is a DomainError by columns too", () => {
    const formulas = [0, 1, 2].map((k) => Polygamma(x(0), Add(x(0), k)));
    expect(() => derived(formulas, xs(1))).toThrow(DomainError);
  });

  test("too many entries are refused by the budget", () => {
    const program = linearize(
      xs(30).map((_, i) => Sin(x(i))),
      xs(30),
    );
    expect(() => withJacobian(program, all(xs(30)), { nodes: 40 })).toThrow(BudgetError);
  });
});
