// trig: angles taken apart, sin(x + y) as sines and cosines of x and y, or put together, products and powers of sines
// and cosines as sums of sines and cosines. The hyperbolic functions likewise.

import { equal } from "../expr/equal.ts";
import { apply, type ConstValue, constValue, type Expr, type ExprLike, hasVariables } from "../expr/node.ts";
import { checkValue, oneOf } from "../expr/options.ts";
import type { Primitive } from "../expr/primitive.ts";
import { Pi } from "../expr/primitives/constants.ts";
import { Cosh, Coth, Csch, Sech, Sinh, Tanh } from "../expr/primitives/hyperbolic.ts";
import { Cos, Cot, Csc, Sec, Sin, Tan } from "../expr/primitives/trigonometric.ts";
import { rational } from "../expr/rational.ts";
import { isInteger, negateValue, signOf, toRational } from "./exact.ts";
import { exactAngle, type Pair, turn } from "./polynomial/angle.ts";
import { firstTerm, keyOf, type Reader, type ReadOptions } from "./polynomial/read.ts";
import {
  addTo,
  type GeneratorPower,
  type Monomial,
  NOTHING,
  type Polynomial,
  product,
  sum,
} from "./polynomial/ring.ts";
import { byDenominators } from "./quotientForm.ts";
import { checkRewriting, type RewriteOptions, type Rewritten, rewritten } from "./rewriting.ts";

export type TrigWay = "expand" | "reduce";

const ways = oneOf("expand", "reduce");
const checkTrig = checkRewriting("trig");

/**
 * "expand": sines and cosines of sums and multiples as products: sin(x + y), cos(2*x). "reduce": products and powers
 * of them as sums of sines and cosines of multiples: sin(x)^2 is 1/2 - 1/2*cos(2*x). Hyperbolic functions likewise.
 * @throws {UsageError} for another way; {Unfinished} (a BudgetError) for too many terms.
 * @example trig(parse("sin(x + y)"), "expand")  // cos(x)*sin(y) + cos(y)*sin(x)
 */
export const trig = (expr: ExprLike, way: TrigWay, options: RewriteOptions = {}): Expr =>
  trigRewritten(expr, way, options).expr;

/** The same with the conditions under which both are equal. */
export function trigRewritten(expr: ExprLike, way: TrigWay, options: RewriteOptions = {}): Rewritten {
  checkValue("way", way, ways);
  checkTrig(options);
  const reading: ReadOptions = way === "expand" ? { open: anglesApart } : {};
  return rewritten(
    expr,
    options,
    { what: `trig ${way}`, instead: "raise budget.nodes", reading },
    (reader, tidy) => {
      const value = reader.read(tidy);
      return byDenominators(reader, way === "expand" ? value : reducedProducts(reader, value));
    },
  );
}

/** Multiples of angles up to this are taken apart. */
const MULTIPLES = 64;

interface Kind {
  readonly cos: Primitive;
  readonly sin: Primitive;
  /** cos(a + b) = cos·cos + sign·sin·sin. */
  readonly sign: 1 | -1;
}

const CIRCULAR: Kind = { cos: Cos, sin: Sin, sign: -1 };
const HYPERBOLIC: Kind = { cos: Cosh, sin: Sinh, sign: 1 };

/** What a row is by cos and sin of its angle. */
const rows = new Map<
  Primitive,
  { readonly kind: Kind; readonly of: (reader: Reader, pair: Pair) => Polynomial }
>();
for (const [kind, cos, sin, tan, cot, sec, csc] of [
  [CIRCULAR, Cos, Sin, Tan, Cot, Sec, Csc],
  [HYPERBOLIC, Cosh, Sinh, Tanh, Coth, Sech, Csch],
] as const) {
  const over = (reader: Reader, a: Polynomial, b: Polynomial): Polynomial =>
    reader.ring.multiply(a, reader.power(b, -1));
  rows.set(cos, { kind, of: (_, pair) => pair.cos });
  rows.set(sin, { kind, of: (_, pair) => pair.sin });
  rows.set(tan, { kind, of: (reader, pair) => over(reader, pair.sin, pair.cos) });
  rows.set(cot, { kind, of: (reader, pair) => over(reader, pair.cos, pair.sin) });
  rows.set(sec, { kind, of: (reader, pair) => over(reader, reader.ring.constant(1), pair.cos) });
  rows.set(csc, { kind, of: (reader, pair) => over(reader, reader.ring.constant(1), pair.sin) });
}

