// The command total: the derivative by a variable that others depend on.
import { totalDerivative } from "../../calculus/total.ts";
import { UsageError } from "../../expr/errors.ts";
import { format } from "../../expr/print/format.ts";
import { object } from "../json.ts";
import { calculusOptions, namedFormulas } from "./asked.ts";
import type { Definition } from "./definition.ts";
import { shapedAnswer } from "./shaped.ts";

export const total: Definition = {
  name: "total",
  about: "the total derivative by a variable that other variables depend on",
  takes: "formula",
  clauses: ["wrt", "where", "at", "using", "simplify"],
  examples: ["total x*t wrt x where t = x + 1", "total x*y wrt t where x = cos(t), y = sin(t)"],
  related: ["diff", "implicit"],
  answer: (request) => {
    const { formula, wrts, where, context } = request;
    const dependencies = where === undefined ? undefined : namedFormulas(request, where, "where");
    const names = wrts?.flat() ?? [];
    if (dependencies === undefined || names.length !== 1) {
      const sentence =
        dependencies === undefined
          ? `total needs to know what depends on what: ${context.spelt("where", "t = x + 1")}`
          : `total differentiates by one variable: name it, ${context.spelt("wrt", "x")}`;
      throw new UsageError(dependencies === undefined ? "no-where" : "bad-wrt", sentence);
    }
    const entry = totalDerivative(formula.expr, names[0], dependencies, calculusOptions(request));
    return shapedAnswer(
      request,
      { as: "one", entry },
      {
        key: "total",
        before: [
          ["wrt", names[0]],
          ["where", object([...dependencies].map(([name, expr]) => [name, format(expr)]))],
        ],
      },
    );
  },
};
