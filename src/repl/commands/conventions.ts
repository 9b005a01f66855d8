// What a number at a point rests on: the conventions at kinks and edges that the formulas meet there. All
// commands that answer in numbers ask here.
import { exceptionsAt, notesAt } from "../../backprop/notes.ts";
import { evaluate } from "../../expr/evaluate.ts";
import { variables } from "../../expr/measure.ts";
import type { Expr } from "../../expr/node.ts";
import { appliesUserFunctions } from "../../expr/userFunction.ts";
import type { Request } from "./definition.ts";

/** Differences of values know no convention. */
const ACROSS = "the formula has a kink at this point: the value is a difference across it";

/** What is said where conventions are not wanted. */
const WITHOUT = "the derivative at this point is a convention: nan, as asked";

/**
 * The notes for the formulas asked about, each once. A variable without a value, which a derivative may not need,
 * meets no kink; of functions without a definition nothing is known.
 * @param names what is differentiated by; default what wrt names, or all variables.
 * @param exprs what is differentiated; default the formulas asked about.
 */
export function conventionsAt(
  { formulas, wrts, at, method, subgradient }: Request,
  names: readonly string[] | undefined = wrts?.flat(),
  exprs: readonly Expr[] = formulas.map(({ expr }) => expr),
): readonly string[] {
  if (at === undefined) return [];
  const notes = exprs.flatMap((expr) => {
    if (appliesUserFunctions(expr)) return [];
    const all = variables(expr);
    const unknown = all.filter((name) => !at.has(name));
    if (unknown.length === 0 && Number.isNaN(evaluate(expr, at)))
      return ["the formula itself has no value at this point"];
    const point = new Map([...at, ...unknown.map((name) => [name, Number.NaN] as const)]);
    if (method !== "finite" && subgradient !== "nan") return notesAt(expr, point, names ?? all);
    if (exceptionsAt(expr, point, names ?? all).length === 0) return [];
    return [method === "finite" ? ACROSS : WITHOUT];
  });
  return [...new Set(notes)];
}
