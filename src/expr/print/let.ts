// Formulas as a listing that names what they share: t1 = sin(x), t2 = t1*t1 ..., and last the
// formulas themselves. Each distinct operation is written once, so the listing is linear in distinct
// nodes; long chains are cut by names too, so that no line grows beyond what a reader takes in.
import type { Expr } from "../node.ts";
import { checkValue, oneOf, type Rule } from "../options.ts";
import { share } from "../share.ts";
import { foldAll, postorder } from "../walk.ts";
import { type Layout, write } from "./layout.ts";
import type { Numbers } from "./numeral.ts";
import { textLayouts } from "./text.ts";
import { sharedApplications } from "./uses.ts";

/** The most operations on a line, where no single function has more arguments than that. */
export const LINE_OPERATIONS = 100;

/** A listing of one formula; its last line is the formula alone. */
export function formatLetOne(root: Expr, numbers: Numbers = "fraction"): string {
  const { lines, texts } = listing([root], [], numbers);
  return [...lines, ...texts].join("\n");
}

const isPair = (value: unknown): boolean => Array.isArray(value) && typeof value[0] === "string";
const namedFormulas: Rule = {
  takes: (value) => value instanceof Map || (Array.isArray(value) && value.every(isPair)),
  expected: 'a Map of formulas by name or a list such as [["d/dx", formula]]',
};
const writtenAs = oneOf("fraction", "decimal");

/**
 * A listing of several named formulas, a gradient say, that names what they share among them.
 * @throws {UsageError} for what is no such list or Map.
 * @example formatLet([["d/dx", Mul(s, y)], ["d/dy", Mul(s, x)]])  // t1 = sin(x), d/dx = t1*y, d/dy = t1*x
 * @example formatLet(gradient(f))
 */
export function formatLet(
  formulas: readonly (readonly [name: string, formula: Expr])[] | ReadonlyMap<string, Expr>,
  numbers: Numbers = "fraction",
): string {
  checkValue("formulas", formulas, namedFormulas);
  checkValue("numbers", numbers, writtenAs);
  const roots = [...formulas];
  const { lines, texts } = listing(
    roots.map(([, formula]) => formula),
    roots.map(([name]) => name),
    numbers,
  );
  return [...lines, ...texts.map((text, i) => `${roots[i][0]} = ${text}`)].join("\n");
}

function listing(formulas: readonly Expr[], labels: readonly string[], numbers: Numbers) {
  const roots = share(formulas); // a name stands for a formula wherever an equal one occurs
  const order = postorder(roots);
  const names = chooseNames(roots, order, labels);
  const layouts = foldAll<Layout>(roots, textLayouts(numbers, names));
  // A line can be long only where a number or a name in it is: there is nothing to refuse.
  const text = (node: Expr): string => {
    const layout = layouts.get(node);
    if (layout === undefined) throw new Error("invariant: every subformula below the roots is laid out");
    return write(layout, Number.POSITIVE_INFINITY);
  };
  const lines: string[] = [];
  for (const [node, name] of names) lines.push(`${name} = ${text(node)}`);
  return { lines, texts: roots.map((root) => names.get(root) ?? text(root)) };
}

/** The subformulas that get a line of their own, in an order in which each uses only names above it. */
function chooseNames(
  roots: readonly Expr[],
  order: readonly Expr[],
  labels: readonly string[],
): ReadonlyMap<Expr, string> {
  const named = sharedApplications(roots);
  const operations = new Map<Expr, number>(); // written where the node stands; 0 for what is named or a leaf
  for (const node of order) {
    if (node.kind !== "apply" || node.args.length === 0) continue;
    let total = 1;
    for (const arg of node.args) total += operations.get(arg) ?? 0;
    while (total > LINE_OPERATIONS) {
      const longest = argmax(node.args, operations);
      const saved = operations.get(longest) ?? 0;
      if (saved === 0) break;
      named.add(longest);
      operations.set(longest, 0);
      // The same argument may stand twice: it is then shared, and was named before.
      total -= saved;
    }
    operations.set(node, named.has(node) ? 0 : total);
  }
  const taken = takenNames(order, labels);
  const names = new Map<Expr, string>();
  let next = 1;
  for (const node of order) {
    if (!named.has(node)) continue;
    while (taken.has(`t${next}`)) next++;
    names.set(node, `t${next++}`);
  }
  return names;
}

const argmax = (args: readonly Expr[], operations: ReadonlyMap<Expr, number>): Expr =>
  args.reduce((best, arg) => ((operations.get(arg) ?? 0) > (operations.get(best) ?? 0) ? arg : best));

function takenNames(order: readonly Expr[], labels: readonly string[]): ReadonlySet<string> {
  const taken = new Set(labels.flatMap((label) => label.match(/[\p{L}_][\p{L}\p{Nd}_]*/gu) ?? []));
  for (const node of order) {
    if (node.kind === "var") taken.add(node.name);
    else if (node.kind === "apply") taken.add(node.op.name);
  }
  return taken;
}
