// Exact coefficients of power series: rational numbers, and polynomials with rational coefficients in atoms
// such as sin(1), exp(a) or y. An atom is a formula that is opened no further; its exponents may be
// negative. Sums and products are worked out at once, so that like terms meet and what cancels is 0.

import { type Budget, checkCancelled } from "../expr/budget.ts";
import { equal } from "../expr/equal.ts";
import { BudgetError } from "../expr/errors.ts";
import { toNumber } from "../expr/evaluate.ts";
import { type ConstValue, constant, type Expr, hashOf } from "../expr/node.ts";
import { Add, Div, Mul, Neg, Sub } from "../expr/primitives/operators.ts";
import { Pow } from "../expr/primitives/powers.ts";
import { grouped } from "../expr/print/grouped.ts";
import { foldNumbered, numbered } from "../expr/walk.ts";
import {
  addValues,
  divValues,
  isExact,
  isInteger,
  mulValues,
  negateValue,
  powValue,
} from "../simplify/exact.ts";
import { isZero } from "./rounding.ts";

/** k · atom[powers[0]]^powers[1] · atom[powers[2]]^powers[3] · ..., by rising number of the atom. */
interface Term {
  readonly k: ConstValue;
  readonly powers: readonly number[];
}

/** Terms by the text of their powers; none has the coefficient 0. */
type Polynomial = ReadonlyMap<string, Term>;

/** A rational number alone, or a polynomial. */
export type Coefficient = ConstValue | Polynomial;

interface Atom {
  readonly expr: Expr;
  /** Undefined where it has variables, or functions without a definition. */
  readonly value: number | undefined;
}

/** What one series may take where no budget is given, in products of numbers and of powers: some seconds. */
const WORK = 3_000_000;

export const isPolynomial = (c: Coefficient): c is Polynomial => c instanceof Map;

export class Coefficients {
  readonly #atoms: Atom[] = [];
  readonly #byHash = new Map<number, number[]>();
  readonly #budget: Budget | undefined;
  #work = 0;

  constructor(budget: Budget | undefined) {
    this.#budget = budget;
  }

  add(a: Coefficient, b: Coefficient): Coefficient {
    if (a === 0) return b;
    if (b === 0) return a;
    if (!isPolynomial(a) && !isPolynomial(b)) return bounded(addValues(a, b));
    const sum = new Map(termsOf(a));
    for (const [key, term] of termsOf(b)) addTerm(sum, key, term);
    return simplest(sum);
  }

  multiply(a: Coefficient, b: Coefficient): Coefficient {
    if (a === 0 || b === 0) return 0;
    if (!isPolynomial(a) && !isPolynomial(b)) {
      this.#count(1);
      return bounded(mulValues(a, b));
    }
    if (a === 1) return b;
    if (b === 1) return a;
    const [left, right] = [termsOf(a), termsOf(b)];
    const product = new Map<string, Term>();
    for (const one of left.values()) {
      for (const other of right.values()) {
        this.#count(1 + one.powers.length + other.powers.length);
        const powers = multiplyPowers(one.powers, other.powers);
        addTerm(product, powers.join(), { k: bounded(mulValues(one.k, other.k)), powers });
      }
    }
    return simplest(product);
  }

  negate(a: Coefficient): Coefficient {
    return isPolynomial(a) ? this.multiply(a, -1) : negateValue(a);
  }

  /** a / b, where b is not 0: a sum below the bar becomes an atom. */
  divide(a: Coefficient, b: Coefficient): Coefficient {
    if (!isPolynomial(b)) return this.multiply(a, bounded(divValues(1, b)));
    return this.multiply(a, this.power(b, -1));
  }

