// The only loops over trees: postorder and folds, on an explicit stack, by identity. A node that
// is used many times is one node. Nothing here recurses, so depth is bounded by memory alone.
import type { Apply, Const, Expr, Var } from "./node.ts";

/**
 * The distinct nodes below `roots`, arguments before applications, roots included, each once.
 * @example postorder([Add(x, x)])  // [x, the sum]
 */
export function postorder(roots: readonly Expr[]): Expr[] {
  const order: Expr[] = [];
  const seen = new Set<Expr>();
  const stack: Expr[] = [];
  const next: number[] = []; // next[i]: the argument of stack[i] to look at
  for (const root of roots) {
    if (seen.has(root)) continue;
    seen.add(root);
    stack.push(root);
    next.push(0);
    while (stack.length > 0) {
      const top = stack.length - 1;
      const node = stack[top];
      if (node.kind === "apply" && next[top] < node.args.length) {
        const arg = node.args[next[top]++];
        if (seen.has(arg)) continue;
        seen.add(arg);
        if (arg.kind === "apply") {
          stack.push(arg);
          next.push(0);
        } else order.push(arg);
      } else {
        order.push(node);
        stack.pop();
        next.pop();
      }
    }
  }
  return order;
}

/** What a fold does at each of the three kinds of node; `args` are the results at the arguments. */
export interface Fold<T> {
  readonly constant: (node: Const) => T;
  readonly variable: (node: Var) => T;
  readonly apply: (node: Apply, args: readonly T[]) => T;
}

/** Every root's result, each distinct node worked out once. */
export function foldAll<T>(roots: readonly Expr[], cases: Fold<T>): Map<Expr, T> {
  const results = new Map<Expr, T>();
  for (const node of postorder(roots)) {
    if (node.kind === "apply") {
      const args: T[] = [];
      // `as`: postorder has put every argument's result into the map before its application.
      for (const arg of node.args) args.push(results.get(arg) as T);
      results.set(node, cases.apply(node, args));
    } else results.set(node, node.kind === "const" ? cases.constant(node) : cases.variable(node));
  }
  return results;
}

/** The root's result, each distinct node worked out once. */
export function fold<T>(root: Expr, cases: Fold<T>): T {
  return foldAll([root], cases).get(root) as T; // `as`: the root is among the nodes walked
}
