// cse: common subexpressions named. The formulas of a result hold the names in their places, so that it can be
// evaluated, differentiated or written out step by step.
import { type Apply, apply, type Expr, type ExprLike, toExpr } from "../expr/node.ts";
import { checkOptions, checkValue, list, rules, text } from "../expr/options.ts";
import { sharedApplications } from "../expr/print/uses.ts";
import { share } from "../expr/share.ts";
import { Var, variableName } from "../expr/var.ts";
import { postorder } from "../expr/walk.ts";

export interface CommonSubexpressions {
  /** What each name stands for, in an order in which each uses only names before it. */
  readonly bindings: Map<string, Expr>;
  /** The formulas given, with the names in them. */
  readonly exprs: readonly Expr[];
}

export interface CseOptions {
  /** What names begin with; default "t": t1, t2, ... */
  readonly prefix?: string | undefined;
}

const cseRules = rules({ prefix: text });
const formulas = list("formulas");

/**
 * Names for the subformulas that occur more than once in formulas, equal ones being one. Names are t1, t2, ..., but
 * for those that the formulas use already. Linear in distinct nodes.
 * @throws {UsageError} for what is no list of formulas; {NameError} for a prefix that no name begins with.
 * @example cse([parse("sin(x)^2 + cos(sin(x))")])  // t1 = sin(x); t1^2 + cos(t1)
 */
export function cse(exprs: readonly ExprLike[], options: CseOptions = {}): CommonSubexpressions {
  checkValue("exprs", exprs, formulas);
  checkOptions("cse", options, cseRules);
  const { prefix = "t" } = options;
  variableName(`${prefix}1`);
  const roots = share(exprs.map(toExpr));
  const shared = sharedApplications(roots);
  const order = postorder(roots);
  const taken = takenNames(order);
  const bindings = new Map<string, Expr>();
  const replaced = new Map<Expr, Expr>();
  const after = (node: Expr): Expr => replaced.get(node) ?? node;
  let next = 1;
  for (const node of order) {
    if (node.kind !== "apply") continue;
    const whole = withArgs(node, node.args.map(after));
    if (!shared.has(node)) {
      replaced.set(node, whole);
      continue;
    }
    while (taken.has(`${prefix}${next}`)) next++;
    const name = `${prefix}${next++}`;
    bindings.set(name, whole);
    replaced.set(node, Var(name));
  }
  return { bindings, exprs: roots.map(after) };
}

/** Names of variables, and of functions: t1(x) would be read as a product. */
function takenNames(order: readonly Expr[]): ReadonlySet<string> {
  const taken = new Set<string>();
  for (const node of order) {
    if (node.kind === "var") taken.add(node.name);
    else if (node.kind === "apply") taken.add(node.op.name);
  }
  return taken;
}

const withArgs = (node: Apply, args: readonly Expr[]): Apply =>
  args.every((arg, i) => arg === node.args[i]) ? node : apply(node.op, args);