  /** a^n for an integer n, where a is not 0 or n is not negative. */
  power(a: Coefficient, n: number): Coefficient {
    if (n === 0) return 1;
    if (n === 1) return a;
    if (!isPolynomial(a)) {
      const power = powValue(a, n);
      return power ?? this.atom(Pow(constant(a), n), toNumber(a) ** n);
    }
    const [only, ...others] = a.values();
    const k = others.length === 0 ? powValue(only.k, n) : undefined;
    if (k !== undefined)
      return monomial(
        k,
        only.powers.map((part, i) => (i % 2 === 0 ? part : part * n)),
      );
    const value = this.valueOf(a);
    return monomial(1, [this.#numberOf(this.toExpr(a), value), n]);
  }

  /** A formula that is opened no further. */
  atom(expr: Expr, value: number | undefined): Coefficient {
    return monomial(1, [this.#numberOf(expr, value), 1]);
  }

  /** The coefficient that a formula is; `atomValue` gives the value of what becomes an atom. */
  fromExpr(expr: Expr, atomValue: (atom: Expr) => number | undefined): Coefficient {
    const order = numbered([expr]);
    const results = foldNumbered<Coefficient>(order, {
      constant: (node) => (isExact(node.value) ? node.value : this.atom(node, toNumber(node.value))),
      variable: (node) => this.atom(node, atomValue(node)),
      apply: (node, args) => {
        const [a, b] = args;
        if (node.op === Add) return this.add(a, b);
        if (node.op === Sub) return this.add(a, this.negate(b));
        if (node.op === Mul) return this.multiply(a, b);
        if (node.op === Neg) return this.negate(a);
        if (node.op === Div && this.isNonzero(b) === true) return this.divide(a, b);
        if (node.op === Pow && typeof b === "number" && isInteger(b) && this.isNonzero(a) === true) {
          if (!isPolynomial(a) || a.size === 1) return this.power(a, b);
        }
        return this.atom(node, atomValue(node));
      },
    });
    return results[results.length - 1];
  }

  /** The formula of a coefficient, the same for equal ones. */
  toExpr(c: Coefficient): Expr {
    if (!isPolynomial(c)) return constant(c);
    const terms = [...c].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, term]) => this.#termExpr(term));
    return terms.reduce((a, b) => Add(a, b));
  }

  /** The value as a double, or undefined where that isn't known. */
  valueOf(c: Coefficient): number | undefined {
    if (!isPolynomial(c)) return toNumber(c);
    let sum = 0;
    for (const { k, powers } of c.values()) {
      let product = toNumber(k);
      for (let i = 0; i < powers.length; i += 2) {
        const { value } = this.#atoms[powers[i]];
        if (value === undefined) return undefined;
        product *= value ** powers[i + 1];
      }
      sum += product;
    }
    return sum;
  }

  /** Whether a coefficient is not 0; with variables in it, it is taken not to be. Undefined: that can't be told. */
  isNonzero(c: Coefficient): boolean | undefined {
    if (!isPolynomial(c)) return c !== 0;
    if (this.valueOf(c) === undefined) return true;
    const zero = isZero(this.toExpr(c));
    return zero === undefined ? undefined : !zero;
  }

  #termExpr({ k, powers }: Term): Expr {
    let product: Expr | undefined = k === 1 ? undefined : constant(k);
    for (let i = 0; i < powers.length; i += 2) {
      const { expr } = this.#atoms[powers[i]];
      const factor = powers[i + 1] === 1 ? expr : Pow(expr, powers[i + 1]);
      product = product === undefined ? factor : Mul(product, factor);
    }
    return product ?? constant(1);
  }

  #numberOf(expr: Expr, value: number | undefined): number {
    const hash = hashOf(expr);
    const alike = this.#byHash.get(hash) ?? [];
    const known = alike.find((i) => equal(this.#atoms[i].expr, expr));
    if (known !== undefined) return known;
    this.#atoms.push({ expr, value });
    this.#byHash.set(hash, [...alike, this.#atoms.length - 1]);
    return this.#atoms.length - 1;
  }

  #count(products: number): void {
    const limit = this.#budget?.nodes ?? WORK;
    const before = this.#work;
    this.#work += products;
    if (this.#work > limit) {
      throw new BudgetError(
        "over-budget",
        `the coefficients would take more than ${grouped(limit)} products; ask for a lower order, or raise budget.nodes`,
      );
    }
    if (this.#work >> 12 !== before >> 12) checkCancelled(this.#budget);
  }
}

const monomial = (k: ConstValue, powers: readonly number[]): Polynomial =>
  new Map([[powers.join(), { k, powers }]]);

const termsOf = (c: Coefficient): Polynomial => (isPolynomial(c) ? c : monomial(c, []));

function addTerm(sum: Map<string, Term>, key: string, term: Term): void {
  const before = sum.get(key);
  const k = before === undefined ? term.k : bounded(addValues(before.k, term.k));
  if (k === 0) sum.delete(key);
  else sum.set(key, { k, powers: term.powers });
}

/** A polynomial of a constant alone, or of nothing, as that constant. */
function simplest(sum: Polynomial): Coefficient {
  if (sum.size === 0) return 0;
  const alone = sum.size === 1 ? sum.get("") : undefined;
  return alone === undefined ? sum : alone.k;
}

function multiplyPowers(a: readonly number[], b: readonly number[]): readonly number[] {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  const product: number[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (j >= b.length || a[i] < b[j]) {
      product.push(a[i], a[i + 1]);
      i += 2;
    } else if (i >= a.length || b[j] < a[i]) {
      product.push(b[j], b[j + 1]);
      j += 2;
    } else {
      if (a[i + 1] + b[j + 1] !== 0) product.push(a[i], a[i + 1] + b[j + 1]);
      i += 2;
      j += 2;
    }
  }
  return product;
}

function bounded(value: ConstValue | undefined): ConstValue {
  if (value !== undefined) return value;
  throw new BudgetError(
    "over-budget",
    "a coefficient's numerator or denominator would exceed 4,096 bits; ask for a lower order",
  );
}
