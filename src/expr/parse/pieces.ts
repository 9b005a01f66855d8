// Text of any depth for a grammar whose stack is not: insides that the pre-scan found too deep are
// read first, and each stands as one character in the text around it. Places are mapped back to the
// user's own text.
import { formsOf } from "./actions.ts";
import { cstOf } from "./cst.ts";
import type { Form } from "./form.ts";
import { formulaGrammar } from "./formula.generated.js";
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

/** The grammar does not read it, although the pre-scan found nothing: where its best attempt stopped. */
export interface Misreading {
  readonly stoppedAt: number;
}

/** The form of a text in [start, end). `insides` are in the order in which they close. */
export function readForm(
  text: string,
  start: number,
  end: number,
  insides: readonly Inside[],
): Form | Misreading {
  const pending: Cut[] = []; // read, and not yet inside a larger one; by place
  const pieceOf = (inside: Inside): Piece => {
    const cuts: Cut[] = [];
    for (let last = pending.at(-1); last !== undefined && last.start >= inside.start; last = pending.at(-1)) {
      cuts.push(last);
      pending.pop();
    }
    return cutOut(text, inside, cuts.reverse());
  };
  for (const inside of insides) {
    const items = readPiece(pieceOf(inside), "inside");
    if ("stoppedAt" in items) return items;
    pending.push({ ...inside, items });
  }
  const whole = readPiece(pieceOf({ start, end }), "text");
  return "stoppedAt" in whole ? whole : whole[0];
}

function readPiece(piece: Piece, rule: "text" | "inside"): readonly Form[] | Misreading {
  const match = formulaGrammar.match(piece.text, rule);
  if (match.failed()) return { stoppedAt: piece.at(match.getRightmostFailurePosition()) };
  return formsOf(cstOf(match), piece);
}

function cutOut(text: string, { start, end }: Inside, cuts: readonly Cut[]): Piece {
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
