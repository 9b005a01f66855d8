// The conditions under which a rewritten formula equals the original: x ≠ 0 after x/x became 1.
import { equal } from "../expr/equal.ts";
import { type Const, constant, type Expr, hashOf, hasVariables, settled } from "../expr/node.ts";
import { Add, Neg, Sub } from "../expr/primitives/operators.ts";
import { formatText } from "../expr/print/text.ts";
import { rounded } from "../expr/rounded.ts";
import { appliesUserFunctions } from "../expr/userFunction.ts";
import { negateValue } from "./exact.ts";

/** `expr` is nonzero, or not negative, or positive, or has a value at all. */
export interface Condition {
  readonly expr: Expr;
  readonly holds: "nonzero" | "nonnegative" | "positive" | "defined";
}

export const sameCondition = (a: Condition, b: Condition): boolean =>
  a.holds === b.holds && (equal(a.expr, b.expr) || (a.holds === "nonzero" && areTurned(a.expr, b.expr)));

/** a - b and b - a. */
const areTurned = (a: Expr, b: Expr): boolean =>
  a.kind === "apply" &&
  b.kind === "apply" &&
  a.op === Sub &&
  b.op === Sub &&
  equal(a.args[0], b.args[1]) &&
  equal(a.args[1], b.args[0]);

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
const TURNED = { nonzero: "≠", nonnegative: "≤", positive: "<" } as const;

/** A condition as people read it: "x ≠ 0", "x ≥ 1", "asin(x) is defined". Of numbers alone it says where it fails. */
export function formatCondition(condition: Condition): string {
  const { expr, holds } = condition;
  const never = neverHolds(condition) ? ", which never holds: the formula given has no value" : "";
  if (holds === "defined") return `${formatText(expr)} is defined${never}`;
  const { left, right, isTurned } = solved(expr);
  const sign = (isTurned ? TURNED : SIGNS)[holds];
  return `${formatText(left)} ${sign} ${right}${never}`;
}

/** Whether a condition on a number is clearly false: -1 > 0. */
function neverHolds({ expr, holds }: Condition): boolean {
  if (hasVariables(expr) || appliesUserFunctions(expr)) return false;
  const { value, bound } = rounded(expr, {});
  if (Number.isNaN(value) || holds === "defined") return Number.isNaN(value);
  // A number that is worked out may be 0 where it seems a little less.
  if (expr.kind === "const")
    return holds === "nonnegative" ? value < 0 : holds === "positive" ? value <= 0 : value === 0;
  return holds !== "nonzero" && value < -bound;
}

interface Solved {
  readonly left: Expr;
  readonly right: string;
  /** Whether less is more: 1 - x > 0 is x < 1. */
  readonly isTurned: boolean;
}

/** x - 1 against 0 is x against 1, x - y is x against y. */
function solved(expr: Expr): Solved {
  if (expr.kind === "apply" && expr.op === Neg && expr.args[0].kind === "var")
    return { left: expr.args[0], right: "0", isTurned: true };
  if (expr.kind === "apply" && (expr.op === Sub || expr.op === Add)) {
    const [left, right] = expr.args;
    const isDifference = expr.op === Sub;
    if (left.kind === "var" && right.kind === "const")
      return { left, right: formatText(isDifference ? right : negated(right)), isTurned: false };
    if (left.kind === "var" && right.kind === "var" && isDifference)
      return { left, right: formatText(right), isTurned: false };
    if (left.kind === "const" && right.kind === "var" && isDifference)
      return { left: right, right: formatText(left), isTurned: true };
  }
  return { left: expr, right: "0", isTurned: false };
}

const negated = (expr: Const): Expr => constant(negateValue(expr.value));
