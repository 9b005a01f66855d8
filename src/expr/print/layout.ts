// A formula as text in two passes without recursion. A fold works out, once for each distinct node,
// of which pieces its text is made and how long it would be with everything written out; then the
// pieces are written. The length is known before a character is written, so a formula whose
// shared parts unfold to more than the limit is refused at once.

import { overBudget } from "../budget.ts";
import { grouped } from "./grouped.ts";

/** What never needs brackets: a name, a number, a call. */
export const CLOSED = 11;

export interface Layout {
  /** Texts, and the layouts of the subformulas that stand between them. */
  readonly pieces: readonly (string | Layout)[];
  /** How tightly the text holds together: the precedences of Notation, CLOSED at most. */
  readonly strength: number;
  /** Whether the text begins with a sign, which is never written right after an operator. */
  readonly signed: boolean;
  /** The length of the text with every subformula written out; may be Infinity. */
  readonly width: number;
}

/** Characters after which a text for people is refused. */
export const TEXT_LIMIT = 10_000_000;

/** Collects the pieces of one node and adds up their width. */
export class Pieces {
  readonly list: (string | Layout)[] = [];
  width = 0;

  text(text: string): this {
    this.list.push(text);
    this.width += text.length;
    return this;
  }

  place(layout: Layout): this {
    this.list.push(layout);
    this.width += layout.width;
    return this;
  }

  done(strength = CLOSED, signed = false): Layout {
    return { pieces: this.list, strength, signed, width: this.width };
  }
}

/** The layout of a text without subformulas. */
export const leaf = (text: string, strength = CLOSED, signed = false): Layout => ({
  pieces: [text],
  strength,
  signed,
  width: text.length,
});

/**
 * The text that a layout describes.
 * @throws {BudgetError} where it would be longer than `limit`.
 */
export function write(root: Layout, limit: number): string {
  checkWidth(root.width, limit);
  const out: string[] = [];
  const stack: (string | Layout)[] = [root];
  for (let piece = stack.pop(); piece !== undefined; piece = stack.pop()) {
    if (typeof piece === "string") out.push(piece);
    else for (let i = piece.pieces.length - 1; i >= 0; i--) stack.push(piece.pieces[i]);
  }
  return out.join("");
}

/** @throws {BudgetError} where a text of this width would be longer than `limit`. */
export function checkWidth(width: number, limit: number): void {
  if (width <= limit) return;
  const would =
    width < 1e15
      ? `${grouped(width)} characters`
      : Number.isFinite(width)
        ? `${width.toExponential(1).replace("e+", "e")} characters`
        : "more than 1e308 characters";
  throw overBudget("the formula written out", would, limit, 'format(expr, "let") names shared parts once');
}
