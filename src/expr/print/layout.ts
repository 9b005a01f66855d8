// A formula as text in two passes without recursion. The first works out, once for each distinct
// node, of which pieces its text is made and how long it would be with everything written out; the
// second writes the pieces. The length is known before a character is written, so a formula whose
// shared parts unfold to more than the limit is refused at once.
import { overBudget } from "../budget.ts";
import type { Expr } from "../node.ts";

/** What never needs brackets: a name, a number, a call. */
export const CLOSED = 11;

/** A text, a subformula where its text stands, or a part that is laid out already. */
export type Piece = string | Expr | Layout;

export interface Layout {
  readonly pieces: readonly Piece[];
  /** How tightly the text holds together: the precedences of Notation, CLOSED at most. */
  readonly strength: number;
  /** Whether the text begins with a sign, which is never written right after an operator. */
  readonly signed: boolean;
  /** The length of the text with every subformula written out; may be Infinity. */
  readonly width: number;
}

/** A subformula as a printer places it: how it is laid out, and what to write for it. */
export interface Placed<L extends Layout = Layout> {
  readonly layout: L;
  readonly piece: Piece;
}

/** Characters after which a text for people is refused. */
export const TEXT_LIMIT = 10_000_000;

/** Collects the pieces of one node and adds up their width. */
export class Pieces {
  readonly list: Piece[] = [];
  width = 0;

  text(text: string): this {
    this.list.push(text);
    this.width += text.length;
    return this;
  }

  place({ layout, piece }: Placed): this {
    this.list.push(piece);
    this.width += layout.width;
    return this;
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
 * The text of `root`, whose layout and those of all it places are in `layouts`.
 * @throws {BudgetError} where it would be longer than `limit`.
 */
export function write(root: Expr, layouts: ReadonlyMap<Expr, Layout>, limit: number): string {
  checkWidth(layoutOf(root, layouts).width, limit);
  const out: string[] = [];
  const stack: Piece[] = [root];
  for (let piece = stack.pop(); piece !== undefined; piece = stack.pop()) {
    if (typeof piece === "string") out.push(piece);
    else {
      const { pieces } = "pieces" in piece ? piece : layoutOf(piece, layouts);
      for (let i = pieces.length - 1; i >= 0; i--) stack.push(pieces[i]);
    }
  }
  return out.join("");
}

/** @throws {BudgetError} where a text of this width would be longer than `limit`. */
export function checkWidth(width: number, limit: number): void {
  if (width <= limit) return;
  const would =
    width < 1e15
      ? `${width.toLocaleString("en")} characters`
      : Number.isFinite(width)
        ? `${width.toExponential(1).replace("e+", "e")} characters`
        : "more than 1e308 characters";
  throw overBudget("the formula written out", would, limit, 'format(expr, "let") names shared parts once');
}

export function layoutOf<L extends Layout>(expr: Expr, layouts: ReadonlyMap<Expr, L>): L {
  const layout = layouts.get(expr);
  if (layout === undefined) throw new Error("invariant: a subformula is laid out before it is placed");
  return layout;
}
