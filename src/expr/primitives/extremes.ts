// Least and greatest, and the functions cut from them. All propagate nan.
//
// At a tie of min or max each of the k tied arguments has the partial 1/k. More than two arguments
// nest to the left, so an argument that is itself an application of the same row stands for as many
// tied arguments as it has leaves at its own extreme, and a tie is shared in that proportion.
import { type Apply, Const, constant, constValue, type Expr } from "../node.ts";
import {
  type Primitive,
  type Ternary,
  ternary,
  type Unary,
  unary,
  type Variadic,
  variadic,
} from "../primitive.ts";
import { compareRational, type Rational, rational } from "../rational.ts";
import { exactInteger, exactly, exactValue } from "./exact.ts";
import { And, Eq, Gt, If, Lt, Or } from "./logic.ts";
import { Add, Div, Mul } from "./operators.ts";

const PAIRS = [
  [2, 3],
  [3, 2],
  [-1, 1],
  [-2, -3],
  [1e-8, -1e-8],
  [1e8, 1e8 + 1],
  [0.5, 0.25],
  [-1e8, 1e-8],
] as const;

const ONE = constant(1);
const isOne = (x: Expr): boolean => x.kind === "const" && x.value === 1;

/** A row that selects one of two arguments, and which comparison selects the first. */
interface Extreme {
  readonly op: () => Primitive;
  readonly isFirst: (x: Expr, y: Expr) => Expr;
  readonly isSecond: (x: Expr, y: Expr) => Expr;
  /** For every application of the row, the formula that counts its tied leaves. */
  readonly tied: WeakMap<Expr, Expr>;
}

const greatest: Extreme = { op: () => Max, isFirst: Gt, isSecond: Lt, tied: new WeakMap() };
const least: Extreme = { op: () => Min, isFirst: Lt, isSecond: Gt, tied: new WeakMap() };

/**
 * How many leaves of a nest of one row are at its extreme: 1 for any other formula. Each node's count is
 * built once and shared, so a chain costs linear time, however often it is asked.
 */
function tiedLeaves(extreme: Extreme, root: Expr): Expr {
  const op = extreme.op();
  const known = (node: Expr): Expr | undefined =>
    node.kind === "apply" && node.op === op ? extreme.tied.get(node) : ONE;
  const stack = [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.kind !== "apply" || known(node) !== undefined) continue;
    const [x, y] = node.args;
    const [ofX, ofY] = [known(x), known(y)];
    if (ofX !== undefined && ofY !== undefined) {
      const count =
        isOne(ofX) && isOne(ofY)
          ? If(Eq(x, y), 2, 1)
          : If(extreme.isFirst(x, y), ofX, If(extreme.isSecond(x, y), ofY, Add(ofX, ofY)));
      extreme.tied.set(node, count);
    } else {
      stack.push(node);
      if (ofX === undefined) stack.push(x);
      if (ofY === undefined) stack.push(y);
    }
  }
  return known(root) ?? ONE; // always known here
}

/** mine/(mine + others), worked out where both are numbers, and in the branches of a choice between numbers. */
function share(mine: Expr, others: Expr): Expr {
  const [count, rest] = [exactInteger(mine), exactInteger(others)];
  if (count !== undefined && rest !== undefined) return constant(constValue(rational(count, count + rest)));
  if (rest !== undefined && isChoiceOfNumbers(mine))
    return If(mine.args[0], share(mine.args[1], others), share(mine.args[2], others));
  if (count !== undefined && isChoiceOfNumbers(others))
    return If(others.args[0], share(mine, others.args[1]), share(mine, others.args[2]));
  return Div(mine, Add(mine, others));
}

const isChoiceOfNumbers = (count: Expr): count is Apply =>
  count.kind === "apply" &&
  count.op === If &&
  count.args[1].kind === "const" &&
  count.args[2].kind === "const";

/** d extreme(x, y)/dx: 1 where x is chosen, 0 where y is, its share at a tie. */
function shareOfFirst(extreme: Extreme, x: Expr, y: Expr): Expr {
  const tie = share(tiedLeaves(extreme, x), tiedLeaves(extreme, y));
  return If(extreme.isFirst(x, y), 1, If(extreme.isSecond(x, y), 0, tie));
}

function shareOfSecond(extreme: Extreme, x: Expr, y: Expr): Expr {
  const tie = share(tiedLeaves(extreme, y), tiedLeaves(extreme, x));
  return If(extreme.isFirst(x, y), 0, If(extreme.isSecond(x, y), 1, tie));
}

/** The constant of two that a comparison of exact values selects. */
function selected(x: Expr, y: Expr, first: (order: number) => boolean): Expr | undefined {
  const [left, right] = [exactValue(x), exactValue(y)];
  if (left === undefined || right === undefined) return undefined;
  return first(compareRational(left, right)) ? x : y;
}

