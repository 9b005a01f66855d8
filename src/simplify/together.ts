// together: one quotient, without common factors above and below the bar.
import { type Expr, type ExprLike, sizeOf } from "../expr/node.ts";
import { writtenQuotient } from "./quotientForm.ts";
import { checkRewriting, hasBar, type RewriteOptions, type Rewritten, rewritten } from "./rewriting.ts";

const checkTogether = checkRewriting("together");

/**
 * A formula over one denominator, and what is common to numerator and denominator cancelled.
 * @throws {UsageError} for options that there are not.
 * @example together(parse("1/x + 1/(x + 1)"))  // (2*x + 1)/(x*(x + 1))
 */
export const together = (expr: ExprLike, options: RewriteOptions = {}): Expr =>
  broughtTogether(expr, options).expr;

/** The same with the conditions under which both are equal. */
export function broughtTogether(expr: ExprLike, options: RewriteOptions = {}): Rewritten {
  checkTogether(options);
  return rewritten(
    expr,
    options,
    {
      what: "one denominator",
      instead: "raise budget.nodes",
      reading: { keepsArguments: true },
      givesUp: true,
    },
    (reader, tidy) => {
      const quotient = writtenQuotient(reader, reader.read(tidy));
      // Without a bar there is nothing to bring together, and (x + 1)^9 + y needs not be opened.
      return sizeOf(tidy) < sizeOf(quotient) && !hasBar(tidy) ? tidy : quotient;
    },
  );
}
