// Law 3 over random formulas, trees and shared DAGs, a quarter of them with kinks, conditionals and
// powers in both arguments: the differentiators agree with each other, as numbers and as formulas, and,
// as they share rules, with differences of the function in high precision.
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { alpha } from "../../src/backprop/alpha.ts";
import { betaVisits } from "../../src/backprop/beta.ts";
import { chosenBranch, partialFormula } from "../../src/backprop/partials.ts";
import { evaluate, toNumber } from "../../src/expr/evaluate.ts";
import { variables } from "../../src/expr/measure.ts";
import { type Expr, hasVariables } from "../../src/expr/node.ts";
import { If } from "../../src/expr/primitives/logic.ts";
import { format } from "../../src/expr/print/format.ts";
import { foldAll, postorder } from "../../src/expr/walk.ts";
import { diff, type FormulaMethod, gradient, gradientAt } from "../../src/methods.ts";
import { expectNear, near } from "../near.ts";
import { hardExpr, NAMES, randomPoint, SEED, usualExpr } from "../randomExpr.ts";
import { type Float, type HighPrecision, highPrecision } from "./highPrecision.ts";

type Point = Readonly<Record<string, number>>;

let precise: HighPrecision;
beforeAll(async () => {
  precise = await highPrecision();
});
afterAll(() => precise.destroy());

const METHODS: readonly FormulaMethod[] = ["alpha", "beta", "forward"];

/** Values beyond this say little in doubles, and the sine of 1e300 takes high precision a thousand bits more. */
const LARGEST = 1e6;
/** Where steeper slopes cancel, as in x/cos(acos(x)) close to 0, doubles keep less than the six digits that are compared. */
const STEEPEST = 1e4;

/** The nodes that matter at a point: those of conditions and of chosen branches. */
function active(root: Expr, values: ReadonlyMap<Expr, number>): Expr[] {
  const found = new Set<Expr>([root]);
  for (const node of found) {
    if (node.kind !== "apply") continue;
    const chosen = node.op === If ? chosenBranch(values.get(node.args[0]) ?? Number.NaN) : undefined;
    node.args.forEach((arg, i) => {
      if (chosen === undefined || i === 0 || i === chosen) found.add(arg);
    });
  }
  return [...found];
}

/**
 * Whether f is finite and of moderate size at a point, in all that matters there, and every partial, too:
 * the chain rule has no value for sqrt(0*x), nor for x^max(y, 0) by y where x and y are negative.
 */
function isModerate(f: Expr, at: Point): boolean {
  const values = foldAll<number>([f], {
    constant: (node) => toNumber(node.value),
    variable: (node) => at[node.name],
    apply: (node, args) => node.op.value(...args),
  });
  const valueAt = (node: Expr): number => values.get(node) ?? Number.NaN; // always there: all of f is folded
  return active(f, values).every((node) => {
    const value = valueAt(node);
    if (!(Math.abs(value) <= LARGEST && (value === 0 || Math.abs(value) >= 1 / LARGEST))) return false;
    if (node.kind !== "apply" || node.op === If) return true;
    return node.args.every((arg, i) => {
      const partial = hasVariables(arg) ? partialFormula(node, i) : undefined;
      return partial === undefined || Math.abs(evaluate(partial, at)) <= STEEPEST;
    });
  });
}

/** Differences to either side of x by high precision; undefined where they differ: no smooth point. */
function derivativeByDifferences(f: Expr, name: string, at: Point): number | undefined {
  const point = new Map(Object.entries(at).map(([key, x]) => [key, precise.of(x)]));
  const x = precise.of(at[name]);
  const h = precise.step(x);
  const valueAt = (moved: Float): Float => precise.evaluate(f, new Map([...point, [name, moved]]));
  const [low, middle, high] = [valueAt(x.sub(h)), valueAt(x), valueAt(x.add(h))];
  const left = middle.sub(low).div(h).toNumber();
  const right = high.sub(middle).div(h).toNumber();
  // One-sided differences are off by h/2 times the second derivative, 1e-18 of it.
  if (!near(left, right, 1e-12)) return undefined;
  return high.sub(low).div(h.mul(2)).toNumber();
}

const inPrecision = (f: Expr, at: Point): number =>
  precise.evaluate(f, new Map(Object.entries(at).map(([key, x]) => [key, precise.of(x)]))).toNumber();

/** Moderate, and no floor or comparison turns on how 1/10 is rounded: 1/2 mod 1/10 is 0 exactly and 1/10 in doubles. */
const isGeneric = (f: Expr, at: Point): boolean =>
  isModerate(f, at) && near(evaluate(f, at), inPrecision(f, at), 1e-6);

const show = (f: Expr, at: Point): string => `${format(f)} at ${JSON.stringify(at)}`;

