// Alpha: reverse accumulation. One sweep from the root to the leaves, each node once, after all its
// uses have added up; it hands adjoint·partial to each argument, and what arrives at a variable is
// added to that variable's sum. Its cost is a small constant times the size of the formula,
// whatever the number of variables.
// Griewank & Walther, Evaluating Derivatives, 2nd ed., ch. 3.2.
import type { Bindings } from "../expr/bindings.ts";
import { type Budget, checkCancelled, checkNodes } from "../expr/budget.ts";
import { valuesOf } from "../expr/evaluate.ts";
import {
  type Apply,
  apply,
  argOf,
  constant,
  type Expr,
  type ExprLike,
  hasVariables,
  mayDependOn,
  sizeOf,
  toExpr,
  variableMarks,
} from "../expr/node.ts";
import { checkOptions } from "../expr/options.ts";
import { If } from "../expr/primitives/logic.ts";
import { Add } from "../expr/primitives/operators.ts";
import { type Numbering, numbered } from "../expr/walk.ts";
import { Accumulator } from "./accumulator.ts";
import {
  type Differentiator,
  type FormulaOptions,
  formulaRules,
  type NumberOptions,
  numberRules,
  type SweepOptions,
} from "./differentiator.ts";
import { forward } from "./forward.ts";
import { enterBranch, type Guard, type Guarded, sumGuarded, timesInBranches, total } from "./guard.ts";
import { chosenBranch, PartialValues, partialFormula } from "./partials.ts";

/** How adjoints are handed on and added: as formulas, or as numbers at a point. Nothing is `undefined`. */
interface Adjoints<T> {
  /** What argument i of the node receives. */
  readonly pull: (adjoint: T, node: Apply, i: number) => T | undefined;
  /** The adjoint of a node from the contributions of all its uses, two or more. */
  readonly sum: (contributions: readonly T[]) => T;
  readonly arrive: (name: string, adjoint: T) => void;
}

/** The sweep itself over a postorder that ends in the root. Returns the nodes visited. */
function sweep<T>(
  order: Numbering,
  seed: T,
  relevant: (arg: Expr) => boolean,
  adjoints: Adjoints<T>,
  budget: Budget | undefined,
): number {
  const { nodes } = order;
  checkNodes("differentiating by method alpha", nodes.length, budget);
  const first: (T | undefined)[] = []; // by number: the one contribution so far
  let several: (T[] | undefined)[] | undefined; // where there are more, all of them
  for (let k = 0; k < nodes.length; k++) first.push(undefined);
  first[nodes.length - 1] = seed;
  for (let k = nodes.length - 1; k >= 0; k--) {
    if ((k & 4095) === 0) checkCancelled(budget);
    const node = nodes[k];
    const contribution = first[k];
    if (contribution === undefined || node.kind === "const") continue;
    const all = several?.[k];
    if (node.kind === "var") {
      if (all === undefined) adjoints.arrive(node.name, contribution);
      else for (const one of all) adjoints.arrive(node.name, one);
      continue;
    }
    const adjoint = all === undefined ? contribution : adjoints.sum(all);
    const arity = node.args.length;
    for (let i = 0; i < arity; i++) {
      const arg = argOf(node, i);
      if (!relevant(arg)) continue;
      const pulled = adjoints.pull(adjoint, node, i);
      if (pulled === undefined) continue;
      const at = order.find(arg);
      const before = first[at];
      if (before === undefined) first[at] = pulled;
      else {
        several ??= [];
        const list = several[at];
        if (list === undefined) several[at] = [before, pulled];
        else list.push(pulled);
      }
    }
  }
  return nodes.length;
}

/**
 * An adjoint as a formula. Where the node has one use, it remembers the adjoint and the partial that it is the
 * product of, so that what came through one node can be added up before that adjoint is multiplied in; the product
 * itself is made where it is asked for.
 */
class FormulaAdjoint implements Guarded {
  readonly guard: Guard | undefined;
  readonly from: FormulaAdjoint | undefined;
  readonly partial: Expr | undefined;
  /** The number of adjoints that it came from. */
  readonly depth: number;
  #value: Expr | undefined;

  constructor(value: Expr | undefined, guard: Guard | undefined, from?: FormulaAdjoint, partial?: Expr) {
    this.guard = guard;
    this.from = from;
    this.partial = partial;
    this.depth = from === undefined ? 0 : from.depth + 1;
    this.#value = value;
  }

