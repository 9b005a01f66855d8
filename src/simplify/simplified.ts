// simplify: the cheapest form of a formula that is found, the conditions under which it equals the one
// given, and the steps. tidy first, then searches in an e-graph until one finds nothing cheaper.
import { type Budget, checkCancelled } from "../expr/budget.ts";
import { equal } from "../expr/equal.ts";
import { BudgetError, CancelledError } from "../expr/errors.ts";
import { variables } from "../expr/measure.ts";
import { checkFormula, type Expr, sizeOf, variable } from "../expr/node.ts";
import { operations } from "../expr/operations.ts";
import { anything, budget, checkOptions, flag, oneOf, rules as optionRules } from "../expr/options.ts";
import { Neg, Sub } from "../expr/primitives/operators.ts";
import { Pow } from "../expr/primitives/powers.ts";
import { Abs } from "../expr/primitives/rounding.ts";
import { formatText } from "../expr/print/text.ts";
import { arranged } from "./arranged.ts";
import type { Condition } from "./condition.ts";
import { EGraph, GraphFull } from "./egraph/egraph.ts";
import type { Step } from "./egraph/explain.ts";
import { assertFact, assertRanges, implies, insert } from "./egraph/insert.ts";
import { type Effort, saturate } from "./egraph/saturate.ts";
import { costOf, type Searched, search } from "./egraph/search.ts";
import { factored } from "./factor.ts";
import { type Assumptions, assumptionsOf, follows, rangeOfFacts } from "./facts/assumptions.ts";
import { domainOf, type Fact } from "./facts/domain.ts";
import type { Range } from "./facts/range.ts";
import { partsOf } from "./implied.ts";
import { compare } from "./order.ts";
import { builtIn } from "./rules/builtIn.ts";
import { type OwnRule, ownRule } from "./rules/own.ts";
import { tidyAll } from "./tidy.ts";
import { broughtTogether } from "./together.ts";

export type EffortName = "low" | "normal" | "high";

/** Formulas of more nodes, unfolded, are only tidied; searches are bounded by e-nodes, rewrites and rounds. */
const EFFORTS: Readonly<Record<EffortName, Effort & { readonly size: number; readonly searches: number }>> = {
  low: { nodes: 450, rewrites: 500, rounds: 4, size: 120, searches: 2 },
  normal: { nodes: 600, rewrites: 800, rounds: 5, size: 300, searches: 2 },
  high: { nodes: 12000, rewrites: 30000, rounds: 16, size: 1200, searches: 8 },
};

export interface SimplifyOptions {
  /** How much is tried; default "normal". It bounds rewrites and e-nodes, never time. */
  readonly effort?: EffortName | undefined;
  /** Make no rewrite that holds only under a condition. */
  readonly strict?: boolean | undefined;
  /**
   * What is known of the variables: "x > 0", "n integer", parse("0 < x and x < 1"), or whether a condition follows from
   * it. Then it is used, and not said.
   */
  readonly assume?: Assumed | undefined;
  /**
   * Rules of the caller's own, tried beside the built-in ones: "sin(a)^2 => 1 - cos(a)^2", whose variables stand for
   * anything. They are taken to be true, and may make the formula longer where that is what they say.
   */
  readonly rules?: readonly (string | OwnRule)[] | undefined;
  /** `rewrites` bounds the rewrites of each search; `cancelled` ends the search with what was found. */
  readonly budget?: Budget | undefined;
  /** Leave the angles of functions as they are: 2*sin(x)*cos(x) does not become sin(2*x). Default false. */
  readonly keepAngles?: boolean | undefined;
  /** Whether to note the steps; default true. */
  readonly steps?: boolean | undefined;
}

type Follows = (condition: Condition) => boolean;

/** What is known: in words or as comparisons, as it was taken up before, or as what follows from it. */
export type Assumed = Follows | readonly (string | Expr)[] | Assumptions;

