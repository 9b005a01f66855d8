// Why a text is no formula, in a sentence: what stands at the first wrong place, what was expected
// there, and what to write instead where people usually mean one thing. Expected things are named by
// kind ("a number, a name or '('"), never as a list of tokens.
import { ArityError, type GradtreeError, ParseError, type Span } from "../errors.ts";
import { arityError } from "../primitive.ts";
import type { NameForm } from "./form.ts";
import { isFunctionName, withoutBrackets } from "./mistake.ts";
import type { Fault } from "./prescan.ts";
import type { Scope } from "./scope.ts";
import type { Source } from "./source.ts";
import { strayReason } from "./stray.ts";
import type { Token } from "./token.ts";
import { callable } from "./vocabulary.ts";

/** An error about a bracket that is open: it has a second place, where the bracket opened. */
export class BracketError extends ParseError {
  readonly opened: Span;

  constructor(message: string, span: Span, opened: Span) {
    super("unclosed-bracket", message, { span });
    this.name = "ParseError"; // one of them for users; the second place is for render.ts
    this.opened = opened;
  }
}

const OPERAND = "a number, a name or '('";

export function explain(fault: Fault, source: Source, scope: Scope): GradtreeError {
  const { token } = fault;
  const error = (code: string, message: string, suggestion?: string): ParseError =>
    new ParseError(code, message, { span: source.span(token.start, token.end), suggestion });

  if (token.kind === "stray") {
    const { reason, suggestion, length } = strayReason(source.text, fault);
    const span = source.span(token.start, Math.min(token.start + length, source.text.length));
    return new ParseError("unexpected-character", reason, { span, suggestion });
  }
  switch (fault.kind) {
    case "operand-due":
      return operandDue(fault, source);
    case "operator-due":
      return operatorDue(fault, source, scope);
    case "beside-bar": {
      const next = token.kind === "open" ? "(...)" : shown(token.text);
      return error(
        "juxtaposed-bar",
        `'${shown(token.text)}' directly after the closing '|', expected an operator: for a product write |...|*${next} or abs(...)*${next}`,
      );
    }
    case "unclosed":
      return unclosed(fault, source);
    case "unopened":
      if (token.kind === "colon") {
        if (source.text.charAt(token.end) === "=") {
          return error(
            "assignment",
            "':=' in a formula, expected a formula by itself: a comparison is written ==",
            "==",
          );
        }
        return error("unopened-bracket", "':' without a '?' before it, expected condition ? value : value");
      }
      return error("unopened-bracket", "')' closes no '(', expected an operator or the end of the text");
    case "prime":
      return error(
        "bad-derivative",
        `${found(token, source)} after ${quoted(fault.before)}, expected '(': a derivative is applied, as in f'(x)`,
      );
    default:
      return error(
        "unexpected-comma",
        "',' outside of a function's brackets, expected an operator or the end of the text (decimals have a point: 1.5)",
      );
  }
}

/** Where the pre-scan found nothing wrong and the grammar stopped all the same. */
export function misreading(source: Source, stoppedAt: number, end: number): ParseError {
  const rest = /^(?:and|or|not|mod)(?![\p{L}\p{Nd}_])|^[\s\S]/u.exec(source.slice(stoppedAt, end))?.[0] ?? "";
  const span = source.span(stoppedAt, stoppedAt + rest.length);
  if (rest === "not") {
    return new ParseError(
      "expected-operand",
      `'not' inside a comparison or sum, expected ${OPERAND}: write (not ...)`,
      { span },
    );
  }
  if (rest === "-" || rest === "+" || rest === "−") {
    return new ParseError(
      "expected-operand",
      `'${rest}' after '√', expected ${OPERAND}: write √(${rest}...)`,
      { span },
    );
  }
  const what = rest === "" ? "the text ends too early" : `'${shown(rest)}' can't stand here`;
  return new ParseError("unexpected-token", `${what}, expected the rest of a formula`, { span });
}

function operandDue({ token, before, open }: Fault, source: Source): GradtreeError {
  const span = source.span(token.start, token.end);
  const error = (code: string, message: string, suggestion?: string): ParseError =>
    new ParseError(code, message, { span, suggestion });
  if (token.kind === "end") {
    if (before === undefined) {
      const empty = token.start < source.text.length ? "nothing before '='" : "no formula in the text";
      return error("empty-text", `${empty}, expected one such as x*y + sin(y)`);
    }
    const message = `${found(token, source)} after ${quoted(before)}, expected ${OPERAND}`;
    if (open === undefined || open.kind === "question") return error("expected-operand", message);
    const closing = `${message}, then ${CLOSING.get(open.text)} to close the '${open.text}' at ${source.place(open.start)}`;
    return new BracketError(closing, span, source.span(open.start, open.end));
  }
  if (token.kind === "close" && before?.kind === "open") {
    const called = nameBefore(source, before);
    const rows = called === undefined ? undefined : callable(called);
    const whole = source.span(before.start - (called?.length ?? 0), token.end);
    if (rows !== undefined)
      return new ArityError("wrong-arity", arityError(rows[0], 0).message, { span: whole });
    return error("expected-operand", `nothing between '(' and ')', expected ${OPERAND}`);
  }
  if (token.text === "!") {
    const negation = before === undefined || before.kind !== "number";
    return error(
      "expected-operand",
      `'!' ${place(before)}, expected ${OPERAND}: a factorial stands after its operand${negation ? ", negation is written not" : ""}`,
      "not",
    );
  }
  const pair = `${before?.text ?? ""}${token.text}`;
  const known = before?.end === token.start ? PAIRS.get(pair) : undefined;
  if (known !== undefined) {
    const both = source.span(before?.start ?? token.start, token.end);
    return new ParseError("unexpected-operator", `'${pair}' is no operator, expected one: write ${known}`, {
      span: both,
      suggestion: known,
    });
  }
  if (token.kind === "close" && before?.kind === "comma") {
    return error("expected-operand", `')' after ',', expected another argument: ${OPERAND}`);
  }
  return error("expected-operand", `'${shown(token.text)}' ${place(before)}, expected ${OPERAND}`);
}

