// Where the value of a formula lies: an interval with open or closed ends, whether 0 is excluded, whether
// it is an integer, whether there may be no value at all. Ends are doubles, rounded outwards, so that a
// sign that is read off is certain. An infinite end that is open means: as large as you like, but finite.
import type { ConstValue } from "../../expr/node.ts";
import { rationalToNumber } from "../../expr/rational.ts";
import { isInteger } from "../exact.ts";

export interface Range {
  readonly low: number;
  readonly lowOpen: boolean;
  readonly high: number;
  readonly highOpen: boolean;
  /** 0 is no value, though it may lie between the ends. */
  readonly nonzero: boolean;
  readonly integer: boolean;
  /** There may be no value: nan. */
  readonly partial: boolean;
}

const { POSITIVE_INFINITY: INFINITE, NEGATIVE_INFINITY: MINUS_INFINITE } = Number;

/** Nothing is known. */
export const anything: Range = {
  low: MINUS_INFINITE,
  lowOpen: false,
  high: INFINITE,
  highOpen: false,
  nonzero: false,
  integer: false,
  partial: true,
};

/** A real number. */
export const real: Range = { ...anything, lowOpen: true, highOpen: true, partial: false };

export const positive: Range = { ...real, low: 0, nonzero: true };
export const nonnegative: Range = { ...real, low: 0, lowOpen: false };
export const nonzero: Range = { ...real, nonzero: true };

export const between = (low: number, high: number): Range => ({
  ...real,
  low,
  lowOpen: false,
  high,
  highOpen: false,
});

/** The range of one number. */
export function single(value: ConstValue): Range {
  const exact = typeof value === "number" || value.denominator === 1n;
  const number = typeof value === "number" ? value : rationalToNumber(value);
  const safe = typeof value === "number" && Number.isFinite(value);
  return {
    low: safe ? number : down(number),
    lowOpen: false,
    high: safe ? number : up(number),
    highOpen: false,
    nonzero: number !== 0 || !exact,
    integer: isInteger(value),
    partial: false,
  };
}

/** Whether the value is a finite number wherever the formula is looked at. */
export const isReal = ({ low, lowOpen, high, highOpen, partial }: Range): boolean =>
  !partial && (low > MINUS_INFINITE || lowOpen) && (high < INFINITE || highOpen);

export const isPositive = ({ low, lowOpen, nonzero }: Range): boolean =>
  low > 0 || (low === 0 && (lowOpen || nonzero));
export const isNegative = ({ high, highOpen, nonzero }: Range): boolean =>
  high < 0 || (high === 0 && (highOpen || nonzero));
export const isNonnegative = ({ low }: Range): boolean => low >= 0;
export const isNonpositive = ({ high }: Range): boolean => high <= 0;
export const isNonzero = (range: Range): boolean => range.nonzero || isPositive(range) || isNegative(range);

/** Whether no number is in the range: what is asked holds nowhere. */
export function isEmpty({ low, lowOpen, high, highOpen, nonzero }: Range): boolean {
  if (low > high) return true;
  return low === high && (lowOpen || highOpen || (nonzero && low === 0));
}

// A double's last place, and a little more: what is rounded is never too narrow. What has overflowed is
// only known to be beyond the largest double.
const up = (x: number): number =>
  x === MINUS_INFINITE ? -Number.MAX_VALUE : x + Math.abs(x) * 2 ** -50 + Number.MIN_VALUE;
const down = (x: number): number => -up(-x);
const isExactNumber = (x: number): boolean => Number.isSafeInteger(x);

export function intersect(a: Range, b: Range): Range {
  if (a === b) return a;
  const low = Math.max(a.low, b.low);
  const high = Math.min(a.high, b.high);
  const range = {
    low,
    lowOpen: (a.low === low && a.lowOpen) || (b.low === low && b.lowOpen),
    high,
    highOpen: (a.high === high && a.highOpen) || (b.high === high && b.highOpen),
    nonzero: a.nonzero || b.nonzero,
    integer: a.integer || b.integer,
    partial: a.partial && b.partial,
  };
  return same(range, a) ? a : range;
}