export interface Simplified {
  readonly expr: Expr;
  /** Where the result equals the formula given: x ≠ 1 after (x^2 - 1)/(x - 1) became x + 1. */
  readonly conditions: readonly Condition[];
  /** What became what, by which rule; each is an equality. */
  readonly steps: readonly Step[];
}

const simplifyRules = optionRules({
  effort: oneOf("low", "normal", "high"),
  strict: flag,
  assume: anything,
  rules: anything,
  budget,
  steps: flag,
  keepAngles: flag,
});

/**
 * The cheapest form of a formula that is found: fewest operations, then the shortest text. It equals the formula
 * wherever that has a finite value.
 * @example format(simplify(parse("sin(x)^2 + cos(x)^2")))  // "1"
 */
export function simplify(expr: Expr, options: SimplifyOptions = {}): Expr {
  checkOptions("simplify", options, simplifyRules);
  return simplified(expr, { ...options, steps: false }).expr;
}

/**
 * The same with the conditions under which it equals the formula given, and the steps that lead there.
 * @example simplified(parse("x/x")).conditions  // x ≠ 0
 */
export function simplified(expr: Expr, options: SimplifyOptions = {}): Simplified {
  checkOptions("simplified", options, simplifyRules);
  checkFormula(expr);
  const known = knownBy(expr, options.assume);
  const found = attempt(expr, options, known, false);
  const conditions = settled(found.expr, found.relied, known);
  const isStrict = options.strict !== true || settled(found.expr, found.relied, known, true).length === 0;
  if (isStrict) return { expr: found.expr, conditions, steps: found.steps };
  // What rests on a condition is no answer: only what needs none.
  const { expr: result, relied, steps } = attempt(expr, options, known, true);
  if (settled(result, [...domainSaid(expr), ...relied], known).length === 0)
    return { expr: result, conditions: [], steps };
  const { exprs } = tidyAll([expr], { strict: true, assume: known.follows, budget: options.budget });
  return { expr: exprs[0], conditions: [], steps: [{ rule: TIDIED, before: expr, after: exprs[0] }] };
}

interface Attempt {
  readonly expr: Expr;
  /** All that the result may rest on. */
  readonly relied: readonly Condition[];
  readonly steps: readonly Step[];
  /** Whether another pass would change nothing. */
  readonly isSettled: boolean;
  /** Whether a rule of the caller's own was used. */
  readonly isOwn: boolean;
}

/** Passes until one changes nothing more: what is simple stays as it is. */
function attempt(expr: Expr, options: SimplifyOptions, known: Known, strict: boolean): Attempt {
  const searches: Search[] = [];
  let { expr: current, relied, steps, isSettled, isOwn } = pass(expr, options, known, strict, searches);
  if (options.rules !== undefined) searches.length = 0; // with other rules
  for (let k = 0; k < PASSES && !isSettled; k++) {
    const next = pass(current, { ...options, rules: undefined }, known, strict, searches);
    if (equal(next.expr, current)) break;
    relied = [...relied, ...next.relied];
    steps = [...steps, ...next.steps];
    isSettled = next.isSettled;
    current = next.expr;
  }
  if (!isOwn && operations([current]) > operations([expr])) {
    // Nothing cheaper was found, and in normal form it is longer: cube(x*y) is shorter than x^3*y^3.
    const ordered = arranged(expr);
    return {
      expr: ordered,
      relied: [],
      steps: equal(ordered, expr) ? [] : [{ rule: ARRANGED, before: expr, after: ordered }],
      isSettled,
      isOwn,
    };
  }
  return { expr: current, relied, steps, isSettled, isOwn };
}

const PASSES = 3;

/** What was searched before need not be again. */
interface Search {
  readonly of: Expr;
  readonly found: Searched | undefined;
}

