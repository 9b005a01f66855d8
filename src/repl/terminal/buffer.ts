// The text being typed, with a cursor in it, and what each key makes of it: a buffer in, a buffer
// out. The keys are those of Emacs, as in every shell.
import { endAfter, startBefore } from "./graphemes.ts";

export interface Buffer {
  /** May have several lines. */
  readonly text: string;
  /** Between characters, in UTF-16 units. */
  readonly cursor: number;
}

export type Edit = (buffer: Buffer) => Buffer;

export const empty: Buffer = { text: "", cursor: 0 };

/** The text with the cursor at its end. */
export const holding = (text: string): Buffer => ({ text, cursor: text.length });

export const insert =
  (what: string): Edit =>
  ({ text, cursor }) => ({
    text: text.slice(0, cursor) + what + text.slice(cursor),
    cursor: cursor + what.length,
  });

type Place = (buffer: Buffer) => number;

const left: Place = ({ text, cursor }) => startBefore(text, cursor);
const right: Place = ({ text, cursor }) => endAfter(text, cursor);
const lineStart: Place = ({ text, cursor }) => text.lastIndexOf("\n", cursor - 1) + 1;
const lineEnd: Place = ({ text, cursor }) => {
  const end = text.indexOf("\n", cursor);
  return end < 0 ? text.length : end;
};
const WORD = /[\p{L}\p{M}\p{N}_]/u;
const OTHER = /[^\p{L}\p{M}\p{N}_]/u;
const SPACE = /\s/u;
const INK = /\S/u;

/** Where a run of such characters begins that ends at `place`. */
function runStart(text: string, place: number, such: RegExp): number {
  let start = place;
  while (start > 0 && such.test(text[start - 1])) start--;
  return start;
}

function runEnd(text: string, place: number, such: RegExp): number {
  let end = place;
  while (end < text.length && such.test(text[end])) end++;
  return end;
}

const wordLeft: Place = ({ text, cursor }) => runStart(text, runStart(text, cursor, OTHER), WORD);
const wordRight: Place = ({ text, cursor }) => runEnd(text, runEnd(text, cursor, OTHER), WORD);
const spaceLeft: Place = ({ text, cursor }) => runStart(text, runStart(text, cursor, SPACE), INK);

/** The same column of the line above or below; undefined where there is none. */
function vertically(buffer: Buffer, direction: -1 | 1): number | undefined {
  const start = lineStart(buffer);
  const column = buffer.cursor - start;
  const target =
    direction < 0
      ? start === 0
        ? undefined
        : start - 1
      : lineEnd(buffer) === buffer.text.length
        ? undefined
        : lineEnd(buffer) + 1;
  if (target === undefined) return undefined;
  const there = { text: buffer.text, cursor: target };
  const place = Math.min(lineStart(there) + column, lineEnd(there));
  return endAfter(buffer.text, startBefore(buffer.text, place)); // not inside a character
}

const go =
  (place: Place): Edit =>
  (buffer) => ({ text: buffer.text, cursor: place(buffer) });

/** Deletes from the cursor to a place before or behind it. */
const cut =
  (place: Place): Edit =>
  (buffer) => {
    const [from, to] = [buffer.cursor, place(buffer)].sort((a, b) => a - b);
    return { text: buffer.text.slice(0, from) + buffer.text.slice(to), cursor: from };
  };

/** The characters before and at the cursor change places. */
const swap: Edit = (buffer) => {
  const middle = buffer.cursor === buffer.text.length ? left(buffer) : buffer.cursor;
  const start = startBefore(buffer.text, middle);
  const end = endAfter(buffer.text, middle);
  const { text } = buffer;
  return {
    text: text.slice(0, start) + text.slice(middle, end) + text.slice(start, middle) + text.slice(end),
    cursor: end,
  };
};

export const lineAbove = (buffer: Buffer): Buffer | undefined => moved(buffer, vertically(buffer, -1));
export const lineBelow = (buffer: Buffer): Buffer | undefined => moved(buffer, vertically(buffer, 1));

const moved = (buffer: Buffer, cursor: number | undefined): Buffer | undefined =>
  cursor === undefined ? undefined : { text: buffer.text, cursor };

/** Keys that edit, by name. */
export const edits: ReadonlyMap<string, Edit> = new Map([
  ["left", go(left)],
  ["ctrl-b", go(left)],
  ["right", go(right)],
  ["ctrl-f", go(right)],
  ["home", go(lineStart)],
  ["ctrl-a", go(lineStart)],
  ["end", go(lineEnd)],
  ["ctrl-e", go(lineEnd)],
  ["ctrl-left", go(wordLeft)],
  ["meta-left", go(wordLeft)],
  ["meta-b", go(wordLeft)],
  ["ctrl-right", go(wordRight)],
  ["meta-right", go(wordRight)],
  ["meta-f", go(wordRight)],
  ["backspace", cut(left)],
  ["delete", cut(right)],
  ["ctrl-d", cut(right)],
  ["ctrl-t", swap],
  ["meta-return", insert("\n")],
]);

/** Keys that cut what ctrl-y brings back. */
export const kills: ReadonlyMap<string, Edit> = new Map([
  ["ctrl-k", cut(lineEnd)],
  ["ctrl-u", cut(lineStart)],
  ["ctrl-w", cut(spaceLeft)],
  ["meta-backspace", cut(wordLeft)],
  ["ctrl-backspace", cut(wordLeft)],
  ["meta-d", cut(wordRight)],
  ["ctrl-delete", cut(wordRight)],
]);
