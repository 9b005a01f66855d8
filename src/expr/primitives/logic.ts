// Comparisons, and / or / not, and the conditional. A comparison is 1 or 0 with derivative 0; with
// nan it is false (ne is true). A number is true when it is neither 0 nor nan. The conditional is
// the one row whose arguments are guarded: only the chosen branch may influence value or gradient,
// so differentiators and targets treat it by name and its partials are those of a selection.

import { type ConstValue, constant, type Expr } from "../node.ts";
import type { Row } from "../primitive.ts";
import { type Binary, binary, type Ternary, ternary, type Unary, unary } from "../primitive.ts";
import { compareRational, type Rational, rational } from "../rational.ts";

/** The order of two exact constants, as the sign of a difference; undefined where either is inf or nan. */
function orderOf(x: Expr, y: Expr): number | undefined {
  if (x.kind !== "const" || y.kind !== "const") return undefined;
  if (typeof x.value === "number" && typeof y.value === "number") {
    return Number.isFinite(x.value) && Number.isFinite(y.value) ? Math.sign(x.value - y.value) : undefined;
  }
  const left = exactRational(x.value);
  const right = exactRational(y.value);
  return left === undefined || right === undefined ? undefined : compareRational(left, right);
}

const exactRational = (value: ConstValue): Rational | undefined =>
  typeof value === "object" ? value : Number.isFinite(value) ? rational(BigInt(value)) : undefined;

/** Whether an exact constant is true; undefined of what is no constant. nan is untrue. */
const exactTruth = (x: Expr): boolean | undefined =>
  x.kind !== "const" ? undefined : typeof x.value === "object" || truth(x.value);

const truth = (x: number): boolean => x !== 0 && !Number.isNaN(x);
const bit = (condition: boolean): number => (condition ? 1 : 0);

const ORDER_SAMPLES = [
  [1, 2],
  [2, 1],
  [-1, 1],
  [0.5, 0.25],
  [-3, -4],
  [1e8, 1],
  [1e-8, 1],
  [-1e-8, 1e-8],
] as const;

const comparison = (
  name: string,
  symbol: string,
  mathjson: string,
  latex: string,
  about: string,
  value: (x: number, y: number) => number,
): Row => ({
  exact: (x, y) => {
    const order = orderOf(x, y);
    return order === undefined ? undefined : constant(value(order, 0));
  },
  name,
  about,
  value,
  partials: [0, 0],
  notation: { kind: "infix", symbol, precedence: 5, associates: "none", spaced: true },
  sexpr: symbol,
  mathjson,
  latex: `#1 ${latex} #2`,
  range: [0, 1],
  takesNan: [0, 1],
  kinkAt: (x, y) => x === y,
  samples: ORDER_SAMPLES,
});

export const Eq: Binary = binary({
  ...comparison("eq", "==", "Equal", "=", "1 where x equals y, else 0", (x, y) => bit(x === y)),
  commutative: true,
});
export const Ne: Binary = binary({
  ...comparison("ne", "!=", "NotEqual", "\\ne", "1 where x differs from y, else 0", (x, y) => bit(x !== y)),
  commutative: true,
});
export const Lt: Binary = binary(
  comparison("lt", "<", "Less", "<", "1 where x < y, else 0", (x, y) => bit(x < y)),
);
export const Le: Binary = binary(
  comparison("le", "<=", "LessEqual", "\\le", "1 where x <= y, else 0", (x, y) => bit(x <= y)),
);
export const Gt: Binary = binary(
  comparison("gt", ">", "Greater", ">", "1 where x > y, else 0", (x, y) => bit(x > y)),
);
export const Ge: Binary = binary(
  comparison("ge", ">=", "GreaterEqual", "\\ge", "1 where x >= y, else 0", (x, y) => bit(x >= y)),
);

const LOGIC_SAMPLES = [
  [1, 1],
  [1, 0],
  [0, 1],
  [0, 0],
  [2, -3],
  [0.5, 0],
  [0, -1],
  [1e-9, 1],
] as const;

export const And: Binary = binary({
  name: "and",
  about: "1 where both x and y are true (neither 0 nor nan), else 0",
  exact: (x, y) => {
    const [left, right] = [exactTruth(x), exactTruth(y)];
    return left === false || right === false ? constant(0) : left && right ? constant(1) : undefined;
  },
  value: (x, y) => bit(truth(x) && truth(y)),
  partials: [0, 0],
  notation: { kind: "infix", symbol: "and", precedence: 3, associates: "left", spaced: true },
  mathjson: "And",
  latex: "#1 \\land #2",
  range: [0, 1],
  takesNan: [0, 1],
  samples: LOGIC_SAMPLES,
});

export const Or: Binary = binary({
  name: "or",
  about: "1 where x or y is true (neither 0 nor nan), else 0",
  exact: (x, y) => {
    const [left, right] = [exactTruth(x), exactTruth(y)];
    return left || right ? constant(1) : left === false && right === false ? constant(0) : undefined;
  },
  value: (x, y) => bit(truth(x) || truth(y)),
  partials: [0, 0],
  notation: { kind: "infix", symbol: "or", precedence: 2, associates: "left", spaced: true },
  mathjson: "Or",
  latex: "#1 \\lor #2",
  range: [0, 1],
  takesNan: [0, 1],
  samples: LOGIC_SAMPLES,
});

export const Not: Unary = unary({
  name: "not",
  about: "1 where x is 0 or nan, else 0",
  exact: (x) => {
    const known = exactTruth(x);
    return known === undefined ? undefined : constant(bit(!known));
  },
  value: (x) => bit(!truth(x)),
  partials: [0],
  notation: { kind: "prefix", symbol: "not", precedence: 4, spaced: true },
  mathjson: "Not",
  latex: "\\lnot #1",
  range: [0, 1],
  takesNan: [0],
  samples: [[1], [0], [2], [-1], [0.5], [-0.5], [1e-9], [1e9]],
});

export const If: Ternary = ternary({
  name: "if",
  about: "the second argument where the first is true, else the third; only the chosen one matters",
  argumentNames: ["c", "a", "b"],
  exact: (condition, chosen, other) => {
    const known = exactTruth(condition);
    return known === undefined ? undefined : known ? chosen : other;
  },
  value: (condition, chosen, other) => (truth(condition) ? chosen : other),
  partials: [0, (condition) => If(condition, 1, 0), (condition) => If(condition, 0, 1)],
  notation: { kind: "conditional", precedence: 1 },
  takesNan: [0],
  mathjson: "If",
  samples: [
    [1, 2, 3],
    [0, 2, 3],
    [1, -2, Number.NaN],
    [0, Number.NaN, 3],
    [-1, 0.5, 4],
    [2, 1e-8, 1e8],
    [0, 1e-8, 1e8],
    [0.5, -1, 1],
  ],
});
