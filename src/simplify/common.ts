// What all terms of a sum have in common, put in front: exp(x)*cos(x) + exp(x)*sin(x) becomes
// (cos(x) + sin(x))*exp(x), 1/x^3 - ln(x)/x^3 becomes (1 - ln(x))/x^3. Polynomials stay as they are:
// nobody writes y*(2*x + 1) for 2*x*y + y.
import { equalValues } from "../expr/equal.ts";
import { isFormula, isFractional, isNegative, type Power, Product, type Sum, samePower } from "./form.ts";

/** Calls, sums, roots and reciprocals are taken out of a sum; numbers and plain powers of names are not. */
function isTakenOut({ base, exponent }: Power): boolean {
  if (base.kind === "const") return false;
  return base.kind === "apply" || isFormula(exponent) || isNegative(exponent) || isFractional(exponent);
}

function holds(term: Product, power: Power): boolean {
  for (const other of term.powers) if (samePower(other, power)) return true;
  return false;
}

/** The powers that all terms share, and the terms without them; undefined where there are none. */
export function commonFactors(sum: Sum): { common: Product; terms: Product[] } | undefined {
  const { terms } = sum;
  const shared: Power[] = [];
  for (const power of terms[0].powers) {
    if (!isTakenOut(power)) continue;
    let k = 1;
    while (k < terms.length && holds(terms[k], power)) k++;
    if (k === terms.length) shared.push(power);
  }
  if (shared.length === 0) return undefined;
  const common = new Product(1, shared);
  const rest = terms.map((term) => without(term, shared));
  // exp(x)/x - exp(x)/x^2 stays: 1/x needs its bar as much as exp(x)/x does.
  let gain = -operationsOf(common) - 1 + (hasOnlyReciprocals(common) ? 1 : 0);
  for (let i = 0; i < terms.length; i++) gain += operationsOf(terms[i]) - operationsOf(rest[i]);
  return gain >= 0 ? { common, terms: rest } : undefined;
}

const hasOnlyReciprocals = (product: Product): boolean =>
  product.powers.every(({ exponent }) => isNegative(exponent));

/** The multiplications and divisions that a product is written with, those within its bases apart. */
function operationsOf({ coefficient, powers }: Product): number {
  let above = coefficient === 1 || coefficient === -1 ? 0 : 1;
  let below = 0;
  for (const { exponent } of powers) {
    if (isNegative(exponent)) below++;
    else above++;
  }
  return Math.max(above - 1, 0) + below;
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
