// A session as a test reads it: what each line answers.
import { type Outcome, Session, type SessionOptions } from "../../src/repl/session.ts";

/** What each line answers: the text, or the error. */
export function answers(...lines: string[]): string[] {
  return outcomes(lines).map(({ text, error }) => error ?? text);
}

/** The whole outcomes of lines. */
export function outcomes(lines: readonly string[], options: SessionOptions = {}): Outcome[] {
  const session = new Session(options);
  return lines.map((line) => session.line(line));
}

/** What the last of some lines answers. */
export const last = (...lines: string[]): string => answers(...lines).at(-1) ?? "";
