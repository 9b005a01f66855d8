// The names that a traced function sees, and what is written under a condition: each way is followed from
// the same state, and what they leave different is chosen between.
import type { List, Value } from "./value.ts";

export interface Binding {
  value: Value;
  readonly isConstant: boolean;
}

export class Scope {
  readonly #bindings = new Map<string, Binding>();
  readonly #parent: Scope | undefined;

  constructor(parent?: Scope) {
    this.#parent = parent;
  }

  declare(name: string, value: Value, isConstant = false): void {
    this.#bindings.set(name, { value, isConstant });
  }

  /** Whether the name is declared here, not around. */
  has(name: string): boolean {
    return this.#bindings.has(name);
  }

  find(name: string): Binding | undefined {
    let scope: Scope | undefined = this;
    for (; scope !== undefined; scope = scope.#parent) {
      const binding = scope.#bindings.get(name);
      if (binding !== undefined) return binding;
    }
    return undefined;
  }

  /** Every name that is seen here, for "did you mean". */
  names(): string[] {
    const names: string[] = [];
    let scope: Scope | undefined = this;
    for (; scope !== undefined; scope = scope.#parent) names.push(...scope.#bindings.keys());
    return names;
  }

  /** The same names with bindings of their own: each round of a loop has its own, for functions that keep them. */
  copy(): Scope {
    const copied = new Scope(this.#parent);
    for (const [name, { value, isConstant }] of this.#bindings) copied.declare(name, value, isConstant);
    return copied;
  }
}

/** What was written on one way. */
export type Writes = ReadonlyMap<Binding, Value>;

/** One way of a condition: what names held before it, and the arrays that were made on it. */
interface Way {
  readonly before: Map<Binding, Value>;
  readonly made: Set<List>;
}

/** Writes to bindings, with what they held before where a way may have to be taken back. */
export class Trail {
  readonly #ways: Way[] = [];
  readonly #seen = new WeakSet<List>();

  set(binding: Binding, value: Value): void {
    const before = this.#ways.at(-1)?.before;
    if (before !== undefined && !before.has(binding)) before.set(binding, binding.value);
    binding.value = value;
  }

  /** Takes note of where an array is first met, which is where it is made. */
  meet(list: List): void {
    if (this.#seen.has(list)) return;
    this.#seen.add(list);
    this.#ways.at(-1)?.made.add(list);
  }

  /** Whether a change of the array happens wherever the array is made, and not under a further condition. */
  mayChange(list: List): boolean {
    return this.#ways.at(-1)?.made.has(list) ?? true;
  }

  /** Follows one way and takes its writes back. */
  along<T>(way: () => T): { result: T; writes: Writes } {
    const before = new Map<Binding, Value>();
    this.#ways.push({ before, made: new Set() });
    const result = way();
    this.#ways.pop();
    const writes = new Map<Binding, Value>();
    for (const [binding, value] of before) {
      writes.set(binding, binding.value);
      binding.value = value;
    }
    return { result, writes };
  }
}
