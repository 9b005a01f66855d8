// From polynomials back to formulas, as build.ts writes forms: terms and factors in the one order of all results.

import { equal, equalValues } from "../../expr/equal.ts";
import { apply, type ConstValue, constant, type Expr } from "../../expr/node.ts";
import { E } from "../../expr/primitives/constants.ts";
import { Exp } from "../../expr/primitives/exponential.ts";
import { Pow } from "../../expr/primitives/powers.ts";
import { build } from "../build.ts";
import { isInteger, signOf } from "../exact.ts";
import { type Form, isFormula, type Power, Product, power, Sum, zero } from "../form.ts";
import { compareFactors, compareTerms, sortInPlace } from "../order.ts";
import { addTo, type Monomial, type Polynomial, product, sum } from "./ring.ts";

export interface Writing {
  /** exp(a)*exp(b) rather than exp(a + b). */
  readonly splits?: boolean | undefined;
}

/** A polynomial as a formula. */
export const write = (a: Polynomial, writing?: Writing): Expr => build(formOf(a, writing));

/** A polynomial as a form: a sum of products, or the one product that it is. */
export function formOf(a: Polynomial, writing: Writing = {}): Form {
  const terms: Product[] = [];
  for (const [monomial, coefficient] of a) terms.push(productOf(monomial, coefficient, writing));
  if (terms.length === 0) return zero;
  if (terms.length === 1) return terms[0];
  sortInPlace(terms, compareTerms);
  return new Sum(terms);
}

/** What stands above one base: all that is written as one power of it. */
interface Above {
  /** None is e. */
  readonly base: Expr | undefined;
  readonly total: Map<Monomial, ConstValue>;
}

function productOf({ powers }: Monomial, coefficient: ConstValue, writing: Writing): Product {
  const factors: Power[] = [];
  const raised: Above[] = [];
  const roots: { base: ConstValue; exponent: ConstValue }[] = [];
  const above = (base: Expr | undefined): Above["total"] => {
    const found = raised.find((each) => sameBase(each.base, base));
    if (found !== undefined) return found.total;
    const total = new Map<Monomial, ConstValue>();
    raised.push({ base, total });
    return total;
  };
  for (const { generator, exponent } of powers) {
    const { base, exponential, symbolic, reduction } = generator;
    if (exponential !== undefined && writing.splits === true)
      factors.push(power(raisedExpr(exponential.base, exponential.exponent, exponent), 1));
    else if (exponential !== undefined) addTo(above(exponential.base), exponential.exponent, exponent);
    else if (symbolic !== undefined && isWritable(exponent))
      addTo(above(symbolic.base), symbolic.exponent, exponent);
    else if (base.kind === "const" && reduction !== undefined) {
      const alike = roots.find((root) => equalValues(root.exponent, exponent));
      if (alike === undefined) roots.push({ base: base.value, exponent });
      else alike.base = product(alike.base, base.value);
    } else factors.push(power(base, exponent));
  }
  for (const { base, exponent } of roots) factors.push(power(constant(base), exponent));
  for (const { base, total } of raised) {
    // The base itself stands beside its power as one more: exp(x + 1), x^(n + 1).
    const at = factors.findIndex((factor) => equal(factor.base, base ?? E) && !isFormula(factor.exponent));
    const own = at < 0 ? undefined : (factors[at].exponent as ConstValue);
    const isTaken = own !== undefined && (base === undefined || isInteger(own));
    if (isTaken) factors.splice(at, 1);
    const exponent = exponentOf(total, isTaken ? own : 0);
    if (exponent.kind === "const") {
      if (exponent.value !== 0) factors.push(power(base ?? E, exponent.value));
    } else factors.push(power(base === undefined ? apply(Exp, [exponent]) : apply(Pow, [base, exponent]), 1));
  }
  sortInPlace(factors, compareFactors);
  return new Product(coefficient, factors);
}

const sameBase = (a: Expr | undefined, b: Expr | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && equal(a, b));

/** (x^n)^2 is x^(2*n), and 1/x^n stays below its bar. */
const isWritable = (exponent: ConstValue): boolean => isInteger(exponent) && signOf(exponent) > 0;

/** A sum and a number as a formula. */
function exponentOf(total: Polynomial, number: ConstValue): Expr {
  const form = formOf(total);
  if (number === 0) return build(form);
  const one = new Product(number, []);
  if (form === zero) return build(one);
  const terms = form instanceof Product ? [form] : [...form.terms];
  const at = terms.findIndex(({ powers }) => powers.length === 0);
  if (at >= 0) {
    const value = sum(terms[at].coefficient, number);
    terms.splice(at, 1, ...(value === 0 ? [] : [new Product(value, [])]));
  } else terms.push(one);
  if (terms.length < 2) return build(terms[0] ?? zero);
  sortInPlace(terms, compareTerms);
  return build(new Sum(terms));
}

function raisedExpr(base: Expr | undefined, exponent: Polynomial, k: ConstValue): Expr {
  const total = new Map<Monomial, ConstValue>();
  addTo(total, exponent, k);
  const above = write(total);
  return base === undefined ? apply(Exp, [above]) : apply(Pow, [base, above]);
}

/**
 * of^exponent as factors: of a single term, whose number is 1, its powers, where they may stand apart; of a sum the
 * sum. (x*y)^(1/2) stays whole: x and y may both be negative.
 */
export function powersOf(of: Polynomial, exponent: ConstValue): readonly Power[] {
  const form = formOf(of);
  if (!(form instanceof Product) || form.coefficient !== 1) return [power(build(form), exponent)];
  const { powers } = form;
  const mayPart = isInteger(exponent) || (powers.length === 1 && powers[0].exponent === 1);
  if (!mayPart || powers.some((each) => isFormula(each.exponent))) return [power(build(form), exponent)];
  return powers.map(({ base, exponent: own }) => power(base, isFormula(own) ? own : product(own, exponent)));
}
