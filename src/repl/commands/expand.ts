// The command expand.
import { expanded } from "../../simplify/expand.ts";
import type { Definition } from "./definition.ts";
import { rewriteOptions, rewrittenAnswer } from "./rewritten.ts";

export const expand: Definition = {
  name: "expand",
  about: "multiply products and powers of sums out",
  takes: "formula",
  clauses: ["order", "strict"],
  examples: [
    "expand (x + 1)^2*(x - 1)",
    "expand exp(2*x + y)",
    "expand sin((x + 1)^2)",
    "expand (x + 1)^2*(y + 1)^99 order 9",
  ],
  related: ["factor", "collect"],
  more: "exp(a + b) becomes exp(a)*exp(b); where a and b are known to be positive, ln(a*b) becomes ln(a) + ln(b) and a^(x + y) becomes a^x*a^y. The order is the highest power of a sum that is opened; higher ones stay.",
  answer: (request) => {
    const options = { ...rewriteOptions(request), powers: request.order };
    return rewrittenAnswer(request, expanded(request.formula.expr, options));
  },
};
