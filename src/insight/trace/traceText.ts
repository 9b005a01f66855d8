// Traces as text: what is worked out forwards on the left, derivatives on the right. Forwards the right side is read
// downwards like the left one; in reverse it is read from the bottom up, as it is worked out.
import type { Expr } from "../../expr/node.ts";
import { checkOptions, checkValue, integer, type Rule, rules } from "../../expr/options.ts";
import { formatText } from "../../expr/print/text.ts";
import { shortNumber } from "../shortNumber.ts";
import type { ForwardTrace } from "./forwardTrace.ts";
import type { ReverseTrace } from "./reverseTrace.ts";

export interface TraceTextOptions {
  /** How many significant digits numbers are shown with; default 6. */
  readonly digits?: number | undefined;
}

const traceRule: Rule = {
  takes: (value) =>
    typeof value === "object" &&
    value !== null &&
    "kind" in value &&
    (value.kind === "forward" || value.kind === "reverse"),
  expected: "what forwardTrace or reverseTrace gives",
};
const textRules = rules({ digits: integer(1, 17) });

/** name = formula = value: the parts stand below each other. */
interface Equation {
  readonly name: string;
  readonly sign: "=" | "+=";
  readonly formula: string | undefined;
  readonly value: string;
}

interface Line {
  readonly left: Equation | undefined;
  readonly right: Equation | undefined;
}

/**
 * A trace as a table in plain text.
 * @throws {UsageError} for what is no trace, or digits that are no integer from 1 to 17.
 * @example formatTrace(reverseTrace(parse("x*y"), { x: 2, y: 3 }))
 */
export function formatTrace(trace: ForwardTrace | ReverseTrace, options: TraceTextOptions = {}): string {
  checkOptions("formatTrace", options, textRules);
  checkValue("trace", trace, traceRule);
  const { digits = 6 } = options;
  const shown = (value: number): string => shortNumber(value, digits);
  return trace.kind === "forward"
    ? table("value", `tangent by ${trace.wrt}`, forwardLines(trace, shown))
    : table("value", "adjoint, from the bottom up", reverseLines(trace, shown));
}

type Shown = (value: number) => string;

const equation = (
  name: string,
  formula: Expr | undefined,
  value: string,
  sign: Equation["sign"] = "=",
): Equation => ({ name, sign, formula: formula === undefined ? undefined : formatText(formula), value });

const forwardLines = ({ rows }: ForwardTrace, shown: Shown): Line[] =>
  rows.map(({ name, formula, value, tangentName, tangentFormula, tangent }) => ({
    left: equation(name, formula, shown(value)),
    right: equation(tangentName, tangentFormula, shown(tangent)),
  }));

function reverseLines({ rows }: ReverseTrace, shown: Shown): Line[] {
  const lines = rows.flatMap(({ name, formula, value, adjointName, adjoint, contributions }): Line[] => {
    const left = equation(name, formula, shown(value));
    if (formula === undefined) return [{ left, right: equation(adjointName, undefined, shown(adjoint)) }];
    if (contributions.length === 0) return [{ left, right: undefined }];
    // The last handed on stands first: the lines are read upwards.
    return [...contributions].reverse().map(({ to, formula, value, sum }, i) => {
      const now = sum === value ? "" : `, now ${shown(sum)}`;
      return {
        left: i === 0 ? left : undefined,
        right: equation(to, formula, shown(value) + now, "+="),
      };
    });
  });
  const last = rows.at(-1); // the result, of which the derivatives are
  if (last?.formula === undefined) return lines;
  return [...lines, { left: undefined, right: equation(last.adjointName, undefined, "1") }];
}

const ZERO = { name: 0, sign: 0, formula: 0 };

/** The widest name, sign and formula of a side. */
function widths(equations: readonly (Equation | undefined)[]): typeof ZERO {
  const most = { ...ZERO };
  for (const one of equations) {
    if (one === undefined) continue;
    most.name = Math.max(most.name, one.name.length);
    most.sign = Math.max(most.sign, one.sign.length);
    most.formula = Math.max(most.formula, one.formula?.length ?? 0);
  }
  return most;
}

function written(one: Equation | undefined, { name, sign, formula }: typeof ZERO): string {
  if (one === undefined) return "";
  const start = `${one.name.padEnd(name)} ${one.sign.padStart(sign)} `;
  return one.formula === undefined
    ? `${start}${one.value}`
    : `${start}${one.formula.padEnd(formula)} = ${one.value}`;
}

function table(leftTitle: string, rightTitle: string, lines: readonly Line[]): string {
  const leftWidths = widths(lines.map(({ left }) => left));
  const rightWidths = widths(lines.map(({ right }) => right));
  const left = lines.map((line) => written(line.left, leftWidths));
  const width = left.reduce((most, text) => Math.max(most, text.length), leftTitle.length);
  const row = (a: string, b: string): string => `${a.padEnd(width)} │ ${b}`.trimEnd();
  const rule = `${"─".repeat(width)}─┼─${"─".repeat(rightTitle.length)}`;
  return [
    row(leftTitle, rightTitle),
    rule,
    ...lines.map((line, i) => row(left[i], written(line.right, rightWidths))),
  ].join("\n");
}
