// A sum while it is being gathered, and its like terms collected. A sum used once is gathered into in
// place, so that a chain of any length costs linear time; for the same reason its sign is one flag.
import { hashOf, hasNonFinite } from "../expr/node.ts";
import type { Allowance } from "./allowance.ts";
import { addValues, negateValue } from "./exact.ts";
import { isInert, relyOnValues } from "./factors.ts";
import { type Form, isFormula, type Product, Sum, samePower, withCoefficient, zero } from "./form.ts";
import { sortTerms } from "./order.ts";

/** Terms on their way into a sum; like ones may still be among them. */
export class Terms {
  readonly #products: Product[] = [];
  #negated = false;

  get size(): number {
    return this.#products.length;
  }

  push(product: Product): void {
    this.#products.push(this.#negated ? withCoefficient(product, negateValue(product.coefficient)) : product);
  }

  negate(): void {
    this.#negated = !this.#negated;
  }

  /** The terms with their signs. */
  products(): readonly Product[] {
    if (!this.#negated) return this.#products;
    return this.#products.map((product) => withCoefficient(product, negateValue(product.coefficient)));
  }
}

/** Whether two products differ at most in their coefficients. */
function alike(a: Product, b: Product): boolean {
  const p = a.powers;
  const q = b.powers;
  if (p === q) return true;
  if (p.length !== q.length) return false;
  for (let i = 0; i < p.length; i++) if (!samePower(p[i], q[i])) return false;
  return true;
}

function hashOfTerm(term: Product): number {
  let hash = 7;
  for (const { base, exponent } of term.powers) {
    const mark = isFormula(exponent) ? hashOf(exponent) : typeof exponent === "number" ? exponent : 1;
    hash = (Math.imul(hash, 31) + hashOf(base) + Math.imul(mark, 7919)) | 0;
  }
  return hash;
}

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
    const hash = hashOfTerm(term);
    const candidates = byHash.get(hash);
    const like = candidates?.find((j) => alike(kept[j], term)) ?? -1;
    if (merge(kept, term, like, allowance)) {
      if (candidates === undefined) byHash.set(hash, [kept.length - 1]);
      else candidates.push(kept.length - 1);
    }
  }
  let left = kept;
  for (let i = 0; i < kept.length; i++) {
    if (!isGone(kept[i])) continue;
    left = kept.filter((term) => !isGone(term));
    break;
  }
  if (left.length === 0) return zero;
  if (left.length === 1) return left[0];
  sortTerms(left);
  return new Sum(left);
}

const isGone = (term: Product): boolean => term.coefficient === 0 && isOrdinary(term);

/** Whether a term holds no literal inf or nan, nor a quotient by 0: 0·inf is no 0, and inf - inf stays. */
const isOrdinary = (term: Product): boolean => {
  for (const { base } of term.powers) if (isInert(base) || hasNonFinite(base)) return false;
  return true;
};

/** Adds a term to the kept ones; true where it has become one of its own. */
function merge(kept: Product[], term: Product, like: number, allowance: Allowance): boolean {
  if (like >= 0 && isOrdinary(term)) {
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

const mayCancel = (term: Product, allowance: Allowance): boolean => relyOnValues(term.powers, allowance);
