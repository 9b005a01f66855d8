// How long a form is written: the nodes of the formula that build.ts makes of it, whichever way round
// its signs are, counted without making it.
import { type ConstValue, sizeOf } from "../expr/node.ts";
import { type Form, isFormula, isNegative, type Power, Product } from "./form.ts";

/** The nodes of a form, or of its negative where that is the one without a minus in front. */
export function lengthOf(form: Form): number {
  if (form instanceof Product) return lengthOfProduct(form);
  let nodes = form.terms.length - 1;
  for (const term of form.terms) nodes += lengthOfProduct(term);
  return nodes;
}

function lengthOfProduct({ coefficient, powers }: Product): number {
  if (powers.length === 0) return 1;
  let above = 0; // factors above the bar, and below it
  let below = 0;
  let nodes = 0;
  for (const power of powers) {
    nodes += lengthOfPower(power);
    if (isNegative(power.exponent)) below++;
    else above++;
  }
  const isSplit = below > 0 && typeof coefficient === "object"; // 3/2 stands as 3 above and 2 below
  const isPlain = isSplit
    ? coefficient.numerator === 1n || coefficient.numerator === -1n
    : coefficient === 1 || coefficient === -1;
  if (above === 0 || !isPlain) {
    nodes++;
    above++;
  }
  if (isSplit) {
    nodes++;
    below++;
  }
  return nodes + above + below - 1; // one operator less than factors
}

function lengthOfPower({ base, exponent }: Power): number {
  if (exponent === 1 || exponent === -1) return sizeOf(base);
  if (isFormula(exponent)) return sizeOf(base) + sizeOf(exponent) + 1;
  return sizeOf(base) + (isHalf(exponent) ? 1 : 2);
}

/** sqrt is one node, x^(1/3) two. */
const isHalf = (v: ConstValue): boolean =>
  typeof v === "object" && v.denominator === 2n && (v.numerator === 1n || v.numerator === -1n);
