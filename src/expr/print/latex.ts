// A formula in LaTeX: the rows' templates, brackets by the same precedences as text. A slot of a
// template that stands in a group ({#1}, \left(#1\right)) needs no brackets; the base of a power
// ({#1}^...) and the bare operands of an operator do. A product is a thin space, or \cdot where
// a number follows, which would otherwise run into what stands before it.
import type { Apply, Const, Expr } from "../node.ts";
import type { Primitive } from "../primitive.ts";
import { type Fold, foldAll } from "../walk.ts";
import { escapeLatex, latexName } from "./latexName.ts";
import { CLOSED, type Layout, leaf, Pieces, type Placed, TEXT_LIMIT, write } from "./layout.ts";
import { type Numbers, numeral } from "./numeral.ts";

const CONDITIONAL = 1;
const SUM = 6;
const PRODUCT = 7;
const PREFIX = 8;
/** A fraction is one thing in a product or after a minus, but not as the base of a power. */
const FRACTION = 8.5;
const POWER = 9;

interface LatexLayout extends Layout {
  /** Whether the text begins with the digits of a number. */
  readonly digits: boolean;
}

type Operand = Placed<LatexLayout>;

/** Where an argument stands in a template. */
interface Slot {
  readonly index: number;
  readonly place: "enclosed" | "base" | "operand";
}

export function formatLatex(root: Expr, numbers: Numbers = "fraction"): string {
  return write(root, foldAll([root], latexLayouts(numbers)), TEXT_LIMIT);
}

const latexLayouts = (numbers: Numbers): Fold<LatexLayout> => ({
  constant: (node) => constantLayout(node, numbers),
  variable: ({ name }) => ({ ...leaf(latexName(name)), digits: false }),
  apply: (node, layouts) =>
    applyLayout(
      node,
      layouts.map((layout, i) => ({ layout, piece: node.args[i] })),
    ),
});

function constantLayout({ value }: Const, numbers: Numbers): LatexLayout {
  const n = numeral(value, numbers);
  const sign = n.negative ? "-" : "";
  const written = (text: string, strength: number, digits: boolean): LatexLayout => ({
    ...leaf(sign + text, n.negative ? Math.min(strength, PREFIX) : strength, n.negative),
    digits: digits && !n.negative,
  });
  if (n.form === "nan") return written("\\mathrm{NaN}", CLOSED, false);
  if (n.form === "inf") return written("\\infty", CLOSED, false);
  if (n.form === "fraction") return written(`\\frac{${n.numerator}}{${n.denominator}}`, FRACTION, true);
  if (n.exponent === 0) return written(n.digits, CLOSED, true);
  return written(`${n.digits} \\cdot 10^{${n.exponent}}`, PRODUCT, true);
}

function applyLayout(node: Apply, args: readonly Operand[]): LatexLayout {
  const { op } = node;
  if (op.notation.kind === "conditional" && args.length === 3) return casesLayout(args);
  if (op.latex === undefined && op.notation.kind === "infix" && op.notation.symbol === "*") {
    return productLayout(args);
  }
  return templateLayout(templateOf(op), args);
}

function casesLayout([condition, chosen, other]: readonly Operand[]): LatexLayout {
  const { list, width } = new Pieces()
    .text("\\begin{cases} ")
    .place(chosen)
    .text(" & \\text{if } ")
    .place(condition)
    .text(" \\\\ ")
    .place(other)
    .text(" & \\text{otherwise} \\end{cases}");
  return { pieces: list, width, strength: CONDITIONAL, signed: false, digits: false };
}

/** Writes an operand, in brackets or not. */
function placeOperand(pieces: Pieces, arg: Operand, brackets: boolean): void {
  if (brackets) pieces.text("\\left(").place(arg).text("\\right)");
  else pieces.place(arg);
}

function productLayout([left, right]: readonly Operand[]): LatexLayout {
  const pieces = new Pieces();
  const bracketLeft = left.layout.strength < PRODUCT;
  const bracketRight = right.layout.strength <= PRODUCT || right.layout.signed;
  placeOperand(pieces, left, bracketLeft);
  pieces.text(right.layout.digits && !bracketRight ? " \\cdot " : "\\,");
  placeOperand(pieces, right, bracketRight);
  return {
    pieces: pieces.list,
    width: pieces.width,
    strength: PRODUCT,
    signed: !bracketLeft && left.layout.signed,
    digits: !bracketLeft && left.layout.digits,
  };
}

