// Sums written shorter: multiplied out where terms then collect, and with what all terms have in
// common in front. Tried on small sums only, and kept only where the result is no longer.
import { equal } from "../expr/equal.ts";
import { type Allowance, rely } from "./allowance.ts";
import { commonFactors } from "./common.ts";
import { Conditions } from "./condition.ts";
import type { Engine } from "./engine.ts";
import { Factors } from "./factors.ts";
import { type Form, isNegative, Product, power, Sum } from "./form.ts";
import { lengthOf } from "./length.ts";
import { compareFactors, sortInPlace } from "./order.ts";
import { pythagorean } from "./pythagoras.ts";
import { scaleForm, scaleProduct } from "./scale.ts";
import { collectSum, Terms } from "./terms.ts";

/** Sums of up to this many terms are looked at for what is shorter multiplied out, or in common. */
const MANY_TERMS = 24;

/** The shortest of a sum as it is, multiplied out, and with its common factors in front. */
export function shorter(engine: Engine, whole: Sum): Form {
  if (whole.terms.length > MANY_TERMS) return whole;
  const terms = pythagorean(whole.terms, engine.allowance);
  const sum = terms === undefined ? whole : collectSum(terms, engine.allowance);
  return factored(engine, multipliedOut(engine, sum, engine.allowance));
}

/** What is quickly found: multiples of sums opened, and quotients over one bar, where that is no longer. */
export function quicklyShorter(engine: Engine, sum: Sum): Form {
  if (sum.terms.length > MANY_TERMS) return sum;
  const open = scaledOut(engine, sum, engine.allowance);
  return open instanceof Sum && open.terms.every(isQuotient) ? overOneBar(engine, open) : open;
}

/** 1/(x + 1) - x/(x + 1)^2 as 1/(x + 1)^2, where that is no costlier: what stands above the bar is opened. */
function overOneBar(engine: Engine, sum: Sum): Form {
  const found = commonFactors(sum);
  if (found === undefined) return sum;
  const tried = trial(engine.allowance);
  const above = new Terms();
  for (const term of found.terms) {
    const inside = insideOf(engine, term);
    if (inside === undefined) engine.add(above, reopened(engine, tried, term));
    else for (const part of inside.terms) above.push(scaleProduct(part, term.coefficient));
  }
  const product = timesForm(engine, tried, found.common, collectSum(above.products(), tried));
  return lengthOf(product) > lengthOf(sum) ? sum : keep(product, tried, engine.allowance);
}

function isQuotient({ powers }: Product): boolean {
  for (const { exponent } of powers) if (isNegative(exponent)) return true;
  return false;
}

/** (2*x^4 + 8)/x^3 as 2*x + 8/x^3: a sum among the factors multiplied out, where that is shorter. */
export function distributed(engine: Engine, product: Product): Form {
  const { sums, rest } = sumFactors(engine, product);
  if (sums.length !== 1 || sums[0].terms.length > MANY_TERMS) return product;
  const tried = trial(engine.allowance);
  const terms = new Terms();
  for (const term of sums[0].terms) engine.add(terms, closed(engine, tried, term, rest));
  const open = collectSum(terms.products(), tried);
  return lengthOf(open) < lengthOf(product) ? keep(open, tried, engine.allowance) : product;
}

/** A sum with 3*(x + 1) among its terms opened, where that is shorter because terms then collect. */
function scaledOut(engine: Engine, sum: Form, allowance: Allowance): Form {
  if (!(sum instanceof Sum) || !holdsSums(engine, sum)) return sum;
  const tried = trial(allowance);
  const terms = new Terms();
  for (const term of sum.terms) {
    const inside = insideOf(engine, term);
    engine.add(terms, inside === undefined ? term : scaleForm(inside, term.coefficient));
  }
  const open = collectSum(terms.products(), tried);
  return lengthOf(open) < lengthOf(sum) ? keep(open, tried, allowance) : sum;
}

function holdsSums(engine: Engine, { terms }: Sum): boolean {
  for (const term of terms) if (insideOf(engine, term) !== undefined) return true;
  return false;
}

/** The sum that a term is a multiple of. */
function insideOf(engine: Engine, { onlyBase }: Product): Sum | undefined {
  const form = onlyBase === undefined || onlyBase.kind !== "apply" ? undefined : engine.knownForm(onlyBase);
  return form instanceof Sum ? form : undefined;
}

