// The one order of formulas: of factors in a product and of terms in a sum. It depends on structure
// and names alone, never on how the input was written.
import { equalValues } from "../expr/equal.ts";
import { toNumber } from "../expr/evaluate.ts";
import { argOf, type ConstValue, type Expr, hashOf, sizeOf } from "../expr/node.ts";
import { compareValues, isExact } from "./exact.ts";
import { type Exponent, isFormula, type Power, type Product } from "./form.ts";

/** Up to this size formulas are compared as people would, by name; beyond, by size and hash first. */
const READABLE = 64;

function compareConstants(a: ConstValue, b: ConstValue): number {
  if (equalValues(a, b)) return 0;
  if (isExact(a) && isExact(b)) return compareValues(a, b);
  return String(a) < String(b) ? -1 : 1;
}

const rankOf = ({ kind }: Expr): number => (kind === "const" ? 0 : kind === "var" ? 1 : 2);

function compareHeads(a: Expr, b: Expr): number {
  if (a.kind !== b.kind) return rankOf(a) - rankOf(b);
  if (a.kind === "const") return b.kind === "const" ? compareConstants(a.value, b.value) : 0;
  if (a.kind === "var") return b.kind === "var" && a.name !== b.name ? (a.name < b.name ? -1 : 1) : 0;
  if (b.kind !== "apply") return 0;
  if (a.op !== b.op) return a.op.name < b.op.name ? -1 : a.op.name > b.op.name ? 1 : 0;
  return a.args.length - b.args.length;
}

/** A total order of formulas, 0 where they are the same tree. */
export function compare(a: Expr, b: Expr): number {
  if (a === b) return 0;
  const large = sizeOf(a) > READABLE || sizeOf(b) > READABLE;
  if (!large) return compareSmall(a, b);
  const bySize = sizeOf(a) - sizeOf(b) || hashOf(a) - hashOf(b);
  return bySize !== 0 ? bySize : compareLarge(a, b);
}

/** The recursion is bounded: the formulas are small. */
function compareSmall(a: Expr, b: Expr): number {
  if (a === b) return 0;
  const head = compareHeads(a, b);
  if (head !== 0 || a.kind !== "apply" || b.kind !== "apply") return head;
  for (let i = 0; i < a.args.length; i++) {
    const order = compareSmall(argOf(a, i), argOf(b, i));
    if (order !== 0) return order;
  }
  return 0;
}

/** Of the same hash and size: almost surely equal, and compared pair by pair, each pair once. */
function compareLarge(a: Expr, b: Expr): number {
  const compared = new Map<Expr, Expr>();
  const left: Expr[] = [a];
  const right: Expr[] = [b];
  for (;;) {
    const l = left.pop();
    const r = right.pop();
    if (l === undefined || r === undefined) return 0;
    if (l === r || compared.get(l) === r) continue;
    const order = compareHeads(l, r);
    if (order !== 0) return order;
    if (l.kind === "apply" && r.kind === "apply") {
      compared.set(l, r);
      for (let i = l.args.length - 1; i >= 0; i--) {
        left.push(argOf(l, i));
        right.push(argOf(r, i));
      }
    }
  }
}

/** Numbers, names, powers of names, sums and their powers, calls, powers with a formula above. */
function factorRank({ base, exponent }: Power): number {
  if (isFormula(exponent)) return 5;
  if (base.kind === "const") return 0;
  if (base.kind === "var") return exponent === 1 ? 1 : 2;
  if (base.args.length === 0) return 0;
  return base.op.notation.kind === "infix" && base.op.notation.precedence === 6 ? 3 : 4;
}

const compareExponents = (a: Exponent, b: Exponent): number => {
  if (a === b) return 0;
  if (isFormula(a)) return isFormula(b) ? compare(a, b) : 1;
  return isFormula(b) ? -1 : compareValues(a, b);
};

/** The order of factors in a product. */
export const compareFactors = (a: Power, b: Power): number =>
  factorRank(a) - factorRank(b) || compare(a.base, b.base) || compareExponents(a.exponent, b.exponent);

/** The exponent of a variable as a double; 0 of anything else. */
function degreeOf({ base, exponent }: Power): number {
  if (base.kind !== "var" || isFormula(exponent)) return 0;
  return typeof exponent === "number" ? exponent : toNumber(exponent);
}

function degree(term: Product): number {
  let total = 0;
  for (const power of term.powers) total += degreeOf(power);
  return total;
}

/** What terms are compared by first. */
interface TermKey {
  readonly term: Product;
  readonly degree: number;
  readonly variables: readonly Power[];
}

/** The terms of a sum in order; of many, what they are compared by is worked out once for each. */
export function sortTerms(terms: Product[]): void {
  if (terms.length <= SHORT) {
    sortInPlace(terms, compareTerms);
    return;
  }
  const keys = terms.map((term): TermKey => ({ term, degree: degree(term), variables: byName(term.powers) }));
  keys.sort(
    (a, b) =>
      b.degree - a.degree || compareVariables(a.variables, b.variables) || comparePowers(a.term, b.term),
  );
  for (let i = 0; i < keys.length; i++) terms[i] = keys[i].term;
}

/** The order of terms in a sum: falling degree, then variables by name with the higher power first, then calls, numbers last. */
export function compareTerms(a: Product, b: Product): number {
  const byDegree = degree(b) - degree(a);
  if (byDegree !== 0) return byDegree;
  if (!hasVariable(a.powers) && !hasVariable(b.powers)) return comparePowers(a, b);
  return compareVariables(byName(a.powers), byName(b.powers)) || comparePowers(a, b);
}

function comparePowers(a: Product, b: Product): number {
  const p = a.powers;
  const q = b.powers;
  if (p.length === 0 || q.length === 0) return q.length - p.length;
  for (let i = 0; i < p.length && i < q.length; i++) {
    const order = compareFactors(p[i], q[i]);
    if (order !== 0) return order;
  }
  return p.length - q.length;
}

const isVariable = ({ base, exponent }: Power): boolean => base.kind === "var" && !isFormula(exponent);

function hasVariable(powers: readonly Power[]): boolean {
  for (const power of powers) if (isVariable(power)) return true;
  return false;
}

/** x^2 before x*y before y^2: as in a dictionary of the variables' names, higher powers first. */
function compareVariables(a: readonly Power[], b: readonly Power[]): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const order = compare(a[i].base, b[i].base) || degreeOf(b[i]) - degreeOf(a[i]);
    if (order !== 0) return order;
  }
  return b.length - a.length;
}

/** The powers of variables, by name: in a product they stand by rank, x after y^2. Mostly there is one, or none. */
function byName(powers: readonly Power[]): readonly Power[] {
  if (powers.length === 1 && isVariable(powers[0])) return powers;
  const variables: Power[] = [];
  for (const power of powers) if (isVariable(power)) variables.push(power);
  sortInPlace(variables, compareBases);
  return variables;
}

const compareBases = (p: Power, q: Power): number => compare(p.base, q.base);

/** Lists of up to this length, most of which are in order already, are sorted by insertion. */
const SHORT = 8;

export function sortInPlace<T>(list: T[], compareItems: (a: T, b: T) => number): void {
  if (list.length > SHORT) {
    list.sort(compareItems);
    return;
  }
  for (let i = 1; i < list.length; i++) {
    const item = list[i];
    let j = i;
    for (; j > 0 && compareItems(list[j - 1], item) > 0; j--) list[j] = list[j - 1];
    list[j] = item;
  }
}
