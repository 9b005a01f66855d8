// The command cse: what formulas have in common, named.
import { operations } from "../../expr/operations.ts";
import { format } from "../../expr/print/format.ts";
import { withoutElement } from "../../expr/print/mathml.ts";
import { Var } from "../../expr/var.ts";
import { cse as cseOf } from "../../simplify/cse.ts";
import { answer } from "../answer.ts";
import { object } from "../json.ts";
import { type Labelled, showAll, unlabelled } from "../show.ts";
import type { Definition, Request } from "./definition.ts";

export const cse: Definition = {
  name: "cse",
  about: "name the subformulas that occur more than once",
  takes: "formulas",
  clauses: [],
  examples: ["cse sin(x)^2 + cos(sin(x))", "cse [x*y + sin(x*y), exp(x*y)]"],
  related: ["format"],
  answer: (request) => {
    const { formulas } = request;
    const [{ numbers }] = formulas;
    const { bindings, exprs } = cseOf(formulas.map(({ expr }) => expr));
    return answer(
      () => shown(request, bindings, exprs),
      () => [
        [
          formulas.length === 1 ? "formula" : "formulas",
          one(formulas.map(({ expr }) => format(expr, { numbers }))),
        ],
        ["bindings", object([...bindings].map(([name, expr]) => [name, format(expr, { numbers })]))],
        [formulas.length === 1 ? "result" : "results", one(exprs.map((expr) => format(expr, { numbers })))],
        ["operations", operations([...bindings.values(), ...exprs])],
      ],
      { warnings: formulas.flatMap(({ warnings }) => warnings) },
    );
  },
};

const one = (texts: readonly string[]): string | readonly string[] => (texts.length === 1 ? texts[0] : texts);

function shown(
  { formulas, syntax }: Request,
  bindings: ReadonlyMap<string, Labelled["expr"]>,
  exprs: readonly Labelled["expr"][],
): string {
  const [{ numbers }] = formulas;
  const named = [...bindings].map(
    ([name, expr]): Labelled => ({
      label: name,
      latexLabel: latexName(name),
      mathmlLabel: mathmlName(name),
      expr,
    }),
  );
  const results = exprs.map((expr, i): Labelled => {
    const label = exprs.length === 1 ? "result" : `result_${i + 1}`;
    return {
      label,
      latexLabel: `\\mathrm{${label.replace("_", "\\_")}}`,
      mathmlLabel: `<mtext>${label}</mtext>`,
      expr,
    };
  });
  if (syntax !== "text") return showAll([...named, ...results], { syntax, numbers });
  const lines = named.map(
    ({ label, expr }) => `${label} = ${showAll([{ ...unlabelled, expr }], { syntax, numbers })}`,
  );
  const texts = exprs.map((expr) => showAll([{ ...unlabelled, expr }], { syntax, numbers }));
  return [...lines, texts.length === 1 ? texts[0] : `[${texts.join(", ")}]`].join("\n");
}

const latexName = (name: string): string => format(Var(name), "latex");
const mathmlName = (name: string): string => withoutElement(format(Var(name), "mathml").trimEnd());
