// Formulas into an e-graph: sums and products as long as they are written, each kept as it is grouped
// otherwise. What a formula's finite value implies is asserted with it.
import { type Apply, type ConstValue, type Expr, variable } from "../../expr/node.ts";
import { Pi, Tau } from "../../expr/primitives/constants.ts";
import { Add, Div, Mul, Neg, Sub } from "../../expr/primitives/operators.ts";
import { Pow } from "../../expr/primitives/powers.ts";
import { numbered } from "../../expr/walk.ts";
import type { Condition } from "../condition.ts";
import { addValues, mulValues, negateValue, powValue } from "../exact.ts";
import { literalValue } from "../facts/literal.ts";
import * as ranges from "../facts/range.ts";
import { type EGraph, GraphFull } from "./egraph.ts";
import type { Id } from "./node.ts";

interface Terms {
  readonly kind: "sum";
  constant: ConstValue;
  readonly coefficients: ConstValue[];
  readonly args: Id[];
}

interface Factors {
  readonly kind: "product";
  content: ConstValue;
  readonly exponents: ConstValue[];
  readonly args: Id[];
}

/** A formula on its way in: a class, or a sum or product that may grow. */
type Part = Id | Terms | Factors;

const closed = (graph: EGraph, part: Part): Id =>
  typeof part === "number"
    ? part
    : part.kind === "sum"
      ? graph.sum(part.constant, part.coefficients, part.args)
      : graph.product(part.content, part.args, part.exponents);

/** The class of a formula. */
export function insert(graph: EGraph, root: Expr): Id {
  const order = numbered([root]);
  const parts: Part[] = [];
  const ids: (Id | undefined)[] = [];
  const idAt = (i: number): Id => {
    ids[i] ??= closed(graph, parts[i]);
    return ids[i];
  };
  for (const node of order.nodes) {
    if (node.kind !== "apply") {
      parts.push(graph.leaf(node));
      continue;
    }
    parts.push(
      partOf(graph, node, (arg) => {
        const at = order.find(arg);
        return { part: parts[at], id: () => idAt(at) };
      }),
    );
  }
  return idAt(order.nodes.length - 1);
}

interface Argument {
  readonly part: Part;
  readonly id: () => Id;
}

function partOf(graph: EGraph, node: Apply, argument: (arg: Expr) => Argument): Part {
  const { op, args } = node;
  switch (op) {
    case Add:
    case Sub: {
      const terms: Terms = { kind: "sum", constant: 0, coefficients: [], args: [] };
      addTo(graph, terms, argument(args[0]), 1);
      addTo(graph, terms, argument(args[1]), op === Sub ? -1 : 1);
      return terms;
    }
    case Neg:
    case Mul:
    case Div: {
      const factors: Factors = { kind: "product", content: op === Neg ? -1 : 1, exponents: [], args: [] };
      multiplyBy(factors, argument(args[0]), 1);
      if (op !== Neg) multiplyBy(factors, argument(args[1]), op === Div ? -1 : 1);
      return factors;
    }
    case Pow: {
      const exponent = literalValue(args[1]);
      if (exponent !== undefined) return graph.product(1, [argument(args[0]).id()], [exponent]);
    }
  }
  if (node === Tau || (Tau.kind === "apply" && op === Tau.op)) return graph.sum(0, [2], [insert(graph, Pi)]);
  return graph.call(
    op,
    args.map((arg) => argument(arg).id()),
  );
}

function addTo(graph: EGraph, terms: Terms, { part, id }: Argument, sign: 1 | -1): void {
  if (typeof part !== "number" && part.kind === "sum") {
    terms.constant = certain(
      addValues(terms.constant, sign === 1 ? part.constant : negateValue(part.constant)),
    );
    part.args.forEach((arg, i) => {
      terms.args.push(arg);
      terms.coefficients.push(sign === 1 ? part.coefficients[i] : negateValue(part.coefficients[i]));
    });
    return;
  }
  if (typeof part !== "number" && part.content !== 0) {
    terms.args.push(graph.product(1, part.args, part.exponents));
    terms.coefficients.push(sign === 1 ? part.content : negateValue(part.content));
    return;
  }
  terms.args.push(id());
  terms.coefficients.push(sign);
}

function multiplyBy(factors: Factors, { part, id }: Argument, exponent: 1 | -1): void {
  const content =
    typeof part !== "number" && part.kind === "product" ? powValue(part.content, exponent) : undefined;
  if (typeof part === "number" || part.kind === "sum" || content === undefined) {
    factors.args.push(id());
    factors.exponents.push(exponent);
    return;
  }
  factors.content = certain(mulValues(factors.content, content));
  part.args.forEach((arg, i) => {
    factors.args.push(arg);
    factors.exponents.push(exponent === 1 ? part.exponents[i] : negateValue(part.exponents[i]));
  });
}

function certain(value: ConstValue | undefined): ConstValue {
  if (value === undefined) throw new GraphFull("a number beyond exact arithmetic");
  return value;
}

const HOLDS = {
  nonzero: { ...ranges.anything, nonzero: true },
  nonnegative: { ...ranges.real, low: 0, lowOpen: false },
  positive: { ...ranges.real, low: 0 },
  defined: ranges.real,
} as const;

/** What is known, so that rules may use it. */
export function assertFact(graph: EGraph, { expr, holds }: Condition): void {
  graph.assert(insert(graph, expr), HOLDS[holds]);
}

/** Where variables lie. */
export function assertRanges(graph: EGraph, known: ReadonlyMap<string, ranges.Range>): void {
  for (const [name, range] of known) graph.assert(graph.leaf(variable(name)), range);
}

/** Whether what is known implies a condition. */
export function implies(graph: EGraph, { expr, holds }: Condition): boolean {
  const range = graph.range(insert(graph, expr));
  switch (holds) {
    case "nonzero":
      return ranges.isNonzero(range);
    case "nonnegative":
      return ranges.isNonnegative(range);
    case "positive":
      return ranges.isPositive(range);
    case "defined":
      return ranges.isReal(range);
  }
}
