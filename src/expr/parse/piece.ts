// Text of any depth, read by a grammar whose stack is not: the insides of deep brackets are cut out and read
// first, and each stands as one character in the piece around it. Places in a piece are mapped back to
// the user's own text. What an inside is read as (`Item`) is the reader's.
import { type Budget, checkCancelled } from "../budget.ts";
import type { Form } from "./form.ts";

/** What stands for an inside that has been read already; the pre-scan refuses it in a user's text. */
const CUT = "\u{E000}";

/** The inside of a bracket that is read by itself: positions after its opening sign, before its closing one. */
export interface Inside {
  readonly start: number;
  readonly end: number;
}

/** An inside that has been read: its place in the whole text and what stands between its commas. */
export interface Cut<Item = Form> extends Inside {
  readonly items: readonly Item[];
}

/** The grammar does not read it, although the pre-scan found nothing: where its best attempt stopped. */
export interface Misreading {
  readonly stoppedAt: number;
}

/** A part of the text with insides cut out of it. */
export interface Piece<Item = Form> {
  readonly text: string;
  /** The position in the whole text of a position in the piece. */
  readonly at: (position: number) => number;
  /** By their positions in the piece. */
  readonly cuts: ReadonlyMap<number, Cut<Item>>;
}

/** The text in [start, end) with `cuts`, which lie in it in their order, cut out. */
function cutOut<Item>(text: string, { start, end }: Inside, cuts: readonly Cut<Item>[]): Piece<Item> {
  if (cuts.length === 0) {
    return { text: text.slice(start, end), at: (position) => position + start, cuts: new Map() };
  }
  const parts: string[] = [];
  const places: number[] = []; // of the cuts in the piece
  const byPlace = new Map<number, Cut<Item>>();
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

/**
 * What the text in `whole` is read as, piece by piece. `insides` are in the order in which they close; `readPiece` is given
 * the whole text's piece last, with no inside.
 */
export function readInPieces<Place extends Inside, Item>(
  text: string,
  whole: Inside,
  insides: readonly Place[],
  readPiece: (piece: Piece<Item>, inside: Place | undefined) => readonly Item[] | Misreading,
  budget?: Budget,
): Item | Misreading {
  const pending: Cut<Item>[] = []; // read, and not yet inside a larger one; by place
  const pieceOf = (inside: Inside): Piece<Item> => {
    const cuts: Cut<Item>[] = [];
    for (let last = pending.at(-1); last !== undefined && last.start >= inside.start; last = pending.at(-1)) {
      cuts.push(last);
      pending.pop();
    }
    return cutOut(text, inside, cuts.reverse());
  };
  for (const inside of insides) {
    checkCancelled(budget);
    const items = readPiece(pieceOf(inside), inside);
    if ("stoppedAt" in items) return items;
    pending.push({ start: inside.start, end: inside.end, items });
  }
  checkCancelled(budget);
  const items = readPiece(pieceOf(whole), undefined);
  return "stoppedAt" in items ? items : items[0];
}
