// The sweep of a reverse trace: adjoints of all steps from the result back, each contribution told as it is handed on.
// Method alpha keeps only what arrives at variables.
import { chosenBranch, PartialValues } from "../../backprop/partials.ts";
import { type Apply, argOf, type Expr } from "../../expr/node.ts";
import { If } from "../../expr/primitives/logic.ts";
import { foldNumbered, type Numbering } from "../../expr/walk.ts";

/** What an application hands to its argument i, and what has arrived there so far. */
export interface Handed {
  readonly node: Apply;
  readonly i: number;
  readonly value: number;
  readonly sum: number;
}

/**
 * The derivative of the last node of `order` by every node that it depends on and in which there is a variable.
 * @param values by number of the node
 */
export function sweepBack(
  order: Numbering,
  values: readonly number[],
  hand: (handed: Handed) => void = () => {},
): ReadonlyMap<Expr, number> {
  const { nodes } = order;
  const partials = new PartialValues(order, values, "midpoint");
  const hasVariable = foldNumbered<boolean>(order, {
    constant: () => false,
    variable: () => true,
    apply: (_, args) => args.includes(true),
  });
  const adjoints = new Map<Expr, number>([[nodes[nodes.length - 1], 1]]);
  for (let k = nodes.length - 1; k >= 0; k--) {
    const node = nodes[k];
    const adjoint = adjoints.get(node);
    if (node.kind !== "apply" || adjoint === undefined) continue;
    for (let i = 0; i < node.args.length; i++) {
      const arg = argOf(node, i);
      const value = hasVariable[order.find(arg)] ? handedOn(node, i, adjoint, partials) : undefined;
      if (value === undefined) continue;
      const before = adjoints.get(arg);
      const sum = before === undefined ? value : before + value;
      adjoints.set(arg, sum);
      hand({ node, i, value, sum });
    }
  }
  return adjoints;
}

/** What arrives at argument i, or undefined where nothing comes through. */
function handedOn(node: Apply, i: number, adjoint: number, partials: PartialValues): number | undefined {
  if (node.op === If) return chosenBranch(partials.valueOf(node.args[0])) === i ? adjoint : undefined;
  const partial = partials.partial(node, i);
  return partial === undefined ? undefined : adjoint * partial;
}
