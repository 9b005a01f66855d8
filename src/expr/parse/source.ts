// The text that is being read: its excerpts, and places in it as people count them (lines and
// columns from 1, columns in code points). Positions are UTF-16 and always of the user's own text:
// nothing is normalised or rewritten before it is measured.
import type { Span } from "../errors.ts";

const LINE_END = /\r\n|[\n\r\u2028\u2029]/gu;
const LONGEST_EXCERPT = 40;

export class Source {
  readonly text: string;
  #lineStarts: readonly number[] | undefined;

  constructor(text: string) {
    this.text = text;
  }

  /** Where each line begins; the first at 0. */
  get lineStarts(): readonly number[] {
    if (this.#lineStarts === undefined) {
      const starts = [0];
      for (const match of this.text.matchAll(LINE_END)) starts.push(match.index + match[0].length);
      this.#lineStarts = starts;
    }
    return this.#lineStarts;
  }

  /** The 1-based number of the line that holds a position. */
  lineAt(position: number): number {
    const starts = this.lineStarts;
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= position) low = middle;
      else high = middle;
    }
    return low + 1;
  }

  /** A line's text without its end. */
  line(number: number): string {
    const start = this.lineStarts[number - 1];
    const next = this.lineStarts[number] ?? this.text.length;
    return this.text.slice(start, next).replace(/[\r\n\u2028\u2029]+$/u, "");
  }

  span(start: number, end: number): Span {
    const line = this.lineAt(start);
    const column = codePoints(this.text.slice(this.lineStarts[line - 1], start)) + 1;
    return { start, end, line, column };
  }

  /** The place of a position, "1:3". */
  place(position: number): string {
    const { line, column } = this.span(position, position);
    return `${line}:${column}`;
  }

  slice(start: number, end: number): string {
    return this.text.slice(start, end);
  }

  /** A piece of the text for a message: blanks made single, and cut where it is long. */
  excerpt(start: number, end: number): string {
    const whole = this.text
      .slice(start, Math.min(end, start + 4 * LONGEST_EXCERPT))
      .replace(/#[^\n\r\u2028\u2029]*/gu, "")
      .replace(/\s+/gu, " ")
      .trim();
    const points = Array.from(whole);
    if (points.length <= LONGEST_EXCERPT && end - start <= 4 * LONGEST_EXCERPT) return whole;
    return `${points.slice(0, LONGEST_EXCERPT - 1).join("")}…`;
  }
}

function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}
