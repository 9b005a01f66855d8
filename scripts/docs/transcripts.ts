// The transcripts of a page: blocks marked `gradtree` or `console` in which lines behind a prompt are typed and
// the others are what is answered. `> ` is gradtree's prompt, with `... ` where an entry goes on, and `$ ` a
// shell's. The blocks of a page are one conversation, up to the comment <!-- a new conversation -->, and its command
// lines see the files that it saves. What an answer took, `cost: 3 nodes, ...`, may be left out of a page.
import type { Outcome } from "../../src/repl/session.ts";
import { type Files, sessionWith, shellAnswer } from "./shell.ts";

/** Something typed, and the lines that stand below it. */
export interface Exchange {
  readonly prompt: ">" | "$";
  /** Without prompts; of several lines with newlines. */
  readonly typed: string;
  readonly answer: readonly string[];
}

/** A page in its parts: exchanges, and the text between them. */
export type Part = string | Exchange;

export const NEW_CONVERSATION = "<!-- a new conversation -->";

const BLOCK = /^```(?:gradtree|console)\n(.*?)^```$/dgmsu;
const EXCHANGE = /^([>$]) (.*?\n)(?=[>$] |(?![\s\S]))/gmsu;

export function partsOf(page: string): Part[] {
  const parts: Part[] = [];
  let end = 0;
  for (const { indices } of page.matchAll(BLOCK)) {
    const [from, to] = indices?.[1] ?? [0, 0];
    parts.push(page.slice(end, from));
    for (const [, prompt, text] of page.slice(from, to).matchAll(EXCHANGE)) {
      const lines = text.trimEnd().split("\n");
      const below = lines.findIndex((line, i) => i > 0 && !/^\.\.\.(?: |$)/u.test(line));
      const typed = below < 0 ? lines : lines.slice(0, below);
      parts.push({
        prompt: prompt === "$" ? "$" : ">",
        typed: typed.map((line, i) => (i === 0 ? line : line.slice(4))).join("\n"),
        answer: below < 0 ? [] : lines.slice(below),
      });
    }
    end = to;
  }
  return [...parts, page.slice(end)];
}

export const pageOf = (parts: readonly Part[]): string =>
  parts.map((part) => (typeof part === "string" ? part : written(part))).join("");

const written = ({ prompt, typed, answer }: Exchange): string =>
  [`${prompt} ${typed.replaceAll("\n", "\n... ")}`, ...answer, ""].join("\n");

/** The same parts with what is really answered. @param retyped what is typed instead */
export async function replayed(
  parts: readonly Part[],
  retyped: (exchange: Exchange) => string = ({ typed }) => typed,
): Promise<Part[]> {
  const files: Files = new Map();
  let session = sessionWith(files);
  const found: Part[] = [];
  for (const part of parts) {
    if (typeof part === "string") {
      if (part.includes(NEW_CONVERSATION)) session = sessionWith(files);
      found.push(part);
      continue;
    }
    const { prompt, answer } = part;
    const text = retyped(part);
    const actual = prompt === "$" ? await shellAnswer(text, files) : said(session.line(text));
    const showsCost = answer.some(isCost);
    const lines = actual === "" ? [] : actual.replace(/\n$/u, "").split("\n");
    found.push({ ...part, answer: lines.filter((line) => showsCost || !isCost(line)) });
  }
  return found;
}

/** Whether a line says what an answer took. */
export const isCost = (line: string): boolean => line.startsWith("cost:");

/** In the order in which a terminal shows it. */
const said = ({ text, remarks, error = "", cost = "" }: Outcome): string =>
  [text, ...remarks, error, cost].filter((part) => part !== "").join("\n");

/** A page in which no time is told, for times are never the same. */
export const timeless = (parts: readonly Part[]): string =>
  pageOf(parts.map((part) => (typeof part === "string" ? part : { ...part, answer: withoutTimes(part) })));

/** An answer in which no time is told. */
export function withoutTimes({ typed, answer }: Exchange): string[] {
  const lines = answer.map((line) => line.replace(/[\d.]+(?:e[+-]?\d+)? ms\b/gu, "# ms"));
  // Columns are as wide as the times in them.
  if (!/\b(?:blowup|time)\b/u.test(typed)) return lines;
  return lines.map((line) =>
    line
      .replace(/\d+\.\d+(?:e-\d+)?/gu, "#")
      .replace(/-{3,}/gu, "---")
      .replace(/ {2,}/gu, "  "),
  );
}
