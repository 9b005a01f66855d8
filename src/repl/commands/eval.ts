// The command eval: the value of a formula at a point, or where its names have values.
import { Const } from "../../expr/node.ts";
import { format } from "../../expr/print/format.ts";
import { type Answer, answer } from "../answer.ts";
import { OVERFLOW } from "../overflow.ts";
import { showAll, showNumbers, unlabelled } from "../show.ts";
import { isRounded, isWrittenOut, valueAt, valueText } from "../value.ts";
import type { Definition, Request } from "./definition.ts";

export const evaluation: Definition = {
  name: "eval",
  about: "work out the value of a formula",
  takes: "formula",
  clauses: ["at"],
  examples: ["eval 2*sin(pi/6)", "eval x^2 + y at x=3, y=1/2"],
  related: ["simplify", "diff"],
  answer: evalAnswer,
};

/** @throws {NameError} for a variable without a value. */
function evalAnswer({ formula, point, syntax, budget }: Request): Answer {
  const { expr, warnings, numbers } = formula;
  const value = valueAt(expr, point, budget);
  const { number, exact, isTooLarge } = value;
  const isWhole = exact !== undefined && isWrittenOut(value) && isRounded(value);
  return answer(
    () =>
      syntax === "text"
        ? valueText(value)
        : isWhole
          ? showAll([{ ...unlabelled, expr: exact }], { syntax, numbers })
          : showNumbers([{ ...unlabelled, value: number }], syntax),
    () => [
      ["formula", format(expr, { numbers })],
      ["value", number],
      ...(isRounded(value) ? [["exact", format(exact ?? expr)] as const] : []),
    ],
    {
      warnings,
      notes: isTooLarge && !isWrittenOut(value) ? [OVERFLOW] : [],
      results: [exact ?? Const(number)],
    },
  );
}
