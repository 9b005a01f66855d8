// The command taylor.
import { taylor as taylorOf } from "../../calculus/taylor.ts";
import { UsageError } from "../../expr/errors.ts";
import { format } from "../../expr/print/format.ts";
import { namedFormulas, nameOf } from "./asked.ts";
import type { Definition, Request } from "./definition.ts";
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
  answer: (request) => {
    const { name, about } = pointOf(request);
    const { formula, order = ORDER, budget } = request;
    const entry = taylorOf(formula.expr, name, about, order, { budget });
    return shapedAnswer(
      request,
      { as: "one", entry },
      {
        key: "taylor",
        before: [
          ["wrt", name],
          ["about", typeof about === "number" ? `${about}` : format(about)],
          ["order", order],
        ],
      },
    );
  },
};

/** `about 0`, or `about x=0`, which names the variable too. */
function pointOf(request: Request) {
  const { about, wrts } = request;
  const named = about === undefined ? undefined : namedFormulas(request, about, "about");
  if (named === undefined)
    return { name: nameOf(request, "taylor"), about: about === undefined ? 0 : request.read(about, "about") };
  const [first, ...others] = named;
  if (others.length > 0 || (wrts !== undefined && nameOf(request, "taylor") !== first[0])) {
    throw new UsageError(
      "bad-about",
      `'${about}' is no point of one variable, expected ${request.context.spelt("about", "x=0")}`,
    );
  }
  return { name: first[0], about: first[1] };
}
