// Vectors as functions of this floor take them: lists of formulas, and lists of variables, each checked
// once and named in the error.
import { wrtName } from "../backprop/gradient.ts";
import { ShapeError, UsageError } from "../expr/errors.ts";
import { byCodePoint, variables } from "../expr/measure.ts";
import { constant, type Expr, type ExprLike, toExpr } from "../expr/node.ts";
import { described } from "../expr/options.ts";
import { Add, Mul } from "../expr/primitives/operators.ts";

/** The formulas of a list; numbers stand for their constants. @throws {UsageError} for anything else. */
export function formulas(what: string, given: readonly ExprLike[]): Expr[] {
  if (!Array.isArray(given)) {
    throw new UsageError("bad-list", `${what} is ${described(given)}, expected a list of formulas`);
  }
  return given.map(toExpr);
}

/** The variables of a list, each once, by name. @throws {UsageError} for a name that stands twice. */
export function variablesOf(wrt: readonly (string | Expr)[]): string[] {
  if (!Array.isArray(wrt)) {
    throw new UsageError("bad-wrt", `wrt is ${described(wrt)}, expected a list of variables, ["x", "y"]`);
  }
  const names = wrt.map(wrtName);
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined) throw new UsageError("bad-wrt", `wrt holds '${twice}' twice, expected it once`);
  return names;
}

/** The variables of all formulas together, sorted: what is meant where no list is given. */
export function allVariables(exprs: readonly Expr[]): string[] {
  return [...new Set(exprs.flatMap(variables))].sort(byCodePoint);
}

/** @throws {ShapeError} where a vector has not as many entries as there are variables, or formulas. */
export function checkLength(what: string, length: number, expected: number, of: string): void {
  if (length === expected) return;
  const entries = `${length} ${length === 1 ? "entry" : "entries"}`;
  throw new ShapeError(
    "wrong-length",
    `${what} has ${entries}, expected ${expected}: one for each of the ${of}`,
  );
}

/** a[0]·b[0] + a[1]·b[1] + ..., 0 where there is nothing to add. */
export function dot(a: readonly Expr[], b: readonly Expr[]): Expr {
  let sum: Expr | undefined;
  for (let i = 0; i < a.length; i++) {
    const term = Mul(a[i], b[i]);
    sum = sum === undefined ? term : Add(sum, term);
  }
  return sum ?? constant(0);
}
