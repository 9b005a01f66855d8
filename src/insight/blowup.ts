// How work grows with a formula, as data: the Fibonacci numbers first, then the gradient of formulas of
// growing size by finite differences, by Beta and by Alpha. What is counted stands beside what a
// closed formula predicts; what would go over the budget is refused, and shows the prediction alone.

import { alpha } from "../backprop/alpha.ts";
import { beta, DEFAULT_VISITS } from "../backprop/beta.ts";
import { UsageError } from "../expr/errors.ts";
import { grouped } from "../expr/print/grouped.ts";
import { suggestion } from "../expr/suggest.ts";
import { type Family, families } from "./families.ts";
import { fib1, fib1Calls, fib2, fib2Calls } from "./fibonacci.ts";
import {
  type Approximation,
  countCalls,
  countEvaluations,
  countVisits,
  type Limits,
  type Work,
} from "./work.ts";

export interface BlowupOptions {
  /** Names of families (fib, product, nested, network); default all. */
  readonly families?: readonly string[] | undefined;
  /** Sizes for every family shown; default each family's own. */
  readonly sizes?: readonly number[] | undefined;
  /** The most calls, visits or node evaluations that one cell of a table may take; default a million. */
  readonly budget?: number | undefined;
  /** Milliseconds from some moment on; default the host's clock. */
  readonly clock?: (() => number) | undefined;
}

export interface FibonacciRow {
  readonly n: number;
  readonly fib1: Work;
  readonly fib2: Work;
}

export interface GradientRow {
  readonly n: number;
  readonly variables: number;
  readonly finite: Approximation;
  readonly beta: Work;
  readonly alpha: Work;
}

export interface FibonacciTable {
  readonly kind: "fibonacci";
  readonly name: string;
  readonly about: string;
  readonly formulas: { readonly fib1: string; readonly fib2: string };
  readonly rows: readonly FibonacciRow[];
  readonly why: string;
}

export interface GradientTable {
  readonly kind: "gradient";
  readonly name: string;
  readonly about: string;
  readonly formulas: Readonly<Record<"variables" | "finite" | "beta" | "alpha", string>>;
  readonly rows: readonly GradientRow[];
  readonly why: string;
}

export interface BlowupReport {
  readonly budget: number;
  readonly tables: readonly (FibonacciTable | GradientTable)[];
}

const FIBONACCI = "fib";
const FIBONACCI_SIZES = [1, 2, 5, 10, 15, 20, 25, 28, 30, 40, 50, 70];
/** fib2 recurses n deep. */
const LARGEST_FIBONACCI = 1000;
const MOST_NODES = 1_000_000;

/** The names of the families, in the order of the report. */
export const familyNames: readonly string[] = [FIBONACCI, ...families.map(({ name }) => name)];

/**
 * The tables of `gradtree blowup`.
 * @throws {UsageError} for an unknown family, or a size that is no integer from 1 to what the family can build.
 * @example blowup({ families: ["product"], sizes: [100] }).tables[0].rows[0]  // beta 19,900 visits, alpha 199
 */
export function blowup(options: BlowupOptions = {}): BlowupReport {
  const { budget = DEFAULT_VISITS, clock = () => performance.now() } = options;
  const limits = { budget, clock };
  const chosen = options.families?.map(checkedName) ?? familyNames;
  const tables = chosen.map((name) => {
    const family = families.find((one) => one.name === name);
    return family === undefined
      ? fibonacciTable(options.sizes ?? FIBONACCI_SIZES, limits)
      : gradientTable(family, options.sizes ?? family.sizes, limits);
  });
  return { budget, tables };
}

function checkedName(name: string): string {
  if (familyNames.includes(name)) return name;
  const near = suggestion(name, familyNames);
  const hint = near === undefined ? "" : ` (did you mean '${near}'?)`;
  const expected = familyNames.join(", ");
  throw new UsageError("unknown-family", `unknown family '${name}'${hint}: expected ${expected}`, {
    suggestion: near,
  });
}

function checkedSize(n: number, name: string): number {
  if (Number.isInteger(n) && n >= 1) return n;
  throw new UsageError("bad-size", `size ${n} of ${name}, expected an integer of at least 1`);
}

const tooLarge = (n: number, name: string, found: string, most: number): UsageError =>
  new UsageError("bad-size", `size ${n} of ${name} is ${found}, expected at most ${grouped(most)}`);

function fibonacciTable(sizes: readonly number[], limits: Limits): FibonacciTable {
  return {
    kind: "fibonacci",
    name: FIBONACCI,
    about: "the n-th Fibonacci number: fib1(n) = fib1(n - 1) + fib1(n - 2), fib2 hands two numbers on",
    formulas: { fib1: "2*F(n + 1) - 1", fib2: "n + 1" },
    rows: sizes.map((size) => {
      const n = checkedSize(size, FIBONACCI);
      if (n > LARGEST_FIBONACCI) throw tooLarge(n, FIBONACCI, "too deep a recursion", LARGEST_FIBONACCI);
      return {
        n,
        fib1: countCalls(fib1, n, fib1Calls(n), limits),
        fib2: countCalls(fib2, n, fib2Calls(n), limits),
      };
    }),
    why: "fib1 works out fib1(n - 2) for itself and again for fib1(n - 1), all the way down; fib2 works out each number once",
  };
}

function gradientTable(family: Family, sizes: readonly number[], limits: Limits): GradientTable {
  return {
    kind: "gradient",
    name: family.name,
    about: family.about,
    formulas: {
      variables: family.variables.formula,
      finite: family.finite.formula,
      beta: family.beta.formula,
      alpha: family.alpha.formula,
    },
    rows: sizes.map((size) => gradientRow(family, checkedSize(size, family.name), limits)),
    why: family.why,
  };
}

function gradientRow(family: Family, n: number, limits: Limits): GradientRow {
  const nodes = family.alpha.of(n); // Alpha visits each node once, and so does an evaluation
  if (nodes > MOST_NODES) {
    throw tooLarge(n, family.name, `a formula of ${grouped(nodes)} nodes`, MOST_NODES);
  }
  const instance = family.instance(n);
  const exact = countVisits(alpha, instance, nodes, limits);
  return {
    n,
    variables: family.variables.of(n),
    finite: countEvaluations(instance, family.finite.of(n), nodes, exact.gradient, limits),
    beta: countVisits(beta, instance, family.beta.of(n), limits).work,
    alpha: exact.work,
  };
}
