// Absolute values, signs and rounding.
import { Const } from "../../expr/node.ts";
import { Add, Div, Mul, Neg, Sub } from "../../expr/primitives/operators.ts";
import { Pow } from "../../expr/primitives/powers.ts";
import { Abs, Ceil, Floor, Frac, Round, Sign, Trunc } from "../../expr/primitives/rounding.ts";
import { a, b } from "./names.ts";
import {
  at,
  both,
  expanding,
  integer,
  negative,
  nonnegative,
  nonpositive,
  nonzero,
  positive,
  type Rule,
  rule,
} from "./rule.ts";

export const magnitudes: readonly Rule[] = [
  rule("abs of what is never negative", Abs(a), a, [nonnegative(a)], at(0, 0.5, 3)),
  rule("abs of what is never positive", Abs(a), Neg(a), [nonpositive(a)], at(0, -0.5, -3)),
  rule("square of an abs", Pow(Abs(a), 2), Pow(a, 2), [], at(0, 3, -0.5)),
  ...both(
    "abs of a product",
    Abs(Mul(a, b)),
    Mul(Abs(a), Abs(b)),
    [],
    [
      [2, -3],
      [-2, -0.5],
    ],
  ),
  ...both(
    "abs of a quotient",
    Abs(Div(a, b)),
    Div(Abs(a), Abs(b)),
    [nonzero(b)],
    [
      [2, -3],
      [-2, -0.5],
    ],
  ),
  rule("abs of a square", Abs(Pow(a, 2)), Pow(a, 2), [], at(0, 3, -0.5)),
  rule("abs of a root", Abs(Pow(a, Const("1/2"))), Pow(a, Const("1/2")), [], at(0, 3, 0.5)),
  rule("sign times abs", Mul(Sign(a), Abs(a)), a, [], at(0, 3, -0.5)),
  rule("a times its sign", Mul(a, Sign(a)), Abs(a), [], at(0, 3, -0.5)),
  rule("a over its abs", Div(a, Abs(a)), Sign(a), [nonzero(a)], at(2, 3, -0.5)),
  rule("abs over what is inside", Div(Abs(a), a), Sign(a), [nonzero(a)], at(2, 3, -0.5)),
  rule("a over its sign", Div(a, Sign(a)), Abs(a), [nonzero(a)], at(2, 3, -0.5)),
  rule("sign over abs", Div(Sign(a), Abs(a)), Pow(a, -1), [nonzero(a)], at(2, 3, -0.5)),
  rule("reciprocal of a sign", Pow(Sign(a), -1), Sign(a), [nonzero(a)], at(2, 3, -0.5)),
  rule("square of a sign", Pow(Sign(a), 2), 1, [nonzero(a)], at(2, 3, -0.5)),
  rule("sign of what is positive", Sign(a), 1, [positive(a)], at(2, 3, 0.5)),
  rule("sign of what is negative", Sign(a), -1, [negative(a)], at(-2, -3, -0.5)),
  expanding(
    "sign of a product",
    Sign(Mul(a, b)),
    Mul(Sign(a), Sign(b)),
    [],
    [
      [2, -3],
      [-2, 0],
    ],
  ),
  rule("sign of a sign", Sign(Sign(a)), Sign(a), [], at(2, -3, 0)),
  rule("abs of a sign", Abs(Sign(a)), 1, [nonzero(a)], at(2, -3)),
  rule("floor of an integer", Floor(a), a, [integer(a)], at(2, -3, 0)),
  rule("ceil of an integer", Ceil(a), a, [integer(a)], at(2, -3, 0)),
  rule("round of an integer", Round(a), a, [integer(a)], at(2, -3, 0)),
  rule("trunc of an integer", Trunc(a), a, [integer(a)], at(2, -3, 0)),
  rule("fraction of an integer", Frac(a), 0, [integer(a)], at(2, -3, 0)),
  rule("floor and fraction", Add(Floor(a), Frac(a)), a, [], at(2.5, -3.25, 0)),
  rule("less its floor", Sub(a, Floor(a)), Frac(a), [], at(2.5, -3.25, 0)),
  rule("less its fraction", Sub(a, Frac(a)), Floor(a), [], at(2.5, -3.25, 0)),
];
