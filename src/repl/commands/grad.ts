// The command grad: the gradient as one list, as a formula of formulas or as numbers at a point.
import { gradientAt } from "../../backprop/gradient.ts";
import { UsageError } from "../../expr/errors.ts";
import { variables } from "../../expr/measure.ts";
import type { Expr } from "../../expr/node.ts";
import { format } from "../../expr/print/format.ts";
import { methodNamed } from "../../methods.ts";
import { type Answer, answer } from "../answer.ts";
import { noVariables } from "./asked.ts";
import { conventionsAt } from "./conventions.ts";
import type { Definition, Request } from "./definition.ts";
import { derived } from "./diff.ts";
import { entryText, laidOut } from "./shaped.ts";

export const grad: Definition = {
  name: "grad",
  about: "the gradient of a formula as a list, in the order of its variables or of wrt",
  takes: "formula",
  clauses: ["wrt", "at", "using", "kinks", "simplify"],
  examples: ["grad x*y + sin(y)", "grad x^2*y at x=1, y=2", "grad hypot(x, y) wrt y, x"],
  related: ["diff", "jacobian", "hessian"],
  answer: gradAnswer,
};

function gradAnswer(request: Request): Answer {
  const { formula, at, syntax, budget, method = "alpha" } = request;
  const { expr, warnings, numbers } = formula;
  const wrts = request.wrts ?? variables(expr).map((name) => [name]);
  if (wrts.some((names) => names.length > 1)) {
    throw new UsageError(
      "bad-wrt",
      "a gradient has first derivatives only, expected names with commas between them: x, y; diff takes mixed ones",
    );
  }
  const names = wrts.flat();
  if (names.length === 0) throw noVariables(request);
  const { cost } = request;
  const shown = (entries: readonly (Expr | number)[]): string =>
    laidOut("list", [entries.map((entry) => entryText(entry, { syntax, numbers }))], syntax);
  if (at !== undefined) {
    const { onVisits } = cost;
    const values = [
      ...gradientAt(expr, at, methodNamed(method), {
        wrt: names,
        subgradient: request.subgradient,
        budget,
        onVisits,
      }).values(),
    ];
    return answer(
      () => shown(values),
      () => [
        ["formula", format(expr, { numbers })],
        ["wrt", names],
        ["gradient", values],
      ],
      { warnings, notes: conventionsAt(request, names), cost: cost.line(method, []) },
    );
  }
  const { partials, conditions, notes } = derived(request, wrts, method, cost);
  return answer(
    () => shown(partials),
    () => [
      ["formula", format(expr, { numbers })],
      ["wrt", names],
      ["gradient", partials.map((partial) => format(partial, { numbers }))],
    ],
    { warnings, conditions, notes, results: partials, cost: cost.line(method, partials) },
  );
}
