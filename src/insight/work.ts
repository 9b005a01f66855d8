// Work as it is counted and timed: the calls of a function, the visits of a differentiator, the whole
// evaluations of finite differences. What would exceed the budget is not begun; its prediction stands alone.
import type { Differentiator } from "../backprop/differentiator.ts";
import { difference } from "../backprop/finite.ts";
import { BudgetError } from "../expr/errors.ts";
import { evaluate } from "../expr/evaluate.ts";
import type { Instance } from "./families.ts";
import type { Counted } from "./fibonacci.ts";

/** Work counted beside what was predicted; where it was refused, `counted` and `ms` are absent. */
export interface Work {
  readonly predicted: number;
  readonly counted?: number;
  /** The shortest of a few runs. */
  readonly ms?: number;
}

/** Finite differences: work is counted in whole evaluations. */
export interface Approximation extends Work {
  /** The largest |difference - exact| / max(1, |exact|) among the partial derivatives. */
  readonly error?: number;
}

/** How much may be done, and by which clock (in milliseconds) it is timed. */
export interface Limits {
  readonly budget: number;
  readonly clock: () => number;
}

/** Work that is over quickly is done up to five times, and the shortest time counts: first runs are slow. */
export function timed<T>(work: () => T, clock: () => number): { readonly result: T; readonly ms: number } {
  const begin = clock();
  const result = work();
  let end = clock();
  let ms = end - begin;
  for (let more = 0; more < 4 && end - begin < 50; more++) {
    const started = end;
    work();
    end = clock();
    ms = Math.min(ms, end - started);
  }
  return { result, ms };
}

/** The calls that a function of n makes. */
export function countCalls(
  fib: (n: number) => Counted,
  n: number,
  predicted: number,
  { budget, clock }: Limits,
): Work {
  if (predicted > budget) return { predicted };
  const { result, ms } = timed(() => fib(n), clock);
  return { predicted, counted: result.calls, ms };
}

/** The visits that a differentiator makes for the whole gradient at the point, and the gradient; it may refuse by budget. */
export function countVisits(
  method: Differentiator,
  { expr, at, wrt }: Instance,
  predicted: number,
  { budget, clock }: Limits,
): { readonly work: Work; readonly gradient: readonly number[] } {
  let counted = 0;
  const onVisits = (visits: number): void => {
    counted = visits;
  };
  try {
    const options = { budget: { nodes: budget }, onVisits };
    const { result, ms } = timed(() => method.gradientAt(expr, at, wrt, options), clock);
    return { work: { predicted, counted, ms }, gradient: result };
  } catch (error) {
    if (error instanceof BudgetError) return { work: { predicted }, gradient: [] };
    throw error;
  }
}

/** The evaluations that central differences take for the whole gradient, each of them of `nodes` nodes, and their error. */
export function countEvaluations(
  { expr, at, wrt }: Instance,
  predicted: number,
  nodes: number,
  exact: readonly number[],
  { budget, clock }: Limits,
): Approximation {
  if (predicted * nodes > budget) return { predicted };
  let counted = 0;
  const partial = (name: string): number => {
    const f = (x: number): number => {
      counted++;
      return evaluate(expr, new Map(at).set(name, x));
    };
    return difference(f, at.get(name) ?? Number.NaN); // always there: an instance binds its variables
  };
  const { result, ms } = timed(() => {
    counted = 0;
    return wrt.map(partial);
  }, clock);
  const error = result.reduce(
    (largest, value, i) => Math.max(largest, Math.abs(value - exact[i]) / Math.max(1, Math.abs(exact[i]))),
    0,
  );
  return { predicted, counted, ms, error };
}
