// Guards: under which conditions a contribution to a gradient exists at all. What flows through one
// branch of a conditional is guarded by its condition, so that a branch that is not taken never
// contributes, not even 0·nan. A guard is a chain of conditions from the inside out.
import {
  type Apply,
  apply,
  constant,
  type Expr,
  hasConditions,
  mayBeUndefined,
  sizeOf,
} from "../expr/node.ts";
import { And, If, Not, Or } from "../expr/primitives/logic.ts";
import { Add, Mul } from "../expr/primitives/operators.ts";

/** `condition` is true (or, with `holds` false, untrue), and so is all of `outer`. */
export interface Guard {
  readonly condition: Expr;
  readonly holds: boolean;
  readonly outer: Guard | undefined;
  readonly depth: number;
}

/** A formula that stands for itself where its guard is true, and for nothing (0) elsewhere. */
export interface Guarded {
  readonly value: Expr;
  readonly guard: Guard | undefined;
}

const ZERO = constant(0);
const isOne = (expr: Expr): boolean => expr.kind === "const" && expr.value === 1;

/** a·b, a factor 1 left out. */
export const times = (a: Expr, b: Expr): Expr => (isOne(a) ? b : isOne(b) ? a : apply(Mul, [a, b]));

const isZero = (expr: Expr): boolean => expr.kind === "const" && expr.value === 0;

/**
 * How many conditionals, sums and products inside each other are looked into for a branch that is 0: fewer in large
 * formulas, as what is taken into branches is written once for each.
 */
const lookedInto = (a: Expr, b: Expr): number => (sizeOf(a) + sizeOf(b) <= 4096 ? 8 : 3);

/** Whether some branch of a conditional is 0; of a sum, in both terms; of a product, in one factor. The recursion is bounded. */
function hasGap(expr: Expr, depth: number): boolean {
  if (expr.kind !== "apply" || depth === 0) return false;
  const [first, second, third] = expr.args;
  if (expr.op === If)
    return isZero(second) || isZero(third) || hasGap(second, depth - 1) || hasGap(third, depth - 1);
  if (expr.op === Add) return hasGap(second, depth - 1) && hasGap(first, depth - 1);
  return expr.op === Mul && (hasGap(second, depth - 1) || hasGap(first, depth - 1));
}

/**
 * a·b, which is 0 where a branch of a conditional in either is 0: nothing comes through there, and the other
 * factor may have no value, as in inf·0. The other factor is therefore taken into the branches, those of b first.
 */
export const timesInBranches = (a: Expr, b: Expr): Expr =>
  hasConditions(a) || hasConditions(b) ? intoBranches(a, b, lookedInto(a, b)) : times(a, b);

function intoBranches(a: Expr, b: Expr, depth: number): Expr {
  const inFirst = mayBeUndefined(b) && hasGap(a, depth);
  const inSecond = (inFirst || mayBeUndefined(a)) && hasGap(b, depth);
  const split = inSecond ? b : a;
  if (split.kind !== "apply" || !(inFirst || inSecond)) return times(a, b);
  const within = (part: Expr): Expr =>
    isZero(part) ? ZERO : inSecond ? intoBranches(a, part, depth - 1) : intoBranches(part, b, depth - 1);
  const [first, second, third] = split.args;
  if (split.op === If) return If(first, within(second), within(third));
  if (split.op === Add) return Add(within(first), within(second));
  return hasGap(second, depth - 1) ? times(first, within(second)) : times(within(first), second);
}

/** The branch (1: chosen, 2: other) of a conditional's application through which `value` flows. */
export function enterBranch(guarded: Guarded, conditional: Apply, branch: number): Guarded {
  const { value, guard } = guarded;
  const depth = (guard?.depth ?? 0) + 1;
  return { value, guard: { condition: conditional.args[0], holds: branch === 1, outer: guard, depth } };
}

/** What has come together under one guard: the sum so far, whether some of it is unconditional there, and the conditionals below. */
interface Meeting {
  readonly guard: Guard | undefined;
  value: Expr | undefined;
  /** Where any contribution exists: everywhere under the guard (true), or under a further condition. */
  cover: true | Expr | undefined;
  /** By condition, what came through its two branches. */
  readonly branches: Map<Expr, { chosen: Part | undefined; other: Part | undefined }>;
}

