// The commands divergence, curl and laplacian.
import {
  curl as curlOf,
  divergence as divergenceOf,
  laplacian as laplacianOf,
} from "../../calculus/field.ts";
import { calculusOptions, namesOf } from "./asked.ts";
import type { Definition } from "./definition.ts";
import { shapedAnswer } from "./shaped.ts";

export const divergence: Definition = {
  name: "divergence",
  about: "the divergence of a field, the sum of each component's derivative by its own variable",
  takes: "formulas",
  clauses: ["wrt", "at", "using", "simplify"],
  examples: ["divergence [x*y, y^2] wrt x, y"],
  related: ["curl", "laplacian", "jacobian"],
  answer: (request) => {
    const names = namesOf(request);
    const entry = divergenceOf(
      request.formulas.map(({ expr }) => expr),
      names,
      calculusOptions(request),
    );
    return shapedAnswer(request, { as: "one", entry }, { key: "divergence", before: [["wrt", names]] });
  },
};

export const curl: Definition = {
  name: "curl",
  about: "the curl of a field of three components, or the one number that it is of two",
  takes: "formulas",
  clauses: ["wrt", "at", "using", "simplify"],
  examples: ["curl [y*z, -x*z, x*y] wrt x, y, z", "curl [-y, x] wrt x, y"],
  related: ["divergence", "jacobian"],
  answer: (request) => {
    const names = namesOf(request);
    const turned = curlOf(
      request.formulas.map(({ expr }) => expr),
      names,
      calculusOptions(request),
    );
    return shapedAnswer(
      request,
      Array.isArray(turned) ? { as: "list", row: turned } : { as: "one", entry: turned },
      { key: "curl", before: [["wrt", names]] },
    );
  },
};

export const laplacian: Definition = {
  name: "laplacian",
  about: "the sum of a formula's second derivatives by each of its variables",
  takes: "formula",
  clauses: ["wrt", "at", "using", "simplify"],
  examples: ["laplacian x^2*y + y^3", "laplacian ln(x^2 + y^2) wrt x, y"],
  related: ["hessian", "divergence"],
  answer: (request) => {
    const names = namesOf(request);
    const entry = laplacianOf(request.formula.expr, names, calculusOptions(request));
    return shapedAnswer(request, { as: "one", entry }, { key: "laplacian", before: [["wrt", names]] });
  },
};
