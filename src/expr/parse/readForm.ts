// The form of a text of any depth: the grammar reads it in pieces.
import type { Budget } from "../budget.ts";
import { formsOf } from "./actions.ts";
import { cstOf } from "./cst.ts";
import type { Form } from "./form.ts";
import { formulaGrammar } from "./formula.generated.js";
import { type Inside, type Misreading, type Piece, readInPieces } from "./piece.ts";

/** The form of a text in [start, end). `insides` are in the order in which they close. */
export function readForm(
  text: string,
  start: number,
  end: number,
  insides: readonly Inside[],
  budget?: Budget,
): Form | Misreading {
  return readInPieces(text, { start, end }, insides, readPiece, budget);
}

function readPiece(piece: Piece, inside: Inside | undefined): readonly Form[] | Misreading {
  const match = formulaGrammar.match(piece.text, inside === undefined ? "text" : "inside");
  if (match.failed()) return { stoppedAt: piece.at(match.getRightmostFailurePosition()) };
  return formsOf(cstOf(match), piece);
}
