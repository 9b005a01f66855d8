// Rules about the shape of sums and products, which no pattern of fixed length can say: opened, grouped,
// multiplied out, with a common factor in front, over one bar.
import { equalValues } from "../../expr/equal.ts";
import { type ConstValue, constant, constValue } from "../../expr/node.ts";
import { Exp, Ln } from "../../expr/primitives/exponential.ts";
import { If } from "../../expr/primitives/logic.ts";
import { Div } from "../../expr/primitives/operators.ts";
import { Pow, Sqrt } from "../../expr/primitives/powers.ts";
import { rational } from "../../expr/rational.ts";
import { addValues, compareValues, isInteger, mulValues, negateValue, signOf, toRational } from "../exact.ts";
import * as ranges from "../facts/range.ts";
import { atAngle } from "./angles.ts";
import type { EGraph } from "./egraph.ts";
import { type CallNode, type Id, keyOfValue, type ProductNode, type SumNode } from "./node.ts";

/** What a node is equal to, and why. */
export type Found = (rule: string, id: Id) => void;

/** Sums of more terms are not multiplied out, nor looked through for common factors. */
const MANY = 10;

/** @param nests whether (a - b/x)/x may be tried for a/x - b/x^2: it is shorter, but no textbook writes it. */
export function structural(graph: EGraph, index: number, nests: boolean, found: Found): void {
  const node = graph.nodes[index];
  if (node.kind === "sum") sumRules(graph, node, nests, found);
  else if (node.kind === "product") productRules(graph, node, found);
  else if (node.kind === "call") callRules(graph, node, found);
}

const without = <T>(list: readonly T[], at: number): T[] => list.filter((_, i) => i !== at);

/** Whether a class is a variable or a number: it is opened no further, whatever else it equals. */
const isName = (graph: EGraph, id: Id): boolean =>
  graph.members(id).some((index) => graph.nodes[index].kind === "leaf");

// Sums

function sumRules(graph: EGraph, node: SumNode, nests: boolean, found: Found): void {
  if (node.args.length === 1 && node.constant === 0) {
    writtenRoots(graph, node.coefficients[0], node.args[0], found);
    return;
  }
  openTerms(graph, node, found);
  if (node.args.length > MANY) return;
  commonCoefficient(graph, node, found);
  commonFactors(graph, node, nests, found);
  perfectSquare(graph, node, found);
}

/** a + (b + c) as a + b + c. */
function openTerms(graph: EGraph, node: SumNode, found: Found): void {
  if (node.args.length === 1 && node.constant === 0) return;
  node.args.forEach((arg, i) => {
    if (isName(graph, arg)) return;
    for (const { node: inner, by } of graph.sums(arg)) {
      if (inner.args.length > MANY) continue;
      const k = mulValues(node.coefficients[i], by);
      const scaled = inner.coefficients.map((own) => (k === undefined ? undefined : mulValues(own, k)));
      const constant = k === undefined ? undefined : mulValues(inner.constant, k);
      const total = constant === undefined ? undefined : addValues(node.constant, constant);
      if (total === undefined || !scaled.every((own) => own !== undefined)) continue;
      found(
        "brackets multiplied out",
        graph.sum(
          total,
          [...without(node.coefficients, i), ...scaled],
          [...without(node.args, i), ...inner.args],
        ),
      );
    }
  });
}

/** z + 2·x + 2·y as z + 2·(x + y). */
function commonCoefficient(graph: EGraph, node: SumNode, found: Found): void {
  if (node.args.length < 2) return;
  const groups = new Map<string, number[]>();
  node.coefficients.forEach((k, i) => {
    if (k === 1 || k === -1 || k === 0) return;
    const key = keyOfValue(signOf(k) < 0 ? negateValue(k) : k);
    groups.set(key, [...(groups.get(key) ?? []), i]);
  });
  for (const places of groups.values()) {
    const isAll = places.length === node.args.length && node.constant === 0;
    if (places.length < 2 || isAll) continue;
    const k = node.coefficients[places[0]];
    const inside = graph.sum(
      0,
      places.map((i) => (signOf(node.coefficients[i]) === signOf(k) ? 1 : -1)),
      places.map((i) => node.args[i]),
    );
    const rest = node.args.map((_, i) => i).filter((i) => !places.includes(i));
    found(
      "common factor taken out",
      graph.sum(
        node.constant,
        [k, ...rest.map((i) => node.coefficients[i])],
        [inside, ...rest.map((i) => node.args[i])],
      ),
    );
  }
}

