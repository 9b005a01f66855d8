// The command equivalent: are two formulas equal?
import { UsageError } from "../../expr/errors.ts";

import { sidesOf } from "../../expr/parse/parse.ts";
import { format } from "../../expr/print/format.ts";
import { formatCondition } from "../../simplify/condition.ts";
import { type Equivalence, equivalent as equivalentOf } from "../../simplify/equivalent.ts";
import { type Answer, answer } from "../answer.ts";
import { type Json, object } from "../json.ts";
import { shownNumber } from "../number.ts";
import type { Context, Definition, Request } from "./definition.ts";

export const equivalent: Definition = {
  name: "equivalent",
  about: "whether two formulas are equal: proved, refuted at a point, or unknown",
  takes: "equation",
  clauses: [],
  examples: [
    "equivalent sin(2*x) == 2*sin(x)*cos(x)",
    "equivalent sqrt(x^2) == x",
    "equivalent sqrt(x)^2 == x",
  ],
  related: ["check", "simplify"],
  more: "Two formulas are equal where both have a value. A proof says where only one of them has one.",
  answer: equivalentAnswer,
};

function equivalentAnswer(request: Request): Answer {
  const { formula, equation = sidesOf(formula.expr), context, budget } = request;
  const { left, right } = equation;
  if (left === formula.expr) {
    throw new UsageError(
      "no-equation",
      "equivalent needs two formulas: equivalent sin(2*x) == 2*sin(x)*cos(x)",
    );
  }
  const outcome = equivalentOf(left, right, {
    assume: context.isAssumed,
    takes: (at) => isAllowed(at, context),
    budget,
  });
  const { warnings, numbers } = formula;
  const conditions = outcome.verdict === "proved" ? outcome.conditions.map(formatCondition) : [];
  return answer(
    () => sentence(outcome),
    () => [["left", format(left, { numbers })], ["right", format(right, { numbers })], ...data(outcome)],
    {
      warnings,
      conditions,
      notes:
        conditions.length > 0
          ? ["where a condition does not hold, one of the two or both have no value"]
          : [],
    },
  );
}

function isAllowed(at: ReadonlyMap<string, number>, context: Context): boolean {
  try {
    for (const [name, value] of at) context.checkValue(name, value);
    return true;
  } catch (error) {
    if (error instanceof UsageError) return false;
    throw error;
  }
}

function sentence(outcome: Equivalence): string {
  if (outcome.verdict !== "refuted") return outcome.verdict;
  const { at, values } = outcome;
  const [left, right] = values.map(shownNumber);
  const point = [...at].map(([name, value]) => `${name}=${value}`).join(", ");
  return `refuted${point === "" ? "" : ` at ${point}`}: ${left} and ${right}`;
}

function data(outcome: Equivalence): readonly (readonly [string, Json])[] {
  if (outcome.verdict !== "refuted") return [["verdict", outcome.verdict]];
  return [
    ["verdict", "refuted"],
    ["at", object([...outcome.at])],
    ["values", [...outcome.values]],
  ];
}
