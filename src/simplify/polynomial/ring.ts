// The ring that a formula is read into: polynomials with exact coefficients in generators, which are whatever is
// opened no further (x, sin(x), a sum below a bar or a root). Exponents are exact numbers, negative and fractional
// ones too: x^-2 and x^(1/2) are powers of the generator x. Monomials are held once, so that like terms meet by identity.
// Some generators are reduced: sqrt(x + 1)^2 is x + 1, |u|^2 is u^2, i^2 is -1.
import type { Budget } from "../../expr/budget.ts";
import { checkCancelled } from "../../expr/budget.ts";
import { toNumber } from "../../expr/evaluate.ts";
import { FormulaMap } from "../../expr/formulaMap.ts";
import { type ConstValue, constValue, type Expr } from "../../expr/node.ts";
import { grouped } from "../../expr/print/grouped.ts";
import { rational } from "../../expr/rational.ts";
import { addValues, isInteger, MAX_BITS, mulValues, negateValue, powValue, signOf } from "../exact.ts";

/** What is known of a generator's values. */
export type Sign = "positive" | "nonnegative" | undefined;

export interface Generator {
  readonly index: number;
  readonly base: Expr;
  readonly sign: Sign;
  /** The generator to the power `at` is `by`. `fully`: negative powers are reduced too. */
  readonly reduction: Reduction | undefined;
  /** The sum that it stands for, below a bar or a root. */
  readonly sum: Polynomial | undefined;
  /** Where it is a base to the power of a formula, exp(x*y): both. */
  readonly exponential: Exponential | undefined;
  /** The base of x^n, whose sign is not known, and its exponent: powers of one base are written as one. */
  readonly symbolic: { readonly base: Expr; readonly exponent: Polynomial } | undefined;
}

export interface Reduction {
  readonly at: number;
  readonly by: () => Polynomial;
  readonly fully: boolean;
}

export interface Exponential {
  /** The base, where it is not e. */
  readonly base: Expr | undefined;
  /** A product without a number in front. */
  readonly exponent: Polynomial;
}

export interface GeneratorPower {
  readonly generator: Generator;
  readonly exponent: ConstValue;
}

/** Powers of different generators, by their index; one object for each monomial of a ring. */
export interface Monomial {
  readonly powers: readonly GeneratorPower[];
  /** Whether a generator stands there to a power that is reduced. */
  readonly isReducible: boolean;
}

/** Coefficients by monomial, none of them 0. */
export type Polynomial = ReadonlyMap<Monomial, ConstValue>;

/** Work that would exceed its budget; what it was about is for the caller to say. */
export class Overrun extends Error {
  /** How many terms it would take, in words. */
  readonly would: string;

  constructor(would: string) {
    super(would);
    this.would = would;
  }
}

/** A division by what is 0 everywhere. */
export class DividesByZero extends Error {}

/** The most terms and products of terms that a ring works out where no budget says otherwise. */
export const TERM_LIMIT = 100_000;
const WORK_PER_TERM = 10;

export class Ring {
  readonly #generators = new FormulaMap<Generator>();
  readonly #others = new FormulaMap<Generator>();
  #count = 0;
  readonly #monomials = new Map<string, Monomial>();
  readonly #budget: Budget | undefined;
  /** The most terms of a polynomial. */
  readonly limit: number;
  #work = 0;
  readonly unit: Monomial;

  constructor(budget?: Budget) {
    this.#budget = budget;
    this.limit = budget?.nodes ?? TERM_LIMIT;
    this.unit = this.monomial([]);
  }

