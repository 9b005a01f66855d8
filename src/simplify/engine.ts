// What the parts of tidy ask of the gatherer, so that each can be read by itself: shorter sums, signs
// and conditionals are rewritten through this and know nothing of walks.
import type { ConstValue, Expr } from "../expr/node.ts";
import type { Allowance } from "./allowance.ts";
import type { ExponentArithmetic, Factors } from "./factors.ts";
import type { Form, Product } from "./form.ts";
import type { Terms } from "./terms.ts";

export interface Engine extends ExponentArithmetic {
  readonly allowance: Allowance;
  /** Multiplies by form^exponent (1 where left out); `opens`: a product is opened, not kept whole. */
  multiply(factors: Factors, form: Form, exponent?: ConstValue, opens?: boolean): void;
  /** Adds k·form (k is 1 where left out); `opens`: a sum is opened, not kept whole. */
  add(terms: Terms, form: Form, k?: ConstValue, opens?: boolean): void;
  /** The product of what has been gathered. */
  closeProduct(factors: Factors, allowance?: Allowance): Form;
  /** The sum of terms. */
  collect(products: readonly Product[]): Form;
  /** A form as one formula, which can be opened again where it turns up. */
  whole(form: Form): Expr;
  /** The form of a formula that `whole` has given. */
  knownForm(expr: Expr): Form | undefined;
  /** The same, an atom where there is none. */
  formOf(expr: Expr): Form;
}
