// Arguments that are integer constants, the n of nthroot(x, n) and of polygamma(n, x): which ones a
// function takes is a fact of its row, and the readers refuse the others.
import { GradtreeError } from "../errors.ts";
import { evaluate } from "../evaluate.ts";
import { type Expr, hasVariables, sizeOf } from "../node.ts";
import type { Primitive } from "../primitive.ts";

/** The value of a formula without variables; undefined for one that has some, or a function without a definition. */
export function constantValue(expr: Expr): number | undefined {
  if (hasVariables(expr)) return undefined;
  try {
    return evaluate(expr, {});
  } catch (error) {
    if (error instanceof GradtreeError) return undefined;
    throw error;
  }
}

/** A larger formula is not worked out: parameters within parameters would be, again and again. */
const LARGEST = 1000;

/** Which argument of an application is wrong, counted from 0 and in words, and what it has to be. */
export function wrongParameter(
  { name, parameter, partials }: Primitive,
  args: readonly Expr[],
): { readonly index: number; readonly place: string; readonly expected: string } | undefined {
  if (parameter === undefined) return undefined;
  const index = partials.findIndex((rule, i) => {
    if (rule !== "parameter") return false;
    const value = sizeOf(args[i]) > LARGEST ? undefined : constantValue(args[i]);
    return value === undefined || !parameter.takes(value);
  });
  if (index < 0) return undefined;
  const place = `the ${["first", "second", "third"][index]} argument of ${name}`;
  return { index, place, expected: parameter.expected };
}
