// From the matched tree to forms: one action per rule of grammar/formula.ohm, in the grammar's order,
// each reading the parts of its rule by their places in it. The recursion is as deep as one piece.
import { canonicalName } from "../names.ts";
import type { Primitive } from "../primitive.ts";
import { type Child, type Cst, childAt, childrenAt, countAt } from "./cst.ts";
import type { CallForm, Derivative, Factor, Form, GroupForm, Mark, NameForm, PowerItem } from "./form.ts";
import type { Piece } from "./piece.ts";
import { rowOfSign } from "./vocabulary.ts";

/** The forms of a match of `text` (one) or `inside` (those between its commas). */
export function formsOf(root: Cst, piece: Piece): readonly Form[] {
  const actions = new Actions(piece);
  const content = childAt(root, 0, 1);
  return content.node.ctorName === "list" ? actions.list(content) : [actions.form(content)];
}

class Actions {
  readonly #piece: Piece;
  /** Groups that stand for several forms between the commas of a bracket outside the piece. */
  readonly #lists = new WeakSet<Form>();

  constructor(piece: Piece) {
    this.#piece = piece;
  }

  form(child: Child): Form {
    const { node, start } = child;
    switch (node.ctorName) {
      case "expression":
        return this.#expression(node, start);
      case "negation":
        return this.#negation(node, start);
      case "disjunction":
      case "conjunction":
      case "comparison":
      case "sum":
        return this.#chain(node, start);
      case "product":
        return this.#product(node, start);
      case "power":
        return this.#power(node, start);
      case "call":
        return this.#call(node, start);
      case "group":
        return this.#group(child);
      case "bars": {
        const close = childAt(node, start, 3);
        return {
          kind: "bars",
          ...this.#place(start, close.start + 1),
          inside: this.form(childAt(node, start, 2)),
        };
      }
      case "number":
        return { kind: "number", ...this.#place(start, childAt(node, start, 3).start) };
      case "name":
      case "modulo":
      case "infinity":
        return this.#name(child);
      case "cut":
        return this.#cut(start);
      default:
        return this.form(childAt(node, start, 0)); // operand
    }
  }

  // disjunction ("?" sp expression ":" sp disjunction)*
  #expression(node: Cst, start: number): Form {
    const first = this.form(childAt(node, start, 0));
    if (countAt(node, 3) === 0) return first;
    const others = childrenAt(node, start, 6);
    const parts = [first];
    childrenAt(node, start, 3).forEach((chosen, i) => {
      parts.push(this.form(chosen), this.form(others[i]));
    });
    return { kind: "conditional", start: first.start, end: parts[parts.length - 1].end, parts };
  }

  // ("not" sp)* comparison
  #negation(node: Cst, start: number): Form {
    const inside = this.form(childAt(node, start, 2));
    const count = countAt(node, 0);
    return count === 0
      ? inside
      : { kind: "not", start: this.#piece.at(start), end: inside.end, count, inside };
  }

