// The one order of formulas: of factors in a product and of terms in a sum. It depends on structure
// and names alone, never on how the input was written.
import { equalValues } from "../expr/equal.ts";
import { toNumber } from "../expr/evaluate.ts";
import { type ConstValue, type Expr, hashOf, sizeOf } from "../expr/node.ts";
import { compareValues, isExact } from "./exact.ts";
import { type Exponent, isFormula, type Product } from "./form.ts";

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
function factorRank(base: Expr, exponent: Exponent): number {
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
export const compareFactors = (a: Expr, p: Exponent, b: Expr, q: Exponent): number =>
  factorRank(a, p) - factorRank(b, q) || compare(a, b) || compareExponents(p, q);

/** The sum of the exponents of a term's variables. */
function degree(term: Product): number {
  let total = 0;
  for (let i = 0; i < term.bases.length; i++) {
    const exponent = term.exponents[i];
    if (term.bases[i].kind === "var" && !isFormula(exponent)) {
      total += typeof exponent === "number" ? exponent : toNumber(exponent);
    }
  }
  return total;
}

/** The order of terms in a sum: falling degree, then variables by name with the higher power first, then calls, numbers last. */
export function compareTerms(a: Product, b: Product): number {
  const byDegree = degree(b) - degree(a);
  if (byDegree !== 0) return byDegree;
  const byVariables = compareVariables(a, b);
  if (byVariables !== 0) return byVariables;
  if (a.bases.length === 0 || b.bases.length === 0) return b.bases.length - a.bases.length;
  const n = Math.min(a.bases.length, b.bases.length);
  for (let i = 0; i < n; i++) {
    const order = compareFactors(a.bases[i], a.exponents[i], b.bases[i], b.exponents[i]);
    if (order !== 0) return order;
  }
  return a.bases.length - b.bases.length;
}

/** x^2 before x*y before y^2: as in a dictionary of the variables' names, higher powers first. */
function compareVariables(a: Product, b: Product): number {
  const left = powersByName(a);
  const right = powersByName(b);
  const n = Math.min(left.length, right.length);
  for (let i = 0; i < n; i++) {
    if (left[i].name !== right[i].name) return left[i].name < right[i].name ? -1 : 1;
    const byPower = right[i].power - left[i].power;
    if (byPower !== 0) return byPower;
  }
  return right.length - left.length;
}

function powersByName(term: Product): { name: string; power: number }[] {
  const powers: { name: string; power: number }[] = [];
  for (let i = 0; i < term.bases.length; i++) {
    const base = term.bases[i];
    const exponent = term.exponents[i];
    if (base.kind === "var" && !isFormula(exponent)) {
      powers.push({ name: base.name, power: typeof exponent === "number" ? exponent : toNumber(exponent) });
    }
  }
  return powers.length > 1 ? powers.sort((p, q) => (p.name < q.name ? -1 : p.name > q.name ? 1 : 0)) : powers;
}
