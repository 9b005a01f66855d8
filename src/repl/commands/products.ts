// The commands jvp, vjp and hvp: derivatives times a vector, without the matrix between.
import type { ResultOptions } from "../../calculus/options.ts";
import { hvp as hvpOf, jvp as jvpOf, vjp as vjpOf } from "../../calculus/product.ts";
import type { Expr } from "../../expr/node.ts";
import { format } from "../../expr/print/format.ts";
import type { Answer } from "../answer.ts";
import { namesOf, vectorOf } from "./asked.ts";
import type { Definition, Request } from "./definition.ts";
import { shapedAnswer } from "./shaped.ts";

export const jvp: Definition = {
  name: "jvp",
  about: "the Jacobian of formulas times a direction: how each changes along it",
  takes: "formulas",
  clauses: ["wrt", "by", "at", "simplify"],
  examples: ["jvp [x*y, x + y] wrt x, y by 1, 2"],
  related: ["vjp", "hvp", "jacobian", "directional"],
  answer: (request) =>
    productAnswer(request, "jvp", (names, vector) =>
      jvpOf(
        request.formulas.map(({ expr }) => expr),
        names,
        vector,
        options(request),
      ),
    ),
};

export const vjp: Definition = {
  name: "vjp",
  about: "a covector times the Jacobian of formulas: the gradient of the formulas weighted by it",
  takes: "formulas",
  clauses: ["wrt", "by", "at", "simplify"],
  examples: ["vjp [x*y, x + y] wrt x, y by 1, 2"],
  related: ["jvp", "hvp", "jacobian"],
  answer: (request) =>
    productAnswer(request, "vjp", (names, vector) =>
      vjpOf(
        request.formulas.map(({ expr }) => expr),
        names,
        vector,
        options(request),
      ),
    ),
};

export const hvp: Definition = {
  name: "hvp",
  about: "the Hessian of a formula times a vector",
  takes: "formula",
  clauses: ["wrt", "by", "at", "simplify"],
  examples: ["hvp x^2*y wrt x, y by 1, 0"],
  related: ["hessian", "jvp", "vjp"],
  answer: (request) =>
    productAnswer(request, "hvp", (names, vector) =>
      hvpOf(request.formula.expr, names, vector, options(request)),
    ),
};

function productAnswer(
  request: Request,
  name: string,
  product: (names: readonly string[], vector: readonly Expr[]) => readonly Expr[],
): Answer {
  const names = namesOf(request);
  const vector = name === "vjp" ? vectorOf(request, name) : vectorOf(request, name, names);
  return shapedAnswer(
    request,
    { as: "list", row: product(names, vector) },
    {
      key: name,
      by: name === "jvp" ? "forward" : "alpha",
      before: [
        ["wrt", names],
        ["by", vector.map((entry) => format(entry))],
      ],
    },
  );
}

const options = ({ simplify, context, budget, cost }: Request): ResultOptions => ({
  simplify,
  assume: context.isAssumed,
  budget,
  onVisits: cost.onVisits,
});
