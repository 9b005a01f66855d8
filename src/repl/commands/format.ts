// The commands format and tree: the formula itself, in any syntax, with its measures in JSON.
import { measure, variables } from "../../expr/measure.ts";
import { format } from "../../expr/print/format.ts";
import { type Answer, answer } from "../answer.ts";
import { Raw } from "../json.ts";
import type { Definition, Request } from "./definition.ts";

export const tree: Definition = {
  name: "tree",
  about: "show how a formula is understood, as a tree",
  takes: "formula",
  clauses: [],
  examples: ["tree a/b c", "tree x*y + sin(y) to dot"],
  format: "tree",
  answer: pictureAnswer,
};

export const formatting: Definition = {
  name: "format",
  about: "write a formula in another way",
  takes: "formula",
  clauses: [],
  examples: ["format sqrt(x)/y to latex"],
  answer: pictureAnswer,
};

/** `latex F` is format F to latex, and `latex diff F` is diff F to latex. */
const writing = (
  name: "latex" | "mathml" | "sexpr" | "mathjson" | "dot" | "json",
  what: string,
): Definition => ({
  name,
  about: `write a formula, or what a command answers, as ${what}`,
  takes: "formula",
  clauses: [],
  examples: [`${name} x^2/y`],
  related: ["format"],
  format: name,
  answer: pictureAnswer,
});

/** Formats that are commands by themselves. */
export const writings: readonly Definition[] = [
  writing("latex", "LaTeX"),
  writing("mathml", "MathML"),
  writing("sexpr", "an S-expression"),
  writing("mathjson", "MathJSON"),
  writing("dot", "a graph for Graphviz"),
  writing("json", "JSON"),
];

function pictureAnswer({ formula: { expr, warnings, numbers }, syntax }: Request): Answer {
  return answer(
    () => format(expr, { syntax, numbers }).trimEnd(),
    () => {
      const { nodes, unfolded, depth } = measure(expr);
      return [
        ["formula", format(expr, { numbers })],
        ["mathjson", new Raw(format(expr, "mathjson").trimEnd())],
        ["variables", variables(expr)],
        ["nodes", nodes],
        ["unfolded", unfolded],
        ["depth", depth],
      ];
    },
    { warnings },
  );
}
