// The cheapest formula of each class: fewest operations, then the shortest text, then the first in the
// order of formulas, so that the result does not depend on how the graph was filled.

import { equal } from "../../expr/equal.ts";
import { apply, type ConstValue, constant, constValue, type Expr } from "../../expr/node.ts";
import { Div } from "../../expr/primitives/operators.ts";
import { Pow } from "../../expr/primitives/powers.ts";
import { rational } from "../../expr/rational.ts";
import { build } from "../build.ts";
import { divValues, isExact, isInteger, mulValues, negateValue, powValue, signOf } from "../exact.ts";
import { constantForm, isFormula, type Power, Product, power, Sum } from "../form.ts";
import { compare, compareFactors, compareTerms, sortInPlace } from "../order.ts";
import { type EGraph, GraphFull } from "./egraph.ts";
import { type ENode, type Id, keyOfValue, type ProductNode, type SumNode } from "./node.ts";

/** One operation, in characters: a text is never so long that an operation more would pay. */
export const OPERATION = 4096;

/** What stands where in a written product. */
const Shape = {
  /** A name, a number, a call. */
  Atom: 0,
  Sum: 1,
  /** Without a bar. */
  Product: 2,
  /** With factors above a bar and below. */
  Quotient: 3,
  /** With nothing above the bar. */
  Reciprocal: 4,
  Power: 5,
} as const;
type Shape = (typeof Shape)[keyof typeof Shape];

interface Best {
  readonly cost: number;
  /** The node chosen. */
  readonly node: number;
  /** Of a multiple of a sum: the sum's node, into which the factor goes. */
  readonly into: number;
  readonly shape: Shape;
  /** A sum with a minus and a plus, whose signs can be turned round for nothing. */
  readonly turns: boolean;
  /** Of a multiple of a product: the product, and the factor that takes the number in. */
  readonly taken?: Taken;
  /** A class of which this is a multiple, by whichever of the two the graph holds them. */
  readonly related?: Multiple;
  /** Of a multiple of a product: the product with another class, of which a factor is a multiple, in its place. */
  readonly swapped?: Swapped;
}

/** `by` times `product`, in which the factor at a place is `of`. */
interface Swapped {
  readonly product: ProductNode;
  readonly at: number;
  readonly of: Id;
  readonly by: ConstValue;
}

/** `by` times the class of `of`. */
interface Multiple {
  readonly of: Id;
  readonly by: ConstValue;
}

/** 1/4·(2·x + 1)^2 as (x + 1/2)^2: `sum` times `by` is the factor at a place of `product`. */
interface Taken {
  readonly product: ProductNode;
  readonly at: number;
  readonly sum: SumNode;
  readonly by: ConstValue;
}

export class Extraction {
  readonly #graph: EGraph;
  readonly #best: (Best | undefined)[] = [];
  readonly #built = new Map<Id, Expr>();
  /** The sums that formulas were built from, to turn their signs. */
  readonly #sums = new Map<Expr, Sum>();
  /** By class: those that it is a multiple of, if any. */
  readonly #related = new Map<Id, readonly Multiple[]>();

  constructor(graph: EGraph) {
    this.#graph = graph;
    this.#relate();
    this.#settle();
  }