/** The reading option `open` for `expand`: sums and multiples of angles are taken apart; single angles are left alone. */
function anglesApart(reader: Reader, op: Primitive, [angle]: readonly Polynomial[]): Polynomial | undefined {
  const row = rows.get(op);
  if (row === undefined || angle.size === 0) return undefined;
  const terms = [...angle];
  if (terms.length === 1 && multipleOf(terms[0][1]) < 2 && !isPiMultiple(reader, angle)) return undefined;
  if (terms.some(([, k]) => multipleOf(k) > MULTIPLES)) return undefined;
  const pairs = terms.map(([monomial, k]) => multiplePair(reader, row.kind, monomial, k));
  return row.of(
    reader,
    pairs.reduce((a, b) => turn(reader, a, b, row.kind.sign)),
  );
}

const isPiMultiple = (reader: Reader, angle: Polynomial): boolean => !hasVariables(reader.write(angle));

/** 3 of 3/2. */
const multipleOf = (k: ConstValue): number => Math.abs(Number(toRational(k).numerator));

/** cos and sin of k·m: of 3·x/2 in powers of those of x/2, by Chebyshev's polynomials. */
function multiplePair(reader: Reader, kind: Kind, monomial: Monomial, k: ConstValue): Pair {
  const { ring } = reader;
  const isPi = kind === CIRCULAR && equal(reader.write(new Map([[monomial, 1 as ConstValue]])), Pi);
  const exact = isPi ? exactAngle(reader, k) : undefined;
  if (exact !== undefined) return exact;
  const { numerator, denominator } = toRational(k);
  const n = Number(numerator < 0n ? -numerator : numerator);
  const unit: Polynomial = new Map([[monomial, constValue(rational(1n, denominator))]]);
  const of = (op: Primitive): Polynomial => reader.applied(apply(op, [reader.write(unit)]), [unit]);
  const [cos, sin] = [of(kind.cos), of(kind.sin)];
  // t(n) = 2·cos(u)·t(n-1) - t(n-2), for cos(n·u) and for sin(n·u).
  const nth = (first: Polynomial, second: Polynomial, by: Polynomial): Polynomial => {
    let [before, last] = [first, second];
    for (let i = 2; i <= n; i++)
      [before, last] = [last, ring.add(ring.scaled(ring.multiply(by, last), 2), before, -1)];
    return last;
  };
  // sin of an odd multiple is a polynomial in sin alone: 3·sin(u) - 4·sin(u)^3.
  const isInSin = n % 2 === 1 && kind === CIRCULAR;
  const multiple = isInSin
    ? ring.scaled(nth(ring.constant(1), sin, sin), n % 4 === 3 ? -1 : 1)
    : nth(NOTHING, sin, cos);
  return { cos: nth(ring.constant(1), cos, cos), sin: numerator < 0n ? ring.scaled(multiple, -1) : multiple };
}

// Products as sums

/** coefficient · op(angle). */
interface Wave {
  readonly kind: Kind;
  readonly isCos: boolean;
  readonly angle: Polynomial;
  readonly coefficient: ConstValue;
}

const HALF: ConstValue = rational(1n, 2n);

