// Patterns: formulas whose variables stand for anything. Sums and products are matched in normal form: the
// pattern of a rule may be some of the terms of a longer sum, all of them taken by one factor, or some of
// the factors of a longer product, all of them to one power.

import { equalValues } from "../../expr/equal.ts";
import type { ConstValue, Expr } from "../../expr/node.ts";
import { constValue } from "../../expr/node.ts";
import type { Primitive } from "../../expr/primitive.ts";
import { Add, Div, Mul, Neg, Sub } from "../../expr/primitives/operators.ts";
import { Pow } from "../../expr/primitives/powers.ts";
import { rational } from "../../expr/rational.ts";
import { postorder } from "../../expr/walk.ts";
import {
  addValues,
  divValues,
  isInteger,
  mulValues,
  negateValue,
  powValue,
  signOf,
  toRational,
} from "../exact.ts";
import { literalValue } from "../facts/literal.ts";
import type { EGraph } from "./egraph.ts";
import type { Id, ProductNode, SumNode } from "./node.ts";

export type Pattern =
  | { readonly kind: "any"; readonly at: number }
  | { readonly kind: "number"; readonly value: ConstValue }
  | { readonly kind: "call"; readonly op: Primitive; readonly args: readonly Pattern[] }
  | SumPattern
  | ProductPattern;

export interface SumPattern {
  readonly kind: "sum";
  readonly constant: ConstValue;
  readonly coefficients: readonly ConstValue[];
  readonly args: readonly Pattern[];
}

export interface ProductPattern {
  readonly kind: "product";
  readonly exponents: readonly ConstValue[];
  readonly args: readonly Pattern[];
}

/** What the variables of a pattern stand for, by their places; -1 where that is open. */
export type Bindings = Id[];

const exact = (value: ConstValue | undefined): ConstValue => {
  if (value === undefined) throw new Error("invariant: the numbers of a rule are small");
  return value;
};

/** A formula as a pattern of which `names` are the variables. */
export function patternOf(root: Expr, names: readonly string[]): Pattern {
  const patterns = new Map<Expr, Pattern>();
  const at = (expr: Expr): Pattern => {
    const pattern = patterns.get(expr);
    if (pattern === undefined) throw new Error("invariant: arguments come first");
    return pattern;
  };
  for (const node of postorder([root])) {
    if (node.kind === "const") patterns.set(node, { kind: "number", value: node.value });
    else if (node.kind === "var") patterns.set(node, { kind: "any", at: names.indexOf(node.name) });
    else {
      const args = node.args.map(at);
      const exponent = node.op === Pow ? literalValue(node.args[1]) : undefined;
      patterns.set(node, applied(node.op, args, exponent));
    }
  }
  return at(root);
}

function applied(op: Primitive, args: readonly Pattern[], exponent: ConstValue | undefined): Pattern {
  const [a, b] = args;
  if (op === Add)
    return sumOf([
      [1, a],
      [1, b],
    ]);
  if (op === Sub)
    return sumOf([
      [1, a],
      [-1, b],
    ]);
  if (op === Neg) return sumOf([[-1, a]]);
  if (op === Mul)
    return productOf([
      [a, 1],
      [b, 1],
    ]);
  if (op === Div)
    return productOf([
      [a, 1],
      [b, -1],
    ]);
  if (op === Pow && exponent !== undefined) return productOf([[a, exponent]]);
  if (op.power !== undefined) return productOf([[a, constValue(op.power)]]);
  return { kind: "call", op, args };
}

function sumOf(parts: readonly (readonly [ConstValue, Pattern])[]): Pattern {
  let constant: ConstValue = 0;
  const coefficients: ConstValue[] = [];
  const args: Pattern[] = [];
  const add = (k: ConstValue, part: Pattern): void => {
    if (part.kind === "number") constant = exact(addValues(constant, exact(mulValues(k, part.value))));
    else if (part.kind === "sum") {
      constant = exact(addValues(constant, exact(mulValues(k, part.constant))));
      part.args.forEach((arg, i) => {
        add(exact(mulValues(k, part.coefficients[i])), arg);
      });
    } else {
      args.push(part);
      coefficients.push(k);
    }
  };
  for (const [k, part] of parts) add(k, part);
  if (args.length === 0) return { kind: "number", value: constant };
  if (args.length === 1 && constant === 0 && coefficients[0] === 1) return args[0];
  return { kind: "sum", constant, coefficients, args };
}