function pass(
  expr: Expr,
  options: SimplifyOptions,
  known: Known,
  strict: boolean,
  searches: Search[],
): Attempt {
  const { effort = "normal", keepAngles, budget, rules, steps: withSteps = true } = options;
  const limits = EFFORTS[effort];
  const relied: Condition[] = [];
  const steps: Step[] = [];
  const own = rules?.map(ownRule);
  const bounded = { ...limits, rewrites: budget?.rewrites ?? limits.rewrites };
  let current = expr;
  let cost = Number.POSITIVE_INFINITY;
  const take = (next: Expr, rule: string | readonly Step[]): void => {
    if (withSteps && !equal(next, current) && !looksAlike(next, current)) {
      const isArranged =
        rule === TIDIED && sizeOf(current) <= READ && equal(arranged(current), arranged(next));
      if (typeof rule === "string")
        steps.push({ rule: isArranged ? ARRANGED : rule, before: current, after: next });
      else steps.push(...rule);
    }
    current = next;
  };
  const tidily = (from: Expr): { expr: Expr; conditions: readonly Condition[] } => {
    const { exprs, conditions } = tidyAll([from], { level: "search", strict, assume: known.follows, budget });
    return { expr: exprs[0], conditions };
  };
  let tidied: { expr: Expr; conditions: readonly Condition[] };
  try {
    tidied = tidily(expr);
  } catch (error) {
    if (!(error instanceof CancelledError)) throw error;
    return { expr, relied, steps, isSettled: true, isOwn: false };
  }
  const written = sizeOf(expr) <= limits.size ? costOf(expr, limits.nodes) : undefined;
  const tidiedCost = sizeOf(tidied.expr) <= limits.size ? costOf(tidied.expr, limits.nodes) : undefined;
  if (tidiedCost === undefined) {
    // Too large to be searched: tidy has said what it rests on.
    take(tidied.expr, TIDIED);
    return { expr: current, relied: tidied.conditions, steps, isSettled: true, isOwn: false };
  }
  if (written === undefined || tidiedCost <= written) {
    relied.push(...domainSaid(expr), ...tidied.conditions);
    take(tidied.expr, TIDIED);
    cost = tidiedCost;
  } else {
    take(arranged(expr), ARRANGED);
    cost = written;
  }
  // Tidied a second time nothing changes; what a search has found may be tidied to something else.
  let isSettled = written === undefined || tidiedCost <= written;
  let isOwn = false;
  try {
    for (const [rule, way] of POLYNOMIAL) {
      if (strict || operations([current]) < WORTHWHILE) break;
      const other = within(() =>
        way(current, { assume: known.follows, budget: { ...budget, nodes: TERMS } }),
      );
      if (other === undefined) continue;
      const otherCost = sizeOf(other.expr) <= limits.size ? costOf(other.expr, limits.nodes) : undefined;
      if (otherCost === undefined || otherCost >= cost) continue;
      if (operations([other.expr]) >= operations([current])) continue;
      relied.push(...domainSaid(current), ...other.conditions);
      take(other.expr, rule);
      cost = otherCost;
      isSettled = false;
    }
    for (let k = 0; k < limits.searches; k++) {
      checkCancelled(budget);
      const before = current;
      let done = searches.find(({ of }) => equal(of, before));
      if (done === undefined) {
        const domain = strict ? [] : domainOf(before).filter(({ use }) => use !== "said");
        const facts = [...domain, ...known.conditions];
        const settings = {
          effort: bounded,
          facts,
          ranges: known.ranges,
          rules: own,
          budget,
          withSteps,
          keepAngles,
        };
        done = { of: before, found: search(before, settings) };
        searches.push(done);
      }
      const { found } = done;
      if (found === undefined) break;
      // No more operations either where equal parts count once; the caller's own rules may lengthen.
      const isLonger = found.cost > cost || operations([found.expr]) > operations([current]);
      if (isLonger && !found.isOwn) break;
      if (!equal(found.expr, current)) {
        relied.push(...domainSaid(current));
        take(found.expr, found.steps.length > 0 ? found.steps : TIDIED);
        isOwn ||= found.isOwn;
        isSettled = isOwn;
      }
      const isCheaper = found.cost < cost;
      cost = found.cost;
      if (!isCheaper || found.isOwn) break;
      const searched = current;
      const again = tidily(current);
      const againCost = costOf(again.expr, limits.nodes);
      if (againCost !== undefined && againCost < cost && operations([again.expr]) <= operations([current])) {
        relied.push(...domainSaid(current), ...again.conditions);
        take(again.expr, TIDIED);
        cost = againCost;
      }
      if (found.isComplete && current === searched) break; // another search would find the same
    }
  } catch (error) {
    if (!(error instanceof CancelledError)) throw error; // a time limit ends it, with the best so far
    isSettled = true;
  }
  return { expr: current, relied, steps, isSettled, isOwn };
}

