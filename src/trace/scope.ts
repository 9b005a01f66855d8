// The names that a traced function sees, and what is written under a condition: each way is followed from
// the same state, and what they leave different is chosen between.
import type { Value } from "./value.ts";

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

/** Writes to bindings, with what they held before where a way may have to be taken back. */
export class Trail {
  readonly #before: Map<Binding, Value>[] = [];

  /** Whether what happens now depends on a condition on parameters. */
  get isConditional(): boolean {
    return this.#before.length > 0;
  }

  set(binding: Binding, value: Value): void {
    const before = this.#before.at(-1);
    if (before !== undefined && !before.has(binding)) before.set(binding, binding.value);
    binding.value = value;
  }

  /** Follows one way and takes its writes back. */
  along<T>(way: () => T): { result: T; writes: Writes } {
    const before = new Map<Binding, Value>();
    this.#before.push(before);
    const result = way();
    this.#before.pop();
    const writes = new Map<Binding, Value>();
    for (const [binding, value] of before) {
      writes.set(binding, binding.value);
      binding.value = value;
    }
    return { result, writes };
  }
}
