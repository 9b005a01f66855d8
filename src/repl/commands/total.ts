// The command total: the derivative by a variable that others depend on.
import { dependencyOrder, totalDerivative } from "../../calculus/total.ts";
import { UsageError } from "../../expr/errors.ts";
import { evaluate } from "../../expr/evaluate.ts";
import type { Expr } from "../../expr/node.ts";
import { format } from "../../expr/print/format.ts";
import { object } from "../json.ts";
import { calculusOptions, namedFormulas } from "./asked.ts";
import { conventionsAt } from "./conventions.ts";
import type { Definition, Request } from "./definition.ts";
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
    const there = { ...request, at: withDependent(request, dependencies) };
    return shapedAnswer(
      there,
      { as: "one", entry },
      {
        key: "total",
        grounds: {
          notes: conventionsAt(
            there,
            [...names, ...dependencies.keys()],
            [formula.expr, ...dependencies.values()],
          ),
        },
        before: [
          ["wrt", names[0]],
          ["where", object([...dependencies].map(([name, expr]) => [name, format(expr)]))],
        ],
      },
    );
  },
};

/** The values at a point with those of the names that depend on others, which follow from it. */
function withDependent(
  { at, atNames }: Request,
  dependencies: ReadonlyMap<string, Expr>,
): ReadonlyMap<string, number> | undefined {
  if (at === undefined) return undefined;
  const twice = atNames.find((name) => dependencies.has(name));
  if (twice !== undefined) {
    throw new UsageError(
      "bad-at",
      `'${twice}' has a value in at and a formula in where, expected one of them`,
    );
  }
  const values = new Map([...at].filter(([name]) => !dependencies.has(name)));
  for (const name of dependencyOrder(dependencies)) {
    const formula = dependencies.get(name);
    if (formula !== undefined) values.set(name, evaluate(formula, values));
  }
  return values;
}
