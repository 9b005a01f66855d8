// The commands tangent and normal: the lines that touch a graph at a point, or cross it at a right angle.
import { normalLine, tangentLine } from "../../calculus/line.ts";
import { variables } from "../../expr/measure.ts";
import { variable } from "../../expr/node.ts";
import type { Equation } from "../../expr/parse/parse.ts";
import { format } from "../../expr/print/format.ts";
import { type Answer, answer } from "../answer.ts";
import { showEquation } from "../show.ts";
import { calculusOptions } from "./asked.ts";
import type { Definition, Request } from "./definition.ts";
import { type LookedAt, lookedAt } from "./place.ts";

export const tangent: Definition = {
  name: "tangent",
  about: "the tangent to the graph of a formula at a point",
  takes: "formula",
  clauses: ["at", "wrt", "using"],
  atIsPlace: true,
  examples: ["tangent x^2 at x=3", "tangent a*sin(x) wrt x at x=pi/2", "tangent x^2 at x=a"],
  related: ["normal", "taylor", "diff"],
  answer: (request) => {
    const there = lookedAt(request, "tangent", "at");
    const right = tangentLine(there.expr, there.name, there.place, calculusOptions(request));
    return lineAnswer(request, "tangent", { left: variable(verticalOf(there)), right });
  },
};

export const normal: Definition = {
  name: "normal",
  about: "the normal to the graph of a formula at a point, perpendicular to the tangent",
  takes: "formula",
  clauses: ["at", "wrt", "using"],
  atIsPlace: true,
  examples: ["normal x^2 at x=1", "normal x^2 at x=0"],
  related: ["tangent", "diff"],
  answer: (request) => {
    const there = lookedAt(request, "normal", "at");
    const options = { ...calculusOptions(request), y: verticalOf(there) };
    return lineAnswer(request, "normal", normalLine(there.expr, there.name, there.place, options));
  },
};

/** The vertical coordinate: y, or the first of z, y_1, y_2, ... that is not in use. */
function verticalOf({ name, expr, place }: LookedAt): string {
  const taken = new Set([...variables(expr), ...variables(place), name]);
  for (let i = -1; ; i++) {
    const y = i < 0 ? "y" : i === 0 ? "z" : `y_${i}`;
    if (!taken.has(y)) return y;
  }
}

function lineAnswer(
  { formula, syntax, cost, method = "alpha" }: Request,
  key: string,
  equation: Equation,
): Answer {
  const { left, right } = equation;
  const { numbers, warnings } = formula;
  return answer(
    () => showEquation(equation, { syntax, numbers }),
    () => [
      ["formula", format(formula.expr, { numbers })],
      [key, `${format(left)} = ${format(right, { numbers })}`],
    ],
    { warnings, results: [right], cost: cost.line(method, [right]) },
  );
}
