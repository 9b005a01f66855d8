// Why the result equals the input: for each class of which another node was chosen than the one that was
// written, the way from that to the chosen one along the rules that made them equal. Inner parts first.
import { equal } from "../../expr/equal.ts";
import type { Expr } from "../../expr/node.ts";
import { operations } from "../../expr/operations.ts";
import { type EGraph, GraphFull } from "./egraph.ts";
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
  const stack: Id[] = [graph.find(root)];
  for (let node = 0; node < written; node++) stack.push(graph.classOf(node));
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    if (seen.has(id)) continue;
    if (!Number.isFinite(extraction.cost(id))) continue; // replaced by a rule of the caller's
    seen.add(id);
    for (const arg of graph.nodes[extraction.node(id)].args) stack.push(graph.find(arg));
  }
  // Several parts of the formula may have become the same one; what a part is made of was written before it.
  for (let start = 0; start < written; start++) {
    const id = graph.classOf(start);
    if (!seen.has(id)) continue;
    const chosen = extraction.node(id);
    if (start === chosen || !extraction.canBuild(start)) continue;
    try {
      follow(graph, extraction, start, path(neighbours, start, chosen), steps);
    } catch (error) {
      // What comes next has no formula that can be written; the steps before it, and those of other parts, stay.
      if (!(error instanceof GraphFull)) throw error;
    }
  }
  return steps;
}

/** Adds the steps from a part as it was written to what its class became, along a way. */
function follow(
  graph: EGraph,
  extraction: Extraction,
  start: number,
  way: readonly { readonly to: number; readonly rule: string }[],
  steps: Step[],
): void {
  const first = steps.length;
  const id = graph.classOf(start);
  const chosen = extraction.node(id);
  let before = extraction.built(graph.nodes[start]);
  for (const { to, rule } of way) {
    if (to !== chosen && !extraction.canBuild(to)) continue;
    const after = to === chosen ? extraction.expr(id) : extraction.built(graph.nodes[to]);
    if (equal(before, after)) continue;
    const last = steps.at(-1);
    if (last !== undefined && steps.length > first && isDetour(last, after)) {
      const rules = last.rule === rule ? rule : `${last.rule}, ${rule}`;
      steps.splice(-1, 1, { rule: rules, before: last.before, after });
    } else steps.push({ rule, before, after });
    before = after;
  }
}

/** Whether a step leads to something far longer than what it comes from and what follows: both are said in one. */
const isDetour = ({ before, after }: Step, next: Expr): boolean =>
  operations([after]) > 2 * Math.max(operations([before]), operations([next]));

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
