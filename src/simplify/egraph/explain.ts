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

export function explain(graph: EGraph, extraction: Extraction, root: Id): readonly Step[] {
  const { written } = graph;
  const neighbours = new Map<
    number,
    { readonly to: number; readonly rule: string; readonly forwards: boolean }[]
  >();
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
  for (let node = 0; node < written; node++) stack.push(graph.classOf(node));
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    order.push(id);
    for (const arg of graph.nodes[extraction.node(id)].args) stack.push(graph.find(arg));
  }
  order.sort((a, b) => extraction.cost(a) - extraction.cost(b));
  for (const id of order) {
    const chosen = extraction.node(id);
    // Several parts of the formula may have become this one.
    for (const start of graph.members(id)) {
      if (start >= written || start === chosen) continue;
      if (!extraction.canBuild(start)) continue;
      let before = extraction.built(graph.nodes[start]);
      for (const { to, rule } of path(neighbours, start, chosen)) {
        if (to !== chosen && !extraction.canBuild(to)) continue;
        const after = to === chosen ? extraction.expr(id) : extraction.built(graph.nodes[to]);
        if (equal(before, after)) continue;
        steps.push({ rule, before, after });
        before = after;
      }
    }
  }
  return steps;
}

/** The shortest way from `start` to `goal`. */
function path(
  neighbours: ReadonlyMap<number, readonly { readonly to: number; readonly rule: string }[]>,
  start: number,
  goal: number,
): readonly { readonly to: number; readonly rule: string }[] {
  const cameBy = new Map<number, { from: number; rule: string } | undefined>([[start, undefined]]);
  const queue = [start];
  for (const at of queue) {
    if (at === goal) break;
    for (const { to, rule } of neighbours.get(at) ?? []) {
      if (cameBy.has(to)) continue;
      cameBy.set(to, { from: at, rule });
      queue.push(to);
    }
  }
  const way: { to: number; rule: string }[] = [];
  for (let at = goal, by = cameBy.get(at); by !== undefined; at = by.from, by = cameBy.get(at)) {
    way.unshift({ to: at, rule: by.rule });
  }
  return way;
}
