// The command directional: the derivative along a direction, as a formula or as a number at a point.
import { directional as directionalOf } from "../../calculus/directional.ts";
import { UsageError } from "../../expr/errors.ts";
import { byCodePoint } from "../../expr/measure.ts";
import { constant, type Expr } from "../../expr/node.ts";
import { format } from "../../expr/print/format.ts";
import { object } from "../json.ts";
import { calculusOptions, namedFormulas, namesOf, vectorOf } from "./asked.ts";
import type { Definition, Request } from "./definition.ts";
import { shapedAnswer } from "./shaped.ts";

export const directional: Definition = {
  name: "directional",
  about: "the derivative along a direction, which is scaled to length 1",
  takes: "formula",
  clauses: ["wrt", "by", "at", "using", "simplify"],
  examples: ["directional x^2*y wrt x, y by 3, 4", "directional x^2*y by x=3, y=4 at x=1, y=2"],
  related: ["grad", "jvp"],
  answer: (request) => {
    const { formula, at, by } = request;
    const options = { ...calculusOptions(request), at };
    const named = by === undefined ? undefined : namedFormulas(request, by, "by");
    const { expr, direction, normalised, notes, value } =
      named === undefined
        ? directionalOf(formula.expr, vectorOf(request, "directional"), { ...options, wrt: namesOf(request) })
        : directionalOf(formula.expr, inOrder(named, request), options);
    return shapedAnswer(
      request,
      { as: "one", entry: value ?? expr },
      {
        key: "directional",
        before: [
          ["direction", object([...direction].map(([name, entry]) => [name, format(entry)]))],
          ["normalised", normalised],
        ],
        grounds: { notes },
      },
    );
  },
};

/** A direction by name in the order of wrt, or else sorted: the unit vector is shown in that order. */
function inOrder(direction: ReadonlyMap<string, Expr>, request: Request): ReadonlyMap<string, Expr> {
  const sorted = [...direction].sort(([a], [b]) => byCodePoint(a, b));
  if (request.wrts === undefined) return new Map(sorted);
  const names = namesOf(request);
  const other = [...direction.keys()].find((name) => !names.includes(name));
  if (other !== undefined)
    throw new UsageError("bad-by", `by gives '${other}' a value, expected names of wrt: ${names.join(", ")}`);
  return new Map(names.map((name) => [name, direction.get(name) ?? constant(0)]));
}
