// The command factor.
import { factored } from "../../simplify/factor.ts";
import type { Definition } from "./definition.ts";
import { rewriteOptions, rewrittenAnswer } from "./rewritten.ts";

export const factor: Definition = {
  name: "factor",
  about: "write a formula as a product, over the rationals",
  takes: "formula",
  clauses: ["strict"],
  examples: ["factor x^6 - 1", "factor a*x + a*y + b*x + b*y", "factor 1/x - 1/y"],
  related: ["expand", "together"],
  answer: (request) => rewrittenAnswer(request, factored(request.formula.expr, rewriteOptions(request))),
};
