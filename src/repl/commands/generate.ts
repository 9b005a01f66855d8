// `gradtree generate`: formulas as source code of another language.
import { UsageError } from "../../expr/errors.ts";
import { format } from "../../expr/print/format.ts";
import { generate, type Language, languages } from "../../program/generate.ts";
import { answer } from "../answer.ts";
import { oneOf } from "./clauses.ts";
import type { Definition, Request } from "./definition.ts";

/** What the command is given beside its formulas. */
export interface GenerateRequest {
  readonly target: string | undefined;
  readonly name: string | undefined;
  /** The order of the inputs, separated by commas. */
  readonly inputs: string | undefined;
  /** Whether by all inputs, where no variables are named. */
  readonly gradient: boolean;
}

/**
 * The command with these options, to be asked about formulas. Variables to differentiate by are those of `wrt`, and ask for
 * derivatives.
 * @throws {UsageError} for no target, or an unknown one.
 */
export function generateDefinition({ target, name, inputs, gradient }: GenerateRequest): Definition {
  if (target === undefined) {
    throw new UsageError("no-target", `got no --target, expected one of ${languages.join(", ")}`);
  }
  const language = oneOf<Language>("target", languages, target);
  const order = inputs?.split(",").map((input) => input.trim());
  const code = ({ formulas, wrts, context }: Request): string => {
    const exprs = formulas.map(({ expr }) => expr);
    const mixed = wrts?.find((wrt) => wrt.length > 1);
    if (mixed !== undefined) {
      throw new UsageError(
        "bad-wrt",
        `'${mixed.join(" ")}' is a mixed derivative, expected variables with commas: "${mixed.join(", ")}"`,
      );
    }
    return generate(exprs.length === 1 ? exprs[0] : exprs, {
      target: language,
      name,
      inputs: order,
      gradient: wrts?.flat() ?? gradient,
      budget: context.budget,
    });
  };
  return {
    name: "generate",
    about: "write formulas as source code of another language",
    takes: "formulas",
    clauses: ["wrt"],
    examples: [],
    answer: (request) => {
      const source = code(request);
      return answer(
        () => source.trimEnd(),
        () => [
          ["formulas", request.formulas.map(({ expr }) => format(expr))],
          ["target", language],
          ["source", source],
        ],
        { warnings: request.formulas.flatMap(({ warnings }) => warnings) },
      );
    },
  };
}
