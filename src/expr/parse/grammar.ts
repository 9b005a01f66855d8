// From the grammar to forms: one action per rule of grammar/formula.ohm, each building the form of
// its list. Insides that the pre-scan found too deep are read first, and each stands as one
// character in the text around it, so that the one grammar reads text of any depth; places in the
// text are mapped back to the user's own.
import type { Node } from "ohm-js";
import { canonicalName } from "../names.ts";
import type { Derivative, Factor, Form, GroupForm, Mark, NameForm, PowerItem } from "./form.ts";
import { formulaGrammar } from "./formula.generated.js";
import type { Inside } from "./prescan.ts";
import { rowOfSign } from "./vocabulary.ts";

/** What stands for an inside that has been read already; the pre-scan refuses it in a user's text. */
const CUT = "\u{E000}";

/** An inside that has been read: its place in the whole text and the forms between its commas. */
interface Cut extends Inside {
  readonly items: readonly Form[];
}

/** A part of the text with insides cut out of it. */
interface Piece {
  readonly text: string;
  /** The position in the whole text of a position in the piece. */
  readonly at: (position: number) => number;
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

function cutOut(text: string, { start, end }: Inside, cuts: readonly Cut[]): Piece {
  if (cuts.length === 0)
    return { text: text.slice(start, end), at: (position) => position + start, cuts: new Map() };
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

function readPiece(piece: Piece, rule: "text" | "inside"): readonly Form[] | Misreading {
  const match = formulaGrammar.match(piece.text, rule);
  if (match.failed()) return { stoppedAt: piece.at(match.getRightmostFailurePosition()) };
  const forms: readonly Form[] = semantics(match).forms(piece); // untyped in Ohm: `text` and `inside` make lists
  return forms;
}

const semantics = formulaGrammar.createSemantics();

// Ohm's results are untyped; these say what each operation returns.
const formOf = (node: Node, piece: Piece): Form => node.form(piece);
const formsOf = (node: Node, piece: Piece): readonly Form[] => node.forms(piece);

semantics.addOperation<readonly Form[]>("forms(piece)", {
  text(_sp, expression) {
    return [formOf(expression, this.args.piece)];
  },
  inside(_sp, list) {
    return formsOf(list, this.args.piece);
  },
  list(first, _commas, _sp, rest) {
    const { piece } = this.args;
    const head = formOf(first, piece);
    if (rest.numChildren === 0) return head.kind === "group" && isCut(head) ? head.items : [head];
    return [head, ...rest.children.map((node) => formOf(node, piece))];
  },
});

/** A cut stands for a list; a list of one form is that form. */
const cutLists = new WeakSet<Form>();
const isCut = (form: GroupForm): boolean => cutLists.has(form);

semantics.addOperation<Form>("form(piece)", {
  expression(first, _question, _sp1, chosen, _colon, _sp2, other) {
    const { piece } = this.args;
    const head = formOf(first, piece);
    if (chosen.numChildren === 0) return head;
    const others = other.children;
    const parts = [head];
    chosen.children.forEach((node, i) => {
      parts.push(formOf(node, piece), formOf(others[i], piece));
    });
    return { kind: "conditional", ...placeOf(head, parts[parts.length - 1]), parts };
  },
  disjunction(first, signs, _sp, rest) {
    return chain(first, signs, rest, this.args.piece);
  },
  conjunction(first, signs, _sp, rest) {
    return chain(first, signs, rest, this.args.piece);
  },
  comparison(first, signs, _sp, rest) {
    return chain(first, signs, rest, this.args.piece);
  },
  sum(first, signs, _sp, rest) {
    return chain(first, signs, rest, this.args.piece);
  },
  negation(nots, _sp, comparison) {
    const { piece } = this.args;
    const inside = formOf(comparison, piece);
    const count = nots.numChildren;
    if (count === 0) return inside;
    return { kind: "not", start: piece.at(this.source.startIdx), end: inside.end, count, inside };
  },
  product(first, signs, _sp, rest) {
    const { piece } = this.args;
    const head = formOf(first, piece);
    if (rest.numChildren === 0) return head;
    const signNodes = signs.children;
    const factors = rest.children.map((node, i): Factor => {
      const sign = signNodes[i].sourceString;
      return { op: sign === "" ? undefined : rowOfSign(sign), form: formOf(node, piece) };
    });
    return {
      kind: "product",
      ...placeOf(head, factors[factors.length - 1].form),
      first: head,
      rest: factors,
    };
  },
  power(signs, _sp1, roots, _sp2, operand, marks, _raise, _sp3, exponents) {
    const { piece } = this.args;
    const form = formOf(operand, piece);
    if (this.source.startIdx === operand.source.startIdx && marks.numChildren + exponents.numChildren === 0)
      return form;
    const start = piece.at(this.source.startIdx);
    const items = [markedItem(form, roots, marks, piece)];
    for (const node of exponents.children) {
      const exponent = formOf(node, piece);
      if (exponent.kind === "power") items.push(...exponent.items);
      else items.push(itemOf(exponent));
    }
    return { kind: "power", start, end: items[items.length - 1].end, minuses: countMinuses(signs), items };
  },
  exponent(signs, _sp1, roots, _sp2, operand, marks) {
    const { piece } = this.args;
    const form = formOf(operand, piece);
    if (this.source.startIdx === operand.source.startIdx && marks.numChildren === 0) return form;
    const item = markedItem(form, roots, marks, piece);
    const start = piece.at(this.source.startIdx);
    const items = [{ ...item, start, minuses: countMinuses(signs) }];
    return { kind: "power", start, end: item.end, minuses: 0, items };
  },
  call(callee, derivative, group) {
    const { piece } = this.args;
    const name = formOf(callee, piece);
    const inside = formOf(group, piece);
    if (name.kind !== "name" || inside.kind !== "group") throw new Error("invariant: a call is name(...)");
    const primes = derivative.numChildren === 0 ? undefined : derivative.child(0);
    return {
      kind: "call",
      ...placeOf(name, inside),
      callee: name,
      derivative: primes === undefined ? undefined : derivativeOf(primes, piece),
      group: inside,
    };
  },
  modulo(word, _sp) {
    return nameForm(word, this.args.piece);
  },
  name(identifier, _sp) {
    return nameForm(identifier, this.args.piece);
  },
  infinity(sign, _sp) {
    return nameForm(sign, this.args.piece);
  },
  number(_digits, _fraction, _scale, sp) {
    const { piece } = this.args;
    return { kind: "number", start: piece.at(this.source.startIdx), end: piece.at(sp.source.startIdx) };
  },
  group(_open, _sp1, list, close, _sp2) {
    const { piece } = this.args;
    const items = formsOf(list, piece);
    const start = piece.at(this.source.startIdx);
    return { kind: "group", start, end: piece.at(close.source.endIdx), items };
  },
  bars(_open, _sp1, expression, close, _sp2) {
    const { piece } = this.args;
    const inside = formOf(expression, piece);
    return {
      kind: "bars",
      start: piece.at(this.source.startIdx),
      end: piece.at(close.source.endIdx),
      inside,
    };
  },
  cut(sign, _sp) {
    const piece: Piece = this.args.piece;
    const cut = piece.cuts.get(sign.source.startIdx);
    if (cut === undefined) throw new Error("invariant: every cut has been read");
    if (cut.items.length === 1) return cut.items[0];
    const list: Form = { kind: "group", start: cut.start, end: cut.end, items: cut.items };
    cutLists.add(list);
    return list;
  },
});

semantics.addOperation<Mark>("mark(piece)", {
  mark(sign, sp) {
    const { piece } = this.args;
    const text = sign.sourceString;
    const place = { start: piece.at(sign.source.startIdx), end: piece.at(sp.source.startIdx) };
    return { ...place, superscript: text === "!" ? undefined : text.normalize("NFKC").replace("−", "-") };
  },
});

const place = (form: Form): { start: number; end: number } => ({ start: form.start, end: form.end });

const placeOf = (first: { start: number }, last: { end: number }) => ({ start: first.start, end: last.end });

/** A list to the left, or the one thing that it holds. */
function chain(first: Node, signs: Node, rest: Node, piece: Piece): Form {
  const head = formOf(first, piece);
  if (rest.numChildren === 0) return head;
  const signNodes = signs.children;
  const links = rest.children.map((node, i) => {
    const symbol = signNodes[i].sourceString;
    return { op: rowOfSign(symbol), symbol, form: formOf(node, piece) };
  });
  return { kind: "chain", ...placeOf(head, links[links.length - 1].form), first: head, rest: links };
}

/** An operand of ^ without signs. */
const itemOf = (form: Form): PowerItem => ({
  ...place(form),
  minuses: 0,
  roots: 0,
  operand: form,
  marks: [],
});

function markedItem(operand: Form, roots: Node, marks: Node, piece: Piece): PowerItem {
  if (roots.numChildren + marks.numChildren === 0) return itemOf(operand);
  const start = roots.numChildren === 0 ? operand.start : piece.at(roots.child(0).source.startIdx);
  const read = marks.children.map((node): Mark => node.mark(piece));
  return {
    start,
    end: read.at(-1)?.end ?? operand.end,
    minuses: 0,
    roots: roots.numChildren,
    operand,
    marks: read,
  };
}

const countMinuses = (signs: Node): number =>
  signs.children.filter((sign) => sign.sourceString !== "+").length;

function nameForm(node: Node, piece: Piece): NameForm {
  const { startIdx, endIdx } = node.source;
  return {
    kind: "name",
    start: piece.at(startIdx),
    end: piece.at(endIdx),
    name: canonicalName(node.sourceString),
  };
}

/** From the text of `derivative`, whose shape the grammar has checked. */
function derivativeOf(node: Node, piece: Piece): Derivative {
  const text = node.sourceString.replace(/#[^\n\r\u2028\u2029]*/gu, "").trimEnd();
  const start = piece.at(node.source.startIdx);
  const primes = text.match(/['′’]/gu)?.length ?? 0;
  const orders = text.includes("[") ? (text.match(/\d+/gu) ?? []).map(Number) : undefined;
  return { start, end: piece.at(node.source.endIdx), primes, orders };
}
