// The command diff: derivatives as formulas or, at a point, as numbers.
import * as backprop from "../../backprop/gradient.ts";
import { UsageError } from "../../expr/errors.ts";
import { evaluate } from "../../expr/evaluate.ts";
import { variables } from "../../expr/measure.ts";
import type { Expr } from "../../expr/node.ts";
import { operations } from "../../expr/operations.ts";
import { format } from "../../expr/print/format.ts";
import { appliesUserFunctions } from "../../expr/userFunction.ts";
import { methodNamed } from "../../methods.ts";
import type { Condition } from "../../simplify/condition.ts";
import { simplified } from "../../simplify/simplified.ts";
import { type Answer, answer, onlyNumber } from "../answer.ts";
import { type Json, object } from "../json.ts";
import { type Label, showAll, showNumbers } from "../show.ts";
import type { Understood } from "../understand.ts";
import { latexLabel, mathmlLabel, ofOrder, type Wrt, wrtKey, wrtLabel } from "../wrt.ts";
import { noVariables } from "./asked.ts";
import { type Said, saidOf } from "./conditions.ts";
import { conventionsAt } from "./conventions.ts";
import type { Cost } from "./cost.ts";
import type { Definition, Request } from "./definition.ts";

export const diff: Definition = {
  name: "diff",
  about: "differentiate a formula, by each of its variables or by those of wrt",
  takes: "formula",
  clauses: ["wrt", "at", "order", "using", "kinks", "simplify"],
  examples: [
    "diff x*y + sin(y)",
    "diff x^y wrt x x y to latex",
    "diff x*y + sin(y) at x=2, y=pi/3",
    "diff x^2*y wrt x, y order 2 using beta",
  ],
  related: ["grad", "jacobian", "hessian", "taylor", "check"],
  more: "A name with a value stays a variable. Inside formulas the derivative of F by x is diff(F, x); of your own functions it is f'(x), or f'[1,0](x, y) of several arguments.",
  answer: diffAnswer,
};

/** @throws {GradtreeError} where the formula can't be differentiated so. */
function diffAnswer(request: Request): Answer {
  const { formula, order = 1, at } = request;
  const wrts = ofOrder(request.wrts ?? variables(formula.expr).map((name) => [name]), order);
  if (wrts.length === 0) throw noVariables(request);
  if (at !== undefined) return numbersAt(request, wrts, at);
  const method = request.method ?? "alpha";
  const { cost } = request;
  const { partials, conditions, notes } = derived(request, wrts, method, cost);
  const { numbers, warnings } = formula;
  const labelled = labels(formula, wrts).map((label, i) => ({ ...label, expr: partials[i] }));
  return answer(
    () => showAll(labelled, { syntax: request.syntax, numbers }),
    () => derivatives(formula, wrts, (i) => format(partials[i], { numbers })),
    { warnings, conditions, notes, results: partials, cost: cost.line(method, partials) },
  );
}

/** They are partial derivatives where there is more than one variable. */
function labels({ expr }: Understood, wrts: readonly Wrt[]): readonly Label[] {
  const isPartial = new Set([...variables(expr), ...wrts.flat()]).size > 1;
  return wrts.map((names) => ({
    label: wrtLabel(names),
    latexLabel: latexLabel(names, isPartial),
    mathmlLabel: mathmlLabel(names, isPartial),
  }));
}

/** Derivatives as formulas, and what they rest on; conditions that are assumed anyway are left out. */
export function derived(
  request: Request,
  wrts: readonly Wrt[],
  name: string,
  { onVisits }: Pick<Cost, "onVisits">,
): {
  readonly partials: readonly Expr[];
  readonly conditions: readonly string[];
  readonly notes: readonly string[];
} {
  const method = methodNamed(name);
  if (method.gradient === undefined) {
    throw new UsageError(
      "no-point",
      `method '${name}' gives numbers, not formulas: give a point, ${request.context.spelt("at", "x=1, y=2")}`,
    );
  }
  const { simplify, budget, context } = request;
  const { expr } = request.formula;
  const given: Condition[] = [];
  const options = { simplify, assume: context.isAssumed, budget, onVisits };
  const notes = new Set<string>();
  const keep = (from: {
    readonly conditions: readonly Condition[];
    readonly notes: readonly string[];
  }): void => {
    given.push(...from.conditions);
    for (const note of from.notes) notes.add(note);
  };
  let partials: readonly Expr[];
  if (wrts.length > 1 && wrts.every((names) => names.length === 1)) {
    const gradient = backprop.gradient(expr, method, { ...options, wrt: wrts.flat() });
    keep(gradient);
    partials = [...gradient.partials.values()];
  } else {
    partials = wrts.map((names) => {
      const derivative = backprop.derivative(expr, names, method, options);
      keep(derivative);
      return derivative.expr;
    });
  }
  if (simplify === "search") partials = partials.map((partial) => shortest(partial, request, given));
  const said = saidOf(given, request);
  return { partials, conditions: said.conditions, notes: [...notes, ...said.notes] };
}