/** Pairs of tokens that other languages have as one. */
const PAIRS: ReadonlyMap<string, string> = new Map([
  ["<>", "!="],
  ["=<", "<="],
  ["=>", ">="],
  ["^^", "^"],
  ["//", "/"],
]);

function operatorDue({ token, before }: Fault, source: Source, scope: Scope): GradtreeError {
  const span = source.span(token.start, token.end);
  const error = (code: string, message: string, suggestion?: string): ParseError =>
    new ParseError(code, message, { span, suggestion });
  const operand = before?.text ?? "";
  if (token.kind === "number") {
    if (before?.kind === "number" && before.end === token.start) {
      return error(
        "bad-number",
        `second decimal point in '${operand}${token.text}', expected an operator or the end of the number`,
      );
    }
    if (before?.kind === "name" && isFunctionName(operand, scope)) {
      const attached =
        /^[\p{L}_][\p{L}\p{Nd}\p{M}_]{0,20}/u.exec(source.slice(token.end, token.end + 40))?.[0] ?? "";
      const name: NameForm = { kind: "name", start: before.start, end: before.end, name: operand };
      return withoutBrackets(source, name, [`${operand}(${token.text}${attached})`]);
    }
    if (before?.kind === "number" && /^\d{3}$/u.test(token.text)) {
      const wanted = `${operand}${token.text}`;
      return error(
        "juxtaposed-number",
        `blank between '${operand}' and '${token.text}', expected one number: write ${wanted}`,
        wanted,
      );
    }
    const left = operandBefore(before);
    const wanted = `${left}*${token.text}`;
    return error(
      "juxtaposed-number",
      `number '${token.text}' directly after '${shown(operand)}', expected an operator: for a product write ${wanted}`,
      left === operand ? wanted : undefined,
    );
  }
  if (token.kind === "bar") {
    if (source.text.charAt(token.end) === "|") {
      const both = source.span(token.start, token.end + 1);
      return new ParseError(
        "unexpected-operator",
        "'||' is no operator, expected one: write or, and abs(...) for absolute values",
        {
          span: both,
          suggestion: "or",
        },
      );
    }
    if (before?.kind === "name" && isFunctionName(operand, scope)) {
      const inside = /^[^|\n\r]{1,40}(?=\|)/u.exec(source.slice(token.end, token.end + 42))?.[0].trim();
      const name: NameForm = { kind: "name", start: before.start, end: before.end, name: operand };
      return withoutBrackets(source, name, [`${operand}(abs(${inside ?? "..."}))`]);
    }
    const left = operandBefore(before);
    return error(
      "juxtaposed-bar",
      `'|' directly after '${shown(operand)}', expected an operator: for a product write ${left}*|...| or ${left}*abs(...)`,
    );
  }
  if (token.kind === "prime") {
    return error(
      "bad-derivative",
      `a prime after '${shown(operand)}', expected an operator: only a declared function has a derivative, as in f'(x)`,
    );
  }
  return error(
    "expected-operator",
    `'${shown(token.text)}' after '${shown(operand)}', expected an operator or the end of the text`,
  );
}

/** The operand that ends with a token, as far as a message can show it. */
function operandBefore(before: Token | undefined): string {
  if (before?.kind === "name" || before?.kind === "number") return shown(before.text);
  return before?.kind === "close" ? "(...)" : before?.kind === "bar" ? "|...|" : "...";
}

const CLOSING: ReadonlyMap<string, string> = new Map([
  ["(", "')'"],
  ["|", "'|'"],
  ["?", "':'"],
]);

function unclosed({ token, open }: Fault, source: Source): ParseError {
  if (open === undefined) throw new Error("invariant: something is open");
  const opened = source.span(open.start, open.end);
  const at = source.place(open.start);
  const message =
    open.kind === "question"
      ? `expected ':' and a value for the '?' at ${at}`
      : `expected ${CLOSING.get(open.text)} to close the '${open.text}' at ${at}`;
  return new BracketError(message, source.span(token.start, token.end), opened);
}

function nameBefore(source: Source, open: Token): string | undefined {
  return /[\p{L}_][\p{L}\p{Nd}\p{M}_]*$/u.exec(source.slice(Math.max(0, open.start - 40), open.start))?.[0];
}

/** What stands at a token. A text that is half of an equation ends at its = sign. */
const found = ({ kind, start, text }: Token, source: Source): string =>
  kind !== "end"
    ? `'${shown(text)}'`
    : start < source.text.length
      ? `'${source.text.charAt(start)}'`
      : "the text ends";

const quoted = (token: Token | undefined): string =>
  token?.kind === "prime" ? "a prime" : `'${shown(token?.text ?? "")}'`;

const place = (before: Token | undefined): string =>
  before === undefined ? "at the beginning" : `after ${quoted(before)}`;

const shown = (text: string): string => (text.length > 40 ? `${text.slice(0, 39)}…` : text);
