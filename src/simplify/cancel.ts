// Common factors of polynomials above and below a bar: (x^2 - 1)/(x - 1) is x + 1 where x ≠ 1. Of polynomials
// in one variable with rational coefficients, by Euclid's algorithm (Knuth, TAOCP vol. 2, 4.6.1).
import { type ConstValue, constant, type Expr } from "../expr/node.ts";
import { rely } from "./allowance.ts";
import type { Engine } from "./engine.ts";
import { addValues, divValues, isInteger, mulValues, negateValue, signOf } from "./exact.ts";
import { Factors } from "./factors.ts";
import { atom, type Form, isFormula, type Power, Product, power, Sum } from "./form.ts";
import { Terms } from "./terms.ts";

/** Coefficients from the constant on; the last is not 0. */
interface Polynomial {
  readonly variable: Expr;
  readonly coefficients: readonly ConstValue[];
}

/** Polynomials of up to this degree are looked at. */
const DEGREE = 32;

/** A product in which no polynomial below has a factor in common with one above. */
export function cancelled(engine: Engine, product: Product): Form {
  const polynomials = product.powers.map((factor) => polynomialOf(engine, factor));
  for (let i = 0; i < polynomials.length; i++) {
    for (let k = 0; k < polynomials.length; k++) {
      const [above, below] = [polynomials[i], polynomials[k]];
      if (
        above === undefined ||
        below === undefined ||
        !isAbove(product.powers[i]) ||
        isAbove(product.powers[k])
      ) {
        continue;
      }
      const reduced = withoutCommon(engine, product, [i, above], [k, below]);
      if (reduced !== undefined) return reduced;
    }
  }
  return product;
}

const isAbove = ({ exponent }: Power): boolean => !isFormula(exponent) && signOf(exponent) > 0;

function withoutCommon(
  engine: Engine,
  product: Product,
  [i, above]: readonly [number, Polynomial],
  [k, below]: readonly [number, Polynomial],
): Form | undefined {
  if (above.variable !== below.variable && !sameName(above.variable, below.variable)) return undefined;
  const common = gcd(above.coefficients, below.coefficients);
  if (common === undefined || common.length < 2) return undefined;
  const top = divided(above.coefficients, common)?.quotient;
  const bottom = divided(below.coefficients, common)?.quotient;
  if (top === undefined || bottom === undefined) return undefined;
  const factor = engine.whole(formOf(engine, above.variable, common));
  if (!rely(engine.allowance, { expr: factor, holds: "nonzero" })) return undefined;
  const [m, n] = [product.powers[i].exponent, product.powers[k].exponent];
  if (isFormula(m) || isFormula(n)) return undefined;
  const sum = addValues(m, n);
  if (sum === undefined) return undefined;
  const factors = new Factors();
  const others = product.powers.filter((_, at) => at !== i && at !== k);
  engine.multiply(factors, new Product(product.coefficient, others));
  if (sum !== 0) factors.power(power(factor, sum), engine);
  engine.multiply(factors, formOf(engine, above.variable, top), m);
  engine.multiply(factors, formOf(engine, above.variable, bottom), n);
  return engine.closeProduct(factors);
}

const sameName = (a: Expr, b: Expr): boolean => a.kind === "var" && b.kind === "var" && a.name === b.name;

/** A sum to an integer power that is a polynomial in one variable. */
function polynomialOf(engine: Engine, { base, exponent, been }: Power): Polynomial | undefined {
  if (isFormula(exponent) || !isInteger(exponent) || been > 1 || base.kind !== "apply") return undefined;
  const sum = engine.knownForm(base);
  if (!(sum instanceof Sum)) return undefined;
  let variable: Expr | undefined;
  const coefficients: ConstValue[] = [];
  for (const { coefficient, powers } of sum.terms) {
    if (powers.length > 1) return undefined;
    let degree = 0;
    for (const factor of powers) {
      if (factor.base.kind !== "var" || typeof factor.exponent !== "number") return undefined;
      if (!Number.isInteger(factor.exponent) || factor.exponent < 1 || factor.exponent > DEGREE)
        return undefined;
      if (variable !== undefined && !sameName(variable, factor.base)) return undefined;
      variable = factor.base;
      degree = factor.exponent;
    }
    while (coefficients.length <= degree) coefficients.push(0);
    coefficients[degree] = coefficient;
  }
  return variable === undefined ? undefined : { variable, coefficients };
}

/** coefficients[n]·x^n + ... as a form. */
function formOf(engine: Engine, variable: Expr, coefficients: readonly ConstValue[]): Form {
  const terms = new Terms();
  coefficients.forEach((coefficient, n) => {
    if (coefficient === 0) return;
    const powers = n === 0 ? [] : [power(variable, n)];
    engine.add(terms, new Product(coefficient, powers));
  });
  return terms.size === 0 ? atom(constant(0)) : engine.collect(terms.products());
}

/** The monic greatest common divisor; undefined where a number grows beyond exact arithmetic. */
function gcd(a: readonly ConstValue[], b: readonly ConstValue[]): readonly ConstValue[] | undefined {
  let [x, y] = [a, b];
  while (y.length > 0) {
    const rest = divided(x, y)?.rest;
    if (rest === undefined) return undefined;
    [x, y] = [y, rest];
  }
  return scaled(x, divValues(1, x[x.length - 1]));
}

function scaled(a: readonly ConstValue[], k: ConstValue | undefined): readonly ConstValue[] | undefined {
  const result: ConstValue[] = [];
  for (const coefficient of a) {
    const product = k === undefined ? undefined : mulValues(coefficient, k);
    if (product === undefined) return undefined;
    result.push(product);
  }
  return result;
}

interface Division {
  readonly quotient: readonly ConstValue[];
  readonly rest: readonly ConstValue[];
}

/** a = quotient·b + rest, the rest of a lower degree than b. */
function divided(a: readonly ConstValue[], b: readonly ConstValue[]): Division | undefined {
  const rest = [...a];
  const quotient: ConstValue[] = [];
  for (let shift = a.length - b.length; shift >= 0; shift--) {
    const k = divValues(rest[shift + b.length - 1], b[b.length - 1]);
    if (k === undefined) return undefined;
    quotient.unshift(k);
    for (let j = 0; j < b.length; j++) {
      const product = mulValues(b[j], negateValue(k));
      const difference = product === undefined ? undefined : addValues(rest[shift + j], product);
      if (difference === undefined) return undefined;
      rest[shift + j] = difference;
    }
  }
  while (rest.length > 0 && rest[rest.length - 1] === 0) rest.pop();
  return { quotient, rest };
}
