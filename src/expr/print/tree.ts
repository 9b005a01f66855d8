// A formula as an outline drawn with box characters, a line for each node. A shared subformula is
// drawn where it first stands, numbered (#1 = sin), and after that only referred to (see #1), so
// that the number of lines is linear in distinct nodes. Its indentation is not: a chain is as wide as it is deep.
import type { Expr } from "../node.ts";
import { nodeLabel } from "./label.ts";
import { checkWidth, TEXT_LIMIT } from "./layout.ts";
import type { Numbers } from "./numeral.ts";
import { sharedApplications } from "./uses.ts";

export function formatTree(root: Expr, numbers: Numbers = "fraction"): string {
  const shared = sharedApplications([root]);
  const numbered = new Map<Expr, number>();
  const lines: string[] = [];
  let width = 0;
  const stack: { node: Expr; first: string; rest: string }[] = [{ node: root, first: "", rest: "" }];
  for (let item = stack.pop(); item !== undefined; item = stack.pop()) {
    const { node, first, rest } = item;
    const seen = numbered.get(node);
    let label = nodeLabel(node, numbers);
    if (seen !== undefined) label = `(see #${seen})`;
    else if (shared.has(node)) {
      numbered.set(node, numbered.size + 1);
      label = `#${numbered.size} = ${label}`;
    }
    const line = first + label;
    width += line.length + 1;
    checkWidth(width, TEXT_LIMIT);
    lines.push(line);
    if (node.kind !== "apply" || seen !== undefined) continue;
    const last = node.args.length - 1;
    for (let i = last; i >= 0; i--) {
      const [branch, trunk] = i === last ? ["└─ ", "   "] : ["├─ ", "│  "];
      stack.push({ node: node.args[i], first: rest + branch, rest: rest + trunk });
    }
  }
  return lines.join("\n");
}
