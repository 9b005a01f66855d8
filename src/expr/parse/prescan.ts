// The pre-scan: one pass over the tokens, on an explicit stack, before the grammar reads. It knows
// brackets, bars, ?: and comments as the grammar's rules `group`, `bars`, `expression` and `comment`
// have them, finds the insides that are nested too deep for the grammar's stack (they are read by
// themselves, innermost first), and stops at the first token that no formula could go on with, so
// that errors are explained from what stands there and not from what a parser tried.
import type { Inside } from "./piece.ts";
import { type Token, tokenAt } from "./token.ts";

/** The grammar reads this many levels of brackets at once; it could read about a hundred. */
const LEVELS = 24;

/** The first place where the text stops being a formula. */
export interface Fault {
  readonly kind: "operand-due" | "operator-due" | "beside-bar" | "unclosed" | "unopened" | "prime" | "comma";
  readonly token: Token;
  readonly before: Token | undefined;
  /** The innermost bracket, bar or ? that is open there. */
  readonly open: Token | undefined;
}

export interface Scan {
  /** In the order in which they close: an inside comes after those that it holds. */
  readonly insides: readonly Inside[];
  readonly fault: Fault | undefined;
}

const CLOSES: ReadonlyMap<string, string> = new Map([
  [")", "("],
  [":", "?"],
]);

const BEGINS_OPERAND: ReadonlySet<Token["kind"]> = new Set([
  "number",
  "name",
  "open",
  "bar",
  "sign",
  "root",
  "not",
]);

export function prescan(text: string, start: number, end: number): Scan {
  const insides: Inside[] = [];
  const open: Token[] = [];
  let operandDue = true;
  let before: Token | undefined;
  let fault: Fault | undefined;
  const fail = (kind: Fault["kind"], token: Token): void => {
    fault = { kind, token, before, open: open.at(-1) };
  };
  const close = (token: Token): void => {
    const opening = open.pop();
    if (opening !== undefined && (open.length + 1) % LEVELS === 0) {
      insides.push({ start: opening.end, end: token.start });
    }
  };
  for (let position = start; ; ) {
    const token = tokenAt(text, position, end, operandDue);
    position = token.end;
    if (operandDue) {
      if (!BEGINS_OPERAND.has(token.kind)) fail("operand-due", token);
      else if (token.kind === "open" || token.kind === "bar") open.push(token);
      else if (token.kind === "number" || token.kind === "name") operandDue = false;
    } else if (before?.kind === "prime" && token.kind !== "open") fail("prime", token);
    else
      switch (token.kind) {
        case "open":
          if (closesBar(before)) fail("beside-bar", token);
          open.push(token);
          operandDue = true;
          break;
        case "name":
        case "root":
          if (closesBar(before)) fail("beside-bar", token);
          operandDue = token.kind === "root";
          break;
        case "number":
          fail(closesBar(before) ? "beside-bar" : "operator-due", token);
          break;
        case "close":
        case "colon":
          if (open.length === 0) fail("unopened", token);
          else if (open.at(-1)?.text !== CLOSES.get(token.text)) fail("unclosed", token);
          else close(token);
          operandDue = token.kind === "colon";
          break;
        case "bar":
          if (open.at(-1)?.kind === "bar") close(token);
          else fail(open.some(isBar) && !closedLater(open, text, token) ? "unclosed" : "operator-due", token);
          break;
        case "question":
          open.push(token);
          operandDue = true;
          break;
        case "comma":
          if (open.length === 0) fail("comma", token);
          else if (open.at(-1)?.kind !== "open") fail("unclosed", token);
          operandDue = true;
          break;
        case "sign":
        case "infix":
          operandDue = true;
          break;
        case "mark":
          break;
        case "prime":
          if (before?.kind !== "name") fail("operator-due", token);
          break;
        case "end":
          if (open.length > 0) fail("unclosed", token);
          break;
        default:
          fail("operator-due", token);
      }
    if (fault !== undefined || token.kind === "end") return { insides, fault };
    before = token;
  }
}

const isBar = (token: Token): boolean => token.kind === "bar";

/** Whether the innermost bracket's closing sign is still to come. */
function closedLater(open: readonly Token[], text: string, token: Token): boolean {
  const sign = open.at(-1)?.kind === "question" ? ":" : ")";
  return text.includes(sign, token.end);
}

/** Asked only where an operator is due: a bar just before has closed. */
const closesBar = (before: Token | undefined): boolean => before?.kind === "bar";