  /** Counts work, in products of terms. @throws {Overrun} beyond the budget; {CancelledError} */
  spend(work: number): void {
    const before = this.#work;
    this.#work += work;
    if (this.#work > this.limit * WORK_PER_TERM) {
      throw new Overrun(`more than ${grouped(this.limit * WORK_PER_TERM)} products of terms`);
    }
    if (Math.floor(before / 4096) !== Math.floor(this.#work / 4096)) checkCancelled(this.#budget);
  }

  /** The generator of a base, made where there is none yet. Facts may name another base to be shown.
   * `isOther`: one of its own beside the base itself. */
  generator(
    base: Expr,
    facts: () => Partial<Omit<Generator, "index">> = () => ({}),
    isOther = false,
  ): Generator {
    const known = isOther ? this.#others : this.#generators;
    const found = known.get(base);
    if (found !== undefined) return found;
    const { base: shown = base, sign, reduction, sum, exponential, symbolic } = facts();
    const made = { index: this.#count++, base: shown, sign, reduction, sum, exponential, symbolic };
    known.set(base, made);
    return made;
  }

  /** The monomial of powers that are in order of their generators. */
  monomial(powers: readonly GeneratorPower[]): Monomial {
    let key = "";
    for (const { generator, exponent } of powers) key += `${generator.index}^${textOf(exponent)} `;
    const known = this.#monomials.get(key);
    if (known !== undefined) return known;
    const monomial = { powers, isReducible: powers.some(isReducible) };
    this.#monomials.set(key, monomial);
    return monomial;
  }

  /** The product of monomials, not reduced. */
  merged(monomials: readonly Monomial[]): Monomial {
    if (monomials.length === 0) return this.unit;
    if (monomials.length === 1) return monomials[0];
    if (monomials.length === 2) return this.#mergedTwo(monomials[0].powers, monomials[1].powers);
    const exponents = new Map<Generator, ConstValue>();
    for (const { powers } of monomials) {
      for (const { generator, exponent } of powers) {
        exponents.set(generator, sum(exponents.get(generator) ?? 0, exponent));
      }
    }
    const powers = [...exponents].filter(([, exponent]) => exponent !== 0);
    powers.sort(([a], [b]) => a.index - b.index);
    return this.monomial(powers.map(([generator, exponent]) => ({ generator, exponent })));
  }

  #mergedTwo(a: readonly GeneratorPower[], b: readonly GeneratorPower[]): Monomial {
    const powers: GeneratorPower[] = [];
    let i = 0;
    let j = 0;
    while (i < a.length || j < b.length) {
      const order = i === a.length ? 1 : j === b.length ? -1 : a[i].generator.index - b[j].generator.index;
      if (order < 0) powers.push(a[i++]);
      else if (order > 0) powers.push(b[j++]);
      else {
        const exponent = sum(a[i].exponent, b[j].exponent);
        if (exponent !== 0) powers.push({ generator: a[i].generator, exponent });
        i++;
        j++;
      }
    }
    return this.monomial(powers);
  }

  /** monomial^exponent, not reduced. */
  raised({ powers }: Monomial, exponent: ConstValue): Monomial {
    if (exponent === 1) return this.monomial(powers);
    if (exponent === 0) return this.unit;
    return this.monomial(
      powers.map(({ generator, exponent: before }) => ({ generator, exponent: product(before, exponent) })),
    );
  }

  constant(value: ConstValue): Polynomial {
    return value === 0 ? NOTHING : new Map([[this.unit, value]]);
  }

  /** coefficient · generator^exponent. */
  power(generator: Generator, exponent: ConstValue = 1, coefficient: ConstValue = 1): Polynomial {
    const powers = exponent === 0 ? [] : [{ generator, exponent }];
    return this.reduced(new Map([[this.monomial(powers), coefficient]]));
  }

  add(a: Polynomial, b: Polynomial, k: ConstValue = 1): Polynomial {
    const total = new Map(a);
    addTo(total, b, k);
    return total;
  }

  scaled(a: Polynomial, k: ConstValue): Polynomial {
    if (k === 1) return a;
    if (k === 0) return NOTHING;
    const result = new Map<Monomial, ConstValue>();
    for (const [monomial, coefficient] of a) result.set(monomial, product(coefficient, k));
    return result;
  }

  multiply(a: Polynomial, b: Polynomial): Polynomial {
    const one = a.size === 1 ? single(a) : undefined;
    if (one !== undefined && one[0] === this.unit) return this.scaled(b, one[1]);
    this.spend(a.size * b.size);
    const total = new Map<Monomial, ConstValue>();
    for (const [left, k] of a) {
      for (const [right, l] of b) {
        const monomial = this.#mergedTwo(left.powers, right.powers);
        addTerm(total, monomial, product(k, l));
      }
      this.#checkSize(total);
    }
    return this.reduced(total);
  }

  /** The product of any number of polynomials: single terms first, then the shorter ones first. */
  product(factors: readonly Polynomial[]): Polynomial {
    const monomials: Monomial[] = [];
    const sums: Polynomial[] = [];
    let k: ConstValue = 1;
    for (const factor of factors) {
      if (factor.size === 0) return NOTHING;
      if (factor.size > 1) sums.push(factor);
      else {
        const [monomial, coefficient] = single(factor);
        if (monomial !== this.unit) monomials.push(monomial);
        k = product(k, coefficient);
      }
    }
    const front = this.reduced(new Map([[this.merged(monomials), k]]));
    if (sums.length === 0) return front;
    sums.sort((a, b) => a.size - b.size);
    return sums.reduce((total, factor) => this.multiply(total, factor), front);
  }

  /** a^n for an integer n >= 0. @throws {Overrun} where that would have too many terms */
  raise(a: Polynomial, n: number): Polynomial {
    if (n === 0) return this.constant(1);
    if (n === 1) return a;
    if (a.size <= 1) {
      const term = first(a);
      if (term === undefined) return NOTHING;
      const coefficient = powValue(term[1], n);
      if (coefficient === undefined) throw tooManyBits();
      return this.reduced(new Map([[this.raised(term[0], n), coefficient]]));
    }
    const count = termsOfPower(a.size, n);
    if (count > BigInt(this.limit)) throw new Overrun(`${groupedBig(count)} terms`);
    if (n * (a.size - 1) > 8 * MAX_BITS) throw tooManyBits();
    if (a.size === 2) return this.#binomialPower([...a], n);
    // By repeated multiplication with the short factor: fewer products of terms than by squaring.
    let total = a;
    for (let i = 1; i < n; i++) total = this.multiply(total, a);
    return total;
  }

  /** (a + b)^n by the binomial theorem. */
  #binomialPower(
    [[left, k], [right, l]]: readonly (readonly [Monomial, ConstValue])[],
    n: number,
  ): Polynomial {
    this.spend(n);
    const powersOf = (value: ConstValue): ConstValue[] => {
      const powers: ConstValue[] = [1];
      for (let i = 1; i <= n; i++) powers.push(product(powers[i - 1], value));
      return powers;
    };
    const [ks, ls] = [powersOf(k), powersOf(l)];
    const total = new Map<Monomial, ConstValue>();
    let choices = 1n;
    for (let i = 0; i <= n; i++) {
      const monomial = this.merged([this.raised(left, n - i), this.raised(right, i)]);
      addTerm(total, monomial, product(constValue(rational(choices)), product(ks[n - i], ls[i])));
      choices = (choices * BigInt(n - i)) / BigInt(i + 1);
    }
    return this.reduced(total);
  }

  /** Reducible powers replaced by what they are. */
  reduced(a: Polynomial): Polynomial {
    let isDone = true;
    for (const monomial of a.keys()) {
      if (!monomial.isReducible) continue;
      isDone = false;
      break;
    }
    if (isDone) return a;
    const total = new Map<Monomial, ConstValue>();
    for (const [monomial, coefficient] of a) {
      if (!monomial.isReducible) {
        addTerm(total, monomial, coefficient);
        continue;
      }
      const rest: GeneratorPower[] = [];
      const others: Polynomial[] = [];
      for (const power of monomial.powers) {
        const { generator, exponent } = power;
        const { reduction } = generator;
        if (reduction === undefined || !isReducible(power)) {
          rest.push(power);
          continue;
        }
        const times = Math.floor(toNumber(exponent) / reduction.at + 1e-12);
        const left = sum(exponent, negateValue(product(asValue(reduction.at), times)));
        if (left !== 0) rest.push({ generator, exponent: left });
        others.push(
          times >= 0 ? this.raise(reduction.by(), times) : this.#reciprocal(reduction.by(), -times),
        );
      }
      const front = new Map([[this.monomial(rest), coefficient]]);
      const reduced = others.reduce<Polynomial>((product, other) => this.multiply(product, other), front);
      addTo(total, reduced, 1);
      this.#checkSize(total);
    }
    return total;
  }

  /** 1/a^n for a single term. */
  #reciprocal(a: Polynomial, n: number): Polynomial {
    const [monomial, coefficient] = single(a);
    const k = powValue(coefficient, -n);
    if (k === undefined) throw tooManyBits();
    return this.reduced(new Map([[this.raised(monomial, -n), k]]));
  }

