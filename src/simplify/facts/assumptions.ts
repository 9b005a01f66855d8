// What is assumed of variables: `x > 0`, `x integer`. Facts about one variable are kept together, so that
// one that can't hold beside the others is noticed, and conditions that follow from them need not be said.
import { UsageError } from "../../expr/errors.ts";
import { evaluate } from "../../expr/evaluate.ts";
import { type Expr, hasVariables } from "../../expr/node.ts";
import { parse } from "../../expr/parse/parse.ts";
import type { Primitive } from "../../expr/primitive.ts";
import { And, Ge, Gt, Le, Lt, Ne } from "../../expr/primitives/logic.ts";
import { Add, Div, Mul, Neg, Sub } from "../../expr/primitives/operators.ts";
import { Pow } from "../../expr/primitives/powers.ts";
import { format } from "../../expr/print/format.ts";
import { fold } from "../../expr/walk.ts";
import type { Condition } from "../condition.ts";
import { nonzero, type Range, real } from "./range.ts";

/** What is known of one variable. */
export interface Facts {
  readonly lower: number;
  readonly lowerOpen: boolean;
  readonly upper: number;
  readonly upperOpen: boolean;
  readonly without: ReadonlySet<number>;
  readonly integer: boolean;
  /** As they were written, each once. */
  readonly texts: readonly string[];
}

const NOTHING: Facts = {
  lower: Number.NEGATIVE_INFINITY,
  lowerOpen: false,
  upper: Number.POSITIVE_INFINITY,
  upperOpen: false,
  without: new Set(),
  integer: false,
  texts: [],
};

/** One assumption: of which variable, what, and how it is written. */
export interface Assumption {
  readonly name: string;
  readonly text: string;
  readonly added: (facts: Facts) => Omit<Facts, "texts">;
}

const above =
  (bound: number, open: boolean): Assumption["added"] =>
  (facts) =>
    bound > facts.lower || (bound === facts.lower && open)
      ? { ...facts, lower: bound, lowerOpen: open }
      : facts;
const below =
  (bound: number, open: boolean): Assumption["added"] =>
  (facts) =>
    bound < facts.upper || (bound === facts.upper && open)
      ? { ...facts, upper: bound, upperOpen: open }
      : facts;
const without =
  (value: number): Assumption["added"] =>
  (facts) => ({
    ...facts,
    without: new Set([...facts.without, value]),
  });

const WORDS: ReadonlyMap<string, Assumption["added"]> = new Map<string, Assumption["added"]>([
  ["real", (facts) => facts],
  ["integer", (facts) => ({ ...facts, integer: true })],
  ["positive", above(0, true)],
  ["negative", below(0, true)],
  ["nonnegative", above(0, false)],
  ["nonzero", without(0)],
]);

/** What can be assumed of a name in a word: `n integer`. */
export const assumable: readonly string[] = [...WORDS.keys()];

const EXPECTED =
  "expected one such as x > 0, x != 1, 0 < x and x < 1, x integer (or real, positive, negative, nonnegative, nonzero)";

/** `x integer`, `x is positive`; undefined for what is no such phrase. */
export function readPhrase(text: string): { readonly name: string; readonly word: string } | undefined {
  const match = /^(\S+)\s+(?:is\s+)?(\p{L}+)$/u.exec(text.trim());
  return match !== null && WORDS.has(match[2]) ? { name: match[1], word: match[2] } : undefined;
}

export function phraseAssumption(name: string, word: string): Assumption {
  const added = WORDS.get(word);
  if (added === undefined) throw new Error(`invariant: '${word}' can be assumed`);
  return { name, text: `${name} ${word}`, added };
}

/**
 * What a formula says of its variables, where it is a comparison of one with a number, or several joined by and.
 * @throws {UsageError} for anything else.
 */
export function assumptionsIn(expr: Expr): readonly Assumption[] {
  const found: Assumption[] = [];
  const stack = [expr];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.kind === "apply" && node.op === And) stack.push(...[...node.args].reverse());
    else found.push(comparison(node));
  }
  return found;
}

/** The same seen from the other side: 0 < x is x > 0. */
const MIRRORED: ReadonlyMap<Primitive, Primitive> = new Map<Primitive, Primitive>([
  [Lt, Gt],
  [Gt, Lt],
  [Le, Ge],
  [Ge, Le],
  [Ne, Ne],
]);

function comparison(expr: Expr): Assumption {
  const text = format(expr);
  const wrong = (): UsageError => new UsageError("bad-assumption", `can't assume '${text}', ${EXPECTED}`);
  if (expr.kind !== "apply" || !MIRRORED.has(expr.op)) throw wrong();
  const [left, right] = expr.args;
  const isLeft = left.kind === "var";
  const variable = isLeft ? left : right;
  const other = isLeft ? right : left;
  if (variable.kind !== "var" || hasVariables(other)) throw wrong();
  const op = isLeft ? expr.op : MIRRORED.get(expr.op);
  const bound = evaluate(other, {});
  if (!Number.isFinite(bound)) throw wrong();
  const added =
    op === Gt || op === Ge
      ? above(bound, op === Gt)
      : op === Lt || op === Le
        ? below(bound, op === Lt)
        : without(bound);
  return { name: variable.name, text, added };
}

/** Facts by variable; never changed in place. */
export type Assumptions = ReadonlyMap<string, Facts>;

/** @throws {UsageError} where the assumption can't hold beside those made before. */
export function assume(assumptions: Assumptions, { name, text, added }: Assumption): Assumptions {
  const before = assumptions.get(name) ?? NOTHING;
  const facts: Facts = { ...added(before), texts: [...new Set([...before.texts, text])] };
  if (!isPossible(facts)) {
    throw new UsageError(
      "contradiction",
      `'${text}' contradicts ${before.texts.map((known) => `'${known}'`).join(" and ")}, assumed before: del ${name} forgets that`,
    );
  }
  return new Map([...assumptions, [name, facts]]);
}

