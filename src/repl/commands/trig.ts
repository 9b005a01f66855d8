// The command trig.
import { type TrigWay, trigRewritten } from "../../simplify/trig.ts";
import type { Definition } from "./definition.ts";
import { rewriteOptions, rewrittenAnswer } from "./rewritten.ts";

export const trig: Definition = {
  name: "trig",
  about: "take angles of sines and cosines apart, or make sums of their products",
  takes: "formula",
  ways: ["expand", "reduce"],
  clauses: ["strict"],
  examples: ["trig expand sin(x + y)", "trig reduce sin(x)^2*cos(x)"],
  related: ["expand", "simplify"],
  more: "Hyperbolic functions likewise.",
  answer: (request) => {
    const way: TrigWay = request.way === "reduce" ? "reduce" : "expand";
    return rewrittenAnswer(request, trigRewritten(request.formula.expr, way, rewriteOptions(request)), [
      ["way", way],
    ]);
  },
};