/** The ways in which a term is a product: its powers. A number alone has none. */
function powersOf(graph: EGraph, id: Id): readonly ReadonlyMap<Id, ConstValue>[] {
  const found: Map<Id, ConstValue>[] = [new Map([[graph.find(id), 1]])];
  if (isName(graph, id)) return found;
  const isNamed = graph.hasName(id);
  for (const { node } of graph.products(id).slice(0, 4)) {
    if (isNamed && node.args.length === 1) continue;
    const powers = new Map<Id, ConstValue>();
    node.args.forEach((arg, i) => {
      if (!powers.has(graph.find(arg))) powers.set(graph.find(arg), node.exponents[i]);
    });
    if (powers.size === node.args.length) found.push(powers);
  }
  return found;
}

/** x·y + x·z + w as x·(y + z) + w; 1/x + 1/x^2 as (x + 1)/x^2. */
function commonFactors(graph: EGraph, node: SumNode, nests: boolean, found: Found): void {
  if (node.args.length + (node.constant === 0 ? 0 : 1) < 2) return;
  const terms = node.args.map((arg) => powersOf(graph, arg));
  const bases = new Set<Id>();
  for (const ways of terms) for (const powers of ways) for (const base of powers.keys()) bases.add(base);
  for (const base of bases) {
    const range = graph.range(base);
    if (!ranges.isReal(range) || graph.value(base) !== undefined) continue;
    const places: { i: number; powers: ReadonlyMap<Id, ConstValue>; exponent: ConstValue }[] = [];
    terms.forEach((ways, i) => {
      const powers = ways.find((way) => way.has(base));
      const exponent = powers?.get(base);
      if (powers !== undefined && exponent !== undefined) places.push({ i, powers, exponent });
    });
    const positives = places.filter(({ exponent }) => signOf(exponent) > 0);
    if (positives.length > 1) {
      const least = positives.reduce(
        (least, { exponent }) => (compareValues(exponent, least) < 0 ? exponent : least),
        positives[0].exponent,
      );
      takeOut(graph, node, positives, base, least, found);
    }
    const negatives = places.filter(({ exponent }) => signOf(exponent) < 0);
    if (negatives.length === 0 || !ranges.isNonzero(range)) continue;
    if (!negatives.every(({ exponent }) => isInteger(exponent)) && !ranges.isPositive(range)) continue;
    const lowest = negatives.reduce(
      (least, { exponent }) => (compareValues(exponent, least) < 0 ? exponent : least),
      negatives[0].exponent,
    );
    if (negatives.length > 1) {
      takeOut(graph, node, negatives, base, lowest, found);
      const highest = negatives.reduce(
        (most, { exponent }) => (compareValues(exponent, most) > 0 ? exponent : most),
        negatives[0].exponent,
      );
      if (nests && highest !== lowest) takeOut(graph, node, negatives, base, highest, found);
    }
    overOneBar(graph, node, places, base, lowest, found);
  }
}

