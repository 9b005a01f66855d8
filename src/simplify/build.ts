// From forms back to formulas, as a textbook has them: factors by number, names, powers, sums,
// calls; terms by falling degree, a positive one first; quotients where exponents are negative;
// roots where they are halves.
import { type Apply, apply, type ConstValue, constant, constValue, type Expr } from "../expr/node.ts";
import { Add, Div, Mul, Neg, Sub } from "../expr/primitives/operators.ts";
import { Pow, Sqrt } from "../expr/primitives/powers.ts";
import { rational } from "../expr/rational.ts";
import { negateValue, signOf } from "./exact.ts";
import {
  type Exponent,
  type Form,
  isFormula,
  isNegative,
  Product,
  type Sum,
  withCoefficient,
} from "./form.ts";

/** The formula of a form; built once. */
export function build(form: Form): Expr {
  if (form.expr === undefined) form.expr = form instanceof Product ? buildProduct(form) : buildSum(form);
  return form.expr;
}

// `apply` rather than the constructors: these arguments are formulas and their number is right.
const mul = (a: Expr, b: Expr): Apply => apply(Mul, [a, b]);
const div = (a: Expr, b: Expr): Apply => apply(Div, [a, b]);

const isHalf = (v: ConstValue): boolean =>
  typeof v === "object" && v.numerator === 1n && v.denominator === 2n;

/** base^exponent for an exponent that is not negative as a number. */
export function buildPower(base: Expr, exponent: Exponent): Expr {
  if (exponent === 1) return base;
  if (isFormula(exponent)) return apply(Pow, [base, exponent]);
  return isHalf(exponent) ? apply(Sqrt, [base]) : apply(Pow, [base, constant(exponent)]);
}

function buildProduct(product: Product): Expr {
  const { coefficient, powers } = product;
  if (powers.length === 0) return constant(coefficient);
  // With something below the bar the coefficient is split: 3*x/(2*y); alone it stays in front: 3/2*x.
  let front = coefficient;
  let below: Expr | undefined;
  let above: Expr | undefined;
  const divided = powers.some(({ exponent }) => isNegative(exponent));
  if (divided && typeof coefficient === "object" && coefficient.denominator !== 1n) {
    front = constValue(rational(coefficient.numerator));
    below = constant(constValue(rational(coefficient.denominator)));
  }
  // A minus goes to the first factor, or to the 1 above a bar: -x*y, -1/x.
  let minus = front === -1 && powers.some(({ exponent }) => !isNegative(exponent));
  if (front !== 1 && !minus) above = constant(front);
  for (const { base, exponent } of powers) {
    if (!isFormula(exponent) && signOf(exponent) < 0) {
      const power = buildPower(base, negateValue(exponent));
      below = below === undefined ? power : mul(below, power);
      continue;
    }
    let power = buildPower(base, exponent);
    if (minus) power = apply(Neg, [power]);
    minus = false;
    above = above === undefined ? power : mul(above, power);
  }
  above ??= constant(1);
  return below === undefined ? above : div(above, below);
}

const isNegativeTerm = (term: Product): boolean => signOf(term.coefficient) < 0;

function buildSum(sum: Sum): Expr {
  const { terms } = sum;
  // A positive term goes first; where there is none, one whose minus is its number's costs nothing.
  const positive = terms.findIndex((term) => !isNegativeTerm(term));
  const first =
    positive >= 0
      ? positive
      : Math.max(
          0,
          terms.findIndex(({ coefficient }) => coefficient !== -1),
        );
  let total = build(terms[first]);
  for (let i = 0; i < terms.length; i++) {
    if (i === first) continue;
    const term = terms[i];
    total = isNegativeTerm(term)
      ? apply(Sub, [total, build(withCoefficient(term, negateValue(term.coefficient)))])
      : apply(Add, [total, build(term)]);
  }
  return total;
}