const lesser = (x: Expr, y: Expr): Expr | undefined => selected(x, y, (order) => order <= 0);
const greater = (x: Expr, y: Expr): Expr | undefined => selected(x, y, (order) => order >= 0);

export const Min: Variadic = variadic({
  name: "min",
  about: "the least argument; at a tie of k each has the partial 1/k",
  value: Math.min,
  partials: [(x, y) => shareOfFirst(least, x, y), (x, y) => shareOfSecond(least, x, y)],
  mathjson: "Min",
  latex: "\\min\\left(#1, #2\\right)",
  commutative: true,
  exact: lesser,
  kinkAt: (x, y) => x === y,
  samples: PAIRS,
  kinks: [
    { at: [2, 2], partials: [0.5, 0.5] },
    { at: [0, -0], partials: [0.5, 0.5] },
  ],
});

export const Max: Variadic = variadic({
  name: "max",
  about: "the greatest argument; at a tie of k each has the partial 1/k",
  value: Math.max,
  partials: [(x, y) => shareOfFirst(greatest, x, y), (x, y) => shareOfSecond(greatest, x, y)],
  mathjson: "Max",
  latex: "\\max\\left(#1, #2\\right)",
  commutative: true,
  exact: greater,
  kinkAt: (x, y) => x === y,
  samples: PAIRS,
  kinks: [
    { at: [2, 2], partials: [0.5, 0.5] },
    { at: [0, -0], partials: [0.5, 0.5] },
  ],
});

/**
 * d clamp/dx, and d clamp/dlo with x and lo exchanged: a half at a tie with one of the others, a quarter with both.
 * An argument that is itself a nest of max or min has its leaves counted, as in the composition.
 */
function shareOfInner(x: Expr, lo: Expr, hi: Expr): Expr {
  const isNest =
    !isOne(tiedLeaves(greatest, x)) || !isOne(tiedLeaves(greatest, lo)) || !isOne(tiedLeaves(least, hi));
  if (isNest) return Mul(shareOfFirst(least, Max(x, lo), hi), shareOfFirst(greatest, x, lo));
  const tie = If(Eq(lo, hi), Const("1/4"), Const("1/2"));
  return If(And(Gt(x, lo), Lt(x, hi)), 1, If(Or(Lt(x, lo), Gt(x, hi)), 0, tie));
}

// Its partials are those of the composition, ties included.
export const Clamp: Ternary = ternary({
  name: "clamp",
  about: "min(max(x, y), z): x kept between y and z",
  value: (x, lo, hi) => Math.min(Math.max(x, lo), hi),
  partials: [
    (x, lo, hi) => shareOfInner(x, lo, hi),
    (x, lo, hi) => shareOfInner(lo, x, hi),
    (x, lo, hi) => shareOfSecond(least, Max(x, lo), hi),
  ],
  mathjson: "Clamp",
  exact: (x, lo, hi) => {
    const raised = greater(x, lo);
    return raised === undefined ? undefined : lesser(raised, hi);
  },
  kinkAt: (x, lo, hi) => x === lo || Math.max(x, lo) === hi,
  samples: [
    [0.5, 0, 1],
    [-2, 0, 1],
    [3, 0, 1],
    [-1.5, -2, -1],
    [1e-8, -1, 1],
    [1e8, -5, 5],
    [-1e8, -5, 5],
    [2, 3, 1],
  ],
  kinks: [
    { at: [0, 0, 1], partials: [0.5, 0.5, 0] },
    { at: [1, 0, 1], partials: [0.5, 0, 0.5] },
    { at: [1, 1, 1], partials: [0.25, 0.25, 0.5] },
  ],
});

const positive = (x: Rational): boolean => x.numerator > 0n;

export const Relu: Unary = unary({
  name: "relu",
  about: "max(x, 0); derivative 0 at 0",
  value: (x) => Math.max(x, 0),
  partials: [(x) => If(Gt(x, 0), 1, 0)],
  mathjson: "ReLU",
  range: [0, Number.POSITIVE_INFINITY],
  exact: exactly((x) => (positive(x) ? x : rational(0n))),
  kinkAt: (x) => x === 0,
  samples: [[1], [-1], [2.5], [-2.5], [1e-8], [-1e-8], [1e8], [-1e8]],
  kinks: [{ at: [0], partials: [0] }],
});

export const Step: Unary = unary({
  name: "step",
  about: "1 where x ≥ 0, else 0",
  value: (x) => (Number.isNaN(x) ? x : x >= 0 ? 1 : 0),
  partials: [0],
  mathjson: "Step",
  range: [0, 1],
  exact: exactly((x) => rational(x.numerator >= 0n ? 1n : 0n)),
  kinkAt: (x) => x === 0,
  samples: [[1], [-1], [2.5], [-2.5], [1e-8], [-1e-8], [1e8], [-1e8]],
  kinks: [{ at: [0], partials: [0] }],
});
