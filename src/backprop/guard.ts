// Guards: under which conditions a contribution to a gradient exists at all. What flows through one
// branch of a conditional is guarded by its condition, so that a branch that is not taken never
// contributes, not even 0·nan. A guard is a chain of conditions from the inside out.
import { type Apply, constant, type Expr } from "../expr/node.ts";
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
export const times = (a: Expr, b: Expr): Expr => (isOne(a) ? b : isOne(b) ? a : Mul(a, b));

/** The branch (1: chosen, 2: other) of a conditional's application through which `value` flows. */
export function enterBranch(guarded: Guarded, conditional: Apply, branch: number): Guarded {
  const { value, guard } = guarded;
  const depth = (guard?.depth ?? 0) + 1;
  return { value, guard: { condition: conditional.args[0], holds: branch === 1, outer: guard, depth } };
}

const sameCondition = (a: Guard, b: Guard): boolean => a.condition === b.condition && a.holds === b.holds;

function commonOuter(a: Guard | undefined, b: Guard | undefined): Guard | undefined {
  let left = a;
  let right = b;
  while (left !== right) {
    if (left === undefined || right === undefined) return undefined;
    if (left.depth === right.depth && sameCondition(left, right) && left.outer === right.outer) return left;
    if (left.depth >= right.depth) left = left.outer;
    else right = right.outer;
  }
  return left;
}

/** The value as a formula that needs no guard but `until`: if(condition, value, 0), from the inside out. */
export function unguarded(guarded: Guarded, until?: Guard): Expr {
  let { value } = guarded;
  for (let guard = guarded.guard; guard !== undefined && guard !== until; guard = guard.outer) {
    if (until !== undefined && guard.depth <= until.depth) break;
    value = guard.holds ? If(guard.condition, value, ZERO) : If(guard.condition, ZERO, value);
  }
  return value;
}

function conjunction(guard: Guard | undefined, until: Guard | undefined): Expr | undefined {
  let all: Expr | undefined;
  for (let g = guard; g !== undefined && g !== until; g = g.outer) {
    if (until !== undefined && g.depth <= until.depth) break;
    const condition = g.holds ? g.condition : Not(g.condition);
    all = all === undefined ? condition : And(condition, all);
  }
  return all;
}

/** The sum of two contributions to one node, under the weakest guard that covers both. */
export function addGuarded(a: Guarded, b: Guarded): Guarded {
  if (a.guard === b.guard) return { value: Add(a.value, b.value), guard: a.guard };
  const outer = commonOuter(a.guard, b.guard);
  const value = Add(unguarded(a, outer), unguarded(b, outer));
  const left = conjunction(a.guard, outer);
  const right = conjunction(b.guard, outer);
  // Where either is unguarded below `outer`, or the two are the branches of one conditional, one of them always counts.
  const complementary =
    a.guard !== undefined &&
    b.guard !== undefined &&
    a.guard.outer === outer &&
    b.guard.outer === outer &&
    a.guard.condition === b.guard.condition;
  if (left === undefined || right === undefined || complementary) return { value, guard: outer };
  return { value, guard: { condition: Or(left, right), holds: true, outer, depth: (outer?.depth ?? 0) + 1 } };
}