/** A derivative as it is, or in a form of fewer operations that a short search finds. */
function shortest(partial: Expr, { context, budget }: Request, given: Condition[]): Expr {
  const before = operations([partial]);
  if (before < SEARCHED || appliesUserFunctions(partial)) return partial;
  const { expr, conditions } = simplified(partial, {
    effort: "low",
    assume: context.assumptions,
    budget,
    keepAngles: true,
    steps: false,
  });
  if (operations([expr]) >= before) return partial;
  given.push(...conditions);
  return expr;
}

/** Shorter derivatives are left as the rules and tidy give them. */
const SEARCHED = 3;

/** Numbers at a point, by the method itself where it can work there. */
function numbersAt(request: Request, wrts: readonly Wrt[], at: ReadonlyMap<string, number>): Answer {
  const { formula, method = "alpha" } = request;
  const { expr, warnings } = formula;
  const { cost } = request;
  // A function without a definition has no value, but its derivative may.
  const hasValue = !appliesUserFunctions(expr);
  const { values, said } = hasValue
    ? valuesAt(request, wrts, at, method, cost)
    : valuesOfFormulas(request, wrts, at, method, cost);
  const { conditions } = said;
  const notes = [...said.notes, ...conventionsAt(request, wrts.flat())];
  const labelled = labels(formula, wrts).map((label, i) => ({ ...label, value: values[i] }));
  return answer(
    () => showNumbers(labelled, request.syntax),
    () => derivatives(formula, wrts, (i) => values[i]),
    { warnings, conditions, notes, results: onlyNumber(values), cost: cost.line(method, []) },
  );
}

interface Values {
  readonly values: readonly number[];
  readonly said: Said;
}

/** All variables but the last differentiate the formula; by the last the method works at the point itself. */
function valuesAt(
  request: Request,
  wrts: readonly Wrt[],
  at: ReadonlyMap<string, number>,
  name: string,
  { onVisits }: Cost,
): Values {
  const { budget, subgradient } = request;
  const { expr } = request.formula;
  const method = methodNamed(name);
  if (method.gradient === undefined && wrts.some((names) => names.length > 1)) {
    throw new UsageError(
      "first-order-only",
      `method '${name}' gives first derivatives only, expected alpha, beta or forward`,
    );
  }
  const given: Condition[] = [];
  const isFirst = wrts.every((names) => names.length === 1);
  const gradient = isFirst
    ? backprop.gradientAt(expr, at, method, { wrt: wrts.flat(), subgradient, budget, onVisits })
    : undefined;
  const values = wrts.map((names) => {
    const last = names[names.length - 1];
    if (gradient !== undefined) return gradient.get(last) ?? 0;
    const before = backprop.derivative(expr, names.slice(0, -1), method, { budget, onVisits });
    given.push(...before.conditions);
    return (
      backprop
        .gradientAt(before.expr, at, method, { wrt: [last], subgradient, budget, onVisits })
        .get(last) ?? 0
    );
  });
  return { values, said: saidOf(given, request) };
}

function valuesOfFormulas(
  request: Request,
  wrts: readonly Wrt[],
  at: ReadonlyMap<string, number>,
  method: string,
  cost: Cost,
): Values {
  const { partials, conditions, notes } = derived(request, wrts, method, cost);
  return { values: partials.map((partial) => evaluate(partial, at)), said: { conditions, notes } };
}

const derivatives = (
  { expr, numbers }: Understood,
  wrts: readonly Wrt[],
  derivative: (i: number) => Json,
): readonly (readonly [string, Json])[] => [
  ["formula", format(expr, { numbers })],
  ["derivatives", object(wrts.map((names, i) => [wrtKey(names), derivative(i)]))],
];
