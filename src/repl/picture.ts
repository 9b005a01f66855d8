// The commands format and tree: the formula itself, in any syntax, with its measures in JSON.
import { measure, variables } from "../expr/measure.ts";
import { format } from "../expr/print/format.ts";
import { type Answer, answer } from "./answer.ts";
import { Raw } from "./json.ts";
import type { ShownSyntax } from "./show.ts";
import type { Understood } from "./understand.ts";

export function pictureAnswer({ expr, warnings, numbers }: Understood, syntax: ShownSyntax): Answer {
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
