// A map whose keys are formulas, equal ones being one key.
import { equal } from "./equal.ts";
import { type Expr, hashOf } from "./node.ts";

export class FormulaMap<T> {
  readonly #byHash = new Map<number, { readonly key: Expr; value: T }[]>();

  get(key: Expr): T | undefined {
    return this.#entry(key)?.value;
  }

  set(key: Expr, value: T): void {
    const entry = this.#entry(key);
    if (entry !== undefined) {
      entry.value = value;
      return;
    }
    const hash = hashOf(key);
    const alike = this.#byHash.get(hash);
    if (alike === undefined) this.#byHash.set(hash, [{ key, value }]);
    else alike.push({ key, value });
  }

  #entry(key: Expr): { readonly key: Expr; value: T } | undefined {
    return this.#byHash.get(hashOf(key))?.find((entry) => equal(entry.key, key));
  }
}
