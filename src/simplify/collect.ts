// Like powers and like terms collected. A merge that could turn "no value" into a value (x/x into 1)
// is recorded as a condition, or left undone in strict mode.
import { equal } from "../expr/equal.ts";
import { type ConstValue, constant, type Expr, hashOf, hasNonFinite, mayBeUndefined } from "../expr/node.ts";
import { build } from "./build.ts";
import { addCondition, type Condition } from "./condition.ts";
import { addValues, isExact, isInteger, mulValues, powValue, signOf } from "./exact.ts";
import {
  constantForm,
  type Exponent,
  type Form,
  isFormula,
  Product,
  Sum,
  withCoefficient,
  zero,
} from "./form.ts";
import { compareFactors, compareTerms } from "./order.ts";

/** What rewriting may rest on. */
export interface Allowance {
  /** Nothing: no merge that needs a condition. */
  readonly strict: boolean;
  /** Where the conditions of merges are noted. */
  readonly conditions: Condition[];
}

/** Notes the condition, or says that it may not be relied on. */
export function rely(allowance: Allowance, condition: Condition): boolean {
  if (allowance.strict) return false;
  addCondition(allowance.conditions, condition);
  return true;
}

/** Factors on their way into a product: a coefficient, and powers whose bases may still be alike. */
export class Factors {
  coefficient: ConstValue = 1;
  readonly bases: Expr[] = [];
  readonly exponents: Exponent[] = [];

  /** Multiplies by value^exponent (an integer); as a base of its own where that has no exact value. */
  constant(value: ConstValue, exponent: ConstValue): void {
    if (isExact(value)) {
      const power = powValue(value, exponent);
      const product = power === undefined ? undefined : mulValues(this.coefficient, power);
      if (product !== undefined) {
        this.coefficient = product;
        return;
      }
    }
    this.power(constant(value), exponent);
  }

  power(base: Expr, exponent: Exponent): void {
    this.bases.push(base);
    this.exponents.push(exponent);
  }
}

// Literals that nothing merges with: inf and nan, and the zero of x/0.
const isInert = (base: Expr): boolean =>
  base.kind === "const" && (hasNonFinite(base) || (isExact(base.value) && signOf(base.value) === 0));

type AddExponents = (a: Exponent, b: Exponent) => Exponent | undefined;

/** The product of factors: like bases merged, in order. */
export function collectProduct(factors: Factors, allowance: Allowance, addExponents: AddExponents): Product {
  const { bases, exponents } = factors;
  for (let i = 1; i < bases.length; i++) {
    if (findBase(bases, i) < 0) continue;
    mergeBases(factors, allowance, addExponents);
    break;
  }
  const { coefficient } = factors;
  if (isExact(coefficient) && signOf(coefficient) === 0 && bases.length > 0 && vanishes(factors, allowance))
    return zero;
  if (bases.length === 0) return constantForm(coefficient);
  if (bases.length === 1) return new Product(coefficient, bases, exponents);
  return sorted(coefficient, bases, exponents);
}

/** Merges the powers of each base that occurs more than once. */
function mergeBases(factors: Factors, allowance: Allowance, addExponents: AddExponents): void {
  const { bases, exponents } = factors;
  for (let i = 0; i < bases.length; i++) {
    const places: number[] = [];
    for (let j = i + 1; j < bases.length; j++) if (isSameBase(bases[i], bases[j])) places.push(j);
    if (places.length === 0) continue;
    const sum = mergedExponent(
      bases[i],
      [exponents[i], ...places.map((j) => exponents[j])],
      allowance,
      addExponents,
    );
    if (sum === undefined) continue;
    for (const j of places.reverse()) {
      bases.splice(j, 1);
      exponents.splice(j, 1);
    }
    exponents[i] = sum;
    const base = bases[i];
    if (sum === 0) bases.splice(i, 1);
    else if (base.kind === "const" && !isFormula(sum) && isInteger(sum)) {
      // 2^(1/2)·2^(1/2) has become 2^1
      const power = powValue(base.value, sum);
      const product = power === undefined ? undefined : mulValues(factors.coefficient, power);
      if (product === undefined) continue;
      factors.coefficient = product;
      bases.splice(i, 1);
    } else continue;
    exponents.splice(i, 1);
    i--;
  }
}

function isSameBase(a: Expr, b: Expr): boolean {
  return a === b ? !isInert(a) : hashOf(a) === hashOf(b) && !isInert(a) && equal(a, b);
}

function findBase(bases: readonly Expr[], i: number): number {
  for (let j = 0; j < i; j++) if (isSameBase(bases[j], bases[i])) return j;
  return -1;
}

const isNegative = (e: Exponent): boolean => !isFormula(e) && signOf(e) < 0;
const isFractional = (e: Exponent): boolean => !isFormula(e) && !isInteger(e);

/** The exponent of the product of a base's powers, or undefined where they must stay apart. */
function mergedExponent(
  base: Expr,
  exponents: readonly Exponent[],
  allowance: Allowance,
  addExponents: AddExponents,
): Exponent | undefined {
  let sum: Exponent | undefined = exponents[0];
  for (let i = 1; i < exponents.length && sum !== undefined; i++) {
    const next: Exponent = exponents[i];
    sum = isFormula(sum) || isFormula(next) ? addExponents(sum, next) : addValues(sum, next);
  }
  if (sum === undefined) return undefined;
  const isPositive =
    base.kind === "const"
      ? isExact(base.value) && signOf(base.value) > 0
      : base.kind === "apply" && base.args.length === 0;
  if (isPositive) return sum;
  if (exponents.some(isNegative) && !isNegative(sum) && !rely(allowance, { expr: base, holds: "nonzero" }))
    return undefined;
  const roots = exponents.some(isFractional) && !isFractional(sum) && !isFormula(sum);
  if (roots && !rely(allowance, { expr: base, holds: "nonnegative" })) return undefined;
  return sum;
}

