// Errors and warnings for people: the message, then the line that it is about with carets below.
// An error about an open bracket has a second caret, where the bracket opened.
import type { Span } from "../errors.ts";
import { BracketError } from "./explain.ts";
import { Source } from "./source.ts";

/** What an error and a warning have in common. */
export interface Diagnostic {
  readonly message: string;
  readonly span?: Span | undefined;
}

const INDENT = "    ";
/** The most code points of a line that are shown, around the first caret. */
const WIDTH = 72;

/**
 * The message and, where there is a span, the line of `text` with carets below.
 * @example renderError(error, "2 + * 3")
 * // '*' after '+', expected a number, a name or '('
 * //     2 + * 3
 * //         ^
 */
export function renderError(error: Diagnostic, text: string): string {
  if (error.span === undefined || text.trim() === "") return error.message;
  const source = new Source(text);
  const spans = error instanceof BracketError ? [error.opened, error.span] : [error.span];
  const lines = new Map<number, Span[]>();
  for (const span of spans) lines.set(span.line, [...(lines.get(span.line) ?? []), span]);
  const shown = [...lines].map(([number, marked]) =>
    lineWithCarets(source, number, marked, error.span ?? marked[0]),
  );
  return [error.message, ...shown].join("\n");
}

function lineWithCarets(source: Source, number: number, spans: readonly Span[], focus: Span): string {
  const points = Array.from(source.line(number));
  const place = focus.line === number ? focus.column - 1 : spans[0].column - 1;
  const from = points.length <= WIDTH ? 0 : Math.max(0, Math.min(place - WIDTH / 2, points.length - WIDTH));
  const to = Math.min(points.length, from + WIDTH);
  const carets = new Set<number>();
  for (const span of spans) {
    const first = span.column - 1;
    const length = Math.max(
      1,
      Array.from(source.slice(span.start, span.end).split(/[\r\n\u2028\u2029]/u)[0]).length,
    );
    for (let i = first; i < first + length && i <= to; i++) if (i >= from) carets.add(i);
  }
  const before = from > 0 ? "…" : "";
  const after = to < points.length ? "…" : "";
  const line = `${INDENT}${before}${points.slice(from, to).map(printable).join("")}${after}`;
  let marks = INDENT + (before === "" ? "" : " ");
  for (let i = from; i <= to; i++) marks += below(points[i], carets.has(i));
  return `${line.trimEnd()}\n${marks.trimEnd()}`;
}

/** Control characters would upset the terminal and the carets. */
const printable = (point: string): string => (point !== "\t" && /^\p{C}$/u.test(point) ? "\uFFFD" : point);

/** What stands below a character: as wide as it is. */
function below(point: string | undefined, marked: boolean): string {
  if (point === undefined) return marked ? "^" : "";
  if (/^\p{M}$/u.test(point)) return "";
  const wide =
    /^[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]$/u.test(
      point,
    );
  if (marked) return wide ? "^^" : "^";
  return point === "\t" ? "\t" : wide ? "  " : " ";
}
