// A text of several lines as entries: a line, or lines from an open bracket to the one that closes it.

export interface Entries {
  readonly texts: readonly string[];
  /** Whether the last one is still open. */
  readonly open: boolean;
}

/** The most lines of one entry: whoever forgot a bracket is told at last. */
export const LINES_LIMIT = 1_000;

/**
 * The entries of a text, each when it is asked for, so that what comes before it has been answered.
 * Returns whether the last one is still open.
 * @param pending whether more lines are due behind this text.
 */
export function* eachEntry(text: string, pending: (text: string) => boolean): Generator<string, boolean> {
  let part: string[] = [];
  for (const line of text.split("\n")) {
    part.push(line);
    const whole = part.join("\n");
    if (part.length < LINES_LIMIT && pending(whole)) continue;
    part = [];
    if (whole.trim() !== "") yield whole;
  }
  if (part.length === 0) return false;
  yield part.join("\n");
  return true;
}

/** All of them at once. */
export function entriesIn(text: string, pending: (text: string) => boolean): Entries {
  const texts: string[] = [];
  const entries = eachEntry(text, pending);
  for (let next = entries.next(); ; next = entries.next()) {
    if (next.done) return { texts, open: next.value };
    texts.push(next.value);
  }
}
