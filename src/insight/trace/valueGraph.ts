// The graph of a formula at a point: every distinct subformula with its value and its gradient (the derivative of the
// whole formula by it), as Graphviz text. What is shared is one node; arrows go from arguments to what is made of them.
import type { Bindings } from "../../expr/bindings.ts";
import { valuesOf } from "../../expr/evaluate.ts";
import type { Expr } from "../../expr/node.ts";
import { checkOptions, integer, rules } from "../../expr/options.ts";
import { nodeLabel } from "../../expr/print/label.ts";
import { numbered } from "../../expr/walk.ts";
import { shortNumber } from "../shortNumber.ts";
import { isConstant, withVariablesOnce } from "./steps.ts";
import { sweepBack } from "./sweepBack.ts";

export interface ValueGraphOptions {
  /** How many significant digits numbers are shown with; default 6. */
  readonly digits?: number | undefined;
}

const graphRules = rules({ digits: integer(1, 17) });

/**
 * The graph of a formula with values and gradients, as a Graphviz digraph of records.
 * @throws {NameError} for a variable without a value; {UsageError} for digits that are no integer from 1 to 17.
 * @example valueGraph(parse("x*y"), { x: 2, y: 3 })  // digraph formula { ... n2 [label="* | value 6 | gradient 1"]; ... }
 */
export function valueGraph(expr: Expr, at: Bindings, options: ValueGraphOptions = {}): string {
  checkOptions("valueGraph", options, graphRules);
  const { digits = 6 } = options;
  const order = numbered([withVariablesOnce(expr)]);
  const values = valuesOf(order, at);
  const adjoints = sweepBack(order, values);
  const lines = ["digraph formula {", "  graph [rankdir=LR];", "  node [shape=record];"];
  for (const [i, node] of order.nodes.entries()) {
    const fields = [escaped(nodeLabel(node, "fraction"))];
    if (!isConstant(node)) {
      fields.push(`value ${shortNumber(values[i], digits)}`);
      fields.push(`gradient ${shortNumber(adjoints.get(node) ?? 0, digits)}`);
    }
    lines.push(`  n${i} [label="${fields.join(" | ")}"];`);
  }
  for (const [i, node] of order.nodes.entries()) {
    if (node.kind === "apply") for (const arg of node.args) lines.push(`  n${order.find(arg)} -> n${i};`);
  }
  lines.push("}");
  return lines.join("\n");
}

/** In a record's label these begin fields, ports and escapes, and a quote ends it. */
const escaped = (label: string): string => label.replace(/["\\{}<>|]/gu, "\\$&");
