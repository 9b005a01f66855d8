// A formula in MathML (presentation): the LaTeX templates of the rows, translated once for each row, with the
// brackets that LaTeX has. https://www.w3.org/TR/mathml-core/
import type { Expr } from "../node.ts";
import type { Primitive } from "../primitive.ts";
import { greekLetters, nameParts } from "./latexName.ts";
import { latexTemplate, type Slot, templateOf } from "./latexTemplate.ts";
import { formatMarkup, type Markup, type MarkupTemplate } from "./markup.ts";
import type { Numbers } from "./numeral.ts";

// Browsers go by the style, others by columnalign of the table.
const CELL = '<mtd style="text-align:left">';
const INVISIBLE_TIMES = "<mo>&#x2062;</mo>";
const APPLY_FUNCTION = "<mo>&#x2061;</mo>";

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
const identifier = (text: string): string => `<mi>${escaped(text)}</mi>`;
const operator = (text: string): string => `<mo>${escaped(text)}</mo>`;
const number = (digits: string): string => `<mn>${digits}</mn>`;
const row = (inside: string): string => `<mrow>${inside}</mrow>`;

/** x_1 as <msub>, with several subscripts between commas. */
function name(whole: string, names: ReadonlySet<string>): string {
  const [head, ...subscripts] = nameParts(whole, names);
  if (subscripts.length === 0) return identifier(head);
  const parts = subscripts.map((text) => (/^\d+$/u.test(text) ? number(text) : identifier(text)));
  const below = parts.length === 1 ? parts[0] : row(parts.join(operator(",")));
  return `<msub>${identifier(head)}${below}</msub>`;
}

const mathml: Markup = {
  name,
  digits: number,
  fraction: (numerator, denominator) => `<mfrac>${number(numerator)}${number(denominator)}</mfrac>`,
  powerOfTen: (exponent) =>
    `<msup>${number("10")}${exponent < 0 ? row(operator("−") + number(String(-exponent))) : number(String(exponent))}</msup>`,
  infinity: identifier("∞"),
  nan: identifier("nan"),
  minus: operator("−"),
  beside: INVISIBLE_TIMES,
  dot: operator("⋅"),
  brackets: [`<mrow>${operator("(")}`, `${operator(")")}</mrow>`],
  group: ["<mrow>", "</mrow>"],
  template: templateIn,
  cases: {
    around: [`<mrow>${operator("{")}<mtable columnalign="left">`, "</mtable></mrow>"],
    value: [`<mtr>${CELL}`, `</mtd>${CELL}`],
    condition: ["<mtext>if&#xA0;</mtext>", "</mtd></mtr>"],
    otherwise: "<mtext>otherwise</mtext></mtd></mtr>",
    between: "",
  },
};

const ELEMENT = ['<math xmlns="http://www.w3.org/1998/Math/MathML">', "</math>"] as const;

/** @returns one <math> element. */
export const formatMathml = (root: Expr, numbers: Numbers = "fraction"): string =>
  formatMarkup(root, numbers, mathml, ELEMENT);

/** What a <math> element holds, to stand in another one. */
export const withoutElement = (element: string): string =>
  element.slice(ELEMENT[0].length, -ELEMENT[1].length);

export const mathElement = (inside: string): string => ELEMENT.join(inside);

/** A matrix of what `mathmlInside` wrote, in round brackets. */
export const mathmlMatrix = (rows: readonly (readonly string[])[]): string => {
  const cells = (entries: readonly string[]): string =>
    entries.map((entry) => `<mtd>${entry}</mtd>`).join("");
  const table = rows.map((entries) => `<mtr>${cells(entries)}</mtr>`).join("");
  return row(`${operator("(")}<mtable>${table}</mtable>${operator(")")}`);
};

/** A variable as `formatMathml` writes it. */
export const mathmlName = (whole: string): string => name(whole, new Set([whole]));

const templates = new WeakMap<Primitive, MarkupTemplate>();

function templateIn(op: Primitive): MarkupTemplate {
  const known = templates.get(op);
  if (known !== undefined) return known;
  const latex = templateOf(op);
  const slots = latex.parts.filter((part): part is Slot => typeof part !== "string");
  const atoms = new Translation(latexTemplate(op), slots).sequence();
  const [only] = atoms;
  const template = {
    ...latex,
    parts: joined(atoms),
    single: atoms.length === 1 && typeof only[0] === "string",
  };
  templates.set(op, template);
  return template;
}

type Part = string | Slot;
/** What is one element, or an argument's place. */
type Atom = readonly Part[];

