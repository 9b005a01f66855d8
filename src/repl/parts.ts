// A list or a claim taken apart into its formulas, in each syntax, before any of them is read: only brackets,
// strings and comments are looked at.
import type { Place } from "../expr/parse/form.ts";
import { equalsSign } from "../expr/parse/parse.ts";
import { Source } from "../expr/parse/source.ts";
import { atCommas, trimmed } from "./split.ts";
import type { Syntax } from "./understand.ts";

/** What opens and closes, separates, or hides such signs. */
const TOKENS: Readonly<Record<Syntax, RegExp>> = {
  text: /#[^\n\r\u2028\u2029]*|[([{,)\]}]/gu,
  latex: /%[^\n\r]*|\\(?:begin|end)(?![A-Za-z])|\\[\s\S]|[([{,=)\]}]/gu,
  sexpr: /;[^\n]*|[()[\],]|[^\s()[\],;]+/gu,
  mathjson: /"(?:[^"\\]|\\[\s\S])*"|[[{,=\]}]/gu,
};
const OPENING: ReadonlySet<string> = new Set(["(", "[", "{", "\\{", "\\begin"]);
const CLOSING: ReadonlySet<string> = new Set([")", "]", "}", "\\}", "\\end"]);

interface Part extends Place {
  readonly token: string;
}

/** The tokens that stand in no bracket, a whole bracket being one; undefined where one closes that is not open. */
function outermost(text: string, { start, end }: Place, syntax: Syntax): readonly Part[] | undefined {
  const parts: Part[] = [];
  let depth = 0;
  let opened = start;
  for (const { 0: token, index } of text.slice(start, end).matchAll(TOKENS[syntax])) {
    const [from, to] = [start + index, start + index + token.length];
    if (OPENING.has(token)) {
      if (depth++ === 0) opened = from;
    } else if (CLOSING.has(token)) {
      if (--depth < 0) return undefined;
      if (depth === 0) parts.push({ token: "(...)", start: opened, end: to });
    } else if (depth === 0) parts.push({ token, start: from, end: to });
  }
  if (depth > 0) parts.push({ token: "(...", start: opened, end });
  return parts;
}

/** The formulas of a list: [f, g], ["List", f, g] or [f, g] of MathJSON; undefined where a text is no list. */
export function listed(text: string, place: Place, syntax: Syntax): readonly Place[] | undefined {
  const whole = text.slice(place.start, place.end);
  if (syntax === "text") {
    const isList = whole.startsWith("[") && whole.endsWith("]");
    return isList ? atCommas(text, place.start + 1, place.end - 1) : undefined;
  }
  const [opening = ""] = /^(?:\\left\s*)?\[/u.exec(whole) ?? [];
  const [closing = ""] = /(?:\\right\s*)?\]$/u.exec(whole) ?? [];
  if (opening === "" || closing === "") return undefined;
  const inside = trimmed(text, place.start + opening.length, place.end - closing.length);
  const parts = outermost(text, inside, syntax);
  if (parts === undefined) return undefined;
  if (syntax === "sexpr") {
    const items = parts.filter(({ token }) => token !== "," && !token.startsWith(";"));
    return items.length > 0 ? items : [inside]; // where the reader misses a formula
  }
  const commas = parts.filter(({ token }) => token === ",");
  const starts = [inside.start, ...commas.map(({ end }) => end)];
  const ends = [...commas.map(({ start }) => start), inside.end];
  const items = starts.map((start, i) => trimmed(text, start, ends[i]));
  if (syntax !== "mathjson" || text.charAt(inside.start) !== '"') return items;
  const [{ start, end }, ...others] = items;
  return text.slice(start, end) === '"List"' && others.length > 0 ? others : undefined;
}

/** Where the first comma stands that is in no bracket. */
export const commaIn = (text: string, place: Place): number | undefined =>
  outermost(text, place, "text")?.find(({ token }) => token === ",")?.start;

/** Where the = of a claim stands. @throws {ParseError} for a second one in a text */
export function claimSign(text: string, place: Place, syntax: Syntax): number | undefined {
  if (syntax === "text") return equalsSign(new Source(text.slice(0, place.end)), place.start);
  return outermost(text, place, syntax)?.find(({ token }) => token === "=")?.start;
}
