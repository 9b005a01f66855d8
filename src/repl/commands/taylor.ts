// The command taylor.
import { taylor as taylorOf } from "../../calculus/taylor.ts";
import { evaluate } from "../../expr/evaluate.ts";
import { type Expr, hasVariables, toExpr } from "../../expr/node.ts";
import { format } from "../../expr/print/format.ts";
import { substitute } from "../../expr/substitute.ts";
import { appliesUserFunctions } from "../../expr/userFunction.ts";
import type { Definition } from "./definition.ts";
import { lookedAt } from "./place.ts";
import { shapedAnswer } from "./shaped.ts";

const ORDER = 5;

export const taylor: Definition = {
  name: "taylor",
  about: "the Taylor polynomial of a formula about a point, with exact coefficients",
  takes: "formula",
  clauses: ["about", "order", "wrt"],
  examples: [
    "taylor sin(x) about 0 to 5",
    "taylor ln(x) about x=1 order 3 to latex",
    "taylor x^n wrt x about 1 to 2",
  ],
  related: ["diff", "tangent"],
  more: `The point is 0 and the order ${ORDER} where they are left out. A number behind to is the order.`,
  toIsOrder: true,
  orders: [0, 100],
  answer: (request) => {
    const { name, place, expr } = lookedAt(request, "taylor", "about", toExpr(0));
    const { order = ORDER, budget } = request;
    const entry = taylorOf(expr, name, place, order, { budget });
    return shapedAnswer(
      request,
      { as: "one", entry },
      {
        key: "taylor",
        by: "power series",
        before: [
          ["wrt", name],
          ["about", format(place)],
          ["order", order],
        ],
        grounds: { notes: valueless(expr, name, place) },
      },
    );
  },
};

/** What to say where the polynomial gives the formula a value that it has not: sin(x)/x about 0. */
function valueless(expr: Expr, name: string, place: Expr): readonly string[] {
  const there = substitute(expr, new Map([[name, place]]));
  if (hasVariables(there) || appliesUserFunctions(there) || !Number.isNaN(evaluate(there, {}))) return [];
  return [`the formula itself has no value where ${name} = ${format(place)}; its limit there is used`];
}
