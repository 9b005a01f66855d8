// The one order of formulas: of factors in a product and of terms in a sum. It depends on structure
// and names alone, never on how the input was written.
import { equalValues } from "../expr/equal.ts";
import { toNumber } from "../expr/evaluate.ts";
import { type ConstValue, type Expr, hashOf, sizeOf } from "../expr/node.ts";
import { compareValues, isExact } from "./exact.ts";
import { type Exponent, isFormula, type Power, type Product } from "./form.ts";

/** Up to this size formulas are compared as people would, by name; beyond, by size and hash first. */
const READABLE = 64;

function compareConstants(a: ConstValue, b: ConstValue): number {
  if (equalValues(a, b)) return 0;
  if (isExact(a) && isExact(b)) return compareValues(a, b);
  return String(a) < String(b) ? -1 : 1;
}

const RANK = { const: 0, var: 1, apply: 2 } as const;

function compareHeads(a: Expr, b: Expr): number {
  if (a.kind !== b.kind) return RANK[a.kind] - RANK[b.kind];
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
  if (large) {
    const bySize = sizeOf(a) - sizeOf(b) || hashOf(a) - hashOf(b);
    if (bySize !== 0) return bySize;
  }
  const head = compareHeads(a, b);
  if (head !== 0 || a.kind !== "apply") return head;
  // The same hash and size: almost surely equal, and compared pair by pair, each pair once.
  const compared = large ? new Map<Expr, Expr>() : undefined;
  const left: Expr[] = [a];
  const right: Expr[] = [b];
  for (;;) {
    const l = left.pop();
    const r = right.pop();
    if (l === undefined || r === undefined) return 0;
    if (l === r || compared?.get(l) === r) continue;
    const order = compareHeads(l, r);
    if (order !== 0) return order;
    if (l.kind === "apply" && r.kind === "apply") {
      compared?.set(l, r);
      for (let i = l.args.length - 1; i >= 0; i--) {
        left.push(l.args[i]);
        right.push(r.args[i]);
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

/** The order of terms in a sum: falling degree, then variables by name with the higher power first, then calls, numbers last. */
export function compareTerms(a: Product, b: Product): number {
  const [p, q] = [a.powers, b.powers];
  const byKind = degree(b) - degree(a) || compareVariables(p, q);
  if (byKind !== 0) return byKind;
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
  if (!hasVariable(a) && !hasVariable(b)) return 0;
  const left = byName(a);
  const right = byName(b);
  for (let i = 0; i < left.length && i < right.length; i++) {
    const order = compare(left[i].base, right[i].base) || degreeOf(right[i]) - degreeOf(left[i]);
    if (order !== 0) return order;
  }
  return right.length - left.length;
}

/** The powers of variables, by name: in a product they stand by rank, x after y^2. */
const byName = (powers: readonly Power[]): readonly Power[] =>
  powers.filter(isVariable).sort((p, q) => compare(p.base, q.base));

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
