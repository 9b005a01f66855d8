// The answer of a command that writes a formula in another way: the formula, and where it equals the one given.
import { operations } from "../../expr/operations.ts";
import { format } from "../../expr/print/format.ts";
import { formatCondition } from "../../simplify/condition.ts";
import type { RewriteOptions, Rewritten } from "../../simplify/rewriting.ts";
import { type Answer, answer } from "../answer.ts";
import type { Json } from "../json.ts";
import { showAll, unlabelled } from "../show.ts";
import type { Request } from "./definition.ts";

export const rewriteOptions = ({ context, budget, strict }: Request): RewriteOptions => ({
  strict,
  assume: context.isAssumed,
  budget,
});

export function rewrittenAnswer(
  { formula, syntax }: Request,
  { expr, conditions }: Rewritten,
  before: readonly (readonly [string, Json])[] = [],
  notes: readonly string[] = [],
): Answer {
  const { warnings, numbers } = formula;
  return answer(
    () => showAll([{ ...unlabelled, expr }], { syntax, numbers }),
    () => [
      ["formula", format(formula.expr, { numbers })],
      ...before,
      ["result", format(expr, { numbers })],
      ["operations", operations([expr])],
    ],
    { warnings, conditions: conditions.map(formatCondition), notes, results: [expr] },
  );
}
