// A part of the text with the insides of deep brackets cut out: each stands as one character, and
// places in the piece are mapped back to the user's own text.
import type { Form } from "./form.ts";
import type { Inside } from "./prescan.ts";

/** What stands for an inside that has been read already; the pre-scan refuses it in a user's text. */
const CUT = "\u{E000}";

/** An inside that has been read: its place in the whole text and the forms between its commas. */
export interface Cut extends Inside {
  readonly items: readonly Form[];
}

/** A part of the text with insides cut out of it. */
export interface Piece {
  readonly text: string;
  /** The position in the whole text of a position in the piece. */
  readonly at: (position: number) => number;
  /** By their positions in the piece. */
  readonly cuts: ReadonlyMap<number, Cut>;
}

/** The text in [start, end) with `cuts`, which lie in it in their order, cut out. */
export function cutOut(text: string, { start, end }: Inside, cuts: readonly Cut[]): Piece {
  if (cuts.length === 0) {
    return { text: text.slice(start, end), at: (position) => position + start, cuts: new Map() };
  }
  const parts: string[] = [];
  const places: number[] = []; // of the cuts in the piece
  const byPlace = new Map<number, Cut>();
  let from = start;
  let length = 0;
  for (const cut of cuts) {
    parts.push(text.slice(from, cut.start), CUT);
    length += cut.start - from;
    places.push(length);
    byPlace.set(length, cut);
    length += CUT.length;
    from = cut.end;
  }
  parts.push(text.slice(from, end));
  const at = (position: number): number => {
    let low = 0; // the number of cuts before the position
    let high = places.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (places[middle] < position) low = middle + 1;
      else high = middle;
    }
    return low === 0 ? position + start : cuts[low - 1].end + position - places[low - 1] - CUT.length;
  };
  return { text: parts.join(""), at, cuts: byPlace };
}
