// Formulas by the million: one a line in (json-lines), one JSON object a line out, in the order of the
// lines. A line that is in error becomes an error object, and the rest goes on. A line is read, answered
// and written before the next, so that memory is bounded by the longest line that is allowed.

import { GradtreeError, ParseError } from "../expr/errors.ts";
import { INTERCHANGE_LIMIT } from "../expr/parse/interchange.ts";
import { TEXT_LENGTH_LIMIT } from "../expr/parse/parse.ts";
import { grouped } from "../expr/print/grouped.ts";
import { detailed } from "./answer.ts";
import { type Asked, readAsked } from "./batchLine.ts";
import type { Context } from "./commands/definition.ts";
import { requestFrom } from "./commands/request.ts";
import { type Json, jsonText } from "./json.ts";
import { type Line, lines } from "./lines.ts";
import { trimmed } from "./split.ts";
import type { Syntax } from "./understand.ts";

export interface Batch {
  readonly input: AsyncIterable<Buffer | string>;
  /** Resolves when more may be written; to false where nobody reads any more. */
  readonly write: (text: string) => Promise<boolean>;
  /** What is asked of a line that is a formula alone; a line's own keys come first. */
  readonly asked: Omit<Asked, "id" | "text">;
  readonly context: Context;
}

/** The most bytes of a line: room for the longest text of the syntax, each character escaped. */
const lineLimit = (syntax: Syntax): number => (syntax === "text" ? 6 * TEXT_LENGTH_LIMIT : INTERCHANGE_LIMIT);

/** Answers every line. Resolves to whether all of them could be. */
export async function answerLines({ input, write, asked, context }: Batch): Promise<boolean> {
  const limit = lineLimit(asked.syntax);
  let number = 0;
  let allAnswered = true;
  for await (const line of lines(input, limit)) {
    number++;
    if (isEmpty(line, asked.syntax)) continue;
    const own = answerLine(line, limit, asked, context);
    if (own.has("error")) allAnswered = false;
    if (!(await write(`${jsonText(new Map([["line", number], ...own]))}\n`))) break;
  }
  return allAnswered;
}

const isEmpty = ({ text, cut }: Line, syntax: Syntax): boolean =>
  !cut && (text.trim() === "" || (syntax === "text" && /^\s*#/u.test(text)));

/** What `--format json` prints for a formula, with the line's `id` in front. */
function answerLine(
  line: Line,
  limit: number,
  defaults: Batch["asked"],
  context: Context,
): ReadonlyMap<string, Json> {
  let id: readonly (readonly [string, Json])[] = [];
  try {
    checkLine(line, limit);
    const asked = readAsked(line.text, defaults, (given) => {
      id = [["id", given]];
    });
    const { definition, text } = asked;
    const answer = definition.answer(
      requestFrom(definition, { ...asked, formula: trimmed(text, 0, text.length) }, context),
    );
    return new Map([...id, ...answer.json()]);
  } catch (error) {
    if (error instanceof GradtreeError) return new Map([...id, ["error", detailed(error)]]);
    throw error;
  }
}

function checkLine({ cut, isUtf8 }: Line, limit: number): void {
  if (cut) {
    throw new ParseError(
      "line-too-long",
      `line of more than ${grouped(limit)} bytes, the limit: it was not read`,
    );
  }
  if (!isUtf8) throw new ParseError("not-utf-8", "line of bytes that are no UTF-8 text: save it as UTF-8");
}