/** What is only tried rests on conditions of its own, which count once it is kept. */
const trial = ({ strict, assume }: Allowance): Allowance => ({
  strict,
  assume,
  conditions: new Conditions(),
  asked: 0,
});

function keep(form: Form, tried: Allowance, allowance: Allowance): Form {
  allowance.asked += tried.asked; // what was assumed is in no list
  for (const condition of tried.conditions.list) rely(allowance, condition);
  return form;
}

/** common · rest, where nothing of the two merges without being multiplied out. */
function timesForm(engine: Engine, allowance: Allowance, common: Product, rest: Form): Form {
  if (rest instanceof Sum) {
    const base = engine.whole(rest);
    if (!common.powers.some((factor) => equal(factor.base, base))) {
      const powers = common.powers.concat(power(base, 1));
      sortInPlace(powers, compareFactors);
      return new Product(common.coefficient, powers);
    }
  }
  const factors = new Factors();
  engine.multiply(factors, common);
  engine.multiply(factors, rest);
  return engine.closeProduct(factors, allowance);
}

/** A sum with what all its terms have in common in front, where that is no costlier. */
function factored(engine: Engine, sum: Form): Form {
  const found = sum instanceof Sum ? commonFactors(sum) : undefined;
  if (found === undefined) return sum;
  const tried = trial(engine.allowance);
  const inside = new Terms();
  for (const term of found.terms) engine.add(inside, reopened(engine, tried, term));
  const rest = multipliedOut(engine, collectSum(inside.products(), tried), tried);
  const product = timesForm(engine, tried, found.common, rest);
  return lengthOf(product) > lengthOf(sum) ? sum : keep(product, tried, engine.allowance);
}

/** A sum with products such as x*(2*x - 1)*(x + 1) multiplied out, where that is shorter because terms then collect. */
function multipliedOut(engine: Engine, sum: Form, allowance: Allowance): Form {
  if (!(sum instanceof Sum)) return sum;
  const tried = trial(allowance);
  const terms = new Terms();
  let opened = false;
  for (const term of sum.terms) {
    const { sums, rest } = sumFactors(engine, term);
    const count = sums.reduce((product, inner) => product * inner.terms.length, 1);
    if (sums.length === 0 || terms.size + count > MANY_TERMS) {
      terms.push(term);
      continue;
    }
    opened = true;
    let partly: readonly Product[] = [rest];
    for (const inner of sums) {
      const products = new Terms();
      for (const left of partly) {
        for (const right of inner.terms) engine.add(products, closed(engine, tried, left, right));
      }
      partly = termsOf(collectSum(products.products(), tried));
    }
    for (const product of partly) terms.push(product);
  }
  if (!opened) return sum;
  const open = collectSum(terms.products(), tried);
  return lengthOf(open) < lengthOf(sum) ? keep(open, tried, allowance) : sum;
}

/** A term of which something has been divided out: where a power of a product has become an integer one, that opens. */
function reopened(engine: Engine, allowance: Allowance, term: Product): Form {
  for (const { base } of term.powers) {
    if (base.kind === "apply" && engine.knownForm(base) instanceof Product)
      return closed(engine, allowance, term);
  }
  return term;
}

const termsOf = (form: Form): readonly Product[] => (form instanceof Sum ? form.terms : [form]);

/** Powers of sums up to this are multiplied out where that is shorter: (x + 1)^2 - x^2 is 2*x + 1. */
const HIGHEST = 4;

/** The sums among a product's factors, each as often as its exponent says, and what else there is. */
function sumFactors(engine: Engine, product: Product): { sums: readonly Sum[]; rest: Product } {
  const sums: Sum[] = [];
  const rest = product.powers.filter(({ base, exponent }) => {
    const isSmall = typeof exponent === "number" && exponent >= 1 && exponent <= HIGHEST;
    const form = isSmall && Number.isInteger(exponent) ? engine.knownForm(base) : undefined;
    if (!(form instanceof Sum)) return true;
    for (let k = 0; k < Number(exponent); k++) sums.push(form);
    return false;
  });
  return { sums, rest: new Product(product.coefficient, rest) };
}

/** The product of products, whose powers may now be sums to the power 1. */
function closed(engine: Engine, allowance: Allowance, ...products: readonly Product[]): Form {
  const factors = new Factors();
  for (const product of products) engine.multiply(factors, product);
  return engine.closeProduct(factors, allowance);
}
