// Hyperbolic identities.
import { Exp } from "../../expr/primitives/exponential.ts";
import { Acosh, Asinh, Atanh, Cosh, Coth, Csch, Sech, Sinh, Tanh } from "../../expr/primitives/hyperbolic.ts";
import { Add, Div, Mul, Neg, Sub } from "../../expr/primitives/operators.ts";
import { Pow, Sqrt } from "../../expr/primitives/powers.ts";
import { a } from "./names.ts";
import { at, changing, nonnegative, nonzero, type Rule, rule } from "./rule.ts";

const any = at(0.5, -2, 3);

export const hyperbolic: readonly Rule[] = [
  rule("cosh² - sinh²", Sub(Pow(Cosh(a), 2), Pow(Sinh(a), 2)), 1, [], any),
  rule("1 + sinh²", Add(1, Pow(Sinh(a), 2)), Pow(Cosh(a), 2), [], any),
  rule("cosh² - 1", Sub(Pow(Cosh(a), 2), 1), Pow(Sinh(a), 2), [], any),
  rule("1 - tanh²", Sub(1, Pow(Tanh(a), 2)), Pow(Sech(a), 2), [], any),
  rule("tanh² + sech²", Add(Pow(Tanh(a), 2), Pow(Sech(a), 2)), 1, [], any),
  rule("coth² - 1", Sub(Pow(Coth(a), 2), 1), Pow(Csch(a), 2), [], any),
  rule("sinh/cosh", Div(Sinh(a), Cosh(a)), Tanh(a), [], any),
  rule("cosh/sinh", Div(Cosh(a), Sinh(a)), Coth(a), [], any),
  rule("1/cosh", Pow(Cosh(a), -1), Sech(a), [], any),
  rule("1/sinh", Pow(Sinh(a), -1), Csch(a), [nonzero(a)], any),
  rule("1/tanh", Pow(Tanh(a), -1), Coth(a), [nonzero(a)], any),
  rule("1/coth", Pow(Coth(a), -1), Tanh(a), [nonzero(a)], any),
  rule("1/sech", Pow(Sech(a), -1), Cosh(a), [], any),
  rule("tanh*cosh", Mul(Tanh(a), Cosh(a)), Sinh(a), [], any),
  rule("sech*cosh", Mul(Sech(a), Cosh(a)), 1, [], any),
  rule("sech*sinh", Mul(Sech(a), Sinh(a)), Tanh(a), [], any),
  changing("sinh of twice", Mul(Sinh(a), Cosh(a)), Div(Sinh(Mul(2, a)), 2), [], any),
  changing("cosh² + sinh²", Add(Pow(Cosh(a), 2), Pow(Sinh(a), 2)), Cosh(Mul(2, a)), [], any),
  rule("cosh + sinh", Add(Cosh(a), Sinh(a)), Exp(a), [], any),
  rule("cosh - sinh", Sub(Cosh(a), Sinh(a)), Exp(Neg(a)), [], any),
  rule("exp(a) - exp(-a)", Sub(Exp(a), Exp(Neg(a))), Mul(2, Sinh(a)), [], any),
  rule("exp(a) + exp(-a)", Add(Exp(a), Exp(Neg(a))), Mul(2, Cosh(a)), [], any),
  rule("sinh of asinh", Sinh(Asinh(a)), a, [], any),
  rule("asinh of sinh", Asinh(Sinh(a)), a, [], any),
  rule("cosh of acosh", Cosh(Acosh(a)), a, [], at(1, 2, 3)),
  rule("acosh of cosh", Acosh(Cosh(a)), a, [nonnegative(a)], at(0, 2, 3)),
  rule("tanh of atanh", Tanh(Atanh(a)), a, [], at(0.5, -0.25)),
  rule("atanh of tanh", Atanh(Tanh(a)), a, [], any),
  rule("cosh of asinh", Cosh(Asinh(a)), Sqrt(Add(1, Pow(a, 2))), [], any),
  rule("sinh of acosh", Sinh(Acosh(a)), Sqrt(Sub(Pow(a, 2), 1)), [], at(1, 2, 3)),
];