/** x^2 + 2·x·y + y^2 as (x + y)^2. */
function perfectSquare(graph: EGraph, node: SumNode, found: Found): void {
  const terms = node.args.map((arg, i) => ({ k: node.coefficients[i], ways: powersOf(graph, arg) }));
  if (node.constant !== 0) terms.push({ k: node.constant, ways: [new Map()] });
  if (terms.length !== 3) return;
  const roots = terms.map(({ k, ways }) => {
    const root = rootOf(k);
    const even = ways.find((powers) =>
      [...powers.values()].every((e) => typeof e === "number" && e % 2 === 0),
    );
    if (root === undefined || even === undefined) return undefined;
    return { root, powers: new Map([...even].map(([id, e]) => [id, Number(e) / 2] as const)) };
  });
  for (let middle = 0; middle < 3; middle++) {
    const [a, b] = without(roots, middle);
    if (a === undefined || b === undefined) continue;
    const powers = new Map(a.powers);
    for (const [id, e] of b.powers) powers.set(id, (powers.get(id) ?? 0) + e);
    const { k, ways } = terms[middle];
    const twice = mulValues(2, mulValues(a.root, b.root) ?? 0) ?? 0;
    if (!equalValues(signOf(k) < 0 ? negateValue(k) : k, twice)) continue;
    if (!ways.some((own) => own.size === powers.size && [...own].every(([id, e]) => powers.get(id) === e)))
      continue;
    const [first, second] = [a, b].map((own) =>
      graph.product(1, [...own.powers.keys()], [...own.powers.values()]),
    );
    const sum = graph.sum(0, [a.root, signOf(k) < 0 ? negateValue(b.root) : b.root], [first, second]);
    found("perfect square", graph.product(1, [sum], [2]));
    return;
  }
}

/** The square root of a number, where that is rational. */
function rootOf(k: ConstValue): ConstValue | undefined {
  if (signOf(k) <= 0) return undefined;
  const root = Sqrt.exact?.(constant(k));
  return root?.kind === "const" ? root.value : undefined;
}

type Place = {
  readonly i: number;
  readonly powers: ReadonlyMap<Id, ConstValue>;
  readonly exponent: ConstValue;
};

/** A term divided by base^exponent. */
function divided(
  graph: EGraph,
  { powers, exponent: own }: Place,
  base: Id,
  exponent: ConstValue,
): Id | undefined {
  const left = addValues(own, negateValue(exponent));
  if (left === undefined) return undefined;
  const others = [...powers].filter(([id]) => id !== base);
  return graph.product(1, [...others.map(([id]) => id), base], [...others.map(([, e]) => e), left]);
}

function takeOut(
  graph: EGraph,
  node: SumNode,
  places: readonly Place[],
  base: Id,
  exponent: ConstValue,
  found: Found,
): void {
  // x^2 + 3*x + 1 stays: nobody writes x*(x + 3) + 1.
  const isPair = places.length === 2 && node.args.length === 2 && node.constant === 0;
  if (!isPair && isName(graph, base) && places.every(({ powers }) => powers.size === 1)) return;
  const left = places.map((place) => divided(graph, place, base, exponent));
  if (!left.every((id) => id !== undefined)) return;
  const inside = graph.sum(
    0,
    places.map(({ i }) => node.coefficients[i]),
    left,
  );
  const product = graph.product(1, [inside, base], [1, exponent]);
  const rest = node.args.map((_, i) => i).filter((i) => !places.some((place) => place.i === i));
  found(
    "common factor taken out",
    graph.sum(
      node.constant,
      [1, ...rest.map((i) => node.coefficients[i])],
      [product, ...rest.map((i) => node.args[i])],
    ),
  );
}

/** 1 - x/(x + 1) as (x + 1 - x)/(x + 1). */
function overOneBar(
  graph: EGraph,
  node: SumNode,
  places: readonly Place[],
  base: Id,
  exponent: ConstValue,
  found: Found,
): void {
  const up = negateValue(exponent);
  const left: Id[] = [];
  for (let i = 0; i < node.args.length; i++) {
    const place = places.find((own) => own.i === i);
    const id =
      place === undefined
        ? graph.product(1, [node.args[i], base], [1, up])
        : divided(graph, place, base, exponent);
    if (id === undefined) return;
    left.push(id);
  }
  const coefficients = [...node.coefficients];
  if (node.constant !== 0) {
    left.push(graph.product(1, [base], [up]));
    coefficients.push(node.constant);
  }
  const above = graph.sum(0, coefficients, left);
  found("over one denominator", graph.product(1, [above, base], [1, exponent]));
}

// Products

function productRules(graph: EGraph, node: ProductNode, found: Found): void {
  writtenRootsOf(graph, 1, node, found);
  denested(graph, node, found);
  openFactors(graph, node, found);
  commonExponent(graph, node, found);
  reciprocalSums(graph, node, found);
  multiplyOut(graph, node, found);
  exponentials(graph, node, found);
}

