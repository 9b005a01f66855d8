// The order in which pictures show a formula: each distinct node once, before its arguments, the
// first argument before the second. The walks of expr/walk.ts go the other way, arguments first.
import type { Expr } from "../node.ts";

export function preorder(root: Expr): Expr[] {
  const seen = new Set<Expr>();
  const stack: Expr[] = [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    if (node.kind === "apply") for (let i = node.args.length - 1; i >= 0; i--) stack.push(node.args[i]);
  }
  return [...seen];
}
