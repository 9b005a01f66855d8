// What a person takes for one character, é or 漢 or 👍🏽, and how many columns of a terminal it fills. Plain
// ASCII, nearly all of what is typed, takes a short cut.
import stringWidth from "string-width";

const ASCII = /^[\x20-\x7E]*$/u;
const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });
/** No character that people write is longer, in UTF-16 units. */
const REACH = 64;

export const graphemes = (text: string): readonly string[] =>
  ASCII.test(text) ? text.split("") : Array.from(segmenter.segment(text), ({ segment }) => segment);

/** Columns that a text fills: 0 for a combining mark, 2 for most of Chinese, Japanese and Korean. */
export const widthOf = (text: string): number => (ASCII.test(text) ? text.length : stringWidth(text));

/** Where the character that ends at `place` begins. */
export const startBefore = (text: string, place: number): number =>
  place - (graphemes(text.slice(Math.max(0, place - REACH), place)).at(-1)?.length ?? 0);

/** Where the character that begins at `place` ends. */
export const endAfter = (text: string, place: number): number =>
  place + (graphemes(text.slice(place, place + REACH))[0]?.length ?? 0);

/** As much of the text's beginning as fits `columns`, with … where something was cut off. */
export function cutTo(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text;
  let cut = "";
  let width = 1; // of the …
  for (const grapheme of graphemes(text.slice(0, columns * REACH))) {
    width += widthOf(grapheme);
    if (width > columns) break;
    cut += grapheme;
  }
  return columns < 1 ? "" : `${cut}…`;
}
