// Words side by side in columns, as a directory listing has them.
import { cutTo, widthOf } from "./graphemes.ts";

/** Lines of at most `width` columns; where more than `most` would be needed the last says how many words are missing. */
export function inColumns(words: readonly string[], width: number, most: number): readonly string[] {
  const column = Math.max(...words.map(widthOf)) + 2;
  const perLine = Math.max(1, Math.floor((width + 2) / column));
  const lines = Math.ceil(words.length / perLine);
  const shown = lines <= most ? words.length : perLine * (most - 1);
  const rows = Array.from({ length: Math.ceil(shown / perLine) }, (_, i) =>
    cutTo(
      words
        .slice(i * perLine, Math.min(shown, (i + 1) * perLine))
        .map((word) => word + " ".repeat(column - widthOf(word)))
        .join("")
        .trimEnd(),
      width,
    ),
  );
  return shown < words.length ? [...rows, `… and ${words.length - shown} more`] : rows;
}
