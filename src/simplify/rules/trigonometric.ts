// Trigonometric identities. Special values and shifts by multiples of pi are in egraph/angles.ts.
import { Const } from "../../expr/node.ts";
import { Pi } from "../../expr/primitives/constants.ts";
import { Add, Div, Mul, Neg, Sub } from "../../expr/primitives/operators.ts";
import { Pow } from "../../expr/primitives/powers.ts";
import { Acos, Acot, Acsc, Asec, Asin, Atan, Cos, Cot, Csc, Sec, Sin, Tan, Sinc } from "../../expr/primitives/trigonometric.ts";
import { Sqrt } from "../../expr/primitives/powers.ts";
import { a, b } from "./names.ts";
import { at, both, expanding, finite, integer, negative, nonzero, positive, type Rule, rule, within } from "./rule.ts";

const turn = at(0.5, -2, 3);
const turns: readonly (readonly number[])[] = [[0.5, 2], [-3, 1], [7, 0.25]];
const half = Const("1/2");

export const trigonometric: readonly Rule[] = [
  rule("sin² + cos²", Add(Pow(Sin(a), 2), Pow(Cos(a), 2)), 1, [], turn),
  rule("1 - sin²", Sub(1, Pow(Sin(a), 2)), Pow(Cos(a), 2), [], turn),
  rule("1 - cos²", Sub(1, Pow(Cos(a), 2)), Pow(Sin(a), 2), [], turn),
  rule("1 + tan²", Add(1, Pow(Tan(a), 2)), Pow(Sec(a), 2), [], turn),
  rule("sec² - 1", Sub(Pow(Sec(a), 2), 1), Pow(Tan(a), 2), [], turn),
  rule("sec² - tan²", Sub(Pow(Sec(a), 2), Pow(Tan(a), 2)), 1, [], turn),
  rule("1 + cot²", Add(1, Pow(Cot(a), 2)), Pow(Csc(a), 2), [], turn),
  rule("csc² - 1", Sub(Pow(Csc(a), 2), 1), Pow(Cot(a), 2), [], turn),
  rule("csc² - cot²", Sub(Pow(Csc(a), 2), Pow(Cot(a), 2)), 1, [], turn),
  rule("sin/cos", Div(Sin(a), Cos(a)), Tan(a), [], turn),
  rule("cos/sin", Div(Cos(a), Sin(a)), Cot(a), [], turn),
  rule("1/cos", Pow(Cos(a), -1), Sec(a), [], turn),
  rule("1/sin", Pow(Sin(a), -1), Csc(a), [], turn),
  rule("1/tan", Pow(Tan(a), -1), Cot(a), [], turn),
  rule("1/cot", Pow(Cot(a), -1), Tan(a), [finite(Tan(a))], turn),
  rule("1/sec", Pow(Sec(a), -1), Cos(a), [], turn),
  rule("1/csc", Pow(Csc(a), -1), Sin(a), [], turn),
  rule("tan*cos", Mul(Tan(a), Cos(a)), Sin(a), [], turn),
  rule("tan*cot", Mul(Tan(a), Cot(a)), 1, [], turn),
  rule("cot*sin", Mul(Cot(a), Sin(a)), Cos(a), [], turn),
  rule("sec*cos", Mul(Sec(a), Cos(a)), 1, [], turn),
  rule("csc*sin", Mul(Csc(a), Sin(a)), 1, [], turn),
  rule("sec*sin", Mul(Sec(a), Sin(a)), Tan(a), [], turn),
  rule("csc*cos", Mul(Csc(a), Cos(a)), Cot(a), [], turn),
  rule("tan*csc", Mul(Tan(a), Csc(a)), Sec(a), [], turn),
  rule("cot*sec", Mul(Cot(a), Sec(a)), Csc(a), [], turn),
  rule("tan/sin", Div(Tan(a), Sin(a)), Sec(a), [], turn),
  rule("tan/sec", Div(Tan(a), Sec(a)), Sin(a), [], turn),
  rule("cot/csc", Div(Cot(a), Csc(a)), Cos(a), [], turn),
  rule("cot/cos", Div(Cot(a), Cos(a)), Csc(a), [], turn),
  expanding("tan as a quotient", Tan(a), Div(Sin(a), Cos(a)), [], turn),
  rule("sine of the double angle", Mul(Sin(a), Cos(a)), Mul(half, Sin(Mul(2, a))), [], turn),
  expanding("sine of twice", Sin(Mul(2, a)), Mul(2, Sin(a), Cos(a)), [], turn),
  expanding("cosine of twice, by cosines", Cos(Mul(2, a)), Sub(Mul(2, Pow(Cos(a), 2)), 1), [], turn),
  expanding("cosine of twice, by sines", Cos(Mul(2, a)), Sub(1, Mul(2, Pow(Sin(a), 2))), [], turn),
  rule("cos² - sin²", Sub(Pow(Cos(a), 2), Pow(Sin(a), 2)), Cos(Mul(2, a)), [], turn),
  rule("2*cos² - 1", Sub(Mul(2, Pow(Cos(a), 2)), 1), Cos(Mul(2, a)), [], turn),
  rule("1 - 2*sin²", Sub(1, Mul(2, Pow(Sin(a), 2))), Cos(Mul(2, a)), [], turn),
  rule("1 + cos", Add(1, Cos(Mul(2, a))), Mul(2, Pow(Cos(a), 2)), [], turn),
  rule("1 - cos", Sub(1, Cos(Mul(2, a))), Mul(2, Pow(Sin(a), 2)), [], turn),
  rule("sine of a sum", Add(Mul(Sin(a), Cos(b)), Mul(Cos(a), Sin(b))), Sin(Add(a, b)), [], turns),
  rule("sine of a difference", Sub(Mul(Sin(a), Cos(b)), Mul(Cos(a), Sin(b))), Sin(Sub(a, b)), [], turns),
  rule("cosine of a sum", Sub(Mul(Cos(a), Cos(b)), Mul(Sin(a), Sin(b))), Cos(Add(a, b)), [], turns),
  rule("cosine of a difference", Add(Mul(Cos(a), Cos(b)), Mul(Sin(a), Sin(b))), Cos(Sub(a, b)), [], turns),
  expanding("sine of a sum, written out", Sin(Add(a, b)), Add(Mul(Sin(a), Cos(b)), Mul(Cos(a), Sin(b))), [], turns),
  expanding("cosine of a sum, written out", Cos(Add(a, b)), Sub(Mul(Cos(a), Cos(b)), Mul(Sin(a), Sin(b))), [], turns),
  rule("sine of whole half turns", Sin(Mul(Pi, a)), 0, [integer(a)], at(0, 3, -7)),
  rule("cosine of whole half turns", Cos(Mul(Pi, a)), Pow(-1, a), [integer(a)], at(0, 3, -7)),
  rule("tangent of whole half turns", Tan(Mul(Pi, a)), 0, [integer(a)], at(0, 3, -7)),
  rule("sin over its angle", Div(Sin(a), a), Sinc(a), [nonzero(a)], turn),
];

