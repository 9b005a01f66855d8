// A conversation: a line in, an outcome out. It knows no console and no Node, so that a terminal, a
// browser and a test hold the same one. It remembers the values that names have been given.
import { GradtreeError, UsageError } from "../expr/errors.ts";
import { evaluate } from "../expr/evaluate.ts";
import { variables } from "../expr/measure.ts";
import { renderError } from "../expr/parse/render.ts";
import { format } from "../expr/print/format.ts";
import { suggestion } from "../expr/suggest.ts";
import { variableName } from "../expr/var.ts";
import type { Answer } from "./answer.ts";
import { readAt } from "./at.ts";
import { diffAnswer } from "./diff.ts";
import { evalAnswer } from "./evaluateAt.ts";
import { help } from "./help.ts";
import { shownNumber } from "./number.ts";
import { pictureAnswer } from "./picture.ts";
import { type ShownSyntax, syntaxes } from "./show.ts";
import { understand } from "./understand.ts";
import { readWrt } from "./wrt.ts";

export interface Outcome {
  /** The answer, without a newline at the end; empty where there is nothing to say. */
  readonly text: string;
  /** Warnings, conditions and notes, a line each. */
  readonly remarks: readonly string[];
  /** What is wrong with the line, rendered, instead of an answer. */
  readonly error?: string;
  /** Whether the conversation is over. */
  readonly over?: boolean;
}

type Clauses = ReadonlyMap<string, string>;

const COMMAND = /^(diff|eval|tree|format)(?:\s+(?![*/^+=<>?])|$)/u;
const CLAUSE = /(?<![\p{L}\p{M}\p{Nd}_])(wrt|at|using|to)(?![\p{L}\p{M}\p{Nd}_])/gu;
const BINDING = /^([^=<>!]*[^=<>!\s])\s*=(?!=)(.*)$/su;

export class Session {
  readonly #values = new Map<string, number>();

  /** What one line comes to. Never throws for what a person types. */
  line(text: string): Outcome {
    const line = text.replace(/#.*$/u, "").trim();
    if (line === "") return { text: "", remarks: [] };
    if (line === "quit" || line === "exit") return { text: "", remarks: [], over: true };
    const asked = /^help(?:\s+(\S+))?$/u.exec(line);
    if (asked !== null) return { text: help(asked[1]), remarks: [] };
    const binding = BINDING.exec(line);
    const command = COMMAND.exec(line)?.[1];
    if (command !== undefined) return this.#command(command, line.slice(command.length).trim());
    return binding === null ? this.#formula(line) : this.#bind(binding[1], binding[2].trim());
  }

  #command(command: string, rest: string): Outcome {
    const [formula, clauses] = splitClauses(rest);
    return guarded(formula, () => {
      if (formula === "")
        throw new UsageError("no-formula", `${command} needs a formula: ${command} x*y + sin(y)`);
      const answer = this.#answer(command, formula, clauses);
      return { text: answer.text(), remarks: answer.remarks };
    });
  }

  #answer(command: string, text: string, clauses: Clauses): Answer {
    const wrtText = clauses.get("wrt");
    const atText = clauses.get("at");
    const wrts = wrtText === undefined ? undefined : readWrt(wrtText);
    const at = atText === undefined ? undefined : new Map([...this.#values, ...readAt(atText, this.#values)]);
    const formula = understand(text, {
      variables: new Set([...this.#values.keys(), ...(wrts ?? []).flat(), ...(at?.keys() ?? [])]),
      hintNames: true,
    });
    const syntax = syntaxNamed(clauses.get("to"), command === "tree" ? "tree" : "text");
    switch (command) {
      case "diff":
        return diffAnswer(formula, { wrts, at, method: clauses.get("using"), syntax });
      case "eval":
        return evalAnswer(formula, at ?? this.#values);
      default:
        return pictureAnswer(formula, syntax);
    }
  }

  #bind(name: string, value: string): Outcome {
    return guarded(value, () => {
      const variable = variableName(name);
      const { expr, warnings } = understand(value, { variables: this.#values.keys(), hintNames: true });
      const number = evaluate(expr, this.#values);
      this.#values.set(variable, number);
      return {
        text: `${variable} = ${shownNumber(number)}`,
        remarks: warnings.map(({ message }) => `warning: ${message}`),
      };
    });
  }

  /** A formula alone is echoed as it was understood, with its value where its names have values. */
  #formula(text: string): Outcome {
    return guarded(text, () => {
      const { expr, warnings, numbers } = understand(text, {
        variables: this.#values.keys(),
        hintNames: true,
      });
      const echo = format(expr, { numbers });
      const known = variables(expr).every((name) => this.#values.has(name));
      const value = known ? shownNumber(evaluate(expr, this.#values)) : echo;
      return {
        text: value === echo ? echo : `${echo} = ${value}`,
        remarks: warnings.map(({ message }) => `warning: ${message}`),
      };
    });
  }
}

/** The formula, and what stands behind each of the words that end it: `x*y wrt x at x=1 using beta`. */
function splitClauses(text: string): [string, Clauses] {
  const clauses = new Map<string, string>();
  const words = [...text.matchAll(CLAUSE)];
  words.forEach((word, i) => {
    clauses.set(word[1], text.slice(word.index + word[1].length, words[i + 1]?.index).trim());
  });
  return [text.slice(0, words[0]?.index).trim(), clauses];
}

function syntaxNamed(name: string | undefined, otherwise: ShownSyntax): ShownSyntax {
  if (name === undefined) return otherwise;
  const found = syntaxes.find((syntax) => syntax === name);
  if (found !== undefined) return found;
  const near = suggestion(name, syntaxes);
  const hint = near === undefined ? "" : ` (did you mean '${near}'?)`;
  throw new UsageError("unknown-format", `unknown format '${name}'${hint}: expected ${syntaxes.join(", ")}`);
}

function guarded(text: string, work: () => Outcome): Outcome {
  try {
    return work();
  } catch (error) {
    if (error instanceof GradtreeError) return { text: "", remarks: [], error: renderError(error, text) };
    throw error;
  }
}
