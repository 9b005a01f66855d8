// The command collect.
import { UsageError } from "../../expr/errors.ts";
import { format } from "../../expr/print/format.ts";
import { collected } from "../../simplify/collect.ts";
import { atCommas } from "../split.ts";
import type { Definition } from "./definition.ts";
import { rewriteOptions, rewrittenAnswer } from "./rewritten.ts";

export const collect: Definition = {
  name: "collect",
  about: "bring the terms of each power of a variable together",
  takes: "formula",
  clauses: ["by", "strict"],
  examples: ["collect a*x^2 + b*x^2 + a*x + 1 by x", "collect a*sin(x)^2 + b*sin(x)^2 + x by sin(x)"],
  related: ["expand", "factor"],
  more: "Several variables have commas between them: by x, y.",
  answer: (request) => {
    const { by, formula, context } = request;
    if (by === undefined)
      throw new UsageError("no-by", `collect needs to know by what: ${context.spelt("by", "x")}`);
    const parts = atCommas(by).map(({ start, end }) => request.read(by.slice(start, end), "by"));
    return rewrittenAnswer(request, collected(formula.expr, parts, rewriteOptions(request)), [
      ["by", parts.map((part) => format(part))],
    ]);
  },
};
