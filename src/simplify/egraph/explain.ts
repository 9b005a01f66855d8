// Why the result equals the input: for each class of which another node was chosen than the one that was
// written, the way from that to the chosen one along the rules that made them equal. Inner parts first.
import { equal } from "../../expr/equal.ts";
import type { Expr } from "../../expr/node.ts";
import type { EGraph } from "./egraph.ts";
import type { Extraction } from "./extract.ts";
import type { Id } from "./node.ts";

/** A part of the formula and what it became, by which rule. */
export interface Step {
  readonly rule: string;
  readonly before: Expr;
  readonly after: Expr;
}

/** `written`: the nodes with lower numbers are those of the formula given. */
export function explain(graph: EGraph, extraction: Extraction, root: Id, written: number): readonly Step[] {
  const neighbours = new Map<number, { readonly to: number; readonly rule: string; readonly forwards: boolean }[]>();
  const link = (from: number, to: number, rule: string, forwards: boolean): void => {
    const list = neighbours.get(from);
    if (list === undefined) neighbours.set(from, [{ to, rule, forwards }]);
    else list.push({ to, rule, forwards });
  };
  for (const { from, to, rule } of graph.edges) {
    link(from, to, rule, true);
    link(to, from, rule, false);
  }
  const steps: Step[] = [];
  const seen = new Set<Id>();
  const order: Id[] = [];
  const stack: Id[] = [graph.find(root)];
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    order.push(id);
    for (const arg of graph.nodes[extraction.node(id)].args) stack.push(graph.find(arg));
  }
  order.sort((a, b) => extraction.cost(a) - extraction.cost(b));
  for (const id of order) {
    const chosen = extraction.node(id);
    const starts = graph.members(id).filter((node) => node < written);
    if (starts.length === 0 || starts.includes(chosen)) continue;
    const way = path(neighbours, starts, chosen);
    let before: Expr | undefined;
    let at = way[0]?.from ?? -1;
    if (at >= 0) before = extraction.built(graph.nodes[at]);
    for (const { to, rule } of way) {
      const after = to === chosen ? extraction.expr(id) : extraction.built(graph.nodes[to]);
      at = to;
      if (rule === "" || before === undefined || equal(before, after)) continue;
      steps.push({ rule, before, after });
      before = after;
    }
  }
  return steps;
}

/** The shortest way from one of `starts` to `goal`. */
function path(
  neighbours: ReadonlyMap<number, readonly { readonly to: number; readonly rule: string }[]>,
  starts: readonly number[],
  goal: number,
): readonly { readonly from: number; readonly to: number; readonly rule: string }[] {
  const cameBy = new Map<number, { from: number; rule: string } | undefined>(starts.map((start) => [start, undefined]));
  const queue = [...starts];
  for (const at of queue) {
    if (at === goal) break;
    for (const { to, rule } of neighbours.get(at) ?? []) {
      if (cameBy.has(to)) continue;
      cameBy.set(to, { from: at, rule });
      queue.push(to);
    }
  }
  const way: { from: number; to: number; rule: string }[] = [];
  for (let at = goal, by = cameBy.get(at); by !== undefined; at = by.from, by = cameBy.get(at)) {
    way.unshift({ from: by.from, to: at, rule: by.rule });
  }
  return way;
}
