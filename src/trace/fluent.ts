// Operator style: formulas built by methods, as overloaded operators build them where a language has these.
// The methods are the table's rows, so a new row is one.
import { UsageError } from "../expr/errors.ts";
import { type Expr, type ExprLike, toExpr } from "../expr/node.ts";
import type { Primitive } from "../expr/primitive.ts";
import { primitives } from "../expr/primitives/table.ts";
import { Var } from "../expr/var.ts";

/** What a method takes: a formula, built in either way, or a number. */
export type FluentLike = Fluent | ExprLike;

type NamesOf = "add" | "sub" | "mul" | "div" | "pow";
type Unaries =
  | (
      | "neg"
      | "abs"
      | "sqrt"
      | "cbrt"
      | "square"
      | "cube"
      | "exp"
      | "expm1"
      | "ln"
      | "log1p"
      | "log2"
      | "log10"
    )
  | (
      | "sin"
      | "cos"
      | "tan"
      | "sec"
      | "csc"
      | "cot"
      | "asin"
      | "acos"
      | "atan"
      | "asec"
      | "acsc"
      | "acot"
      | "sinc"
    )
  | (
      | "sinh"
      | "cosh"
      | "tanh"
      | "sech"
      | "csch"
      | "coth"
      | "asinh"
      | "acosh"
      | "atanh"
      | "asech"
      | "acsch"
      | "acoth"
    )
  | ("sign" | "floor" | "ceil" | "round" | "trunc" | "frac" | "step" | "relu" | "leakyrelu" | "elu" | "gelu")
  | (
      | "softplus"
      | "sigmoid"
      | "swish"
      | "erf"
      | "erfc"
      | "gamma"
      | "lgamma"
      | "digamma"
      | "factorial"
      | "not"
    );
type Binaries =
  | (
      | NamesOf
      | "log"
      | "nthroot"
      | "mod"
      | "atan2"
      | "copysign"
      | "logaddexp"
      | "polygamma"
      | "beta"
      | "dsinc"
    )
  | ("eq" | "ne" | "lt" | "le" | "gt" | "ge" | "and" | "or");

/** A formula with a method for each row of the table: x.mul(y).add(1). What it has built is `expr`. */
export type Fluent = { readonly expr: Expr; toString(): string } & {
  readonly [K in Unaries]: () => Fluent;
} & { readonly [K in Binaries]: (y: FluentLike) => Fluent } & {
  readonly [K in "hypot" | "max" | "min"]: (y: FluentLike, ...more: FluentLike[]) => Fluent;
} & {
  readonly clamp: (low: FluentLike, high: FluentLike) => Fluent;
  readonly if: (yes: FluentLike, no: FluentLike) => Fluent;
};

class Built {
  readonly expr: Expr;
  constructor(expr: Expr) {
    this.expr = expr;
    Object.freeze(this);
  }
  toString(): string {
    return String(this.expr);
  }
}

/** The formula of what a method was given. */
export const exprOf = (given: FluentLike): Expr =>
  given instanceof Built ? given.expr : toExpr(given as ExprLike);

for (const [name, row] of primitives) {
  if (row.arity === 0) continue;
  Object.defineProperty(Built.prototype, name, {
    value(this: Built, ...more: FluentLike[]): Fluent {
      return made((row as Primitive)(this.expr, ...more.map(exprOf)));
    },
  });
}

const made = (expr: Expr): Fluent => new Built(expr) as unknown as Fluent;

/**
 * Begins a formula in operator style: from a variable's name, a formula or a number.
 * @throws {ArityError} by the methods, for another number of arguments; {NameError} for a text that is no variable's name.
 * @example fluent("x").mul("y").add(1)  // an error: methods take formulas and numbers, fluent("y") is one
 * @example fluent("x").mul(fluent("y")).add(1).expr  // x*y + 1
 */
export function fluent(from: string | FluentLike): Fluent {
  if (typeof from === "string") return made(Var(from));
  if (from === undefined || from === null) {
    throw new UsageError(
      "no-formula",
      `fluent is given ${from}, expected a variable's name, a formula or a number`,
    );
  }
  return made(exprOf(from));
}