export const same = (a: Range, b: Range): boolean =>
  a === b ||
  (a.low === b.low &&
    a.lowOpen === b.lowOpen &&
    a.high === b.high &&
    a.highOpen === b.highOpen &&
    a.nonzero === b.nonzero &&
    a.integer === b.integer &&
    a.partial === b.partial);

/** An end of an interval. */
interface End {
  readonly at: number;
  readonly open: boolean;
}

const lowEnd = ({ low, lowOpen }: Range): End => ({ at: low, open: lowOpen });
const highEnd = ({ high, highOpen }: Range): End => ({ at: high, open: highOpen });

const mayBe = (range: Range, value: number): boolean =>
  value === INFINITE ? range.high === value && !range.highOpen : range.low === value && !range.lowOpen;

export function add(a: Range, b: Range): Range {
  const low = a.low === MINUS_INFINITE || b.low === MINUS_INFINITE ? MINUS_INFINITE : a.low + b.low;
  const high = a.high === INFINITE || b.high === INFINITE ? INFINITE : a.high + b.high;
  const cancels =
    (mayBe(a, INFINITE) && mayBe(b, MINUS_INFINITE)) || (mayBe(a, MINUS_INFINITE) && mayBe(b, INFINITE));
  const exact = (x: number, y: number, sum: number): boolean =>
    x === 0 || y === 0 || (isExactNumber(x) && isExactNumber(y) && isExactNumber(sum));
  return {
    low: exact(a.low, b.low, low) ? low : down(low),
    lowOpen: low === MINUS_INFINITE ? !mayBe(a, low) && !mayBe(b, low) : a.lowOpen || b.lowOpen,
    high: exact(a.high, b.high, high) ? high : up(high),
    highOpen: high === INFINITE ? !mayBe(a, high) && !mayBe(b, high) : a.highOpen || b.highOpen,
    nonzero: false,
    integer: a.integer && b.integer,
    partial: a.partial || b.partial || cancels,
  };
}

export const negate = (a: Range): Range => ({
  ...a,
  low: 0 - a.high,
  lowOpen: a.highOpen,
  high: 0 - a.low,
  highOpen: a.lowOpen,
});

/** The product of two ends; where they are rounded, outwards at both. */
function timesEnd(a: End, b: End): End & { readonly rounded: boolean } {
  // 0 times an end that is not reached is 0 where the 0 is.
  if ((a.at === 0 && !a.open) || (b.at === 0 && !b.open)) return { at: 0, open: false, rounded: false };
  if (a.at === 0 || b.at === 0) return { at: 0, open: true, rounded: false };
  const at = a.at * b.at;
  const infinite = !Number.isFinite(a.at) || !Number.isFinite(b.at);
  const rounded = !infinite && !(isExactNumber(a.at) && isExactNumber(b.at) && isExactNumber(at));
  return { at, open: a.open || b.open, rounded };
}

export function multiply(a: Range, b: Range): Range {
  const ends = [lowEnd(a), highEnd(a)].flatMap((x) => [timesEnd(x, lowEnd(b)), timesEnd(x, highEnd(b))]);
  let low = ends[0];
  let high = ends[0];
  for (const end of ends) {
    if (end.at < low.at || (end.at === low.at && !end.open)) low = end;
    if (end.at > high.at || (end.at === high.at && !end.open)) high = end;
  }
  const infinite = [a, b].map((range) => mayBe(range, INFINITE) || mayBe(range, MINUS_INFINITE));
  const unclear = (infinite[0] && !isNonzero(b)) || (infinite[1] && !isNonzero(a));
  return {
    low: low.rounded ? down(low.at) : low.at,
    lowOpen: low.open,
    high: high.rounded ? up(high.at) : high.at,
    highOpen: high.open,
    nonzero: isNonzero(a) && isNonzero(b),
    integer: a.integer && b.integer,
    partial: a.partial || b.partial || unclear,
  };
}