/** x·(y·z)^2 as x·y^2·z^2; roots of products only where they have a value each. */
function openFactors(graph: EGraph, node: ProductNode, found: Found): void {
  node.args.forEach((arg, i) => {
    const exponent = node.exponents[i];
    if (isName(graph, arg)) return;
    for (const { node: inner } of graph.products(arg).slice(0, 3)) {
      if (inner.args.length < 2) continue;
      if (!isInteger(exponent)) positiveOut(graph, node, i, inner, found);
      const exponents = inner.exponents.map((own) => mulValues(own, exponent));
      if (!exponents.every((own) => own !== undefined)) continue;
      const all = inner.args.every((factor) => {
        const range = graph.range(factor);
        if (isInteger(exponent))
          return signOf(exponent) > 0 || (ranges.isReal(range) && ranges.isNonzero(range));
        return (
          ranges.isReal(range) &&
          ranges.isNonnegative(range) &&
          (ranges.isNonzero(range) || signOf(exponent) > 0)
        );
      });
      // (x^(1/2)·y)^2 is x·y^2 only where x is not negative.
      const roots = inner.exponents.every(
        (own, k) =>
          isInteger(own) || !isInteger(exponents[k]) || ranges.isNonnegative(graph.range(inner.args[k])),
      );
      if (!all || !roots) continue;
      found(
        "brackets multiplied out",
        graph.product(
          1,
          [...without(node.args, i), ...inner.args],
          [...without(node.exponents, i), ...exponents],
        ),
      );
    }
  });
}

/** sqrt(x^2·y) as x·sqrt(y) where x is positive. */
function positiveOut(graph: EGraph, node: ProductNode, at: number, inner: ProductNode, found: Found): void {
  const exponent = node.exponents[at];
  const isOut = (arg: Id): boolean => ranges.isPositive(graph.range(arg)) && ranges.isReal(graph.range(arg));
  const out = [...inner.args.keys()].filter((i) => isOut(inner.args[i]));
  if (out.length === 0 || out.length === inner.args.length) return;
  const kept = [...inner.args.keys()].filter((i) => !out.includes(i));
  const left = graph.product(
    1,
    kept.map((i) => inner.args[i]),
    kept.map((i) => inner.exponents[i]),
  );
  const powers = out.map((i) => mulValues(inner.exponents[i], exponent));
  if (!powers.every((own) => own !== undefined)) return;
  found(
    "taken out of the root",
    graph.product(
      1,
      [...without(node.args, at), left, ...out.map((i) => inner.args[i])],
      [...without(node.exponents, at), exponent, ...powers],
    ),
  );
}

/** x^2·y^2 as (x·y)^2, sqrt(x)·sqrt(y) as sqrt(x·y). */
function commonExponent(graph: EGraph, node: ProductNode, found: Found): void {
  if (node.args.length < 2) return;
  const groups = new Map<string, number[]>();
  node.exponents.forEach((exponent, i) => {
    // 1/(x + 1)/(x - 1) is 1/(x^2 - 1), but 1/x/y is no 1/(x*y): it is written so anyway.
    if (exponent === 1 || (exponent === -1 && graph.sums(node.args[i]).length === 0)) return;
    if (!isInteger(exponent) && !ranges.isNonnegative(graph.range(node.args[i]))) return;
    const key = keyOfValue(exponent);
    groups.set(key, [...(groups.get(key) ?? []), i]);
  });
  for (const places of groups.values()) {
    if (places.length < 2) continue;
    const rest = node.args.map((_, i) => i).filter((i) => !places.includes(i));
    const inside = graph.product(
      1,
      places.map((i) => node.args[i]),
      places.map(() => 1),
    );
    found(
      "put under one exponent",
      graph.product(
        1,
        [inside, ...rest.map((i) => node.args[i])],
        [node.exponents[places[0]], ...rest.map((i) => node.exponents[i])],
      ),
    );
  }
  // x/sqrt(y) and sqrt(x)/sqrt(y): exponents that are each other's minus.
  for (const [key, places] of groups) {
    const exponent = node.exponents[places[0]];
    const others = signOf(exponent) > 0 ? groups.get(keyOfValue(negateValue(exponent))) : undefined;
    if (others === undefined || key === "") continue;
    if (!others.every((i) => ranges.isNonzero(graph.range(node.args[i])))) continue;
    const used = [...places, ...others];
    const rest = node.args.map((_, i) => i).filter((i) => !used.includes(i));
    const inside = graph.product(
      1,
      used.map((i) => node.args[i]),
      [...places.map(() => 1), ...others.map(() => -1)],
    );
    found(
      "put under one exponent",
      graph.product(
        1,
        [inside, ...rest.map((i) => node.args[i])],
        [exponent, ...rest.map((i) => node.exponents[i])],
      ),
    );
  }
}

