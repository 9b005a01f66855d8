// Conditionals, comparisons, least and greatest.
import { Clamp, Max, Min, Relu } from "../../expr/primitives/extremes.ts";
import { Eq, Ge, Gt, If, Le, Lt, Ne, Not } from "../../expr/primitives/logic.ts";
import { Add, Mul, Neg, Sub } from "../../expr/primitives/operators.ts";
import { Abs } from "../../expr/primitives/rounding.ts";
import { Erf, Erfc, Factorial, Gamma } from "../../expr/primitives/special.ts";
import { a, b, c } from "./names.ts";
import { at, negative, nonnegative, nonpositive, nonzero, positive, type Rule, rule } from "./rule.ts";

const pairs: readonly (readonly number[])[] = [
  [0.5, 2],
  [3, -1],
  [2, 2],
  [-1, -1],
];

export const choices: readonly Rule[] = [
  rule(
    "one outcome",
    If(c, a, a),
    a,
    [],
    [
      [2, 0],
      [2, 1],
    ],
  ),
  rule("a choice that is abs", If(Gt(a, 0), a, Neg(a)), Abs(a), [], at(2, -3, 0)),
  rule("a choice that is abs, with 0", If(Ge(a, 0), a, Neg(a)), Abs(a), [], at(2, -3, 0)),
  rule("a choice that is abs, turned", If(Lt(a, 0), Neg(a), a), Abs(a), [], at(2, -3, 0)),
  rule("the greater", If(Gt(a, b), a, b), Max(a, b), [], pairs),
  rule("the greater, or equal", If(Ge(a, b), a, b), Max(a, b), [], pairs),
  rule("the lesser", If(Lt(a, b), a, b), Min(a, b), [], pairs),
  rule("the lesser, or equal", If(Le(a, b), a, b), Min(a, b), [], pairs),
  rule(
    "not turned round",
    If(Not(c), a, b),
    If(c, b, a),
    [],
    [
      [2, 3, 0],
      [2, 3, 1],
    ],
  ),
  rule("> holds", Gt(a, b), 1, [positive(Sub(a, b))], [[2, 1]]),
  rule(
    "> fails",
    Gt(a, b),
    0,
    [nonpositive(Sub(a, b))],
    [
      [1, 2],
      [2, 2],
    ],
  ),
  rule(
    "≥ holds",
    Ge(a, b),
    1,
    [nonnegative(Sub(a, b))],
    [
      [2, 1],
      [2, 2],
    ],
  ),
  rule("≥ fails", Ge(a, b), 0, [negative(Sub(a, b))], [[1, 2]]),
  rule("< holds", Lt(a, b), 1, [negative(Sub(a, b))], [[1, 2]]),
  rule(
    "< fails",
    Lt(a, b),
    0,
    [nonnegative(Sub(a, b))],
    [
      [2, 1],
      [2, 2],
    ],
  ),
  rule(
    "≤ holds",
    Le(a, b),
    1,
    [nonpositive(Sub(a, b))],
    [
      [1, 2],
      [2, 2],
    ],
  ),
  rule("≤ fails", Le(a, b), 0, [positive(Sub(a, b))], [[2, 1]]),
  rule("≠ holds", Ne(a, b), 1, [nonzero(Sub(a, b))], [[2, 1]]),
  rule("= fails", Eq(a, b), 0, [nonzero(Sub(a, b))], [[2, 1]]),
];

export const extremes: readonly Rule[] = [
  rule("max of one", Max(a, a), a, [], at(2, -3)),
  rule("min of one", Min(a, a), a, [], at(2, -3)),
  rule(
    "max where one is never less",
    Max(a, b),
    a,
    [nonnegative(Sub(a, b))],
    [
      [2, 1],
      [2, 2],
    ],
  ),
  rule(
    "min where one is never greater",
    Min(a, b),
    a,
    [nonpositive(Sub(a, b))],
    [
      [1, 2],
      [2, 2],
    ],
  ),
  rule("max and min", Add(Max(a, b), Min(a, b)), Add(a, b), [], pairs),
  rule("max less min", Sub(Max(a, b), Min(a, b)), Abs(Sub(a, b)), [], pairs),
  rule("max times min", Mul(Max(a, b), Min(a, b)), Mul(a, b), [], pairs),
  rule("max of both signs", Max(a, Neg(a)), Abs(a), [], at(2, -3)),
  rule("min of both signs", Min(a, Neg(a)), Neg(Abs(a)), [], at(2, -3)),
  rule("max of a max", Max(a, Max(a, b)), Max(a, b), [], pairs),
  rule("min of a min", Min(a, Min(a, b)), Min(a, b), [], pairs),
  rule("max of a min", Max(a, Min(a, b)), a, [], pairs),
  rule("min of a max", Min(a, Max(a, b)), a, [], pairs),
  rule("max of minuses", Max(Neg(a), Neg(b)), Neg(Min(a, b)), [], pairs),
  rule("min of minuses", Min(Neg(a), Neg(b)), Neg(Max(a, b)), [], pairs),
  rule("relu of what is never negative", Relu(a), a, [nonnegative(a)], at(0, 2)),
  rule("relu of what is never positive", Relu(a), 0, [nonpositive(a)], at(0, -2)),
  rule("max with 0", Max(a, 0), Relu(a), [], at(0, 2, -3)),
  rule("relu of both signs", Add(Relu(a), Relu(Neg(a))), Abs(a), [], at(2, -3)),
  rule("relu less that of the minus", Sub(Relu(a), Relu(Neg(a))), a, [], at(2, -3)),
  rule("clamped already", Clamp(a, b, c), a, [nonnegative(Sub(a, b)), nonnegative(Sub(c, a))], [[1, 0, 2]]),
];

export const special: readonly Rule[] = [
  rule("erf and erfc", Add(Erf(a), Erfc(a)), 1, [], at(0.5, -2, 3)),
  rule("1 - erf", Sub(1, Erf(a)), Erfc(a), [], at(0.5, -2, 3)),
  rule("1 - erfc", Sub(1, Erfc(a)), Erf(a), [], at(0.5, -2, 3)),
  rule("factorial once more", Mul(Add(a, 1), Factorial(a)), Factorial(Add(a, 1)), [], at(0.5, 3)),
  rule("gamma once more", Mul(a, Gamma(a)), Gamma(Add(a, 1)), [], at(0.5, 3)),
];
