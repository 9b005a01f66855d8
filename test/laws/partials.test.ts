// Law 2, over the table: every value and every partial at every sample agrees with high precision, the
// partial of the partial with it, and at kinks the partials are those worked out by hand.
//
// In high precision a partial's formula is compared with a central difference of the function itself
// (step 2^-60 of the argument: the difference is right to about 1e-30), so neither rounding nor the
// rows' values come into it. Then the same formula is evaluated in doubles.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { evaluate } from "../../src/expr/evaluate.ts";
import { type Apply, Const, type Expr, toExpr, variable } from "../../src/expr/node.ts";
import type { Primitive } from "../../src/expr/primitive.ts";
import { If } from "../../src/expr/primitives/logic.ts";
import { Add, Mul } from "../../src/expr/primitives/operators.ts";
import { exportedRows } from "../../src/expr/primitives/table.ts";
import { fold } from "../../src/expr/walk.ts";
import { BITS, exactDouble, type Float, type HighPrecision, highPrecision } from "./highPrecision.ts";

/** Central differences with steps of 2^-60 are right to about 2^-120 times the square of (argument / distance to a pole). */
const DIFFERENCE = 1e-24;
/** What the square of the step, which is 2^-60 at 0, leaves of a derivative that is 0 there. */
const NOISE = 1e-34;
/** Values: 45 ulp; most rows are within 2, gamma and its kin within 10. */
const VALUE = 1e-14;
/** Partials in doubles: textbook forms such as 1/sqrt(1 - x^2) lose digits near the edges of a domain. */
const PARTIAL = 1e-11;

let precise: HighPrecision;
beforeAll(async () => {
  precise = await highPrecision();
});
afterAll(() => precise.destroy());

const rows = exportedRows.map(([, row]) => row).filter((row) => row.arity > 0);

test("every row has a counterpart in high precision", () => {
  const missing = exportedRows.map(([, row]) => row.name).filter((name) => !precise.functions.has(name));
  expect(missing).toEqual([]);
  expect(BITS * Math.log10(2)).toBeGreaterThan(50);
});

const NAMES = ["x", "y", "z"];
const isParameter = (row: Primitive, i: number): boolean => row.partials[i] === "parameter";

/**
 * The row applied to variables, its parameters to constants; with `only` given, every argument but that one is a
 * constant, since rules may go by case (a constant exponent).
 */
function application(row: Primitive, at: readonly number[], only?: number): Apply {
  return row(
    ...at.map((x, i) =>
      isParameter(row, i) || (only !== undefined && i !== only) ? exactDouble(x) : variable(NAMES[i]),
    ),
  );
}

function partial(node: Apply, i: number): Expr {
  const rule = node.op.partials[i];
  return rule === 0 || rule === "parameter" ? Const(0) : toExpr(rule(...node.args, node));
}

/** The derivative of a formula by one variable, written once more and as simply as possible. */
const derivative = (expr: Expr, name: string): Expr =>
  fold<Expr | undefined>(expr, {
    constant: () => undefined,
    variable: (node) => (node.name === name ? Const(1) : undefined),
    apply: (node, tangents) => {
      if (node.op === If) {
        const [, chosen, other] = tangents;
        return chosen === undefined && other === undefined
          ? undefined
          : If(node.args[0], chosen ?? 0, other ?? 0);
      }
      return tangents.reduce<Expr | undefined>((sum, tangent, i) => {
        if (tangent === undefined || node.op.partials[i] === 0) return sum;
        const term = Mul(partial(node, i), tangent);
        return sum === undefined ? term : Add(sum, term);
      }, undefined);
    },
  }) ?? Const(0);

/** The function in high precision with one argument moved by a multiple of its step. */
type Moved = (moves: readonly number[]) => Float;

function moved(row: Primitive, at: readonly number[]): { f: Moved; steps: Float[] } {
  const inputs = at.map((x) => precise.of(x));
  const steps = inputs.map((x) => precise.step(x));
  const f = precise.functions.get(row.name);
  if (f === undefined) throw new Error(`invariant: ${row.name} has a counterpart`);
  return {
    steps,
    f: (moves) => f(...inputs.map((x, i) => (moves[i] === 0 ? x : x.add(steps[i].mul(moves[i]))))),
  };
}

