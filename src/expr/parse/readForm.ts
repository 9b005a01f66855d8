// The form of a text of any depth, by a grammar whose stack is not: insides that the pre-scan found too
// deep are read first, and each stands as one character in the piece around it.
import { formsOf } from "./actions.ts";
import { cstOf } from "./cst.ts";
import type { Form } from "./form.ts";
import { formulaGrammar } from "./formula.generated.js";
import { type Cut, cutOut, type Piece } from "./piece.ts";
import type { Inside } from "./prescan.ts";

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
