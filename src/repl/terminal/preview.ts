// The answer to what is being typed, in one line, shown below it: of formulas, definitions and
// commands that work on a formula. What is unfinished has no preview, and no error either.
import type { Conversation } from "../conversation.ts";

/** The most UTF-16 units of a text that is previewed, and of a preview. */
const TEXT_LIMIT = 2_000;
const SHOWN_LIMIT = 1_000;

/** The preview of `text`; empty where there is none. What it typed stays in the session: give it a copy. */
export function previewText(session: Conversation, text: string): string {
  const line = text.trim();
  if (line === "" || line.length > TEXT_LIMIT || session.pending(line)) return "";
  const word = /^\p{L}+(?=\s|$)/u.exec(line)?.[0];
  const command = word === undefined ? undefined : session.names().commands.get(word);
  if (command?.length === 0 || word === "time") return ""; // help, load, quit: done when asked for, not before
  const { text: answer, error } = session.line(line);
  const lines = answer.split("\n");
  const isPicture = lines.some((each) => /^[\s├└]/u.test(each));
  if (error !== undefined || answer === line || isPicture) return "";
  return lines.join(", ").slice(0, SHOWN_LIMIT);
}