const unit = (arity: number, ...moves: readonly (readonly [number, number])[]): number[] =>
  Array.from({ length: arity }, (_, i) => moves.reduce((sum, [at, by]) => (at === i ? sum + by : sum), 0));

function firstDifference(row: Primitive, at: readonly number[], i: number): Float {
  const { f, steps } = moved(row, at);
  return f(unit(at.length, [i, 1]))
    .sub(f(unit(at.length, [i, -1])))
    .div(steps[i].mul(2));
}

function secondDifference(row: Primitive, at: readonly number[], i: number, j: number): Float {
  const { f, steps } = moved(row, at);
  const corner = (a: number, b: number): Float => f(unit(at.length, [i, a], [j, b]));
  if (i === j) return corner(1, 0).sub(corner(0, 0).mul(2)).add(corner(-1, 0)).div(steps[i].mul(steps[i]));
  const mixed = corner(1, 1).sub(corner(1, -1)).sub(corner(-1, 1)).add(corner(-1, -1));
  return mixed.div(steps[i].mul(steps[j]).mul(4));
}

/** What rounding, and the square of the step at 0, leave of a difference that is 0. */
const noiseOf = (node: Apply, at: readonly number[]): Float =>
  precise
    .evaluate(node, pointOf(at))
    .abs()
    .mul(1e-60)
    .add(at.includes(0) ? NOISE : 0);

/** |a - b| relative to the larger, and 0 where it is no more than the noise. */
function relativeError(a: Float, b: Float, noise: Float): number {
  const error = a.sub(b).abs();
  const size = a.abs().greaterThan(b.abs()) ? a.abs() : b.abs();
  return error.lessOrEqual(noise) ? 0 : error.div(size).toNumber();
}

const pointOf = (at: readonly number[]): ReadonlyMap<string, Float> =>
  new Map(at.map((x, i) => [NAMES[i], precise.of(x)]));
const numbersOf = (at: readonly number[]): ReadonlyMap<string, number> =>
  new Map(at.map((x, i) => [NAMES[i], x]));

/** Whether the row jumps in an argument that is 0: the conditions of logic do, and have no differences there. */
const jumps = (row: Primitive, at: readonly number[], i: number): boolean =>
  row.partials[i] === 0 && at[i] === 0;

/** Samples without an infinite or undefined argument. */
const finite = (row: Primitive): readonly (readonly number[])[] =>
  row.samples.filter((at) => at.every(Number.isFinite));

describe.each(rows.map((row) => ({ name: row.name, row })))("$name", ({ row }) => {
  const differentiable = row.partials.flatMap((rule, i) => (rule === "parameter" ? [] : [i]));

  test("values agree with high precision", () => {
    for (const at of finite(row)) {
      const exact =
        precise.functions.get(row.name)?.(...at.map((x) => precise.of(x))) ?? precise.of(Number.NaN);
      const error = relativeError(precise.of(row.value(...at)), exact, precise.of(0));
      expect(error, `at ${at}: ${row.value(...at)}, expected ${exact.toNumber()}`).toBeLessThanOrEqual(VALUE);
    }
  });

  test("partials agree with central differences", () => {
    for (const at of finite(row)) {
      const noise = noiseOf(application(row, at), at);
      for (const i of differentiable.filter((i) => !jumps(row, at, i))) {
        const expected = firstDifference(row, at, i);
        for (const only of [undefined, i]) {
          const formula = partial(application(row, at, only), i);
          const found = precise.evaluate(formula, pointOf(at));
          const where = `d/d${NAMES[i]} at ${at}: ${found.toNumber()}, expected ${expected.toNumber()}`;
          expect(relativeError(found, expected, noise), where).toBeLessThanOrEqual(DIFFERENCE);
          const double = evaluate(formula, numbersOf(at));
          const inDoubles = `${where}, in doubles ${double}`;
          expect(relativeError(precise.of(double), found, precise.of(0)), inDoubles).toBeLessThanOrEqual(
            PARTIAL,
          );
        }
      }
    }
  });

  test("partials of partials agree with second differences", () => {
    for (const at of finite(row)) {
      const noise = noiseOf(application(row, at), at);
      const smooth = differentiable.filter((i) => !jumps(row, at, i));
      for (const i of smooth) {
        const formula = partial(application(row, at), i);
        for (const j of smooth) {
          const found = precise.evaluate(derivative(formula, NAMES[j]), pointOf(at));
          const expected = secondDifference(row, at, i, j);
          const where = `d/d${NAMES[i]} d/d${NAMES[j]} at ${at}: ${found.toNumber()}, expected ${expected.toNumber()}`;
          expect(relativeError(found, expected, noise), where).toBeLessThanOrEqual(DIFFERENCE);
        }
      }
    }
  });
});

