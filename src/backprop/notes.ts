// The conventions that a derivative rests on, a sentence each: edges of the rows it goes through,
// where they can apply at all.
import type { Bindings } from "../expr/bindings.ts";
import { evaluate, valuesOf } from "../expr/evaluate.ts";
import {
  type Apply,
  Const,
  type Expr,
  hasVariables,
  mayDependOn,
  sizeOf,
  variableMarks,
} from "../expr/node.ts";
import { formatText } from "../expr/print/text.ts";
import { numbered, postorder } from "../expr/walk.ts";
import { tidy } from "../simplify/tidy.ts";
import { partialFormula } from "./partials.ts";

/** A formula without variables as its value, so that conditions on it are decided: e is not 0. */
function known(arg: Expr): Expr {
  if (arg.kind === "const" || hasVariables(arg)) return arg;
  const value = evaluate(arg, {});
  return Number.isFinite(value) ? Const(value) : arg;
}

/** The notes for differentiating `expr` by the variables `wrt`: none for x^2, one for 0^v in x^y by y. */
export function edgeNotes(expr: Expr, wrt: readonly string[]): string[] {
  const marks = variableMarks(wrt);
  const notes = new Set<string>();
  for (const node of postorder([expr])) {
    if (node.kind !== "apply" || node.op.edges.length === 0) continue;
    for (const edge of node.op.edges) {
      if (partialFormula(node, edge.partial) === undefined) continue;
      if (edge.why === undefined || notes.has(edge.why) || !mayDependOn(node.args[edge.partial], marks))
        continue;
      const condition = tidy(edge.condition(...node.args.map(known)));
      if (condition.kind !== "const" || condition.value !== 0) notes.add(edge.why);
    }
  }
  return [...notes];
}

/**
 * The conventions that the derivatives at a point rest on, a sentence each: abs(x) at x = 0, a tie of max.
 * None where the point is smooth for every function on the way.
 */
export function notesAt(expr: Expr, at: Bindings, wrt: readonly string[]): string[] {
  const marks = variableMarks(wrt);
  const order = numbered([expr]);
  const values = valuesOf(order, at);
  const notes = new Set<string>();
  for (const node of order.nodes) {
    if (node.kind !== "apply" || !mayDependOn(node, marks)) continue;
    const inputs = node.args.map((arg) => values[order.find(arg)]);
    if (node.op.kinkAt?.(...inputs) === true) {
      const where = `${inputs.length > 1 ? "arguments are" : "argument is"} ${inputs.join(" and ")}`;
      notes.add(`${brief(node)} has no derivative where its ${where}; a convention is used`);
    }
    for (const edge of node.op.edges) {
      if (mayDependOn(node.args[edge.partial], marks) && edge.where(...inputs) && edge.why !== undefined)
        notes.add(edge.why);
    }
  }
  return [...notes];
}

/** The formula, or only its function's name where that is long. */
const brief = (node: Apply): string => (sizeOf(node) <= 32 ? formatText(node) : `${node.op.name}(...)`);