function reducedProducts(reader: Reader, value: Polynomial): Polynomial {
  const { ring } = reader;
  const total = new Map<Monomial, ConstValue>();
  const angles = new Map<Expr, Polynomial>();
  for (const [{ powers }, coefficient] of value) {
    const others: GeneratorPower[] = [];
    let sums: Polynomial = new Map([[ring.unit, coefficient]]);
    for (const kind of [CIRCULAR, HYPERBOLIC]) {
      let waves: readonly Wave[] | undefined;
      for (const power of powers) {
        const wave = waveOf(reader, kind, power, angles);
        if (wave === undefined) continue;
        for (let i = 0; i < Number(power.exponent); i++) {
          waves = waves === undefined ? [wave] : multiplied(reader, waves, wave);
        }
      }
      if (waves !== undefined) sums = ring.multiply(sums, written(reader, waves));
    }
    for (const power of powers) {
      const isWave = [CIRCULAR, HYPERBOLIC].some((kind) => waveOf(reader, kind, power, angles) !== undefined);
      if (!isWave) others.push(power);
    }
    addTo(total, ring.multiply(new Map([[ring.monomial(others), 1 as ConstValue]]), sums), 1);
  }
  return total;
}

function waveOf(
  reader: Reader,
  kind: Kind,
  { generator, exponent }: GeneratorPower,
  angles: Map<Expr, Polynomial>,
): Wave | undefined {
  const { base } = generator;
  if (base.kind !== "apply" || !isInteger(exponent) || signOf(exponent) < 0) return undefined;
  if (base.op !== kind.cos && base.op !== kind.sin) return undefined;
  const angle = angles.get(base) ?? reader.read(base.args[0]);
  angles.set(base, angle);
  return { kind, isCos: base.op === kind.cos, angle, coefficient: 1 };
}

/** Products to sums: cos·cos, sin·sin and sin·cos of two angles. */
function multiplied(reader: Reader, waves: readonly Wave[], by: Wave): Wave[] {
  const { ring } = reader;
  ring.spend(waves.length);
  const byKey = new Map<string, Wave>();
  const put = (wave: Wave): void => {
    const turned = upright(reader, wave);
    if (turned === undefined) return;
    const key = `${turned.isCos} ${keyOf(turned.angle)}`;
    const before = byKey.get(key);
    const total = before === undefined ? turned.coefficient : sum(before.coefficient, turned.coefficient);
    if (total === 0) byKey.delete(key);
    else byKey.set(key, { ...turned, coefficient: total });
  };
  for (const wave of waves) {
    const { kind } = wave;
    const k = product(product(wave.coefficient, by.coefficient), HALF);
    const added = ring.add(wave.angle, by.angle);
    const difference = ring.add(wave.angle, by.angle, -1);
    if (wave.isCos === by.isCos) {
      // cos·cos: cos(a - b) + cos(a + b); sin·sin: cos(a - b) - cos(a + b), hyperbolic with signs changed.
      const isSin = !wave.isCos;
      put({
        kind,
        isCos: true,
        angle: difference,
        coefficient: isSin && kind.sign === 1 ? negateValue(k) : k,
      });
      put({ kind, isCos: true, angle: added, coefficient: isSin && kind.sign === -1 ? negateValue(k) : k });
    } else {
      const isFirst = !wave.isCos; // sin(a)·cos(b)
      put({ kind, isCos: false, angle: added, coefficient: k });
      put({ kind, isCos: false, angle: difference, coefficient: isFirst ? k : negateValue(k) });
    }
  }
  return [...byKey.values()];
}

/** cos(-u) as cos(u), sin(-u) as -sin(u); undefined for sin(0). */
function upright({ ring }: Reader, wave: Wave): Wave | undefined {
  if (wave.angle.size === 0) return wave.isCos ? wave : undefined;
  if (signOf(firstTerm(wave.angle)) > 0) return wave;
  return {
    ...wave,
    angle: ring.scaled(wave.angle, -1),
    coefficient: wave.isCos ? wave.coefficient : negateValue(wave.coefficient),
  };
}

function written(reader: Reader, waves: readonly Wave[]): Polynomial {
  const { ring } = reader;
  const total = new Map<Monomial, ConstValue>();
  for (const { kind, isCos, angle, coefficient } of waves) {
    const value =
      angle.size === 0
        ? ring.constant(1)
        : reader.applied(apply(isCos ? kind.cos : kind.sin, [reader.write(angle)]), [angle]);
    addTo(total, value, coefficient);
  }
  return total;
}