/** Whether both are the same text: 1/3 as a quotient and as a number. */
const looksAlike = (a: Expr, b: Expr): boolean =>
  sizeOf(a) <= READ && sizeOf(b) <= READ && formatText(a) === formatText(b);

/** Steps of larger formulas are not read. */
const READ = 300;

/** What is done with quotients and sums as polynomials, where that is shorter. */
const POLYNOMIAL = [
  ["over one denominator, common factors cancelled", broughtTogether],
  ["factored", factored],
] as const;

/** Polynomials of more terms are left as they are. */
const TERMS = 400;

/** What is found, unless it takes more than it may. */
function within<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof BudgetError) return undefined;
    throw error;
  }
}

/** Formulas of fewer operations have no factors to be found. */
const WORTHWHILE = 4;

const TIDIED = "like terms, factors and powers collected";
const ARRANGED = "put in order";

const domainSaid = (expr: Expr): readonly Fact[] => domainOf(expr).filter(({ use }) => use !== "certain");

/** What is assumed, for each of those who use it. */
interface Known {
  readonly follows: Follows | undefined;
  readonly conditions: readonly Condition[];
  readonly ranges: ReadonlyMap<string, Range>;
}

function knownBy(expr: Expr, assumed: Assumed | undefined): Known {
  if (assumed === undefined) return { follows: undefined, conditions: [], ranges: new Map() };
  if (typeof assumed === "function") {
    return { follows: assumed, conditions: signsOf(expr, assumed), ranges: new Map() };
  }
  const assumptions = isAssumptions(assumed) ? assumed : assumptionsOf(assumed);
  const ranges = new Map([...assumptions].map(([name, facts]) => [name, rangeOfFacts(facts)]));
  return { follows: (condition) => follows(condition, assumptions), conditions: [], ranges };
}

const isAssumptions = (assumed: readonly (string | Expr)[] | Assumptions): assumed is Assumptions =>
  assumed instanceof Map;

/** What follows of the signs of the variables. */
function signsOf(expr: Expr, follows: Follows): readonly Condition[] {
  const found: Condition[] = [];
  for (const name of variables(expr)) {
    const x = variable(name);
    for (const expr of [x, Neg(x)]) {
      for (const holds of ["positive", "nonnegative", "nonzero"] as const) {
        if (follows({ expr, holds })) found.push({ expr, holds });
      }
    }
  }
  return found;
}

const STRENGTH: readonly Condition["holds"][] = ["positive", "nonnegative", "nonzero", "defined"];

/** How far is looked for equal forms of conditions. */
const SETTLING: Effort = { nodes: 1000, rewrites: 200, rounds: 2 };

/** Nodes enough for any formula that is asked about. */
const MANY_NODES = 20_000;

/**
 * What is left to say: neither implied by the result's own domain, nor assumed, nor by each other. `certainly`: what
 * the result seems to need, as x ≠ 0 of atan(1/x), implies nothing.
 */