  #checkSize(a: Polynomial): void {
    if (a.size > this.limit) throw new Overrun(`more than ${grouped(this.limit)} terms`);
  }
}

export const NOTHING: Polynomial = new Map();

function isReducible({ generator, exponent }: GeneratorPower): boolean {
  const { reduction } = generator;
  if (reduction === undefined) return false;
  if (reduction.at > 1 && !isInteger(exponent)) return false; // |x|^(5/2) stays
  return toNumber(exponent) >= reduction.at || (reduction.fully && signOf(exponent) < 0);
}

const asValue = (at: number): ConstValue =>
  Number.isInteger(at) ? at : constValue(rational(BigInt(Math.round(at * 4)), 4n));

const textOf = (value: ConstValue): string =>
  typeof value === "number" ? `${value}` : `${value.numerator}/${value.denominator}`;

export const tooManyBits = (): Overrun => new Overrun(`numbers of more than ${grouped(MAX_BITS)} bits`);

/** a + b. @throws {Overrun} beyond the bits of exact arithmetic */
export function sum(a: ConstValue, b: ConstValue): ConstValue {
  const result = addValues(a, b);
  if (result === undefined) throw tooManyBits();
  return result;
}

/** a · b. @throws {Overrun} beyond the bits of exact arithmetic */
export function product(a: ConstValue, b: ConstValue): ConstValue {
  const result = mulValues(a, b);
  if (result === undefined) throw tooManyBits();
  return result;
}