  // operand (sign sp operand)*
  #chain(node: Cst, start: number): Form {
    const first = this.form(childAt(node, start, 0));
    if (countAt(node, 1) === 0) return first;
    const forms = childrenAt(node, start, 3);
    const rest = childrenAt(node, start, 1).map((sign, i) => {
      const symbol = this.#text(sign);
      return { op: rowOfSign(symbol), symbol, form: this.form(forms[i]) };
    });
    return { kind: "chain", start: first.start, end: rest[rest.length - 1].form.end, first, rest };
  }

  // power ((sign | "") sp power)*
  #product(node: Cst, start: number): Form {
    const first = this.form(childAt(node, start, 0));
    if (countAt(node, 1) === 0) return first;
    const forms = childrenAt(node, start, 3);
    const rest = childrenAt(node, start, 1).map((sign, i): Factor => {
      const op: Primitive | undefined = sign.node.matchLength === 0 ? undefined : rowOfSign(this.#text(sign));
      return { op, form: this.form(forms[i]) };
    });
    return { kind: "product", start: first.start, end: rest[rest.length - 1].form.end, first, rest };
  }

  // (sign sp)* ("√" sp)* operand mark* (raise sp exponent)*
  #power(node: Cst, start: number): Form {
    const operand = this.form(childAt(node, start, 4));
    if (countAt(node, 0) + countAt(node, 2) + countAt(node, 5) + countAt(node, 6) === 0) return operand;
    const items = [this.#item(node, start, operand)];
    for (const { node: exponent, start: from } of childrenAt(node, start, 8)) {
      const item = this.#item(exponent, from, this.form(childAt(exponent, from, 4)));
      items.push({ ...item, start: this.#piece.at(from), minuses: this.#minuses(exponent, from) });
    }
    const minuses = this.#minuses(node, start);
    return { kind: "power", start: this.#piece.at(start), end: items[items.length - 1].end, minuses, items };
  }

  /** What `power` and `exponent` have in common, without signs. */
  #item(node: Cst, start: number, operand: Form): PowerItem {
    const [root] = childrenAt(node, start, 2);
    const marks = childrenAt(node, start, 5).map((mark) => this.#mark(mark));
    return {
      start: root === undefined ? operand.start : this.#piece.at(root.start),
      end: marks.at(-1)?.end ?? operand.end,
      minuses: 0,
      roots: countAt(node, 2),
      operand,
      marks,
    };
  }

  #minuses(node: Cst, start: number): number {
    return childrenAt(node, start, 0).filter((sign) => this.#text(sign) !== "+").length;
  }

  // ("!" | superscript) sp
  #mark({ node, start }: Child): Mark {
    const end = childAt(node, start, 1).start;
    const text = this.#piece.text.slice(start, end);
    const superscript = text === "!" ? undefined : text.normalize("NFKC").replace("−", "-");
    return { ...this.#place(start, end), superscript };
  }

  // (name | modulo) derivative? group
  #call(node: Cst, start: number): CallForm {
    const callee = this.#name(childAt(node, start, 0));
    const [derivative] = childrenAt(node, start, 1);
    const group = this.#group(childAt(node, start, 2));
    return {
      kind: "call",
      start: callee.start,
      end: group.end,
      callee,
      derivative: derivative === undefined ? undefined : this.#derivative(derivative),
      group,
    };
  }

  /** From the text of `derivative`, whose shape the grammar has checked. */
  #derivative(child: Child): Derivative {
    const text = this.#text(child)
      .replace(/#[^\n\r\u2028\u2029]*/gu, "")
      .trimEnd();
    const primes = text.match(/['′’]/gu)?.length ?? 0;
    const orders = text.includes("[") ? (text.match(/\d+/gu) ?? []).map(Number) : undefined;
    return { ...this.#place(child.start, child.start + child.node.matchLength), primes, orders };
  }

  // "(" sp list ")" sp
  #group({ node, start }: Child): GroupForm {
    const close = childAt(node, start, 3);
    return {
      kind: "group",
      ...this.#place(start, close.start + 1),
      items: this.list(childAt(node, start, 2)),
    };
  }

  // expression ("," sp expression)*
  list({ node, start }: Child): readonly Form[] {
    const first = this.form(childAt(node, start, 0));
    const rest = childrenAt(node, start, 3).map((item) => this.form(item));
    return rest.length === 0 && this.#lists.has(first) && first.kind === "group"
      ? first.items
      : [first, ...rest];
  }

  /** What a bracket held that has been read already. */
  #cut(start: number): Form {
    const cut = this.#piece.cuts.get(start);
    if (cut === undefined) throw new Error("invariant: every cut has been read");
    if (cut.items.length === 1) return cut.items[0];
    const list: GroupForm = { kind: "group", start: cut.start, end: cut.end, items: cut.items };
    this.#lists.add(list);
    return list;
  }

  // identifier sp, and the like
  #name({ node, start }: Child): NameForm {
    const end = start + childAt(node, start, 0).node.matchLength;
    return {
      kind: "name",
      ...this.#place(start, end),
      name: canonicalName(this.#piece.text.slice(start, end)),
    };
  }

  #text({ node, start }: Child): string {
    return this.#piece.text.slice(start, start + node.matchLength);
  }

  #place(start: number, end: number): { readonly start: number; readonly end: number } {
    return { start: this.#piece.at(start), end: this.#piece.at(end) };
  }
}
