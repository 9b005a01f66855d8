// A quotient as a formula: one number in front, a numerator that is opened or in factors, whichever is shorter, and a
// denominator in factors.
import type { ConstValue, Expr } from "../expr/node.ts";
import { build } from "./build.ts";
import { mulValues, negateValue, powValue, signOf } from "./exact.ts";
import { Factors } from "./factor.ts";
import { type Form, type Power, Product, power, Sum, zero } from "./form.ts";
import { lengthOf } from "./length.ts";
import { compareFactors, compareTerms, sortInPlace } from "./order.ts";
import { type Quotient, quotientOf } from "./polynomial/quotient.ts";
import type { Reader } from "./polynomial/read.ts";
import { type Monomial, type Polynomial, single, tooManyBits } from "./polynomial/ring.ts";
import { formOf, powersOf, write } from "./polynomial/write.ts";

/** A polynomial with powers below the bar as one quotient. */
export const writtenQuotient = (reader: Reader, value: Polynomial): Expr =>
  build(quotientFormOf(reader, value));

/** The same as a form. */
export const quotientFormOf = (reader: Reader, value: Polynomial): Form =>
  quotientProduct(reader, quotientOf(reader, value));

function quotientProduct(reader: Reader, { numerator, denominator }: Quotient): Form {
  if (numerator.size === 0) return zero;
  if (denominator.length === 0) return shorterForm(reader, numerator);
  const below: Power[] = [];
  let k: ConstValue = 1;
  for (const { of, exponent } of denominator) {
    const down = negateValue(exponent);
    const content = of.size > 1 ? reader.content(of) : undefined;
    const own = content === undefined ? 1 : single(content)[1];
    const inverse = powValue(own, down);
    const scaled: ConstValue | undefined = inverse === undefined ? undefined : mulValues(k, inverse);
    if (scaled === undefined || own === 1) below.push(...powersOf(of, down));
    else {
      k = scaled;
      below.push(...powersOf(reader.ring.scaled(of, powValue(own, -1) ?? 1), down));
    }
  }
  // A minus goes above the bar, into a difference where there is one.
  const above = shorterProduct(reader, signOf(k) < 0 ? reader.ring.scaled(numerator, -1) : numerator);
  const coefficient = mulValues(above.coefficient, signOf(k) < 0 ? negateValue(k) : k);
  if (coefficient === undefined) throw tooManyBits();
  const powers = [...above.powers, ...below];
  sortInPlace(powers, compareFactors);
  return new Product(coefficient, powers);
}

/** Terms over the same sums brought together and cancelled, each group a quotient of its own. */
export function byDenominators(reader: Reader, value: Polynomial): Expr {
  const terms: Product[] = [];
  for (const group of denominatorGroups(reader, value)) {
    const form = group.isPlain
      ? formOf(group.value)
      : quotientProduct(reader, quotientOf(reader, group.value));
    if (form instanceof Sum) terms.push(...form.terms);
    else if (form.coefficient !== 0) terms.push(form);
  }
  if (terms.length === 0) return build(zero);
  if (terms.length === 1) return build(terms[0]);
  sortInPlace(terms, compareTerms);
  return build(new Sum(terms));
}

/** The terms of a polynomial by the sums that stand below their bars. */
export function denominatorGroups(
  { ring }: Reader,
  value: Polynomial,
): readonly { readonly value: Polynomial; readonly isPlain: boolean }[] {
  const groups = new Map<Monomial, Map<Monomial, ConstValue>>();
  for (const [monomial, coefficient] of value) {
    const below = monomial.powers.filter(
      ({ generator, exponent }) => generator.sum !== undefined && signOf(exponent) < 0,
    );
    const key = below.length === 0 ? ring.unit : ring.monomial(below);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, new Map([[monomial, coefficient]]));
    else group.set(monomial, coefficient);
  }
  return [...groups].map(([key, value]) => ({ value, isPlain: key === ring.unit }));
}

/** What is over nothing: opened, or in factors where that is shorter. */
function shorterForm(reader: Reader, value: Polynomial): Form {
  const opened = formOf(value);
  if (value.size === 1 || value.size > FACTORED) return opened;
  const factored = shorterProduct(reader, value);
  return lengthOf(factored) < lengthOf(opened) ? factored : opened;
}

/** Sums of more terms than this are not tried in factors: those are hardly ever shorter. */
const FACTORED = 100;

/** A sum as a number times the sum, or in factors where that is shorter. */
export function shorterProduct(reader: Reader, value: Polynomial): Product {
  if (value.size === 1) {
    const form = formOf(value);
    if (form instanceof Product) return form;
  }
  // A minus stays inside where there is a plus too: y - x, not -(x - y).
  const content = reader.content(value);
  const front = content === undefined ? 1 : single(content)[1];
  const isMixed = signOf(front) < 0 && [...value.values()].some((each) => signOf(each) > 0);
  const k = isMixed ? negateValue(front) : front;
  const whole = new Product(k, [power(write(reader.ring.scaled(value, powValue(k, -1) ?? 1)), 1)]);
  if (value.size > FACTORED) return whole;
  const factors = new Factors(reader);
  factors.quotient(value, 1);
  const product = factors.form();
  return lengthOf(product) < lengthOf(whole) ? product : whole;
}
