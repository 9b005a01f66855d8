// The derivative along a direction: the gradient times the unit vector. A vector of another length is
// scaled, and the answer says so.
import { notesAt } from "../backprop/notes.ts";
import type { Bindings } from "../expr/bindings.ts";
import { DomainError, UsageError } from "../expr/errors.ts";
import { evaluate } from "../expr/evaluate.ts";
import { type Expr, type ExprLike, hasNonFinite, hasVariables, toExpr } from "../expr/node.ts";
import { anything, byName, checkValue } from "../expr/options.ts";
import { Add, Div } from "../expr/primitives/operators.ts";
import { Pow, Sqrt } from "../expr/primitives/powers.ts";
import { formatText } from "../expr/print/text.ts";
import type { Replacements } from "../expr/substitute.ts";
import { variableName } from "../expr/var.ts";
import { tidy } from "../simplify/tidy.ts";
import { type CalculusOptions, finished, methodOf, optionsOf } from "./options.ts";
import { allVariables, checkLength, dot, formulas, variablesOf } from "./vector.ts";

export interface DirectionalOptions extends CalculusOptions {
  /** The variables that a list's entries belong to; default the formula's, sorted. */
  readonly wrt?: readonly (string | Expr)[] | undefined;
  /** Where the value is wanted too. */
  readonly at?: Bindings | undefined;
}

export interface DirectionalDerivative {
  readonly expr: Expr;
  /** The unit vector, by variable. */
  readonly direction: ReadonlyMap<string, Expr>;
  /** Whether the vector given had another length than 1. */
  readonly normalised: boolean;
  /** The scaling, where there was one, and the conventions that the value rests on: a sentence each. */
  readonly notes: readonly string[];
  /** The value at the point of `at`. */
  readonly value?: number;
}

const check = optionsOf("directional", { wrt: anything, at: anything });
const named = byName("formulas");

/**
 * The derivative of `expr` along a direction: a vector by variable, or a list in the order of `wrt`.
 * @throws {DomainError} for the zero vector; {ShapeError} for a list of another length than wrt.
 * @example directional(parse("x^2*y"), { x: 3, y: 4 }).expr  // 4/5*x^2 + 6/5*x*y
 * @example directional(parse("x^2*y"), [3, 4], { at: { x: 1, y: 2 } }).value  // 3.2
 */
export function directional(
  expr: ExprLike,
  direction: Replacements | readonly ExprLike[],
  options: DirectionalOptions = {},
): DirectionalDerivative {
  check(options);
  const formula = toExpr(expr);
  const vector = vectorOf(formula, direction, options.wrt);
  const names = [...vector.keys()];
  const entries = [...vector.values()];
  const length = lengthOf(entries);
  const normalised = !(length.kind === "const" && length.value === 1);
  const unit = normalised ? entries.map((entry) => tidy(Div(entry, length))) : entries;
  const method = methodOf(options);
  const { at, budget, onVisits } = options;
  const gradient = method.gradient?.(formula, names, { budget, onVisits }) ?? [];
  const result = {
    expr: finished([dot(gradient, unit)], options)[0],
    direction: new Map(names.map((name, i) => [name, unit[i]])),
    normalised,
    notes: normalised
      ? [`the direction has the length ${formatText(length)}; the unit vector ${shown(unit)} is used`]
      : [],
  };
  if (at === undefined) return result;
  const partials = method.gradientAt(formula, at, names, { budget, onVisits });
  return {
    ...result,
    notes: [...result.notes, ...notesAt(formula, at, names)],
    value: partials.reduce((sum, partial, i) => sum + partial * evaluate(unit[i], at), 0),
  };
}

const shown = (vector: readonly Expr[]): string => `(${vector.map((entry) => formatText(entry)).join(", ")})`;

function vectorOf(
  formula: Expr,
  direction: Replacements | readonly ExprLike[],
  wrt: readonly (string | Expr)[] | undefined,
): ReadonlyMap<string, Expr> {
  if (Array.isArray(direction)) {
    const entries = formulas("the direction", direction);
    const names = wrt === undefined ? allVariables([formula]) : variablesOf(wrt);
    checkLength("the direction", entries.length, names.length, "variables");
    return new Map(names.map((name, i) => [name, entries[i]]));
  }
  checkValue("direction", direction, named);
  if (wrt !== undefined) {
    throw new UsageError(
      "bad-wrt",
      "wrt is given beside a direction by names, expected one of them: wrt goes with a list",
    );
  }
  const vector = new Map<string, Expr>();
  for (const [name, entry] of direction instanceof Map ? direction : Object.entries(direction))
    vector.set(variableName(name), toExpr(entry));
  return vector;
}

/** @throws {DomainError} for a vector that has no direction. */
function lengthOf(entries: readonly Expr[]): Expr {
  if (entries.some(hasNonFinite)) {
    throw new DomainError(
      "bad-direction",
      `the direction ${shown(entries)} is not finite, expected finite entries`,
    );
  }
  const squares = entries.map((entry): Expr => Pow(entry, 2));
  const length = squares.length === 0 ? toExpr(0) : tidy(Sqrt(squares.reduce((a, b) => Add(a, b))));
  const isNothing =
    length.kind === "const" ? length.value === 0 : !hasVariables(length) && evaluate(length, {}) === 0;
  if (!isNothing) return length;
  throw new DomainError(
    "zero-direction",
    `the direction ${shown(entries)} is zero, expected a vector that points somewhere`,
  );
}
