// The command simplify: a formula tidied, with the conditions under which it equals the one given.
import { operations } from "../../expr/operations.ts";
import { format } from "../../expr/print/format.ts";
import { formatCondition } from "../../simplify/condition.ts";
import { tidyAll } from "../../simplify/tidy.ts";
import { type Answer, answer } from "../answer.ts";
import { showAll, unlabelled } from "../show.ts";
import type { Definition, Request } from "./definition.ts";

export const simplify: Definition = {
  name: "simplify",
  about: "write a formula in a simpler way that equals it",
  takes: "formula",
  clauses: ["simplify"],
  examples: ["simplify x + x*y/y", "simplify (x^2 - 1)/(x - 1) + 2 to latex"],
  related: ["format", "eval"],
  answer: simplifyAnswer,
};

function simplifyAnswer(request: Request): Answer {
  const { formula, simplify: level, syntax, budget, context } = request;
  const { expr, warnings, numbers } = formula;
  const tidied =
    level === "none"
      ? { exprs: [expr], conditions: [] }
      : tidyAll([expr], { level, assume: context.isAssumed, budget });
  const [result] = tidied.exprs;
  const conditions = tidied.conditions
    .filter((condition) => !context.isAssumed(condition))
    .map(formatCondition);
  return answer(
    () => showAll([{ ...unlabelled, expr: result }], { syntax, numbers }),
    () => [
      ["formula", format(expr, { numbers })],
      ["result", format(result, { numbers })],
      ["operations", operations([result])],
    ],
    { warnings, conditions, results: [result] },
  );
}