const unit = at(0.5, -0.25, 0.75);
const any = at(0.5, -3, 2);

export const inverse: readonly Rule[] = [
  rule("sin of asin", Sin(Asin(a)), a, [], unit),
  rule("cos of acos", Cos(Acos(a)), a, [], unit),
  rule("tan of atan", Tan(Atan(a)), a, [], any),
  rule("sec of asec", Sec(Asec(a)), a, [], at(2, -3)),
  rule("csc of acsc", Csc(Acsc(a)), a, [], at(2, -3)),
  rule("cot of acot", Cot(Acot(a)), a, [nonzero(a)], any),
  rule("cos of asin", Cos(Asin(a)), Sqrt(Sub(1, Pow(a, 2))), [], unit),
  rule("sin of acos", Sin(Acos(a)), Sqrt(Sub(1, Pow(a, 2))), [], unit),
  rule("tan of asin", Tan(Asin(a)), Div(a, Sqrt(Sub(1, Pow(a, 2)))), [], unit),
  rule("tan of acos", Tan(Acos(a)), Div(Sqrt(Sub(1, Pow(a, 2))), a), [], unit),
  rule("cos of atan", Cos(Atan(a)), Pow(Add(1, Pow(a, 2)), Const("-1/2")), [], any),
  rule("sin of atan", Sin(Atan(a)), Div(a, Sqrt(Add(1, Pow(a, 2)))), [], any),
  rule("asin of sin, near 0", Asin(Sin(a)), a, [within(-1.57, 1.57)(a)], at(0.5, -1.5)),
  rule("acos of cos, near 0", Acos(Cos(a)), a, [within(0, 3.14)(a)], at(0.5, 3)),
  rule("atan of tan, near 0", Atan(Tan(a)), a, [within(-1.57, 1.57)(a)], at(0.5, -1.5)),
  rule("asin and acos", Add(Asin(a), Acos(a)), Div(Pi, 2), [], unit),
  rule("atan and acot", Add(Atan(a), Acot(a)), Div(Pi, 2), [positive(a)], at(0.5, 3)),
  rule("atan and that of the reciprocal", Add(Atan(a), Atan(Pow(a, -1))), Div(Pi, 2), [positive(a)], at(0.5, 3)),
  rule("atan and that of a negative reciprocal", Add(Atan(a), Atan(Pow(a, -1))), Neg(Div(Pi, 2)), [negative(a)], at(-0.5, -3)),
  rule("acos of a minus", Acos(Neg(a)), Sub(Pi, Acos(a)), [], unit),
  rule("acos of 0", Acos(0), Div(Pi, 2), [], [[]]),
  rule("acos of -1", Acos(-1), Pi, [], [[]]),
  rule("asin of 1", Asin(1), Div(Pi, 2), [], [[]]),
  rule("asin of 1/2", Asin(Const("1/2")), Div(Pi, 6), [], [[]]),
  rule("acos of 1/2", Acos(Const("1/2")), Div(Pi, 3), [], [[]]),
  rule("asin of sqrt(2)/2", Asin(Div(Sqrt(2), 2)), Div(Pi, 4), [], [[]]),
  rule("acos of sqrt(2)/2", Acos(Div(Sqrt(2), 2)), Div(Pi, 4), [], [[]]),
  rule("asin of sqrt(3)/2", Asin(Div(Sqrt(3), 2)), Div(Pi, 3), [], [[]]),
  rule("acos of sqrt(3)/2", Acos(Div(Sqrt(3), 2)), Div(Pi, 6), [], [[]]),
  rule("atan of 1", Atan(1), Div(Pi, 4), [], [[]]),
  rule("atan of sqrt(3)", Atan(Sqrt(3)), Div(Pi, 3), [], [[]]),
  rule("atan of sqrt(3)/3", Atan(Div(Sqrt(3), 3)), Div(Pi, 6), [], [[]]),
];
export const inverses: readonly Rule[] = [...inverse, ...both("atan of a reciprocal", Atan(Pow(a, -1)), Acot(a), [nonzero(a)], any)];
