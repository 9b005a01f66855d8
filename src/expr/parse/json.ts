// The tokens of a JSON text, one at a time with their places. JSON.parse gives neither places for
// messages nor the digits of a number (0.1 would be rounded), and this builds no values.
import type { InterchangeSource, Place } from "./interchange.ts";

export interface Token extends Place {
  /** The mark itself, or what kind of literal it is. */
  readonly kind: "[" | "]" | "{" | "}" | "," | ":" | "string" | "number" | "word" | "end";
  /** The text of a string with its escapes resolved; of the others as written. */
  readonly text: string;
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;
const BLANK = /[ \t\n\r]*/y;

export class JsonTokens {
  readonly #source: InterchangeSource;
  #position: number;

  constructor(source: InterchangeSource, start = 0) {
    this.#source = source;
    this.#position = start;
  }

  next(): Token {
    const { text } = this.#source;
    BLANK.lastIndex = this.#position;
    BLANK.test(text);
    const start = BLANK.lastIndex;
    if (start >= text.length) return { kind: "end", text: "", start, end: start };
    const mark = text.charAt(start);
    switch (mark) {
      case "[":
      case "]":
      case "{":
      case "}":
      case ",":
      case ":":
        this.#position = start + 1;
        return { kind: mark, text: mark, start, end: start + 1 };
      case '"':
        return this.#string(start);
      default:
        return this.#literal(start);
    }
  }

  #literal(start: number): Token {
    const { text } = this.#source;
    for (const [kind, pattern] of [
      ["number", NUMBER],
      ["word", WORD],
    ] as const) {
      pattern.lastIndex = start;
      if (!pattern.test(text)) continue;
      this.#position = pattern.lastIndex;
      return { kind, text: text.slice(start, this.#position), start, end: this.#position };
    }
    const width = (text.codePointAt(start) ?? 0) > 0xffff ? 2 : 1;
    const place = { start, end: start + width };
    throw this.#source.error("bad-json", `expected JSON, found ${this.#source.found(place)}`, place);
  }

  #string(start: number): Token {
    const { text } = this.#source;
    let end = start + 1;
    let escaped = false;
    for (; text.charCodeAt(end) !== QUOTE; end++) {
      if (text.charCodeAt(end) === BACKSLASH) {
        escaped = true;
        end++;
      }
      if (end >= text.length) {
        const place = { start, end: start + 1 };
        throw this.#source.error(
          "bad-json",
          "expected '\"' to end the string, found the end of the text",
          place,
        );
      }
    }
    this.#position = end + 1;
    const content = text.slice(start + 1, end);
    return { kind: "string", text: escaped ? this.#unescape(content, start) : content, start, end: end + 1 };
  }

  #unescape(content: string, start: number): string {
    return content.replace(/\\(?:u([\da-fA-F]{4})|([\s\S]))/g, (_match, hex?: string, letter?: string) => {
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
      const character = letter === undefined ? undefined : ESCAPES.get(letter);
      if (character === undefined) {
        const place = { start, end: this.#position };
        throw this.#source.error("bad-json", `expected an escape of JSON, found '\\${letter}'`, place);
      }
      return character;
    });
  }
}

const QUOTE = 34;
const BACKSLASH = 92;

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["\\", "\\"],
  ["/", "/"],
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
]);
