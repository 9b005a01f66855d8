// What all terms of a sum have in common, put in front: exp(x)*cos(x) + exp(x)*sin(x) becomes
// (cos(x) + sin(x))*exp(x), 1/x^3 - ln(x)/x^3 becomes (1 - ln(x))/x^3. Polynomials stay as they are:
// nobody writes y*(2*x + 1) for 2*x*y + y.
import { equal } from "../expr/equal.ts";
import type { Expr } from "../expr/node.ts";
import { isInteger, signOf } from "./exact.ts";
import { type Exponent, isFormula, Product, type Sum, sameExponent } from "./form.ts";

/** Calls, sums, roots and reciprocals are taken out of a sum; numbers and plain powers of names are not. */
function isTakenOut(base: Expr, exponent: Exponent): boolean {
  if (base.kind === "const") return false;
  return base.kind === "apply" || isFormula(exponent) || !isInteger(exponent) || signOf(exponent) < 0;
}

const indexIn = (term: Product, base: Expr, exponent: Exponent): number =>
  term.bases.findIndex((other, i) => sameExponent(term.exponents[i], exponent) && equal(other, base));

/** The factors that all terms share, and the terms without them; undefined where there are none. */
export function commonFactors(sum: Sum): { common: Product; terms: Product[] } | undefined {
  const [first, ...others] = sum.terms;
  const shared: number[] = [];
  for (let i = 0; i < first.bases.length; i++) {
    const [base, exponent] = [first.bases[i], first.exponents[i]];
    if (isTakenOut(base, exponent) && others.every((term) => indexIn(term, base, exponent) >= 0))
      shared.push(i);
  }
  if (shared.length === 0) return undefined;
  const common = new Product(
    1,
    shared.map((i) => first.bases[i]),
    shared.map((i) => first.exponents[i]),
  );
  const terms = sum.terms.map((term) => {
    const taken = new Set(common.bases.map((base, i) => indexIn(term, base, common.exponents[i])));
    return new Product(
      term.coefficient,
      term.bases.filter((_, i) => !taken.has(i)),
      term.exponents.filter((_, i) => !taken.has(i)),
    );
  });
  return { common, terms };
}