function productOf(parts: readonly (readonly [Pattern, ConstValue])[]): Pattern {
  let content: ConstValue = 1;
  const exponents: ConstValue[] = [];
  const args: Pattern[] = [];
  const multiply = (part: Pattern, exponent: ConstValue): void => {
    if (part.kind === "number" && isInteger(exponent)) {
      content = exact(mulValues(content, exact(powValue(part.value, exponent))));
    } else if (part.kind === "sum" && part.constant === 0 && part.args.length === 1 && isInteger(exponent)) {
      content = exact(mulValues(content, exact(powValue(part.coefficients[0], exponent))));
      multiply(part.args[0], exponent);
    } else if (part.kind === "product" && isInteger(exponent)) {
      part.args.forEach((arg, i) => {
        multiply(arg, exact(mulValues(part.exponents[i], exponent)));
      });
    } else {
      args.push(part);
      exponents.push(exponent);
    }
  };
  for (const [part, exponent] of parts) multiply(part, exponent);
  if (args.length === 0) return { kind: "number", value: content };
  const product: Pattern =
    args.length === 1 && exponents[0] === 1 ? args[0] : { kind: "product", exponents, args };
  return sumOf([[content, product]]);
}

/** The functions that a pattern cannot do without. */
export function callsOf(pattern: Pattern): ReadonlySet<Primitive> {
  const found = new Set<Primitive>();
  const stack: Pattern[] = [pattern];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (next.kind === "call") found.add(next.op);
    if (next.kind !== "any" && next.kind !== "number") stack.push(...next.args);
  }
  return found;
}

/** The class of a pattern with its variables put in. */
export function instantiate(graph: EGraph, pattern: Pattern, bindings: Bindings): Id {
  // A pattern is a few nodes deep: it is a rule's, whose size is checked when it is made.
  switch (pattern.kind) {
    case "any":
      return graph.known(bindings[pattern.at]);
    case "number":
      return graph.number(pattern.value);
    case "call":
      return graph.call(
        pattern.op,
        pattern.args.map((arg) => instantiate(graph, arg, bindings)),
      );
    case "sum":
      return graph.sum(
        pattern.constant,
        pattern.coefficients,
        pattern.args.map((arg) => instantiate(graph, arg, bindings)),
      );
    case "product":
      return graph.product(
        1,
        pattern.args.map((arg) => instantiate(graph, arg, bindings)),
        pattern.exponents,
      );
  }
}

type Found = () => void;

/** Calls `found` for each way in which a class is of a pattern, with the bindings set. */
export function matchClass(graph: EGraph, pattern: Pattern, id: Id, bindings: Bindings, found: Found): void {
  switch (pattern.kind) {
    case "any": {
      const bound = bindings[pattern.at];
      if (bound >= 0) {
        if (graph.find(bound) === graph.find(id)) found();
        return;
      }
      bindings[pattern.at] = graph.find(id);
      found();
      bindings[pattern.at] = -1;
      return;
    }
    case "number": {
      const value = graph.value(id);
      if (value !== undefined && equalValues(value, pattern.value)) found();
      return;
    }
    case "call":
      for (const args of graph.calls(id, pattern.op)) matchArgs(graph, pattern, args, bindings, found);
      return;
    case "product":
      for (const { node } of graph.products(id)) {
        if (node.args.length !== pattern.args.length) continue;
        matchFactors(graph, pattern, node, bindings, (used, by) => {
          if (by === 1 && used.every((at, i) => equalValues(node.exponents[at], pattern.exponents[i])))
            found();
        });
      }
      return;
    case "sum": {
      const multiple = graph.multiple(id);
      if (pattern.constant === 0 && pattern.args.length === 1) {
        const [k] = pattern.coefficients;
        if (multiple !== undefined && equalValues(multiple.by, k))
          matchClass(graph, pattern.args[0], multiple.of, bindings, found);
        else if (pattern.args[0].kind === "any" && k === -1 && multiple === undefined) {
          // -u: what is no multiple is minus its own.
          matchClass(graph, pattern.args[0], graph.sum(0, [-1], [id]), bindings, found);
        }
        return;
      }
      for (const { node, by } of graph.sums(id)) {
        if (node.args.length !== pattern.args.length) continue;
        matchTerms(graph, pattern, node, bindings, (_used, k) => {
          const whole = mulValues(k, by);
          const constant = mulValues(node.constant, by);
          if (whole === 1 && constant !== undefined && equalValues(constant, pattern.constant)) found();
        });
      }
    }
  }
}