/**
 * 1/(1 + y/x) as x/(x + y). Where x is 0 and y is not, both are 0: below the bar stands an infinity, or y.
 */
function reciprocalSums(graph: EGraph, node: ProductNode, found: Found): void {
  node.args.forEach((arg, i) => {
    const outer = node.exponents[i];
    if (signOf(outer) >= 0 || !isInteger(outer) || isName(graph, arg)) return;
    for (const { node: sum, by } of graph.sums(arg)) {
      if (sum.args.length > MANY) continue;
      const terms = sum.args.map((term) => powersOf(graph, term));
      const bases = new Set<Id>();
      for (const ways of terms)
        for (const powers of ways) for (const [id, e] of powers) if (signOf(e) < 0) bases.add(id);
      for (const base of bases) {
        if (!ranges.isReal(graph.range(base))) continue;
        const below = terms.map((ways) => ways.find((powers) => signOf(powers.get(base) ?? 0) < 0));
        const places = below.flatMap((powers, at) => (powers === undefined ? [] : [at]));
        const [at] = places;
        const powers = below[at];
        const exponent = powers?.get(base);
        if (places.length !== 1 || powers === undefined || exponent === undefined || !isInteger(exponent))
          continue;
        const above = graph.product(
          1,
          [...powers.keys()].filter((id) => id !== base),
          [...powers].filter(([id]) => id !== base).map(([, e]) => e),
        );
        const range = graph.range(above);
        if (!ranges.isReal(range) || !ranges.isNonzero(range)) continue;
        if (!sum.args.every((term, k) => k === at || ranges.isReal(graph.range(term)))) continue;
        const up = negateValue(exponent);
        const scaled = (id: Id): Id => graph.product(1, [id, base], [1, up]);
        const others = sum.args.map((_, k) => k).filter((k) => k !== at);
        const inside = graph.sum(
          0,
          [sum.coefficients[at], ...others.map((k) => sum.coefficients[k]), sum.constant],
          [above, ...others.map((k) => scaled(sum.args[k])), scaled(graph.number(1))],
        );
        const whole = graph.sum(0, [by], [inside]);
        const raised = mulValues(up, negateValue(outer));
        if (raised === undefined) continue;
        found(
          "over one denominator",
          graph.product(
            1,
            [...without(node.args, i), whole, base],
            [...without(node.exponents, i), outer, raised],
          ),
        );
      }
    }
  });
}

/** Squares and cubes of sums are multiplied out, of no more terms than this. */
const POWER = 4;

const HALF = constValue(rational(1n, 2n));
const MINUS_HALF = constValue(rational(-1n, 2n));

/** The normal form of 3/sqrt(6*x) is sqrt(6)/2·x^(-1/2): here it is written under one root again. */
function writtenRoots(graph: EGraph, k: ConstValue, of: Id, found: Found): void {
  for (const { node } of graph.products(of).slice(0, 3)) writtenRootsOf(graph, k, node, found);
}

