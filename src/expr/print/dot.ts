// A formula as a Graphviz digraph: a node for each distinct subformula, numbered from the root
// (n0), an edge for each argument in order. Shared subformulas are one node, so the text is linear
// in distinct nodes and has no limit.
import type { Expr } from "../node.ts";
import { nodeLabel } from "./label.ts";
import type { Numbers } from "./numeral.ts";
import { preorder } from "./preorder.ts";

export function formatDot(root: Expr, numbers: Numbers = "fraction"): string {
  const order = preorder(root);
  const ids = new Map<Expr, number>();
  order.forEach((node, i) => {
    ids.set(node, i);
  });
  const lines = ["digraph formula {", "  graph [ordering=out];", "  node [shape=plain];"];
  order.forEach((node, i) => {
    lines.push(`  n${i} [label="${escapeLabel(nodeLabel(node, numbers))}"];`);
  });
  order.forEach((node, i) => {
    if (node.kind === "apply") for (const arg of node.args) lines.push(`  n${i} -> n${ids.get(arg)};`);
  });
  lines.push("}");
  return lines.join("\n");
}

/** Inside a quoted label a quote ends it, and a backslash begins an escape such as \N. */
const escapeLabel = (label: string): string => label.replace(/["\\]/g, "\\$&");
