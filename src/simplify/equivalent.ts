// equivalent: are two formulas equal? Proved by one normal form for both, refuted by a point at which they differ by
// far more than rounding can account for, or neither.
import { type Budget, checkCancelled } from "../expr/budget.ts";
import { equal } from "../expr/equal.ts";
import { BudgetError, NameError } from "../expr/errors.ts";
import { variables } from "../expr/measure.ts";
import { checkFormula, type Expr, type ExprLike, mayBeUndefined, toExpr } from "../expr/node.ts";
import { budget, callback, checkOptions, integer, rules } from "../expr/options.ts";
import { centersOf, pointsFor } from "../expr/points.ts";
import { Sub } from "../expr/primitives/operators.ts";
import { rounded } from "../expr/rounded.ts";
import { substitute } from "../expr/substitute.ts";
import { Var } from "../expr/var.ts";
import { postorder } from "../expr/walk.ts";
import type { Condition } from "./condition.ts";
import { canonically } from "./polynomial/canonical.ts";
import { conditionsBetween, requiredIn } from "./polynomial/domain.ts";
import { quotientOf } from "./polynomial/quotient.ts";
import { NotFinite, Reader } from "./polynomial/read.ts";
import { DividesByZero, Overrun, Ring } from "./polynomial/ring.ts";
import { tidy, tidyAll } from "./tidy.ts";

export type Equivalence =
  /** Equal wherever both have a value; where a condition doesn't hold only one of them may have one. */
  | { readonly verdict: "proved"; readonly conditions: readonly Condition[] }
  /** Both have a value at this point, and the values differ. */
  | {
      readonly verdict: "refuted";
      readonly at: ReadonlyMap<string, number>;
      readonly values: readonly [number, number];
    }
  | { readonly verdict: "unknown" };

export interface EquivalentOptions {
  /** What is known of the variables: whether a condition follows from it. Points that break it are not tried. */
  readonly assume?: ((condition: Condition) => boolean) | undefined;
  /** Whether a point may be tried, by what is known of the variables. */
  readonly takes?: ((at: ReadonlyMap<string, number>) => boolean) | undefined;
  /** Which points are tried; default 1. */
  readonly seed?: number | undefined;
  readonly budget?: Budget | undefined;
}

const equivalentRules = rules({ assume: callback, takes: callback, seed: integer(0, 2 ** 32 - 1), budget });

/** The most terms that a proof may hold. */
const TERMS = 20_000;
/** How many points are tried, and how many nodes may be evaluated in all. */
const POINTS = 400;
const EVALUATIONS = 400_000;
/** Values that differ by less than this part of the larger are not told apart, whatever rounding does. */
const TOLERANCE = 1e-9;
/** Values that differ by more than this are compared exactly, where that can be done. */
const CLEAR = 1e-3;
/** And the difference must exceed the estimate of rounding this many times. */
const MARGIN = 100;

/**
 * Whether two formulas are equal: proved, refuted by a point with the two values there, or unknown. A proof states
 * where it holds: sqrt(x)^2 and x are equal where x >= 0, and x alone has a value elsewhere.
 * @throws {UsageError} for options that there are not.
 * @example equivalent(parse("sin(2*x)"), parse("2*sin(x)*cos(x)")).verdict  // "proved"
 * @example equivalent(parse("sqrt(x^2)"), parse("x"))  // refuted at an x < 0
 */
export function equivalent(a: ExprLike, b: ExprLike, options: EquivalentOptions = {}): Equivalence {
  checkOptions("equivalent", options, equivalentRules);
  const [left, right] = [toExpr(a), toExpr(b)];
  checkFormula(left);
  checkFormula(right);
  // A point settles most of what is not equal, and costs less than a proof.
  const point = refutation(left, right, options);
  if (point !== undefined) return point;
  return proof(left, right, options) ?? { verdict: "unknown" };
}

// Proof

function proof(a: Expr, b: Expr, options: EquivalentOptions): Equivalence | undefined {
  const domains = domainsOf(a, b, options);
  // What either formula requires holds wherever both have a value.
  const known = (condition: Condition): boolean =>
    options.assume?.(condition) === true || domains.required.some((each) => implies(each, condition));
  const knowing = { assume: known, budget: options.budget };
  if (!isZeroByTidying(a, b, knowing) && !isZeroByNormalForm(a, b, knowing)) return undefined;
  return { verdict: "proved", conditions: domains.between.filter((each) => options.assume?.(each) !== true) };
}

const IMPLIED: Readonly<Record<Condition["holds"], readonly Condition["holds"][]>> = {
  positive: ["positive", "nonnegative", "nonzero"],
  nonnegative: ["nonnegative"],
  nonzero: ["nonzero"],
  defined: ["defined"],
};

const implies = (given: Condition, condition: Condition): boolean =>
  IMPLIED[given.holds].includes(condition.holds) && equal(given.expr, condition.expr);

type Knowing = Pick<EquivalentOptions, "assume" | "budget">;

function isZeroByTidying(a: Expr, b: Expr, { assume, budget }: Knowing): boolean {
  const [difference] = tidyAll([Sub(a, b)], { level: "search", assume, budget }).exprs;
  return difference.kind === "const" && difference.value === 0;
}

