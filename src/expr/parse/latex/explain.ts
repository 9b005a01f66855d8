// Why a text is no formula in LaTeX, in a sentence: what stands at the first wrong place, what was
// expected there, and what to write instead where people usually mean one thing.
import { ParseError } from "../../errors.ts";
import { suggestion } from "../../suggest.ts";
import { BracketError } from "../explain.ts";
import type { Source } from "../source.ts";
import { callable } from "../vocabulary.ts";
import type { Fault } from "./prescan.ts";
import { type Token, tokenAt } from "./token.ts";

const OPERAND = "a number, a letter, a function or a bracket";

/** What is LaTeX, but no part of a formula here, and what to write instead. */
const REFUSED: ReadonlyMap<string, string> = new Map([
  ...["\\pm", "\\mp"].map((sign) => [sign, "one sign: read the two formulas by themselves"] as const),
  ...["\\sum", "\\prod"].map(
    (sign) => [sign, "its terms: write them out, or as text sum(k, 1, 10, ...)"] as const,
  ),
  ...["\\int", "\\iint", "\\oint", "\\lim"].map(
    (sign) => [sign, "a formula without integrals and limits"] as const,
  ),
  ...["\\partial", "\\nabla", "\\prime"].map(
    (sign) =>
      [
        sign,
        "a formula without derivatives: use the command diff or the function diff(formula, name)",
      ] as const,
  ),
  ...["\\dots", "\\ldots", "\\cdots"].map((sign) => [sign, "all of the terms"] as const),
  ...["\\circ", "\\degree"].map((sign) => [sign, "radians: write \\frac{\\pi}{180} for a degree"] as const),
  ...["\\binom", "\\choose"].map((sign) => [sign, "factorials: write \\frac{n!}{k!\\,(n - k)!}"] as const),
  ...["\\pmod", "\\mod"].map((sign) => [sign, "\\bmod"] as const),
  ...["\\begin", "\\end"].map(
    (sign) => [sign, "\\begin{cases} ... \\end{cases}: a matrix is no formula"] as const,
  ),
  ...["\\|", "\\Vert", "\\lVert", "\\rVert"].map(
    (sign) => [sign, "|...|, or \\operatorname{hypot}(x, y)"] as const,
  ),
  ...["\\left", "\\right"].map(
    (sign) => [sign, "a bracket after it: ( ) [ ] \\{ \\} | \\lfloor \\rfloor \\lceil \\rceil"] as const,
  ),
]);

/** Why the pre-scan stopped. */
export function explainFault({ kind, token, open }: Fault, source: Source): ParseError {
  const span = source.span(token.start, token.end);
  if (kind === "unknown") return unknown(token, source);
  if (kind === "unopened") {
    return new ParseError(
      "unopened-bracket",
      `'${token.text}' closes no bracket, expected an operator or the end of the text`,
      { span },
    );
  }
  if (open === undefined) throw new Error("invariant: something is open");
  const closing = `${open.stretched ? "\\right" : ""}${open.closes}`;
  const message = `expected '${closing}' to close the '${open.text}' at ${source.place(open.start)}`;
  return new BracketError(message, span, source.span(open.start, open.end));
}

function unknown(token: Token, source: Source): ParseError {
  const span = source.span(token.start, token.end);
  const word = token.text.replace(/^\\/u, "");
  const refused = REFUSED.get(token.text);
  if (refused !== undefined) {
    return new ParseError("unsupported-command", `'${token.text}' in a formula, expected ${refused}`, {
      span,
    });
  }
  if (!token.text.startsWith("\\")) {
    return new ParseError(
      "unexpected-character",
      `'${shown(token.text)}' is no part of a formula, expected ${OPERAND}`,
      { span },
    );
  }
  if (BRACED.test(token.text)) {
    return new ParseError("unexpected-token", `'${token.text}' without a name, expected ${token.text}{...}`, {
      span,
    });
  }
  if (callable(word) !== undefined) {
    const wanted = `\\operatorname{${word}}`;
    return new ParseError("unknown-command", `unknown command '${shown(token.text)}': write ${wanted}`, {
      span,
      suggestion: wanted,
    });
  }
  const near = suggestion(word, COMMANDS);
  const hint = near === undefined ? "" : ` (did you mean '\\${near}'?)`;
  return new ParseError(
    "unknown-command",
    `unknown command '${shown(token.text)}'${hint}, expected one of a formula`,
    {
      span,
      suggestion: near === undefined ? undefined : `\\${near}`,
    },
  );
}

const BRACED = /^\\(?:operatorname|math(?:rm|it|sf|normal)|text(?:rm|it)?|mbox)$/u;

