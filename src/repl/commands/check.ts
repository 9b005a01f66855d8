// The command check: is a formula the derivative of another, or does a formula's gradient agree with
// differences of its values?
import {
  checkDerivative,
  checkGradient,
  type DerivativeCheck,
  type GradientCheck,
} from "../../calculus/check.ts";
import { UsageError } from "../../expr/errors.ts";
import { variables } from "../../expr/measure.ts";
import { format } from "../../expr/print/format.ts";
import { formatCondition } from "../../simplify/condition.ts";
import { type Answer, answer } from "../answer.ts";
import { type Json, object } from "../json.ts";
import { shownNumber } from "../number.ts";
import { calculusOptions, namesOf } from "./asked.ts";
import type { Definition, Request } from "./definition.ts";

export const check: Definition = {
  name: "check",
  about: "whether a formula is the derivative of another, proved or tried at points",
  takes: "claim",
  clauses: ["wrt", "using"],
  examples: ["check 2*x*cos(x^2) = diff sin(x^2)", "check 1 = diff abs(x)", "check x^y + sin(y)"],
  related: ["diff"],
  more: "A formula alone has its derivatives checked against differences of its values.",
  answer: (request) => (request.formulas.length > 1 ? claimAnswer(request) : gradientAnswer(request)),
};

function claimAnswer(request: Request): Answer {
  const { formulas, wrts, context } = request;
  const [claimed, { expr: f, numbers }] = formulas;
  const names = wrts?.flat() ?? variables(f);
  if (names.length !== 1) {
    throw new UsageError(
      "bad-wrt",
      `check needs one variable to differentiate by: name it, ${context.spelt("wrt", names[0] ?? "x")}`,
    );
  }
  const [x] = names;
  const outcome = checkDerivative(claimed.expr, f, x, calculusOptions(request));
  return answer(
    () => sentence(outcome, x),
    () => [
      ["claimed", format(claimed.expr, { numbers })],
      ["formula", format(f, { numbers })],
      ["wrt", x],
      ...data(outcome),
    ],
    {
      warnings: formulas.flatMap(({ warnings }) => warnings),
      conditions:
        outcome.agrees === true
          ? outcome.conditions.filter((one) => !context.isAssumed(one)).map(formatCondition)
          : [],
    },
  );
}

function gradientAnswer(request: Request): Answer {
  const { expr, numbers, warnings } = request.formula;
  const wrt = namesOf(request);
  const outcome = checkGradient(expr, { ...calculusOptions(request), wrt });
  return answer(
    () => sentence(outcome, outcome.agrees === false ? outcome.by : ""),
    () => [["formula", format(expr, { numbers })], ["wrt", wrt], ...data(outcome)],
    { warnings },
  );
}

function sentence(outcome: DerivativeCheck | GradientCheck, x: string): string {
  if (outcome.agrees === "unknown") return `unknown: ${outcome.why}`;
  if (outcome.agrees) {
    return "proved" in outcome && outcome.proved ? "proved" : `agrees at ${outcome.points} points`;
  }
  const at = [...outcome.at].map(([name, value]) => `${name}=${value}`).join(", ");
  const derivative = `the derivative by ${x} is ${shownNumber(outcome.derivative)}`;
  return "claimed" in outcome
    ? `wrong at ${at}: ${derivative}, not ${shownNumber(outcome.claimed)}`
    : `wrong at ${at}: ${derivative}, differences of values give ${shownNumber(outcome.difference)}`;
}

function data(outcome: DerivativeCheck | GradientCheck): readonly (readonly [string, Json])[] {
  if (outcome.agrees === "unknown")
    return [
      ["verdict", "unknown"],
      ["why", outcome.why],
    ];
  if (outcome.agrees)
    return [
      ["verdict", "proved" in outcome && outcome.proved ? "proved" : "agrees"],
      ["points", outcome.points],
    ];
  return [
    ["verdict", "wrong"],
    ["at", object([...outcome.at])],
    ["derivative", outcome.derivative],
    "claimed" in outcome ? ["value", outcome.claimed] : ["difference", outcome.difference],
  ];
}
