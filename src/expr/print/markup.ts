// A formula as typeset mathematics, in whichever markup: the rows' templates, with brackets by the same
// precedences as text. A product is nothing but a space, or a dot where a number follows, which would otherwise run
// into what stands before it. LaTeX and MathML differ only in how they write the parts.
import type { Apply, Const, Expr } from "../node.ts";
import type { Primitive } from "../primitive.ts";
import { type Fold, fold, postorder } from "../walk.ts";
import { FRACTION, type Slot, type Template } from "./latexTemplate.ts";
import { CLOSED, type Layout, leaf, Pieces, TEXT_LIMIT, write } from "./layout.ts";
import { type Numbers, numeral } from "./numeral.ts";

const CONDITIONAL = 1;
const PRODUCT = 7;
const PREFIX = 8;
const POWER = 9;

/** In LaTeX: a letter, a Greek one as \alpha, a digit. */
const SYMBOL = /^(?:\p{L}|\\[a-zA-Z]+|\d)$/u;

type Pair = readonly [open: string, close: string];

/** How a markup writes the parts of a formula. */
export interface Markup {
  /** A variable; `names` are those of the whole formula. */
  readonly name: (name: string, names: ReadonlySet<string>) => string;
  readonly digits: (digits: string) => string;
  readonly fraction: (numerator: string, denominator: string) => string;
  readonly powerOfTen: (exponent: number) => string;
  readonly infinity: string;
  readonly nan: string;
  readonly minus: string;
  /** Between factors: nothing to see, or a dot. */
  readonly beside: string;
  readonly dot: string;
  readonly brackets: Pair;
  /** Around what has to be one part, where it is several. */
  readonly group: Pair;
  readonly template: (op: Primitive) => MarkupTemplate;
  readonly cases: {
    readonly around: Pair;
    /** Around a value and, after it, its condition; between rows. */
    readonly value: Pair;
    readonly condition: Pair;
    readonly otherwise: string;
    readonly between: string;
  };
}

export interface MarkupTemplate extends Template {
  /** Whether what it writes is one part. */
  readonly single: boolean;
}

interface MarkupLayout extends Layout {
  /** Whether the text begins with the digits of a number. */
  readonly digits: boolean;
  /** Whether the text is one part of the markup. */
  readonly single: boolean;
  /** Whether it is one letter or one digit. */
  readonly symbol: boolean;
}

/** Cases that can take the rows of others: if c then a, else if d then b, else e. */
interface CasesLayout extends MarkupLayout {
  readonly rows: Layout;
}

export function formatMarkup(root: Expr, numbers: Numbers, markup: Markup, around: Pair = ["", ""]): string {
  const names = new Set<string>();
  for (const node of postorder([root])) if (node.kind === "var") names.add(node.name);
  const cases: Fold<MarkupLayout> = {
    constant: (node) => constantLayout(node, numbers, markup),
    variable: ({ name }) => {
      const text = markup.name(name, names);
      return { ...leaf(text), digits: false, single: true, symbol: SYMBOL.test(text) };
    },
    apply: (node, args) => applyLayout(node, args, markup),
  };
  const layout = fold(root, cases);
  return write(new Pieces().text(around[0]).place(layout).text(around[1]).done(), TEXT_LIMIT);
}

function constantLayout({ value }: Const, numbers: Numbers, markup: Markup): MarkupLayout {
  const n = numeral(value, numbers);
  const sign = n.negative ? markup.minus : "";
  const written = (text: string, strength: number, digits: boolean, single = true): MarkupLayout => ({
    ...leaf(sign + text, n.negative ? Math.min(strength, PREFIX) : strength, n.negative),
    digits: digits && !n.negative,
    single: single && !n.negative,
    symbol: !n.negative && SYMBOL.test(text),
  });
  if (n.form === "nan") return written(markup.nan, CLOSED, false);
  if (n.form === "inf") return written(markup.infinity, CLOSED, false);
  if (n.form === "fraction") return written(markup.fraction(n.numerator, n.denominator), FRACTION, true);
  const digits = markup.digits(n.digits);
  if (n.exponent === 0) return written(digits, CLOSED, true);
  if (n.digits === "1") return written(markup.powerOfTen(n.exponent), POWER, true);
  return written(`${digits}${markup.dot}${markup.powerOfTen(n.exponent)}`, PRODUCT, true, false);
}

