// The command diff: derivatives as formulas or, at a point, as numbers.
import * as backprop from "../backprop/gradient.ts";
import { notesAt } from "../backprop/notes.ts";
import { UsageError } from "../expr/errors.ts";
import { evaluate } from "../expr/evaluate.ts";
import { variables } from "../expr/measure.ts";
import type { Expr } from "../expr/node.ts";
import { format } from "../expr/print/format.ts";
import { methodNamed } from "../methods.ts";
import { formatCondition } from "../simplify/condition.ts";
import { type Answer, answer } from "./answer.ts";
import { type Json, object } from "./json.ts";
import { shownNumber } from "./number.ts";
import { type ShownSyntax, showAll } from "./show.ts";
import type { Understood } from "./understand.ts";
import { latexLabel, ofOrder, type Wrt, wrtKey, wrtLabel } from "./wrt.ts";

export interface DiffRequest {
  /** Default: every variable of the formula, sorted. */
  readonly wrts?: readonly Wrt[] | undefined;
  /** Values of variables: the answer is numbers. */
  readonly at?: ReadonlyMap<string, number> | undefined;
  readonly method?: string | undefined;
  readonly order?: number | undefined;
  readonly simplify?: "none" | "tidy" | undefined;
  readonly syntax: ShownSyntax;
}

/** @throws {GradtreeError} where the formula can't be differentiated so. */
export function diffAnswer(formula: Understood, request: DiffRequest): Answer {
  const wrts = ofOrder(request.wrts ?? variables(formula.expr).map((name) => [name]), request.order ?? 1);
  if (wrts.length === 0) {
    throw new UsageError("no-variables", "the formula has no variables: name one to differentiate by, wrt x");
  }
  return request.at === undefined
    ? formulas(formula, wrts, request)
    : numbersAt(formula, wrts, request.at, request.method ?? "alpha");
}

function formulas(formula: Understood, wrts: readonly Wrt[], request: DiffRequest): Answer {
  const method = methodNamed(request.method ?? "alpha");
  if (method.gradient === undefined) {
    throw new UsageError(
      "no-point",
      `method '${method.name}' gives numbers, not formulas: give a point, at x=1, y=2`,
    );
  }
  const { expr, warnings, numbers } = formula;
  const { simplify, syntax } = request;
  const conditions = new Set<string>();
  const notes = new Set<string>();
  const keep = (from: Pick<backprop.Derivative, "conditions" | "notes">): void => {
    for (const condition of from.conditions) conditions.add(formatCondition(condition));
    for (const note of from.notes) notes.add(note);
  };
  let partials: readonly Expr[];
  if (wrts.length > 1 && wrts.every((names) => names.length === 1)) {
    const gradient = backprop.gradient(expr, method, { wrt: wrts.flat(), simplify });
    keep(gradient);
    partials = [...gradient.partials.values()];
  } else {
    partials = wrts.map((names) => {
      const derivative = backprop.derivative(expr, names, method, { simplify });
      keep(derivative);
      return derivative.expr;
    });
  }
  const labelled = wrts.map((names, i) => ({
    label: wrtLabel(names),
    latexLabel: latexLabel(names),
    expr: partials[i],
  }));
  return answer(
    () => showAll(labelled, { syntax, numbers }),
    () => derivatives(formula, wrts, (i) => format(partials[i], { numbers })),
    { warnings, conditions: [...conditions], notes: [...notes] },
  );
}

/** All variables but the last differentiate the formula; by the last the method works at the point itself. */
function numbersAt(
  formula: Understood,
  wrts: readonly Wrt[],
  at: ReadonlyMap<string, number>,
  name: string,
): Answer {
  const method = methodNamed(name);
  if (method.gradient === undefined && wrts.some((names) => names.length > 1)) {
    throw new UsageError(
      "first-order-only",
      `method '${name}' gives first derivatives only, expected alpha, beta or forward`,
    );
  }
  const { expr, warnings } = formula;
  const conditions = new Set<string>();
  const first = wrts.every((names) => names.length === 1);
  const gradient = first ? backprop.gradientAt(expr, at, method, { wrt: wrts.flat() }) : undefined;
  const values = wrts.map((names) => {
    const last = names[names.length - 1];
    if (gradient !== undefined) return gradient.get(last) ?? 0;
    const before = backprop.derivative(expr, names.slice(0, -1), method);
    for (const condition of before.conditions) conditions.add(formatCondition(condition));
    return backprop.gradientAt(before.expr, at, method, { wrt: [last] }).get(last) ?? 0;
  });
  const notes = Number.isNaN(evaluate(expr, at))
    ? ["the formula itself has no value at this point"]
    : notesAt(expr, at, [...new Set(wrts.flat())]);
  const lines = wrts.map((names, i) => `${wrtLabel(names)} = ${shownNumber(values[i])}`);
  return answer(
    () => (values.length === 1 ? shownNumber(values[0]) : lines.join("\n")),
    () => derivatives(formula, wrts, (i) => values[i]),
    { warnings, conditions: [...conditions], notes },
  );
}

const derivatives = (
  { expr, numbers }: Understood,
  wrts: readonly Wrt[],
  derivative: (i: number) => Json,
): readonly (readonly [string, Json])[] => [
  ["formula", format(expr, { numbers })],
  ["derivatives", object(wrts.map((names, i) => [wrtKey(names), derivative(i)]))],
];