/** A partial in doubles, with the row's edges: what numeric methods give. */
function partialAt(row: Primitive, at: readonly number[], i: number, only?: number): number {
  const edge = row.edges.find((edge) => edge.partial === i && edge.where(...at));
  return edge?.value ?? evaluate(partial(application(row, at, only), i), numbersOf(at));
}

describe.each(
  rows.flatMap((row) =>
    row.kinks.map((kink) => ({ row, kink, title: `${row.name} at ${kink.at.map(show)}` })),
  ),
)("$title", ({ row, kink }) => {
  test("has the partials worked out by hand", () => {
    const known = row.partials.flatMap((rule, i) => (rule === "parameter" ? [] : [i]));
    for (const only of [false, true]) {
      const found = known.map((i) => partialAt(row, kink.at, i, only ? i : undefined) + 0);
      expect(found).toEqual(known.map((i) => kink.partials[i] + 0));
    }
  });
});

/** Edges say where they apply twice, as a test and as a formula: both must say the same. */
test.each(rows.filter((row) => row.edges.length > 0).map((row) => ({ name: row.name, row })))(
  "$name has edges whose condition is where they apply",
  ({ row }) => {
    const points = [...row.samples, ...row.kinks.map((kink) => kink.at)];
    for (const edge of row.edges) {
      for (const at of points) {
        const condition = edge.condition(...at.map((_, i) => variable(NAMES[i])));
        expect(evaluate(condition, numbersOf(at)) !== 0, `at ${at}`).toBe(edge.where(...at));
      }
      expect(points.some((at) => edge.where(...at))).toBe(true);
    }
  },
);

function show(x: number): string {
  return Object.is(x, -0) ? "-0" : String(x);
}

const SPECIAL = [0, -0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN];

test("values at 0, -0, inf, -inf and nan", () => {
  const unary = rows.filter((row) => row.arity === 1);
  const table = unary.map((row) => `${row.name}: ${SPECIAL.map((x) => show(row.value(x))).join(" ")}`);
  expect(table).toMatchSnapshot();
});

// MPFR takes the limit from one side at a pole, and has no value where two infinities meet in a definition.
test("values at 0, -0, inf, -inf and nan are those of high precision, or conventions", () => {
  const differing = rows
    .filter((row) => row.arity === 1)
    .flatMap((row) =>
      SPECIAL.flatMap((x) => {
        const exact = precise.functions.get(row.name)?.(precise.of(x)).toNumber() ?? Number.NaN;
        const value = row.value(x);
        const same = Object.is(exact + 0, value + 0) || Math.abs(exact - value) <= VALUE;
        return same ? [] : [`${row.name}(${show(x)}) is ${show(value)}, in high precision ${show(exact)}`];
      }),
    );
  expect(differing).toMatchInlineSnapshot(`
    [
      "sinc(Infinity) is 0, in high precision NaN",
      "sinc(-Infinity) is 0, in high precision NaN",
      "asech(-0) is Infinity, in high precision NaN",
      "gelu(-Infinity) is 0, in high precision NaN",
      "swish(-Infinity) is 0, in high precision NaN",
      "digamma(0) is NaN, in high precision -Infinity",
      "digamma(-0) is NaN, in high precision Infinity",
      "gamma(0) is NaN, in high precision Infinity",
      "gamma(-0) is NaN, in high precision -Infinity",
      "lgamma(-Infinity) is Infinity, in high precision NaN",
    ]
  `);
});
