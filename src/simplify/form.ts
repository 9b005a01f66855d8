// What tidy works with between formulas: a product is an exact coefficient and powers of bases, a sum
// is a list of products with different bases. Forms are never changed once made.
import { equal } from "../expr/equal.ts";
import { type ConstValue, constant, type Expr, isExpr } from "../expr/node.ts";
import { isInteger, signOf } from "./exact.ts";

/** A power's exponent: exact, or a formula. */
export type Exponent = ConstValue | Expr;

export const isFormula = (exponent: Exponent): exponent is Expr =>
  typeof exponent === "object" && isExpr(exponent);

/** Whether an exponent is negative as a number. */
export const isNegative = (e: Exponent): boolean => !isFormula(e) && signOf(e) < 0;
/** Whether an exponent is a number but no integer. */
export const isFractional = (e: Exponent): boolean => !isFormula(e) && !isInteger(e);

const NEGATIVE = 1;
const FRACTIONAL = 2;

/** base^exponent, and what the exponent has been on the way: where it ends otherwise, a condition is due. */
export class Power {
  readonly base: Expr;
  readonly exponent: Exponent;
  /** Marks of what the exponent is or has been: negative, a fraction. */
  readonly been: number;

  constructor(base: Expr, exponent: Exponent, been: number) {
    this.base = base;
    this.exponent = exponent;
    this.been = been;
  }

  /** Whether its power by an integer could have a value where it has none: (1/x)^-1 at 0, sqrt(x)^2 below 0. */
  isDelicate(by: ConstValue): boolean {
    if (this.been === 0 || by === 1) return false;
    return by === -1 ? (this.been & NEGATIVE) !== 0 : (this.been & FRACTIONAL) !== 0 || signOf(by) < 0;
  }

  /** It was a reciprocal on the way and is none: x·x^-1 is 1 only where x ≠ 0. */
  get gainsZero(): boolean {
    return (this.been & NEGATIVE) !== 0 && !isNegative(this.exponent);
  }

  /** It was a root on the way and is none: sqrt(x)^2 is x only where x ≥ 0. */
  get gainsNegatives(): boolean {
    return (this.been & FRACTIONAL) !== 0 && !isFractional(this.exponent);
  }
}

const marksOf = (e: Exponent): number =>
  e === 1 ? 0 : (isNegative(e) ? NEGATIVE : 0) | (isFractional(e) ? FRACTIONAL : 0);

/** base^exponent, of which `earlier` marks what other exponents it comes from. */
export const power = (base: Expr, exponent: Exponent, earlier = 0): Power =>
  new Power(base, exponent, earlier | marksOf(exponent));

/** coefficient · powers[0] · powers[1] · ... , powers in order and of different bases. */
export class Product {
  readonly coefficient: ConstValue;
  readonly powers: readonly Power[];
  /** The formula, once built. */
  expr: Expr | undefined;

  constructor(coefficient: ConstValue, powers: readonly Power[], expr?: Expr) {
    this.coefficient = coefficient;
    this.powers = powers;
    this.expr = expr;
  }

  /** The base of a multiple of one thing to the power 1: x in 3*x. */
  get onlyBase(): Expr | undefined {
    return this.powers.length === 1 && this.powers[0].exponent === 1 ? this.powers[0].base : undefined;
  }
}

/** terms[0] + terms[1] + ... , in order, at least two; a constant is a term without powers. */
export class Sum {
  readonly terms: readonly Product[];
  /** The formula, once built. */
  expr: Expr | undefined;

  constructor(terms: readonly Product[]) {
    this.terms = terms;
  }
}

export type Form = Product | Sum;

const NONE: readonly never[] = [];

/** A constant alone. */
export const constantForm = (value: ConstValue): Product => new Product(value, NONE);

/** A formula that is opened no further. */
export const atom = (expr: Expr): Product => new Product(1, [new Power(expr, 1, 0)], expr);

/** coefficient · expr. */
export const multiple = (coefficient: ConstValue, expr: Expr): Product =>
  new Product(coefficient, [new Power(expr, 1, 0)]);

/** The same product with another coefficient. */
export const withCoefficient = (product: Product, coefficient: ConstValue): Product =>
  new Product(coefficient, product.powers);

/** The value of a form that is a constant. */
export const constantOf = (form: Form): ConstValue | undefined =>
  form instanceof Product && form.powers.length === 0 ? form.coefficient : undefined;

export const zero: Product = new Product(0, NONE, constant(0));

/** Whether two exponents are the same number or the same formula. */
export function sameExponent(a: Exponent, b: Exponent): boolean {
  if (a === b) return true;
  if (typeof a === "number" || typeof b === "number") return false;
  if (isFormula(a)) return isFormula(b) && equal(a, b);
  return !isFormula(b) && a.numerator === b.numerator && a.denominator === b.denominator;
}

export const samePower = (a: Power, b: Power): boolean =>
  a === b || (sameExponent(a.exponent, b.exponent) && equal(a.base, b.base));