function applyLayout(node: Apply, args: readonly MarkupLayout[], markup: Markup): MarkupLayout {
  const { op } = node;
  if (op.notation.kind === "conditional" && args.length === 3) return casesLayout(args, markup);
  if (op.latex === undefined && op.notation.kind === "infix" && op.notation.symbol === "*") {
    return productLayout(args, markup);
  }
  return templateLayout(markup.template(op), args, markup);
}

function casesLayout([condition, chosen, other]: readonly MarkupLayout[], { cases }: Markup): CasesLayout {
  const rows = new Pieces();
  const row = (value: Layout): Pieces => rows.text(cases.value[0]).place(value).text(cases.value[1]);
  row(chosen).text(cases.condition[0]).place(condition).text(cases.condition[1]).text(cases.between);
  if (isCases(other)) rows.place(other.rows);
  else row(other).text(cases.otherwise);
  const inside = rows.done();
  const layout = new Pieces().text(cases.around[0]).place(inside).text(cases.around[1]).done(CONDITIONAL);
  return { ...layout, digits: false, single: true, symbol: false, rows: inside };
}

const isCases = (layout: MarkupLayout): layout is CasesLayout => "rows" in layout;

/** Writes an operand, in brackets or not; as one part where it `mustBeOne`. */
function placeOperand(
  pieces: Pieces,
  arg: MarkupLayout,
  brackets: boolean,
  { brackets: round, group }: Markup,
  mustBeOne = false,
): void {
  const [open, close] = brackets ? round : mustBeOne && !arg.single ? group : ["", ""];
  pieces.text(open).place(arg).text(close);
}

function productLayout([left, right]: readonly MarkupLayout[], markup: Markup): MarkupLayout {
  const pieces = new Pieces();
  const bracketLeft = left.strength < PRODUCT;
  const bracketRight = right.strength <= PRODUCT || right.signed;
  placeOperand(pieces, left, bracketLeft, markup);
  pieces.text(right.digits && !bracketRight ? markup.dot : markup.beside);
  placeOperand(pieces, right, bracketRight, markup);
  return {
    ...pieces.done(PRODUCT, !bracketLeft && left.signed),
    digits: !bracketLeft && left.digits,
    single: false,
    symbol: false,
  };
}

const isBareBase = (part: string | Slot | undefined, args: readonly MarkupLayout[]): boolean =>
  typeof part === "object" && part.place === "base" && args[part.index].symbol;

function templateLayout(
  template: MarkupTemplate,
  args: readonly MarkupLayout[],
  markup: Markup,
): MarkupLayout {
  const { parts, strength, brackets, begins, single } = template;
  const pieces = new Pieces();
  parts.forEach((part, i) => {
    if (typeof part !== "string")
      placeOperand(pieces, args[part.index], brackets(part, args[part.index]), markup, part.mustBeOne);
    else {
      // A symbol is the base of a power without the braces of its template: x^{2}.
      const after = isBareBase(parts[i + 1], args) ? part.replace(/\{$/u, "") : part;
      pieces.text(isBareBase(parts[i - 1], args) ? after.replace(/^\}/u, "") : after);
    }
  });
  const first = begins.slot === undefined ? undefined : args[begins.slot.index];
  const open = begins.slot !== undefined && first !== undefined && !brackets(begins.slot, first);
  return {
    ...pieces.done(strength, begins.sign || (open && first.signed && !begins.fraction)),
    digits: open && first.digits,
    single,
    symbol: parts.length === 1 && typeof parts[0] === "string" && SYMBOL.test(parts[0]),
  };
}
