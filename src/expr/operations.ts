// How much work formulas are: their distinct applications, value-numbered. Two nodes of one structure
// are one operation, as a compiler that names every subformula once would have it; leaves and constants
// such as pi are none, a Neg is one. Linear in the distinct nodes: a node's structural hash finds its
// equals in an open-addressed table, where only the numbers of its arguments are compared.
import { equalValues } from "./equal.ts";
import { type Expr, hashOf } from "./node.ts";
import { checkValue, list } from "./options.ts";
import { postorder } from "./walk.ts";

const formulas = list("formulas");

/**
 * The number of distinct applications in all of `exprs` together.
 * @example operations([parse("(x + y)*(x + y)"), parse("sin(x + y)")])  // 3: the sum, the product, the sine
 */
export function operations(exprs: readonly Expr[]): number {
  checkValue("exprs", exprs, formulas);
  const order = postorder(exprs);
  const numbers = new Map<Expr, number>();
  const numberOf = (node: Expr): number => numbers.get(node) ?? -1; // always there: order is a postorder
  const distinct: Expr[] = [];
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * order.length + 1))); // 0: free, else number + 1
  const last = slots.length - 1;
  let count = 0;
  for (const node of order) {
    let slot = hashOf(node) & last;
    while (slots[slot] !== 0 && !isSame(distinct[slots[slot] - 1], node, numberOf)) slot = (slot + 1) & last;
    if (slots[slot] === 0) {
      distinct.push(node);
      slots[slot] = distinct.length;
      if (node.kind === "apply" && node.args.length > 0) count++;
    }
    numbers.set(node, slots[slot] - 1);
  }
  return count;
}

/** Whether two nodes whose arguments are numbered have one structure. */
function isSame(a: Expr, b: Expr, numberOf: (node: Expr) => number): boolean {
  if (a.kind === "const") return b.kind === "const" && equalValues(a.value, b.value);
  if (a.kind === "var") return b.kind === "var" && a.name === b.name;
  if (b.kind !== "apply" || a.op !== b.op || a.args.length !== b.args.length) return false;
  return a.args.every((arg, i) => numberOf(arg) === numberOf(b.args[i]));
}