interface Part {
  readonly value: Expr;
  readonly cover: true | Expr;
}

const plus = (a: Expr | undefined, b: Expr): Expr => (a === undefined ? b : Add(a, b));

const either = (a: true | Expr | undefined, b: true | Expr): true | Expr =>
  a === true || b === true ? true : a === undefined ? b : Or(a, b);

const both = (condition: Expr, cover: true | Expr): Expr =>
  cover === true ? condition : And(condition, cover);

const joined = (a: Part | undefined, b: Part): Part =>
  a === undefined ? b : { value: Add(a.value, b.value), cover: either(a.cover, b.cover) };

/** Folds the conditionals below a meeting into its sum: if(condition, chosen, other), a missing branch 0. */
function settle(meeting: Meeting): Part {
  for (const [condition, { chosen, other }] of meeting.branches) {
    meeting.value = plus(meeting.value, If(condition, chosen?.value ?? ZERO, other?.value ?? ZERO));
    if (chosen?.cover === true && other?.cover === true) meeting.cover = true;
    else {
      if (chosen !== undefined) meeting.cover = either(meeting.cover, both(condition, chosen.cover));
      if (other !== undefined) meeting.cover = either(meeting.cover, both(Not(condition), other.cover));
    }
  }
  meeting.branches.clear();
  return { value: meeting.value ?? ZERO, cover: meeting.cover ?? true };
}

/**
 * Brings contributions together from the innermost guards outwards, until one meeting is left or, with
 * `toRoot`, until no guard is. Linear in the guards involved, however deep they nest.
 */
function meet(contributions: readonly Guarded[], toRoot: boolean): Meeting {
  const meetings = new Map<Guard | undefined, Meeting>();
  const byDepth: Meeting[][] = [];
  const at = (guard: Guard | undefined): Meeting => {
    let meeting = meetings.get(guard);
    if (meeting === undefined) {
      meeting = { guard, value: undefined, cover: undefined, branches: new Map() };
      meetings.set(guard, meeting);
      const depth = guard?.depth ?? 0;
      while (byDepth.length <= depth) byDepth.push([]);
      byDepth[depth].push(meeting);
    }
    return meeting;
  };
  for (const { value, guard } of contributions) {
    const meeting = at(guard);
    meeting.value = plus(meeting.value, value);
    meeting.cover = true;
  }
  for (let depth = byDepth.length - 1; depth > 0; depth--) {
    for (const meeting of byDepth[depth]) {
      if (meetings.size === 1 && !toRoot) return meeting;
      const { guard } = meeting;
      if (guard === undefined) continue; // depth 0 alone
      meetings.delete(guard);
      const part = settle(meeting);
      const { branches } = at(guard.outer);
      let pair = branches.get(guard.condition);
      if (pair === undefined) {
        pair = { chosen: undefined, other: undefined };
        branches.set(guard.condition, pair);
      }
      if (guard.holds) pair.chosen = joined(pair.chosen, part);
      else pair.other = joined(pair.other, part);
    }
  }
  return at(undefined);
}

function haveGuard(contributions: readonly Guarded[], guard: Guard | undefined): boolean {
  for (const one of contributions) if (one.guard !== guard) return false;
  return true;
}

/** The sum of one contribution or more that have the same guard. */
function plainSum(contributions: readonly Guarded[]): Expr {
  let sum = contributions[0].value;
  for (let i = 1; i < contributions.length; i++) sum = apply(Add, [sum, contributions[i].value]);
  return sum;
}

/** The sum of contributions to one node, under the weakest guard that covers all of them. */
export function sumGuarded(contributions: readonly Guarded[]): Guarded {
  const { guard } = contributions[0];
  if (haveGuard(contributions, guard)) return { value: plainSum(contributions), guard };
  const meeting = meet(contributions, false);
  const { value, cover } = settle(meeting);
  if (cover === true) return { value, guard: meeting.guard };
  const depth = (meeting.guard?.depth ?? 0) + 1;
  return { value, guard: { condition: cover, holds: true, outer: meeting.guard, depth } };
}

/** The sum of contributions to a variable, where nothing flows on, as a formula that needs no guard. */
export function total(contributions: readonly Guarded[]): Expr {
  if (contributions.length === 0) return ZERO;
  if (haveGuard(contributions, undefined)) return plainSum(contributions);
  return settle(meet(contributions, true)).value;
}
