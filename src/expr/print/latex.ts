// A formula in LaTeX: the rows' templates, with brackets by the same precedences as text. A product
// is a thin space, or \cdot where a number follows, which would otherwise run into what stands before it.
import type { Apply, Const, Expr } from "../node.ts";
import { type Fold, fold } from "../walk.ts";
import { latexName } from "./latexName.ts";
import { FRACTION, type Template, templateOf } from "./latexTemplate.ts";
import { CLOSED, type Layout, leaf, Pieces, TEXT_LIMIT, write } from "./layout.ts";
import { type Numbers, numeral } from "./numeral.ts";

const CONDITIONAL = 1;
const PRODUCT = 7;
const PREFIX = 8;

interface LatexLayout extends Layout {
  /** Whether the text begins with the digits of a number. */
  readonly digits: boolean;
}

export function formatLatex(root: Expr, numbers: Numbers = "fraction"): string {
  return write(fold(root, latexLayouts(numbers)), TEXT_LIMIT);
}

const latexLayouts = (numbers: Numbers): Fold<LatexLayout> => ({
  constant: (node) => constantLayout(node, numbers),
  variable: ({ name }) => ({ ...leaf(latexName(name)), digits: false }),
  apply: (node, args) => applyLayout(node, args),
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

function applyLayout(node: Apply, args: readonly LatexLayout[]): LatexLayout {
  const { op } = node;
  if (op.notation.kind === "conditional" && args.length === 3) return casesLayout(args);
  if (op.latex === undefined && op.notation.kind === "infix" && op.notation.symbol === "*") {
    return productLayout(args);
  }
  return templateLayout(templateOf(op), args);
}

function casesLayout([condition, chosen, other]: readonly LatexLayout[]): LatexLayout {
  const layout = new Pieces()
    .text("\\begin{cases} ")
    .place(chosen)
    .text(" & \\text{if } ")
    .place(condition)
    .text(" \\\\ ")
    .place(other)
    .text(" & \\text{otherwise} \\end{cases}")
    .done(CONDITIONAL);
  return { ...layout, digits: false };
}

/** Writes an operand, in brackets or not. */
function placeOperand(pieces: Pieces, arg: Layout, brackets: boolean): void {
  if (brackets) pieces.text("\\left(").place(arg).text("\\right)");
  else pieces.place(arg);
}

function productLayout([left, right]: readonly LatexLayout[]): LatexLayout {
  const pieces = new Pieces();
  const bracketLeft = left.strength < PRODUCT;
  const bracketRight = right.strength <= PRODUCT || right.signed;
  placeOperand(pieces, left, bracketLeft);
  pieces.text(right.digits && !bracketRight ? " \\cdot " : "\\,");
  placeOperand(pieces, right, bracketRight);
  return {
    ...pieces.done(PRODUCT, !bracketLeft && left.signed),
    digits: !bracketLeft && left.digits,
  };
}

function templateLayout(template: Template, args: readonly LatexLayout[]): LatexLayout {
  const { parts, strength, brackets, begins } = template;
  const pieces = new Pieces();
  for (const part of parts) {
    if (typeof part === "string") pieces.text(part);
    else placeOperand(pieces, args[part.index], brackets(part, args[part.index]));
  }
  const first = begins.slot === undefined ? undefined : args[begins.slot.index];
  const open = begins.slot !== undefined && first !== undefined && !brackets(begins.slot, first);
  return {
    ...pieces.done(strength, begins.sign || (open && first.signed && !begins.fraction)),
    digits: open && first.digits,
  };
}