  /** Classes that are multiples of each other: where sin(x) is 1/2 of c, c may be written as 2*sin(x). */
  #relate(): void {
    const graph = this.#graph;
    const families = new Map<Id, Map<Id, ConstValue>>();
    for (let index = 0; index < graph.nodes.length; index++) {
      const id = graph.classOf(index);
      const multiple = graph.multiple(id);
      if (multiple === undefined) continue;
      const family = families.get(multiple.of);
      if (family === undefined)
        families.set(
          multiple.of,
          new Map<Id, ConstValue>([
            [multiple.of, 1],
            [id, multiple.by],
          ]),
        );
      else family.set(id, multiple.by);
    }
    for (const family of families.values()) {
      for (const [id, own] of family) {
        const others: Multiple[] = [];
        for (const [of, theirs] of family) {
          const by = of === id ? undefined : divValues(own, theirs);
          if (by !== undefined) others.push({ of, by });
        }
        this.#related.set(id, others);
      }
    }
  }

  /** The ways to write a class as a multiple of another. */
  #multiples(id: Id): readonly Best[] {
    const members = this.#graph.members(id);
    const index = members[members.length - 1];
    return (this.#related.get(id) ?? [])
      .filter(({ of }) => this.#best[of] !== undefined)
      .map((related) => ({ ...this.#multiple(related.by, related.of, index), related }));
  }

  cost(id: Id): number {
    return this.#best[this.#graph.find(id)]?.cost ?? Number.POSITIVE_INFINITY;
  }

  /** The node of a class that its cheapest formula has. */
  node(id: Id): number {
    return this.#at(id).node;
  }

  #at(id: Id): Best {
    const best = this.#best[this.#graph.find(id)];
    if (best === undefined) throw new GraphFull("a class without a formula");
    return best;
  }

  #settle(): void {
    const graph = this.#graph;
    for (let changed = true; changed; ) {
      changed = false;
      for (let index = 0; index < graph.nodes.length; index++) {
        if (graph.isDead(index) || graph.isReplaced(index)) continue;
        const id = graph.classOf(index);
        for (const candidate of this.#candidates(graph.nodes[index], index)) {
          const before = this.#best[id];
          if (before !== undefined && before.cost <= candidate.cost) continue;
          this.#best[id] = candidate;
          changed = true;
        }
      }
      for (const id of this.#related.keys()) {
        for (const candidate of this.#multiples(id)) {
          if (this.cost(id) <= candidate.cost) continue;
          this.#best[id] = candidate;
          changed = true;
        }
      }
    }
  }

  /** The ways to write a node, with their costs; none where an argument has none yet. */
  #candidates(node: ENode, index: number): readonly Best[] {
    const best = (id: Id): Best | undefined => this.#best[this.#graph.find(id)];
    for (const arg of node.args) if (best(arg) === undefined) return [];
    const plain = { node: index, into: -1, turns: false };
    switch (node.kind) {
      case "leaf":
        return [
          {
            ...plain,
            cost: lengthOfLeaf(node.expr),
            shape:
              node.expr.kind === "const" && node.expr.value !== 0 && typeof node.expr.value === "object"
                ? Shape.Product
                : Shape.Atom,
          },
        ];
      case "call": {
        if (node.op === Div) return [{ ...plain, ...this.#product(node.args, [1, -1]) }];
        let cost = node.args.length === 0 ? NAME : OPERATION + node.op.name.length + 2 * node.args.length;
        for (const arg of node.args) cost += this.cost(arg);
        if (node.op.notation.kind === "infix") cost += 2;
        return [
          {
            ...plain,
            cost,
            shape: node.args.length === 0 || node.op.notation.kind === "call" ? Shape.Atom : Shape.Sum,
          },
        ];
      }
      case "product": {
        const found: Best[] = [{ ...plain, ...this.#product(node.args, node.exponents) }];
        this.#swaps(1, node, index, found);
        return found;
      }
      case "sum": {
        if (node.args.length > 1 || node.constant !== 0) return [this.#sum(node, 1, index, -1)];
        const [k] = node.coefficients;
        const [inner] = node.args;
        const found: Best[] = [this.#multiple(k, inner, index)];
        for (const { node: sum, index: at } of this.#graph.sums(inner)) {
          if (sum.args.every((arg) => best(arg) !== undefined)) found.push(this.#sum(sum, k, index, at));
        }
        if (typeof k === "object") this.#takenIn(k, inner, index, found);
        for (const { node: product } of this.#graph.products(inner)) this.#swaps(k, product, index, found);
        return found;
      }
    }
  }

  /** The ways in which a factor of a product takes in a fraction by which it is multiplied. */
  #takenIn(k: ConstValue, inner: Id, index: number, found: Best[]): void {
    for (const { node: product } of this.#graph.products(inner)) {
      product.args.forEach((arg, at) => {
        const exponent = product.exponents[at];
        if (typeof exponent !== "number" || Math.abs(exponent) > 6) return;
        const root = rootOf(k, exponent);
        if (root === undefined || product.args.some((own) => this.#best[this.#graph.find(own)] === undefined))
          return;
        for (const { node: sum, by: own } of this.#graph.sums(arg)) {
          if (sum.args.some((term) => this.#best[this.#graph.find(term)] === undefined)) continue;
          const by = this.#times(root, own);
          const factor = this.#sum(sum, by, index, -1);
          const whole = this.#product(product.args, product.exponents, at, factor);
          found.push({ ...whole, node: index, into: -1, taken: { product, at, sum, by } });
        }
      });
    }
  }

  /** The ways to write k times a product with a factor that is a multiple of something else: 1/4·(2·sin(x))^2. */
  #swaps(k: ConstValue, product: ProductNode, index: number, found: Best[]): void {
    product.args.forEach((arg, at) => {
      const exponent = product.exponents[at];
      if (!isInteger(exponent)) return;
      for (const { of, by: ratio } of this.#related.get(this.#graph.find(arg)) ?? []) {
        if (ratio === -1) continue; // signs are turned where it is written
        const raised = powValue(ratio, exponent);
        const by = raised === undefined ? undefined : mulValues(k, raised);
        const args = product.args.map((own, i) => (i === at ? of : own));
        if (by === undefined || args.some((own) => this.#best[this.#graph.find(own)] === undefined)) continue;
        const whole = this.#product(args, product.exponents);
        const best = this.#multipleOf(by, { ...whole, node: index, into: -1 }, index);
        found.push({ ...best, swapped: { product, at, of, by } });
      }
    });
  }

  /** k·class by itself. */
  #multiple(k: ConstValue, id: Id, index: number): Best {
    return this.#multipleOf(k, this.#at(id), index);
  }

  #multipleOf(k: ConstValue, inner: Best, index: number): Best {
    if (k === 1) return inner;
    const { cost, shape } = this.#term(k, inner);
    // A minus in front costs an operation, unless a sum takes it.
    const minus = k === -1 && shape !== Shape.Reciprocal && !inner.turns;
    return {
      cost: cost + (k === -1 ? 1 : 0) + (minus ? OPERATION : 0),
      node: index,
      into: -1,
      shape: k === -1 && shape === Shape.Atom ? Shape.Product : shape,
      turns: false,
    };
  }

  /** A term k·class of a sum, the sign of k not counted. */
  #term(k: ConstValue, inner: Best): { cost: number; shape: Shape } {
    const { cost, shape } = inner;
    if (k === 1 || k === -1) return { cost, shape };
    const digits = lengthOfValue(k);
    const isFraction = typeof k === "object" && k.denominator !== 1n;
    if (shape === Shape.Reciprocal || shape === Shape.Quotient) {
      const above = isFraction
        ? typeof k === "object" && (k.numerator === 1n || k.numerator === -1n)
          ? 0
          : 1
        : 1;
      let operations = 0;
      if (above === 1 && shape === Shape.Quotient) operations++;
      if (isFraction) operations++;
      return { cost: cost + operations * OPERATION + digits, shape: Shape.Quotient };
    }
    const brackets = shape === Shape.Sum ? 2 : 0;
    return { cost: cost + OPERATION + digits + 1 + brackets, shape: Shape.Product };
  }

  #sum(node: SumNode, by: ConstValue, index: number, into: number): Best {
    let cost = 0;
    let plus = false;
    let minus = false;
    let cheapMinus = false;
    const count = node.args.length + (node.constant === 0 ? 0 : 1);
    const sign = (k: ConstValue): void => {
      if (signOf(k) < 0) minus = true;
      else plus = true;
    };
    node.args.forEach((arg, i) => {
      const k = this.#times(node.coefficients[i], by);
      const inner = this.#at(arg);
      const term = this.#term(k, inner);
      cost += term.cost + (inner.shape === Shape.Sum && (k === 1 || k === -1) ? 2 : 0);
      sign(k);
      if (signOf(k) < 0 && (k !== -1 || inner.shape === Shape.Reciprocal)) cheapMinus = true;
    });
    if (node.constant !== 0) {
      const constant = this.#times(node.constant, by);
      cost += lengthOfValue(constant);
      sign(constant);
      if (signOf(constant) < 0) cheapMinus = true;
    }
    if (!plus) cost += cheapMinus ? 1 : OPERATION + 1;
    cost += (count - 1) * (OPERATION + 3);
    return { cost, node: index, into, shape: Shape.Sum, turns: plus && minus };
  }

  #product(
    args: readonly Id[],
    exponents: readonly ConstValue[],
    instead = -1,
    other?: Best,
  ): { cost: number; shape: Shape; turns: boolean } {
    let cost = 0;
    let above = 0;
    let below = 0;
    let turns = false;
    args.forEach((arg, i) => {
      const inner = i === instead && other !== undefined ? other : this.#at(arg);
      const exponent = exponents[i];
      const negative = signOf(exponent) < 0;
      const magnitude = negative ? negateValue(exponent) : exponent;
      cost += inner.cost;
      if (magnitude === 1) {
        if (inner.shape === Shape.Sum && args.length + (negative ? 1 : 0) > 1) cost += 2;
        if (inner.shape === Shape.Product && negative) cost += 2;
      } else if (isHalf(magnitude)) cost += OPERATION + 6;
      else {
        cost += OPERATION + 1 + lengthOfValue(magnitude) + (isInteger(magnitude) ? 0 : 2);
        if (inner.shape !== Shape.Atom) cost += 2;
      }
      if (isOdd(exponent) && inner.turns) turns = true;
      // A quotient as a factor is written into the bar.
      if (exponent === 1 && inner.shape === Shape.Reciprocal) {
        cost -= OPERATION + 1;
        below++;
      } else if (negative) below++;
      else above++;
    });
    if (above === 0) {
      cost += 1 + below * (OPERATION + 1) + (below > 1 ? 2 : 0);
      return { cost, shape: Shape.Reciprocal, turns };
    }
    // Of equals, what has no bar: tan(x) rather than 1/cot(x).
    cost += (above + below - 1) * (OPERATION + 1) + (below > 1 ? 2 : 0) + (below > 0 ? 1 : 0);
    if (below > 0) return { cost, shape: Shape.Quotient, turns };
    const single = args.length === 1;
    const shape = single ? (isHalf(exponents[0]) ? Shape.Atom : Shape.Power) : Shape.Product;
    return { cost, shape, turns };
  }

  #times(a: ConstValue, b: ConstValue): ConstValue {
    const product = mulValues(a, b);
    if (product === undefined) throw new GraphFull("a number beyond exact arithmetic");
    return product;
  }

  // Building

  /** The cheapest formula of a class. */
  expr(id: Id): Expr {
    const root = this.#graph.find(id);
    const known = this.#built.get(root);
    if (known !== undefined) return known;
    // Everything needed, cheapest first: what a formula is made of is cheaper than itself.
    const needed = new Set<Id>([root]);
    for (const at of needed) {
      for (const [, args] of this.#ties(at)) for (const arg of args) needed.add(this.#graph.find(arg));
    }
    const order = [...needed].sort((a, b) => this.cost(a) - this.cost(b));
    for (const at of order) {
      if (this.#built.has(at)) continue;
      let first: { expr: Expr; best: Best } | undefined;
      for (const [best] of this.#ties(at)) {
        const expr = this.#build(best);
        if (first === undefined || compare(expr, first.expr) < 0) first = { expr, best };
      }
      if (first === undefined) throw new GraphFull("a class without a formula");
      this.#best[at] = first.best;
      this.#built.set(at, first.expr);
    }
    const expr = this.#built.get(root);
    if (expr === undefined) throw new GraphFull("a class without a formula");
    return expr;
  }

  /** The ways of a class that cost least, and what they are made of: of classes that are cheaper, so built before. */
  #ties(id: Id): readonly (readonly [Best, readonly Id[]])[] {
    const graph = this.#graph;
    const most = this.cost(id);
    let least = Number.POSITIVE_INFINITY;
    let found: (readonly [Best, readonly Id[]])[] = [];
    const offer = (best: Best, args: readonly Id[]): void => {
      // The choice between equals may have changed a shape, and with it what a minus or a bracket costs.
      if (best.cost > least || !args.every((arg) => this.cost(arg) < most)) return;
      if (best.cost < least) found = [];
      least = best.cost;
      found.push([best, args]);
    };
    for (const index of graph.members(id)) {
      if (graph.isDead(index) || graph.isReplaced(index)) continue;
      for (const best of this.#candidates(graph.nodes[index], index)) {
        const { taken, swapped } = best;
        const args =
          swapped !== undefined
            ? swapped.product.args.map((arg, i) => (i === swapped.at ? swapped.of : arg))
            : taken !== undefined
              ? [...taken.product.args.filter((_, i) => i !== taken.at), ...taken.sum.args]
              : (best.into >= 0 ? graph.nodes[best.into] : graph.nodes[index]).args;
        offer(best, args);
      }
    }
    for (const best of this.#multiples(graph.find(id))) {
      if (best.related !== undefined) offer(best, [best.related.of]);
    }
    return found;
  }

  #build({ node: index, into, taken, related, swapped }: Best): Expr {
    if (swapped !== undefined) return this.#buildProduct(1, this.#swappedFactors(swapped));
    if (related !== undefined) return this.#buildProduct(related.by, this.#factors([related.of], [1]));
    if (taken !== undefined) {
      const { product, at, sum, by } = taken;
      const others = [...product.args.keys()].filter((i) => i !== at);
      const { k, powers } = this.#factors(
        others.map((i) => product.args[i]),
        others.map((i) => product.exponents[i]),
      );
      return this.#buildProduct(1, {
        k,
        powers: [...powers, power(this.#buildSum(sum, by), product.exponents[at])],
      });
    }
    return this.built(this.#graph.nodes[index], into);
  }

  #swappedFactors({ product, at, of, by }: Swapped): { k: ConstValue; powers: Power[] } {
    const args = product.args.map((arg, i) => (i === at ? of : arg));
    const { k, powers } = this.#factors(args, product.exponents);
    return { k: this.#times(k, by), powers };
  }

  /** Whether every argument of a node has a formula: one that a caller's rule has replaced has none. */
  canBuild(index: number): boolean {
    return this.#graph.nodes[index].args.every((arg) => this.#best[this.#graph.find(arg)] !== undefined);
  }

  /** A node with the cheapest formulas of its arguments. */
  built(node: ENode, into = -1): Expr {
    switch (node.kind) {
      case "leaf":
        return node.expr;
      case "call":
        if (node.op === Div) return this.#buildProduct(1, this.#factors(node.args, [1, -1]));
        return apply(
          node.op,
          node.args.map((arg) => this.expr(arg)),
        );
      case "product":
        return this.#buildProduct(1, this.#factors(node.args, node.exponents));
      case "sum": {
        if (node.args.length > 1 || node.constant !== 0) return this.#buildSum(node, 1);
        const [k] = node.coefficients;
        const inner = into >= 0 ? this.#graph.nodes[into] : undefined;
        if (inner?.kind === "sum") return this.#buildSum(inner, k);
        return this.#buildProduct(k, this.#factors(node.args, [1]));
      }
    }
  }

  /** The number and the powers of which a product is written, products among its factors opened. */
  #factors(args: readonly Id[], exponents: readonly ConstValue[]): { k: ConstValue; powers: Power[] } {
    let k: ConstValue = 1;
    const powers: Power[] = [];
    const open = (inside: { k: ConstValue; powers: Power[] }, by: ConstValue): void => {
      k = this.#times(k, this.#times(by, inside.k));
      powers.push(...inside.powers);
    };
    args.forEach((arg, i) => {
      const exponent = exponents[i];
      const best = this.#at(arg);
      const node = this.#graph.nodes[best.node];
      if (best.related !== undefined && exponent === 1) {
        open(this.#factors([best.related.of], [1]), best.related.by);
      } else if (best.swapped !== undefined && exponent === 1) open(this.#swappedFactors(best.swapped), 1);
      else if (
        node.kind === "leaf" &&
        node.expr.kind === "const" &&
        exponent === 1 &&
        isExact(node.expr.value)
      ) {
        k = this.#times(k, node.expr.value);
      } else if (exponent !== 1) powers.push(power(this.expr(arg), exponent));
      else if (node.kind === "product") open(this.#factors(node.args, node.exponents), 1);
      else if (node.kind === "call" && node.op === Div) open(this.#factors(node.args, [1, -1]), 1);
      else if (node.kind === "sum" && node.args.length === 1 && node.constant === 0 && best.into < 0) {
        open(this.#factors(node.args, [1]), node.coefficients[0]);
      } else powers.push(power(this.expr(arg), 1));
    });
    return { k, powers };
  }

  #buildProduct(
    by: ConstValue,
    { k, powers: given }: { readonly k: ConstValue; readonly powers: readonly Power[] },
  ): Expr {
    let coefficient = this.#times(by, k);
    const powers = [...given];
    const turn = (at: number): void => {
      const { base, exponent } = powers[at];
      const sum = this.#sums.get(base);
      if (sum === undefined || isFormula(exponent)) return;
      const terms = sum.terms.map((term) => new Product(negateValue(term.coefficient), term.powers));
      powers[at] = power(this.#buildTerms(terms), exponent);
      if (isOdd(exponent)) coefficient = negateValue(coefficient);
    };
    const turns = (own: Power, odd: boolean): Sum | undefined => {
      const sum = this.#sums.get(own.base);
      if (sum === undefined || isFormula(own.exponent) || !isInteger(own.exponent) || !hasBothSigns(sum))
        return undefined;
      return isOdd(own.exponent) === odd ? sum : undefined;
    };
    // (1 - x)^2 is (x - 1)^2: the first term has no minus where that costs nothing.
    powers.forEach((own, at) => {
      const sum = turns(own, false);
      if (sum !== undefined && isTurned(sum)) turn(at);
    });
    const odd = powers.flatMap((own, at) => (turns(own, true) === undefined ? [] : [at]));
    const wrong = odd.filter((at) => {
      const sum = this.#sums.get(powers[at].base);
      return sum !== undefined && isTurned(sum);
    });
    for (let i = 0; i + 1 < wrong.length; i += 2) {
      turn(wrong[i]);
      turn(wrong[i + 1]);
    }
    if (signOf(coefficient) < 0 && odd.length > 0)
      turn(wrong.length % 2 === 1 ? wrong[wrong.length - 1] : odd[0]);
    return build(new Product(coefficient, inOrder(powers)));
  }

  #buildSum(node: SumNode, by: ConstValue): Expr {
    const terms: Product[] = [];
    node.args.forEach((arg, i) => {
      const { k, powers } = this.#factors([arg], [1]);
      terms.push(new Product(this.#times(this.#times(node.coefficients[i], by), k), inOrder(powers)));
    });
    if (node.constant !== 0) terms.push(constantForm(this.#times(node.constant, by)));
    return this.#buildTerms(terms);
  }

  #buildTerms(terms: Product[]): Expr {
    if (terms.length === 1) return build(terms[0]);
    sortInPlace(terms, compareTerms);
    const sum = new Sum(terms);
    const expr = build(sum);
    this.#sums.set(expr, sum);
    return expr;
  }
}

/** Powers in order; x·x is x^2, whatever x is. */
function inOrder(given: readonly Power[]): Power[] {
  const powers: Power[] = [];
  for (const own of given) {
    const at = isWhole(own) ? powers.findIndex((other) => isWhole(other) && equal(other.base, own.base)) : -1;
    if (at < 0) powers.push(own);
    else powers[at] = power(own.base, Number(own.exponent) + Number(powers[at].exponent));
  }
  sortInPlace(powers, compareFactors);
  return powers;
}

const isWhole = ({ exponent }: Power): boolean => typeof exponent === "number" && exponent > 0;

/** r with r^n = k, where it is rational. */
function rootOf(k: ConstValue, n: number): ConstValue | undefined {
  const magnitude = signOf(k) < 0 ? negateValue(k) : k;
  if (signOf(k) < 0 && n % 2 === 0) return undefined;
  const root = Pow.exact?.(
    constant(magnitude),
    constant(constValue(rational(n < 0 ? -1n : 1n, BigInt(Math.abs(n))))),
  );
  if (root?.kind !== "const") return undefined;
  return signOf(k) < 0 ? negateValue(root.value) : root.value;
}

const hasBothSigns = ({ terms }: Sum): boolean =>
  terms.some(({ coefficient }) => signOf(coefficient) < 0) &&
  terms.some(({ coefficient }) => signOf(coefficient) > 0);

/** Whether the first term in order has a minus, so that another stands in front of it. */
const isTurned = ({ terms }: Sum): boolean => signOf(terms[0].coefficient) < 0;

const isHalf = (v: ConstValue): boolean =>
  typeof v === "object" && v.denominator === 2n && (v.numerator === 1n || v.numerator === -1n);

const isOdd = (v: ConstValue): boolean => typeof v === "number" && Math.abs(v) % 2 === 1;

function lengthOfLeaf(expr: Expr): number {
  if (expr.kind === "var") return NAME;
  return expr.kind === "const" ? lengthOfValue(expr.value) : 1;
}

/** All names count alike: what is simplest must not depend on them. */
const NAME = 1;

const lengthOfValue = (v: ConstValue): number => {
  const text = keyOfValue(v);
  return text.startsWith("-") ? text.length - 1 : text.length;
};
