// Values of variables as people write them: `x=1, y=pi/2`. A value is a number or any formula
// without variables, worked out at once.
import { GradtreeError, UsageError } from "../expr/errors.ts";
import { evaluate } from "../expr/evaluate.ts";
import { parse } from "../expr/parse/parse.ts";
import { variableName } from "../expr/var.ts";

/**
 * The value of each name, in the order written. Values may use `known` ones.
 * @throws {UsageError} that says which assignment can't be understood.
 */
export function readAt(text: string, known: ReadonlyMap<string, number> = new Map()): Map<string, number> {
  const values = new Map<string, number>();
  for (const assignment of splitAtCommas(text)) {
    const equals = assignment.indexOf("=");
    if (equals < 0) {
      throw new UsageError(
        "bad-at",
        `'${assignment.trim()}' gives no variable a value, expected x=1 or x=1, y=pi/2`,
      );
    }
    const [name, value] = readAssignment(
      assignment.slice(0, equals).trim(),
      assignment.slice(equals + 1).trim(),
      known,
    );
    if (values.has(name)) throw new UsageError("bad-at", `'${name}' has two values, expected one`);
    values.set(name, value);
  }
  return values;
}

function readAssignment(name: string, value: string, known: ReadonlyMap<string, number>): [string, number] {
  try {
    return [variableName(name), evaluate(parse(value, { variables: known.keys() }), known)];
  } catch (error) {
    if (!(error instanceof GradtreeError)) throw error;
    throw new UsageError("bad-at", `can't read '${name}=${value}': ${error.message}`);
  }
}

/** The parts between commas that are in no brackets. */
function splitAtCommas(text: string): string[] {
  const parts = [""];
  let depth = 0;
  for (const character of text) {
    if ("([{".includes(character)) depth++;
    else if (")]}".includes(character)) depth--;
    if (character === "," && depth <= 0) parts.push("");
    else parts[parts.length - 1] += character;
  }
  return parts;
}
