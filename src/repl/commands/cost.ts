// What a derivative took, as a line: its nodes, the visits of the differentiator, the time, the method.

import { type Budget, checkCancelled } from "../../expr/budget.ts";
import type { Expr } from "../../expr/node.ts";
import { grouped } from "../../expr/print/grouped.ts";
import { postorder } from "../../expr/walk.ts";

export interface Cost {
  /** To be told of each walk's visits. */
  readonly onVisits: (visits: number) => void;
  /** The line; `results` are the formulas that came of it, none where they are numbers. */
  readonly line: (method: string, results: readonly Expr[]) => string;
}

/** Begins to count and to time. */
export function costOf(budget: Budget | undefined): Cost {
  const began = performance.now();
  let visits = 0;
  return {
    onVisits: (more) => {
      visits += more;
      checkCancelled(budget);
    },
    line: (method, results) => {
      const time = millisecondsText(performance.now() - began);
      const nodes = results.length === 0 ? [] : [counted(postorder(results).length, "node")];
      const walks = visits === 0 ? [] : [counted(visits, "visit")]; // a power series walks nowhere
      return `cost: ${[...nodes, ...walks, time, method].join(", ")}`;
    },
  };
}

/** With two digits, or all before the point. */
export const millisecondsText = (time: number): string =>
  `${time < 100 ? time.toPrecision(2) : grouped(Math.round(time))} ms`;

const counted = (count: number, what: string): string => `${grouped(count)} ${what}${count === 1 ? "" : "s"}`;
