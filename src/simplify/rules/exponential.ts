// Exponentials and logarithms. A logarithm splits only where signs are known.
import { Const } from "../../expr/node.ts";
import { E } from "../../expr/primitives/constants.ts";
import { Exp, Expm1, Ln, Log, Log1p, Log2, Log10 } from "../../expr/primitives/exponential.ts";
import { Add, Div, Mul, Sub } from "../../expr/primitives/operators.ts";
import { Pow } from "../../expr/primitives/powers.ts";
import { Abs } from "../../expr/primitives/rounding.ts";
import { a, b } from "./names.ts";
import { at, both, expanding, finite, nonzero, positive, type Rule, rule } from "./rule.ts";

export const exponential: readonly Rule[] = [
  ...both("e", Exp(1), E, [], [[]]),
  rule("ln of e", Ln(E), 1, [], [[]]),
  rule("ln of an exponential", Ln(Exp(a)), a, [], at(0.5, -3, 20)),
  rule("exponential of a logarithm", Exp(Ln(a)), a, [], at(0.5, 3, 20)),
  rule(
    "exponentials multiplied",
    Mul(Exp(a), Exp(b)),
    Exp(Add(a, b)),
    [],
    [
      [0.5, 2],
      [-3, 1],
    ],
  ),
  rule(
    "exponential of a sum",
    Exp(Add(a, Ln(b))),
    Mul(b, Exp(a)),
    [],
    [
      [0.5, 2],
      [-3, 1],
    ],
  ),
  rule(
    "sum of logarithms",
    Add(Ln(a), Ln(b)),
    Ln(Mul(a, b)),
    [],
    [
      [0.5, 2],
      [3, 7],
    ],
  ),
  rule(
    "difference of logarithms",
    Sub(Ln(a), Ln(b)),
    Ln(Div(a, b)),
    [],
    [
      [0.5, 2],
      [3, 7],
    ],
  ),
  expanding(
    "ln of a product",
    Ln(Mul(a, b)),
    Add(Ln(a), Ln(b)),
    [positive(a), positive(b)],
    [
      [0.5, 2],
      [3, 7],
    ],
  ),
  rule("ln of a square", Ln(Pow(a, 2)), Mul(2, Ln(Abs(a))), [nonzero(a)], at(0.5, -3, 20)),
  rule("ln of a fourth power", Ln(Pow(a, 4)), Mul(4, Ln(Abs(a))), [nonzero(a)], at(0.5, -3, 20)),
  rule("ln of a root", Ln(Pow(a, Const("1/2"))), Mul(Const("1/2"), Ln(a)), [positive(a)], at(0.5, 3, 20)),
  rule("ln of a reciprocal", Ln(Pow(a, -1)), Mul(-1, Ln(a)), [positive(a)], at(0.5, 3, 20)),
  rule("ln of a cube", Ln(Pow(a, 3)), Mul(3, Ln(a)), [positive(a)], at(0.5, 3, 20)),
  expanding(
    "ln of a power",
    Ln(Pow(a, b)),
    Mul(b, Ln(a)),
    [positive(a)],
    [
      [0.5, 2],
      [3, -1.5],
    ],
  ),
  expanding(
    "log to a base",
    Log(a, b),
    Div(Ln(a), Ln(b)),
    [positive(a), positive(b)],
    [
      [8, 2],
      [5, 0.5],
    ],
  ),
  rule(
    "quotient of logarithms",
    Div(Ln(a), Ln(b)),
    Log(a, b),
    [positive(a), positive(b), finite(Log(a, b))],
    [
      [8, 2],
      [5, 0.5],
    ],
  ),
  rule("log2 of a power of 2", Log2(Pow(2, a)), a, [], at(0.5, -3, 20)),
  rule("log10 of a power of 10", Log10(Pow(10, a)), a, [], at(0.5, -3, 20)),
  rule("2 to a log2", Pow(2, Log2(a)), a, [], at(0.5, 3, 20)),
  rule("10 to a log10", Pow(10, Log10(a)), a, [], at(0.5, 3, 20)),
  rule("log1p of expm1", Log1p(Expm1(a)), a, [], at(0.5, -3, 20)),
  rule("expm1 of log1p", Expm1(Log1p(a)), a, [], at(0.5, 3, 20)),
  rule("expm1 and 1", Add(Expm1(a), 1), Exp(a), [], at(0.5, -3, 2)),
];
