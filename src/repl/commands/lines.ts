// The commands tangent and normal: the lines that touch a graph at a point, or cross it at a right angle.
import { normalLine, tangentLine } from "../../calculus/line.ts";
import { UsageError } from "../../expr/errors.ts";
import { variables } from "../../expr/measure.ts";
import { type Expr, variable } from "../../expr/node.ts";
import type { Equation } from "../../expr/parse/parse.ts";
import { format } from "../../expr/print/format.ts";
import { type Answer, answer } from "../answer.ts";
import { showEquation } from "../show.ts";
import { calculusOptions, nameOf } from "./asked.ts";
import type { Definition, Request } from "./definition.ts";

export const tangent: Definition = {
  name: "tangent",
  about: "the tangent to the graph of a formula at a point",
  takes: "formula",
  clauses: ["at", "wrt", "using"],
  examples: ["tangent x^2 at x=3", "tangent a*sin(x) wrt x at x=pi/2"],
  related: ["normal", "taylor", "diff"],
  answer: (request) => {
    const { name, at } = pointOf(request, "tangent");
    const right = tangentLine(request.formula.expr, name, at, calculusOptions(request));
    return lineAnswer(request, "tangent", { left: variable(verticalOf(request, name)), right });
  },
};

export const normal: Definition = {
  name: "normal",
  about: "the normal to the graph of a formula at a point, perpendicular to the tangent",
  takes: "formula",
  clauses: ["at", "wrt", "using"],
  examples: ["normal x^2 at x=1", "normal x^2 at x=0"],
  related: ["tangent", "diff"],
  answer: (request) => {
    const { name, at } = pointOf(request, "normal");
    const y = verticalOf(request, name);
    return lineAnswer(
      request,
      "normal",
      normalLine(request.formula.expr, name, at, { ...calculusOptions(request), y }),
    );
  },
};

/** The variable and its value, exactly as it was written. */
function pointOf(request: Request, command: string): { readonly name: string; readonly at: Expr } {
  const name = nameOf(request, command);
  const at = request.point.exact.get(name);
  if (at !== undefined) return { name, at };
  throw new UsageError("no-point", `${command} needs a point: ${request.context.spelt("at", `${name}=1`)}`);
}

/** The vertical coordinate: y, or the first of z, y_1, y_2, ... that the formula has not. */
function verticalOf({ formula }: Request, name: string): string {
  const taken = new Set([...variables(formula.expr), name]);
  for (let i = -1; ; i++) {
    const y = i < 0 ? "y" : i === 0 ? "z" : `y_${i}`;
    if (!taken.has(y)) return y;
  }
}

function lineAnswer({ formula, syntax }: Request, key: string, equation: Equation): Answer {
  const { left, right } = equation;
  const { numbers, warnings } = formula;
  return answer(
    () => showEquation(equation, { syntax, numbers }),
    () => [
      ["formula", format(formula.expr, { numbers })],
      [key, `${format(left)} = ${format(right, { numbers })}`],
    ],
    { warnings, results: [right] },
  );
}
