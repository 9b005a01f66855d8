// Texts taken apart where they are lists: at commas that are in no brackets and no comment.
import type { Place } from "../expr/parse/form.ts";

const TOKEN = /#[^\n\r\u2028\u2029]*|[([{,)\]}]/gu;

/** The pieces of text[start, end) between its commas, blanks around them left out; one where there is no comma. */
export function atCommas(text: string, start = 0, end: number = text.length): Place[] {
  const pieces: Place[] = [];
  let depth = 0;
  let from = start;
  for (const { 0: token, index } of text.slice(start, end).matchAll(TOKEN)) {
    if (token === ",") {
      if (depth > 0) continue;
      pieces.push(trimmed(text, from, start + index));
      from = start + index + 1;
    } else if ("([{".includes(token)) depth++;
    else if (!token.startsWith("#")) depth = Math.max(0, depth - 1);
  }
  pieces.push(trimmed(text, from, end));
  return pieces;
}

/** text[start, end) without the blanks around it. */
export function trimmed(text: string, start: number, end: number): Place {
  const piece = text.slice(start, end);
  const from = start + piece.length - piece.trimStart().length;
  return { start: from, end: Math.max(from, start + piece.trimEnd().length) };
}

/** How many lines of a text hold something, those inside brackets not counted: more than one is more than one formula. */
export function entryCount(text: string): number {
  let depth = 0;
  let count = 0;
  for (const line of text.split(/[\n\r\u2028\u2029]/u)) {
    const code = line.replace(/#.*$/u, "");
    if (depth === 0 && code.trim() !== "") count++;
    for (const [bracket] of code.matchAll(/[([{)\]}]/gu)) {
      depth = "([{".includes(bracket) ? depth + 1 : Math.max(0, depth - 1);
    }
  }
  return count;
}
