// The command eval: the value of a formula at a point.
import { evaluate } from "../expr/evaluate.ts";
import { format } from "../expr/print/format.ts";
import { type Answer, answer } from "./answer.ts";
import { shownNumber } from "./number.ts";
import type { Understood } from "./understand.ts";

/** @throws {NameError} for a variable without a value. */
export function evalAnswer({ expr, warnings, numbers }: Understood, at: ReadonlyMap<string, number>): Answer {
  const value = evaluate(expr, at);
  return answer(
    () => shownNumber(value),
    () => [
      ["formula", format(expr, { numbers })],
      ["value", value],
    ],
    { warnings },
  );
}
