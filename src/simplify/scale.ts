// Multiples of forms.
import type { ConstValue } from "../expr/node.ts";
import { build } from "./build.ts";
import { mulValues } from "./exact.ts";
import { type Form, multiple, Product, Sum, withCoefficient } from "./form.ts";

/** k·product; where the coefficients have no exact product, k stands in front of the whole. */
export function scaleProduct(product: Product, k: ConstValue): Product {
  if (k === 1) return product;
  const coefficient = mulValues(product.coefficient, k);
  return coefficient === undefined ? multiple(k, build(product)) : withCoefficient(product, coefficient);
}

export function scaleForm(form: Form, k: ConstValue): Form {
  if (k === 1) return form;
  return form instanceof Product
    ? scaleProduct(form, k)
    : new Sum(form.terms.map((term) => scaleProduct(term, k)));
}
