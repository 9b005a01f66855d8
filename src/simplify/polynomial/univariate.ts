// Factors of polynomials in one variable over the integers, by Zassenhaus: modulo a small prime (Berlekamp), lifted to
// a power of that prime (Hensel), and put together again by trial division.
// Von zur Gathen & Gerhard, Modern Computer Algebra, 3rd ed., ch. 14 and 15.
import { type Effort, GaveUp, gcdModulo, gcdOf, inverseModulo, remainderModulo, trimmed } from "./integer.ts";

/** Coefficients from the constant on; the last is not 0. */
export type Dense = readonly bigint[];

/** The primes to work modulo, one of which leaves nearly every polynomial without square factors. */
const PRIMES = [
  3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101,
];
/** Of so many primes the one with fewest factors is taken. */
const TRIED = 4;
/** With more factors modulo a prime than this their combinations are not tried. */
const MODULAR_FACTORS = 18;
/** Above this degree only what is known by name is factored. */
const DEGREE = 128;

const abs = (n: bigint): bigint => (n < 0n ? -n : n);

/**
 * The irreducible factors of a polynomial without square factors and content.
 * @throws {GaveUp} where that takes too long
 */
export function irreducible(f: Dense, effort: Effort): Dense[] {
  if (f.length <= 2) return [f];
  const binomial = ofBinomial(f);
  if (binomial !== undefined) return binomial;
  if (f.length - 1 > DEGREE) throw new GaveUp();
  const { p, factors } = modular(f, effort);
  if (factors.length === 1) return [f];
  if (factors.length > MODULAR_FACTORS) throw new GaveUp();
  return recombined(f, factors, p, effort);
}

// x^n - 1 and x^n + 1 by their cyclotomic polynomials

function ofBinomial(f: Dense): Dense[] | undefined {
  const n = f.length - 1;
  if (f[n] !== 1n || abs(f[0]) !== 1n || f.slice(1, n).some((c) => c !== 0n) || n > 1000) return undefined;
  const divisors = (m: number): number[] =>
    Array.from({ length: m }, (_, i) => i + 1).filter((d) => m % d === 0);
  const known = new Map<number, Dense>();
  const wanted = f[0] < 0n ? divisors(n) : divisors(2 * n).filter((d) => n % d !== 0);
  for (const d of divisors(f[0] < 0n ? n : 2 * n)) {
    let phi: Dense = [-1n, ...new Array<bigint>(d - 1).fill(0n), 1n];
    for (const e of divisors(d)) {
      const smaller = e < d ? known.get(e) : undefined;
      if (smaller !== undefined) phi = quotientOf(phi, smaller) ?? phi;
    }
    known.set(d, phi);
  }
  return wanted.map((d) => known.get(d) ?? f);
}

/** a / b where b divides a in integers; undefined where it doesn't. */
export function quotientOf(a: Dense, b: Dense): Dense | undefined {
  if (a.length < b.length) return undefined;
  const rest = [...a];
  const quotient = new Array<bigint>(a.length - b.length + 1).fill(0n);
  const top = b[b.length - 1];
  for (let shift = quotient.length - 1; shift >= 0; shift--) {
    const first = rest[shift + b.length - 1];
    if (first === 0n) continue;
    if (first % top !== 0n) return undefined;
    const k = first / top;
    quotient[shift] = k;
    for (let i = 0; i < b.length; i++) rest[shift + i] -= k * b[i];
  }
  return rest.slice(0, b.length - 1).every((c) => c === 0n) ? quotient : undefined;
}

// Modulo a prime

const modulo = (a: Dense, p: number): number[] =>
  trimmed(a.map((c) => Number(((c % BigInt(p)) + BigInt(p)) % BigInt(p))));

function modular(f: Dense, effort: Effort): { p: number; factors: number[][] } {
  let best: { p: number; factors: number[][] } | undefined;
  let tried = 0;
  for (const p of PRIMES) {
    const image = modulo(f, p);
    if (image.length !== f.length) continue;
    const slope = trimmed(image.slice(1).map((c, i) => (c * (i + 1)) % p));
    if (gcdModulo(image, slope, p).length !== 1) continue;
    const k = inverseModulo(image[image.length - 1], p);
    const factors = berlekamp(
      image.map((c) => (c * k) % p),
      p,
      effort,
    );
    if (best === undefined || factors.length < best.factors.length) best = { p, factors };
    if (++tried === TRIED || best.factors.length === 1) break;
  }
  if (best === undefined) throw new GaveUp();
  return best;
}

