// Where a range of a text stands, in lines and columns as people count them.
import type { Span } from "../errors.ts";

/** The span of text[start, end): lines end at \n, \r\n or \r; columns count code points from 1. */
export function spanAt(text: string, start: number, end: number): Span {
  let line = 1;
  let lineStart = 0;
  for (let i = 0; i < start; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 10 || (unit === 13 && text.charCodeAt(i + 1) !== 10)) {
      line++;
      lineStart = i + 1;
    }
  }
  let column = 1;
  for (let i = lineStart; i < start; i++) {
    const unit = text.charCodeAt(i);
    const continues = unit >= 0xdc00 && unit < 0xe000 && i > lineStart; // the second half of a pair
    if (!continues) column++;
  }
  return { start, end, line, column };
}
