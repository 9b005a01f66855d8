// Replacing variables by formulas. Nodes without a replaced variable below keep their identity, and
// so does sharing.
import { canonicalName } from "./names.ts";
import { apply, type Expr, type ExprLike, toExpr } from "./node.ts";
import { byName, checkValue } from "./options.ts";
import { fold } from "./walk.ts";

export type Replacements = Readonly<Record<string, ExprLike>> | ReadonlyMap<string, ExprLike>;

const formulas = byName("formulas");

/**
 * `expr` with variables replaced, all at once: a replacement is not searched for variables again.
 * @throws {UsageError} for replacements that are no object or Map of formulas.
 * @example substitute(parse("x + y"), { x: Var("y"), y: 2 })  // y + 2
 */
export function substitute(expr: Expr, replacements: Replacements): Expr {
  checkValue("replacements", replacements, formulas);
  const entries = replacements instanceof Map ? replacements : Object.entries(replacements);
  const byName = new Map<string, Expr>();
  for (const [name, value] of entries) byName.set(canonicalName(name), toExpr(value));
  return fold<Expr>(expr, {
    constant: (node) => node,
    variable: (node) => byName.get(node.name) ?? node,
    apply: (node, args) => (args.every((arg, i) => arg === node.args[i]) ? node : apply(node.op, [...args])),
  });
}
