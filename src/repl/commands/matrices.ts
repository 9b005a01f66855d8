// The commands jacobian and hessian: derivatives as a matrix, of formulas or of numbers at a point.
import { gradient, gradientAt } from "../../backprop/gradient.ts";
import { hessian as hessianOf, jacobian as jacobianOf } from "../../calculus/jacobian.ts";
import type { Expr } from "../../expr/node.ts";
import { methodNamed } from "../../methods.ts";
import type { Answer } from "../answer.ts";
import { calculusOptions, namesOf } from "./asked.ts";
import type { Definition, Request } from "./definition.ts";
import { shapedAnswer } from "./shaped.ts";

export const jacobian: Definition = {
  name: "jacobian",
  about: "all first derivatives of several formulas, a row for each formula",
  takes: "formulas",
  clauses: ["wrt", "at", "using", "kinks", "simplify"],
  examples: ["jacobian [x*y, x + y] wrt x, y", "jacobian [r*cos(t), r*sin(t)] at r=2, t=0"],
  related: ["grad", "hessian", "jvp", "vjp"],
  answer: (request) => {
    const names = namesOf(request);
    const exprs = request.formulas.map(({ expr }) => expr);
    const rows = request.at === undefined ? jacobianOf(exprs, names, calculusOptions(request)) : exprs;
    return matrixAnswer(request, "jacobian", names, rows);
  },
};

export const hessian: Definition = {
  name: "hessian",
  about: "all second derivatives of a formula, as a symmetric matrix",
  takes: "formula",
  clauses: ["wrt", "at", "using", "kinks", "simplify"],
  examples: ["hessian x^2*y + y^3", "hessian x^2*y wrt x, y at x=1, y=2"],
  related: ["jacobian", "hvp", "laplacian", "diff"],
  answer: (request) => {
    const names = namesOf(request);
    const { formula, budget, cost } = request;
    if (request.at === undefined)
      return matrixAnswer(
        request,
        "hessian",
        names,
        hessianOf(formula.expr, names, calculusOptions(request)),
      );
    const method = methodNamed(request.method ?? "alpha");
    const first = gradient(formula.expr, method, {
      wrt: names,
      budget,
      onVisits: cost.onVisits,
      notes: false,
    }).partials;
    return matrixAnswer(request, "hessian", names, [...first.values()]);
  },
};

/** Rows of formulas; or, at a point, the formulas whose gradients there are the rows: conventions at kinks hold. */
function matrixAnswer(
  request: Request,
  key: string,
  names: readonly string[],
  given: readonly (readonly Expr[])[] | readonly Expr[],
): Answer {
  const { at, budget, subgradient, cost, method = "alpha" } = request;
  const options = { wrt: names, subgradient, budget, onVisits: cost.onVisits };
  const rows = given.map((row) =>
    "kind" in row ? [...gradientAt(row, at ?? {}, methodNamed(method), options).values()] : row,
  );
  return shapedAnswer(request, { as: "matrix", rows }, { key, before: [["wrt", names]] });
}
