// What the commands on polynomials have in common: a formula is tidied and read into a ring, a result is made of it,
// and where the result has a value and the formula none, that becomes a condition.
import { type Budget, checkCancelled } from "../expr/budget.ts";
import { equal } from "../expr/equal.ts";
import { BudgetError, type ErrorDetails } from "../expr/errors.ts";
import { checkFormula, type Expr, type ExprLike, hasConditions, hasVariables, toExpr } from "../expr/node.ts";
import { budget, callback, checkOptions, flag, type Rule, rules } from "../expr/options.ts";
import { Div } from "../expr/primitives/operators.ts";
import { Pow } from "../expr/primitives/powers.ts";
import { grouped } from "../expr/print/grouped.ts";
import { postorder } from "../expr/walk.ts";
import { type Condition, Conditions } from "./condition.ts";
import { isExact, signOf } from "./exact.ts";
import { conditionsBetween, requiredIn } from "./polynomial/domain.ts";
import { NotFinite, Reader, type ReadOptions } from "./polynomial/read.ts";
import { DividesByZero, Overrun, Ring } from "./polynomial/ring.ts";
import { tidied } from "./tidy.ts";

export interface RewriteOptions {
  /** What is known of the variables: whether a condition follows from it. Then it is used, and not said. */
  readonly assume?: ((condition: Condition) => boolean) | undefined;
  /** Nothing that holds only under a condition: the formula is then only tidied. */
  readonly strict?: boolean | undefined;
  /** `nodes`: the most terms of a polynomial; default 100,000. */
  readonly budget?: Budget | undefined;
}

/** A formula that equals another, and where. */
export interface Rewritten {
  readonly expr: Expr;
  readonly conditions: readonly Condition[];
}

/** The rules for the options of a command with options of its own. */
export const checkRewriting = (of: string, own: Readonly<Record<string, Rule>> = {}) => {
  const known = rules({ assume: callback, strict: flag, budget, ...own });
  return (options: RewriteOptions): void => checkOptions(of, options, known);
};

/** A budget that did not last; `found` is the best that was found within it: at least the formula itself. */
export class Unfinished extends BudgetError {
  readonly found: Expr;

  constructor(message: string, found: Expr, details: ErrorDetails = {}) {
    super("over-budget", message, details);
    this.found = found;
  }
}

export interface Work {
  /** What the work is called where its budget doesn't last: "expanding". */
  readonly what: string;
  /** What to do then. */
  readonly instead: string;
  readonly reading?: ReadOptions;
  /** Where the budget doesn't last the formula is left as it is. */
  readonly givesUp?: boolean;
}

/** How often a result is made once more. */
const ROUNDS = 3;

/** Whether a result holds a conditional or a power with a formula above. */
const mayChange = (expr: Expr): boolean =>
  hasConditions(expr) ||
  postorder([expr]).some(
    (node) =>
      node.kind === "apply" && node.op === Pow && hasVariables(node.args[1]) && hasVariables(node.args[0]),
  );

/** Whether something with a variable stands below a bar. */
export const hasBar = (expr: Expr): boolean =>
  postorder([expr]).some((node) => {
    if (node.kind !== "apply") return false;
    const [a, b] = node.args;
    if (node.op === Div) return hasVariables(b);
    return (
      node.op === Pow && b.kind === "const" && isExact(b.value) && signOf(b.value) < 0 && hasVariables(a)
    );
  });

/** Powers of sums above this need not be opened to tell where they have a value. */
const OPENED_POWERS = 16;

/** `make` of a formula in a ring, with the conditions that come with it. */
export function rewritten(
  given: ExprLike,
  { assume, strict, budget }: RewriteOptions,
  { what, instead, reading, givesUp }: Work,
  make: (reader: Reader, tidy: Expr) => Expr,
): Rewritten {
  const formula = toExpr(given);
  checkFormula(formula);
  checkCancelled(budget);
  const relied = new Conditions();
  const [tidy] = tidied([formula], { assume, strict, budget }, relied);
  const asIs = (): Rewritten => ({ expr: tidy, conditions: relied.settled() });
  const ring = new Ring(budget);
  const known = assume;
  const reader = new Reader(ring, { ...reading, known });
  try {
    let expr = make(reader, tidy);
    // What was made may be the same power twice, or go into the branches of a conditional: once more, until it stays.
    for (let round = 0; round < ROUNDS && mayChange(expr); round++) {
      const [again] = tidied([expr], { assume, strict, budget }, relied);
      const next = make(reader, again);
      if (equal(next, expr)) break;
      expr = next;
    }
    const requirements = new Map(reader.requirements);
    if (requirements.size === 0 && relied.list.length === 0) return { expr, conditions: [] };
    const domains: ReadOptions = { ...reading, known, powers: reading?.powers ?? OPENED_POWERS };
    const after = new Reader(ring, domains);
    const before = new Reader(ring, domains);
    try {
      after.read(expr);
      for (const { expr: of, holds } of relied.list) {
        if (holds === "defined") before.read(of);
        else before.require(before.read(of), holds);
      }
    } catch (error) {
      if (!(error instanceof Overrun)) throw error;
      // What was not read to its end implies nothing, and what was relied on is said as it stands.
      return strict === true ? asIs() : { expr, conditions: [...relied.settled(), ...requiredIn(reader)] };
    }
    const all = new Map([...before.requirements, ...requirements]);
    const conditions = conditionsBetween(after, all, after.requirements).filter(
      (condition) => assume?.(condition) !== true,
    );
    if (strict === true && conditions.length > 0) return asIs();
    return { expr, conditions };
  } catch (error) {
    if (error instanceof NotFinite || error instanceof DividesByZero) return asIs();
    if (!(error instanceof Overrun)) throw error;
    if (givesUp === true) return asIs();
    const limit = grouped(ring.limit);
    throw new Unfinished(
      `${what} would take ${error.would}, over the budget of ${limit} terms; ${instead}`,
      tidy,
    );
  }
}
