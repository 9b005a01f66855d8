// The conditions under which a rewritten formula equals the original: x ≠ 0 after x/x became 1.
import { equal } from "../expr/equal.ts";
import { type Const, constant, type Expr, hashOf, settled } from "../expr/node.ts";
import { Add, Sub } from "../expr/primitives/operators.ts";
import { formatText } from "../expr/print/text.ts";
import { negateValue } from "./exact.ts";

/** `expr` is nonzero, or not negative, or positive, or has a value at all. */
export interface Condition {
  readonly expr: Expr;
  readonly holds: "nonzero" | "nonnegative" | "positive" | "defined";
}

export const sameCondition = (a: Condition, b: Condition): boolean =>
  a.holds === b.holds && equal(a.expr, b.expr);

/** From this many conditions on, the same one is found by hash. */
const MANY = 8;

const NONE: readonly Condition[] = [];

/** Conditions in the order in which they were first relied on, each once. */
export class Conditions {
  /** Most work relies on nothing. */
  #list: Condition[] | undefined;
  #byHash: Map<number, Condition[]> | undefined;

  get list(): readonly Condition[] {
    return this.#list ?? NONE;
  }

  /** The list for good: its formulas leave the work that they were made in. */
  settled(): readonly Condition[] {
    const { list } = this;
    for (const { expr } of list) settled(expr);
    return list;
  }

  add(condition: Condition): void {
    if (this.#list === undefined) {
      this.#list = [condition];
      return;
    }
    if (this.#list.length < MANY) {
      if (!this.#list.some((known) => sameCondition(known, condition))) this.#list.push(condition);
      return;
    }
    if (this.#byHash === undefined) {
      this.#byHash = new Map();
      for (const known of this.#list) this.#index(known, this.#byHash);
    }
    if (this.#byHash.get(hashOf(condition.expr))?.some((known) => sameCondition(known, condition))) return;
    this.#list.push(condition);
    this.#index(condition, this.#byHash);
  }

  #index(condition: Condition, byHash: Map<number, Condition[]>): void {
    const hash = hashOf(condition.expr);
    const alike = byHash.get(hash);
    if (alike === undefined) byHash.set(hash, [condition]);
    else alike.push(condition);
  }
}

const SIGNS = { nonzero: "≠", nonnegative: "≥", positive: ">" } as const;

/** A condition as people read it: "x ≠ 0", "x ≥ 1", "asin(x) is defined". */
export function formatCondition({ expr, holds }: Condition): string {
  if (holds === "defined") return `${formatText(expr)} is defined`;
  const { left, right } = solved(expr);
  return `${formatText(left)} ${SIGNS[holds]} ${right}`;
}

/** x - 1 against 0 is x against 1. */
function solved(expr: Expr): { left: Expr; right: string } {
  if (expr.kind === "apply" && (expr.op === Sub || expr.op === Add)) {
    const [left, right] = expr.args;
    if (left.kind === "var" && right.kind === "const") {
      return { left, right: formatText(expr.op === Sub ? right : negated(right)) };
    }
  }
  return { left: expr, right: "0" };
}

const negated = (expr: Const): Expr => constant(negateValue(expr.value));
