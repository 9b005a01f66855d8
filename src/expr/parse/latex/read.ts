// The reader of LaTeX, the notation of textbooks and of LaTeX printers: a pre-scan matches brackets, the grammar
// (grammar/latex.ohm) reads text of any depth in pieces, and its actions build the formula. What format(expr, "latex")
// writes is read back as the same formula, but for what LaTeX writes alike (x^2 and square(x)).
import type { Budget } from "../../budget.ts";
import type { Expr } from "../../node.ts";
import { cstOf } from "../cst.ts";
import { type Misreading, type Piece, readInPieces } from "../piece.ts";
import type { Scope } from "../scope.ts";
import type { Source } from "../source.ts";
import type { Warning } from "../warning.ts";
import { formulasOf, LatexReading } from "./actions.ts";
import { explainFault, misreadLatex } from "./explain.ts";
import { latexGrammar } from "./latex.generated.js";
import { type LatexInside, prescanLatex } from "./prescan.ts";
import { speltFunctions } from "./spelt.ts";

/**
 * The formula that a text in LaTeX is, $ signs and a full stop around it or not.
 * @throws {ParseError} for text that is no formula, {NameError} for a name that is no variable or function here,
 * {ArityError} for a wrong number of arguments; each with the place in the text.
 */
export function readLatex(
  source: Source,
  scope: Scope,
  budget?: Budget,
  begin = 0,
): { readonly expr: Expr; readonly warnings: readonly Warning[] } {
  const { text } = source;
  const { start, end } = withoutDelimiters(text, begin);
  const { insides, fault } = prescanLatex(text, start, end);
  if (fault !== undefined) throw explainFault(fault, source);
  const reading = new LatexReading(source, scope);
  const readPiece = (piece: Piece<Expr>, inside: LatexInside | undefined): readonly Expr[] | Misreading => {
    const match = latexGrammar().match(piece.text, inside?.rule ?? "text");
    if (match.failed()) return { stoppedAt: piece.at(match.getRightmostFailurePosition()) };
    return formulasOf(cstOf(match), piece, reading);
  };
  const read = readInPieces(text, { start, end }, insides, readPiece, budget);
  if ("stoppedAt" in read) throw misreadLatex(source, start, read.stoppedAt, end);
  const spelt = speltFunctions(source, start, end, scope);
  const isSpelt = ({ span }: Warning): boolean =>
    spelt.some((word) => word.span.start <= span.start && span.start < word.span.end);
  const warnings = [...reading.warnings.filter((warning) => !isSpelt(warning)), ...spelt];
  warnings.sort((a, b) => a.span.start - b.span.start);
  return { expr: read, warnings };
}

const OPENING = /\$\$?|\\\[|\\\(|\\begin\s*\{(?:equation|displaymath|math)\*?\}/uy;
const CLOSING = /(?:\$\$?|\\\]|\\\)|\\end\s*\{(?:equation|displaymath|math)\*?\})$/u;
/** As far back as a closing delimiter may begin. */
const LONGEST = 40;

/** The part of a text between the signs that LaTeX puts around a formula, without a full stop or comma at its end. */
function withoutDelimiters(text: string, begin: number): { readonly start: number; readonly end: number } {
  const trimmed = (from: number, to: number): number => {
    let last = to;
    for (;;) {
      while (last > from && /\s/u.test(text.charAt(last - 1)) && text.charAt(last - 2) !== "\\") last--;
      if (!/[.,;]/u.test(text.charAt(last - 1)) || text.charAt(last - 2) === "\\" || last <= from)
        return last;
      last--;
    }
  };
  let start = text.length - text.slice(begin).trimStart().length;
  let end = trimmed(start, text.length);
  OPENING.lastIndex = start;
  const opening = OPENING.exec(text);
  const closing = CLOSING.exec(text.slice(Math.max(start, end - LONGEST), end));
  if (opening !== null && closing !== null && start + opening[0].length <= end - closing[0].length) {
    start += opening[0].length;
    end = trimmed(start, end - closing[0].length);
  }
  return { start, end };
}
