// Tokens, as the grammar's rules `sp`, `number`, `name`, `mark`, `derivative` and the signs in its
// quotes have them: just enough of the language for the pre-scan to tell operands from operators.
// What is none of these is a "stray", and never part of a formula.

export interface Token {
  readonly kind:
    | "number"
    | "name"
    | "open"
    | "close"
    | "bar"
    | "comma"
    | "question"
    | "colon"
    | "sign"
    | "infix"
    | "root"
    | "not"
    | "mark"
    | "prime"
    | "stray"
    | "end";
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const BLANK = String.raw`(?:\s|#[^\n\r\u2028\u2029]*(?![^\n\r\u2028\u2029]))*`; // \s is the grammar's `blank`
const BLANKS = new RegExp(BLANK, "uy");
const NUMBER = /(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?/uy;
const NAME = /[\p{L}_][\p{L}\p{Nd}\p{M}_₀-₉]*/uy;
const SUPERSCRIPT = /⁻?[⁰¹²³⁴-⁹]+/uy;
const ORDER = `[0-9]+${BLANK}`;
const PRIME = new RegExp(`['′’](?:\\[${BLANK}${ORDER}(?:,${BLANK}${ORDER})*\\]|['′’]*)`, "uy");

const signs = (kind: Token["kind"], ...texts: readonly string[]) =>
  texts.map((text) => [text, kind] as const);

const SIGNS: ReadonlyMap<string, Token["kind"]> = new Map([
  ...signs("open", "("),
  ...signs("close", ")"),
  ...signs("bar", "|"),
  ...signs("comma", ","),
  ...signs("question", "?"),
  ...signs("colon", ":"),
  ...signs("sign", "+", "-", "−"),
  ...signs("infix", "*", "/", "^", "<", ">", "·", "×", "÷", "⋅", "∙", "∗", "∕", "⁄", "≤", "≥", "≠"),
  ...signs("infix", "**", "==", "!=", "<=", ">="),
  ...signs("root", "√"),
  ...signs("name", "∞"),
  ...signs("mark", "!"),
]);

function match(pattern: RegExp, text: string, position: number): string | undefined {
  pattern.lastIndex = position;
  return pattern.exec(text)?.[0];
}

/** The token at or after a position, blanks and comments skipped; `mod` is a name only where an operand is due. */
export function tokenAt(text: string, position: number, end: number, operandDue: boolean): Token {
  const start = Math.min(end, position + (match(BLANKS, text, position)?.length ?? 0));
  const token = (kind: Token["kind"], length: number): Token => {
    const stop = Math.min(end, start + length);
    return { kind, start, end: stop, text: text.slice(start, stop) };
  };
  if (start >= end) return token("end", 0);
  const number = match(NUMBER, text, start);
  if (number !== undefined) return token("number", number.length);
  const name = match(NAME, text, start);
  if (name !== undefined) return token(kindOfName(name, text, start, operandDue), name.length);
  const pair = SIGNS.get(text.slice(start, start + 2));
  if (pair !== undefined) return token(pair, 2);
  const single = SIGNS.get(text.charAt(start));
  if (single !== undefined) return token(single, 1);
  const superscript = match(SUPERSCRIPT, text, start);
  if (superscript !== undefined) return token("mark", superscript.length);
  const prime = match(PRIME, text, start);
  if (prime !== undefined) return token("prime", prime.length);
  return token("stray", String.fromCodePoint(text.codePointAt(start) ?? 0).length);
}

function kindOfName(name: string, text: string, start: number, operandDue: boolean): Token["kind"] {
  if (name === "and" || name === "or") return "infix";
  if (name === "not") return "not";
  if (name !== "mod") return "name";
  const after = start + name.length;
  const next = text.charAt(after + (match(BLANKS, text, after)?.length ?? 0));
  return operandDue && (next === "(" || /['′’]/u.test(next)) ? "name" : "infix";
}
