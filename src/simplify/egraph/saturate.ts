// Equality saturation: all rules, again and again, until nothing new is found or the budget is spent. It
// counts rewrites and nodes, never time, so that equal input gives equal output everywhere.
import { type Budget, checkCancelled } from "../../expr/budget.ts";
import type { ConstValue } from "../../expr/node.ts";
import { addValues, mulValues, negateValue, signOf } from "../exact.ts";
import { type Compiled, compiled, type Rule } from "../rules/rule.ts";
import { type EGraph, GraphFull } from "./egraph.ts";
import type { Id } from "./node.ts";
import { type Bindings, instantiate, matchArgs, matchFactors, matchTerms } from "./pattern.ts";
import { structural } from "./structure.ts";

/** How much is looked for. */
export interface Effort {
  readonly nodes: number;
  readonly rewrites: number;
  readonly rounds: number;
}

/** Something found, to be made equal once the round is over. */
interface Rewrite {
  readonly rule: string;
  readonly node: number;
  readonly isOwn: boolean;
  readonly make: () => Id;
}

/** What a saturation came to. */
export interface Saturation {
  readonly rewrites: number;
  /** Whether the rules found nothing more, rather than that the budget was spent. */
  readonly isComplete: boolean;
}

export function saturate(
  graph: EGraph,
  rules: readonly Rule[],
  effort: Effort,
  { budget, nests = false }: { readonly budget?: Budget | undefined; readonly nests?: boolean } = {},
): Saturation {
  const all = rules.map(compiled);
  const done = new Set<string>();
  /** By node: when its shape was last looked at. */
  const looked: number[] = [];
  let rewrites = 0;
  let isComplete = false;
  try {
    graph.rebuild();
    for (let round = 0; round < effort.rounds && !graph.isImpossible; round++) {
      const before = graph.unions;
      const found: Rewrite[] = [];
      collect(graph, all, done, found);
      const last = graph.nodes.length;
      for (const { rule, node, isOwn, make } of found) {
        if (rewrites >= effort.rewrites) return { rewrites, isComplete };
        if ((rewrites & 63) === 0) checkCancelled(budget);
        rewrites++;
        const id = make();
        const last = graph.lastNode(id);
        graph.union(graph.classOf(node), id, rule, node, last);
        if (isOwn && last !== node) graph.replace(node);
        if (graph.isImpossible) return { rewrites, isComplete };
      }
      for (let node = 0; node < last && rewrites < effort.rewrites; node++) {
        if (graph.isDead(node)) continue;
        if ((node & 63) === 0) checkCancelled(budget);
        if (looked[node] !== undefined && looked[node] >= graph.changedAt(node)) continue;
        looked[node] = graph.now;
        structural(graph, node, nests, (rule, id) => {
          rewrites++;
          graph.union(graph.classOf(node), id, rule, node, graph.lastNode(id));
        });
      }
      graph.rebuild();
      if (graph.unions === before) {
        isComplete = rewrites < effort.rewrites;
        break;
      }
    }
  } catch (error) {
    if (!(error instanceof GraphFull)) throw error;
  }
  return { rewrites, isComplete };
}

function collect(graph: EGraph, rules: readonly Compiled[], done: Set<string>, found: Rewrite[]): void {
  const count = graph.nodes.length;
  rules.forEach((rule, number) => {
    for (const op of rule.needs) if (!graph.byOp.has(op)) return;
    const { left } = rule;
    const bindings: Bindings = new Array<Id>(rule.count).fill(-1);
    const note = (node: number, extra: string, make: (own: Bindings) => Id): void => {
      const own = [...bindings];
      const key = `${number} ${node} ${own.map((id) => graph.find(id)).join(" ")}${extra}`;
      if (done.has(key)) return;
      if (!rule.holds(graph, own)) return;
      done.add(key);
      found.push({ rule: rule.name, node, isOwn: rule.isOwn, make: () => make(own) });
    };
    const nodes = left.kind === "call" ? (graph.byOp.get(left.op) ?? []) : undefined;
    const last = nodes === undefined ? count : nodes.length;
    for (let i = 0; i < last; i++) {
      const index = nodes === undefined ? i : nodes[i];
      if (graph.isDead(index) || (rule.expands && index >= graph.written)) continue;
      const node = graph.nodes[index];
      if (left.kind === "call" && node.kind === "call") {
        matchArgs(graph, left, node.args, bindings, () => {
          note(index, "", (own) => instantiate(graph, rule.right, own));
        });
      } else if (left.kind === "sum" && node.kind === "sum") {
        matchTerms(graph, left, node, bindings, (used, k) => {
          const constant = mulValues(left.constant, k);
          if (constant === undefined) return;
          // A number in the pattern must be there, all of it or none: 3 - sin(x)^2 is no shorter by cos(x)^2.
          const rest = addValues(node.constant, negateValue(constant));
          if (rest === undefined || (constant !== 0 && rest !== 0)) return;
          const places = [...used];
          note(index, ` ${places.join(",")}`, (own) => {
            const others = node.args.map((_, at) => at).filter((at) => !places.includes(at));
            const right = instantiate(graph, rule.right, own);
            return graph.sum(
              rest,
              [k, ...others.map((at) => node.coefficients[at])],
              [right, ...others.map((at) => node.args[at])],
            );
          });
        });
      } else if (left.kind === "product" && node.kind === "product") {
        matchFactors(graph, left, node, bindings, (used, m) => {
          if (left.args.length === 1 && signOf(m) < 0) return; // 1/cosh(x) is sech(x), but cosh(x) no 1/sech(x)
          const places = [...used];
          note(index, ` ${places.join(",")}`, (own) => {
            const right = instantiate(graph, rule.right, own);
            const exponents: ConstValue[] = node.exponents.map((exponent, at) => {
              const part = places.indexOf(at);
              const taken = part < 0 ? 0 : (mulValues(left.exponents[part], m) ?? 0);
              return addValues(exponent, negateValue(taken)) ?? exponent;
            });
            return graph.product(1, [right, ...node.args], [m, ...exponents]);
          });
        });
      }
    }
  });
}