/** The arguments of a call, those of a commutative function either way. */
export function matchArgs(
  graph: EGraph,
  pattern: { readonly op: Primitive; readonly args: readonly Pattern[] },
  args: readonly Id[],
  bindings: Bindings,
  found: Found,
): void {
  const next = (i: number, order: readonly Id[]): void => {
    if (i === pattern.args.length) found();
    else matchClass(graph, pattern.args[i], order[i], bindings, () => next(i + 1, order));
  };
  next(0, args);
  if (pattern.op.commutative === true && args.length === 2 && args[0] !== args[1])
    next(0, [args[1], args[0]]);
}

/**
 * Calls `found` for each choice of terms of a sum that are a pattern's, k times: by the places of the terms, and k.
 * The constant is left to the caller.
 */
export function matchTerms(
  graph: EGraph,
  pattern: SumPattern,
  node: SumNode,
  bindings: Bindings,
  found: (used: readonly number[], k: ConstValue) => void,
): void {
  const used: number[] = [];
  const next = (i: number, k: ConstValue | undefined): void => {
    if (i === pattern.args.length) {
      if (k !== undefined) found(used, k);
      return;
    }
    for (let at = 0; at < node.args.length; at++) {
      if (used.includes(at)) continue;
      const ratio = divValues(node.coefficients[at], pattern.coefficients[i]);
      if (ratio === undefined || ratio === 0 || (k !== undefined && !equalValues(k, ratio))) continue;
      used.push(at);
      matchClass(graph, pattern.args[i], node.args[at], bindings, () => next(i + 1, ratio));
      used.pop();
    }
  };
  next(0, undefined);
}

/** The same of the factors of a product: they hold the pattern's to the power m, and may hold more. */
export function matchFactors(
  graph: EGraph,
  pattern: ProductPattern,
  node: ProductNode,
  bindings: Bindings,
  found: (used: readonly number[], m: ConstValue) => void,
): void {
  const used: number[] = [];
  const next = (i: number, m: ConstValue | undefined): void => {
    if (i === pattern.args.length) {
      if (m !== undefined && m !== 0) found(used, m);
      return;
    }
    for (let at = 0; at < node.args.length; at++) {
      if (used.includes(at)) continue;
      const ratio = divValues(node.exponents[at], pattern.exponents[i]);
      if (ratio === undefined) continue;
      const least = m === undefined ? wholeOf(ratio) : nearerToZero(m, wholeOf(ratio));
      if (least === undefined) continue;
      used.push(at);
      matchClass(graph, pattern.args[i], node.args[at], bindings, () => next(i + 1, least));
      used.pop();
    }
  };
  next(0, undefined);
}

/** A ratio rounded to an integer towards 0. */
function wholeOf(ratio: ConstValue): ConstValue | undefined {
  if (typeof ratio === "number") return ratio === 0 ? undefined : ratio;
  const whole = constValue(rational(toRational(ratio).numerator / toRational(ratio).denominator));
  return whole === 0 ? undefined : whole;
}

function nearerToZero(a: ConstValue, b: ConstValue | undefined): ConstValue | undefined {
  if (b === undefined || signOf(a) !== signOf(b)) return undefined;
  const difference = addValues(a, negateValue(b));
  if (difference === undefined) return undefined;
  return signOf(difference) * signOf(a) > 0 ? b : a;
}
