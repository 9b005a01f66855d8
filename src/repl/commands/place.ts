// Where a formula of one variable is looked at, as tangent, normal and taylor are asked: the variable, its
// place, a number or a formula, and values of other names, which are put in.
import { UsageError } from "../../expr/errors.ts";
import { evaluate } from "../../expr/evaluate.ts";
import { variables } from "../../expr/measure.ts";
import { type Expr, hasVariables } from "../../expr/node.ts";
import { substitute } from "../../expr/substitute.ts";
import { appliesUserFunctions } from "../../expr/userFunction.ts";
import { namedFormulas, nameOf } from "./asked.ts";
import type { Request } from "./definition.ts";

export interface LookedAt {
  readonly name: string;
  readonly place: Expr;
  /** The formula with the values of all other names put in. */
  readonly expr: Expr;
}

/**
 * The variable is that of wrt, the only one that the clause names, or the formula's only one without a value.
 * @param clause where the place stands: `at x=3, a=2`, `about 0`.
 * @param otherwise the place where none is given and the variable has no value.
 * @throws {UsageError} where the variable or its place is not told, or contradicts what is assumed.
 */
export function lookedAt(
  request: Request,
  command: string,
  clause: "at" | "about",
  otherwise?: Expr,
): LookedAt {
  const { formula, wrts, context } = request;
  const text = request[clause === "at" ? "place" : "about"];
  const named = text === undefined ? undefined : namedFormulas(request, text, clause);
  const values = new Map([...context.values.exact, ...(named ?? [])]);
  const all = variables(formula.expr);
  const told = all.filter((name) => named?.has(name));
  const free = all.filter((name) => !values.has(name));
  const only = [told, free].find(({ length }) => length === 1)?.[0];
  const name = wrts === undefined && only !== undefined ? only : nameOf(request, command);
  const place =
    text !== undefined && named === undefined
      ? request.read(text, clause)
      : (named?.get(name) ?? (named === undefined ? (otherwise ?? values.get(name)) : undefined));
  if (place === undefined) {
    throw new UsageError("no-point", `${command} needs a point: ${context.spelt(clause, `${name}=1`)}`);
  }
  for (const [given, value] of [...(named ?? []), [name, place] as const]) {
    if (!hasVariables(value) && !appliesUserFunctions(value)) context.checkValue(given, evaluate(value, {}));
  }
  values.delete(name);
  return { name, place: substitute(place, values), expr: substitute(formula.expr, values) };
}