/** The monic irreducible factors of a monic polynomial without square factors. */
function berlekamp(f: readonly number[], p: number, effort: Effort): number[][] {
  const n = f.length - 1;
  effort.spend(n * n * n);
  // The columns of Q - 1, where Q takes g to g^p modulo f: its null space holds what splits f.
  const xp = powerOfX(p, f, p);
  const rows: number[][] = [];
  let power: number[] = [1];
  for (let i = 0; i < n; i++) {
    const row = Array.from({ length: n }, (_, j) => power[j] ?? 0);
    row[i] = (row[i] + p - 1) % p;
    rows.push(row);
    power = remainderModulo(productModulo(power, xp, p), f, p);
  }
  let factors: number[][] = [[...f]];
  const basis = nullSpace(rows, p);
  for (const vector of basis) {
    if (factors.length === basis.length) break;
    const split: number[][] = [];
    for (const factor of factors) {
      let left = factor;
      if (factor.length > 2) {
        for (let s = 0; s < p && left.length > 2; s++) {
          const moved = [...vector];
          moved[0] = (moved[0] + p - s) % p;
          const common = gcdModulo(left, remainderModulo(trimmed(moved), left, p), p);
          if (common.length > 1 && common.length < left.length) {
            split.push(common);
            left = quotientModulo(left, common, p);
          }
        }
      }
      split.push(left);
    }
    factors = split;
  }
  return factors;
}

function productModulo(a: readonly number[], b: readonly number[], p: number): number[] {
  if (a.length === 0 || b.length === 0) return [];
  const product = new Array<number>(a.length + b.length - 1).fill(0);
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j < b.length; j++) product[i + j] = (product[i + j] + a[i] * b[j]) % p;
  }
  return trimmed(product);
}

function quotientModulo(a: readonly number[], b: readonly number[], p: number): number[] {
  const rest = [...a];
  const quotient = new Array<number>(a.length - b.length + 1).fill(0);
  const k = inverseModulo(b[b.length - 1], p);
  for (let shift = quotient.length - 1; shift >= 0; shift--) {
    const factor = (rest[shift + b.length - 1] * k) % p;
    quotient[shift] = factor;
    for (let i = 0; i < b.length; i++) rest[shift + i] = (rest[shift + i] + (p - factor) * b[i]) % p;
  }
  return trimmed(quotient);
}

function powerOfX(n: number, f: readonly number[], p: number): number[] {
  let result: number[] = [1];
  for (let bit = 31 - Math.clz32(n); bit >= 0; bit--) {
    result = remainderModulo(productModulo(result, result, p), f, p);
    if ((n >> bit) & 1) result = remainderModulo(productModulo(result, [0, 1], p), f, p);
  }
  return result;
}

/** The vectors v with v·rows = 0, a basis of them. */
function nullSpace(rows: readonly (readonly number[])[], p: number): number[][] {
  const n = rows.length;
  // Elimination of columns, so that the left null space is found.
  const m = rows.map((row) => [...row]);
  const pivotOf = new Array<number>(n).fill(-1); // by column: the row whose pivot it is
  const used = new Array<boolean>(n).fill(false);
  const basis: number[][] = [];
  for (let row = 0; row < n; row++) {
    const column = m[row].findIndex((value, j) => value !== 0 && !used[j]);
    if (column < 0) {
      const vector = new Array<number>(n).fill(0);
      vector[row] = 1;
      for (let j = 0; j < n; j++) if (pivotOf[j] >= 0) vector[pivotOf[j]] = (p - m[row][j]) % p;
      basis.push(trimmed(vector));
      continue;
    }
    used[column] = true;
    pivotOf[column] = row;
    const k = inverseModulo(m[row][column], p);
    for (let i = 0; i < n; i++) m[i][column] = (m[i][column] * k) % p;
    for (let j = 0; j < n; j++) {
      const factor = m[row][j];
      if (j === column || factor === 0) continue;
      for (let i = 0; i < n; i++) m[i][j] = (m[i][j] + (p - factor) * m[i][column]) % p;
    }
  }
  return basis;
}

