// One search: a formula in an e-graph with what its finite value implies, all rules, and the cheapest form
// that was found. What it rests on are the facts; the caller says those that the result doesn't imply.
import type { Budget } from "../../expr/budget.ts";
import type { Expr } from "../../expr/node.ts";
import type { Condition } from "../condition.ts";
import type { Range } from "../facts/range.ts";
import { builtIn, keepingAngles } from "../rules/builtIn.ts";
import type { Rule } from "../rules/rule.ts";
import { EGraph, GraphFull } from "./egraph.ts";
import { explain, type Step } from "./explain.ts";
import { Extraction } from "./extract.ts";
import { assertFact, assertRanges, insert } from "./insert.ts";
import type { Id } from "./node.ts";
import { type Effort, saturate } from "./saturate.ts";

export interface Searched {
  readonly expr: Expr;
  /** The weighted cost of the formula given, as it is, and of the result. */
  readonly given: number;
  readonly cost: number;
  readonly steps: readonly Step[];
  readonly rewrites: number;
  /** Whether all that the rules can find was found. */
  readonly isComplete: boolean;
  /** Whether a rule of the caller's own was used. */
  readonly isOwn: boolean;
}

export interface SearchOptions {
  readonly effort: Effort;
  readonly facts: readonly Condition[];
  readonly ranges?: ReadonlyMap<string, Range> | undefined;
  readonly rules?: readonly Rule[] | undefined;
  readonly budget?: Budget | undefined;
  readonly withSteps?: boolean | undefined;
  /** Whether the angles of functions stay: 2*sin(x)*cos(x) is then no sin(2*x). */
  readonly keepAngles?: boolean | undefined;
}

/** The cheapest form of a formula that was found; undefined where it is beyond what a graph holds. */
export function search(
  expr: Expr,
  { effort, facts, ranges = new Map(), rules = [], budget, withSteps, keepAngles }: SearchOptions,
): Searched | undefined {
  const graph = new EGraph(effort.nodes);
  const known = keepAngles === true ? keepingAngles : builtIn;
  try {
    const root = insert(graph, expr);
    graph.written = graph.nodes.length;
    const given = new Extraction(graph).cost(root);
    for (const fact of facts) assertFact(graph, fact);
    assertRanges(graph, ranges);
    const { rewrites, isComplete } = saturate(graph, [...rules, ...known], effort, {
      budget,
      nests: keepAngles !== true,
    });
    // Where nothing is finite there is nothing to be kept, and nothing that could be called simpler.
    if (graph.isImpossible) return undefined;
    const extraction = new Extraction(graph);
    const result = extraction.expr(root);
    const steps = withSteps === true ? stepsOf(graph, extraction, root) : [];
    return {
      expr: result,
      given,
      cost: costOf(result, effort.nodes) ?? extraction.cost(root), // with the signs as they were turned
      steps,
      rewrites,
      isComplete,
      isOwn: graph.hasReplaced,
    };
  } catch (error) {
    if (error instanceof GraphFull) return undefined;
    throw error;
  }
}

/** The steps; none where one cannot be written for the size of its numbers. */
function stepsOf(graph: EGraph, extraction: Extraction, root: Id): readonly Step[] {
  try {
    return explain(graph, extraction, root);
  } catch (error) {
    if (error instanceof GraphFull) return [];
    throw error;
  }
}

/** The cost of a formula as it would be written, by operations and then length. */
export function costOf(expr: Expr, nodes: number): number | undefined {
  const graph = new EGraph(nodes);
  try {
    const root = insert(graph, expr);
    return new Extraction(graph).cost(root);
  } catch (error) {
    if (error instanceof GraphFull) return undefined;
    throw error;
  }
}
