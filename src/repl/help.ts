// What the prompt answers to `help`, and to `help sin`: the second straight from the function's row,
// so that a new row has its help.

import { variable } from "../expr/node.ts";
import type { Primitive } from "../expr/primitive.ts";
import { functions } from "../expr/primitives/table.ts";
import { format } from "../expr/print/format.ts";
import { suggestion } from "../expr/suggest.ts";

const COMMANDS = `\
x*y + sin(y)                     a formula is echoed as it is understood, with its value where it has one
x = 2                            gives a name a value
diff x*y + sin(y)                the derivative by each variable
diff x^y wrt x x y               one mixed derivative; wrt x, y: two derivatives
diff x*y at x=2, y=3 using beta  at a point, by a method: alpha, beta, forward, finite
eval x^2 at x=3                  the value at a point
tree x*y + sin(y)                the formula as a tree
format x*y to latex              the formula as text, latex, sexpr, mathjson, dot, tree or let
help sin                         what a function is
quit`;

/** Each function by the name that it is printed with. */
const names = [...new Set([...functions.values()].flat().map((row) => row.name))].sort();

/** The answer to `help` with or without a topic. */
export function help(topic: string | undefined): string {
  if (topic === undefined) return `${COMMANDS}\n\nfunctions: ${names.join(" ")}`;
  const rows = functions.get(topic);
  if (rows !== undefined) return rows.map((row) => rowHelp(row)).join("\n");
  const near = suggestion(topic, functions.keys());
  return near === undefined
    ? `no function is called '${topic}'; help lists all of them`
    : `no function is called '${topic}' (did you mean '${near}'?)`;
}

function rowHelp(row: Primitive): string {
  const args = ["x", "y", "z"].slice(0, row.arity).map(variable);
  const domain = row.domain === undefined ? "" : ` (${row.domain})`;
  return `${format(row(...args))}: ${row.about}${domain}`;
}
