// From forms back to formulas, as a textbook has them: factors by number, names, powers, sums,
// calls; terms by falling degree, a positive one first; quotients where exponents are negative;
// roots where they are halves.
import { type Apply, apply, type ConstValue, constant, constValue, type Expr } from "../expr/node.ts";
import { Add, Div, Mul, Neg, Sub } from "../expr/primitives/operators.ts";
import { Pow, Sqrt } from "../expr/primitives/powers.ts";
import { rational } from "../expr/rational.ts";
import { isExact, negateValue, signOf } from "./exact.ts";
import { type Exponent, type Form, isFormula, Product, type Sum } from "./form.ts";

/** The formula of a form; built once. */
export function build(form: Form): Expr {
  if (form.expr === undefined) form.expr = form instanceof Product ? buildProduct(form) : buildSum(form);
  return form.expr;
}

// `apply` rather than the constructors: these arguments are formulas and their number is right.
const mul = (a: Expr, b: Expr): Apply => apply(Mul, [a, b]);
const div = (a: Expr, b: Expr): Apply => apply(Div, [a, b]);

function isNegative(exponent: Exponent): boolean {
  return !isFormula(exponent) && signOf(exponent) < 0;
}

const isHalf = (v: ConstValue): boolean =>
  typeof v === "object" && v.numerator === 1n && v.denominator === 2n;

/** base^exponent for an exponent that is not negative as a number. */
export function buildPower(base: Expr, exponent: Exponent): Expr {
  if (exponent === 1) return base;
  if (isFormula(exponent)) return apply(Pow, [base, exponent]);
  return isHalf(exponent) ? apply(Sqrt, [base]) : apply(Pow, [base, constant(exponent)]);
}

function buildProduct(product: Product): Expr {
  const { coefficient, bases, exponents } = product;
  if (bases.length === 0) return constant(coefficient);
  let above: Expr | undefined;
  let below: Expr | undefined;
  for (let i = 0; i < bases.length; i++) {
    const exponent = exponents[i];
    if (!isFormula(exponent) && signOf(exponent) < 0) {
      const power = buildPower(bases[i], negateValue(exponent));
      below = below === undefined ? power : mul(below, power);
    }
  }
  // With something below the bar the coefficient is split: 3*x/(2*y); alone it stays in front: 3/2*x.
  let front = coefficient;
  if (below !== undefined && typeof coefficient === "object" && coefficient.denominator !== 1n) {
    front = constValue(rational(coefficient.numerator));
    below = leftmost(constant(constValue(rational(coefficient.denominator))), product);
  }
  let negate = false;
  if (front === -1 && below !== undefined && exponents.every(isNegative)) above = constant(-1);
  else if (front === -1) negate = true;
  else if (front !== 1) above = constant(front);
  for (let i = 0; i < bases.length; i++) {
    if (isNegative(exponents[i])) continue;
    let power = buildPower(bases[i], exponents[i]);
    if (negate) {
      power = apply(Neg, [power]);
      negate = false;
    }
    above = above === undefined ? power : mul(above, power);
  }
  above ??= constant(1);
  return below === undefined ? above : div(above, below);
}

/** The denominator of a product again, with a number in front. */
function leftmost(front: Expr, { bases, exponents }: Product): Expr {
  let below = front;
  for (let i = 0; i < bases.length; i++) {
    const exponent = exponents[i];
    if (!isFormula(exponent) && signOf(exponent) < 0)
      below = mul(below, buildPower(bases[i], negateValue(exponent)));
  }
  return below;
}

const isNegativeTerm = (term: Product): boolean => isExact(term.coefficient) && signOf(term.coefficient) < 0;

function buildSum(sum: Sum): Expr {
  const { terms } = sum;
  const first = Math.max(
    0,
    terms.findIndex((term) => !isNegativeTerm(term)),
  );
  let total = build(terms[first]);
  for (let i = 0; i < terms.length; i++) {
    if (i === first) continue;
    const term = terms[i];
    total = isNegativeTerm(term)
      ? apply(Sub, [total, build(new Product(negateValue(term.coefficient), term.bases, term.exponents))])
      : apply(Add, [total, build(term)]);
  }
  return total;
}
