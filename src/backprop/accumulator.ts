// Where gradients live: not in the tree but beside it, one sum for each variable's name. Given the
// same accumulator twice, contributions add up; without one, never.

/** Sums of contributions by the name of the variable they arrived at. */
export class Accumulator<T> {
  readonly #sums = new Map<string, T>();
  readonly #zero: T;
  readonly #plus: (a: T, b: T) => T;

  /** @param zero what `read` gives for a name nothing has arrived at; @param plus the sum of two contributions. */
  constructor(zero: T, plus: (a: T, b: T) => T) {
    this.#zero = zero;
    this.#plus = plus;
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
