// A rule: a name, what it finds, what it makes of it, when. A rule is an equality: where what it finds has
// a finite value, what it makes of it has the same, if the facts that it asks for hold.

import { variables } from "../../expr/measure.ts";
import { type Expr, type ExprLike, toExpr } from "../../expr/node.ts";
import type { Primitive } from "../../expr/primitive.ts";
import type { EGraph } from "../egraph/egraph.ts";
import type { Bindings, Pattern } from "../egraph/pattern.ts";
import { callsOf, instantiate, patternOf } from "../egraph/pattern.ts";
import type { Range } from "../facts/range.ts";
import * as ranges from "../facts/range.ts";

/** What a rule asks for: of a formula of its variables, that its value lies so. */
export interface Demand {
  readonly expr: Expr;
  readonly is: (range: Range) => boolean;
  readonly words: string;
}

export interface Rule {
  readonly name: string;
  readonly left: Expr;
  readonly right: Expr;
  readonly where: readonly Demand[];
  /** Values of the variables, in the order of their names, at which both sides are compared. */
  readonly samples: readonly (readonly number[])[];
  /** It makes more of less, on the way to what then collects: tried on what is written alone, not on what was found. */
  readonly expands?: true;
  /** It changes the angles of functions: a derivative keeps its formula's. */
  readonly changesAngle?: true;
  /** Who gave the rule; default: it is built in. */
  readonly by?: "user";
}

const demand =
  (is: (range: Range) => boolean, words: string) =>
  (expr: ExprLike): Demand => ({ expr: toExpr(expr), is, words });

export const positive = demand(ranges.isPositive, "> 0");
export const negative = demand(ranges.isNegative, "< 0");
export const nonnegative = demand(ranges.isNonnegative, "≥ 0");
export const nonpositive = demand(ranges.isNonpositive, "≤ 0");
export const nonzero = demand(ranges.isNonzero, "≠ 0");
export const integer = demand((range) => range.integer, "is an integer");
/** It has a finite value wherever the formula has one. */
export const finite = demand(ranges.isReal, "is defined");
export const within = (low: number, high: number): ((expr: ExprLike) => Demand) =>
  demand((range) => range.low >= low && range.high <= high, `in [${low}, ${high}]`);

type Samples = readonly (readonly number[])[];

/** A rule, written in a line: name, left, right, demands, samples. */
export const rule = (
  name: string,
  left: ExprLike,
  right: ExprLike,
  where: readonly Demand[],
  samples: Samples,
): Rule => ({
  name,
  left: toExpr(left),
  right: toExpr(right),
  where,
  samples,
});

/** The same of a rule that makes more of less. */
export const expanding = (...given: Parameters<typeof rule>): Rule => ({ ...rule(...given), expands: true });

/** The same of a rule that changes angles. */
export const changing = (...given: Parameters<typeof rule>): Rule => ({
  ...rule(...given),
  changesAngle: true,
});

/** A rule and its converse. */
export const both = (
  name: string,
  left: ExprLike,
  right: ExprLike,
  where: readonly Demand[],
  samples: Samples,
): Rule[] => [
  rule(name, left, right, where, samples),
  rule(`${name}, backwards`, right, left, where, samples),
];

export const at = (...values: readonly number[]): Samples => values.map((value) => [value]);

/** A rule ready to be looked for. */
export interface Compiled {
  readonly name: string;
  readonly left: Pattern;
  readonly right: Pattern;
  readonly count: number;
  readonly needs: ReadonlySet<Primitive>;
  readonly isOwn: boolean;
  readonly expands: boolean;
  readonly holds: (graph: EGraph, bindings: Bindings) => boolean;
}

const compiledRules = new WeakMap<Rule, Compiled>();

export function compiled(rule: Rule): Compiled {
  const known = compiledRules.get(rule);
  if (known !== undefined) return known;
  const names = variables(rule.left);
  const left = patternOf(rule.left, names);
  const demands = rule.where.map(({ expr, is }) => ({ pattern: patternOf(expr, names), is }));
  const result: Compiled = {
    name: rule.name,
    left,
    right: patternOf(rule.right, names),
    count: names.length,
    needs: callsOf(left),
    isOwn: rule.by === "user",
    expands: rule.expands === true,
    holds: (graph, bindings) =>
      // The rule is an equality of numbers: what its variables stand for must be some, and so must be what it finds.
      bindings.every((id) => ranges.isReal(graph.range(id))) &&
      demands.every(({ pattern, is }) => is(graph.range(instantiate(graph, pattern, bindings)))) &&
      ranges.isReal(graph.range(instantiate(graph, left, bindings))),
  };
  compiledRules.set(rule, result);
  return result;
}
