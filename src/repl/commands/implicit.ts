// The command implicit: the derivative of a variable that an equation gives in terms of another.
import { implicitDerivative } from "../../calculus/implicit.ts";
import { UsageError } from "../../expr/errors.ts";
import { evaluate } from "../../expr/evaluate.ts";
import { variables } from "../../expr/measure.ts";
import { variableName } from "../../expr/var.ts";
import { shownNumber } from "../number.ts";
import { calculusOptions } from "./asked.ts";
import { saidOf } from "./conditions.ts";
import { conventionsAt } from "./conventions.ts";
import type { Definition, Request } from "./definition.ts";
import { shapedAnswer } from "./shaped.ts";

export const implicit: Definition = {
  name: "implicit",
  about: "the derivative dy/dx of the y that an equation gives for each x",
  takes: "equation",
  clauses: ["wrt", "by", "order", "at", "using", "simplify"],
  examples: [
    "implicit x^2 + y^2 = 1 wrt x",
    "implicit x*y*z = 1 wrt x by z",
    "implicit x^2 + y^2 = 1 wrt x order 2",
  ],
  related: ["diff", "total"],
  more: "wrt names what to differentiate by. Where the equation has more than two variables, by names the one that depends on it.",
  answer: (request) => {
    const { formula, order, equation } = request;
    const { y, x } = namesIn(request);
    const { expr, conditions } = implicitDerivative(equation ?? formula.expr, y, x, {
      ...calculusOptions(request),
      order,
    });
    const said = saidOf(conditions, request);
    return shapedAnswer(
      request,
      { as: "one", entry: expr },
      {
        key: "implicit",
        before: [
          ["wrt", x],
          ["by", y],
        ],
        grounds: {
          notes: [...notesOfPoint(request), ...said.notes, ...conventionsAt(request, [x, y])],
          conditions: said.conditions,
        },
      },
    );
  },
};

/** dy/dx: x is what wrt names, y what `by` does; each may be left out where it is the equation's only other one. */
function namesIn({ formula, wrts, by, context }: Request): { readonly y: string; readonly x: string } {
  const all = variables(formula.expr);
  const [x, ...more] = wrts?.flat() ?? (all.includes("x") ? ["x"] : []);
  const others = all.filter((name) => name !== x);
  if (x === undefined || more.length > 0) {
    throw new UsageError(
      "bad-wrt",
      `implicit differentiates by one variable: name it, ${context.spelt("wrt", "x")}`,
    );
  }
  if (by !== undefined) return { y: variableName(by), x };
  if (others.length === 1) return { y: others[0], x };
  throw new UsageError(
    "bad-by",
    `beside '${x}' the equation has ${others.length === 0 ? "no variables" : others.join(", ")}: name the one that depends on it, ${context.spelt("by", others[0] ?? "y")}`,
  );
}

/** Rounded coordinates miss a curve by about this much. */
const OFF = 1e-6;

/** What to say of a point that is not on the curve. */
function notesOfPoint({ at, equation, formula }: Request): readonly string[] {
  if (at === undefined) return [];
  const left = evaluate(equation?.left ?? formula.expr, at);
  const right = equation === undefined ? 0 : evaluate(equation.right, at);
  if (Math.abs(left - right) <= OFF * Math.max(1, Math.abs(left), Math.abs(right))) return [];
  return [
    `the point is not on the curve: the left side is ${shownNumber(left)} there, the right side ${shownNumber(right)}`,
  ];
}