function isZeroByNormalForm(a: Expr, b: Expr, { assume, budget }: Knowing): boolean {
  try {
    const ring = new Ring({ nodes: TERMS, cancelled: budget?.cancelled });
    const reader = new Reader(ring, { known: assume, open: canonically, unnoted: true });
    const [difference] = tidyAll([Sub(a, b)], { assume, budget }).exprs;
    return quotientOf(reader, reader.read(difference)).numerator.size === 0;
  } catch (error) {
    if (isUnreadable(error)) return false;
    throw error;
  }
}

const isUnreadable = (error: unknown): boolean =>
  error instanceof Overrun || error instanceof NotFinite || error instanceof DividesByZero;

interface Domains {
  /** What either requires. */
  readonly required: readonly Condition[];
  /** What must hold for both to have a value where one of them has. */
  readonly between: readonly Condition[];
}

function domainsOf(a: Expr, b: Expr, { assume, budget }: Knowing): Domains {
  try {
    const ring = new Ring({ nodes: TERMS, cancelled: budget?.cancelled });
    const [left, right] = [a, b].map((expr) => {
      const reader = new Reader(ring, { known: assume });
      reader.read(expr);
      return reader;
    });
    return {
      required: [...requiredIn(left), ...requiredIn(right)],
      between: [
        ...conditionsBetween(right, left.requirements, right.requirements),
        ...conditionsBetween(left, right.requirements, left.requirements),
      ],
    };
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    // What can't be compared is said of both.
    const between = [a, b].filter(mayBeUndefined).map((expr): Condition => ({ expr, holds: "defined" }));
    return { required: [], between };
  }
}

// Refutation

/** Small and large values, tried by themselves: they are rare among the points. */
const EXTREMES = [1e-9, -1e-9, 1e-4, -1e-4, 30, -30, 1e4, -1e4, 1e8, -1e8];

/** How many points of small numbers are tried first. */
const SIMPLE_POINTS = 64;

function* pointsToTry(
  names: readonly string[],
  exprs: readonly Expr[],
  seed: number,
): Generator<Map<string, number>> {
  // Whole and half numbers of both signs, in all choices where there are few names.
  const simple = [1, -1, 2, -2, 0.5, -0.5, 3, 0];
  const choices = Math.min(simple.length ** names.length, SIMPLE_POINTS);
  for (let i = 0; i < choices; i++) {
    const digit = (j: number): number => Math.floor(i / simple.length ** j) + (names.length > 2 ? i * j : 0);
    yield new Map(names.map((name, j) => [name, simple[digit(j) % simple.length]]));
  }
  let count = 0;
  for (const point of pointsFor(names, centersOf(exprs), seed)) {
    yield point;
    if (++count % 8 !== 0 || names.length === 0) continue;
    const [name, value] = [names[(count / 8) % names.length], EXTREMES[(count / 8) % EXTREMES.length]];
    yield new Map(point).set(name, value);
  }
}

function refutation(
  a: Expr,
  b: Expr,
  { assume, takes, seed = 1, budget }: EquivalentOptions,
): Equivalence | undefined {
  const names = [...new Set([...variables(a), ...variables(b)])].sort();
  const size = postorder([a, b]).length;
  const tries = names.length === 0 ? 1 : Math.min(POINTS, Math.ceil(EVALUATIONS / size));
  let tried = 0;
  try {
    for (const at of pointsToTry(names, [a, b], seed)) {
      if (tried++ >= tries) return undefined;
      checkCancelled(budget);
      if (takes?.(at) === false || !respects(at, assume)) continue;
      const [left, right] = [rounded(a, at), rounded(b, at)];
      if (!Number.isFinite(left.value) || !Number.isFinite(right.value)) continue;
      const gap = Math.abs(left.value - right.value);
      const scale = Math.max(Math.abs(left.value), Math.abs(right.value));
      const isCertain = gap > TOLERANCE * scale + MARGIN * (left.bound + right.bound);
      if (isCertain || (gap > CLEAR * scale && differExactly(a, b, at))) {
        return { verdict: "refuted", at, values: [left.value, right.value] };
      }
    }
  } catch (error) {
    // A user's function has no values; formulas can still be proved equal.
    if (!(error instanceof NameError || error instanceof BudgetError)) throw error;
  }
  return undefined;
}

/** Whether two formulas come to different rationals: where rounding may leave a domain, (-1)^(2*y) at 1/2. */
function differExactly(a: Expr, b: Expr, at: ReadonlyMap<string, number>): boolean {
  const [left, right] = [a, b].map((expr) => tidy(substitute(expr, at)));
  return left.kind === "const" && right.kind === "const" && !equal(left, right);
}

/** Whether a point doesn't break what is known of the signs of its variables. */
function respects(at: ReadonlyMap<string, number>, assume: EquivalentOptions["assume"]): boolean {
  if (assume === undefined) return true;
  for (const [name, value] of at) {
    const of = (holds: Condition["holds"]): boolean => assume({ expr: Var(name), holds });
    if (value <= 0 && of("positive")) return false;
    if (value < 0 && of("nonnegative")) return false;
    if (value === 0 && of("nonzero")) return false;
  }
  return true;
}
