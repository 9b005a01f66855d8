// What to do about an error, in the words of the place where it is met: the reader of formulas knows
// neither the prompt nor the command line.
import type { GradtreeError, Span } from "../expr/errors.ts";

export type Where = "prompt" | "command line";

/** An error as it is shown. */
export interface Complaint {
  readonly message: string;
  readonly code: string;
  readonly span: Span | undefined;
  readonly suggestion: string | undefined;
}

/** The error itself where nothing is to be added, so that whatever else it knows stays. */
export function hinted(error: GradtreeError, where: Where): GradtreeError | Complaint {
  const message = hintedMessage(error, where);
  if (message === error.message) return error;
  const { code, span, suggestion } = error;
  return { message, code, span, suggestion };
}

function hintedMessage({ code, message, suggestion }: GradtreeError, where: Where): string {
  const isPrompt = where === "prompt";
  switch (code) {
    case "diverged":
      return message.replace("scale the features to about 1", "$&: --standardise");
    case "unbound-variable": {
      const name = /'([^']+)'/u.exec(message)?.[1] ?? "x";
      if (suggestion !== undefined) return message;
      return `${message}: give it a value, ${isPrompt ? `${name} = 1 or at ${name}=1` : `--at ${name}=1`}`;
    }
    case "unknown-function":
      return message
        .replace(
          /; for a call declare (.+) as a function$/u,
          isPrompt ? "; for a call first write declare $1(x) or $1(x) = ..." : "",
        )
        .replace(
          /: declare (.+) to write its derivative$/u,
          isPrompt ? ": first write declare $1(x) or $1(x) = ..." : "",
        )
        .replace("declare x(x) or x(x) =", "declare x(t) or x(t) =");
    case "differentiation-in-formula":
      if (isPrompt) return message;
      return message.replace(
        /: use the command diff .*$/u,
        ": the command gradtree diff FORMULA --wrt x differentiates",
      );
    case "derivative-of-known-function":
      if (isPrompt) return message;
      return message.replace(/: for the derivative use .*$/u, ": the command gradtree diff differentiates");
    case "over-budget":
      return message
        .replace(
          /raise budget\.nodes, or use method alpha$/u,
          isPrompt ? "differentiate using alpha" : "use --method alpha",
        )
        .replace(
          /raise budget\.nodes, or give powers: the highest to be opened$/u,
          `${isPrompt ? "order 9" : "--order 9"} opens powers up to 9 alone`,
        )
        .replace(/,? or raise budget\.nodes$/u, "")
        .replace(/; raise budget\.nodes$/u, ", expected a smaller formula or a lower order")
        .replace(/format\(expr, "let"\)/u, isPrompt ? "to let" : "--format let");
    default:
      return message;
  }
}
