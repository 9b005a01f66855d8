// Pasted transcripts: prompts are taken off what was typed, and the answers that stand below it are
// recognised, so that a transcript pasted whole does again what it did.

const PROMPT = /^(?:[ \t]*(?:>|\.\.\.)(?=[ \t]|$)[ \t]?)+/gmu;
/** No formula and no command begins so. */
const REMARK = /^(?:cost|warning|note|condition): /u;

/** Whether a text begins with the prompt of a session. */
export const isPrompted = (text: string): boolean => /^[ \t]*>(?:[ \t]|$)/u.test(text);

/** A text without the prompts at the beginning of its lines. */
export const withoutPrompts = (text: string): string => (isPrompted(text) ? text.replace(PROMPT, "") : text);

/** The answer that may stand below a line of a transcript. */
export class Echo {
  #lines: readonly string[] = [];

  /** What was answered to a prompted line; to another one nothing is expected below. */
  expect(wasPrompted: boolean, answer: readonly string[]): void {
    this.#lines = wasPrompted ? answer.flatMap((text) => text.split("\n")).map((line) => line.trim()) : [];
  }

  /** Whether a line is one of the answer's, or a remark. */
  has(text: string): boolean {
    const line = text.trim();
    return REMARK.test(line) || this.#lines.includes(line);
  }
}
