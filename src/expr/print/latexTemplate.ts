// A row's LaTeX template, taken apart. A slot that stands in a group ({#1}, \left(#1\right)) needs no
// brackets; the base of a power ({#1}^...) and the bare operands of an operator do.
import type { Primitive } from "../primitive.ts";
import { userFunctionFacts } from "../userFunction.ts";
import { escapeLatex, latexName } from "./latexName.ts";
import { CLOSED, type Layout } from "./layout.ts";

const SUM = 6;
const PRODUCT = 7;
/** An operator in words, a mod b, holds less together than a product without a sign. */
const WORDS = 6.5;
/** A fraction is one thing in a product or after a minus, but not as the base of a power. */
export const FRACTION = 8.5;
const POWER = 9;

/** Where an argument stands in a template. */
export interface Slot {
  readonly index: number;
  readonly place: "enclosed" | "base" | "operand";
  /** Whether the markup wants one part here. */
  readonly mustBeOne?: boolean;
}

export interface Template {
  readonly parts: readonly (string | Slot)[];
  readonly strength: number;
  readonly brackets: (slot: Slot, arg: Layout) => boolean;
  /** What the text begins with: an argument, a minus sign, a fraction (whose numerator is `slot`). */
  readonly begins: { readonly slot: Slot | undefined; readonly sign: boolean; readonly fraction: boolean };
}

const templates = new WeakMap<Primitive, Template>();

export function templateOf(op: Primitive): Template {
  const known = templates.get(op);
  if (known !== undefined) return known;
  const template = readTemplate(op);
  templates.set(op, template);
  return template;
}

function readTemplate(op: Primitive): Template {
  const { notation } = op;
  const bare = notation.kind === "infix" || notation.kind === "prefix" || notation.kind === "postfix";
  const text = latexTemplate(op);
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
      ? notation.precedence === PRODUCT
        ? WORDS
        : notation.precedence
      : isPower || text.includes("^")
        ? POWER
        : bare
          ? FRACTION
          : CLOSED;
  return { parts, strength, brackets: bracketing(op), begins: beginning(parts) };
}

/** What a text of these parts begins with: the first part, or behind opening braces the first slot. */
function beginning(parts: Template["parts"]): Template["begins"] {
  const at = parts.findIndex((part) => typeof part !== "string");
  const before = parts.slice(0, Math.max(at, 0)).join("");
  const slot = parts[at];
  const shows = slot !== undefined && typeof slot !== "string" && /^(\\frac)?\{*$/.test(before);
  return {
    slot: shows ? slot : undefined,
    sign: before.startsWith("-"),
    fraction: before.startsWith("\\frac"),
  };
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

/** The template that a row gives, or the usual one for its notation. */
export const latexTemplate = (op: Primitive): string => op.latex ?? defaultTemplate(op);

function defaultTemplate(op: Primitive): string {
  const { notation, name, arity } = op;
  const word = (symbol: string): string =>
    /^\p{L}/u.test(symbol) ? `\\operatorname{${escapeLatex(symbol)}}` : symbol;
  if (notation.kind === "infix") return `#1 ${word(notation.symbol)} #2`;
  if (notation.kind === "prefix") return `${word(notation.symbol)}${notation.spaced ? " " : ""}#1`;
  if (notation.kind === "postfix") return `#1${word(notation.symbol)}`;
  if (notation.kind === "constant") return word(name);
  const slots = Array.from({ length: arity }, (_, i) => `#${i + 1}`);
  return `${headOf(op)}\\left(${slots.join(", ")}\\right)`;
}

/** f, f', g^{(1,0)} of a user's functions; of others the name as an operator's. */
function headOf(op: Primitive): string {
  const facts = userFunctionFacts(op);
  if (facts === undefined) return `\\operatorname{${escapeLatex(op.name)}}`;
  const { name, orders } = facts;
  const head = latexName(name);
  if (orders.every((order) => order === 0)) return head;
  return orders.length === 1 && orders[0] <= 3
    ? head + "'".repeat(orders[0])
    : `${head}^{(${orders.join()})}`;
}
