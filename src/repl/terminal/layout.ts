// Where each character of an entry stands on the screen: rows of at most so many columns, and the
// cursor among them. Pure, so that wrapping and wide characters are tested without a terminal.
import type { Buffer } from "./buffer.ts";
import { graphemes, widthOf } from "./graphemes.ts";

export interface Row {
  readonly text: string;
  /** Whether the next row goes on with the same line, so that the terminal itself wraps. */
  readonly wraps: boolean;
}

export interface Layout {
  readonly rows: readonly Row[];
  readonly cursor: { readonly row: number; readonly column: number };
}

export interface Prompts {
  /** Before the first line, and before each other line. */
  readonly first: string;
  readonly more: string;
}

/** An entry laid out. The cursor behind a full row stands on a row of its own. */
export function layout({ text, cursor }: Buffer, { first, more }: Prompts, columns: number): Layout {
  const rows: Row[] = [];
  let place = 0; // of the next character, in the text
  let at: Layout["cursor"] | undefined;
  let row = "";
  let width = 0;
  const breakRow = (wraps: boolean): void => {
    rows.push({ text: row, wraps });
    row = "";
    width = 0;
  };
  const put = (grapheme: string): void => {
    const wide = widthOf(grapheme);
    if (width + wide > columns) breakRow(true);
    row += grapheme;
    width += wide;
  };
  const lines = text.split("\n");
  lines.forEach((line, i) => {
    for (const grapheme of graphemes(i === 0 ? first : more)) put(grapheme);
    for (const grapheme of graphemes(line)) {
      if (at === undefined && place >= cursor) {
        if (width + widthOf(grapheme) > columns) breakRow(true);
        at = { row: rows.length, column: width };
      }
      put(grapheme);
      place += grapheme.length;
    }
    if (at === undefined && place >= cursor) {
      if (width >= columns) breakRow(false);
      at = { row: rows.length, column: width };
    }
    if (i < lines.length - 1) breakRow(false);
    place++; // the line break
  });
  breakRow(false);
  return { rows, cursor: at ?? { row: rows.length - 1, column: 0 } };
}
