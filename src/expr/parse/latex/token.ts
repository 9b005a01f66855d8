// Tokens of LaTeX, as the rules of grammar/latex.ohm have them: enough for the pre-scan to match brackets
// and to tell what ends an operand, and for errors to name what stands at a place. A command that is no
// part of a formula is "unknown", and the pre-scan stops at it.
import { greekLetters } from "../../print/latexName.ts";

export interface Token {
  readonly kind:
    | "number"
    | "name"
    | "function"
    | "macro"
    | "open"
    | "close"
    | "bar"
    | "comma"
    | "sign"
    | "infix"
    | "not"
    | "mark"
    | "script"
    | "separator"
    | "word"
    | "unknown"
    | "stray"
    | "end";
  readonly start: number;
  readonly end: number;
  /** As it stands in the text, blanks and all. */
  readonly text: string;
  /** Of a bracket the sign that closes it, or of a closing one itself: ")", "\rfloor", "cases". */
  readonly closes: string | undefined;
  /** Of a bracket whether \left or \right stands before it. */
  readonly stretched: boolean;
}

const BLANKS =
  /(?:\s|~|\\[,;:!> ]|%[^\n\r]*|\\(?:quad|qquad|thinspace|medspace|thickspace|enspace|displaystyle|textstyle)(?![A-Za-z]))*/uy;
const NUMBER = /[0-9]+(?:\.[0-9]*)?|\.[0-9]+/uy;
const GREEK = [...greekLetters.values()].map((command) => command.slice(1)).join("|");
const SAID = String.raw`\\(?:textrm|text|mbox)(?![A-Za-z])\s*\{[\s~]*(?:if|for|when|otherwise|else|and|or)[\s~]*\}`;
const UPRIGHT = String.raw`\\(?:mathrm|mathit|mathsf|mathnormal|textrm|textit|text|mbox)(?![A-Za-z])\s*\{[^{}]*\}`;
const IDENTIFIER = String.raw`(?:\\(?:${GREEK})(?![A-Za-z])|${UPRIGHT}|\p{L}[\u0300-\u036f]*)`;
const SUBSCRIPT = String.raw`\s*_\s*(?:[0-9]|${IDENTIFIER}|\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\})`;
const NAME = new RegExp(`(?!${SAID})${IDENTIFIER}(?:${SUBSCRIPT})?`, "uy");
const WORD = new RegExp(SAID, "uy");
const OPERATOR = /\\operatorname(?![A-Za-z])\*?\s*\{[^{}]*\}/uy;
const ENVIRONMENT = /\\(begin|end)\s*\{(cases|dcases)\}/uy;
const BRACKET =
  /(?:\\(left|right|(?:bigg|Bigg|big|Big)[lr]?)(?![A-Za-z])\s*)?(\(|\)|\[|\]|\\\{|\\\}|\||\\(?:[lr]?vert|[lr]floor|[lr]ceil)(?![A-Za-z]))/uy;
const COMMAND = /\\(?:[A-Za-z]+|[\s\S]?)/uy;

const CLOSING: ReadonlyMap<string, string> = new Map([
  ["(", ")"],
  ["[", "]"],
  ["\\{", "\\}"],
  ["\\lfloor", "\\rfloor"],
  ["\\lceil", "\\rceil"],
  ["\\lvert", "|"],
]);
const CLOSED: ReadonlySet<string> = new Set(CLOSING.values());

const named = (kind: Token["kind"], commands: string) =>
  commands.split(" ").map((command) => [command, kind] as const);

/** Commands and signs by their kind. */
const KINDS: ReadonlyMap<string, Token["kind"]> = new Map([
  ...named(
    "function",
    "\\arccos \\arcsin \\arctan \\cosh \\cos \\coth \\cot \\csc \\exp \\lg \\ln \\log \\max \\min \\sec \\sinh \\sin \\tanh \\tan",
  ),
  ...named("macro", "\\frac \\dfrac \\tfrac \\cfrac \\sqrt"),
  ...named("infix", "\\cdot \\times \\ast \\div \\bmod * · × ⋅ / ÷ < > = ≤ ≥ ≠ ∧ ∨"),
  ...named(
    "infix",
    "\\leqslant \\leq \\le \\geqslant \\geq \\ge \\neq \\ne \\lt \\gt \\land \\wedge \\lor \\vee",
  ),
  ...named("sign", "+ - −"),
  ...named("not", "\\lnot \\neg ¬"),
  ...named("name", "\\infty ∞"),
  ...named("separator", "& \\\\"),
  ...named("script", "^ _"),
  ...named("mark", "! ' ′ ’"),
  ...named("comma", ","),
]);

function match(pattern: RegExp, text: string, position: number): RegExpExecArray | null {
  pattern.lastIndex = position;
  return pattern.exec(text);
}

/** The token at or after a position, blanks and comments skipped. Of a number after ^, _ or \frac only a digit is meant. */
export function tokenAt(text: string, position: number, end: number, single = false): Token {
  const start = Math.min(end, position + (match(BLANKS, text, position)?.[0].length ?? 0));
  const token = (kind: Token["kind"], length: number, closes?: string, stretched = false): Token => {
    const stop = Math.min(end, start + length);
    return { kind, start, end: stop, text: text.slice(start, stop), closes, stretched };
  };
  if (start >= end) return token("end", 0);
  const number = match(NUMBER, text, start);
  if (number !== null) return token("number", single ? 1 : number[0].length);
  const name = match(NAME, text, start);
  if (name !== null) return token("name", name[0].length);
  const character = text.charAt(start);
  if (character === "{") return token("open", 1, "}");
  if (character === "}") return token("close", 1, "}");
  const bracket = match(BRACKET, text, start);
  if (bracket !== null) return bracketToken(bracket, token);
  const environment = match(ENVIRONMENT, text, start);
  if (environment !== null) {
    return token(environment[1] === "begin" ? "open" : "close", environment[0].length, "\\end{cases}");
  }
  const operator = match(OPERATOR, text, start);
  if (operator !== null) return token("function", operator[0].length);
  const word = match(WORD, text, start);
  if (word !== null) return token("word", word[0].length);
  const command = match(COMMAND, text, start);
  if (command !== null) {
    const kind = KINDS.get(command[0]);
    return kind === undefined ? token("unknown", command[0].length) : token(kind, command[0].length);
  }
  const kind = KINDS.get(character);
  return kind === undefined
    ? token("stray", String.fromCodePoint(text.codePointAt(start) ?? 0).length)
    : token(kind, 1);
}

/** An opening or a closing bracket, or a bar that may be either. */
function bracketToken(
  [whole, prefix = "", sign]: RegExpExecArray,
  token: (kind: Token["kind"], length: number, closes?: string, stretched?: boolean) => Token,
): Token {
  const { length } = whole;
  const stretched = prefix === "left" || prefix === "right";
  const closes = CLOSING.get(sign);
  if (closes !== undefined) return token("open", length, closes, stretched);
  if (CLOSED.has(sign) && sign !== "|") return token("close", length, sign, stretched);
  if (sign === "\\rvert" || /r$|^right$/u.test(prefix)) return token("close", length, "|", stretched);
  if (/l$|^left$/u.test(prefix)) return token("open", length, "|", stretched);
  return token("bar", length, "|");
}
