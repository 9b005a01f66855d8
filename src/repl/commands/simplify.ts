// The command simplify: the cheapest form of a formula that is found, with the conditions under which it
// equals the one given, and the steps where they are asked for.
import { operations } from "../../expr/operations.ts";
import { format } from "../../expr/print/format.ts";
import { formatCondition } from "../../simplify/condition.ts";
import { simplified } from "../../simplify/simplified.ts";
import { tidyAll } from "../../simplify/tidy.ts";
import { type Answer, answer } from "../answer.ts";
import { object } from "../json.ts";
import { showAll, unlabelled } from "../show.ts";
import { oneOf } from "./clauses.ts";
import type { Definition, Request } from "./definition.ts";

export const simplify: Definition = {
  name: "simplify",
  about: "write a formula in a simpler way that equals it",
  takes: "formula",
  clauses: ["simplify", "effort", "rule", "steps", "strict"],
  examples: [
    "simplify x + x*y/y",
    "simplify (x^2 - 1)/(x - 1) + 2 to latex",
    "simplify sin(2*x)/cos(x) with steps",
    "simplify x/x with strict",
    "simplify y*sin(x)^2 rule sin(a)^2 => 1 - cos(a)^2",
  ],
  related: ["format", "eval"],
  more: "The result equals the formula wherever that has a value; conditions say where it has one that the formula has not. What is assumed is used.",
  answer: simplifyAnswer,
};

const amounts = ["low", "normal", "high"] as const;

function simplifyAnswer(request: Request): Answer {
  const { formula, syntax, withSteps } = request;
  const { expr, warnings, numbers } = formula;
  const { expr: result, conditions, steps } = simplifiedBy(request);
  const shown = steps.map(({ rule, before, after }) => ({
    rule,
    before: format(before, { numbers }),
    after: format(after, { numbers }),
  }));
  return answer(
    () =>
      [
        ...(withSteps ? shown.map(({ rule, before, after }) => `${before} => ${after}  (${rule})`) : []),
        showAll([{ ...unlabelled, expr: result }], { syntax, numbers }),
      ].join("\n"),
    () => [
      ["formula", format(expr, { numbers })],
      ["result", format(result, { numbers })],
      ["operations", operations([result])],
      ...(withSteps ? [["steps", shown.map((step) => object(Object.entries(step)))] as const] : []),
    ],
    { warnings, conditions: conditions.map(formatCondition), results: [result] },
  );
}

function simplifiedBy(request: Request): ReturnType<typeof simplified> {
  const { formula, simplify: level, effort, rule, withSteps, strict, budget, context } = request;
  const { expr } = formula;
  if (level === "none") return { expr, conditions: [], steps: [] };
  if (level === "tidy") {
    const { exprs, conditions } = tidyAll([expr], { strict, assume: context.isAssumed, budget });
    return { expr: exprs[0], conditions: conditions.filter((one) => !context.isAssumed(one)), steps: [] };
  }
  return simplified(expr, {
    effort: effort === undefined ? undefined : oneOf("effort", amounts, effort),
    rules: rule === undefined ? undefined : [rule.replace(/^"(.*)"$/u, "$1")],
    strict,
    assume: context.assumptions,
    budget,
    steps: withSteps,
  });
}
