// Forward mode: the tangent of every node by one variable, each node once, from the leaves up. One
// sweep for each variable; linear in shared nodes.
// Griewank & Walther, Evaluating Derivatives, 2nd ed., ch. 3.1.
import type { Bindings } from "../expr/bindings.ts";
import { constant, type Expr, toExpr } from "../expr/node.ts";
import { postorder } from "../expr/walk.ts";
import { totalled } from "./beta.ts";
import type { Counting, Differentiator, NumberOptions } from "./differentiator.ts";
import { times } from "./guard.ts";
import { formulaTangents, isFollowed, numberTangents, type Tangents } from "./tangent.ts";

function sweep<T>(
  order: readonly Expr[],
  x: string,
  tangents: Tangents<T>,
  options: Counting,
): T | undefined {
  const found = new Map<Expr, T>();
  for (const node of order) {
    const tangent =
      node.kind === "apply"
        ? tangents.push(
            node,
            node.args.map((arg, i) => (isFollowed(node, i) ? found.get(arg) : undefined)),
          )
        : node.kind === "var" && node.name === x
          ? tangents.one
          : undefined;
    if (tangent !== undefined) found.set(node, tangent);
  }
  options.onVisits?.(order.length);
  return found.get(order[order.length - 1]);
}

/** Forward accumulation, as a differentiator. */
export const forward: Differentiator = {
  name: "forward",
  gradient: (expr, wrt, options) => {
    const order = postorder([expr]);
    const total = totalled(options);
    const results = wrt.map((x) =>
      times(toExpr(options.upstream ?? 1), sweep(order, x, formulaTangents, total.options) ?? constant(0)),
    );
    total.done();
    return results;
  },
  gradientAt: (expr: Expr, at: Bindings, wrt: readonly string[], options: NumberOptions) => {
    const order = postorder([expr]);
    const tangents = numberTangents(order, at, options.subgradient ?? "midpoint");
    const total = totalled(options);
    const results = wrt.map((x) => {
      const tangent = sweep(order, x, tangents, total.options);
      return tangent === undefined ? 0 : (options.upstream ?? 1) * tangent;
    });
    total.done();
    return results;
  },
};
