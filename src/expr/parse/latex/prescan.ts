// The pre-scan of LaTeX: one pass over the tokens, on an explicit stack, before the grammar reads. It matches brackets,
// decides which plain bars open and which close, finds the insides that are read by themselves, those of
// plain bars and those nested too deep for the grammar's stack, and stops at what is no part of a formula.
import type { Inside } from "../piece.ts";
import { type Token, tokenAt } from "./token.ts";

/** The grammar reads this many levels of brackets at once; it could read about a hundred. */
const LEVELS = 24;

/** An inside, and the grammar's rule for it. */
export interface LatexInside extends Inside {
  readonly rule: "inside" | "insideCases";
}

export interface Fault {
  readonly kind: "unknown" | "unopened" | "unclosed";
  readonly token: Token;
  /** The innermost bracket that is open there. */
  readonly open: Token | undefined;
}

export interface LatexScan {
  /** In the order in which they close: an inside comes after those that it holds. */
  readonly insides: readonly LatexInside[];
  readonly fault: Fault | undefined;
}

/** A bracket that is open. */
interface Frame {
  readonly token: Token;
  /** Whether behind the closing sign an operand is due, as after the exponent of \sin^{2}. */
  readonly operandDue: boolean;
  /** Whether it is a brace after ^ or _. */
  readonly isScript: boolean;
  /** Whether it comes first in such a brace, as the bracket in \psi^{(2)}. */
  readonly isFirst: boolean;
  /** Whether it holds such a bracket: then that one's inside is cut, not its own, so that the grammar sees the bracket. */
  holdsBracket: boolean;
}

export function prescanLatex(text: string, start: number, end: number): LatexScan {
  const insides: LatexInside[] = [];
  const open: Frame[] = [];
  let operandDue = true;
  /** After ^ or _: whether behind their argument an operand is due. */
  let afterScript: boolean | undefined;
  let before: Token | undefined;
  const failed = (kind: Fault["kind"], token: Token): LatexScan => ({
    insides,
    fault: { kind, token, open: open.at(-1)?.token },
  });
  const close = (token: Token): void => {
    const frame = open.pop();
    if (frame === undefined) throw new Error("invariant: a bracket is open");
    const level = (open.length + 1) % LEVELS;
    const isDeep = level === 0 ? !frame.holdsBracket : level === 1 && frame.isFirst;
    if (isDeep || frame.token.kind === "bar") {
      const rule = frame.token.closes === "\\end{cases}" ? "insideCases" : "inside";
      insides.push({ start: frame.token.end, end: token.start, rule });
    }
    operandDue = frame.operandDue;
  };
  for (let position = start; ; ) {
    const token = tokenAt(text, position, end, afterScript !== undefined);
    position = token.end;
    const scripted = afterScript;
    afterScript = undefined;
    switch (token.kind) {
      case "end":
        return open.length > 0 ? failed("unclosed", token) : { insides, fault: undefined };
      case "unknown":
      case "stray":
        return failed("unknown", token);
      case "open": {
        const around = open.at(-1);
        const isFirst = around?.isScript === true && around.token === before && token.text !== "{";
        if (isFirst && around !== undefined) around.holdsBracket = true;
        const isScript = scripted !== undefined;
        open.push({ token, operandDue: scripted ?? false, isScript, isFirst, holdsBracket: false });
        operandDue = true;
        break;
      }
      case "close": {
        const opening = open.at(-1)?.token;
        if (opening === undefined) return failed("unopened", token);
        if (opening.kind === "bar" || !closes(token, opening)) return failed("unclosed", token);
        close(token);
        break;
      }
      case "bar":
        if (!operandDue && open.at(-1)?.token.kind === "bar") close(token);
        else {
          open.push({ token, operandDue: false, isScript: false, isFirst: false, holdsBracket: false });
          operandDue = true;
        }
        break;
      case "number":
      case "name":
        operandDue = scripted ?? false;
        break;
      case "mark":
        operandDue = false;
        break;
      case "script":
        afterScript = operandDue;
        break;
      default:
        operandDue = true;
    }
    before = token;
  }
}

const closes = (token: Token, opening: Token): boolean =>
  token.closes === opening.closes && token.stretched === opening.stretched;