  get value(): Expr {
    if (this.#value !== undefined) return this.#value;
    const chain: FormulaAdjoint[] = [this];
    let from = this.from;
    for (; from !== undefined && from.#value === undefined; from = from.from) chain.push(from);
    let value = from === undefined ? ONE : (from.#value ?? ONE);
    for (let link = chain.pop(); link !== undefined; link = chain.pop()) {
      value = timesInBranches(value, link.partial ?? ONE);
      link.#value = value;
    }
    return value;
  }
}

const ZERO = constant(0);
const ONE = constant(1);

/** An adjoint that is the product of nothing remembered. */
const whole = ({ value, guard }: Guarded): FormulaAdjoint => new FormulaAdjoint(value, guard);

/** What argument i receives; `from` is remembered where what arrives will be factored. */
function pullFormula(
  adjoint: FormulaAdjoint,
  node: Apply,
  i: number,
  remembers: boolean,
): FormulaAdjoint | undefined {
  if (node.op === If) {
    return i === 0 ? undefined : whole(enterBranch(adjoint, node, i));
  }
  const partial = partialFormula(node, i);
  if (partial === undefined) return undefined;
  if (partial.kind === "const" && partial.value === 1) return adjoint;
  return remembers
    ? new FormulaAdjoint(undefined, adjoint.guard, adjoint, partial)
    : new FormulaAdjoint(timesInBranches(adjoint.value, partial), adjoint.guard);
}

const formulaAccumulator = (): Accumulator<Expr> => new Accumulator<Expr>(ZERO, (a, b) => Add(a, b));
const numberAccumulator = (): Accumulator<number> => new Accumulator<number>(0, (a, b) => a + b);

const relevance = (wrt: readonly string[] | undefined): ((arg: Expr) => boolean) => {
  if (wrt === undefined) return hasVariables;
  const marks = variableMarks(wrt);
  if (wrt.length === 1) return (arg) => (arg.kind === "var" ? arg.name === wrt[0] : mayDependOn(arg, marks));
  const wanted = new Set(wrt);
  return (arg) => (arg.kind === "var" ? wanted.has(arg.name) : mayDependOn(arg, marks));
};

/** Formulas of up to this many nodes have what came through one node added up before its adjoint is multiplied in. */
const FACTORED = 512;

/**
 * The sum of what arrived at one variable, with a·p + a·q written as a·(p + q) where both came through the node
 * whose adjoint is a: the deepest adjoint is exchanged for the one it came from until all have met.
 */
function factored(arrivals: readonly FormulaAdjoint[]): readonly Guarded[] {
  const front: FormulaAdjoint[] = []; // the adjoints still to be exchanged, each once
  const factors: Expr[] = []; // what each is to be multiplied by
  for (const arrival of arrivals) addTo(front, factors, arrival, ONE);
  const done: Guarded[] = [];
  while (front.length > 0) {
    let deepest = 0;
    for (let i = 1; i < front.length; i++) if (front[i].depth > front[deepest].depth) deepest = i;
    const adjoint = front[deepest];
    const factor = factors[deepest];
    const last = front.length - 1;
    front[deepest] = front[last];
    factors[deepest] = factors[last];
    front.pop();
    factors.pop();
    const { from, partial, guard } = adjoint;
    if (last > 0 && from !== undefined && partial !== undefined)
      addTo(front, factors, from, timesInBranches(partial, factor));
    else done.push({ value: timesInBranches(adjoint.value, factor), guard });
  }
  return done;
}

function addTo(front: FormulaAdjoint[], factors: Expr[], adjoint: FormulaAdjoint, factor: Expr): void {
  for (let i = 0; i < front.length; i++) {
    if (front[i] !== adjoint) continue;
    factors[i] = apply(Add, [factors[i], factor]);
    return;
  }
  front.push(adjoint);
  factors.push(factor);
}

/**
 * upstream · d expr / d v for every variable v, as formulas just as the rules give them, added into `into`.
 * @example alpha.grad(parse("x*y + sin(y)")).read("x")  // y
 */
function grad(
  expr: Expr,
  upstream: ExprLike = 1,
  into: Accumulator<Expr> = formulaAccumulator(),
  options: FormulaOptions = {},
): Accumulator<Expr> {
  checkOptions("alpha.grad", options, formulaRules);
  for (const [name, partial] of partialsBy(expr, upstream, options.wrt, options)) into.add(name, partial);
  return into;
}

/** Hands what arrives at the variables to `arrive`, and says whether what came through one node is to be added up first. */
function formulaSweep(
  expr: Expr,
  upstream: ExprLike,
  wrt: readonly string[] | undefined,
  arrive: (name: string, adjoint: FormulaAdjoint) => void,
  options: SweepOptions,
): boolean {
  const small = sizeOf(expr) <= FACTORED;
  const visits = sweep(
    numbered([expr]),
    whole({ value: toExpr(upstream), guard: undefined }),
    relevance(wrt),
    {
      pull: (adjoint, node, i) => pullFormula(adjoint, node, i, small),
      sum: (contributions) => whole(sumGuarded(contributions)),
      arrive,
    },
    options.budget,
  );
  options.onVisits?.(visits);
  return small;
}

const summed = (arrivals: readonly FormulaAdjoint[], small: boolean): Expr =>
  total(small && arrivals.length > 1 ? factored(arrivals) : arrivals);

/** The partial derivative by each variable that is met. */
function partialsBy(
  expr: Expr,
  upstream: ExprLike,
  wrt: readonly string[] | undefined,
  options: SweepOptions,
): Map<string, Expr> {
  const arrived = new Map<string, FormulaAdjoint[]>();
  const small = formulaSweep(
    expr,
    upstream,
    wrt,
    (name, adjoint) => {
      const before = arrived.get(name);
      if (before === undefined) arrived.set(name, [adjoint]);
      else before.push(adjoint);
    },
    options,
  );
  return new Map(Array.from(arrived, ([name, arrivals]) => [name, summed(arrivals, small)]));
}

/**
 * upstream · d expr / d v at a point for every variable v, added into `into`.
 * @throws {NameError} for a variable without a value.
 * @example alpha.gradAt(parse("x*y"), { x: 2, y: 3 }).read("x")  // 3
 */
function gradAt(
  expr: Expr,
  at: Bindings,
  upstream = 1,
  into: Accumulator<number> = numberAccumulator(),
  options: NumberOptions = {},
): Accumulator<number> {
  checkOptions("alpha.gradAt", options, numberRules);
  const order = numbered([expr]);
  const partials = new PartialValues(order, valuesOf(order, at), options.subgradient ?? "midpoint");
  const visits = sweep<number>(
    order,
    upstream,
    relevance(options.wrt),
    {
      pull: (adjoint, node, i) => {
        if (node.op === If) return chosenBranch(partials.valueOf(node.args[0])) === i ? adjoint : undefined;
        const partial = partials.partial(node, i);
        return partial === undefined ? undefined : adjoint * partial;
      },
      sum: (contributions) => contributions.reduce((a, b) => a + b),
      arrive: (name, adjoint) => into.add(name, adjoint),
    },
    options.budget,
  );
  options.onVisits?.(visits);
  return into;
}

/** Reverse accumulation, as a differentiator. */
export const alpha = {
  name: "alpha",
  grad,
  gradAt,
  gradient: (expr, wrt, options) => {
    const upstream = options.upstream ?? 1;
    if (wrt.length > 1) {
      const partials = partialsBy(expr, upstream, wrt, options);
      return wrt.map((name) => partials.get(name) ?? ZERO);
    }
    const arrivals: FormulaAdjoint[] = [];
    const small = formulaSweep(
      expr,
      upstream,
      wrt,
      (name, adjoint) => name === wrt[0] && arrivals.push(adjoint),
      options,
    );
    return wrt.length === 0 ? [] : [summed(arrivals, small)];
  },
  gradientAt: (expr, at, wrt, options) => {
    const sums = gradAt(expr, at, options.upstream ?? 1, undefined, { ...options, wrt });
    const partials = wrt.map((name) => sums.read(name));
    if (!partials.some(Number.isNaN)) return partials;
    // Where an adjoint is infinite, its parts may be inf - inf, while the tangent sums them first: inf·(a + b).
    const { upstream, subgradient, budget } = options;
    const unknown = wrt.filter((_, i) => Number.isNaN(partials[i]));
    const found = new Map(
      forward
        .gradientAt(expr, at, unknown, { upstream, subgradient, budget })
        .map((partial, i) => [unknown[i], partial]),
    );
    return partials.map((partial, i) => found.get(wrt[i]) ?? partial);
  },
} satisfies Differentiator & Record<string, unknown>;