/** Commands that are often misspelt. */
const COMMANDS =
  "frac sqrt cdot times left right operatorname mathrm text infty lfloor rfloor lceil rceil arcsin arccos arctan alpha beta gamma delta epsilon theta lambda sigma omega".split(
    " ",
  );

/** Where the pre-scan found nothing wrong and the grammar stopped all the same. */
export function misreadLatex(source: Source, start: number, stoppedAt: number, end: number): ParseError {
  const { before, token } = tokensAt(source.text, start, stoppedAt, end);
  const error = (code: string, message: string): ParseError =>
    new ParseError(code, message, { span: source.span(token.start, token.end) });
  const found = token.kind === "end" ? "the text ends" : `'${shown(token.text)}'`;
  if (before === undefined) {
    return token.kind === "end"
      ? error("empty-text", "no formula in the text, expected one such as \\frac{x}{2} + \\sin y")
      : error("expected-operand", `${found} at the beginning, expected ${OPERAND}`);
  }
  if (isPrime(before)) {
    const span = source.span(before.start, before.end);
    const message =
      "a prime without brackets, expected a declared function's, as in f'(x): for a derivative use diff";
    return new ParseError("bad-derivative", message, { span });
  }
  const after = `after '${shown(before.text)}'`;
  if (before.kind === "script" && token.kind === "sign") {
    return error(
      "expected-operand",
      `${found} ${after}, expected braces: write ${before.text}{${token.text}...}`,
    );
  }
  if (token.text === "," && before.text === "{") {
    return error(
      "decimal-comma",
      "'{,}' in a formula, expected numbers with a point and without groups: 1.5, 1000",
    );
  }
  if (before.kind === "function") {
    return error(
      "expected-operand",
      `${found} ${after}, expected the function's argument: write ${shown(before.text)}(...)`,
    );
  }
  if (!endsOperand(before)) {
    return token.kind === "close" && before.kind === "open"
      ? error("expected-operand", `nothing between '${before.text}' and '${token.text}', expected ${OPERAND}`)
      : error("expected-operand", `${found} ${after}, expected ${OPERAND}`);
  }
  switch (token.kind) {
    case "number":
      return error(
        "juxtaposed-number",
        `number '${token.text}' directly ${after}, expected an operator: ` +
          (isExponent(source.text, before)
            ? `for an exponent of several digits write braces, ^{${before.text}${token.text}}`
            : `for a product write ${shown(before.text)} \\cdot ${token.text}`),
      );
    case "mark":
      return token.text === "!"
        ? error("double-factorial", "'!' after '!', expected an operator: write (x!)!")
        : error(
            "bad-derivative",
            `a prime ${after}, expected it after a declared function, as in f'(x): for a derivative use diff`,
          );
    case "script":
      return token.text === "_"
        ? error(
            "bad-subscript",
            `a subscript ${after}, expected it at a letter, before an exponent, as in x_{12}^{2}`,
          )
        : error("double-exponent", `'^' ${after}, expected an operator`);
    case "comma":
      return error(
        "unexpected-comma",
        `',' ${after}, expected an operator: commas stand in the brackets of functions (decimals have a point: 1.5)`,
      );
    case "separator":
      return error(
        "unexpected-token",
        `'${token.text}' ${after}, expected it in \\begin{cases} value & condition \\\\ ... \\end{cases}`,
      );
    case "end":
    case "close":
      return error("unexpected-end", `${found} ${after}, expected the rest of a formula`);
    default:
      return error("expected-operator", `${found} ${after}, expected an operator or the end of the text`);
  }
}

const endsOperand = ({ kind }: Token): boolean => ["number", "name", "close", "bar", "mark"].includes(kind);

const isPrime = ({ kind, text }: Token): boolean => kind === "mark" && text !== "!";

const isExponent = (text: string, { start }: Token): boolean =>
  /\^\s*$/u.test(text.slice(Math.max(0, start - 10), start));

/** The token at a place and the one before it. */
function tokensAt(
  text: string,
  start: number,
  stop: number,
  end: number,
): { readonly before: Token | undefined; readonly token: Token } {
  let before: Token | undefined;
  for (let position = start; ; ) {
    const token = tokenAt(text, position, end, before?.kind === "script");
    if (token.kind === "end" || token.start >= stop) return { before, token };
    if (token.end > stop) {
      if (token.kind !== "number") return { before, token };
      // A digit that a macro takes is a token by itself, \frac12.
      before = { ...token, end: stop, text: text.slice(token.start, stop) };
    } else before = token;
    position = before.end;
  }
}

const shown = (text: string): string => (text.length > 40 ? `${text.slice(0, 39)}…` : text);
