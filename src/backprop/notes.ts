// The conventions that a derivative rests on, a sentence each: edges of the rows it goes through,
// where they can apply at all.
import { type Expr, mayDependOn, variableMarks } from "../expr/node.ts";
import { postorder } from "../expr/walk.ts";
import { tidy } from "../simplify/tidy.ts";

/** The notes for differentiating `expr` by the variables `wrt`: none for x^2, one for 0^v in x^y by y. */
export function edgeNotes(expr: Expr, wrt: readonly string[]): string[] {
  const marks = variableMarks(wrt);
  const notes = new Set<string>();
  for (const node of postorder([expr])) {
    if (node.kind !== "apply" || node.op.edges.length === 0) continue;
    for (const edge of node.op.edges) {
      if (edge.why === undefined || notes.has(edge.why) || !mayDependOn(node.args[edge.partial], marks))
        continue;
      const condition = tidy(edge.condition(...node.args));
      if (condition.kind !== "const" || condition.value !== 0) notes.add(edge.why);
    }
  }
  return [...notes];
}
