// Sentences wrapped between words, where a terminal would cut words in two.
import { widthOf } from "./graphemes.ts";

/** The text with its lines wrapped; those that begin with a blank, quoted text with carets below, stay as they are. */
export const wrapWords = (text: string, columns: number): string =>
  text
    .split("\n")
    .flatMap((line) => (/^\s/u.test(line) || widthOf(line) <= columns ? [line] : broken(line, columns)))
    .join("\n");

function broken(line: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let width = columns;
  for (const word of line.split(" ")) {
    const wide = widthOf(word);
    const fits = width + 1 + wide <= columns;
    if (fits) lines[lines.length - 1] += ` ${word}`;
    else lines.push(word);
    width = fits ? width + 1 + wide : wide;
  }
  return lines;
}