function writtenRootsOf(graph: EGraph, k: ConstValue, node: ProductNode, found: Found): void {
  if (k === 0) return;
  const at = node.args.findIndex(
    (arg, i) => graph.value(arg) !== undefined && equalValues(node.exponents[i], HALF),
  );
  const n = at < 0 ? undefined : graph.value(node.args[at]);
  if (n === undefined) return;
  const sign = signOf(k) < 0 ? -1 : 1;
  const scaled = mulValues(k, n);
  const squared = mulValues(mulValues(k, k) ?? 0, n);
  if (scaled === undefined || squared === undefined) return;
  const isWhole = isInteger(k);
  const partner = (exponent: ConstValue): number =>
    node.args.findIndex(
      (arg, i) => graph.value(arg) === undefined && equalValues(node.exponents[i], exponent),
    );
  const times = (coefficient: ConstValue, root: Id, ...used: readonly number[]): void => {
    const rest = node.args.map((_, i) => i).filter((i) => i !== at && !used.includes(i));
    const product = graph.product(
      1,
      [root, ...rest.map((i) => node.args[i])],
      [1, ...rest.map((i) => node.exponents[i])],
    );
    found("under one root", graph.sum(0, [coefficient], [product]));
  };
  const root = (of: Id): Id => graph.asWritten(Sqrt, [of]);
  const below = (of: Id): Id => graph.asWritten(Div, [graph.number(1), root(of)]);
  const above = partner(HALF);
  if (above >= 0) {
    times(k, root(graph.sum(0, [n], [node.args[above]])), above);
    if (!isWhole) times(sign, root(graph.sum(0, [squared], [node.args[above]])), above);
  }
  const under = partner(MINUS_HALF);
  if (under >= 0) times(scaled, below(graph.sum(0, [n], [node.args[under]])), under);
  if (!isWhole) times(scaled, below(graph.number(n)));
}

/** sqrt(3 + 2·sqrt(2)) as 1 + sqrt(2): sqrt(a + b·sqrt(n)) where a^2 - b^2·n is a square. */
function denested(graph: EGraph, node: ProductNode, found: Found): void {
  node.args.forEach((arg, i) => {
    if (!equalValues(node.exponents[i], HALF) || graph.value(arg) !== undefined) return;
    for (const { node: sum, by } of graph.sums(arg)) {
      if (sum.args.length !== 1 || sum.constant === 0) continue;
      const [root] = graph.products(sum.args[0]);
      if (root?.node.args.length !== 1 || !equalValues(root.node.exponents[0], HALF)) continue;
      const n = graph.value(root.node.args[0]);
      const a = mulValues(sum.constant, by);
      const b = mulValues(sum.coefficients[0], by);
      if (n === undefined || a === undefined || b === undefined || signOf(a) <= 0) continue;
      const square = mulValues(a, a);
      const other = mulValues(mulValues(b, b) ?? 0, n);
      const norm =
        square === undefined || other === undefined ? undefined : addValues(square, negateValue(other));
      const rooted = norm === undefined || signOf(norm) < 0 ? undefined : Sqrt.exact?.(constant(norm));
      if (rooted?.kind !== "const") continue;
      // The radicands of the two roots: (a ± sqrt(norm))/2.
      const [p, q] = [rooted.value, negateValue(rooted.value)].map(
        (value) => mulValues(addValues(a, value) ?? 0, HALF) ?? 0,
      );
      if (signOf(p) < 0 || signOf(q) < 0) continue;
      const roots = [p, q].map((value) => graph.product(1, [graph.number(value)], [HALF]));
      const simple = graph.sum(0, [1, signOf(b)], roots);
      const rest = [without(node.args, i), without(node.exponents, i)] as const;
      found("root of a root", graph.product(1, [simple, ...rest[0]], [1, ...rest[1]]));
    }
  });
}

