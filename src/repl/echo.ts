// A formula as the prompt echoes it: as it was understood, then what its names stand for, then its value
// where all of them have one.

import type { Budget } from "../expr/budget.ts";
import { variables } from "../expr/measure.ts";
import { type Expr, sizeOf } from "../expr/node.ts";
import { format } from "../expr/print/format.ts";
import { grouped } from "../expr/print/grouped.ts";
import { appliesUserFunctions } from "../expr/userFunction.ts";
import { numbered } from "../expr/walk.ts";
import { type Condition, formatCondition } from "../simplify/condition.ts";
import { tidyAll } from "../simplify/tidy.ts";
import { OVERFLOW } from "./overflow.ts";
import type { WrittenFormula } from "./state.ts";
import { isWrittenOut, type Point, valueAt, valueBehind } from "./value.ts";

export interface Echo {
  readonly text: string;
  /** The formula with everything put in. */
  readonly result: Expr;
  /** Where it holds: "x ≠ 0". */
  readonly conditions: readonly Condition[];
  readonly notes: readonly string[];
}

/** Larger formulas, written out, are not shown where a name stands for them. */
const SHOWN_SIZE = 20_000;

/**
 * @param whole the formula with what its names stand for put in.
 * @param label what is shown for the formula: a name that has just been given it, say; default itself.
 */
export function echo(
  { expr, numbers }: WrittenFormula,
  whole: Expr,
  point: Point,
  { label, budget }: { readonly label?: string; readonly budget?: Budget | undefined } = {},
): Echo {
  // Derivatives that were put in are as the rules give them: those are tidied, what was written is not.
  const { exprs, conditions } = differentiates(expr)
    ? tidyAll([whole], { level: "search", budget })
    : { exprs: [whole], conditions: [] };
  const [result] = exprs;
  const written = format(expr, { numbers });
  const shown = label === undefined ? written : `${label} = ${written}`;
  const isKnown = variables(result).every((name) => point.numbers.has(name)) && !appliesUserFunctions(result);
  // What a function or a name stands for is shown where there is no value, or where just the name was typed.
  const isName = expr.kind === "var";
  const isExpanded = label === undefined && result !== expr && (!isKnown || isName);
  const expansion = isExpanded ? ` = ${formulaText(result, numbers)}` : "";
  const before = expansion === ` = ${written}` ? shown : shown + expansion;
  if (!isKnown) return { text: before, result, conditions, notes: [] };
  const last = before.slice(before.lastIndexOf(" = ") < 0 ? 0 : before.lastIndexOf(" = ") + 3);
  const value = valueAt(result, point, budget);
  const notes = value.isTooLarge ? [`${OVERFLOW}${isWrittenOut(value) ? "; eval writes it out" : ""}`] : [];
  return { text: before + valueBehind(last, value, numbers), result, conditions, notes };
}

const formulaText = (expr: Expr, numbers: "fraction" | "decimal"): string =>
  sizeOf(expr) <= SHOWN_SIZE
    ? format(expr, { numbers })
    : `… (${grouped(numbered([expr]).nodes.length)} nodes; format ... to let shows them)`;

/** Whether derivatives are written in a formula: f'(x), diff(F, x). */
function differentiates(expr: Expr): boolean {
  return numbered([expr]).nodes.some((node) => node.kind === "apply" && isDerivative(node.op.name));
}

const isDerivative = (name: string): boolean => name === "diff" || name.includes("'");

export const conditionRemarks = (conditions: readonly Condition[]): readonly string[] =>
  conditions.map((condition) => `condition: ${formatCondition(condition)}`);
