// Which subformulas are shared: the applications that stand in more than one place below some
// roots, each root counting as one place. Leaves and named constants are as short as any name for them.
import type { Expr } from "../node.ts";
import { postorder } from "../walk.ts";

export function sharedApplications(roots: readonly Expr[]): Set<Expr> {
  const used = new Set<Expr>();
  const shared = new Set<Expr>();
  const use = (node: Expr): void => {
    if (node.kind !== "apply" || node.args.length === 0) return;
    if (used.has(node)) shared.add(node);
    else used.add(node);
  };
  roots.forEach(use);
  for (const node of postorder(roots)) if (node.kind === "apply") node.args.forEach(use);
  return shared;
}
