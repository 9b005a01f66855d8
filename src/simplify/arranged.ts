// A formula with the terms of its sums and the factors of its products in order, and nothing else changed: what is
// left as it is does not depend on the order in which it was written either.
import { apply, type Expr } from "../expr/node.ts";
import { Add, Mul } from "../expr/primitives/operators.ts";
import { fold } from "../expr/walk.ts";
import { compare } from "./order.ts";

/**
 * The same formula with terms and factors in order.
 * @example arranged(parse("cube((y + 1)*x)"))  // cube(x*(1 + y))
 */
export const arranged = (expr: Expr): Expr =>
  fold<Expr>(expr, {
    constant: (node) => node,
    variable: (node) => node,
    apply: ({ op }, args) => {
      if (op !== Add && op !== Mul) return apply(op, [...args]);
      const parts: Expr[] = [];
      const stack = [...args].reverse();
      for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
        if (next.kind === "apply" && next.op === op) stack.push(next.args[1], next.args[0]);
        else parts.push(next);
      }
      parts.sort(compare);
      return parts.reduce((left, right) => op(left, right));
    },
  });
