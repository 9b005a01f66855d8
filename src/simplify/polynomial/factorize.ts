// Factors of integer polynomials: common powers, contents by each variable, square factors (Yun), and then, in one
// variable, Zassenhaus; in several, by way of one: a homogeneous polynomial is one of a variable less, and others
// are read as polynomials in x with y standing for a high power of it (Kronecker).
import {
  coefficientsIn,
  constantPolynomial,
  contentIn,
  contentOf,
  degreeIn,
  derivativeIn,
  divided,
  Effort,
  fromTerms,
  GaveUp,
  gcd,
  type IntegerPolynomial,
  isConstant,
  isZero,
  leading,
  multiply,
  primitive,
  scale,
  subtract,
  type Term,
  termsOf,
  variablesIn,
} from "./integer.ts";
import { type Dense, irreducible } from "./univariate.ts";

export interface Factor {
  readonly factor: IntegerPolynomial;
  readonly times: number;
}

export interface Factored {
  readonly content: bigint;
  readonly factors: readonly Factor[];
}

/** What factoring may take, in products of terms. */
const STEPS = 2_000_000;
/** The highest degree of the one variable that stands for all. */
const KRONECKER_DEGREE = 72;
/** With more factors of that than this, their combinations are not tried. */
const KRONECKER_FACTORS = 14;

/** A polynomial as a number times powers of polynomials, as far as that can be told within bounds. */
export function factorize(a: IntegerPolynomial, steps = STEPS): Factored {
  if (isZero(a)) return { content: 0n, factors: [] };
  const effort = new Effort(steps);
  const content = contentOf(a);
  const factors: Factor[] = [];
  const todo: Factor[] = [{ factor: primitive(a), times: 1 }];
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    if (isConstant(next.factor)) continue;
    try {
      const parts = parted(next.factor, effort);
      if (parts === undefined) factors.push(next);
      else for (const { factor, times } of parts) todo.push({ factor, times: times * next.times });
    } catch (error) {
      if (!(error instanceof GaveUp)) throw error;
      factors.push(next);
    }
  }
  return { content, factors: merged(factors) };
}

function merged(factors: readonly Factor[]): Factor[] {
  const byText = new Map<string, Factor>();
  for (const each of factors) {
    const key = termsOf(each.factor)
      .map(({ exponents, coefficient }) => `${exponents.join()}:${coefficient}`)
      .sort()
      .join("+");
    const before = byText.get(key);
    byText.set(key, before === undefined ? each : { factor: each.factor, times: before.times + each.times });
  }
  return [...byText.values()];
}

/** A primitive polynomial as a product; undefined where it is irreducible. Signs are as in `primitive`. */
function parted(a: IntegerPolynomial, effort: Effort): Factor[] | undefined {
  const monomial = commonPowers(a);
  if (monomial !== undefined)
    return a.terms.size === 1 &&
      monomial.length === 1 &&
      monomial[0].times === 1 &&
      sameSize(a, monomial[0].factor)
      ? undefined
      : monomial;
  const variables = variablesIn(a);
  for (const v of variables) {
    const content = contentIn(a, v, effort);
    if (!isConstant(content)) return split(a, primitive(content), effort);
  }
  // Primitive and linear in a variable: irreducible.
  if (variables.some((v) => degreeIn(a, v) === 1)) return undefined;
  const [v] = [...variables].sort((p, q) => degreeIn(a, p) - degreeIn(a, q));
  const squares = squareFree(a, v, effort);
  if (squares !== undefined) return squares;
  if (variables.length === 1) return inOne(a, v, effort);
  const quadratic = variables.find((w) => degreeIn(a, w) === 2);
  if (quadratic !== undefined) return byDiscriminant(a, quadratic, effort);
  return homogeneous(a, variables, effort) ?? byKronecker(a, variables, effort);
}

/** a·v^2 + b·v + c, primitive in v, has factors exactly where b^2 - 4·a·c is a square. */
function byDiscriminant(f: IntegerPolynomial, v: number, effort: Effort): Factor[] | undefined {
  const coefficients = coefficientsIn(f, v);
  const of = (n: number): IntegerPolynomial => coefficients.get(n) ?? constantPolynomial(f.variables, 0n);
  const [c, b, a] = [of(0), of(1), of(2)];
  const root = squareRoot(subtract(multiply(b, b, effort), scale(multiply(a, c, effort), 4n)), effort);
  if (root === undefined) return undefined;
  const exponents = new Array<number>(f.variables).fill(0);
  exponents[v] = 1;
  const linear = subtract(
    multiply(scale(a, 2n), fromTerms(f.variables, [{ exponents, coefficient: 1n }]), effort),
    subtract(root, b),
  );
  const factor = divided(linear, contentIn(linear, v, effort), effort);
  return factor === undefined ? undefined : split(f, primitive(factor), effort);
}

