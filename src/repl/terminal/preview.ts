// The answer to what is being typed, in one line, shown below it: of formulas, definitions and
// commands that work on a formula. What is unfinished has no preview, and no error either.
import type { Conversation } from "../conversation.ts";
import { entriesIn } from "../entries.ts";

/** The most UTF-16 units of a text that is previewed, and of a preview. */
const TEXT_LIMIT = 2_000;
const SHOWN_LIMIT = 1_000;

/**
 * The preview of `text`; empty where there is none. Of several entries it is the last one's answer, after those
 * before it: they are read as Enter reads them. What it typed stays in the session: give it a copy.
 */
export function previewText(session: Conversation, text: string): string {
  const line = text.trim();
  if (line === "" || line.length > TEXT_LIMIT) return "";
  const { texts, open } = entriesIn(line, (part) => session.pending(part));
  if (open) return "";
  let answer = "";
  for (const entry of texts) {
    if (isDoneOnlyWhenAsked(session, entry)) return "";
    const { text: answered, error } = session.line(entry);
    if (error !== undefined) return "";
    answer = answered === entry.trim() ? "" : answered;
  }
  const lines = answer.split("\n");
  const isPicture = lines.some((each) => /^[\s├└]/u.test(each));
  return isPicture ? "" : lines.join(", ").slice(0, SHOWN_LIMIT);
}

/** help, load, quit, and what takes its time. */
function isDoneOnlyWhenAsked(session: Conversation, entry: string): boolean {
  const word = /^\s*(\p{L}+)(?=\s|$)/u.exec(entry)?.[1];
  const command = word === undefined ? undefined : session.names().commands.get(word);
  return command?.length === 0 || word === "time";
}
