// What all terms of a sum have in common: exp(x) of exp(x)*cos(x) + exp(x)*sin(x), which is
// (cos(x) + sin(x))*exp(x); 1/(x^2 + 1)^2 of 1/(x^2 + 1) - 2*x^2/(x^2 + 1)^2, which is
// (1 - x^2)/(x^2 + 1)^2. Polynomials stay as they are: nobody writes y*(2*x + 1) for 2*x*y + y.
import { equal, equalValues } from "../expr/equal.ts";
import { type ConstValue, constValue, type Expr } from "../expr/node.ts";
import { rational } from "../expr/rational.ts";
import { addValues, compareValues, divValues, isExact, negateValue, toRational } from "./exact.ts";
import {
  isFormula,
  isFractional,
  isNegative,
  type Power,
  Product,
  power,
  type Sum,
  sameExponent,
  samePower,
} from "./form.ts";

/** Calls, sums, roots and reciprocals are worth taking out of a sum; plain powers of names only beside them. */
function isWorthy({ base, exponent }: Power): boolean {
  return base.kind === "apply" || isFormula(exponent) || isNegative(exponent) || isFractional(exponent);
}

/** Whether a base stands twice: strict mode keeps x^2/x as it is. */
function isKeptApart({ powers }: Product): boolean {
  for (let i = 1; i < powers.length; i++) {
    for (let j = 0; j < i; j++) if (equal(powers[i].base, powers[j].base)) return true;
  }
  return false;
}

/** Whether exact arithmetic knows the numbers of a term: no x^inf. */
function isExactTerm({ coefficient, powers }: Product): boolean {
  if (!isExact(coefficient)) return false;
  for (const { exponent } of powers) if (!isFormula(exponent) && !isExact(exponent)) return false;
  return true;
}

/** The lowest power of a base that stands in every term, or undefined where it is missing in one. */
function lowestPower(terms: readonly Product[], first: Power): Power | undefined {
  if (!isFormula(first.exponent) && !isExact(first.exponent)) return undefined;
  let lowest = first;
  for (let k = 1; k < terms.length; k++) {
    const other = among(terms[k].powers, first.base);
    if (other === undefined) return undefined;
    if (isFormula(first.exponent) || isFormula(other.exponent) || !isExact(other.exponent)) {
      if (!sameExponent(first.exponent, other.exponent)) return undefined;
    } else if (!isFormula(lowest.exponent) && compareValues(other.exponent, lowest.exponent) < 0)
      lowest = other;
  }
  return lowest;
}

function among(powers: readonly Power[], base: Expr): Power | undefined {
  for (const other of powers) if (equal(other.base, base)) return other;
  return undefined;
}

/**
 * What all terms of a sum have in common, each base to its lowest power and the rational content, and what is
 * left of the terms; undefined where nothing but names and numbers is common.
 */
export function commonFactors(sum: Sum): { common: Product; terms: Product[] } | undefined {
  const { terms } = sum;
  const shared: Power[] = [];
  let worthy = false;
  for (const first of terms[0].powers) {
    if (first.base.kind === "const") continue;
    const lowest = lowestPower(terms, first);
    if (lowest === undefined) continue;
    shared.push(power(lowest.base, lowest.exponent));
    worthy ||= isWorthy(lowest);
  }
  if (!worthy) return undefined;
  for (const term of terms) if (isKeptApart(term) || !isExactTerm(term)) return undefined;
  const content = contentOf(terms);
  const rest: Product[] = [];
  for (const term of terms) {
    const left = divided(term, shared, content);
    if (left === undefined) return undefined;
    rest.push(left);
  }
  return { common: new Product(content, shared), terms: rest };
}

/** The greatest rational that divides every coefficient into an integer: 1/2 of x/2 + 3/2, 2 of 4*x - 6. */
function contentOf(terms: readonly Product[]): ConstValue {
  let whole = 0; // of the coefficients so far, while all are safe integers
  for (const { coefficient } of terms) {
    if (typeof coefficient !== "number") return rationalContentOf(terms);
    whole = gcdOfNumbers(whole, Math.abs(coefficient));
  }
  return whole;
}

function gcdOfNumbers(a: number, b: number): number {
  let [x, y] = [a, b];
  while (y !== 0) [x, y] = [y, x % y];
  return x;
}

function rationalContentOf(terms: readonly Product[]): ConstValue {
  let numerator = 0n;
  let denominator = 1n;
  for (const { coefficient } of terms) {
    const value = toRational(coefficient);
    numerator = gcd(numerator, value.numerator < 0n ? -value.numerator : value.numerator);
    denominator = (denominator / gcd(denominator, value.denominator)) * value.denominator;
  }
  return constValue(rational(numerator, denominator));
}

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/** term / (content · shared), or undefined where that has no exact value. */
function divided(term: Product, shared: readonly Power[], content: ConstValue): Product | undefined {
  const coefficient = content === 1 ? term.coefficient : divValues(term.coefficient, content);
  if (coefficient === undefined) return undefined;
  const powers: Power[] = [];
  for (const own of term.powers) {
    const taken = among(shared, own.base);
    if (taken === undefined) powers.push(own);
    else if (!isFormula(own.exponent) && !isFormula(taken.exponent)) {
      const left = addValues(own.exponent, negateValue(taken.exponent));
      if (left === undefined) return undefined;
      if (left !== 0) powers.push(power(own.base, left));
    }
  }
  return new Product(coefficient, powers);
}

function holds(term: Product, own: Power): boolean {
  for (const other of term.powers) if (samePower(other, own)) return true;
  return false;
}

/** A term without some of its powers. */
const without = (term: Product, powers: readonly Power[]): Product =>
  new Product(
    term.coefficient,
    term.powers.filter((power) => !powers.some((other) => samePower(other, power))),
  );

/** What two products have in common, a coefficient too, and what is left of each; undefined where nothing is. */
export function commonOfTwo(
  a: Product,
  b: Product,
): { common: Product; left: Product; right: Product } | undefined {
  const shared = a.powers.filter((power) => holds(b, power));
  const coefficient = equalValues(a.coefficient, b.coefficient) ? a.coefficient : 1;
  if (coefficient === 1 && shared.length === 0) return undefined;
  const rest = (product: Product): Product => {
    const { powers } = without(product, shared);
    return new Product(coefficient === 1 ? product.coefficient : 1, powers);
  };
  return { common: new Product(coefficient, shared), left: rest(a), right: rest(b) };
}
