// Forward mode: the tangent of every node by one variable, each node once, from the leaves up. One
// sweep for each variable; linear in shared nodes.
// Griewank & Walther, Evaluating Derivatives, 2nd ed., ch. 3.1.
import type { Bindings } from "../expr/bindings.ts";
import { checkCancelled, checkNodes } from "../expr/budget.ts";
import { constant, type Expr, toExpr } from "../expr/node.ts";
import { type Numbering, numbered } from "../expr/walk.ts";
import { totalled } from "./beta.ts";
import type { Counting, Differentiator, NumberOptions } from "./differentiator.ts";
import { times } from "./guard.ts";
import { formulaTangents, numberTangents, type Tangents } from "./tangent.ts";

function sweep<T>(order: Numbering, x: string, tangents: Tangents<T>, options: Counting): T | undefined {
  const { nodes } = order;
  checkNodes("differentiating by method forward", nodes.length, options.budget);
  const found: (T | undefined)[] = [];
  for (const node of nodes) {
    if ((found.length & 4095) === 0) checkCancelled(options.budget);
    if (node.kind === "apply") {
      found.push(
        tangents.push(
          node,
          node.args.map((arg, i) => (tangents.follows(node, i) ? found[order.find(arg)] : undefined)),
        ),
      );
    } else found.push(node.kind === "var" && node.name === x ? tangents.one : undefined);
  }
  options.onVisits?.(nodes.length);
  return found[nodes.length - 1];
}

/** Forward accumulation, as a differentiator. */
export const forward: Differentiator = {
  name: "forward",
  gradient: (expr, wrt, options) => {
    const order = numbered([expr]);
    const total = totalled(options);
    const results = wrt.map((x) =>
      times(toExpr(options.upstream ?? 1), sweep(order, x, formulaTangents, total.options) ?? constant(0)),
    );
    total.done();
    return results;
  },
  gradientAt: (expr: Expr, at: Bindings, wrt: readonly string[], options: NumberOptions) => {
    const order = numbered([expr]);
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