// Lifting

const symmetric = (c: bigint, m: bigint): bigint => {
  const rest = ((c % m) + m) % m;
  return rest > m / 2n ? rest - m : rest;
};

const reduced = (a: Dense, m: bigint): Dense => trimmedBig(a.map((c) => ((c % m) + m) % m));

function trimmedBig(a: bigint[]): Dense {
  while (a.length > 0 && a[a.length - 1] === 0n) a.pop();
  return a;
}

const addBig = (a: Dense, b: Dense, k = 1n): Dense =>
  trimmedBig(Array.from({ length: Math.max(a.length, b.length) }, (_, i) => (a[i] ?? 0n) + k * (b[i] ?? 0n)));

function multiplyBig(a: Dense, b: Dense): Dense {
  if (a.length === 0 || b.length === 0) return [];
  const product = new Array<bigint>(a.length + b.length - 1).fill(0n);
  for (let i = 0; i < a.length; i++) for (let j = 0; j < b.length; j++) product[i + j] += a[i] * b[j];
  return product;
}

/** a = quotient·b + rest modulo m, b monic. */
function divideMonic(a: Dense, b: Dense, m: bigint): { quotient: Dense; rest: Dense } {
  const rest = [...a];
  const quotient = new Array<bigint>(Math.max(0, a.length - b.length + 1)).fill(0n);
  for (let shift = quotient.length - 1; shift >= 0; shift--) {
    const k = ((rest[shift + b.length - 1] % m) + m) % m;
    quotient[shift] = k;
    if (k !== 0n) for (let i = 0; i < b.length; i++) rest[shift + i] -= k * b[i];
  }
  return { quotient: reduced(quotient, m), rest: reduced(rest.slice(0, b.length - 1), m) };
}

/** f ≡ lc(f)·g1·g2·... modulo p with monic g, lifted to a modulus above `least`: the g modulo that. */
function lifted(
  f: Dense,
  factors: readonly number[][],
  p: number,
  least: bigint,
  effort: Effort,
): { factors: Dense[]; m: bigint } {
  let m = BigInt(p);
  while (m < least) m *= m;
  const lift = (target: Dense, group: readonly number[][]): Dense[] => {
    if (group.length === 1) {
      const k = inverseBig(target[target.length - 1], m);
      return [
        reduced(
          target.map((c) => c * k),
          m,
        ),
      ];
    }
    const half = group.length >> 1;
    const [left, right] = [group.slice(0, half), group.slice(half)];
    const lead = Number(((target[target.length - 1] % BigInt(p)) + BigInt(p)) % BigInt(p));
    const g0 = left.reduce((product, each) => productModulo(product, each, p), [lead]);
    const h0 = right.reduce((product, each) => productModulo(product, each, p), [1]);
    const [g, h] = liftPair(target, g0, h0, p, m, effort);
    return [...lift(g, left), ...lift(h, right)];
  };
  return { factors: lift(reduced(f, m), factors), m };
}

/** f ≡ g·h modulo p, h monic, lifted to modulo m, a power p^(2^k). */
function liftPair(
  f: Dense,
  g0: readonly number[],
  h0: readonly number[],
  p: number,
  m: bigint,
  effort: Effort,
): [Dense, Dense] {
  const [s0, t0] = bezout(g0, h0, p);
  let [g, h, s, t]: Dense[] = [g0, h0, s0, t0].map((a) => a.map(BigInt));
  let modulus = BigInt(p);
  while (modulus < m) {
    modulus *= modulus;
    effort.spend(f.length * f.length);
    const e = reduced(addBig(f, multiplyBig(g, h), -1n), modulus);
    const first = divideMonic(reduced(multiplyBig(s, e), modulus), h, modulus);
    const nextG = reduced(addBig(addBig(g, multiplyBig(t, e)), multiplyBig(first.quotient, g)), modulus);
    const nextH = reduced(addBig(h, first.rest), modulus);
    const b = reduced(addBig(addBig(multiplyBig(s, nextG), multiplyBig(t, nextH)), [1n], -1n), modulus);
    const second = divideMonic(reduced(multiplyBig(s, b), modulus), nextH, modulus);
    s = reduced(addBig(s, second.rest, -1n), modulus);
    t = reduced(addBig(addBig(t, multiplyBig(t, b), -1n), multiplyBig(second.quotient, nextG), -1n), modulus);
    [g, h] = [nextG, nextH];
  }
  return [g, h];
}