/** x·(y + z) as x·y + x·z. */
function multiplyOut(graph: EGraph, node: ProductNode, found: Found): void {
  node.args.forEach((arg, i) => {
    const exponent = node.exponents[i];
    if (typeof exponent !== "number" || exponent < 1 || exponent > 3 || isName(graph, arg)) return;
    for (const { node: sum, by } of graph.sums(arg)) {
      const terms = sum.args.length + (sum.constant === 0 ? 0 : 1);
      if (terms > (exponent === 1 ? MANY : POWER)) continue;
      const rest = graph.product(
        1,
        [...without(node.args, i), arg],
        [...without(node.exponents, i), exponent - 1],
      );
      if (!ranges.isReal(graph.range(rest))) continue;
      const coefficients: ConstValue[] = [];
      const products: Id[] = [];
      let inner: readonly (readonly [ConstValue, Id])[] = [[1, rest]];
      // (y + z)^2 at once, term by term.
      const square = node.args.length === 1 && exponent === 2;
      if (square)
        inner = [
          ...sum.args.map((own, k) => [sum.coefficients[k], own] as const),
          ...(sum.constant === 0 ? [] : [[sum.constant, graph.number(1)] as const]),
        ];
      const outer = [
        ...sum.args.map((own, k) => [sum.coefficients[k], own] as const),
        ...(sum.constant === 0 ? [] : [[sum.constant, graph.number(1)] as const]),
      ];
      let fits = true;
      for (const [k, id] of inner) {
        for (const [own, term] of outer) {
          const product = mulValues(k, own);
          const scaled =
            product === undefined ? undefined : mulValues(product, square ? (mulValues(by, by) ?? 1) : by);
          if (scaled === undefined) fits = false;
          else {
            coefficients.push(scaled);
            products.push(flatProduct(graph, [id, term]));
          }
        }
      }
      if (fits) found("multiplied out", graph.sum(0, coefficients, products));
    }
  });
}

/** The product of classes, those that are products opened, where powers of them then collect. */
function flatProduct(graph: EGraph, ids: readonly Id[]): Id {
  const args: Id[] = [];
  const exponents: ConstValue[] = [];
  let content: ConstValue = 1;
  for (const id of ids) {
    const multiple = graph.multiple(id);
    if (multiple !== undefined) content = mulValues(content, multiple.by) ?? content;
    const of = multiple?.of ?? id;
    const [first] = graph.products(of);
    if (first === undefined) {
      args.push(of);
      exponents.push(1);
    } else {
      args.push(...first.node.args);
      exponents.push(...first.node.exponents);
    }
  }
  return graph.product(content, args, exponents);
}

/** exp(x)^2·exp(y) as exp(2·x + y); the same of powers of one positive base. */
function exponentials(graph: EGraph, node: ProductNode, found: Found): void {
  const coefficients: ConstValue[] = [];
  const inside: Id[] = [];
  const places: number[] = [];
  node.args.forEach((arg, i) => {
    const [call] = graph.calls(arg, Exp);
    if (call === undefined || !ranges.isReal(graph.range(call[0]))) return;
    coefficients.push(node.exponents[i]);
    inside.push(call[0]);
    places.push(i);
  });
  if (places.length === 0) return;
  if (places.length === 1 && node.args.length === 1 && node.exponents[0] === 1) return;
  const rest = node.args.map((_, i) => i).filter((i) => !places.includes(i));
  const whole = graph.call(Exp, [graph.sum(0, coefficients, inside)]);
  found(
    "exponentials multiplied",
    graph.product(1, [whole, ...rest.map((i) => node.args[i])], [1, ...rest.map((i) => node.exponents[i])]),
  );
}

// Calls

function callRules(graph: EGraph, node: CallNode, found: Found): void {
  if (node.op === Exp) exponentialOfLogarithms(graph, node.args[0], found);
  else if (node.op === Ln) logarithmOfNumber(graph, node.args[0], found);
  else if (node.op === If) decided(graph, node.args, found);
  else if (node.op === Pow) powerOfSum(graph, node, found);
  const angle = atAngle(graph, node);
  if (angle !== undefined) found("value at an angle", angle);
}