/** 1/a. */
export function reciprocal(a: Range): Range {
  const partial = a.partial;
  const isFiniteThere = isReal(a);
  if (isPositive(a) || isNegative(a)) {
    const flip = ({ at, open }: End, towards: number, rounded: (x: number) => number): End => {
      if (at === 0) return { at: towards, open: true };
      return { at: Number.isFinite(at) && Math.abs(at) !== 1 ? rounded(1 / at) : 1 / at, open };
    };
    const low = flip(highEnd(a), MINUS_INFINITE, down);
    const high = flip(lowEnd(a), INFINITE, up);
    return {
      low: low.at,
      lowOpen: low.open,
      high: high.at,
      highOpen: high.open,
      nonzero: isFiniteThere,
      integer: false,
      partial,
    };
  }
  if (isNonzero(a)) return { ...real, nonzero: isFiniteThere, partial };
  if (isNonnegative(a)) return { ...anything, low: 0, nonzero: isFiniteThere, partial };
  return { ...anything, nonzero: isFiniteThere, partial };
}

/** a^exponent. */
export function power(a: Range, exponent: ConstValue): Range {
  if (typeof exponent === "number") {
    if (exponent < 0) return reciprocal(power(a, -exponent));
    if (exponent === 0) return single(1);
    if (exponent === 1) return a;
    return integerPower(a, exponent);
  }
  const negative = exponent.numerator < 0n;
  const root = fractionalPower(a, Math.abs(rationalToNumber(exponent)));
  return negative ? reciprocal(root) : root;
}

function integerPower(a: Range, n: number): Range {
  const even = n % 2 === 0;
  const magnitude = even ? absolute(a) : a;
  const raised = (x: number, towards: (x: number) => number): number => {
    const value = x ** n;
    return isExactNumber(value) || !Number.isFinite(x) ? value : towards(value);
  };
  const reach = (open: boolean, at: number): boolean => open || !Number.isFinite(at);
  const low = raised(magnitude.low, down);
  const high = raised(magnitude.high, up);
  return {
    low,
    lowOpen: Number.isFinite(magnitude.low) ? reach(magnitude.lowOpen, low) : magnitude.lowOpen,
    high,
    highOpen: Number.isFinite(magnitude.high) ? reach(magnitude.highOpen, high) : magnitude.highOpen,
    nonzero: isNonzero(a),
    integer: a.integer,
    partial: a.partial,
  };
}

/** a^p for a fraction p > 0: nan where a is negative. */
function fractionalPower(a: Range, p: number): Range {
  const low = Math.max(0, a.low) ** p;
  const high = Math.max(0, a.high) ** p;
  const isUnit = (x: number): boolean => x === 0 || x === 1 || !Number.isFinite(x);
  return {
    low: isUnit(low) ? low : down(low),
    lowOpen: a.low >= 0 && a.lowOpen,
    high: isUnit(high) ? high : up(high),
    highOpen: a.high > 0 && a.highOpen,
    nonzero: isNonzero(a),
    integer: false,
    partial: a.partial || a.low < 0,
  };
}

export function absolute(a: Range): Range {
  if (a.low >= 0) return a;
  if (a.high <= 0) return negate(a);
  const mirrored = negate(a);
  const wider = mirrored.high > a.high || (mirrored.high === a.high && a.highOpen) ? mirrored : a;
  return { ...a, low: 0, lowOpen: a.nonzero, high: wider.high, highOpen: wider.highOpen };
}

/** The least range that holds both. */
export function union(a: Range, b: Range): Range {
  const lower = a.low < b.low || (a.low === b.low && !a.lowOpen) ? a : b;
  const higher = a.high > b.high || (a.high === b.high && !a.highOpen) ? a : b;
  return {
    low: lower.low,
    lowOpen: lower.lowOpen,
    high: higher.high,
    highOpen: higher.highOpen,
    nonzero: isNonzero(a) && isNonzero(b),
    integer: a.integer && b.integer,
    partial: a.partial || b.partial,
  };
}

/** The range of a rising function: its values at the ends, which are exact where `exact` says so. */
export function rising(a: Range, value: (x: number) => number, exact: (x: number) => boolean): Range {
  const low = value(a.low);
  const high = value(a.high);
  return {
    low: exact(a.low) ? low : down(low),
    lowOpen: a.lowOpen,
    high: exact(a.high) ? high : up(high),
    highOpen: a.highOpen,
    nonzero: false,
    integer: false,
    partial: a.partial,
  };
}
