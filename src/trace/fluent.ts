// Operator style: formulas built by methods, as overloaded operators build them where a language has these.
// The methods are the table's rows, and so are their types: a new row is a method.
import { type Expr, type ExprLike, toExpr } from "../expr/node.ts";
import type { Primitive } from "../expr/primitive.ts";
import type * as activations from "../expr/primitives/activations.ts";
import type * as exponential from "../expr/primitives/exponential.ts";
import type * as extremes from "../expr/primitives/extremes.ts";
import type * as geometry from "../expr/primitives/geometry.ts";
import type * as hyperbolic from "../expr/primitives/hyperbolic.ts";
import type * as logic from "../expr/primitives/logic.ts";
import type * as operators from "../expr/primitives/operators.ts";
import type * as powers from "../expr/primitives/powers.ts";
import type * as rounding from "../expr/primitives/rounding.ts";
import type * as special from "../expr/primitives/special.ts";
import { primitives } from "../expr/primitives/table.ts";
import type * as trigonometric from "../expr/primitives/trigonometric.ts";
import { Var } from "../expr/var.ts";

/** What a method takes: a formula, built in either way, or a number. */
export type FluentLike = Fluent | ExprLike;

/** What a row's constructor takes after its first argument, as a method takes it. */
type Rest<Arguments> = Arguments extends readonly [unknown, ...infer More]
  ? { [K in keyof More]: FluentLike }
  : never;

/** The name of the row whose constructor is exported so. */
type RowName<Exported> = Exported extends "EulerBeta"
  ? "beta"
  : Exported extends string
    ? Uncapitalize<Exported>
    : never;

/** A method for each row of a family. */
type Methods<Family> = {
  readonly [K in keyof Family as Family[K] extends { readonly arity: number }
    ? RowName<K>
    : never]: Family[K] extends (...args: infer Arguments) => unknown
    ? (...more: Rest<Arguments>) => Fluent
    : never;
};

interface Rows
  extends Methods<typeof operators>,
    Methods<typeof powers>,
    Methods<typeof exponential>,
    Methods<typeof trigonometric>,
    Methods<typeof hyperbolic>,
    Methods<typeof rounding>,
    Methods<typeof extremes>,
    Methods<typeof geometry>,
    Methods<typeof activations>,
    Methods<typeof special>,
    Methods<typeof logic> {}

/** A formula with a method for each row of the table: x.mul(y).add(1). What it has built is `expr`. */
export interface Fluent extends Rows {
  readonly expr: Expr;
  toString(): string;
}

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

const made = (expr: Expr): Fluent => new Built(expr) as unknown as Fluent; // the rows' methods are on its prototype

/**
 * Begins a formula in operator style: from a variable's name, a formula or a number.
 * @throws {ArityError} by the methods, for another number of arguments; {NameError} for a text that is no variable's name;
 * {UsageError} for what is no formula.
 * @example fluent("x").mul(fluent("y")).add(1).expr  // x*y + 1
 */
export function fluent(from: string | FluentLike): Fluent {
  return made(typeof from === "string" ? Var(from) : exprOf(from));
}
