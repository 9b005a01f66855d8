// What the law tests ask of random formulas: whether they are quick to compare, what they cost as written, and the same
// formula in another order.
import { toNumber } from "../../src/expr/evaluate.ts";
import { apply, type Expr } from "../../src/expr/node.ts";
import { operations } from "../../src/expr/operations.ts";
import { Add, Mul } from "../../src/expr/primitives/operators.ts";
import { format } from "../../src/expr/print/format.ts";
import { fold, foldAll, postorder } from "../../src/expr/walk.ts";

export type Point = Readonly<Record<string, number>>;

/** Whether every part of f has a real value, of a size at which high precision is quick, or none at all. */
export function isPlain(f: Expr, at: Point): boolean {
  const values = foldAll<number>([f], {
    constant: (node) => toNumber(node.value),
    variable: (node) => at[node.name],
    apply: (node, args) => node.op.value(...args),
  });
  return postorder([f]).every((node) => {
    const value = values.get(node) ?? Number.NaN;
    // 0 and -0 are one value for rewriting, but acot and atan2 tell them apart.
    return !(Math.abs(value) >= 1e9 || Object.is(value, -0));
  });
}

/** Operations as they are written: 1/2/x, x^(-2) and -1 - x have two, though a literal is a leaf. */
export function cost(f: Expr): number {
  const more = new Set<string>();
  for (const node of postorder([f])) {
    if (node.kind !== "const") continue;
    if (typeof node.value === "object" && node.value.denominator !== 1n) more.add(format(node));
    if (toNumber(node.value) < 0) more.add(`-${format(node)}`);
  }
  return operations([f]) + more.size;
}

/** The same formula with the arguments of + and * swapped, and sums and products of three grouped otherwise, here and there. */
export function permuted(f: Expr, choices: readonly number[]): Expr {
  let k = 0;
  return fold<Expr>(f, {
    constant: (node) => node,
    variable: (node) => node,
    apply: (node, args) => {
      if (node.op !== Add && node.op !== Mul) return apply(node.op, [...args]);
      const [a, b] = args;
      const choice = choices[k++ % choices.length];
      if (choice < 2) return node.op(a, b);
      if (choice < 4) return node.op(b, a);
      if (a.kind === "apply" && a.op === node.op) return node.op(a.args[0], node.op(a.args[1], b));
      if (b.kind === "apply" && b.op === node.op) return node.op(node.op(b.args[1], a), b.args[0]);
      return node.op(b, a);
    },
  });
}
