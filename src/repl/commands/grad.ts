// The command grad: the gradient as one list, as a formula of formulas or as numbers at a point.
import { gradientAt } from "../../backprop/gradient.ts";
import { UsageError } from "../../expr/errors.ts";
import { variables } from "../../expr/measure.ts";
import { format } from "../../expr/print/format.ts";
import { methodNamed } from "../../methods.ts";
import { type Answer, answer } from "../answer.ts";
import { type ShownSyntax, showAll, showNumbers } from "../show.ts";
import { costOf } from "./cost.ts";
import type { Definition, Request } from "./definition.ts";
import { derived } from "./diff.ts";

export const grad: Definition = {
  name: "grad",
  about: "the gradient of a formula as a list, in the order of its variables or of wrt",
  takes: "formula",
  clauses: ["wrt", "at", "using", "simplify"],
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
  const cost = costOf(request);
  if (at !== undefined) {
    const { onVisits } = cost;
    const values = [...gradientAt(expr, at, methodNamed(method), { wrt: names, budget, onVisits }).values()];
    return answer(
      () =>
        listed(
          values.map((value) => one(value, syntax)),
          syntax,
        ),
      () => [
        ["formula", format(expr, { numbers })],
        ["wrt", names],
        ["gradient", values],
      ],
      { warnings, cost: cost.line(method, []) },
    );
  }
  const { partials, conditions, notes } = derived(request, wrts, method, cost);
  return answer(
    () =>
      listed(
        partials.map((expr) => showAll([{ label: "", latexLabel: "", expr }], { syntax, numbers })),
        syntax,
      ),
    () => [
      ["formula", format(expr, { numbers })],
      ["wrt", names],
      ["gradient", partials.map((partial) => format(partial, { numbers }))],
    ],
    { warnings, conditions, notes, results: partials, cost: cost.line(method, partials) },
  );
}

const one = (value: number, syntax: ShownSyntax): string =>
  showNumbers([{ label: "", latexLabel: "", value }], syntax);

/** A list on one line, which the prompt reads again; pictures stand below each other. */
function listed(texts: readonly string[], syntax: ShownSyntax): string {
  switch (syntax) {
    case "text":
    case "mathjson":
      return `[${texts.join(", ")}]`;
    case "latex":
      return `\\begin{pmatrix} ${texts.join(" \\\\ ")} \\end{pmatrix}`;
    default:
      return texts.join("\n");
  }
}
