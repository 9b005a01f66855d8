// normal: one form for all formulas that are the same quotient of polynomials over their parts, whatever order and
// shape they were written in. It recognises 0; it is no shorter than what it is made of.
import type { ConstValue, Expr, ExprLike } from "../expr/node.ts";
import { build } from "./build.ts";
import { isInteger, negateValue, powValue } from "./exact.ts";
import { type Power, Product } from "./form.ts";
import { compareFactors, sortInPlace } from "./order.ts";
import { openedProduct, quotientOf } from "./polynomial/quotient.ts";
import type { Reader } from "./polynomial/read.ts";
import { Overrun, type Polynomial, single } from "./polynomial/ring.ts";
import { powersOf, write } from "./polynomial/write.ts";
import { checkRewriting, type RewriteOptions, type Rewritten, rewritten } from "./rewriting.ts";

const checkNormal = checkRewriting("normal");

/**
 * The normal form of a formula: a quotient of two polynomials over what is opened no further (variables, functions,
 * roots), opened and without common factors. Where one denominator would be too much work the terms stay apart.
 * @throws {Unfinished} (a BudgetError) for too many terms; {UsageError} for options that there are not.
 * @example normal(parse("1/(x - 1) - 1/(x + 1)"))  // 2/(x^2 - 1)
 */
export const normal = (expr: ExprLike, options: RewriteOptions = {}): Expr => normalized(expr, options).expr;

/** The same with the conditions under which both are equal. */
export function normalized(expr: ExprLike, options: RewriteOptions = {}): Rewritten {
  checkNormal(options);
  return rewritten(
    expr,
    options,
    { what: "the normal form", instead: "raise budget.nodes" },
    (reader, tidy) => {
      const value = reader.read(tidy);
      try {
        return normalExpr(reader, value);
      } catch (error) {
        if (error instanceof Overrun) return write(value);
        throw error;
      }
    },
  );
}

function normalExpr(reader: Reader, value: Polynomial): Expr {
  const { numerator, denominator } = quotientOf(reader, value);
  if (denominator.length === 0 || numerator.size === 0) return write(numerator);
  const whole = denominator.filter(({ exponent }) => isInteger(exponent));
  const roots = denominator.filter(({ exponent }) => !isInteger(exponent));
  const below = openedProduct(reader, whole);
  const [above, k] = primitive(reader, numerator);
  const [under, l] = primitive(reader, below);
  const inverse = powValue(l, -1) ?? 1;
  const powers: Power[] = [
    ...powersOf(above, 1),
    ...powersOf(under, -1),
    ...roots.flatMap(({ of, exponent }) => powersOf(of, negateValue(exponent))),
  ];
  sortInPlace(powers, compareFactors);
  const front = reader.ring.scaled(reader.ring.constant(k), inverse);
  return build(new Product(single(front)[1], powers));
}

/** A polynomial without the number that its terms have in common, and that number. */
function primitive(reader: Reader, value: Polynomial): [Polynomial, ConstValue] {
  const content = value.size === 1 ? value : reader.content(value);
  const k = content === undefined ? 1 : single(content)[1];
  return [reader.ring.scaled(value, powValue(k, -1) ?? 1), k];
}