function isPossible({ lower, lowerOpen, upper, upperOpen, without, integer }: Facts): boolean {
  let [low, high] = [lower, upper];
  let [lowOpen, highOpen] = [lowerOpen, upperOpen];
  if (integer) {
    low = lowOpen && Number.isInteger(low) ? low + 1 : Math.ceil(low);
    high = highOpen && Number.isInteger(high) ? high - 1 : Math.floor(high);
    [lowOpen, highOpen] = [false, false];
  }
  if (low < high) {
    // Of integers so few may be left that all are excluded.
    if (!integer || high - low > without.size) return true;
    for (let value = low; value <= high; value++) if (!without.has(value)) return true;
    return false;
  }
  return low === high && !lowOpen && !highOpen && !without.has(low);
}

/** Everything assumed, as it was written. */
export const assumptionTexts = (assumptions: Assumptions): readonly string[] =>
  [...assumptions.values()].flatMap(({ texts }) => texts);

// Which signs a formula may have, as a set: negative 1, zero 2, positive 4.
const [MINUS, ZERO, PLUS] = [1, 2, 4];
const ANY = MINUS | ZERO | PLUS;

/** Whether a condition follows from what is assumed, as far as signs tell. */
export function follows({ expr, holds }: Condition, assumptions: Assumptions): boolean {
  if (assumptions.size === 0) return false;
  if (holds === "defined") {
    return expr.kind === "apply" && expr.op === Pow && signsOf(expr.args[0], assumptions) === PLUS;
  }
  const signs = signsOf(expr, assumptions);
  const excluded = { nonzero: ZERO, nonnegative: MINUS, positive: ZERO | MINUS }[holds];
  return (signs & excluded) === 0;
}

const signsOf = (expr: Expr, assumptions: Assumptions): number =>
  fold<number>(expr, {
    constant: ({ value }) => {
      const number = typeof value === "number" ? value : Number(value.numerator);
      return number > 0 ? PLUS : number < 0 ? MINUS : number === 0 ? ZERO : ANY;
    },
    variable: ({ name }) => signsOfFacts(assumptions.get(name)),
    apply: ({ op, args }, signs) => {
      if (op === Neg) return mirrored(signs[0]);
      if (op === Add) return sum(signs[0], signs[1]);
      if (op === Sub) return sum(signs[0], mirrored(signs[1]));
      if (op === Mul) return product(signs[0], signs[1]);
      if (op === Div) return product(signs[0], signs[1] & ~ZERO);
      const exponent = args[1];
      if (op === Pow && signs[0] === PLUS) return PLUS;
      if (op === Pow && exponent.kind === "const" && Number.isInteger(exponent.value)) {
        return Number(exponent.value) % 2 === 0
          ? (signs[0] & ZERO) | (signs[0] & ~ZERO ? PLUS : 0)
          : signs[0];
      }
      return op.range !== undefined && op.range[0] >= 0 ? ZERO | PLUS : ANY;
    },
  });

function signsOfFacts(facts: Facts | undefined): number {
  if (facts === undefined) return ANY;
  const { lower, lowerOpen, upper, upperOpen, without } = facts;
  const zero =
    lower > 0 || upper < 0 || (lower === 0 && lowerOpen) || (upper === 0 && upperOpen) || without.has(0);
  return (lower < 0 ? MINUS : 0) | (zero ? 0 : ZERO) | (upper > 0 ? PLUS : 0);
}

const mirrored = (signs: number): number =>
  (signs & ZERO) | (signs & MINUS ? PLUS : 0) | (signs & PLUS ? MINUS : 0);

function sum(a: number, b: number): number {
  if (a === ZERO) return b;
  if (b === ZERO) return a;
  const both = a | b;
  if ((both & MINUS) === 0 || (both & PLUS) === 0) return (both & ~ZERO) | (a & b & ZERO);
  return ANY;
}

function product(a: number, b: number): number {
  let signs = (a | b) & ZERO;
  if (a & PLUS) signs |= b & ~ZERO;
  if (a & MINUS) signs |= mirrored(b & ~ZERO);
  return signs;
}

/** Where the values of a variable lie. */
export function rangeOfFacts({ lower, lowerOpen, upper, upperOpen, without, integer }: Facts): Range {
  // An end that was worked out, pi/2 say, is rounded: widened a little, it is not too narrow.
  const exact = (x: number): boolean => Number.isInteger(x) || !Number.isFinite(x);
  return {
    ...(without.has(0) ? nonzero : real),
    low: exact(lower) ? lower : lower - Math.abs(lower) * 2 ** -50,
    lowOpen: lowerOpen || lower === Number.NEGATIVE_INFINITY,
    high: exact(upper) ? upper : upper + Math.abs(upper) * 2 ** -50,
    highOpen: upperOpen || upper === Number.POSITIVE_INFINITY,
    integer,
  };
}

/**
 * Assumptions as texts or comparisons: "x > 0", "n integer", parse("0 < x and x < 1").
 * @throws {UsageError} for what can't be assumed, and where one contradicts another
 */
export function assumptionsOf(given: Iterable<string | Expr>): Assumptions {
  let assumptions: Assumptions = new Map();
  for (const each of given) {
    const phrase = typeof each === "string" ? readPhrase(each) : undefined;
    const found =
      phrase !== undefined
        ? [phraseAssumption(phrase.name, phrase.word)]
        : assumptionsIn(typeof each === "string" ? parse(each) : each);
    for (const one of found) assumptions = assume(assumptions, one);
  }
  return assumptions;
}
