// How a formula shows itself: toString() is its text, toJSON() its MathJSON, and Node's inspect
// prints the text. Installed on the nodes' shared prototype from here because the printers stand
// above the nodes; nothing else is ever added there.

import { BudgetError } from "../errors.ts";
import { measure } from "../measure.ts";
import { type Expr, isExpr, Node } from "../node.ts";
import { format } from "./format.ts";
import { grouped } from "./grouped.ts";
import { toMathJson } from "./mathjson.ts";

/** The formula's text, or, where that is too long, a description of a line. */
export function display(expr: Expr): string {
  try {
    return format(expr);
  } catch (error) {
    if (!(error instanceof BudgetError)) throw error;
    return `[formula with ${grouped(measure(expr).nodes)} nodes: format(expr, "let") prints it]`;
  }
}

/** Gives every formula toString, toJSON and Node's inspect. Doing it twice changes nothing. */
export function installDisplay(): void {
  const shown = (node: unknown): string => (isExpr(node) ? display(node) : "[formula prototype]");
  const methods = new Map<PropertyKey, (this: unknown) => unknown>([
    [
      "toString",
      function () {
        return shown(this);
      },
    ],
    [
      "toJSON",
      function () {
        return isExpr(this) ? toMathJson(this) : {};
      },
    ],
    [
      Symbol.for("nodejs.util.inspect.custom"),
      function () {
        return shown(this);
      },
    ],
  ]);
  for (const [name, value] of methods) {
    Object.defineProperty(Node.prototype, name, {
      value,
      enumerable: false,
      configurable: true,
      writable: true,
    });
  }
}
