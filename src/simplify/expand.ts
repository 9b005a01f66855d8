// expand: products over sums, powers of sums, exp of sums, ln of products where that is right.
import type { ConstValue, Expr, ExprLike } from "../expr/node.ts";
import { integer } from "../expr/options.ts";
import { negateValue } from "./exact.ts";
import { quotientOf } from "./polynomial/quotient.ts";
import type { Reader } from "./polynomial/read.ts";
import { addTo, type Monomial, type Polynomial } from "./polynomial/ring.ts";
import { write } from "./polynomial/write.ts";
import { denominatorGroups } from "./quotientForm.ts";
import { checkRewriting, type RewriteOptions, type Rewritten, rewritten } from "./rewriting.ts";

export interface ExpandOptions extends RewriteOptions {
  /** The highest power of a sum that is opened; higher ones stay. Default: all are opened, within the budget. */
  readonly powers?: number | undefined;
}

const checkExpand = checkRewriting("expand", { powers: integer(1, 1_000_000_000) });

/**
 * A formula with its products and powers of sums multiplied out, also inside functions; exp(a + b) is exp(a)*exp(b),
 * and ln(a*b) is ln(a) + ln(b) where a and b are known to be positive.
 * @throws {Unfinished} (a BudgetError) where that has more than `budget.nodes` terms, 100,000 by default; its `found`
 * is the formula as it was. {UsageError} for options that there are not.
 * @example expand(parse("(x + 1)^2*(x - 1)"))  // x^3 + x^2 - x - 1
 */
export const expand = (expr: ExprLike, options: ExpandOptions = {}): Expr => expanded(expr, options).expr;

/** The same with the conditions under which both are equal. */
export function expanded(expr: ExprLike, options: ExpandOptions = {}): Rewritten {
  checkExpand(options);
  const writing = { splits: true };
  return rewritten(
    expr,
    options,
    {
      what: "expanding",
      instead: "raise budget.nodes, or give powers: the highest to be opened",
      reading: { powers: options.powers, splitsLogs: true, writing },
    },
    (reader, tidy) => write(cancelled(reader, reader.read(tidy)), writing),
  );
}

/** Where terms over one sum are a multiple of it they are divided: (x^2 - 1)/(x - 1) is x + 1. */
function cancelled(reader: Reader, value: Polynomial): Polynomial {
  const total = new Map<Monomial, ConstValue>();
  for (const group of denominatorGroups(reader, value)) {
    if (group.isPlain || group.value.size === 1) {
      addTo(total, group.value, 1);
      continue;
    }
    const { numerator, denominator } = quotientOf(reader, group.value);
    const below = denominator.map(({ of, exponent }) => reader.power(of, negateValue(exponent)));
    addTo(total, reader.ring.product([numerator, ...below]), 1);
  }
  return total;
}