/** The polynomial whose square is a, found from the leading term on; undefined where there is none. */
function squareRoot(a: IntegerPolynomial, effort: Effort): IntegerPolynomial | undefined {
  if (isZero(a)) return a;
  const first = leading(a);
  const coefficient = integerRoot(first.coefficient);
  if (coefficient === undefined || first.exponents.some((e) => e % 2 === 1)) return undefined;
  const top: Term = { exponents: first.exponents.map((e) => e / 2), coefficient };
  let root = fromTerms(a.variables, [top]);
  let rest = subtract(a, multiply(root, root, effort));
  while (!isZero(rest)) {
    const next = leading(rest);
    const exponents = next.exponents.map((e, v) => e - top.exponents[v]);
    const divisor = 2n * coefficient;
    if (next.coefficient % divisor !== 0n || exponents.some((e) => e < 0)) return undefined;
    const term = fromTerms(a.variables, [{ exponents, coefficient: next.coefficient / divisor }]);
    rest = subtract(rest, multiply(term, subtract(scale(root, 2n), scale(term, -1n)), effort));
    root = subtract(root, scale(term, -1n));
  }
  return root;
}

function integerRoot(n: bigint): bigint | undefined {
  if (n < 0n) return undefined;
  if (n < 2n) return n;
  let root = 1n << BigInt((n.toString(2).length + 1) >> 1);
  for (;;) {
    const next = (root + n / root) >> 1n;
    if (next >= root) return root * root === n ? root : undefined;
    root = next;
  }
}

const sameSize = (a: IntegerPolynomial, b: IntegerPolynomial): boolean =>
  leading(a).exponents.every((e, v) => e === leading(b).exponents[v]);

function split(a: IntegerPolynomial, divisor: IntegerPolynomial, effort: Effort): Factor[] | undefined {
  const rest = divided(a, divisor, effort);
  if (rest === undefined || isConstant(rest)) return undefined;
  return [
    { factor: divisor, times: 1 },
    { factor: primitive(rest), times: 1 },
  ];
}

/** x^2·y·(the rest) taken apart; undefined where there are no common powers. */
function commonPowers(a: IntegerPolynomial): Factor[] | undefined {
  const least = leading(a).exponents.map((_, v) => {
    let low = Number.POSITIVE_INFINITY;
    for (const { exponents } of a.terms.values()) low = Math.min(low, exponents[v]);
    return low;
  });
  if (least.every((e) => e === 0)) return undefined;
  const parts: Factor[] = [];
  least.forEach((times, v) => {
    if (times === 0) return;
    const exponents = least.map((_, w) => (w === v ? 1 : 0));
    parts.push({ factor: fromTerms(a.variables, [{ exponents, coefficient: 1n }]), times });
  });
  const rest = fromTerms(
    a.variables,
    termsOf(a).map(({ exponents, coefficient }) => ({
      exponents: exponents.map((e, v) => e - least[v]),
      coefficient,
    })),
  );
  if (!isConstant(rest)) parts.push({ factor: rest, times: 1 });
  return parts;
}

/** Yun's algorithm: the factors that occur once, twice, ...; undefined where none occurs twice. */
function squareFree(a: IntegerPolynomial, v: number, effort: Effort): Factor[] | undefined {
  const slope = derivativeIn(a, v);
  const common = gcd(a, slope, effort);
  if (isConstant(common)) return undefined;
  const quotient = (x: IntegerPolynomial, y: IntegerPolynomial): IntegerPolynomial => {
    const result = divided(x, y, effort);
    if (result === undefined) throw new GaveUp();
    return result;
  };
  const parts: Factor[] = [];
  let b = quotient(a, common);
  let c = quotient(slope, common);
  let d = subtract(c, derivativeIn(b, v));
  for (let times = 1; !isConstant(b); times++) {
    const factor = gcd(b, d, effort);
    if (!isConstant(factor)) parts.push({ factor: primitive(factor), times });
    b = quotient(b, factor);
    c = quotient(d, factor);
    d = subtract(c, derivativeIn(b, v));
  }
  return parts;
}

