// Structural equality of formulas: identity first, then the hashes, then an iterative comparison.
// A pair of nodes is compared once, so that two equal formulas of heavy sharing compare in
// linear time.
import { argOf, type ConstValue, type Expr, hashOf, sizeOf } from "./node.ts";

/** Whether two constant values are the same number; 0 and -0 are, and nan is nan. */
export function equalValues(a: ConstValue, b: ConstValue): boolean {
  if (typeof a === "number" || typeof b === "number") return a === b || (Number.isNaN(a) && Number.isNaN(b));
  return a.numerator === b.numerator && a.denominator === b.denominator;
}

/** Below this size no memory of compared pairs is kept: comparing again is cheaper. */
const SMALL = 64;

/**
 * Whether two formulas are the same tree (sharing aside).
 * @example equal(parse("x + y"), Add(x, y))  // true
 */
export function equal(a: Expr, b: Expr): boolean {
  if (a === b) return true;
  if (hashOf(a) !== hashOf(b) || sizeOf(a) !== sizeOf(b) || a.kind !== b.kind) return false;
  if (a.kind === "const") return b.kind === "const" && equalValues(a.value, b.value);
  if (a.kind === "var") return b.kind === "var" && a.name === b.name;
  const compared = sizeOf(a) > SMALL ? new Map<Expr, Set<Expr>>() : undefined;
  const left: Expr[] = [a];
  const right: Expr[] = [b];
  for (;;) {
    const l = left.pop();
    const r = right.pop();
    if (l === undefined || r === undefined) return true;
    if (l === r) continue;
    if (hashOf(l) !== hashOf(r)) return false;
    if (l.kind === "const") {
      if (r.kind !== "const" || !equalValues(l.value, r.value)) return false;
    } else if (l.kind === "var") {
      if (r.kind !== "var" || l.name !== r.name) return false;
    } else {
      if (r.kind !== "apply" || l.op !== r.op || l.args.length !== r.args.length) return false;
      if (compared !== undefined) {
        const before = compared.get(l);
        if (before === undefined) compared.set(l, new Set([r]));
        else if (before.has(r)) continue;
        else before.add(r);
      }
      for (let i = 0; i < l.args.length; i++) {
        left.push(argOf(l, i));
        right.push(argOf(r, i));
      }
    }
  }
}
