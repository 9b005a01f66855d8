// Powers and roots.
import { Const } from "../../expr/node.ts";
import { Add, Mul, Neg, Sub } from "../../expr/primitives/operators.ts";
import { Cbrt, Pow, Sqrt } from "../../expr/primitives/powers.ts";
import { Abs } from "../../expr/primitives/rounding.ts";
import { a, b, c } from "./names.ts";
import { at, finite, integer, nonnegative, nonzero, positive, type Rule, rule } from "./rule.ts";

const half = Const("1/2");

export const powers: readonly Rule[] = [
  rule("root of a square", Pow(Pow(a, 2), half), Abs(a), [], at(3, -3, 0, 0.5)),
  rule("root of a fourth power", Pow(Pow(a, 4), half), Pow(a, 2), [], at(3, -3, 0, 0.5)),
  rule("root of a root", Sqrt(Sqrt(a)), Pow(a, Const("1/4")), [], at(3, 0.5, 16)),
  rule(
    "powers of one base",
    Mul(Pow(a, b), Pow(a, c)),
    Pow(a, Add(b, c)),
    [nonzero(a)],
    [
      [2, 3, 0.5],
      [0.5, -1, 3],
      [-2, 2, 3],
    ],
  ),
  rule(
    "a power once more",
    Mul(a, Pow(a, b)),
    Pow(a, Add(b, 1)),
    [nonzero(a)],
    [
      [2, 3],
      [0.5, -1.5],
      [-2, 2],
    ],
  ),
  rule(
    "a power once less",
    Mul(Pow(a, -1), Pow(a, b)),
    Pow(a, Add(b, -1)),
    [nonzero(a)],
    [
      [2, 3],
      [0.5, -1.5],
      [-2, 2],
    ],
  ),
  rule(
    "powers of one exponent",
    Mul(Pow(a, c), Pow(b, c)),
    Pow(Mul(a, b), c),
    [nonnegative(a), nonnegative(b)],
    [
      [2, 3, 0.5],
      [0.5, 4, -1.5],
    ],
  ),
  rule(
    "power of a power",
    Pow(Pow(a, b), c),
    Pow(a, Mul(b, c)),
    [positive(a)],
    [
      [2, 3, 0.5],
      [0.5, -1, 3],
    ],
  ),
  rule(
    "integer power of a power",
    Pow(Pow(a, b), 2),
    Pow(a, Mul(2, b)),
    [finite(Pow(a, b))],
    [
      [2, 3],
      [0.5, -1],
      [-2, 3],
    ],
  ),
  rule(
    "reciprocal power",
    Pow(Pow(a, b), -1),
    Pow(a, Neg(b)),
    [nonzero(a)],
    [
      [2, 3],
      [0.5, -1],
      [-2, 3],
    ],
  ),
  rule(
    "even power of a minus",
    Pow(Neg(a), Mul(2, b)),
    Pow(a, Mul(2, b)),
    [integer(b), nonzero(a)],
    [
      [2, 3],
      [-0.5, -1],
    ],
  ),
  rule(
    "difference of fourth powers",
    Sub(Pow(a, 4), Pow(b, 4)),
    Mul(Sub(Pow(a, 2), Pow(b, 2)), Add(Pow(a, 2), Pow(b, 2))),
    [],
    [
      [2, 3],
      [-0.5, 1.5],
    ],
  ),
  rule("cube of a cube root", Pow(Cbrt(a), 3), a, [], at(3, -3, 0)),
  rule("cube root of a cube", Cbrt(Pow(a, 3)), a, [], at(3, -3, 0)),
  rule(
    "cube roots multiplied",
    Mul(Cbrt(a), Cbrt(b)),
    Cbrt(Mul(a, b)),
    [],
    [
      [2, 3],
      [-2, 5],
    ],
  ),
];