function checkAgainstDifferences(f: Expr, at: Point): void {
  fc.pre(variables(f).length > 0 && isGeneric(f, at));
  const expected = variables(f).map((name) => [name, derivativeByDifferences(f, name, at)] as const);
  fc.pre(expected.every(([, d]) => d !== undefined && Number.isFinite(d) && Math.abs(d) < LARGEST));
  const raw = alpha.grad(f);
  const tidied = gradient(f);
  const numeric = gradientAt(f, at);
  for (const [name, d] of expected) {
    if (d === undefined) continue;
    const formula = inPrecision(raw.read(name), at);
    // Where a removable point is met by chance (0^y by y) the textbook formula has no value, but the numbers have.
    if (!Number.isNaN(formula)) {
      // Central differences with steps of 2^-60 are right to 1e-30 of the third derivative.
      expectNear(formula, d, 1e-14, `d/d${name} of ${show(f, at)} as a formula`);
      expectNear(inPrecision(tidied.get(name) ?? f, at), d, 1e-14, `tidied d/d${name} of ${show(f, at)}`);
    }
    // Doubles: 14 steps at most, each losing a few digits where it cancels.
    expectNear(numeric.get(name) ?? Number.NaN, d, 1e-6, `d/d${name} of ${show(f, at)} as a number`);
  }
}

test("the gradients of 450 random formulas agree with differences in high precision", () => {
  fc.assert(fc.property(usualExpr, randomPoint, checkAgainstDifferences), {
    seed: SEED,
    numRuns: 450,
    maxSkipsPerRun: 50,
  });
}, 120_000);

test("the gradients of 150 random formulas with kinks, conditionals and powers agree with differences", () => {
  fc.assert(fc.property(hardExpr, randomPoint, checkAgainstDifferences), {
    seed: SEED,
    numRuns: 150,
    maxSkipsPerRun: 50,
  });
}, 120_000);

const anyExpr = fc.oneof({ weight: 3, arbitrary: usualExpr }, { weight: 1, arbitrary: hardExpr });

test("alpha, beta, forward and finite differences agree at a point on 500 random formulas", () => {
  fc.assert(
    fc.property(anyExpr, randomPoint, (f, at) => {
      fc.pre(betaVisits(f) < 10_000);
      const [byAlpha, byBeta, byForward] = METHODS.map((method) => gradientAt(f, at, { method }));
      for (const [name, d] of byAlpha) {
        fc.pre(!(Math.abs(d) > 1e200)); // beyond, products in another order overflow
        const what = `d/d${name} of ${show(f, at)}`;
        // The same partials, multiplied and added in another order; where they cancel, digits are lost.
        expectNear(byForward.get(name) ?? Number.NaN, d, 1e-9, `forward ${what}`);
        expectNear(byBeta.get(name) ?? Number.NaN, byForward.get(name) ?? Number.NaN, 0, `beta ${what}`);
      }
    }),
    { seed: SEED, numRuns: 500 },
  );
}, 60_000);

test("symbolic gradients evaluate to the same by alpha, beta and forward on 200 random formulas", () => {
  fc.assert(
    fc.property(anyExpr, randomPoint, (f, at) => {
      fc.pre(variables(f).length > 0 && isGeneric(f, at) && betaVisits(f) < 10_000);
      const [byAlpha, byBeta, byForward] = METHODS.map((method) => gradient(f, { method }));
      for (const [name, formula] of byAlpha) {
        const value = inPrecision(formula, at);
        fc.pre(Math.abs(value) < LARGEST);
        for (const other of [byBeta, byForward]) {
          const formulaOfOther = other.get(name) ?? f;
          // In 1,000 bits nothing but the last rounding to a double is left.
          expectNear(inPrecision(formulaOfOther, at), value, 1e-14, `d/d${name} of ${show(f, at)}`);
        }
      }
    }),
    { seed: SEED, numRuns: 200, maxSkipsPerRun: 50 },
  );
}, 120_000);

test("mixed second derivatives are symmetric on 150 random formulas", () => {
  fc.assert(
    fc.property(anyExpr, randomPoint, (f, at) => {
      const names = variables(f);
      fc.pre(names.length > 1 && isGeneric(f, at) && betaVisits(f) < 200);
      const [a, b] = names;
      const [left, right] = [diff(f, [a, b]), diff(f, [b, a])].map((second) => inPrecision(second, at));
      fc.pre(Number.isFinite(left) && Math.abs(left) < LARGEST);
      expectNear(right, left, 1e-14, `d2/d${b} d${a} of ${show(f, at)}`);
    }),
    { seed: SEED, numRuns: 150, maxSkipsPerRun: 50 },
  );
}, 120_000);

test("random formulas are as meant: of one seed always the same, DAGs and trees, of x, y and z", () => {
  const sample = fc.sample(anyExpr, { seed: SEED, numRuns: 300 });
  expect(sample.map((f) => format(f, "let"))).toEqual(
    fc.sample(anyExpr, { seed: SEED, numRuns: 300 }).map((f) => format(f, "let")),
  );
  const shared = sample.filter((f) => betaVisits(f) > postorder([f]).length);
  expect(shared.length).toBeGreaterThan(25);
  expect(sample.length - shared.length).toBeGreaterThan(100);
  const conditional = sample.filter((f) => postorder([f]).some((n) => n.kind === "apply" && n.op === If));
  expect(conditional.length).toBeGreaterThan(20);
  expect(new Set(sample.flatMap(variables))).toEqual(new Set(NAMES));
});
