// The command time: how long a formula's value and its derivatives take, by each method beside the others.

import { BudgetError } from "../../expr/errors.ts";
import { evaluate } from "../../expr/evaluate.ts";
import { variables } from "../../expr/measure.ts";
import { format } from "../../expr/print/format.ts";
import { grouped } from "../../expr/print/grouped.ts";
import { timed } from "../../insight/work.ts";
import { methods } from "../../methods.ts";
import { type Answer, answer } from "../answer.ts";
import { object } from "../json.ts";
import { millisecondsText } from "./cost.ts";
import type { Definition, Request } from "./definition.ts";

export const time: Definition = {
  name: "time",
  about: "time a formula's value and its first derivatives, by each method",
  takes: "formula",
  clauses: ["wrt", "at"],
  examples: ["time x*y + sin(y) at x=1, y=2", "time diff x^2*y^3 wrt x"],
  related: ["diff", "blowup"],
  answer: timeAnswer,
};

interface Timing {
  readonly what: string;
  /** The shortest of a few runs; undefined where the method refused. */
  readonly ms: number | undefined;
  readonly visits?: number;
}

function timeAnswer({ formula, wrts, point, budget }: Request): Answer {
  const { expr, warnings, numbers } = formula;
  const at = point.numbers;
  const wrt = wrts === undefined ? variables(expr) : [...new Set(wrts.flat())];
  const hasValues = variables(expr).every((name) => at.has(name));
  const clock = (): number => performance.now();
  const rows: Timing[] = [];
  if (hasValues) rows.push({ what: "evaluate", ms: timed(() => evaluate(expr, at, { budget }), clock).ms });
  for (const [what, method] of methods) {
    if (!hasValues && method.gradient === undefined) continue;
    let visits: number | undefined;
    const options = {
      budget,
      onVisits: (counted: number) => {
        visits = counted;
      },
    };
    const work = (): unknown =>
      hasValues ? method.gradientAt(expr, at, wrt, options) : method.gradient?.(expr, wrt, options);
    try {
      const { ms } = timed(work, clock);
      rows.push({ what, ms, ...(visits === undefined ? {} : { visits }) });
    } catch (error) {
      if (!(error instanceof BudgetError)) throw error;
      rows.push({ what, ms: undefined });
    }
  }
  return answer(
    () => rows.map(line).join("\n"),
    () => [
      ["formula", format(expr, { numbers })],
      ["milliseconds", object(rows.map(({ what, ms }) => [what, ms ?? null]))],
    ],
    { warnings, notes: hasValues ? [] : ["timed as formulas, since not every variable has a value"] },
  );
}

const line = ({ what, ms, visits }: Timing): string => {
  const time = ms === undefined ? "refused: over the budget" : millisecondsText(ms);
  const counted = visits === undefined ? "" : `${grouped(visits)} ${visits === 1 ? "visit" : "visits"}`;
  return `${what.padEnd(10)}${time.padEnd(12)}${counted}`.trimEnd();
};
