// From polynomials back to formulas, as build.ts writes forms: terms and factors in the one order of all results.

import { equal, equalValues } from "../../expr/equal.ts";
import { apply, type ConstValue, constant, type Expr } from "../../expr/node.ts";
import { E } from "../../expr/primitives/constants.ts";
import { Exp } from "../../expr/primitives/exponential.ts";
import { Pow } from "../../expr/primitives/powers.ts";
import { build } from "../build.ts";
import { isInteger } from "../exact.ts";
import { type Form, isFormula, type Power, Product, power, Sum, zero } from "../form.ts";
import { compareFactors, compareTerms, sortInPlace } from "../order.ts";
import { addTo, type Monomial, type Polynomial, product } from "./ring.ts";

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

function productOf({ powers }: Monomial, coefficient: ConstValue, writing: Writing): Product {
  const factors: Power[] = [];
  const exponents = new Map<Expr | undefined, Map<Monomial, ConstValue>>();
  const roots: { base: ConstValue; exponent: ConstValue }[] = [];
  const split: Power[] = [];
  for (const { generator, exponent } of powers) {
    const { base, exponential, reduction } = generator;
    if (exponential !== undefined) {
      const total = exponents.get(exponential.base) ?? new Map<Monomial, ConstValue>();
      if (writing.splits === true)
        split.push(power(raisedExpr(exponential.base, exponential.exponent, exponent), 1));
      else addTo(total, exponential.exponent, exponent);
      exponents.set(exponential.base, total);
    } else if (base.kind === "const" && reduction !== undefined) {
      const alike = roots.find((root) => equalValues(root.exponent, exponent));
      if (alike === undefined) roots.push({ base: base.value, exponent });
      else alike.base = product(alike.base, base.value);
    } else factors.push(power(base, exponent));
  }
  for (const { base, exponent } of roots) factors.push(power(constant(base), exponent));
  factors.push(...split);
  if (writing.splits !== true) {
    for (const [base, exponent] of exponents) {
      // e stands beside exp(x) as exp(x + 1).
      const at = base === undefined ? factors.findIndex((factor) => isE(factor.base)) : -1;
      if (at >= 0) {
        const [{ exponent: k }] = factors.splice(at, 1);
        const whole = formOf(exponent);
        const one = new Product(k as ConstValue, []);
        const terms = whole instanceof Product ? [whole, one] : [...whole.terms, one];
        sortInPlace(terms, compareTerms);
        factors.push(power(apply(Exp, [build(new Sum(terms))]), 1));
      } else factors.push(power(raisedExpr(base, exponent, 1), 1));
    }
  }
  sortInPlace(factors, compareFactors);
  return new Product(coefficient, factors);
}

const isE = (expr: Expr): boolean => equal(expr, E);

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