export function addTerm(total: Map<Monomial, ConstValue>, monomial: Monomial, coefficient: ConstValue): void {
  const before = total.get(monomial);
  const after = before === undefined ? coefficient : sum(before, coefficient);
  if (after === 0) total.delete(monomial);
  else total.set(monomial, after);
}

/** total += k·a, in place. */
export function addTo(total: Map<Monomial, ConstValue>, a: Polynomial, k: ConstValue): void {
  for (const [monomial, coefficient] of a) addTerm(total, monomial, product(coefficient, k));
}

const first = (a: Polynomial): readonly [Monomial, ConstValue] | undefined => {
  for (const term of a) return term;
  return undefined;
};

/** The one term of a polynomial of one. */
export function single(a: Polynomial): readonly [Monomial, ConstValue] {
  const term = first(a);
  if (term === undefined) throw new Error("invariant: there is a term");
  return term;
}

/** The value of a polynomial without generators. */
export function constantIn(a: Polynomial): ConstValue | undefined {
  if (a.size === 0) return 0;
  if (a.size > 1) return undefined;
  const [{ powers }, value] = single(a);
  return powers.length === 0 ? value : undefined;
}

/** How many terms the n-th power of a sum of k terms has at most: the monomials of degree n in k variables. */
function termsOfPower(k: number, n: number): bigint {
  let count = 1n;
  const least = Math.min(k - 1, n);
  for (let i = 1; i <= least; i++) {
    count = (count * BigInt(k - 1 + n - least + i)) / BigInt(i);
    if (count > 10n ** 30n) return count;
  }
  return count;
}

const groupedBig = (n: bigint): string =>
  n > 10n ** 15n ? `about 10^${n.toString().length - 1}` : grouped(Number(n));
