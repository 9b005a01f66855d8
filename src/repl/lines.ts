// Lines of a stream of bytes, each as soon as it is there. A line without end is cut: its beginning
// comes, marked, and the rest of it is passed over, so that memory stays bounded.
import { isUtf8 } from "node:buffer";

export interface Line {
  readonly text: string;
  /** Whether more stood there than fits. */
  readonly cut: boolean;
  /** Whether its bytes are text in UTF-8; where they are not, wrong ones are U+FFFD in `text`. */
  readonly isUtf8: boolean;
}

const NEWLINE = 10;

/** Lines without their ends (\n or \r\n), the first without a byte order mark; `limit` is the most bytes of one that are kept. */
export async function* lines(input: AsyncIterable<Buffer | string>, limit: number): AsyncGenerator<Line> {
  let parts: Buffer[] = [];
  let length = 0;
  let cut = false;
  let isFirst = true;
  const add = (part: Buffer): void => {
    const kept = part.subarray(0, limit - length);
    if (kept.length < part.length) cut = true;
    if (kept.length > 0) parts.push(kept);
    length += kept.length;
  };
  const taken = (): Line => {
    const bytes = parts.length === 1 ? parts[0] : Buffer.concat(parts);
    const text = bytes.toString("utf8").replace(isFirst ? /^\uFEFF|\r$/gu : /\r$/u, "");
    const line = { text, cut, isUtf8: isUtf8(bytes) };
    [parts, length, cut, isFirst] = [[], 0, false, false];
    return line;
  };
  for await (const chunk of input) {
    const bytes = typeof chunk === "string" ? Buffer.from(chunk) : chunk;
    let start = 0;
    for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, start)) {
      add(bytes.subarray(start, end));
      start = end + 1;
      yield taken();
    }
    if (start < bytes.length) add(bytes.subarray(start));
  }
  if (length > 0) yield taken();
}