interface Template {
  readonly parts: readonly (string | Slot)[];
  readonly strength: number;
  readonly brackets: (slot: Slot, arg: Layout) => boolean;
}

function templateLayout({ parts, strength, brackets }: Template, args: readonly Operand[]): LatexLayout {
  const pieces = new Pieces();
  for (const part of parts) {
    if (typeof part === "string") pieces.text(part);
    else placeOperand(pieces, args[part.index], brackets(part, args[part.index].layout));
  }
  // What the text begins with: the template itself, or, behind opening braces, the argument in its first slot.
  const firstSlot = parts.findIndex((part) => typeof part !== "string");
  const before = parts.slice(0, Math.max(firstSlot, 0)).join("");
  const slot = parts[firstSlot];
  const first =
    slot !== undefined && typeof slot !== "string" && /^(\\frac)?\{*$/.test(before) ? slot : undefined;
  const open = first !== undefined && !brackets(first, args[first.index].layout);
  const leading = open ? args[first.index].layout : undefined;
  return {
    pieces: pieces.list,
    width: pieces.width,
    strength,
    signed: before.startsWith("-") || (leading?.signed === true && !before.startsWith("\\frac")),
    digits: leading?.digits === true,
  };
}

const templates = new WeakMap<Primitive, Template>();

function templateOf(op: Primitive): Template {
  const known = templates.get(op);
  if (known !== undefined) return known;
  const template = readTemplate(op);
  templates.set(op, template);
  return template;
}

function readTemplate(op: Primitive): Template {
  const { notation } = op;
  const bare = notation.kind === "infix" || notation.kind === "prefix" || notation.kind === "postfix";
  const text = op.latex ?? defaultTemplate(op);
  const parts: (string | Slot)[] = [];
  let end = 0;
  for (const match of text.matchAll(/#(\d+)/g)) {
    const before = text.slice(end, match.index);
    const after = text.slice(match.index + match[0].length);
    const grouped = before.endsWith("{") && after.startsWith("}");
    const place = grouped && after.startsWith("}^") ? "base" : grouped || !bare ? "enclosed" : "operand";
    if (before !== "") parts.push(before);
    parts.push({ index: Number(match[1]) - 1, place });
    end = match.index + match[0].length;
  }
  if (end < text.length) parts.push(text.slice(end));
  const isPower = parts.some((part) => typeof part !== "string" && part.place === "base");
  const isOperator = parts.some((part) => typeof part !== "string" && part.place === "operand");
  const strength =
    isOperator && bare
      ? notation.precedence
      : isPower || text.includes("^")
        ? POWER
        : bare
          ? FRACTION
          : CLOSED;
  return { parts, strength, brackets: bracketing(op) };
}

/** When an argument in a slot is bracketed; the sides of an operator as in text. */
function bracketing({ notation }: Primitive): Template["brackets"] {
  return ({ index, place }, { strength, signed }) => {
    if (place === "enclosed") return false;
    if (place === "base") return strength <= POWER;
    if (notation.kind === "infix") {
      const { precedence, associates } = notation;
      const side = index === 0 ? "left" : "right";
      return (
        strength < precedence ||
        (strength === precedence && associates !== side) ||
        (side === "right" && signed && precedence >= SUM)
      );
    }
    if (notation.kind === "prefix") return strength < notation.precedence || (signed && !notation.spaced);
    return notation.kind === "postfix" && strength <= notation.precedence;
  };
}

function defaultTemplate({ notation, name, arity }: Primitive): string {
  const word = (symbol: string): string =>
    /^\p{L}/u.test(symbol) ? `\\operatorname{${escapeLatex(symbol)}}` : symbol;
  if (notation.kind === "infix") return `#1 ${word(notation.symbol)} #2`;
  if (notation.kind === "prefix") return `${word(notation.symbol)}${notation.spaced ? " " : ""}#1`;
  if (notation.kind === "postfix") return `#1${word(notation.symbol)}`;
  if (notation.kind === "constant") return word(name);
  const slots = Array.from({ length: arity }, (_, i) => `#${i + 1}`);
  return `\\operatorname{${escapeLatex(name)}}\\left(${slots.join(", ")}\\right)`;
}
