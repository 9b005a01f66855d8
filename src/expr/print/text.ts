// A formula in the language that the reader reads, with the fewest brackets with which the text
// reads back as the same tree. Everything is in the rows' notation: precedence, side of
// association, spaces. A minus sign is never written right after an arithmetic operator or
// another minus: a + (-b), 2^(-x), -(-x).
import type { Apply, Const, Expr } from "../node.ts";
import type { Primitive } from "../primitive.ts";
import { type Fold, fold } from "../walk.ts";
import { CLOSED, type Layout, leaf, Pieces, TEXT_LIMIT, write } from "./layout.ts";
import { magnitudeText, type Numbers, numeral } from "./numeral.ts";

const SUM = 6;
const PRODUCT = 7;
const PREFIX = 8;

export function formatText(root: Expr, numbers: Numbers = "fraction"): string {
  return write(fold(root, textLayouts(numbers)), TEXT_LIMIT);
}

/** How each node is written. A subformula in `names` is written as that name wherever it stands. */
export const textLayouts = (numbers: Numbers, names?: ReadonlyMap<Expr, string>): Fold<Layout> => ({
  constant: (node) => constantLayout(node, numbers),
  variable: (node) => leaf(node.name),
  apply: (node, layouts) => applyLayout(node, named(node, layouts, names)),
});

/** The arguments as they are written: some as names. */
const named = (
  { args }: Apply,
  layouts: readonly Layout[],
  names: ReadonlyMap<Expr, string> | undefined,
): readonly Layout[] =>
  names === undefined
    ? layouts
    : layouts.map((layout, i) => {
        const name = names.get(args[i]);
        return name === undefined ? layout : leaf(name);
      });

/** A number's strength is that of the operators its text is read with: -2 is a prefix minus, 1/3 a quotient. */
function constantLayout(node: Const, numbers: Numbers): Layout {
  const n = numeral(node.value, numbers);
  const strength = n.form === "fraction" ? PRODUCT : n.negative ? PREFIX : CLOSED;
  return leaf(`${n.negative ? "-" : ""}${magnitudeText(n)}`, strength, n.negative);
}

function applyLayout(node: Apply, args: readonly Layout[]): Layout {
  const { notation, name } = node.op;
  const pieces = new Pieces();
  const operand = (arg: Layout, brackets: boolean): void => {
    if (brackets) pieces.text("(").place(arg).text(")");
    else pieces.place(arg);
  };

  if (notation.kind === "infix" && args.length === 2) {
    const [left, right] = args;
    const { precedence, associates } = notation;
    const symbol = notation.spaced ? ` ${notation.symbol} ` : notation.symbol;
    const bracketLeft = left.strength < precedence || (left.strength === precedence && associates !== "left");
    const bracketRight =
      right.strength < precedence ||
      (right.strength === precedence && associates !== "right") ||
      (right.signed && precedence >= SUM);
    operand(left, bracketLeft);
    pieces.text(symbol);
    operand(right, bracketRight);
    return pieces.done(precedence, !bracketLeft && left.signed);
  }
  if (notation.kind === "prefix" && args.length === 1) {
    const [arg] = args;
    const { precedence, spaced } = notation;
    pieces.text(spaced ? `${notation.symbol} ` : notation.symbol);
    operand(arg, arg.strength < precedence || (arg.signed && !spaced));
    return pieces.done(precedence, !spaced);
  }
  if (notation.kind === "postfix" && args.length === 1) {
    const [arg] = args;
    // The reader refuses x!!, so a postfix of a postfix is bracketed too.
    const brackets = arg.strength <= notation.precedence;
    operand(arg, brackets);
    pieces.text(notation.symbol);
    return pieces.done(notation.precedence, !brackets && arg.signed);
  }
  if (notation.kind === "constant") return leaf(name);
  return callLayout(node.op, args);
}

/** A call that can take the arguments of another: max(max(a, b), c) is written, and read, as max(a, b, c). */
interface VariadicCall extends Layout {
  readonly op: Primitive;
  readonly list: Layout;
}

function callLayout(op: Primitive, args: readonly Layout[]): Layout {
  const list = new Pieces();
  args.forEach((arg, i) => {
    if (i > 0) list.text(", ");
    const joins = i === 0 && op.variadic && isVariadicCall(arg) && arg.op === op;
    list.place(joins ? arg.list : arg);
  });
  const inside = list.done();
  const call = new Pieces().text(`${op.name}(`).place(inside).text(")").done();
  if (!op.variadic) return call;
  const variadic: VariadicCall = { ...call, op, list: inside };
  return variadic;
}

const isVariadicCall = (layout: Layout): layout is VariadicCall => "list" in layout;
