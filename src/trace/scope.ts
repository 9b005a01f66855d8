// The names that a traced function sees, and what is written under a condition: each way is followed from
// the same state, and what they leave different is chosen between.
import type { Expr } from "../expr/node.ts";
import { Not, Or } from "../expr/primitives/logic.ts";
import type { List, Value } from "./value.ts";

export interface Binding {
  value: Value;
  readonly isConstant: boolean;
  /** The application whose name it is. */
  readonly owner: Application | undefined;
}

/** A return that was met on one way only: what the function gives where the test is `holds`. */
export interface Early {
  readonly test: Expr;
  readonly holds: boolean;
  readonly value: Value;
}

/** A function that is being followed, with its early returns. */
export class Application {
  /** Those that are still to be put before what comes after. */
  early: Early[] = [];
  /** Where it has returned by now, on the way that is followed. */
  returned: Expr | undefined;

  returnEarly(early: Early): void {
    this.early.push(early);
    const here = early.holds ? early.test : Not(early.test);
    this.returned = this.returned === undefined ? here : Or(this.returned, here);
  }
}

export class Scope {
  readonly #bindings = new Map<string, Binding>();
  readonly #parent: Scope | undefined;
  readonly #owner: Application | undefined;

  constructor(
    parent?: Scope,
    owner: Application | undefined = parent === undefined ? undefined : parent.#owner,
  ) {
    this.#parent = parent;
    this.#owner = owner;
  }

  declare(name: string, value: Value, isConstant = false): void {
    this.#bindings.set(name, { value, isConstant, owner: this.#owner });
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
    const copied = new Scope(this.#parent, this.#owner);
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
  readonly #applications: Application[] = [];
  readonly #makers = new WeakMap<List, Application | undefined>();

  /** Follows a function's application. */
  within<T>(application: Application, body: () => T): T {
    this.#applications.push(application);
    const value = body();
    this.#applications.pop();
    return value;
  }

  /**
   * Where one of the functions has returned that are being followed on behalf of `owner`: what is written now to a
   * name or an array of its is not written there. Undefined: nowhere.
   */
  returnedWithin(owner: Application | undefined): Expr | undefined {
    let returned: Expr | undefined;
    for (let i = this.#applications.length - 1; i >= 0 && this.#applications[i] !== owner; i--) {
      const here = this.#applications[i].returned;
      if (here !== undefined) returned = returned === undefined ? here : Or(returned, here);
    }
    return returned;
  }

  set(binding: Binding, value: Value): void {
    const before = this.#ways.at(-1)?.before;
    if (before !== undefined && !before.has(binding)) before.set(binding, binding.value);
    binding.value = value;
  }

  /** Takes note of where an array is first met, which is where it is made. */
  meet(list: List): void {
    if (this.#makers.has(list)) return;
    this.#makers.set(list, this.#applications.at(-1));
    this.#ways.at(-1)?.made.add(list);
  }

  /** Whether a change of the array happens wherever the array is made, and not under a further condition. */
  mayChange(list: List): boolean {
    const isHere = this.#ways.at(-1)?.made.has(list) ?? true;
    return isHere && this.returnedWithin(this.#makers.get(list)) === undefined;
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