function settled(
  result: Expr,
  relied: readonly Condition[],
  known: Known,
  certainly = false,
): readonly Condition[] {
  if (relied.length === 0) return [];
  const graph = new EGraph(MANY_NODES);
  const left: Condition[] = [];
  try {
    let parts = relied.flatMap((condition) => {
      const tidied = tidyCondition(condition);
      const parts = condition.holds === "positive" ? [tidied] : partsOf(tidied).map(withoutAbs);
      return parts.map(withoutOddPower).map(inOrder);
    });
    const domain = domainOf(result).filter(({ use }) => !certainly || use !== "said");
    const facts: Condition[] = [...domain, ...known.conditions];
    for (const fact of facts) assertFact(graph, fact);
    assertRanges(graph, known.ranges);
    graph.rebuild();
    const isSaid = (part: Condition): boolean =>
      bothWays(part).some((way) => known.follows?.(way) === true || implies(graph, way));
    parts = parts.filter((part) => !isSaid(part));
    if (parts.length === 0) return [];
    parts = parts.flatMap((part) => {
      const product = part.holds === "nonzero" ? inFactors(part.expr) : undefined;
      return product === undefined ? [part] : partsOf({ expr: product, holds: "nonzero" });
    });
    for (const { expr } of parts) insert(graph, expr);
    // x^2 - 1 ≠ 0 is x - 1 ≠ 0 and x + 1 ≠ 0.
    for (const { expr, holds } of domain) {
      const product = holds === "nonzero" ? inFactors(expr) : undefined;
      if (product !== undefined) facts.push({ expr: product, holds });
    }
    const look = (): void => {
      saturate(graph, builtIn, SETTLING);
      for (const fact of facts) assertFact(graph, fact); // each may tell more beside the others
      graph.rebuild();
    };
    look();
    parts.sort(
      (a, b) =>
        STRENGTH.indexOf(a.holds) - STRENGTH.indexOf(b.holds) ||
        sizeOf(a.expr) - sizeOf(b.expr) ||
        compare(a.expr, b.expr),
    );
    for (let rest = parts.filter((part) => !isSaid(part)); rest.length > 0; ) {
      const [next, ...others] = rest;
      left.push(next);
      facts.unshift(next);
      assertFact(graph, next);
      if (others.length > 0) look();
      rest = others.filter((part) => !isSaid(part));
    }
  } catch (error) {
    if (!(error instanceof GraphFull)) throw error;
    return relied;
  }
  return left;
}

/** A sum in factors, where it has some. */
function inFactors(expr: Expr): Expr | undefined {
  if (operations([expr]) > FACTORED) return undefined;
  const found = within(() => factored(expr, { budget: { nodes: TERMS } }));
  return found === undefined || equal(found.expr, expr) ? undefined : found.expr;
}

/** Denominators of more operations are not factored to see what they imply. */
const FACTORED = 30;

/** |x| ≠ 0 is x ≠ 0. */
function withoutAbs(condition: Condition): Condition {
  const { expr, holds } = condition;
  return holds === "nonzero" && expr.kind === "apply" && expr.op === Abs
    ? { expr: expr.args[0], holds }
    : condition;
}

/** x^3 ≥ 0 is x ≥ 0. */
function withoutOddPower(condition: Condition): Condition {
  const { expr, holds } = condition;
  if (holds === "defined" || expr.kind !== "apply" || expr.op !== Pow) return condition;
  const [base, exponent] = expr.args;
  const isOdd = exponent.kind === "const" && typeof exponent.value === "number" && exponent.value % 2 === 1;
  return isOdd ? { expr: base, holds } : condition;
}

/** A condition, and of a ≠ b also b ≠ a. */
function bothWays(condition: Condition): readonly Condition[] {
  const { expr, holds } = condition;
  if (holds !== "nonzero" || expr.kind !== "apply" || expr.op !== Sub) return [condition];
  const [left, right] = expr.args;
  return [condition, { expr: Sub(right, left), holds }];
}

/** Of a ≠ b and b ≠ a, a and b being names, the one in order. */
function inOrder(condition: Condition): Condition {
  const [, turned = condition] = bothWays(condition);
  const { expr } = condition;
  const [left, right] = expr.kind === "apply" ? expr.args : [];
  const isTurned = left?.kind === "var" && right?.kind === "var" && compare(left, right) > 0;
  return isTurned ? turned : condition;
}

/** A condition with its formula tidied, as people read it. */
const tidyCondition = ({ expr, holds }: Condition): Condition => ({
  expr: tidyAll([expr], { strict: true }).exprs[0],
  holds,
});