/** s and t with s·g + t·h ≡ 1 modulo a prime, for g and h without a common factor. */
function bezout(g: readonly number[], h: readonly number[], p: number): [number[], number[]] {
  let [r0, r1] = [trimmed([...g]), trimmed([...h])];
  let [s0, s1]: number[][] = [[1], []];
  let [t0, t1]: number[][] = [[], [1]];
  while (r1.length > 0) {
    const q = r0.length < r1.length ? [] : quotientModulo(r0, r1, p);
    const next = (a: number[], b: number[]): number[] => subtractModulo(a, productModulo(q, b, p), p);
    [r0, r1] = [r1, next(r0, r1)];
    [s0, s1] = [s1, next(s0, s1)];
    [t0, t1] = [t1, next(t0, t1)];
  }
  const k = inverseModulo(r0[0], p);
  return [s0.map((c) => (c * k) % p), t0.map((c) => (c * k) % p)];
}

const subtractModulo = (a: readonly number[], b: readonly number[], p: number): number[] =>
  trimmed(
    Array.from({ length: Math.max(a.length, b.length) }, (_, i) => ((a[i] ?? 0) - (b[i] ?? 0) + p) % p),
  );

function inverseBig(a: bigint, m: bigint): bigint {
  let [r0, r1, s0, s1] = [m, ((a % m) + m) % m, 0n, 1n];
  while (r1 !== 0n) {
    const q = r0 / r1;
    [r0, r1, s0, s1] = [r1, r0 - q * r1, s1, s0 - q * s1];
  }
  return ((s0 % m) + m) % m;
}

// Factors over the integers

function recombined(f: Dense, modularFactors: readonly number[][], p: number, effort: Effort): Dense[] {
  const n = f.length - 1;
  const height = f.reduce((most, c) => (abs(c) > most ? abs(c) : most), 0n);
  const bound = 2n ** BigInt(n) * BigInt(n + 1) * height * abs(f[n]); // above Mignotte's
  const { factors, m } = lifted(f, modularFactors, p, 2n * bound + 1n, effort);
  let left = f;
  let open = [...factors];
  const found: Dense[] = [];
  for (let size = 1; 2 * size <= open.length; ) {
    const chosen = firstDivisor(left, open, size, m, effort);
    if (chosen === undefined) size++;
    else {
      found.push(chosen.factor);
      left = chosen.quotient;
      open = open.filter((_, i) => !chosen.members.includes(i));
    }
  }
  if (left.length > 1) found.push(left);
  return found;
}

/** The first choice of `size` factors whose product divides f. */
function firstDivisor(f: Dense, factors: readonly Dense[], size: number, m: bigint, effort: Effort) {
  const lead = f[f.length - 1];
  const members = Array.from({ length: size }, (_, i) => i);
  for (;;) {
    effort.spend(f.length);
    // Most choices are told by their constant alone.
    const last = symmetric(
      members.reduce((product, i) => (product * factors[i][0]) % m, lead),
      m,
    );
    if (last === 0n ? f[0] === 0n : (lead * f[0]) % last === 0n) {
      effort.spend(f.length * f.length);
      let product: Dense = [lead];
      for (const i of members) product = reduced(multiplyBig(product, factors[i]), m);
      const factor = primitivePart(product.map((c) => symmetric(c, m)));
      const quotient = quotientOf(f, factor);
      if (quotient !== undefined) return { factor, quotient, members };
    }
    let at = size - 1;
    while (at >= 0 && members[at] === factors.length - size + at) at--;
    if (at < 0) return undefined;
    members[at]++;
    for (let i = at + 1; i < size; i++) members[i] = members[i - 1] + 1;
  }
}

function primitivePart(a: Dense): Dense {
  let content = 0n;
  for (const c of a) content = gcdOf(content, c);
  if (a[a.length - 1] < 0n) content = -content;
  return content === 1n ? a : a.map((c) => c / content);
}
