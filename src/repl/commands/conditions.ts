// What an answer says of the conditions that it rests on: nothing of those that are assumed, or that hold at the
// point asked about; where one doesn't hold there, a note.
import { evaluate } from "../../expr/evaluate.ts";
import { variables } from "../../expr/measure.ts";
import { appliesUserFunctions } from "../../expr/userFunction.ts";
import { type Condition, formatCondition } from "../../simplify/condition.ts";
import type { Request } from "./definition.ts";

/** What is left to say, each once. */
export interface Said {
  readonly conditions: readonly string[];
  readonly notes: readonly string[];
}

export function saidOf(given: Iterable<Condition>, { at, context }: Pick<Request, "at" | "context">): Said {
  const conditions = new Set<string>();
  const notes = new Set<string>();
  for (const condition of given) {
    if (context.isAssumed(condition)) continue;
    const text = formatCondition(condition);
    const holds = at === undefined ? undefined : holdsAt(condition, at);
    if (holds === undefined) conditions.add(text);
    else if (!holds) notes.add(`the answer rests on ${text}, which does not hold at this point`);
  }
  return { conditions: [...conditions], notes: [...notes] };
}

/** Whether a condition holds at a point; undefined where something in it has no value there. */
function holdsAt({ expr, holds }: Condition, at: ReadonlyMap<string, number>): boolean | undefined {
  if (appliesUserFunctions(expr) || variables(expr).some((name) => !at.has(name))) return undefined;
  const value = evaluate(expr, at);
  switch (holds) {
    case "nonzero":
      return value !== 0 && !Number.isNaN(value);
    case "nonnegative":
      return value >= 0;
    case "positive":
      return value > 0;
    case "defined":
      return !Number.isNaN(value);
  }
}
