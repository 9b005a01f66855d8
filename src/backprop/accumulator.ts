// Where gradients live: not in the tree but beside it, one sum for each variable's name. Given the
// same accumulator twice, contributions add up; without one, never.

import type { Expr } from "../expr/node.ts";
import { Add } from "../expr/primitives/operators.ts";

/** Sums of contributions by the name of the variable they arrived at. */
export class Accumulator<T = number> {
  readonly #sums = new Map<string, T>();
  readonly #zero: T;
  readonly #plus: (a: T, b: T) => T;

  /**
   * @param zero what `read` gives for a name nothing has arrived at
   * @param plus the sum of two contributions
   * Without them: for numbers, or for formulas once one has been added; nothing read is then 0.
   */
  constructor(zero?: T, plus?: (a: T, b: T) => T) {
    // `as`: a T is a number or a formula unless its own zero and plus are given, which TypeScript can't express.
    this.#zero = zero ?? (0 as T);
    this.#plus = plus ?? ((a, b) => sum(a as number | Expr, b as number | Expr) as T);
  }

  /** Adds a contribution to the name's sum. */
  add(name: string, contribution: T): void {
    const sum = this.#sums.get(name);
    this.#sums.set(name, sum === undefined ? contribution : this.#plus(sum, contribution));
  }

  /** The name's sum; 0 where nothing has arrived. */
  read(name: string): T {
    return this.#sums.get(name) ?? this.#zero;
  }

  /** The name's sum, which is then cleared. */
  take(name: string): T {
    const sum = this.read(name);
    this.#sums.delete(name);
    return sum;
  }

  /** Forgets every sum. */
  clear(): void {
    this.#sums.clear();
  }

  /** The names that something has arrived at, with their sums, in the order of arrival. */
  entries(): IterableIterator<[string, T]> {
    return this.#sums.entries();
  }
}

const sum = (a: number | Expr, b: number | Expr): number | Expr =>
  typeof a === "number" && typeof b === "number" ? a + b : Add(a, b);