const SYMBOLS: ReadonlyMap<string, string> = new Map([
  ["\\land", operator("∧")],
  ["\\lor", operator("∨")],
  ["\\lnot", operator("¬")],
  ["\\le", operator("≤")],
  ["\\ge", operator("≥")],
  ["\\ne", operator("≠")],
  ["\\bmod", operator("mod")],
  ["-", operator("−")],
]);
const FENCES: ReadonlyMap<string, readonly [string, string]> = new Map([
  ["\\left(", ["(", ")"]],
  ["(", ["(", ")"]],
  ["\\left|", ["|", "|"]],
  ["\\lfloor", ["⌊", "⌋"]],
  ["\\lceil", ["⌈", "⌉"]],
]);
const CLOSING: ReadonlySet<string> = new Set(["\\right)", ")", "\\right|", "\\rfloor", "\\rceil", "}", "]"]);
const letters = new Map([...greekLetters].map(([letter, command]) => [command, letter] as const));
const TOKEN = /#\d|\\(?:left|right)[()|]|\\(?:operatorname|mathrm)\{[^{}]*\}|\\[a-z]+|\d+|\S/giu;

/** The templates' small part of LaTeX; what it does not know is a mistake in a row, which its tests find. */
class Translation {
  readonly #tokens: readonly string[];
  readonly #slots: readonly Slot[];
  #next = 0;

  constructor(template: string, slots: readonly Slot[]) {
    this.#tokens = template.match(TOKEN) ?? [];
    this.#slots = slots;
  }

  /** Atoms up to a closing sign or the end. */
  sequence(): Atom[] {
    const atoms: Atom[] = [];
    let function_ = false;
    for (
      let token = this.#tokens[this.#next];
      token !== undefined && !CLOSING.has(token);
      token = this.#tokens[this.#next]
    ) {
      this.#next++;
      if (token === "^" || token === "_" || token === "'") this.#script(token, atoms);
      else {
        if (token === "\\left(" && function_) atoms.push([APPLY_FUNCTION]);
        atoms.push(this.#atom(token));
        function_ = /^(?:\\[a-z]+(?:\{|$)|[a-z])/iu.test(token) && !SYMBOLS.has(token);
      }
    }
    return atoms;
  }

  #script(sign: string, atoms: Atom[]): void {
    const base = atoms.pop() ?? [];
    const tag = sign === "_" ? "msub" : "msup";
    const script = sign === "'" ? [operator("′")] : this.#one();
    atoms.push([`<${tag}>`, ...base, ...script, `</${tag}>`]);
  }

  /** The next token's atom. */
  #one(): Atom {
    return this.#atom(this.#tokens[this.#next++]);
  }

  #atom(token: string): Atom {
    const fence = FENCES.get(token);
    if (fence !== undefined) {
      const inside = joined(this.sequence());
      this.#next++;
      return [`<mrow>${operator(fence[0])}`, ...inside, `${operator(fence[1])}</mrow>`];
    }
    if (token === "{") return this.#group();
    if (token === "\\frac") return ["<mfrac>", ...this.#one(), ...this.#one(), "</mfrac>"];
    if (token === "\\sqrt") return this.#root();
    if (/^#\d$/u.test(token)) {
      const slot = this.#slots.find(({ index }) => index === Number(token.slice(1)) - 1);
      if (slot === undefined) throw new Error(`invariant: a template's ${token} is an argument`);
      return [slot];
    }
    return [symbol(token)];
  }

  /** {...} as one part. */
  #group(): Atom {
    const atoms = this.sequence();
    this.#next++;
    if (atoms.length === 1)
      return atoms[0].map((part) => (typeof part === "string" ? part : { ...part, mustBeOne: true }));
    return ["<mrow>", ...joined(atoms), "</mrow>"];
  }

  #root(): Atom {
    if (this.#tokens[this.#next] !== "[") return ["<msqrt>", ...joined([this.#one()]), "</msqrt>"];
    this.#next++;
    const index = this.#group();
    return ["<mroot>", ...this.#one(), ...index, "</mroot>"];
  }
}

function symbol(token: string): string {
  const known = SYMBOLS.get(token);
  if (known !== undefined) return known;
  const upright = /^\\(operatorname|mathrm)\{(.*)\}$/u.exec(token);
  if (upright !== null) {
    const text = upright[2]
      .replaceAll("\\_", "_")
      .replace(/\\[A-Za-z]+/gu, (command) => letters.get(command) ?? command);
    return Array.from(text).length === 1
      ? `<mi mathvariant="normal">${escaped(text)}</mi>`
      : identifier(text);
  }
  const letter = letters.get(token);
  if (letter !== undefined) return identifier(letter);
  if (token.startsWith("\\")) return identifier(token.slice(1));
  if (/^\d+$/u.test(token)) return number(token);
  return /^\p{L}$/u.test(token) ? identifier(token) : operator(token);
}

/** Texts that stand side by side as one. */
function joined(atoms: readonly Atom[]): Part[] {
  const parts: Part[] = [];
  for (const part of atoms.flat()) {
    const last = parts.at(-1);
    if (typeof part === "string" && typeof last === "string") parts[parts.length - 1] = last + part;
    else parts.push(part);
  }
  return parts;
}
