// The commands together and apart: one denominator, and partial fractions.
import { takenApart } from "../../simplify/apart.ts";
import { formatCondition } from "../../simplify/condition.ts";
import { broughtTogether } from "../../simplify/together.ts";
import type { Definition } from "./definition.ts";
import { rewriteOptions, rewrittenAnswer } from "./rewritten.ts";

export const together: Definition = {
  name: "together",
  about: "bring a formula over one denominator and cancel what is common",
  takes: "formula",
  clauses: ["strict"],
  examples: ["together 1/x + 1/(x + 1)", "together 1/(x - 1) + 1/(x^2 - 1)"],
  related: ["apart", "factor"],
  answer: (request) =>
    rewrittenAnswer(request, broughtTogether(request.formula.expr, rewriteOptions(request))),
};

export const apart: Definition = {
  name: "apart",
  about: "write a quotient as partial fractions",
  takes: "formula",
  clauses: ["by", "strict"],
  examples: ["apart 1/(x^2 - 1)", "apart (a*x + b)/(x^2 - 1) by x"],
  related: ["together"],
  answer: (request) => {
    const { by, formula } = request;
    const part = by === undefined ? undefined : request.read(by, "by");
    const result = takenApart(formula.expr, part, rewriteOptions(request));
    const needs = result.needs.map(formatCondition).join(", ");
    const note = `its partial fractions would have a value only where ${needs}, which is not known`;
    return rewrittenAnswer(request, result, [], needs === "" ? [] : [note]);
  },
};
