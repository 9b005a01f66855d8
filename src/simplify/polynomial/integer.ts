// Polynomials with integer coefficients in a few variables, for division, greatest common divisors and factors. The
// greatest common divisor is worked out one variable at a time by primitive remainder sequences, after one modular
// image has told whether there is any (Knuth, TAOCP vol. 2, 4.6.1; von zur Gathen & Gerhard, ch. 6).

/** A polynomial in `variables` variables: coefficients, none 0, by their exponents as text ("2,0,1"). */
export interface IntegerPolynomial {
  readonly variables: number;
  readonly terms: ReadonlyMap<string, Term>;
}

export interface Term {
  readonly exponents: readonly number[];
  readonly coefficient: bigint;
}

/** Work on integer polynomials is counted; what takes too long is given up. */
export class GaveUp extends Error {}

export class Effort {
  #left: number;

  constructor(steps: number) {
    this.#left = steps;
  }

  /** @throws {GaveUp} where nothing is left */
  spend(steps: number): void {
    this.#left -= steps;
    if (this.#left < 0) throw new GaveUp();
  }
}

const abs = (n: bigint): bigint => (n < 0n ? -n : n);

export function gcdOf(a: bigint, b: bigint): bigint {
  let [x, y] = [abs(a), abs(b)];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

export function fromTerms(variables: number, terms: Iterable<Term>): IntegerPolynomial {
  const map = new Map<string, Term>();
  for (const { exponents, coefficient } of terms) {
    const key = exponents.join();
    const total = (map.get(key)?.coefficient ?? 0n) + coefficient;
    if (total === 0n) map.delete(key);
    else map.set(key, { exponents, coefficient: total });
  }
  return { variables, terms: map };
}

export const constantPolynomial = (variables: number, value: bigint): IntegerPolynomial =>
  fromTerms(variables, [{ exponents: new Array<number>(variables).fill(0), coefficient: value }]);

export const isZero = (a: IntegerPolynomial): boolean => a.terms.size === 0;

export const termsOf = (a: IntegerPolynomial): readonly Term[] => [...a.terms.values()];

export const degreeIn = (a: IntegerPolynomial, v: number): number => {
  let degree = 0;
  for (const { exponents } of a.terms.values()) if (exponents[v] > degree) degree = exponents[v];
  return degree;
};

export const isConstant = (a: IntegerPolynomial): boolean => {
  for (const { exponents } of a.terms.values()) if (exponents.some((e) => e !== 0)) return false;
  return true;
};

/** The variables that occur. */
export function variablesIn(a: IntegerPolynomial): number[] {
  const found: number[] = [];
  for (let v = 0; v < a.variables; v++) if (degreeIn(a, v) > 0) found.push(v);
  return found;
}

export const scale = (a: IntegerPolynomial, k: bigint): IntegerPolynomial =>
  fromTerms(
    a.variables,
    termsOf(a).map(({ exponents, coefficient }) => ({ exponents, coefficient: coefficient * k })),
  );

export const subtract = (a: IntegerPolynomial, b: IntegerPolynomial): IntegerPolynomial =>
  fromTerms(a.variables, [
    ...termsOf(a),
    ...termsOf(b).map(({ exponents, coefficient }) => ({ exponents, coefficient: -coefficient })),
  ]);

export function multiply(a: IntegerPolynomial, b: IntegerPolynomial, effort: Effort): IntegerPolynomial {
  effort.spend(a.terms.size * b.terms.size);
  const terms: Term[] = [];
  for (const left of a.terms.values()) {
    for (const right of b.terms.values()) {
      terms.push({
        exponents: left.exponents.map((e, v) => e + right.exponents[v]),
        coefficient: left.coefficient * right.coefficient,
      });
    }
  }
  return fromTerms(a.variables, terms);
}

/** a·k·x^exponents. */
const shifted = (a: IntegerPolynomial, { exponents, coefficient }: Term): IntegerPolynomial =>
  fromTerms(
    a.variables,
    termsOf(a).map((term) => ({
      exponents: term.exponents.map((e, v) => e + exponents[v]),
      coefficient: term.coefficient * coefficient,
    })),
  );

/** Whether one list of exponents comes before another, the higher power first. */
function compareExponents(a: readonly number[], b: readonly number[]): number {
  for (let v = 0; v < a.length; v++) if (a[v] !== b[v]) return b[v] - a[v];
  return 0;
}

/** The term that is first by the first variable's power, then by the second's, and so on. */
export function leading(a: IntegerPolynomial): Term {
  let best: Term | undefined;
  for (const term of a.terms.values())
    if (best === undefined || compareExponents(term.exponents, best.exponents) < 0) best = term;
  if (best === undefined) throw new Error("invariant: a polynomial that is not 0");
  return best;
}

/** a / b where b divides a; undefined where it doesn't. */
export function divided(
  a: IntegerPolynomial,
  b: IntegerPolynomial,
  effort: Effort,
): IntegerPolynomial | undefined {
  const top = leading(b);
  const divisor = termsOf(b);
  const rest = new Map(a.terms);
  const order = [...rest.values()].sort((p, q) => compareExponents(p.exponents, q.exponents));
  const quotient: Term[] = [];
  // Terms to come are kept sorted as a heap would: what arises is put in where it belongs.
  while (order.length > 0) {
    const next = order.shift();
    if (next === undefined) break;
    const current = rest.get(next.exponents.join());
    if (current === undefined) continue;
    const exponents = current.exponents.map((e, v) => e - top.exponents[v]);
    if (exponents.some((e) => e < 0) || current.coefficient % top.coefficient !== 0n) return undefined;
    const term = { exponents, coefficient: current.coefficient / top.coefficient };
    quotient.push(term);
    effort.spend(divisor.length);
    for (const each of divisor) {
      const at = each.exponents.map((e, v) => e + exponents[v]);
      const key = at.join();
      const before = rest.get(key);
      const total = (before?.coefficient ?? 0n) - each.coefficient * term.coefficient;
      if (total === 0n) rest.delete(key);
      else {
        rest.set(key, { exponents: at, coefficient: total });
        if (before === undefined) insert(order, { exponents: at, coefficient: total });
      }
    }
  }
  return fromTerms(a.variables, quotient);
}

function insert(order: Term[], term: Term): void {
  let [low, high] = [0, order.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareExponents(order[middle].exponents, term.exponents) < 0) low = middle + 1;
    else high = middle;
  }
  order.splice(low, 0, term);
}

/** The greatest common divisor of the coefficients, with the sign of the leading one. */
export function contentOf(a: IntegerPolynomial): bigint {
  let content = 0n;
  for (const { coefficient } of a.terms.values()) {
    content = gcdOf(content, coefficient);
    if (content === 1n) break;
  }
  return isZero(a) ? 0n : leading(a).coefficient < 0n ? -content : content;
}

/** a without its content: leading coefficient positive. */
export function primitive(a: IntegerPolynomial): IntegerPolynomial {
  const content = contentOf(a);
  if (content === 1n || content === 0n) return a;
  return fromTerms(
    a.variables,
    termsOf(a).map(({ exponents, coefficient }) => ({ exponents, coefficient: coefficient / content })),
  );
}

/** The coefficients of a as a polynomial in variable v, by the power of v. */
export function coefficientsIn(a: IntegerPolynomial, v: number): Map<number, IntegerPolynomial> {
  const lists = new Map<number, Term[]>();
  for (const { exponents, coefficient } of a.terms.values()) {
    const power = exponents[v];
    const without = exponents.map((e, w) => (w === v ? 0 : e));
    const list = lists.get(power);
    if (list === undefined) lists.set(power, [{ exponents: without, coefficient }]);
    else list.push({ exponents: without, coefficient });
  }
  return new Map([...lists].map(([power, terms]) => [power, fromTerms(a.variables, terms)]));
}

export const derivativeIn = (a: IntegerPolynomial, v: number): IntegerPolynomial =>
  fromTerms(
    a.variables,
    termsOf(a).flatMap(({ exponents, coefficient }) =>
      exponents[v] === 0
        ? []
        : [
            {
              exponents: exponents.map((e, w) => (w === v ? e - 1 : e)),
              coefficient: coefficient * BigInt(exponents[v]),
            },
          ],
    ),
  );

/** The greatest common divisor of the coefficients by v. */
export function contentIn(a: IntegerPolynomial, v: number, effort: Effort): IntegerPolynomial {
  let content = constantPolynomial(a.variables, 0n);
  const list = [...coefficientsIn(a, v).values()].sort((p, q) => p.terms.size - q.terms.size);
  for (const coefficient of list) {
    content = gcd(content, coefficient, effort);
    if (isConstant(content) && contentOf(content) === 1n) break;
  }
  return content;
}

/** The greatest common divisor, with a positive leading coefficient. @throws {GaveUp} */
export function gcd(a: IntegerPolynomial, b: IntegerPolynomial, effort: Effort): IntegerPolynomial {
  if (isZero(a)) return isZero(b) || leading(b).coefficient > 0n ? b : scale(b, -1n);
  if (isZero(b)) return leading(a).coefficient > 0n ? a : scale(a, -1n);
  const number = gcdOf(contentOf(a), contentOf(b));
  return scale(gcdOfPrimitive(primitive(a), primitive(b), effort), number);
}

function gcdOfPrimitive(a: IntegerPolynomial, b: IntegerPolynomial, effort: Effort): IntegerPolynomial {
  effort.spend(a.terms.size + b.terms.size);
  const one = constantPolynomial(a.variables, 1n);
  if (a.terms.size === 1 || b.terms.size === 1) return commonMonomial(a, b);
  const [ours, theirs] = [new Set(variablesIn(a)), new Set(variablesIn(b))];
  // Variables that only one of them has are in no common divisor.
  const [alone, others] = [[...ours].filter((v) => !theirs.has(v)), [...theirs].filter((v) => !ours.has(v))];
  if (alone.length > 0) return withoutVariables(a, alone, b, effort);
  if (others.length > 0) return withoutVariables(b, others, a, effort);
  const shared = [...ours].sort(
    (v, w) => Math.min(degreeIn(a, v), degreeIn(b, v)) - Math.min(degreeIn(a, w), degreeIn(b, w)),
  );
  if (shared.length === 0) return one;
  for (const v of shared) {
    if (!mayShare(a, b, v)) return gcd(contentIn(a, v, effort), contentIn(b, v, effort), effort);
  }
  const [v] = shared;
  const [left, right] = [contentIn(a, v, effort), contentIn(b, v, effort)];
  const content = gcd(left, right, effort);
  let x = divided(a, left, effort) ?? a;
  let y = divided(b, right, effort) ?? b;
  if (degreeIn(x, v) < degreeIn(y, v)) [x, y] = [y, x];
  while (!isZero(y)) {
    if (degreeIn(y, v) === 0) {
      x = one;
      break;
    }
    const rest = remainder(x, y, v, effort);
    x = y;
    y = isZero(rest) ? rest : (divided(rest, contentIn(rest, v, effort), effort) ?? rest);
  }
  return multiply(content, primitive(x), effort);
}

/** The greatest common divisor of b and the coefficients of a, a polynomial in the variables `alone`. */
function withoutVariables(
  a: IntegerPolynomial,
  alone: readonly number[],
  b: IntegerPolynomial,
  effort: Effort,
): IntegerPolynomial {
  effort.spend(a.terms.size);
  const lists = new Map<string, Term[]>();
  for (const { exponents, coefficient } of a.terms.values()) {
    const rest = [...exponents];
    for (const v of alone) rest[v] = 0;
    const key = alone.map((v) => exponents[v]).join();
    const list = lists.get(key);
    if (list === undefined) lists.set(key, [{ exponents: rest, coefficient }]);
    else list.push({ exponents: rest, coefficient });
  }
  let common = b;
  for (const terms of [...lists.values()].sort((p, q) => p.length - q.length)) {
    common = gcd(common, fromTerms(a.variables, terms), effort);
    if (isConstant(common)) break;
  }
  return primitive(common);
}

/** The powers that a single term has in common with a polynomial. */
function commonMonomial(a: IntegerPolynomial, b: IntegerPolynomial): IntegerPolynomial {
  const exponents = leading(a).exponents.map((_, v) => {
    let least = Number.POSITIVE_INFINITY;
    for (const { exponents: own } of [...a.terms.values(), ...b.terms.values()])
      least = Math.min(least, own[v]);
    return least;
  });
  return fromTerms(a.variables, [{ exponents, coefficient: 1n }]);
}

/** The rest of lc(b)^k·a divided by b, as polynomials in v. */
function remainder(a: IntegerPolynomial, b: IntegerPolynomial, v: number, effort: Effort): IntegerPolynomial {
  const degree = degreeIn(b, v);
  const top = coefficientsIn(b, v).get(degree) ?? constantPolynomial(a.variables, 0n);
  let rest = a;
  while (!isZero(rest) && degreeIn(rest, v) >= degree) {
    const n = degreeIn(rest, v);
    const first = coefficientsIn(rest, v).get(n) ?? constantPolynomial(a.variables, 0n);
    const exponents = new Array<number>(a.variables).fill(0);
    exponents[v] = n - degree;
    const moved = shifted(multiply(b, first, effort), { exponents, coefficient: 1n });
    rest = subtract(multiply(rest, top, effort), moved);
  }
  return rest;
}

/** A prime below 2^26, so that products are exact in doubles. */
const PRIME = 67_108_859;
const BIG_PRIME = BigInt(PRIME);

/** Whether a and b may have a common divisor with v in it: false is certain, from one modular image of both. */
function mayShare(a: IntegerPolynomial, b: IntegerPolynomial, v: number): boolean {
  const [x, y] = [imageIn(a, v), imageIn(b, v)];
  if (x === undefined || y === undefined) return true;
  return gcdModulo(x, y, PRIME).length > 1;
}

/** a in v alone, the other variables being numbers, modulo a prime; undefined where its degree falls. */
function imageIn(a: IntegerPolynomial, v: number): number[] | undefined {
  const image = new Array<number>(degreeIn(a, v) + 1).fill(0);
  for (const { exponents, coefficient } of a.terms.values()) {
    let value = Number(((coefficient % BIG_PRIME) + BIG_PRIME) % BIG_PRIME);
    for (let w = 0; w < exponents.length; w++) {
      if (w !== v && exponents[w] > 0)
        value = multiplyModulo(value, powerModulo(7919 + 104_729 * w, exponents[w], PRIME), PRIME);
    }
    image[exponents[v]] = (image[exponents[v]] + value) % PRIME;
  }
  return image[image.length - 1] === 0 ? undefined : image;
}

const multiplyModulo = (a: number, b: number, p: number): number => (a * b) % p;

function powerModulo(base: number, n: number, p: number): number {
  let [result, square, left] = [1, base % p, n];
  for (; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result = (result * square) % p;
    square = (square * square) % p;
  }
  return result;
}

export const inverseModulo = (a: number, p: number): number => powerModulo(((a % p) + p) % p, p - 2, p);

/** The monic greatest common divisor of dense polynomials modulo a prime, from the constant on. */
export function gcdModulo(a: readonly number[], b: readonly number[], p: number): number[] {
  let [x, y] = [trimmed([...a]), trimmed([...b])];
  while (y.length > 0) [x, y] = [y, remainderModulo(x, y, p)];
  if (x.length === 0) return x;
  const k = inverseModulo(x[x.length - 1], p);
  return x.map((c) => (c * k) % p);
}

/** The rest of a divided by b modulo a prime. */
export function remainderModulo(a: readonly number[], b: readonly number[], p: number): number[] {
  const rest = [...a];
  const k = inverseModulo(b[b.length - 1], p);
  for (let shift = rest.length - b.length; shift >= 0; shift--) {
    const factor = (rest[shift + b.length - 1] * k) % p;
    if (factor === 0) continue;
    for (let i = 0; i < b.length; i++) rest[shift + i] = (rest[shift + i] + (p - factor) * b[i]) % p;
  }
  return trimmed(rest.slice(0, b.length - 1));
}

export function trimmed(a: number[]): number[] {
  while (a.length > 0 && a[a.length - 1] === 0) a.pop();
  return a;
}