/** exp(2·ln(x) + y) as x^2·exp(y). */
function exponentialOfLogarithms(graph: EGraph, arg: Id, found: Found): void {
  const ways: { coefficients: readonly ConstValue[]; args: readonly Id[]; constant: ConstValue }[] = graph
    .sums(arg)
    .filter(({ by }) => by === 1)
    .map(({ node }) => node);
  const multiple = graph.multiple(arg);
  ways.push({ coefficients: [multiple?.by ?? 1], args: [multiple?.of ?? arg], constant: 0 });
  for (const { coefficients, args, constant } of ways) {
    const bases: Id[] = [];
    const exponents: ConstValue[] = [];
    const rest: number[] = [];
    args.forEach((own, i) => {
      const [call] = graph.calls(own, Ln);
      if (
        call !== undefined &&
        isBase(graph, own, call[0]) &&
        (signOf(coefficients[i]) > 0 || ranges.isNonzero(graph.range(call[0])))
      ) {
        bases.push(call[0]);
        exponents.push(coefficients[i]);
        return;
      }
      const power = logarithmIn(graph, own);
      if (power === undefined) rest.push(i);
      else {
        bases.push(graph.call(Pow, [power.base, graph.sum(0, [coefficients[i]], [power.exponent])]));
        exponents.push(1);
      }
    });
    if (bases.length === 0 || !rest.every((i) => ranges.isReal(graph.range(args[i])))) continue;
    const other = graph.sum(
      constant,
      rest.map((i) => coefficients[i]),
      rest.map((i) => args[i]),
    );
    found(
      "exponential of logarithms",
      graph.product(1, [...bases, graph.call(Exp, [other])], [...exponents, 1]),
    );
  }
}

/** Whether ln(x), or a product with it, is -inf where x is 0, and has a value elsewhere. */
const isBase = (graph: EGraph, whole: Id, inside: Id): boolean =>
  !graph.range(whole).partial &&
  ranges.isReal(graph.range(inside)) &&
  ranges.isNonnegative(graph.range(inside));

/** y·ln(x) as the exponent y and the base x. */
function logarithmIn(graph: EGraph, id: Id): { base: Id; exponent: Id } | undefined {
  for (const { node } of graph.products(id)) {
    for (let i = 0; i < node.args.length; i++) {
      const [call] = node.exponents[i] === 1 ? graph.calls(node.args[i], Ln) : [];
      if (call === undefined || !isBase(graph, id, call[0])) continue;
      return { base: call[0], exponent: graph.product(1, without(node.args, i), without(node.exponents, i)) };
    }
  }
  return undefined;
}

/** ln(12) as 2·ln(2) + ln(3). */
function logarithmOfNumber(graph: EGraph, arg: Id, found: Found): void {
  const value = graph.value(arg);
  if (value === undefined || signOf(value) <= 0) return;
  const { numerator, denominator } = toRational(value);
  if (numerator > 1_000_000n || denominator > 1_000_000n) return;
  const exponents = new Map<number, number>();
  factorise(Number(numerator), 1, exponents);
  factorise(Number(denominator), -1, exponents);
  if (exponents.size === 1 && [...exponents.values()][0] === 1) return;
  const primes = [...exponents.keys()];
  found(
    "ln of a number",
    graph.sum(
      0,
      primes.map((p) => exponents.get(p) ?? 0),
      primes.map((p) => graph.call(Ln, [graph.number(p)])),
    ),
  );
}

function factorise(n: number, sign: 1 | -1, exponents: Map<number, number>): void {
  let rest = n;
  for (let p = 2; p * p <= rest; p++) {
    for (; rest % p === 0; rest /= p) exponents.set(p, (exponents.get(p) ?? 0) + sign);
  }
  if (rest > 1) exponents.set(rest, (exponents.get(rest) ?? 0) + sign);
}

/** if(1, a, b) is a. */
function decided(graph: EGraph, [condition, chosen, other]: readonly Id[], found: Found): void {
  const value = graph.value(condition);
  if (value !== undefined) found("condition decided", graph.known(value === 0 ? other : chosen));
}

/** c^(x + 2) as 4·2^x for a positive number c. */
function powerOfSum(graph: EGraph, { args }: CallNode, found: Found): void {
  const value = graph.value(args[0]);
  if (value === undefined || signOf(value) <= 0) return;
  for (const { node, by } of graph.sums(args[1])) {
    const constant = mulValues(node.constant, by);
    if (constant === undefined || constant === 0 || !isInteger(constant)) continue;
    const rest = graph.sum(0, [by], [graph.sum(0, node.coefficients, node.args)]);
    if (!ranges.isReal(graph.range(rest))) continue;
    found("power of a sum", graph.product(1, [args[0], graph.call(Pow, [args[0], rest])], [constant, 1]));
  }
}