/** Whether 0·factors may be 0: where every factor has a value; never with a literal inf or nan, or a quotient by 0. */
function vanishes({ bases, exponents }: Factors, allowance: Allowance): boolean {
  if (bases.some((base) => isInert(base) || hasNonFinite(base))) return false;
  const partial = bases.filter(
    (base, i) =>
      mayBeUndefined(base) || isFormula(exponents[i]) || !isInteger(exponents[i]) || signOf(exponents[i]) < 0,
  );
  if (allowance.strict && partial.length > 0) return false;
  for (const base of partial) rely(allowance, { expr: base, holds: "defined" });
  return true;
}

function sorted(coefficient: ConstValue, bases: readonly Expr[], exponents: readonly Exponent[]): Product {
  let inOrder = true;
  for (let i = 1; i < bases.length && inOrder; i++) {
    inOrder = compareFactors(bases[i - 1], exponents[i - 1], bases[i], exponents[i]) <= 0;
  }
  if (inOrder) return new Product(coefficient, bases, exponents);
  const order = bases
    .map((_, i) => i)
    .sort((i, j) => compareFactors(bases[i], exponents[i], bases[j], exponents[j]));
  return new Product(
    coefficient,
    order.map((i) => bases[i]),
    order.map((i) => exponents[i]),
  );
}

/** Whether two exponents are the same number or the same formula. */
export const sameExponent = (a: Exponent, b: Exponent): boolean =>
  a === b || (typeof a === "object" && typeof b === "object" && equalExponents(a, b));

function equalExponents(a: Exclude<Exponent, number>, b: Exclude<Exponent, number>): boolean {
  if (isFormula(a)) return isFormula(b) && equal(a, b);
  return !isFormula(b) && a.numerator === b.numerator && a.denominator === b.denominator;
}

/** Whether two products differ at most in their coefficients. */
export function alike(a: Product, b: Product): boolean {
  if (a.bases.length !== b.bases.length) return false;
  for (let i = 0; i < a.bases.length; i++) {
    if (!sameExponent(a.exponents[i], b.exponents[i]) || !equal(a.bases[i], b.bases[i])) return false;
  }
  return true;
}

const termHash = (term: Product): number => {
  let hash = 7;
  for (let i = 0; i < term.bases.length; i++) {
    const exponent = term.exponents[i];
    const mark = isFormula(exponent) ? hashOf(exponent) : typeof exponent === "number" ? exponent : 1;
    hash = (Math.imul(hash, 31) + hashOf(term.bases[i]) + Math.imul(mark, 7919)) | 0;
  }
  return hash;
};

/** From this many terms on, like ones are found by hash. */
const MANY = 8;

/** The sum of terms: like ones added, in order. Terms with a coefficient 0 are gone. */
export function collectSum(terms: readonly Product[], allowance: Allowance): Form {
  const kept: Product[] = [];
  const byHash = terms.length > MANY ? new Map<number, number[]>() : undefined;
  for (const term of terms) {
    if (!byHash) {
      let like = -1;
      for (let j = 0; j < kept.length && like < 0; j++) if (alike(kept[j], term)) like = j;
      merge(kept, term, like, allowance);
      continue;
    }
    const hash = termHash(term);
    const candidates = byHash.get(hash);
    const like = candidates?.find((j) => alike(kept[j], term)) ?? -1;
    if (merge(kept, term, like, allowance)) {
      if (candidates === undefined) byHash.set(hash, [kept.length - 1]);
      else candidates.push(kept.length - 1);
    }
  }
  const left = kept.filter(
    (term) => !(isExact(term.coefficient) && signOf(term.coefficient) === 0 && disappears(term)),
  );
  if (left.length === 0) return zero;
  if (left.length === 1) return left[0];
  for (let i = 1; i < left.length; i++) {
    if (compareTerms(left[i - 1], left[i]) > 0) {
      left.sort(compareTerms);
      break;
    }
  }
  return new Sum(left);
}

// 0·inf and the like are products with the coefficient 0 that are no 0.
const disappears = (term: Product): boolean =>
  !term.bases.some((base) => isInert(base) || hasNonFinite(base));

/** Adds a term to the kept ones; true where it has become one of its own. */
function merge(kept: Product[], term: Product, like: number, allowance: Allowance): boolean {
  if (like >= 0 && isExact(term.coefficient) && isExact(kept[like].coefficient) && disappears(term)) {
    const sum = addValues(kept[like].coefficient, term.coefficient);
    const cancels = sum === 0;
    if (sum !== undefined && !(cancels && !mayCancel(term, allowance))) {
      kept[like] = withCoefficient(term, sum);
      return false;
    }
  }
  kept.push(term);
  return true;
}

function mayCancel(term: Product, allowance: Allowance): boolean {
  const one = withCoefficient(term, 1);
  if (term.bases.length === 0) return true;
  const expr = build(one);
  return !mayBeUndefined(expr) || rely(allowance, { expr, holds: "defined" });
}