/** A polynomial in one variable as dense coefficients. */
export function dense(a: IntegerPolynomial, v: number): Dense {
  const coefficients = new Array<bigint>(degreeIn(a, v) + 1).fill(0n);
  for (const { exponents, coefficient } of a.terms.values()) coefficients[exponents[v]] = coefficient;
  return coefficients;
}

function sparse(variables: number, v: number, coefficients: Dense): IntegerPolynomial {
  const terms: Term[] = [];
  coefficients.forEach((coefficient, n) => {
    if (coefficient === 0n) return;
    const exponents = new Array<number>(variables).fill(0);
    exponents[v] = n;
    terms.push({ exponents, coefficient });
  });
  return fromTerms(variables, terms);
}

function inOne(a: IntegerPolynomial, v: number, effort: Effort): Factor[] | undefined {
  const found = irreducible(dense(a, v), effort);
  if (found.length < 2) return undefined;
  return found.map((each) => ({ factor: primitive(sparse(a.variables, v, each)), times: 1 }));
}

const totalDegree = ({ exponents }: Term): number => exponents.reduce((total, e) => total + e, 0);

/** Where all terms have one degree a variable is set to 1, and put back into the factors. */
function homogeneous(
  a: IntegerPolynomial,
  variables: readonly number[],
  effort: Effort,
): Factor[] | undefined {
  const terms = termsOf(a);
  const degree = totalDegree(terms[0]);
  if (terms.some((term) => totalDegree(term) !== degree)) return undefined;
  const v = variables[variables.length - 1];
  const flat = fromTerms(
    a.variables,
    terms.map(({ exponents, coefficient }) => ({
      exponents: exponents.map((e, w) => (w === v ? 0 : e)),
      coefficient,
    })),
  );
  const parts = parted(primitive(flat), effort);
  if (parts === undefined) return undefined;
  return parts.map(({ factor, times }) => {
    const own = termsOf(factor);
    const most = Math.max(...own.map(totalDegree));
    const raised = own.map((term) => ({
      ...term,
      exponents: term.exponents.map((e, w) => (w === v ? most - totalDegree(term) : e)),
    }));
    return { factor: primitive(fromTerms(a.variables, raised)), times };
  });
}

/** Each further variable as a power of the first that is above all degrees; the factors of that, combined, are tried. */
function byKronecker(
  a: IntegerPolynomial,
  variables: readonly number[],
  effort: Effort,
): Factor[] | undefined {
  const weights = new Map<number, number>();
  let weight = 1;
  for (const v of variables) {
    weights.set(v, weight);
    weight *= degreeIn(a, v) + 1;
  }
  const image: bigint[] = [];
  for (const { exponents, coefficient } of a.terms.values()) {
    const at = variables.reduce((total, v) => total + exponents[v] * (weights.get(v) ?? 0), 0);
    if (at > KRONECKER_DEGREE) throw new GaveUp();
    while (image.length <= at) image.push(0n);
    image[at] += coefficient;
  }
  const inOneVariable = sparse(1, 0, image);
  const { factors } = factorize(inOneVariable, STEPS / 4);
  const list = factors.flatMap(({ factor, times }) => new Array<IntegerPolynomial>(times).fill(factor));
  if (list.length < 2) return undefined;
  if (list.length > KRONECKER_FACTORS) throw new GaveUp();
  const back = (one: IntegerPolynomial): IntegerPolynomial | undefined => {
    const terms: Term[] = [];
    for (const { exponents, coefficient } of one.terms.values()) {
      let rest = exponents[0];
      const own = new Array<number>(a.variables).fill(0);
      for (const v of variables) {
        const base = degreeIn(a, v) + 1;
        own[v] = rest % base;
        rest = Math.floor(rest / base);
      }
      if (rest > 0) return undefined;
      terms.push({ exponents: own, coefficient });
    }
    return primitive(fromTerms(a.variables, terms));
  };
  const half = 2 ** (list.length - 1);
  const choices = Array.from({ length: half - 1 }, (_, i) => i + 1).sort((p, q) => bits(p) - bits(q));
  for (const choice of choices) {
    let product = constantPolynomial(1, 1n);
    for (let i = 0; i < list.length; i++) if ((choice >> i) & 1) product = multiply(product, list[i], effort);
    const candidate = back(product);
    if (candidate === undefined || isConstant(candidate)) continue;
    const parts = split(a, candidate, effort);
    if (parts !== undefined) return parts;
  }
  return undefined;
}

const bits = (n: number): number => {
  let count = 0;
  for (let left = n; left > 0; left >>= 1) count += left & 1;
  return count;
};
