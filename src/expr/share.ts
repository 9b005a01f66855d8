// Equal subformulas made one node (value numbering): what several results have in common is then
// held, evaluated and printed once.

import { equal } from "./equal.ts";
import { type Apply, apply, type Expr, hashOf } from "./node.ts";
import { numbered } from "./walk.ts";

/**
 * The same formulas, in which equal subformulas are the same node.
 * @example share([parse("sin(x) + sin(x)")])  // both arguments of the sum are one node
 */
export function share(roots: readonly Expr[]): Expr[] {
  const order = numbered(roots);
  const byHash = new Map<number, Expr>();
  const others = new Map<number, Expr[]>(); // formulas that have the hash of another by chance
  const shared: Expr[] = [];
  const theOne = (node: Expr): Expr => {
    const hash = hashOf(node);
    const first = byHash.get(hash);
    if (first === undefined) byHash.set(hash, node);
    if (first === undefined || first === node) return node;
    if (equal(first, node)) return first;
    const alike = others.get(hash);
    const known = alike?.find((other) => equal(other, node));
    if (known !== undefined) return known;
    if (alike === undefined) others.set(hash, [node]);
    else alike.push(node);
    return node;
  };
  for (const node of order.nodes) {
    shared.push(
      theOne(
        node.kind === "apply"
          ? withArgs(
              node,
              node.args.map((arg) => shared[order.find(arg)]),
            )
          : node,
      ),
    );
  }
  return roots.map((root) => shared[order.find(root)]);
}

const withArgs = (node: Apply, args: readonly Expr[]): Apply =>
  args.every((arg, i) => arg === node.args[i]) ? node : apply(node.op, args);
