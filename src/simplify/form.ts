// What tidy works with between formulas: a product is an exact coefficient and powers of bases, a sum
// is a list of products with different bases. Forms are never changed once made.
import { equal } from "../expr/equal.ts";
import { type ConstValue, constant, type Expr } from "../expr/node.ts";

/** A power's exponent: exact, or a formula. */
export type Exponent = ConstValue | Expr;

export const isFormula = (exponent: Exponent): exponent is Expr =>
  typeof exponent === "object" && "kind" in exponent;

/** coefficient · bases[0]^exponents[0] · bases[1]^exponents[1] · ... , bases in order and all different. */
export class Product {
  readonly coefficient: ConstValue;
  readonly bases: readonly Expr[];
  readonly exponents: readonly Exponent[];
  /** The formula, once built. */
  expr: Expr | undefined;

  constructor(coefficient: ConstValue, bases: readonly Expr[], exponents: readonly Exponent[], expr?: Expr) {
    this.coefficient = coefficient;
    this.bases = bases;
    this.exponents = exponents;
    this.expr = expr;
  }
}

/** terms[0] + terms[1] + ... , in order, at least two; a constant is a term without bases. */
export class Sum {
  readonly terms: readonly Product[];
  /** The formula, once built. */
  expr: Expr | undefined;

  constructor(terms: readonly Product[], expr?: Expr) {
    this.terms = terms;
    this.expr = expr;
  }
}

export type Form = Product | Sum;

const NONE: readonly never[] = [];
const ONE: readonly Exponent[] = [1];

/** A constant alone. */
export const constantForm = (value: ConstValue): Product => new Product(value, NONE, NONE);

/** A formula that is opened no further. */
export const atom = (expr: Expr): Product => new Product(1, [expr], ONE, expr);

/** The same product with another coefficient. */
export const withCoefficient = (product: Product, coefficient: ConstValue): Product =>
  new Product(coefficient, product.bases, product.exponents);

/** The value of a form that is a constant. */
export const constantOf = (form: Form): ConstValue | undefined =>
  form instanceof Product && form.bases.length === 0 ? form.coefficient : undefined;

export const zero: Product = new Product(0, NONE, NONE, constant(0));

/** Whether two exponents are the same number or the same formula. */
export const sameExponent = (a: Exponent, b: Exponent): boolean =>
  a === b || (typeof a === "object" && typeof b === "object" && equalExponents(a, b));

function equalExponents(a: Exclude<Exponent, number>, b: Exclude<Exponent, number>): boolean {
  if (isFormula(a)) return isFormula(b) && equal(a, b);
  return !isFormula(b) && a.numerator === b.numerator && a.denominator === b.denominator;
}
